"""Texts for people: a template and its values. They are translated into the reader's language when they are printed.

Every template is English, and a literal in the code that makes the text, so that a test can collect them all. Fields
are those of `str.format`: `{name}`, `{name!r}`, `{count:,}`. A template without values is used unchanged.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol


class Translate(Protocol):
    """Translates a template into the reader's language; with a plural, into the form for `n`."""

    def __call__(self, template: str, plural: str = "", n: int = 1) -> str: ...


def in_english(template: str, plural: str = "", n: int = 1) -> str:
    """The template itself; its plural for every number other than 1."""
    return plural if plural and n != 1 else template


@dataclass(frozen=True, slots=True, init=False)
class Text:
    """A template with its values. A value may be a Text itself; of an exception its message is used. `str` is
    English."""

    template: str
    values: Mapping[str, Any] = field(hash=False)
    plural: str
    """The template for numbers other than 1; the number is the value `n`. Empty if the text has no number."""

    def __init__(self, template: str, /, *, plural: str = "", **values: Any) -> None:
        plain = {name: str(value) if isinstance(value, Exception) else value for name, value in values.items()}
        object.__setattr__(self, "template", template)
        object.__setattr__(self, "values", plain)
        object.__setattr__(self, "plural", plural)

    def __str__(self) -> str:
        return self.render(in_english)

    def render(self, translate: Translate) -> str:
        """The text in the language of `translate`."""
        template = translate(self.template, self.plural, self.values["n"]) if self.plural else translate(self.template)
        if not self.values:
            return template
        return template.format(**{name: rendered(value, translate) for name, value in self.values.items()})


def counted(n: int, one: str, many: str, /, **values: Any) -> Text:
    """A text in the singular or plural, by the number `n`: `counted(2, "{n} unit", "{n} units")`."""
    return Text(one, plural=many, n=n, **values)


def joined(texts: Sequence[Text]) -> Text:
    """One text of one or more, with semicolons between."""
    *others, last = texts
    return Text("{first}; {second}", first=joined(others), second=last) if others else last


def rendered(value: Any, translate: Translate) -> Any:
    """A text in the reader's language; any other value unchanged."""
    return value.render(translate) if isinstance(value, Text) else value
