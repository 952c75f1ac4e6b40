"""What every rule has: a name of its own, a place in drafting, a line in the README, cases, and its Korean.

A rule is a module in l10n/checks/rules, which is found by being there; these tests say what else it still needs.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import get_args

import pytest
from case_files import FOLDER, read_cases

import l10n.checks.rules
from l10n.checks import ARTICLE_CHECKS, CHECKS, RULES, check_article, check_pair, rules_for_drafts
from l10n.checks.rule import CATALOG_RULES, ArticleCheck, Check, Drafts
from l10n.drafting import prepared
from l10n.interface.texts import interface_languages, interface_texts
from l10n.translatable import Text

ROOM = Path(l10n.checks.rules.__path__[0])
MODULES = sorted(path.stem for path in ROOM.iterdir() if path.stem not in ("__init__", "__pycache__"))
LANGUAGES = [tag for tag in interface_languages() if tag != "en"]


def offered(module: str) -> list[Check | ArticleCheck]:
    """What a module of rules/ offers."""
    names = vars(import_module(f"{l10n.checks.rules.__name__}.{module}"))
    return [*names.get("CHECKS", ()), *(names[name] for name in ("CHECK", "ARTICLE_CHECK") if name in names)]


def said(text: Text) -> Iterator[str]:
    """The templates of a text and of its values."""
    yield text.template
    for value in text.values.values():
        if isinstance(value, Text):
            yield from said(value)


@pytest.mark.parametrize("module", MODULES)
def test_every_module_offers_a_rule(module: str) -> None:
    """A module in rules/ ends in CHECK, CHECKS or ARTICLE_CHECK; what it offers is named as it is, and looked for."""
    checks = offered(module)
    assert checks, f"l10n/checks/rules/{module}.py offers no CHECK, CHECKS or ARTICLE_CHECK"
    assert set(checks) <= {*CHECKS, *ARTICLE_CHECKS}
    if len({check.rule for check in checks}) == 1:
        assert module.replace("_", "-") == checks[0].rule


def test_rules_are_in_the_order_of_the_alphabet_and_each_stands_once() -> None:
    """The order is stable whatever lists the folder, and no id is taken twice."""
    for checks in (CHECKS, ARTICLE_CHECKS, RULES[len(CATALOG_RULES) :]):
        ids = [getattr(check, "rule", None) or check.id for check in checks]
        assert sorted(set(ids)) == ids


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.rule)
def test_every_rule_says_whether_drafting_heeds_it(check: Check) -> None:
    """Drafting takes a rule for what the rule says, and has no other list: it knows every rule."""
    assert check.drafts in get_args(Drafts)
    heeded = {"ignored": (), "always": (True, False)}.get(check.drafts, (True,))
    for natural in (True, False):
        rules = prepared.LANGUAGE if natural else prepared.ANYTHING
        assert (natural in heeded) == (check.rule in rules)


def test_drafting_names_no_rule_that_it_does_not_heed() -> None:
    """Where drafting asks whether an answer failed a rule by name, the rule is one that it looks for."""
    named = {
        node.left.value
        for path in Path(prepared.__file__).parent.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Compare) and isinstance(node.left, ast.Constant)
        if isinstance(node.comparators[0], ast.Attribute) and node.comparators[0].attr == "failed"
    }
    assert named
    assert named <= rules_for_drafts("always", "language", "fatal")


@pytest.mark.parametrize("rule", [rule.id for rule in RULES])
def test_every_rule_has_its_line_in_the_readme(rule: str, repository: Path) -> None:
    """The README's table has a row for the rule; `make readme` writes it."""
    assert f"| `{rule}` |" in (repository / "README.md").read_text("utf-8")


@pytest.mark.parametrize("check", [*CHECKS, *ARTICLE_CHECKS], ids=lambda check: f"{type(check).__name__}-{check.rule}")
def test_every_rule_has_good_and_bad_cases(check: Check | ArticleCheck) -> None:
    """The rule has a data file in cases/, or in cases/articles/ if it compares pairs, with good and bad rows."""
    folder = FOLDER if isinstance(check, Check) else FOLDER / "articles"
    path = folder / f"{check.rule}.txt"
    assert path.exists(), f"{path.name} is missing in {folder}"
    assert {True, False} == {case.bad for case in read_cases(path)}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("module", MODULES)
def test_every_rule_speaks_the_reader_s_language(
    module: str, language: str, templates: Mapping[str, frozenset[str]]
) -> None:
    """The names of a module's rules and every template that it writes are in the interface's catalogs."""
    texts = interface_texts(language)
    needed = {check.rule for check in offered(module)} | templates.get(f"l10n/checks/rules/{module}.py", frozenset())
    assert [] == sorted(text for text in needed if texts(text) == text)


def test_what_rules_say_is_written_where_they_are(templates: Mapping[str, frozenset[str]]) -> None:
    """Run over the cases, the rules say what stands in literals of their modules, nothing that was put together."""
    known = set().union(*templates.values())
    seen: Counter[str] = Counter()
    for path in FOLDER.rglob("*.txt"):
        pairs = [case.pair for case in read_cases(path)]
        findings = [found for pair in pairs for found in check_pair(pair)]
        findings += [found for _, found in check_article(pairs)]
        seen.update(template for found in findings for template in said(found.text))
    wordless = {"{characters}", "{first}; {second}", "{first}, {second}"}
    assert set() == set(seen) - known - wordless
    rooms = ("l10n/checks/", "l10n/text/directives.py")
    written = set().union(*(texts for module, texts in templates.items() if module.startswith(rooms)))
    assert set() == written - set(seen), "no case shows what these say"
