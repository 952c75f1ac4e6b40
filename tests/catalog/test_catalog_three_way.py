"""The laws of merging two versions of a catalog."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from l10n.catalog.edit import is_human
from l10n.catalog.po import parse_po, render_po
from l10n.catalog.three_way import merge_versions
from l10n.model import Catalog, Draft, Message

TEXTS = st.sampled_from(["", "가", "나", "다"])
SOURCES = ("One", "Two", "Three", "Four")


@st.composite
def messages(draw, source):
    """An entry in any state."""
    text = draw(TEXTS)
    kind = draw(st.sampled_from(["approved", "fuzzy", "drafted", "carried", "obsolete"]))
    if not text:
        return Message(source)
    if kind == "drafted":
        return Message(source, text, flags=("fuzzy",), comments=(Draft.of("mt x", source, text).render(),))
    if kind == "carried":
        return Message(source, text, flags=("fuzzy",), previous_msgid=draw(st.sampled_from(SOURCES)))
    return Message(source, text, flags=("fuzzy",) if kind == "fuzzy" else (), obsolete=kind == "obsolete")


@st.composite
def catalogs(draw):
    """Some of four units in any order, the obsolete ones last."""
    sources = draw(st.permutations(SOURCES).map(lambda every: every[:3]))
    found = [draw(messages(source)) for source in sources[: draw(st.integers(0, 3))]]
    return Catalog((("Language", "ko"),), tuple(sorted(found, key=lambda message: message.obsolete)))


@given(catalogs(), catalogs())
@settings(max_examples=150, deadline=None)
def test_law_what_one_side_did_is_done(base, other):
    """Where the other side did nothing, the merge is the side that did something, from either side."""
    assert (other, {}) == (merge_versions(base, other, base).catalog, merge_versions(base, other, base).theirs)
    assert other == merge_versions(base, base, other).catalog
    assert other == merge_versions(base, other, other).catalog


@given(catalogs(), catalogs(), catalogs())
@settings(max_examples=300, deadline=None)
def test_law_no_word_of_a_person_is_lost(base, ours, theirs):
    """What a person wrote on one side, and the base did not have, is in the merged catalog or in the conflict."""
    merged = merge_versions(base, ours, theirs)
    before = {(message.msgid, message.msgstr) for message in base.messages}
    kept = {message.msgstr for message in (*merged.catalog.messages, *merged.theirs.values())}
    written = {
        message.msgstr
        for side in (ours, theirs)
        for message in side.messages
        if is_human(message) and (message.msgid, message.msgstr) not in before and message.previous_msgid is None
    }
    assert set() == written - kept
    data = render_po(merged.catalog)
    assert data == render_po(parse_po(data, "x.po"))


def test_merging_both_ways_gives_the_same_words_where_there_is_no_conflict():
    """Which branch is merged into which makes no difference to what a unit says."""
    base = Catalog((), (Message("One"), Message("Two", "둘")))
    ours = replace(base, messages=(Message("One", "하나"), base.messages[1]))
    theirs = replace(base, messages=(base.messages[0], Message("Two", "두 번째")))
    assert merge_versions(base, ours, theirs).catalog == merge_versions(base, theirs, ours).catalog
