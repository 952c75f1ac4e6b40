"""What the program says to people: a template and its values, put into the reader's language where it is printed.

Every template is English, and stands as a literal where the text is made, so that a test can collect them all. A field
is written as `str.format` has it: `{name}`, `{name!r}`, `{count:,}`. A template without values is taken as it is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol


class Translate(Protocol):
    """A template in the reader's language; of one that has a plural, the form for `n`."""

    def __call__(self, template: str, plural: str = "", n: int = 1) -> str: ...


def in_english(template: str, plural: str = "", n: int = 1) -> str:
    """The template itself, in its plural for every number but 1."""
    return plural if plural and n != 1 else template


@dataclass(frozen=True, slots=True, init=False)
class Text:
    """A template with its values; a value may be such a text, too; of an exception, it is what it says.

    As a string it is English."""

    template: str
    values: Mapping[str, Any] = field(hash=False)
    plural: str
    """The template for numbers other than 1; the number is the value `n`. Empty: there is no number to agree with."""

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
    """A text that agrees with a number, which is the value `n`: `counted(2, "{n} unit", "{n} units")`."""
    return Text(one, plural=many, n=n, **values)


def joined(texts: Sequence[Text]) -> Text:
    """One text of several (one at least), with semicolons between them."""
    *others, last = texts
    return Text("{first}; {second}", first=joined(others), second=last) if others else last


def rendered(value: Any, translate: Translate) -> Any:
    """A value in the reader's language, if it is a text; else as it is."""
    return value.render(translate) if isinstance(value, Text) else value
