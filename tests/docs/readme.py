"""Writes the generated parts of README.md: the commands' help texts, and the tables of formats, engines and checks.

    python tests/docs/readme.py

A part lies between `<!-- generated: NAME -->` and `<!-- end -->`.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import click

from l10n.cli.program import program

README = Path(__file__).resolve().parents[2] / "README.md"

_PART = re.compile(r"(<!-- generated: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)


def commands() -> Iterator[tuple[str, click.Command]]:
    """Every command with its full name."""
    context = click.Context(program, info_name="l10n")
    for name in program.list_commands(context):
        command = program.commands[name]
        if isinstance(command, click.Group):
            yield from ((f"{name} {inner}", command.commands[inner]) for inner in command.commands)
        else:
            yield name, command


def help_texts() -> str:
    """The help text of the program and of every command, as a terminal of 100 columns shows it."""
    texts = [("", program), *commands()]
    blocks = []
    for name, command in texts:
        title = f"l10n {name}".strip()
        settings = {**program.context_settings, "terminal_width": 100}
        context = click.Context(command, info_name=title, **settings)
        heading = "" if not name else f"#### `{title}`\n\n"
        blocks.append(f"{heading}```\n{command.get_help(context)}\n```\n")
    return "\n".join(blocks)


def checks_table() -> str:
    """Every rule with its severity, from the rules themselves."""
    from l10n.checks import RULES

    rows = ["| rule | severity | what it finds |", "|---|---|---|"]
    rows += [f"| `{rule.id}` | {rule.severity} | {rule.summary} |" for rule in RULES]
    return "\n".join(rows) + "\n"


def formats_table() -> str:
    """Every module of formats: what its first sentence says, and the files that are of its formats."""
    from l10n.formats import REGISTRY

    files: dict[str, list[str]] = {}
    for name, row in REGISTRY.items():
        names = [f"`{suffix}`" for suffix in row.suffixes] or [f"`{name}` (setting `formats`)"]
        files.setdefault(row.module, []).extend(names)
    rows = ["| files | what they are |", "|---|---|"]
    rows += [f"| {' '.join(names)} | {about(f'l10n.formats.{module}')} |" for module, names in files.items()]
    return "\n".join(rows) + "\n"


def engines_table() -> str:
    """Every engine in the order in which `auto` asks, with what its module's first sentence says, and its extra."""
    from l10n.engines import ENGINES

    when = {"pair": "for its pairs", "any": "when no other has the pair", "asked": "by name only"}
    rows = ["| engine | what it is | drafts | extra |", "|---|---|---|---|"]
    for entry in ENGINES:
        extra = f"`{entry.extra}`" if entry.extra else ""
        rows.append(f"| `{entry.name}` | {about(entry.module)} | {when[entry.use]} | {extra} |")
    return "\n".join(rows) + "\n"


def api_table() -> str:
    """Every function of the Python API with the first sentence of its docstring."""
    from l10n import api

    rows = ["| function | what it does |", "|---|---|"]
    for name, function in vars(api).items():
        if name in api.__all__ and inspect.isfunction(function):
            parameters = ", ".join(inspect.signature(function).parameters)
            rows.append(f"| `{name}({parameters})` | {first_sentence(function.__doc__)} |")
    return "\n".join(rows) + "\n"


def about(module: str) -> str:
    """The first sentence of a module's docstring. Raises ValueError when it has none."""
    if sentence := first_sentence(import_module(module).__doc__):
        return sentence
    raise ValueError(f"{module} has no docstring to say in README.md what it is")


def first_sentence(docstring: str | None) -> str:
    """The first sentence of a docstring; empty where there is none."""
    paragraph = " ".join((docstring or "").partition("\n\n")[0].split())
    return re.split(r"(?<=\.) (?=[A-Z])", paragraph)[0]


GENERATORS = {
    "help": help_texts,
    "checks": checks_table,
    "formats": formats_table,
    "engines": engines_table,
    "api": api_table,
}


def render(text: str) -> str:
    """README.md with its generated parts as they should be."""
    return _PART.sub(lambda match: f"{match[1]}\n{GENERATORS[match[2]]()}\n{match[3]}", text)


if __name__ == "__main__":
    README.write_text(render(README.read_text(encoding="utf-8")), encoding="utf-8")
