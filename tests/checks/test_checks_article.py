"""What only several translations together show."""

from __future__ import annotations

from dataclasses import replace

from case_files import FOLDER, read_cases

from l10n.checks import Pair, check_article


def article(*targets: str) -> list[Pair]:
    """The pairs of an article with one sentence a unit."""
    return [Pair(f"Sentence {number}.", target, "ko", format="text") for number, target in enumerate(targets)]


POLITE = article("비가 왔습니다.", "바람이 붑니다.", "눈은 오지 않았습니다.", "날이 갭니다.")
PLAIN = Pair("It is cold.", "날이 춥다.", "ko", format="text")


def test_register() -> None:
    """A sentence in another register than the article's is found, with its place."""
    [(index, found)] = check_article([*POLITE, PLAIN])
    assert (4, "ko-register", "춥다") == (index, found.rule, PLAIN.target[found.start : found.end])


def test_register_of_other_types() -> None:
    """Headings, list items and quotations have a register of their own."""
    for unit_type in ("heading", "title", "list-item", "quote", "caption"):
        assert [] == check_article([*POLITE, replace(PLAIN, type=unit_type)])


def test_register_of_quotations() -> None:
    """What somebody says within a sentence does not count."""
    assert [] == check_article([*POLITE, replace(PLAIN, target="그는 “날이 춥다.”라고 했습니다.")])


def test_register_unknown() -> None:
    """Where no register is usual, none is a mistake: half of the article, or a catalog that belongs to no document."""
    assert [] == check_article([*POLITE[:2], PLAIN, PLAIN])
    assert [] == check_article([replace(pair, format="") for pair in (*POLITE, PLAIN)])


def test_register_of_other_languages() -> None:
    """The rule is about Korean."""
    assert [] == check_article([replace(pair, locale="ja") for pair in (*POLITE, PLAIN)])


def test_inconsistent() -> None:
    """The second translation of one source text is found, and names the first."""
    first = Pair("tariff", "관세", "ko")
    [(index, found)] = check_article([first, Pair("tax", "세금", "ko"), replace(first, target="수입세")])
    assert (2, "inconsistent") == (index, found.rule)
    assert "관세" in found.message


def test_consistent() -> None:
    """The same translation again, none at all, and another context are no mistakes."""
    first = Pair("May", "5월", "ko")
    others = [first, replace(first, target=""), replace(first, target="해도 된다", context="verb")]
    assert [] == check_article([first, *others])


def test_chosen_rules() -> None:
    """Only the rules asked for are looked at."""
    pairs = [*POLITE, PLAIN, replace(PLAIN, target="추운 날이다.")]
    assert {"inconsistent"} == {found.rule for _, found in check_article(pairs, {"inconsistent"})}
    assert [] == check_article([])


def test_terms_of_approved_texts() -> None:
    """What people approved may call a thing by two names, unless somebody asks for the rule."""
    cases = [case for case in read_cases(FOLDER / "articles" / "term-variant.txt") if case.section == 1]
    pairs = [replace(case.pair, is_draft=False) for case in cases]
    bad = [(index, "term-variant") for index, case in enumerate(cases) if case.bad]
    assert [] == check_article(pairs)
    assert bad == [(index, found.rule) for index, found in check_article(pairs, {"term-variant"})]
    assert bad == [(index, found.rule) for index, found in check_article([case.pair for case in cases])]
