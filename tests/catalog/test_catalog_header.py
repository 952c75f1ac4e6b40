"""A catalog that can be read can still be wrong."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest

from l10n.catalog.header import header_problems
from l10n.catalog.merge import new_catalog
from l10n.catalog.po import parse_po

GOOD = 'msgid ""\nmsgstr ""\n"Language: {language}\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n{more}\n'
PLURAL = '\nmsgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\nmsgstr[1] "d"\n'


def rules(text: str, locale: str = "") -> list[tuple[str, int]]:
    """The rules and lines of what is wrong with a file."""
    return [(rule, line) for rule, _, line in header_problems(parse_po(text.encode(), "x.po"), locale)]


@pytest.mark.parametrize("locale", ["ko", "pt_BR", "zh_Hant", "ru", "ar"])
def test_new_catalogs_are_in_order(locale: str) -> None:
    """Nothing is wrong with what the program itself writes."""
    assert [] == list(header_problems(new_catalog(locale, "en", "x", datetime.now(timezone.utc)), locale))


def test_missing_header() -> None:
    """A file without a header entry is reported at its first line."""
    assert [("po-header", 1)] == rules('msgid "a"\nmsgstr "b"\n', "ko")


@pytest.mark.parametrize(
    ("language", "locale", "expected"),
    [
        ("ko", "ko", []),
        ("pt-br", "pt_BR", []),
        ("ko", "", []),
        ("ja", "ko", [("po-header", 1)]),
        ("Korean", "ko", [("po-header", 1)]),
        ("", "ko", [("po-header", 1)]),
    ],
)
def test_language(language: str, locale: str, expected: list[tuple[str, int]]) -> None:
    """The Language is there, known, and the folder's."""
    assert expected == rules(GOOD.format(language=language, more="") + '\nmsgid "a"\nmsgstr "b"\n', locale)


def test_template_needs_no_language() -> None:
    """Where nothing is translated there is no language to name."""
    assert [] == rules(GOOD.format(language="", more="") + '\nmsgid "a"\nmsgstr ""\n')


def test_missing_charset() -> None:
    """A header that declares no charset, or only the template's word, is po-encoding."""
    text = GOOD.format(language="ko", more="")
    assert [("po-encoding", 1)] == rules(text.replace("; charset=UTF-8", ""))
    assert [("po-encoding", 1)] == rules(text.replace("UTF-8", "CHARSET"))


def test_fields() -> None:
    """A line that is no field, and a field with two values, are reported; the same field twice is not."""
    assert [("po-header", 1)] == rules(GOOD.format(language="ko", more='"no field\\n"\n'))
    assert [("po-header", 1)] == rules(GOOD.format(language="ko", more='"X: 1\\n"\n"x: 2\\n"\n'))
    assert [] == rules(GOOD.format(language="ko", more='"X: 1\\n"\n"X: 1\\n"\n'))


@pytest.mark.parametrize(
    ("forms", "expected"),
    [
        ("nplurals=2; plural=(n != 1);", []),
        ("nplurals=2; plural=n != 1", []),
        ("nplurals=1; plural=0;", [("po-plural-forms", 1), ("po-plural-forms", 10)]),
        ("nplurals=2; plural=(n != 1;", [("po-plural-forms", 1)]),
        ("nplurals=2; plural=n;", [("po-plural-forms", 1)]),
        ("nplurals=2; plural=n==1 ? 0 : 2;", [("po-plural-forms", 1)]),
        ("nplurals=2; plural=n%0;", [("po-plural-forms", 1)]),
        ("nplurals=2; plural=__import__;", [("po-plural-forms", 1)]),
        ("nplurals=2;", [("po-plural-forms", 1)]),
        ("two", [("po-plural-forms", 1)]),
    ],
)
def test_plural_forms(forms: str, expected: list[tuple[str, int]]) -> None:
    """Plural-Forms can be read and evaluated, has the locale's number of forms, and the entries have as many."""
    more = f'"Plural-Forms: {forms}\\n"\n'
    assert expected == rules(GOOD.format(language="en", more=more) + PLURAL, "en")


def test_plurals_need_plural_forms() -> None:
    """Entries with plural forms need the header field."""
    assert [("po-plural-forms", 1)] == rules(GOOD.format(language="en", more="") + PLURAL)
    assert [] == rules(GOOD.format(language="en", more="") + '\nmsgid "a"\nmsgstr "b"\n')


def test_conflicts_that_msgcat_left() -> None:
    """Both sides of a conflict in one text are reported where they stand."""
    text = '\nmsgid "a"\nmsgstr "#-#-#-#-#  a.po  #-#-#-#-#\\nb\\n#-#-#-#-#  c.po  #-#-#-#-#\\nd"\n'
    assert [("conflict-marker", 8)] == rules(GOOD.format(language="ko", more="") + text)
