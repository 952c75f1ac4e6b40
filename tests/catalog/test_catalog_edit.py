"""Drafts go where no person's words are; approving and writing leave a clean entry."""

from __future__ import annotations

from dataclasses import replace

import pytest

from l10n.catalog.edit import apply_drafts, approve, set_target
from l10n.catalog.merge import merge
from l10n.errors import CatalogError
from l10n.model import Catalog, Draft, Message, State, Unit

MARK = Draft.of("mt pseudo@1", "Hello", "안녕", ("number",))
DRAFTED = Message("Hello", "안녕", flags=("fuzzy", "no-wrap"), comments=("mine", MARK.render()))


def catalog(*messages: Message) -> Catalog:
    return Catalog((("Language", "ko"),), messages)


def test_draft_fills_an_untranslated_message() -> None:
    """The message becomes fuzzy and says in one comment where its text came from."""
    before = Message("Hello", flags=("no-wrap",), comments=("mine",))
    assert catalog(DRAFTED) == apply_drafts(catalog(before), {before.key: ("안녕", MARK)})
    assert State.DRAFT is DRAFTED.state
    assert DRAFTED.machine_made


def test_draft_replaces_an_older_draft_and_its_comment() -> None:
    """There is never more than one mark, and a draft of another text loses its previous msgid."""
    newer = Draft.of("tm 92%", "Hello", "안녕하세요")
    before = replace(DRAFTED, previous_msgid="Hi")
    expected = replace(DRAFTED, msgstr="안녕하세요", comments=("mine", newer.render()))
    assert catalog(expected) == apply_drafts(catalog(before), {before.key: ("안녕하세요", newer)})


@pytest.mark.parametrize(
    "message",
    [
        Message("Hello", "여보세요"),
        Message("Hello", "여보세요", flags=("fuzzy",)),
        Message("Hello", "여보세요", flags=("fuzzy",), previous_msgid="Hullo"),
        replace(DRAFTED, msgstr="안녕!"),
        Message("Hello", "", obsolete=True),
        Message("Hello", msgid_plural="Hellos", msgstr_plural=("여보세요",)),
        Message("Hello", msgid_plural="Hellos", msgstr_plural=("여보세요", "")),
        Message("Hello", msgid_plural="Hellos", msgstr_plural=("", "")),
    ],
    ids=[
        *("approved", "fuzzy", "stale", "draft somebody touched", "obsolete"),
        *("plural", "one form of two", "too few forms"),
    ],
)
def test_draft_touches_nothing_else(message: Message) -> None:
    """A person's words and obsolete entries are never drafted over; a draft has all plural forms or is none."""
    for text in ("안녕", "안녕\0안녕"):
        if message.msgid_plural is None or text.count("\0") != 1 or any(message.msgstr_plural):
            assert catalog(message) == apply_drafts(catalog(message), {message.key: (text, MARK)})


def test_draft_fills_plural_forms() -> None:
    """The forms of a draft have U+0000 between them, and its mark holds for all of them."""
    before = Message("A file", msgid_plural="Files", msgstr_plural=("", ""))
    mark = Draft.of("mt pseudo@1", before.source, "일\0여러")
    after = apply_drafts(catalog(before), {before.key: ("일\0여러", mark)}).messages[0]
    assert (("일", "여러"), State.DRAFT, True) == (after.msgstr_plural, after.state, after.machine_made)
    assert State.STALE is replace(after, msgid_plural="More files").state
    assert not replace(after, msgstr_plural=("일", "여럿")).machine_made


def test_empty_draft_is_no_draft() -> None:
    """An engine that gave nothing changes nothing."""
    assert catalog(Message("Hello")) == apply_drafts(catalog(Message("Hello")), {(None, "Hello"): ("", MARK)})


def test_repair_keeps_what_it_was_made_from() -> None:
    """A repaired paragraph is a draft with its previous msgid, and the person's whole text is an obsolete entry."""
    stale = Message("A. C.", "가. 나.", flags=("fuzzy",), comments=("mine",), previous_msgid="A. B.")
    mark = Draft.of("sentence-repair 1/2", "A. C.", "가. 다.")
    after = apply_drafts(catalog(stale), {stale.key: ("가. 다.", mark)})
    repaired = replace(stale, msgstr="가. 다.", comments=("mine", mark.render()))
    former = Message("A. B.", "가. 나.", flags=("fuzzy",), comments=("mine",), obsolete=True)
    assert catalog(repaired, former) == after
    assert State.DRAFT is repaired.state
    assert after == apply_drafts(after, {stale.key: ("가. 다.", mark)})


def test_repair_never_costs_the_only_copy_of_a_text() -> None:
    """Where the former source has another translation by now, the text is left alone."""
    stale = Message("A. C.", "가. 나.", flags=("fuzzy",), previous_msgid="A. B.")
    mark = Draft.of("sentence-repair 1/2", "A. C.", "가. 다.")
    other = Message("A. B.", "에이. 비.")
    assert catalog(stale, other) == apply_drafts(catalog(stale, other), {stale.key: ("가. 다.", mark)})
    twin = replace(stale, msgid="A. D.")
    drafts = {stale.key: ("가. 다.", mark), twin.key: ("가. 라.", Draft.of("sentence-repair 1/2", "A. D.", "가. 라."))}
    after = apply_drafts(catalog(stale, twin), drafts)
    assert ["가. 다.", "가. 라.", "가. 나."] == [message.msgstr for message in after.messages]


def test_repaired_paragraph_that_changes_again_goes_on_from_the_persons_text() -> None:
    """The machine's part of a repair is dropped when the source changes again; the person's text is not."""
    stale = Message("A long first. C.", "가. 나.", flags=("fuzzy",), previous_msgid="A long first. B.")
    mark = Draft.of("sentence-repair 1/2", stale.msgid, "가. 다.")
    repaired = apply_drafts(catalog(stale), {stale.key: ("가. 다.", mark)})
    text = "A long first. D."
    after = merge(repaired, [Unit(text, text, "paragraph")], "a.md").catalog
    expected = Message(text, "가. 나.", flags=("fuzzy",), previous_msgid="A long first. B.", references=("a.md",))
    assert (expected,) == after.messages


def test_only_stale_text_is_repaired() -> None:
    """A repair of a text whose source has not changed is refused like any other draft."""
    fuzzy = Message("A. C.", "가. 나.", flags=("fuzzy",))
    mark = Draft.of("sentence-repair 1/2", "A. C.", "가. 다.")
    assert catalog(fuzzy) == apply_drafts(catalog(fuzzy), {fuzzy.key: ("가. 다.", mark)})


def test_approve_leaves_no_trace_of_the_draft() -> None:
    """Approving takes `fuzzy`, the mark and the previous msgid off, and nothing else."""
    before = replace(DRAFTED, previous_msgctxt="c", previous_msgid="Hi")
    expected = Message("Hello", "안녕", flags=("no-wrap",), comments=("mine",))
    assert catalog(expected) == approve(catalog(before))


def test_approve_takes_only_the_keys_it_is_given() -> None:
    """Other drafts, untranslated and obsolete messages stay as they are."""
    other = replace(DRAFTED, msgctxt="menu")
    empty = Message("Nothing", flags=("fuzzy",))
    gone = replace(DRAFTED, msgid="Gone", obsolete=True)
    after = approve(catalog(DRAFTED, other, empty, gone), {(None, "Hello"), (None, "Nothing"), (None, "Gone")})
    assert [False, True, True, True] == [message.fuzzy for message in after.messages]


def test_written_text_is_approved_or_still_fuzzy() -> None:
    """Text from the review page is accepted, or kept as a draft that a person has touched."""
    approved = set_target(catalog(DRAFTED), DRAFTED.key, "안녕!", approved=True).messages[0]
    assert Message("Hello", "안녕!", flags=("no-wrap",), comments=("mine",)) == approved
    fuzzy = set_target(catalog(DRAFTED), DRAFTED.key, "안녕!", approved=False).messages[0]
    assert replace(DRAFTED, msgstr="안녕!") == fuzzy
    assert not fuzzy.machine_made
    again = set_target(catalog(approved), approved.key, "안녕?", approved=False).messages[0]
    assert ("fuzzy", "no-wrap") == again.flags


def test_empty_text_is_untranslated() -> None:
    """Clearing a text takes its marks with it."""
    message = set_target(catalog(DRAFTED), DRAFTED.key, "", approved=False).messages[0]
    assert Message("Hello", flags=("no-wrap",), comments=("mine",)) == message


def test_text_for_no_message_is_refused() -> None:
    """A key that is not in the catalog, or only as an obsolete entry, is an error."""
    for messages in ((), (replace(DRAFTED, obsolete=True),)):
        with pytest.raises(CatalogError, match="no entry 'Hello'"):
            set_target(catalog(*messages), DRAFTED.key, "x", approved=True)
