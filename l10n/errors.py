"""The errors that people see: one message with the place, the problem and the remedy; and the exit code of each."""

import errno
from pathlib import Path
from typing import Any

from l10n.translatable import Text, Translate, in_english

_REASONS = {
    errno.ENOENT: Text("there is no such file or folder"),
    errno.EACCES: Text("permission denied"),
    errno.EPERM: Text("permission denied"),
    errno.EISDIR: Text("this is a folder"),
    errno.ENOTDIR: Text("a part of its path is no folder"),
    errno.EEXIST: Text("there is one already"),
    errno.ENOSPC: Text("no space is left on the disk"),
    errno.EROFS: Text("the disk is read-only"),
    errno.ENAMETOOLONG: Text("the name is too long"),
    errno.EADDRINUSE: Text("the port is in use"),
}


def system_reason(error: OSError) -> Text:
    """Why the system refused something, in the reader's language as far as it is among the common reasons."""
    return _REASONS.get(error.errno or 0) or Text("{reason}", reason=(error.strerror or str(error)).lower())


class L10nError(Exception):
    """An error that the user can correct; printed as one message, never as a traceback.

    `what` is one sentence without a final period, a template for the other keywords; `hint` says what to do. `str`
    gives the error in English, `render` in the reader's language. `line` and `column` count from 1; columns count
    characters.
    """

    exit_code = 2

    def __init__(
        self,
        what: str | Text,
        /,
        *,
        path: Path | str | None = None,
        line: int | None = None,
        column: int | None = None,
        hint: str | Text = "",
        **values: Any,
    ) -> None:
        super().__init__(what)
        self.what = what if isinstance(what, Text) else Text(what, **values)
        self.path = path
        self.line = line
        self.column = column
        self.hint = hint if isinstance(hint, Text) else Text(hint)

    def __str__(self) -> str:
        return self.render(in_english)

    def render(self, translate: Translate) -> str:
        """The whole message, place and hint included."""
        return self.text.render(translate)

    @property
    def text(self) -> Text:
        """The whole message, for use in another text."""
        position = [str(part) for part in (self.path, self.line, self.column) if part is not None]
        where = ":".join(position) + ": " if position else ""
        if not self.hint.template:
            return Text("{where}{what}", where=where, what=self.what)
        return Text("{where}{what}\n  {hint}", where=where, what=self.what, hint=self.hint)


class ConfigurationError(L10nError):
    """The project's configuration is wrong, or the command runs in the wrong place."""


class NoProjectError(ConfigurationError):
    """The command runs where no project is."""


class LocaleError(L10nError):
    """A tag names no known locale."""


class OutsideError(L10nError):
    """A path leads out of the project."""


class SourceError(L10nError):
    """A source document cannot be read or parsed."""


class CatalogError(L10nError):
    """A catalog cannot be read without loss. `rule` is the id of its finding in `l10n check`."""

    def __init__(self, what: str | Text, /, *, rule: str = "po-syntax", **values: Any) -> None:
        super().__init__(what, **values)
        self.rule = rule


class DefectError(L10nError):
    """The program met something that it was not written for."""

    exit_code = 70

    def __init__(self, error: BaseException, /, **place: Any) -> None:
        reason = f"{type(error).__name__}: {error}".strip(": ")
        reason = " ".join(reason.split())[:_LONGEST]
        super().__init__(Text("a defect of this program: {reason}", reason=reason), **place)


_LONGEST = 200
"""Characters of an unforeseen error's own message; the details have it whole."""


class EngineError(L10nError):
    """A translation engine or model that the run needs is missing, damaged, or failed."""

    exit_code = 3
