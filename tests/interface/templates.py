"""Every text that the program can say, collected from its code without running it."""

from __future__ import annotations

import ast
import importlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import l10n
from l10n.cli.frame import MODULES, commands, paragraphs
from l10n.cli.program import program

PACKAGE = Path(l10n.__file__).parent
MARKERS = dict.fromkeys(("Text", "worded", "say", "print_table", "_fail", "refuse", "kind"), 1)
MARKERS |= {"counted": 3, "_refuse": 2, "HTTPException": 2}
"""Functions whose argument is a template, with how many of the first arguments may hold one."""
_ERROR = re.compile(r"(L10n|Configuration|NoProject|Locale|Outside|Defect|Source|Catalog|Engine|DamagedMemory)Error")
_FIELD = re.compile(r"\{[^{}]*\}")
_PAGE = re.compile(r"_\('([^']*)'\)")


def fields(template: str) -> list[str]:
    """The fields of a template, conversions and formats included."""
    return sorted(_FIELD.findall(template))


@dataclass(frozen=True)
class Call:
    """A call that holds a template."""

    place: str
    node: ast.Call
    size: int
    """How many of its first arguments may hold one."""
    known: Mapping[str, list[ast.expr]]
    """What is assigned to the names of the function around it."""

    def texts(self, argument: ast.expr) -> Iterator[str]:
        """The strings that an argument can be: a literal, one of two, those of a list or a name."""
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
            yield argument.value
        elif isinstance(argument, ast.IfExp):
            yield from self.texts(argument.body)
            yield from self.texts(argument.orelse)
        elif isinstance(argument, ast.List):
            for item in argument.elts:
                yield from self.texts(item)
        elif isinstance(argument, ast.Name):
            for value in self.known.get(argument.id, []):
                yield from self.texts(value) if not isinstance(value, ast.Name) else ()

    @property
    def counts(self) -> bool:
        """Whether the text agrees with a number."""
        return self.size == 3

    @property
    def arguments(self) -> list[ast.expr]:
        """The arguments that may hold a template, its hint among them."""
        first = 1 if self.counts else 0
        return self.node.args[first : self.size] + [word.value for word in self.node.keywords if word.arg == "hint"]

    @property
    def templates(self) -> list[str]:
        return [text for argument in self.arguments for text in self.texts(argument)]

    @property
    def values(self) -> set[str]:
        """The names of the values that it gives."""
        return {word.arg or "**" for word in self.node.keywords} | ({"n"} if self.counts else set())


@cache
def calls() -> tuple[Call, ...]:
    """Every call in the program that holds a template."""
    return tuple(_calls())


def _calls() -> Iterator[Call]:
    for path in sorted(PACKAGE.rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        for scope in (tree, *(node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))):
            known = _assigned(scope)
            for node in _own(scope):
                if isinstance(node, ast.Call):
                    name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
                    if size := 1 if _ERROR.fullmatch(name) else MARKERS.get(name, 0):
                        yield Call(f"{path.relative_to(PACKAGE.parent)}:{node.lineno}", node, size, known)


def _own(scope: ast.AST) -> Iterator[ast.AST]:
    """What stands in a module or function, and not in a function of its own."""
    for node in ast.iter_child_nodes(scope):
        yield node
        if not isinstance(node, ast.FunctionDef):
            yield from _own(node)


def _assigned(scope: ast.AST) -> Mapping[str, list[ast.expr]]:
    found: dict[str, list[ast.expr]] = {}
    for node in _own(scope):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                names = target.elts if isinstance(target, ast.Tuple) else [target]
                values = node.value.elts if isinstance(node.value, ast.Tuple) else [node.value]
                for name, value in zip(names, values, strict=False):
                    if isinstance(name, ast.Name):
                        found.setdefault(name.id, []).append(value)
    return found


def templates() -> set[str]:
    """Every template: of the code, and of the page."""
    found = {text for call in calls() for text in call.templates}
    for page in (PACKAGE / "web/templates").glob("*.html"):
        found.update(_PAGE.findall(page.read_text("utf-8")))
    return found


def has_words(template: str) -> bool:
    """Whether there is something to translate in a template, besides its fields and their order."""
    return bool(re.search("[A-Za-z]{2}", _FIELD.sub("", template)))


def plurals() -> dict[str, str]:
    """By template of a text that agrees with a number, its plural."""
    counts = (call for call in calls() if call.counts)
    return {one: many for call in counts for one, many in zip(*map(call.texts, call.arguments[:2]), strict=True)}


def texts_of_click() -> dict[str, str]:
    """By text of click: its plural, where it has one."""
    found = {}
    for name in MODULES:
        path = importlib.import_module(f"click.{name}").__file__ or ""
        for node in ast.walk(ast.parse(Path(path).read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("_", "ngettext"):
                one, *many = [each.value for each in node.args[:2] if isinstance(each, ast.Constant)] or [""]
                found[str(one)] = str(*many)
    return found


def help_texts() -> set[str]:
    """What `--help` says of the program's commands and options."""
    found = {text for command in commands(program) for text in paragraphs(command.help)}
    options = (option for command in commands(program) for option in command.params)
    return found | {text for option in options if (text := getattr(option, "help", None))}
