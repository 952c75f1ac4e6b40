"""What engines read: plain marks, the case of a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from l10n.drafting.letter_case import Usage, case_of, in_capitals, sentence_case, usage_of
from l10n.drafting.plain_text import plain_text
from l10n.languages.tables import read_lines

CASES = Path(__file__).with_name("cases")
TEXT = st.text(st.sampled_from("ab Ab, .—–-'’‘“”\"…0123\u00a0«»:;!?\u00adﬁ"), max_size=60)


def rows(name: str) -> list[list[str]]:
    """The rows of a table of cases."""
    return [line.split("\t") for line in read_lines(CASES / name)]


@pytest.mark.parametrize(("locale", "written", "plain"), rows("plain-text.tsv"))
def test_marks_become_plain(locale: str, written: str, plain: str) -> None:
    """Typographic characters become those that engines are trained on."""
    assert plain == plain_text(written, locale)


@given(TEXT)
def test_plain_text_stays(text: str) -> None:
    """Making plain text plain changes nothing, and no letter or digit gets lost."""
    plain = plain_text(text, "en")
    assert plain == plain_text(plain, "en")
    letters = [char for char in text.replace("ﬁ", "fi") if char.isalnum()]
    assert letters == [char for char in plain if char.isalnum()]


@pytest.mark.parametrize(("case", "written", "sentence"), rows("letter-case.tsv"))
def test_case(case: str, written: str, sentence: str) -> None:
    """Headings and capitals are read as in a sentence: names stay names, acronyms acronyms."""
    assert case == case_of(written, "en", heading=True)
    assert sentence == sentence_case(written, "title" if case == "title" else "capitals", Usage(), "en")


@pytest.mark.parametrize(
    "text", ["Apple unveils a watch for kids", "The talks began in Seoul.", "", "NASA", "서울 회담"]
)
def test_sentences_have_no_special_case(text: str) -> None:
    """What is written as a sentence is, names included, is left alone."""
    assert "" == case_of(text, "en", heading=True)


def test_no_title_case_where_a_language_has_none() -> None:
    """In languages whose headings are written like sentences capitals tell names and nouns."""
    assert "" == case_of("Der Neue Präsident Besucht Seoul", "de", heading=True)
    assert "capitals" == case_of("DER NEUE PRÄSIDENT", "de")


def test_the_running_text_is_the_first_evidence() -> None:
    """How the article writes a word counts for more than what the language usually does; its headings do not count."""
    usage = usage_of(["We saw that Buzz sold, said Theqoo.", "All About Buzz And Theqoo Here"], [], "en")
    assert "Buzz on the album" == sentence_case(
        "Buzz on the Album", "title", usage_of(["See the album."], [], "en"), "en"
    )
    assert "We love Buzz" == sentence_case("We Love Buzz", "title", usage, "en")
    assert "We love buzz" == sentence_case("We Love Buzz", "title", Usage(), "en")


def test_names_of_the_glossary_are_evidence() -> None:
    """A glossary's names are written as it has them."""
    usage = usage_of([], ["Blue House", "Fair"], "en")
    assert "The Blue House is no Fair" == sentence_case("THE BLUE HOUSE IS NO FAIR", "capitals", usage, "en")


@given(st.text(st.sampled_from("aAbB .:-'’\"QX01U.S ßİ"), max_size=40), st.sampled_from(["title", "capitals"]))
def test_case_changes_nothing_but_case(text: str, case: str) -> None:
    """Only letters change, each into itself in other case; the length stays."""
    changed = sentence_case(text, "title" if case == "title" else "capitals", Usage(), "en")
    assert len(text) == len(changed)
    assert text.lower() == changed.lower()


@pytest.mark.parametrize(
    ("locale", "text", "raised"),
    [
        ("pt_BR", "um sinal", "UM SINAL"),
        ("ko", "한국의 K팝", "한국의 K팝"),
        ("tr", "bilgi", "BİLGİ"),
        ("el", "Νέα εποχή", "ΝΕΑ ΕΠΟΧΗ"),
        ("de", "Straße", "STRASSE"),
    ],
)
def test_capitals_of_a_locale(locale: str, text: str, raised: str) -> None:
    """Capitals are those of the language; a script without them keeps its text."""
    assert raised == in_capitals(text, locale)


def test_some_spans_keep_their_case() -> None:
    """Codes and protected terms are no letters to raise."""
    assert "VEJA `x` AQUI" == in_capitals("veja `x` aqui", "pt", [(5, 8)])
