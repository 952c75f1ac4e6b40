"""The command line's texts for people, in the reader's language. Output for programs stays English."""

import logging
import os
import sys
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import Any

import click

import l10n
from l10n.text.visible import visible, without_commands
from l10n.translatable import Text, Translate

FOLDER: ContextVar[Path] = ContextVar("FOLDER", default=Path())
"""The folder in which the command runs; its project may set the language."""


@cache
def translation() -> Translate:
    """The translation into the language of the project's setting `interface`, else of the environment."""
    from l10n.interface.texts import environment_language, interface_texts
    from l10n.project import find_project

    try:
        chosen = find_project(FOLDER.get()).settings.interface
    except Exception:  # it may be about to be told: telling it must not fail
        chosen = ""
    return interface_texts(chosen or environment_language(os.environ))


def worded(template: str | Text, /, **values: Any) -> str:
    """A text in the reader's language."""
    return (template if isinstance(template, Text) else Text(template, **values)).render(translation())


class Notices(logging.Handler):
    """Prints what the inside has to say while it works: texts in the reader's language, on standard error."""

    def __init__(self) -> None:
        super().__init__()
        self.details: Path | None = None
        """The file with the tracebacks of unforeseen errors, if there were any."""

    def emit(self, record: logging.LogRecord) -> None:
        if record.exc_info:
            self._keep(record)
        elif isinstance(record.msg, Text):
            say(record.msg, err=True)
        else:
            echo(record.getMessage(), err=True)

    def _keep(self, record: logging.LogRecord) -> None:
        """Adds a traceback to the file of details; without a place for one, shows it."""
        import tempfile

        text = logging.Formatter().formatException(record.exc_info)  # type: ignore[arg-type]  # there is one
        try:
            if self.details is None:
                handle, name = tempfile.mkstemp(prefix="l10n-defect-", suffix=".txt")
                os.write(handle, f"l10n {l10n.__version__}, Python {sys.version}, {sys.argv}\n\n".encode())
                os.close(handle)
                self.details = Path(name)
            with self.details.open("a", encoding="utf-8", errors="backslashreplace") as file:
                file.write(f"{text}\n\n")
        except OSError:
            echo(text, err=True)


def say(template: str | Text, /, *, err: bool = False, **values: Any) -> None:
    """Prints a text in the reader's language; with `err`, on standard error."""
    echo(worded(template, **values), err=err)


def echo(text: str = "", *, err: bool = False, nl: bool = True, commands: bool = False) -> None:
    """Prints a text. Whatever in it a terminal would obey is made visible, but for what `styled` put there; so are
    commands to GitHub's runner where it reads the output, unless `commands` says that they are ours."""
    shown = visible(text)
    if not commands and os.environ.get("GITHUB_ACTIONS"):
        shown = without_commands(shown)
    click.echo(shown.replace(_STYLE, "\x1b"), err=err, nl=nl)


_STYLE = f"\ufdd0{os.urandom(8).hex()}"
"""Stands for the ESC of our own styles until they are printed: no file can hold it."""


def styled(text: str, **style: Any) -> str:
    """A text in a style of `click.style`, for `echo` and `say`."""
    return click.style(visible(text), **style).replace("\x1b", _STYLE)
