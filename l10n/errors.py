"""The errors a person sees: one message that says where, what, and what to do; and the exit code of each."""

from pathlib import Path
from typing import Any

from l10n.translatable import Text, Translate, in_english


class L10nError(Exception):
    """Anything wrong that the user can put right; printed as one message, never as a traceback.

    `what` is one sentence without a final period, as a template whose fields are the further keywords; `hint` says what
    to do about it. As a string the error is English; `render` gives it in the reader's language. `line` and `column`
    count from 1; columns count characters.
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
        """The whole message, to be put into another text."""
        position = [str(part) for part in (self.path, self.line, self.column) if part is not None]
        where = ":".join(position) + ": " if position else ""
        if not self.hint.template:
            return Text("{where}{what}", where=where, what=self.what)
        return Text("{where}{what}\n  {hint}", where=where, what=self.what, hint=self.hint)


class ConfigurationError(L10nError):
    """The project's configuration, or the place where the command runs, is not usable."""


class LocaleError(L10nError):
    """A tag that names no locale."""


class SourceError(L10nError):
    """A source document that cannot be read or parsed."""


class CatalogError(L10nError):
    """A catalog that cannot be read without losing something. `rule` is the id `l10n check` reports it under."""

    def __init__(self, what: str | Text, /, *, rule: str = "po-syntax", **values: Any) -> None:
        super().__init__(what, **values)
        self.rule = rule


class EngineError(L10nError):
    """A translation engine or model that the run needs is missing, damaged, or failed."""

    exit_code = 3
