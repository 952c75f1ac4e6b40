"""The errors a person sees: one message that says where, what, and what to do; and the exit code of each."""

from __future__ import annotations

from pathlib import Path


class L10nError(Exception):
    """Anything wrong that the user can put right; printed as one message, never as a traceback.

    `what` is one sentence without a final period; `hint` says what to do about it. `line` and `column` count from 1;
    columns count characters.
    """

    exit_code = 2

    def __init__(
        self,
        what: str,
        *,
        path: Path | str | None = None,
        line: int | None = None,
        column: int | None = None,
        hint: str = "",
    ) -> None:
        super().__init__(what)
        self.what = what
        self.path = path
        self.line = line
        self.column = column
        self.hint = hint

    def __str__(self) -> str:
        position = [str(part) for part in (self.path, self.line, self.column) if part is not None]
        where = ":".join(position) + ": " if position else ""
        return where + self.what + (f"\n  {self.hint}" if self.hint else "")


class ConfigurationError(L10nError):
    """The project's configuration, or the place where the command runs, is not usable."""


class LocaleError(L10nError):
    """A tag that names no locale."""


class SourceError(L10nError):
    """A source document that cannot be read or parsed."""


class CatalogError(L10nError):
    """A catalog that cannot be read without losing something. `rule` is the id `l10n check` reports it under."""

    def __init__(
        self,
        what: str,
        *,
        rule: str = "po-syntax",
        path: Path | str | None = None,
        line: int | None = None,
        column: int | None = None,
        hint: str = "",
    ) -> None:
        super().__init__(what, path=path, line=line, column=column, hint=hint)
        self.rule = rule


class EngineError(L10nError):
    """A translation engine or model that the run needs is missing, damaged, or failed."""

    exit_code = 3
