"""No room of the house holds a module that nobody uses: a newcomer who forgets to register one is told its name."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
import tomllib

import l10n
from l10n.formats import REGISTRY
from l10n.languages.grammar import Grammar
from l10n.languages.language import language, registered

PACKAGE = Path(l10n.__file__).parent


def module_name(path: Path) -> str:
    """The module that a file of the package is."""
    return ".".join(("l10n", *path.relative_to(PACKAGE).with_suffix("").parts)).removesuffix(".__init__")


FILES = {module_name(path): path for path in sorted(PACKAGE.rglob("*.py"))}


def named(path: Path) -> Iterator[str]:
    """The modules that a module names: where it imports, in registries, and as the file of a process."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
            if node.value.endswith(".py"):
                yield module_name(path.with_name(node.value))


def reached(roots: set[str]) -> set[str]:
    """The modules that are used, beginning with those that the world outside or a registry calls."""
    found: set[str] = set()
    new = set(roots)
    while new:
        module = new.pop()
        found.add(module)
        parents = {module.rsplit(".", depth)[0] for depth in range(1, module.count(".") + 1)}
        new |= (parents | set(named(FILES[module]))) & FILES.keys() - found
    return found


def test_every_module_is_registered(repository: Path) -> None:
    """Every module is called from outside, named by a registry, or used by such a one."""
    project = tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    points = [*project["scripts"].values()]
    points += [point for group in project["entry-points"].values() for point in group.values()]
    roots = {"l10n.__main__", *(point.partition(":")[0] for point in points)}
    roots |= {f"l10n.formats.{row.module}" for row in REGISTRY.values()}
    roots |= {f"l10n.languages.{code}.functions" for code in registered()} & FILES.keys()
    roots |= {f"l10n.checks.rules.{path.stem}" for path in (PACKAGE / "checks" / "rules").glob("[!_]*.py")}
    unused = sorted(FILES.keys() - reached(roots))
    assert [] == unused, f"nobody uses {', '.join(unused)}: name it in the registry of its room, or delete it"


@pytest.mark.parametrize("code", sorted(path.parent.name for path in (PACKAGE / "languages").glob("*/__init__.py")))
def test_every_folder_of_a_language_is_used(code: str) -> None:
    """A language's folder belongs to a language with a file of words, and has functions of its own."""
    assert code in registered(), f"l10n/languages/words/{code}.txt is missing"
    assert Grammar() != language(code).grammar


_TOUCHES_FILES = frozenset({"open", "read_bytes", "read_text", "write_bytes", "write_text", "write_atomic"})
MAY_TOUCH_FILES = {
    "workflow/setup.py": "reads pyproject.toml and .gitignore of a folder that is no project yet",
    "workflow/checking/gate.py": "the baseline is a file that the user names",
    "workflow/publish/site.py": "its own table",
}


def test_the_use_cases_touch_a_projects_files_through_the_store() -> None:
    """So that no link leads a read or a write out of the project; files that a user names are read by `read_file`."""
    found = set()
    package = Path(l10n.__file__).parent
    for path in sorted([*package.glob("workflow/**/*.py"), *package.glob("web/**/*.py")]):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            name = getattr(node.func, "attr", getattr(node.func, "id", "")) if isinstance(node, ast.Call) else ""
            if name in _TOUCHES_FILES:
                found.add(path.relative_to(package).as_posix())
    assert set(MAY_TOUCH_FILES) == found
