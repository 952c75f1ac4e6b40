"""Every translation stays with the text it translates, whatever the writer does to the article."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from l10n.catalog.merge import Changes, merge, new_catalog, template
from l10n.catalog.po import render_po
from l10n.model import Catalog, Draft, Match, Message, State, Unit

NOW = datetime(2026, 3, 14, 15, 9, tzinfo=timezone(timedelta(hours=9)))

TITLE = "What the talks decide"
FIRST = "The two governments meet on Monday. Their ministers have prepared for weeks. Nobody expects a treaty."
SECOND = "Steel is the hardest subject, as [the last report](https://example.org/report) shows."
THIRD = "Farmers protested in front of the parliament, and a second march is planned for Friday."
ITEM = "Monday, 10 a.m.: the ministers meet the press"
OTHER_ITEM = "Tuesday, 3 p.m.: the parliament votes on the bill"
LAST = "We report from the hall all week long."

ARTICLE = [
    Unit(TITLE, TITLE, "heading"),
    *(Unit(text, text, "paragraph") for text in (FIRST, SECOND, THIRD)),
    *(Unit(text, text, "list-item") for text in (ITEM, OTHER_ITEM)),
    Unit(LAST, LAST, "paragraph"),
]
TARGETS = {
    TITLE: "회담이 정하는 것",
    FIRST: "두 정부가 월요일에 만난다. 장관들은 몇 주 동안 준비했다. 조약을 기대하는 사람은 없다.",
    SECOND: "[지난 보고서](https://example.org/report)가 보여 주듯 철강이 가장 어려운 주제다.",
    THIRD: "농민들은 국회 앞에서 시위했고 금요일에 두 번째 행진을 할 예정이다.",
    ITEM: "월요일 오전 10시: 장관들이 기자들을 만난다",
    OTHER_ITEM: "화요일 오후 3시: 국회가 법안을 표결한다",
    LAST: "우리는 한 주 내내 현장에서 보도한다.",
}


def unit(text: str, kind: str = "paragraph") -> Unit:
    return Unit(text, text, kind)  # type: ignore[arg-type]


def approved() -> Catalog:
    """The catalog of ARTICLE, all of it approved."""
    empty = new_catalog("ko", "en", "demo", NOW)
    catalog = merge(empty, ARTICLE, "source/a.md").catalog
    return replace(
        catalog, messages=tuple(replace(message, msgstr=TARGETS[message.msgid]) for message in catalog.messages)
    )


def edited(**texts: str) -> list[Unit]:
    """ARTICLE with the texts of some units, named by their constants, replaced."""
    new = {globals()[name]: text for name, text in texts.items()}
    return [replace(each, text=new.get(each.text, each.text)) for each in ARTICLE]


def merged(units: Sequence[Unit], catalog: Catalog | None = None) -> Catalog:
    """The merged catalog; on the way, that merging again changes nothing."""
    result = merge(catalog or approved(), units, "source/a.md").catalog
    assert result == merge(result, units, "source/a.md").catalog
    return result


def by_text(catalog: Catalog, text: str) -> Message:
    return next(message for message in catalog.messages if message.msgid == text)


def untouched(catalog: Catalog, *texts: str) -> bool:
    """Whether these texts still have their approved translation."""
    found = [by_text(catalog, text) for text in texts]
    return all(each.state is State.APPROVED and each.msgstr == TARGETS[each.msgid] for each in found)


def test_nothing_changed() -> None:
    """The same article gives the same catalog, the very same value."""
    catalog = approved()
    result = merge(catalog, ARTICLE, "source/a.md")
    assert catalog is result.catalog
    assert Changes(kept=7) == result.changes


def test_moved_block_keeps_everything() -> None:
    """A paragraph in another place stays approved, and the order is the article's."""
    units = [*ARTICLE[2:], *ARTICLE[:2]]
    catalog = merged(units)
    assert [each.text for each in units] == [message.msgid for message in catalog.messages]
    assert untouched(catalog, *TARGETS)
    assert Changes(kept=5, moved=2) == merge(approved(), units, "source/a.md").changes


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("TITLE", "What the talks will decide"),
        ("TITLE", "What they decide"),
        ("FIRST", FIRST.replace("Monday", "Munday")),
        ("SECOND", SECOND.rstrip(".") + "!"),
        ("SECOND", SECOND.replace("https://example.org/report", "https://another.example.com/a/much/longer/address")),
        ("THIRD", THIRD + " The police expect trouble, and many shops will stay closed."),
        ("ITEM", ITEM.replace("10 a.m.", "11 a.m.")),
        ("LAST", "We report from there all week."),
    ],
    ids=["renamed heading", "reworded heading", "typo", "punctuation", "URL only", "sentence added", "item", "end"],
)
def test_changed_block_takes_its_translation_along(name: str, text: str) -> None:
    """The translation follows its changed text as fuzzy, with the previous msgid; the others stay as they are."""
    former = globals()[name]
    catalog = merged(edited(**{name: text}))
    message = by_text(catalog, text)
    expected = (TARGETS[former], former, True, State.STALE)
    assert expected == (message.msgstr, message.previous_msgid, message.fuzzy, message.state)
    assert untouched(catalog, *(each for each in TARGETS if each != former))
    assert not any(message.obsolete for message in catalog.messages)


def test_rewrapped_block_stays_approved() -> None:
    """Other white space is the same text."""
    text = FIRST.replace(". ", ".\n")
    catalog = merged(edited(FIRST=text))
    expected = (State.APPROVED, TARGETS[FIRST])
    assert expected == (by_text(catalog, text).state, by_text(catalog, text).msgstr)


def test_inserted_block_disturbs_nobody() -> None:
    """A new paragraph is untranslated, the others stay."""
    new = "A new paragraph about something else altogether."
    catalog = merged([*ARTICLE[:3], unit(new), *ARTICLE[3:]])
    assert State.UNTRANSLATED is by_text(catalog, new).state
    assert untouched(catalog, *TARGETS)


def test_deleted_block_becomes_obsolete_and_comes_back() -> None:
    """A deleted paragraph's translation is kept as obsolete, and is approved again when the paragraph returns."""
    without = [each for each in ARTICLE if each.text != THIRD]
    catalog = merged(without)
    gone = by_text(catalog, THIRD)
    assert (True, TARGETS[THIRD]) == (gone.obsolete, gone.msgstr)
    assert untouched(catalog, *(text for text in TARGETS if text != THIRD))
    back = merge(catalog, ARTICLE, "source/a.md")
    assert approved() == back.catalog
    assert Changes(kept=6, revived=1) == back.changes


def test_split_paragraph_gives_each_part_its_sentences() -> None:
    """Where sentences align for certain, every part gets its own; the whole stays as an obsolete entry."""
    first, rest = FIRST[:35].strip(), FIRST[35:].strip()
    units = [ARTICLE[0], unit(first), unit(rest), *ARTICLE[2:]]
    catalog = merged(units)
    targets = (by_text(catalog, first).msgstr, by_text(catalog, rest).msgstr)
    assert ("두 정부가 월요일에 만난다.", "장관들은 몇 주 동안 준비했다. 조약을 기대하는 사람은 없다.") == targets
    assert {FIRST} == {by_text(catalog, first).previous_msgid, by_text(catalog, rest).previous_msgid}
    assert State.STALE is by_text(catalog, first).state
    assert TARGETS[FIRST] == by_text(catalog, FIRST).msgstr
    assert by_text(catalog, FIRST).obsolete
    assert untouched(catalog, *(text for text in TARGETS if text != FIRST))


def test_split_with_an_edited_sentence_gives_the_longer_part_all() -> None:
    """A part that no longer has its own sentences word for word divides nothing."""
    first, rest = FIRST[:35].strip(), FIRST[35:].strip().replace("weeks", "days")
    catalog = merged([ARTICLE[0], unit(first), unit(rest), *ARTICLE[2:]])
    assert (TARGETS[FIRST], FIRST) == (by_text(catalog, rest).msgstr, by_text(catalog, rest).previous_msgid)
    assert State.UNTRANSLATED is by_text(catalog, first).state


def test_split_in_mid_sentence_gives_the_longer_part_all() -> None:
    """Where they do not, the part with most of the text takes the translation."""
    units = [*ARTICLE[:3], unit(THIRD[:44]), unit(THIRD[45:]), *ARTICLE[4:]]
    catalog = merged(units)
    assert (TARGETS[THIRD], THIRD) == (by_text(catalog, THIRD[:44]).msgstr, by_text(catalog, THIRD[:44]).previous_msgid)
    assert State.UNTRANSLATED is by_text(catalog, THIRD[45:]).state


def test_merged_paragraphs_have_both_translations() -> None:
    """Two paragraphs made one take both translations along; both stay as obsolete entries."""
    text = f"{FIRST} {SECOND}"
    catalog = merged([ARTICLE[0], unit(text), *ARTICLE[3:]])
    message = by_text(catalog, text)
    assert (f"{TARGETS[FIRST]} {TARGETS[SECOND]}", f"{FIRST}\n{SECOND}") == (message.msgstr, message.previous_msgid)
    assert State.STALE is message.state
    assert all(by_text(catalog, former).obsolete for former in (FIRST, SECOND))
    assert untouched(catalog, *(text for text in TARGETS if text not in (FIRST, SECOND)))


def test_replaced_block_takes_nothing() -> None:
    """Another text in the same place is a new text."""
    text = "Nothing of this was here before, and it is about bees."
    catalog = merged(edited(THIRD=text))
    assert State.UNTRANSLATED is by_text(catalog, text).state
    assert by_text(catalog, THIRD).obsolete


FORMER = "a" * 100


@pytest.mark.parametrize(
    ("alike", "kind", "taken"),
    [(60, "paragraph", True), (59, "paragraph", False), (79, "heading", False), (80, "heading", True)],
)
def test_how_alike_one_text_must_be(alike: int, kind: str, taken: bool) -> None:
    """Alone between two texts that stayed, 60 % are enough where the type is the same; of another, it takes 80 %."""
    ends = [unit("It begins."), unit("It ends.")]
    catalog = merge(new_catalog("ko", "en", "demo", NOW), [ends[0], unit(FORMER), ends[1]], "source/a.md").catalog
    catalog = replace(catalog, messages=tuple(replace(each, msgstr="번역") for each in catalog.messages))
    text = "a" * alike + "b" * (100 - alike)
    result = merge(catalog, [ends[0], unit(text, kind), ends[1]], "source/a.md").catalog
    expected = ("번역", FORMER) if taken else ("", None)
    message = by_text(result, text)
    assert expected == (message.msgstr, message.previous_msgid)


def test_similar_block_elsewhere_takes_nothing() -> None:
    """Similarity alone is no reason: beyond a text that stayed, nothing is compared."""
    text = THIRD.replace("Friday", "Sunday")
    catalog = merged([*ARTICLE[:3], *ARTICLE[4:], unit(text)])
    assert State.UNTRANSLATED is by_text(catalog, text).state
    assert by_text(catalog, THIRD).obsolete


def test_taken_back_edit_asks_once_more() -> None:
    """A text that returns to what was translated has its translation, fuzzy: nobody can say it was not touched."""
    changed = merged(edited(ITEM=ITEM + "!"))
    message = by_text(merged(ARTICLE, changed), ITEM)
    assert (TARGETS[ITEM], True, None) == (message.msgstr, message.fuzzy, message.previous_msgid)


def test_second_change_keeps_the_first_previous_msgid() -> None:
    """After two edits the previous msgid is still what the translation translates."""
    once = merged(edited(ITEM=ITEM + "!"))
    twice = merged(edited(ITEM=ITEM + " again!"), once)
    message = by_text(twice, ITEM + " again!")
    assert (TARGETS[ITEM], ITEM) == (message.msgstr, message.previous_msgid)


def _with(catalog: Catalog, text: str, **fields: object) -> Catalog:
    messages = [replace(each, **fields) if each.msgid == text else each for each in catalog.messages]  # type: ignore[arg-type]
    return replace(catalog, messages=tuple(messages))


def _drafted(catalog: Catalog, text: str, target: str, stored: str) -> Catalog:
    mark = Draft.of("mt pseudo", text, target).render()
    return _with(catalog, text, msgstr=stored, flags=("fuzzy",), comments=("mine", mark))


def test_draft_of_changed_text_is_dropped() -> None:
    """A machine's draft is not carried: the changed text is untranslated, and the draft is gone."""
    catalog = merged(edited(ITEM=ITEM + "!"), _drafted(approved(), ITEM, "초안", "초안"))
    assert State.UNTRANSLATED is by_text(catalog, ITEM + "!").state
    assert all(message.msgid != ITEM for message in catalog.messages)


def test_draft_that_a_person_touched_is_carried() -> None:
    """A draft that somebody has edited is a person's work: it follows, without the machine's mark."""
    catalog = merged(edited(ITEM=ITEM + "!"), _drafted(approved(), ITEM, "초안", "고친 초안"))
    message = by_text(catalog, ITEM + "!")
    assert ("고친 초안", ITEM, ("mine",)) == (message.msgstr, message.previous_msgid, message.comments)


def test_draft_whose_source_hash_does_not_fit_is_dropped() -> None:
    """A draft that msgmerge carried to another text is dropped in place, with its mark."""
    mark = Draft.of("mt pseudo", "another text", "초안").render()
    catalog = _with(approved(), ITEM, msgstr="초안", flags=("fuzzy", "no-wrap"), comments=(mark,), previous_msgid="x")
    message = by_text(merged(ARTICLE, catalog), ITEM)
    expected = (State.UNTRANSLATED, ("no-wrap",), (), None)
    assert expected == (message.state, message.flags, message.comments, message.previous_msgid)


def test_approved_text_with_a_draft_mark_is_a_persons() -> None:
    """Taking `fuzzy` off in an editor is enough to approve; when the text changes it is carried."""
    mark = Draft.of("mt pseudo", ITEM, TARGETS[ITEM]).render()
    catalog = merged(edited(ITEM=ITEM + "!"), _with(approved(), ITEM, comments=(mark,)))
    message = by_text(catalog, ITEM + "!")
    assert (TARGETS[ITEM], ITEM, ()) == (message.msgstr, message.previous_msgid, message.comments)
    assert not message.machine_made


def test_memory_fills_in_what_it_knows_exactly() -> None:
    """A new text that is approved elsewhere is filled in; similar text and weaker matches are not."""

    def memory(text: str) -> Match | None:
        known = {"Known elsewhere": Match("Known elsewhere", "다른 곳", 100), "Like it": Match("Like", "비슷", 99)}
        return known.get(text)

    units = [*ARTICLE, unit("Known elsewhere"), unit("Like it"), Unit("Known elsewhere", "x", "heading", context="c")]
    result = merge(approved(), units, "source/a.md", memory=memory)
    states = [message.state for message in result.catalog.messages[-3:]]
    assert [State.APPROVED, State.UNTRANSLATED, State.UNTRANSLATED] == states
    assert Changes(kept=7, filled=1, new=2) == result.changes


def test_memory_fills_in_what_no_person_has_translated() -> None:
    """An untranslated entry and a machine's draft give way to what is approved elsewhere; a person's text does not."""

    def memory(text: str) -> Match | None:
        return Match(text, "기억", 100, "another")

    catalog = _drafted(_with(approved(), FIRST, msgstr=""), ITEM, "초안", "초안")
    result = merge(catalog, ARTICLE, "source/a.md", memory=memory, article="a")
    expected = [(State.APPROVED, "기억", ()), (State.APPROVED, "기억", ("mine",))]
    found = [by_text(result.catalog, text) for text in (FIRST, ITEM)]
    assert expected == [(message.state, message.msgstr, message.comments) for message in found]
    assert Changes(kept=5, filled=2) == result.changes
    assert untouched(result.catalog, TITLE, SECOND, THIRD, OTHER_ITEM, LAST)


def test_memory_of_the_same_article_fills_nothing_that_was_there() -> None:
    """A text that a person took out, or marked as fuzzy, does not come back by itself."""

    def memory(text: str) -> Match | None:
        return Match(text, TARGETS[text], 100, "a")

    catalog = _with(_with(approved(), FIRST, msgstr=""), ITEM, flags=("fuzzy",))
    assert catalog is merge(catalog, ARTICLE, "source/a.md", memory=memory, article="a").catalog


def test_edit_taken_back_is_approved_when_the_memory_knows_the_text() -> None:
    """A text that returns, with the very translation that was approved for it, is approved, its comments kept."""
    catalog = merged(edited(ITEM=ITEM + "!"), _with(approved(), ITEM, comments=("mine",)))
    result = merge(catalog, ARTICLE, "source/a.md", memory=lambda text: Match(text, TARGETS[text], 100))
    assert _with(approved(), ITEM, comments=("mine",)) == result.catalog
    other = merge(catalog, ARTICLE, "source/a.md", memory=lambda text: Match(text, "다른 번역", 100)).catalog
    assert "다른 번역" == by_text(other, ITEM).msgstr
    assert (True, TARGETS[ITEM]) == (by_text(other, ITEM + "!").obsolete, by_text(other, ITEM + "!").msgstr)


def test_obsolete_fuzzy_text_that_returns_is_confirmed_by_the_memory() -> None:
    """A person's text that comes back is approved when the memory knows this very text as approved, and only then."""
    catalog = _with(approved(), ITEM, flags=("fuzzy",), obsolete=True)
    for target, state in ((TARGETS[ITEM], State.APPROVED), ("다른 번역", State.DRAFT)):
        match = Match(ITEM, target, 100, "a")
        result = merge(catalog, ARTICLE, "source/a.md", memory=lambda text, match=match: match, article="a").catalog
        assert (state, TARGETS[ITEM]) == (by_text(result, ITEM).state, by_text(result, ITEM).msgstr)


def test_one_entry_for_a_repeated_text() -> None:
    """Units with one text make one entry with the notes of all; a context makes another."""
    units = [
        Unit("Read more", "Read more", "heading", note="a button"),
        Unit("Read more", "Read more", "paragraph", note="two\nlines"),
        Unit("Read more", "Read more", "list-item", context="menu"),
    ]
    catalog = merge(new_catalog("ko", "en", "demo", NOW), units, "source/my file.md").catalog
    expected = [
        (None, ("type: heading", "a button", "two", "lines"), ("source/my file.md",)),
        ("menu", ("type: list-item",), ("source/my file.md",)),
    ]
    assert expected == [(each.msgctxt, each.extracted, each.references) for each in catalog.messages]


def test_comments_flags_and_unknown_headers_survive() -> None:
    """What people and other tools wrote beside the texts stays."""
    catalog = approved()
    catalog = replace(catalog, headers=(*catalog.headers, ("X-Mine", "1")), header_comments=("by me",))
    catalog = _with(catalog, ITEM, comments=("why so",), flags=("no-wrap", "ignore-number"))
    result = merged(edited(ITEM=ITEM + "!"), catalog)
    assert "1" == result.header("X-Mine")
    assert ("by me",) == result.header_comments
    message = by_text(result, ITEM + "!")
    assert (("why so",), ("fuzzy", "no-wrap", "ignore-number")) == (message.comments, message.flags)


def test_new_catalog_has_the_header_of_the_contract() -> None:
    """All header fields are there, in their order."""
    catalog = new_catalog("pt-br", "en", "demo", NOW, base_path="../../..", report_bugs_to="desk@example.org")
    expected = """\
msgid ""
msgstr ""
"Project-Id-Version: demo\\n"
"Report-Msgid-Bugs-To: desk@example.org\\n"
"PO-Revision-Date: 2026-03-14 15:09+0900\\n"
"Last-Translator: Automatically generated\\n"
"Language-Team: none\\n"
"Language: pt_BR\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\\n"
"X-Generator: l10n-toolkit\\n"
"X-Source-Language: en\\n"
"X-Poedit-Basepath: ../../..\\n"
"""
    assert expected == render_po(catalog).decode()


def test_template_is_the_article_without_translations() -> None:
    """A template has the keys of the catalog, and no date that would change it."""
    pot = template(ARTICLE, "source/a.md", "demo")
    assert [message.key for message in approved().messages] == [message.key for message in pot.messages]
    assert not any(message.msgstr for message in pot.messages)
    assert "2026" not in render_po(pot).decode()


_WORDS = st.sampled_from(
    ["summit", "trade", "steel", "Seoul", "tariff", "vote", "farm", "march", "press", "week", "bill"]
)
_SENTENCE = st.lists(_WORDS, min_size=2, max_size=8).map(lambda words: " ".join(words).capitalize() + ".")
_BLOCK = st.lists(_SENTENCE, min_size=1, max_size=3).map(" ".join)
_KIND = st.sampled_from(["paragraph", "heading", "list-item"])


def _edits(blocks: list[str], rnd: random.Random) -> list[str]:
    """The blocks after a few edits of the eleven kinds."""
    for _ in range(rnd.randint(1, 6)):
        at = rnd.randrange(len(blocks)) if blocks else 0
        match rnd.randrange(7):
            case 0 if blocks:
                del blocks[at]
            case 1:
                blocks.insert(at, f"New block number {rnd.randrange(100)}.")
            case 2 if blocks:
                blocks[at] = blocks[at].replace("e", "3", 1)
            case 3 if blocks:
                blocks.append(blocks.pop(at))
            case 4 if len(blocks) > 1 and at:
                blocks[at - 1 : at + 1] = [f"{blocks[at - 1]} {blocks[at]}"]
            case 5 if blocks and " " in blocks[at]:
                first, _, rest = blocks[at].partition(". ") if ". " in blocks[at] else blocks[at].partition(" ")
                blocks[at : at + 1] = [first, rest]
            case 6 if blocks:
                blocks[at] = blocks[at].replace(" ", "  ", 1)
    return blocks


def _approve(catalog: Catalog, rnd: random.Random) -> Catalog:
    """A catalog after people and machines worked on some of its entries."""

    def worked(message: Message) -> Message:
        if message.obsolete:
            return message
        target = f"번역 {rnd.randrange(10**9)}"
        match rnd.randrange(6):
            case 0 | 1 | 2:
                clean = replace(message, flags=(), comments=(), previous_msgid=None, previous_msgctxt=None)
                return replace(clean, msgstr=message.msgstr or target)
            case 3 if not message.msgstr:
                mark = Draft.of("mt pseudo", message.msgid, target).render()
                return replace(message, msgstr=target, flags=("fuzzy",), comments=(mark,))
            case 4 if not message.msgstr:
                mark = Draft.of("mt pseudo", message.msgid, "before").render()
                return replace(message, msgstr=target, flags=("fuzzy",), comments=(mark,))
            case _:
                return message

    return replace(catalog, messages=tuple(worked(message) for message in catalog.messages))


def _human(messages: Iterable[Message]) -> Counter[str]:
    return Counter(message.msgstr for message in messages if message.msgstr and not message.machine_made)


@given(st.lists(st.tuples(_BLOCK, _KIND), max_size=8), st.integers(0, 2**32))
@settings(max_examples=150, deadline=None)
def test_law_merging_twice_is_merging_once_and_nothing_is_lost(blocks: list[tuple[str, str]], seed: int) -> None:
    """After any edits: merge is idempotent, keys are unique, exact texts keep their approval, no human word is lost."""
    rnd = random.Random(seed)
    texts = [text for text, _ in blocks]
    catalog = new_catalog("ko", "en", "demo", NOW)
    for _ in range(3):
        units = [
            unit(text, kind) for text, (_, kind) in zip(texts, blocks * 20 or [("", "paragraph")] * 99, strict=False)
        ]
        before = catalog
        result = merge(before, units, "source/a.txt")
        catalog = result.catalog
        assert catalog is merge(catalog, units, "source/a.txt").catalog
        keys = [message.key for message in catalog.messages]
        assert len(keys) == len(set(keys))
        assert list(dict.fromkeys(each.key for each in units)) == [message.key for message in catalog.live]
        for message in before.messages:
            if message.state is State.APPROVED and message.key in set(keys):
                after = by_text(catalog, message.msgid)
                assert (False, message.msgstr) == (after.fuzzy, after.msgstr)
        assert not _human(before.messages) - _human(catalog.messages)
        assert (
            len(catalog.live)
            == sum(getattr(result.changes, name) for name in Changes.__slots__) - result.changes.obsoleted
        )
        catalog = _approve(catalog, rnd)
        texts = _edits(texts, rnd)
