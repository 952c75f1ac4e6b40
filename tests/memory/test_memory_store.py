"""The memory remembers every approved translation and finds the same and similar ones."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from l10n.errors import L10nError
from l10n.memory.entry import LONG_AGO, Entry, approved_entries, sentence_entries
from l10n.memory.store import _VERSION, Memory, open_memory
from l10n.model import Catalog, Match, Message, text_hash

NOW = datetime(2026, 3, 14, 6, 9, tzinfo=timezone.utc)
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def memory(tmp_path: Path) -> Iterator[Memory]:
    with open_memory(tmp_path / "a" / "memory.sqlite") as memory:
        yield memory


def test_exact(memory: Memory) -> None:
    """The very same text is a match of 100; another case or space is not."""
    memory.add("ko", [Entry("Read more", "더 읽기", "news/a")], NOW)
    assert Match("Read more", "더 읽기", 100, "news/a") == memory.exact("ko", "Read more")
    assert memory.exact("ko", "read more") is None
    assert memory.exact("ja", "Read more") is None


def test_neighbours_make_a_context_match(memory: Memory) -> None:
    """The same text between the same texts is a match of 101, and wins over a newer one elsewhere."""
    memory.add("ko", [Entry("Yes", "그렇다", "a", text_hash("before"), "")], NOW)
    memory.add("ko", [Entry("Yes", "네", "b", text_hash("other"), "")], LATER)
    assert Match("Yes", "그렇다", 101, "a") == memory.exact("ko", "Yes", before="before", after="")
    assert Match("Yes", "네", 100, "b") == memory.exact("ko", "Yes", before="before", after="after")
    assert Match("Yes", "네", 100, "b") == memory.exact("ko", "Yes")


def test_learning_twice_is_learning_once(memory: Memory) -> None:
    """What is known already is not new, whatever the time."""
    entries = [Entry("a b", "가", "x"), Entry("c d", "나", "x"), Entry("a b", "가", "y")]
    assert 3 == memory.add("ko", entries, NOW)
    assert 0 == memory.add("ko", entries, LATER)
    assert {"ko": 3} == memory.sizes()
    assert {NOW} == {entry.time for entry in memory.export("ko")}


@pytest.mark.parametrize("entry", [Entry(" ", "가"), Entry("a b", " \n"), Entry("", "")])
def test_blank_texts_are_not_learnt(memory: Memory, entry: Entry) -> None:
    """A blank source would match any blank text; a blank translation would empty an article."""
    assert 0 == memory.add("ko", [entry], NOW)
    assert {} == memory.sizes()


def test_newer_translation_comes_first_and_the_older_stays(memory: Memory) -> None:
    """A correction is preferred, what it replaced is still found, and taking it back makes it the newest again."""
    for target, time in (("가", NOW), ("나", NOW), ("가", NOW)):
        memory.add("ko", [Entry("a b", target, "x")], time)
    assert ["가", "나"] == [match.target for match in memory.lookup("ko", "a b")]


def test_a_translation_with_an_older_time_does_not_become_the_newest(memory: Memory) -> None:
    """What comes in late and says that it is older stays behind what the article has."""
    memory.add("ko", [Entry("a b", "가", "x")], NOW)
    memory.add("ko", [Entry("a b", "나", "x", time=LONG_AGO)], LATER)
    assert ["가", "나"] == [entry.target for entry in memory.export("ko")]


def test_moved_entry_knows_its_new_neighbours(memory: Memory) -> None:
    """Another place in the article is no new translation."""
    memory.add("ko", [Entry("a b", "가", "x", "", "")], NOW)
    assert 0 == memory.add("ko", [Entry("a b", "가", "x", text_hash("new"), "")], LATER)
    match = memory.exact("ko", "a b", before="new", after="")
    assert (101, NOW) == (match.score if match else 0, memory.export("ko")[0].time)


def test_similar(memory: Memory) -> None:
    """Similar texts are found with their percentage, best first, down to the threshold."""
    memory.add(
        "ko",
        [
            Entry("The ministers met in Seoul on Monday.", "장관들은 월요일에 서울에서 만났다."),
            Entry("The ministers met in Busan on Tuesday.", "장관들은 화요일에 부산에서 만났다."),
            Entry("Farmers protested against the cuts.", "농민들은 삭감에 항의했다."),
        ],
        NOW,
    )
    found = memory.lookup("ko", "The ministers met in Seoul on Tuesday.")
    assert ["장관들은 월요일에 서울에서 만났다.", "장관들은 화요일에 부산에서 만났다."] == [
        match.target for match in found
    ]
    assert all(70 <= match.score < 100 for match in found)
    assert found[:1] == memory.lookup("ko", "The ministers met in Seoul on Tuesday.", limit=1)
    assert [] == memory.lookup("ko", "The ministers met in Seoul on Tuesday.", threshold=99)
    assert [] == memory.lookup("ko", "Something else.")
    assert [] == memory.lookup("ja", "The ministers met in Seoul on Monday.")


def test_same_translation_from_two_articles_is_shown_once(memory: Memory) -> None:
    """Suggestions differ in their text; the best of equals is shown."""
    memory.add("ko", [Entry("a b c", "가", "x"), Entry("a b c", "가", "y"), Entry("a b c", "나", "z")], NOW)
    assert ["가", "나"] == [match.target for match in memory.lookup("ko", "a b c")]


def test_korean_source(memory: Memory) -> None:
    """A source in Korean is found although its particles differ."""
    memory.add("en", [Entry("대통령은 서울에서 장관을 만났다.", "The president met the minister in Seoul.")], NOW)
    found = memory.lookup("en", "대통령이 서울에서 장관들을 만났다.")
    assert ["The president met the minister in Seoul."] == [match.target for match in found]


def test_derived_sentence_is_never_a_full_match(memory: Memory) -> None:
    """A sentence out of a paragraph is at most 99, and no exact match, until somebody approves it by itself."""
    memory.add("ko", [Entry("They met.", "그들은 만났다.", derived=True)], NOW)
    assert memory.exact("ko", "They met.") is None
    assert [99] == [match.score for match in memory.lookup("ko", "They met.")]
    memory.add("ko", [Entry("They met.", "그들은 만났다.")], LATER)
    assert [100] == [match.score for match in memory.lookup("ko", "They met.")]


def test_what_was_added_is_found_at_once_and_after_reopening(tmp_path: Path) -> None:
    """New entries are found beside the stored index, and a rebuilt one finds all."""
    path = tmp_path / "memory.sqlite"
    for number in range(3):
        with open_memory(path) as memory:
            for at in range(number * 700, number * 700 + 700):
                memory.add("ko", [Entry(f"text about subject{at} and more", f"글 {at}")], NOW)
            for at in (0, number * 700, number * 700 + 699):
                assert f"글 {at}" == memory.lookup("ko", f"a text about subject{at} and more")[0].target


def test_damaged_index_only_costs_time(tmp_path: Path) -> None:
    """An index that does not fit its sources is built anew."""
    path = tmp_path / "memory.sqlite"
    with open_memory(path) as memory:
        memory.add("ko", [Entry("one two three", "하나 둘 셋")], NOW)
        expected = memory.lookup("ko", "one two four")
    for damage in (
        "DELETE FROM indexes WHERE name = 'ids'",
        "UPDATE indexes SET data = x'00' WHERE name = 'lengths'",
        "UPDATE indexes SET data = x'00000000' WHERE name = 'postings'",
        "UPDATE indexes SET data = '0' WHERE name = 'format'",
    ):
        connection = sqlite3.connect(path)
        connection.execute(damage)
        connection.commit()
        connection.close()
        with open_memory(path) as memory:
            assert expected == memory.lookup("ko", "one two four") != []


def test_nothing_is_stored_when_the_work_fails(tmp_path: Path) -> None:
    """An error inside the block leaves the file as it was."""
    path = tmp_path / "memory.sqlite"

    def entries() -> Iterator[Entry]:
        yield Entry("a", "가")
        raise RuntimeError

    with pytest.raises(RuntimeError), open_memory(path) as memory:
        memory.add("ko", entries(), NOW)
    with open_memory(path) as memory:
        assert {} == memory.sizes()


def test_file_that_is_no_memory(tmp_path: Path) -> None:
    """Another file, and a newer version's, are refused with what to do."""
    path = tmp_path / "memory.sqlite"
    path.write_bytes(b"no database at all, but long enough to look at it as if it were one" * 20)
    with pytest.raises(L10nError, match="cannot be used") as caught, open_memory(path):
        pass
    assert path == caught.value.path
    path.unlink()
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version = {_VERSION + 1}")
    connection.close()
    with pytest.raises(L10nError, match="newer version"), open_memory(path):
        pass


def test_search(memory: Memory) -> None:
    """Words are found in sources and translations as they stand, the newest first; signs of patterns are only signs."""
    memory.add("ko", [Entry("The tariff is 10 %.", "관세는 10%이다.", "a")], NOW)
    memory.add("ko", [Entry("No tariffs!", "관세 철폐!", "b"), Entry("Other", "다른 것", "b")], LATER)
    memory.add("ja", [Entry("No tariffs!", "関税なし", "b")], NOW)
    assert ["관세 철폐!", "관세는 10%이다."] == [entry.target for _, entry in memory.search("관세", "ko")]
    assert ["ko", "ko", "ja"] == [locale for locale, _ in memory.search("TARIFF")]
    assert ["관세는 10%이다."] == [entry.target for _, entry in memory.search("10%", "ko")]
    assert [] == memory.search("1_%", "ko")
    assert 1 == len(memory.search("관세", "ko", limit=1))


def test_export_gives_back_what_was_added(memory: Memory) -> None:
    """Articles, neighbours and times are exported, derived sentences are not."""
    entry = Entry("a b", "가", "x", "11111111", "22222222", time=NOW)
    memory.add("ko", [entry, Entry("c", "나", derived=True), replace(entry, source=" ")], LATER)
    assert [entry] == memory.export("ko")


def test_approved_texts_of_a_catalog() -> None:
    """A catalog teaches its approved texts with their neighbours, and those that are obsolete, as older than all."""
    catalog = Catalog(
        (),
        (
            Message("First", "첫째"),
            Message("Draft", "초안", flags=("fuzzy",)),
            Message("Open", "열기", msgctxt="menu"),
            Message("Last", "끝"),
            Message("Gone", "사라짐", obsolete=True),
            Message("Gone too", "초안이었음", obsolete=True, flags=("fuzzy",)),
        ),
    )
    expected = [
        Entry("First", "첫째", "a", "", text_hash("Draft")),
        Entry("Last", "끝", "a", text_hash("Open"), ""),
        Entry("Gone", "사라짐", "a", time=LONG_AGO),
    ]
    assert expected == approved_entries(catalog, "a")


def test_sentences_of_a_paragraph() -> None:
    """A paragraph whose sentences align for certain gives them; one sentence, or an uncertain alignment, gives none."""
    paragraph = Entry(
        "The ministers met on Monday. They agreed on 12 points. A treaty is far away.",
        "장관들은 월요일에 만났다. 그들은 12개 사항에 합의했다. 조약은 아직 멀다.",
        "a",
    )
    expected = [
        Entry("The ministers met on Monday.", "장관들은 월요일에 만났다.", "a", derived=True),
        Entry("They agreed on 12 points.", "그들은 12개 사항에 합의했다.", "a", derived=True),
        Entry("A treaty is far away.", "조약은 아직 멀다.", "a", derived=True),
    ]
    assert expected == list(sentence_entries(paragraph, "en", "ko"))
    assert [] == list(sentence_entries(expected[0], "en", "ko"))
    assert [] == list(sentence_entries(replace(paragraph, target="만났다."), "en", "ko"))
