"""Laws of the languages: what every file in `words/`, and every folder of functions, must be."""

from __future__ import annotations

import unicodedata
from collections import Counter
from itertools import chain
from pathlib import Path

import pytest

import l10n.languages
from l10n.errors import LocaleError
from l10n.languages.grammar import Grammar
from l10n.languages.language import TRAITS, Language, language, read_sections, registered
from l10n.languages.scripts import KNOWN_SCRIPTS
from l10n.locales import posix_tag

HOUSE = Path(l10n.languages.__file__).parent
FILES = sorted((HOUSE / "words").iterdir())
FOLDERS = sorted(path.parent for path in HOUSE.glob("*/__init__.py"))
LISTS = {
    "titles",
    "references",
    "abbreviations",
    "starters",
    "months",
    "always-capital",
    "names",
    "speech",
    "particles",
}
OLD_TAGS = {"in", "iw", "lzh", "sh"}
"""Tags that articles may still say and Babel does not know."""

every_file = pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
every_language = pytest.mark.parametrize("tag", sorted(registered()))


@every_file
def test_a_file_is_named_after_a_locale(path: Path) -> None:
    """`xx.txt`, `xx_REGION.txt` or `xx_Script.txt`, in the spelling of catalogs; `base.txt` is under all of them."""
    assert ".txt" == path.suffix
    if path.stem in {"base", *OLD_TAGS}:
        return
    try:
        assert posix_tag(path.stem) == path.stem
    except LocaleError:
        assert 3 == len(path.stem), "a language that Babel does not know has three letters"
    assert {path.stem} <= registered()


@every_file
def test_words_are_sorted_and_stand_in_a_section_once(path: Path) -> None:
    """Between two comments words are in alphabetical order, whatever their case, and carry no final period."""
    text = path.read_text(encoding="utf-8")
    for section, words in read_sections(text).items():
        if section in LISTS | {"determiners", "doubled"}:
            assert [] == [word for word in words if word.endswith(".")]
            assert [] == [word for word, times in Counter(words).items() if times > 1], section
    section, run = "", [""]
    for line in [*text.splitlines(), "#"]:
        if line.startswith(("#", "[")) or not line:
            assert sorted(run, key=lambda word: (word.casefold(), word)) == run or section not in LISTS, section
            section, run = line.partition("]")[0].strip("[") if line.startswith("[") else section, []
        else:
            run += line.split()


@every_language
def test_a_file_gives_a_value_whose_fields_are_right(tag: str) -> None:
    """Traits, sections and kinds of headings are known ones (else reading fails), scripts have their letters, marks are
    marks, numbers are numbers."""
    known = language(tag)
    assert tag.partition("_")[0] == known.code
    assert {known.script} <= KNOWN_SCRIPTS
    assert 0.5 <= known.density <= 4
    assert known.sentence_space in ("", " ")
    assert known.heading_case == "none" or known.script in ("Latn", "Cyrl", "Grek", "Armn")
    for mark in chain(*known.typography.pairs):
        assert unicodedata.category(mark) in ("Pi", "Pf", "Ps", "Pe"), mark
    for mark, space in known.typography.mark_space.items():
        assert space.isspace(), mark
    for ascii_mark, mark in known.typography.marks.items():
        assert (ascii_mark.isascii(), mark.isascii() and (tag, mark) != ("el", ";")) == (True, False)
    for table in (known.numbers, known.scales):
        assert [] == [number for number in table if not float(number) >= 0]
        assert [] == [number for number, words in table.items() if len({*words}) != len(words)]
    assert {*known.signs} <= {"%", "°", "-"}


@every_language
def test_a_title_is_no_abbreviation_that_may_end_a_sentence(tag: str) -> None:
    """The two classes of abbreviations have no word in common, or the second would never speak."""
    known = language(tag)
    assert frozenset() == known.titles & known.abbreviations


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_a_folder_is_a_language_with_functions(folder: Path) -> None:
    """A folder of `languages/` has the name of a registered language, and its GRAMMAR is what the value gives."""
    assert {folder.name} <= registered()
    assert isinstance(language(folder.name).grammar, Grammar)
    assert Grammar() != language(folder.name).grammar


def test_every_trait_is_some_language_s_and_somebody_asks_for_it() -> None:
    """A trait that no file has, or that no module reads, is none."""
    had = frozenset(chain.from_iterable(language(tag).traits for tag in registered()))
    modules = sorted(HOUSE.parent.rglob("*.py"))
    text = "".join(path.read_text(encoding="utf-8").partition("TRAITS: Mapping")[0] for path in modules)
    text += (HOUSE / "language.py").read_text(encoding="utf-8").partition("TRAITS: Mapping")[2].partition("\n}\n")[2]
    assert set() == TRAITS.keys() ^ had
    assert [] == [trait for trait in TRAITS if f'"{trait}"' not in text]


@pytest.mark.parametrize(
    ("tag", "file"),
    [
        ("pt_BR", "pt"),
        ("pt-br", "pt"),
        ("KO", "ko"),
        ("zh-Hant-TW", "zh_Hant"),
        ("zh_TW", "zh_Hant"),
        ("fr_CA", "fr_CA"),
    ],
)
def test_a_tag_finds_its_file(tag: str, file: str) -> None:
    """The script's file goes before the region's, and that before the language's, whatever the spelling."""
    assert language(file) == language(tag)


@pytest.mark.parametrize(
    ("tag", "relative"), [("nn", "nb"), ("no", "nb"), ("in_ID", "id"), ("bs", "hr"), ("yue", "zh")]
)
def test_close_relatives_share_their_words(tag: str, relative: str) -> None:
    """Old tags and near languages have the abbreviations of another, by a file of two lines."""
    assert language(relative).titles == language(tag).titles
    assert language(relative).starters == language(tag).starters


def test_a_subtag_of_the_script_is_the_script() -> None:
    """`sr_Latn` is Serbian in Latin letters, though no file says so."""
    assert ("Cyrl", "Latn", "Latn") == tuple(language(tag).script for tag in ("sr", "sr_Latn", "sr_ME"))


def test_a_region_changes_what_it_says_and_no_more() -> None:
    """Swiss German has other quotation marks and the same abbreviations."""
    german, swiss = language("de"), language("de_CH")
    assert (("„", "“"), ("«", "»")) == (german.typography.quotes, swiss.typography.quotes)
    assert german.abbreviations == swiss.abbreviations


@pytest.mark.parametrize(
    ("tag", "quotes", "inner", "dashes", "ellipsis", "heading_case"),
    [
        ("en", "“”", "‘’", ("—", "—"), "…", "title"),
        ("en_GB", "“”", "‘’", (" – ", " – "), "…", "title"),
        ("ko", "“”", "‘’", (" — ", " — "), "…", "none"),
        ("pt_BR", "“”", "‘’", (" – ", " – "), "…", "sentence"),
        ("de", "„“", "‚‘", (" – ", " – "), "…", "nouns"),
        ("fr", "«»", "“”", (" – ", " – "), "…", "sentence"),
        ("es", "«»", "“”", (" —", "— "), "…", "sentence"),
        ("es_MX", "“”", "‘’", (" —", "— "), "…", "sentence"),
        ("ja", "「」", "『』", ("——", "——"), "……", "none"),
        ("zh_TW", "「」", "『』", ("——", "——"), "……", "none"),
    ],
)
def test_typography_of_a_locale(
    tag: str, quotes: str, inner: str, dashes: tuple[str, str], ellipsis: str, heading_case: str
) -> None:
    """What a careful printer of the locale writes."""
    known = language(tag)
    found = known.typography
    assert (tuple(quotes), tuple(inner)) == (found.quotes, found.inner_quotes)
    assert (dashes, ellipsis, heading_case) == (found.dashes, found.ellipsis, known.heading_case)


def test_french_puts_spaces_before_marks_and_within_quotes() -> None:
    """A space that does not break before the colon, a thin one before other high marks; in Canada the first alone."""
    found = [language(tag).typography for tag in ("fr", "fr_CA", "fr_CH", "en")]
    assert ["\u00a0", "\u00a0", "\u202f", ""] == [typography.quote_space for typography in found]
    thin = dict.fromkeys(";!?", "\u202f")
    assert [{":": "\u00a0"} | thin, {":": "\u00a0"}, {":": "\u202f"} | thin, {}] == [
        typography.mark_space for typography in found
    ]


def test_an_unknown_language_knows_the_shared_words() -> None:
    """Titles that many languages share are known to all; nothing else is supposed."""
    known = language("xx")
    assert {"Dr"} <= known.titles
    assert Language("xx").typography == known.typography
    assert (frozenset(), frozenset(), "") == (known.starters, known.traits, known.script)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[tratis]\nunspaced\n", "unknown sections"),
        ("[traits]\nunspacd\n", "unknown traits"),
        ("[heading-case]\nTitle\n", "heading-case"),
        ("[quotes]\n« » “\n", "shorter"),
    ],
)
def test_a_mistake_in_a_file_is_an_error(
    text: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A section, trait or case that nobody reads, and an odd number of marks, are refused."""
    from importlib import resources

    from l10n.languages import language as module

    (tmp_path / "words").mkdir()
    (tmp_path / "words" / "qq.txt").write_text("[like]\nnothing\n" + text, encoding="utf-8")
    monkeypatch.setattr(resources, "files", lambda package: tmp_path)
    with pytest.raises(ValueError, match=message):
        module._built("qq", module._sections.__wrapped__("qq"))


def test_no_language_has_no_grammar_of_its_own() -> None:
    """A catalog without a Language header is checked all the same: the empty tag is a language without traits."""
    assert language("").grammar == language("xx").grammar
