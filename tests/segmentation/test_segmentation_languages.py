"""The word lists of the languages."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

import pytest

from l10n.languages.language import language, read_sections

FILES = sorted(Path(str(resources.files("l10n.languages") / "words")).glob("*.txt"))
SECTIONS = {
    *("titles", "references", "abbreviations", "starters", "months", "always-capital", "names", "speech", "particles"),
    *("ends", "traits", "sentencex"),
}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_language_file_says_what_the_segmenter_reads(path: Path) -> None:
    """Sections are known ones, words carry no final period and stand in a section once."""
    sections = read_sections(path.read_text(encoding="utf-8"))
    assert set() == set(sections) - SECTIONS
    for section, words in sections.items():
        assert [] == [word for word in words if word.endswith(".")]
        assert sorted(set(words)) == sorted(words), section


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_title_is_no_abbreviation_that_may_end_a_sentence(path: Path) -> None:
    """The two classes of abbreviations have no word in common, or the second would never speak."""
    known = language(path.stem)
    assert frozenset() == known.titles & known.abbreviations


@pytest.mark.parametrize(
    ("tag", "code"), [("pt_BR", "pt"), ("zh-Hant", "zh"), ("nn", "nb"), ("in_ID", "id"), ("KO", "ko")]
)
def test_a_tag_finds_its_language(tag: str, code: str) -> None:
    """The subtag of the language decides, and old or close ones share a file."""
    assert code == language(tag).code


def test_an_unknown_language_knows_the_shared_words() -> None:
    """Titles that many languages share are known to all."""
    assert "Dr" in language("xx").titles
    assert frozenset() == language("xx").starters
