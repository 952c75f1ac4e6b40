"""Click's own texts (usage, help, errors in options) in the reader's language."""

import importlib
from collections.abc import Iterator

import click

from l10n.translatable import Translate

MODULES = ("core", "decorators", "exceptions", "formatting", "parser", "types")
"""The modules of click with texts; each calls gettext by the names `_` and `ngettext`."""


def translate_frame(program: click.Command, translate: Translate) -> None:
    """Translates the texts of click and the help of a program by `translate` from now on; unknown texts stay English.
    Lines are wrapped by their width in terminal columns."""
    for name in (*MODULES, "_textwrap"):
        module = importlib.import_module(f"click.{name}")
        for function, ours in (("_", translate), ("ngettext", translate), ("term_len", _columns)):
            if hasattr(module, function):
                setattr(module, function, ours)
    for command in commands(program):
        command.help = "\n\n".join(map(translate, paragraphs(command.help)))
        for option in command.params:
            if isinstance(option, click.Option) and option.help:
                option.help = translate(option.help)


def commands(program: click.Command) -> Iterator[click.Command]:
    """A program and all its commands."""
    yield program
    for command in program.commands.values() if isinstance(program, click.Group) else ():
        yield from commands(command)


def paragraphs(text: str | None) -> list[str]:
    """The paragraphs of a help text, a line each: the msgids of its translation."""
    return [" ".join(paragraph.split()) for paragraph in (text or "").split("\n\n")]


def _columns(text: str) -> int:
    from rich.cells import cell_len

    return cell_len(click.unstyle(text))
