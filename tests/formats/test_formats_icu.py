"""ICU messages: the texts in them, and what is written in languages with other plural forms."""

from __future__ import annotations

import pytest
from growth import assert_linear
from hypothesis import given, settings
from hypothesis import strategies as st

from l10n.formats.format import Target
from l10n.formats.strings.branches import Leaf
from l10n.formats.strings.icu import icu_leaves, write_icu
from l10n.locales import plural_categories, plural_count, plural_indexes

CART = "You have {n, plural, =0 {nothing} one {# thing} other {# things}} in it."


def targets(leaves: tuple[Leaf, ...], locale: str) -> list[Target | None]:
    """For each text itself in capitals; for a plural the category before it."""
    return [
        {name: f"{name} {leaf.plural.upper()}" for name in plural_categories(locale)}
        if leaf.plural
        else leaf.text.upper()
        for leaf in leaves
    ]


def written(pattern: str, locale: str) -> str:
    return write_icu(pattern, targets(icu_leaves(pattern), locale), locale)


def test_texts_are_whole() -> None:
    """What stands around an argument with branches goes into each of them."""
    assert ["You have nothing in it.", "You have # thing in it."] == [leaf.text for leaf in icu_leaves(CART)]
    assert ["", "You have # things in it."] == [leaf.plural for leaf in icu_leaves(CART)]
    assert (("n", "=0"),) == icu_leaves(CART)[0].conditions


@pytest.mark.parametrize(
    ("locale", "categories"),
    [("ko", "other"), ("fr", "one many other"), ("pl", "one few many other"), ("ar", "zero one two few many other")],
)
def test_plural_categories_are_the_locales(locale: str, categories: str) -> None:
    """The branches of a plural are those of the locale (CLDR); those for certain numbers stay."""
    branches = [f"{name} {{{name} YOU HAVE # THINGS IN IT.}}" for name in categories.split()]
    assert ("{n, plural, =0 {YOU HAVE NOTHING IN IT.} " + " ".join(branches) + "}") == written(CART, locale)


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("{n,plural,=1{one day}other{# days}}", "{n,plural,other{other # DAYS}}"),
        (
            "{n, plural, offset:1\n  one {# more}\n  other {# more} }",
            "{n, plural, offset:1\n  other {other # MORE} }",
        ),
        ("{g, select, male {his} other {their}} cat", "{g, select, male {HIS CAT} other {THEIR CAT}}"),
        ("{n, selectordinal, one {#st} other {#th}}", "{n, selectordinal, other {#TH}}"),
        ("#1: {n, plural, one {a day} other {# days}}", "{n, plural, other {other '#'1: # DAYS}}"),
        (
            "{n, plural, one {{g, select, a {x y} other {z}}} other {# {g, select, a {x y} other {z}}}}",
            "{n, plural, other {{g, select, a {{N, NUMBER} X Y} other {{N, NUMBER} Z}}}}",
        ),
    ],
)
def test_written_as_the_source_writes(pattern: str, expected: str) -> None:
    """Blanks around branches are the source's; `#` keeps its meaning wherever it comes to stand."""
    assert expected == written(pattern, "ko")


@pytest.mark.parametrize(
    "pattern",
    [
        "{n, plural, one {# day}}",
        "{n, plural, one {# day} other {# days}",
        "{n, plural, one {# day} one {# day} other {# days}}",
        "{n} days",
        "}{n, plural, one {a day} other {days}}",
        "{n, plural, one {{} other {days}}",
        "{n, plural, offset:1 one {#} other {{g, select, other {x}} #}}",
        "{a, select, " + " ".join(f"x{number} {{y}}" for number in range(30)) + " other {z}}",
        "{n, plural, " * 40 + "other {x}" + "}" * 40,
    ],
)
def test_what_cannot_be_taken_apart_stays_whole(pattern: str) -> None:
    """A malformed message, and one of too many texts, has none that could be written back."""
    assert () == icu_leaves(pattern)


def test_apostrophes() -> None:
    """Quoted braces are text, and an apostrophe before an argument does not quote it."""
    leaf = icu_leaves("{n, plural, one {'{x}' isn''t a day} other {it''s {n} days}}")[0]
    assert ("'{x}' isn''t a day", "it''s {n} days") == (leaf.text, leaf.plural)
    pattern = "{n, plural, one {of {x}} other {# of {x}}}"
    assert "{n, plural, one {l''{x}} many {l''{x}} other {l''{x}}}" == write_icu(pattern, ["l'{x}"], "fr")
    assert "{n, plural, other {l'{x}}}" == write_icu(pattern, ["l'{x}"], "ko", quotes=False)


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=st.sampled_from("ab {}'#,=01onethrplus"), max_size=40))
def test_any_text_in_branches(text: str) -> None:
    """Whatever stands in a pattern, it is taken apart and written again, or left whole."""
    for pattern in (text, f"a {{n, plural, one {{{text}}} other {{x {text}}}}} b"):
        leaves = icu_leaves(pattern)
        again = icu_leaves(write_icu(pattern, [None] * len(leaves), "en")) if leaves else leaves
        assert [leaf[:2] for leaf in leaves] == [leaf[:2] for leaf in again]


@pytest.mark.parametrize(
    "text",
    ["{n, plural, ", "{n, plural, one {", "'{", "{n, plural, one {a} other {b}}", "{ ", "{n, plural, other {#}} '"],
)
def test_growth_of_messages(text: str) -> None:
    """A long message takes time by its length, whatever is repeated in it."""
    assert_linear(icu_leaves, text * 500, text * 2000)


def test_forms_of_a_catalog_have_categories() -> None:
    """Each category of a language has a form of its catalogs (Plural-Forms), by the header's own expression, too."""
    assert {"one": 0, "few": 1, "many": 2, "other": 2} == plural_indexes("pl")
    assert {"one": 0, "few": 1, "many": 1, "other": 1} == plural_indexes("pl", "n != 1")
    assert plural_indexes("ar") == plural_indexes("ar", "no expression (")
    for locale in ("ar", "cy", "de", "ga", "he", "ko", "lv", "pt_BR", "ru", "sl"):
        indexes = plural_indexes(locale)
        assert set(plural_categories(locale)) == set(indexes)
        assert set(range(plural_count(locale))) >= set(indexes.values())


def test_a_branch_without_a_translation_is_the_sources() -> None:
    """The others are written in theirs."""
    many = dict.fromkeys(plural_categories("ko"), "#개")
    assert "{n, plural, =0 {You have nothing in it.} other {#개}}" == write_icu(CART, [None, many], "ko")
    expected = "{n, plural, =0 {없음} one {You have # thing in it.} other {You have # things in it.}}"
    assert expected == write_icu(CART, ["없음", None], "ko")
