"""What the checks say, in the reader's language: their messages are English, and are known again by their pattern."""

from __future__ import annotations

import re
from collections.abc import Mapping

from l10n.translatable import Translate

TEMPLATES: Mapping[str, tuple[str, ...]] = {
    "same-as-source": ("the same as the source",),
    "leftover-source": ("left untranslated: {a}",),
    "placeholder": (
        "missing: {a}",
        "not in the source: {a}",
        "format arguments missing: {a}; not in the source: {b}",
        "format arguments missing: {a}",
        "format arguments not in the source: {a}",
        "format arguments of another kind: {a}",
        "not a valid {a} string: {b}",
    ),
    "markup-tags": ("missing: {a}", "not in the source: {a}", "the tags are not well nested"),
    "markup-links": (
        "missing code: {a}",
        "missing link: {a}",
        "missing reference: {a}",
        "missing footnote: {a}",
        "code not in the source: {a}",
        "link not in the source: {a}",
        "reference not in the source: {a}",
        "footnote not in the source: {a}",
    ),
    "html-safe": ("not in the source: {a}",),
    "number": ("missing: {a}; added: {b}", "missing: {a}", "added: {a}", "{a} has become {b}", "{a} is not {b}"),
    "url": ("missing: {a}",),
    "email": ("missing: {a}",),
    "begin-space": ("space missing at the beginning", "space other than in the source at the beginning"),
    "end-space": ("space missing at the end", "space other than in the source at the end"),
    "begin-newline": ("line ends missing at the beginning", "line ends other than in the source at the beginning"),
    "end-newline": ("line ends missing at the end", "line ends other than in the source at the end"),
    "newline-count": ("{a} lines, the source has {b}",),
    "escaped-newline": ("\\n stands there {a} times, in the source {b} times",),
    "double-space": ("two spaces",),
    "repeated-word": ("repeated: {a}",),
    "repetition-loop": ("repeated over and over: {a}",),
    "end-punctuation": ("a space before the final mark", "ends with {a}, the source with {b}"),
    "brackets": ("a bracket is not closed, or not opened", "missing: {a}", "added: {a}"),
    "quotes": (
        "a quotation mark is turned the wrong way",
        "this language writes « »",
        "{a} of quotation marks, the source has {b}",
    ),
    "ellipsis": ("three dots for an ellipsis",),
    "length-ratio": ("far shorter than the source", "far longer than the source"),
    "max-length": ("{a} characters, {b} are allowed",),
    "glossary": ("{a} must not be used for {b}", "{a} is {b} in the glossary"),
    "do-not-translate": ("{a} must stay as it is",),
    "zero-width": ("invisible: {a}",),
    "control-character": (),  # it names the characters, and says no word
    "unicode-nfc": ("decomposed characters", "letters for a syllable: {a}"),
    "kashida": ("kashida",),
    "script": ("{a} letters in {b}: {c}",),
    "ko-particle": ("{a} should be {b}",),
    "ko-particle-artifact": ("both forms are written: {a}",),
    "ko-fullwidth": ("full-width: {a}",),
    "ko-register": ("{a} among {b}",),
    "ko-spacing": (
        "{a} belongs to the word before it",
        "a space before a mark",
        "a space within brackets",
        "no space behind the sentence",
    ),
    "inconsistent": ("elsewhere translated as {a}",),
}
"""By rule, the messages of its findings, with fields for what they name; the first that fits is taken."""

VALUES = ("no mark", "no pair", "one pair", "{a} pairs")
"""What fields hold that is words of the message, too."""

_FIELD = re.compile(r"\{([a-z])\}")


def rendered_message(rule: str, message: str, texts: Translate) -> str:
    """A finding's message in the reader's language; as it is where no template fits or nobody has translated it."""
    for template in TEMPLATES.get(rule, ()):
        values = _values(template, message)
        if values is not None:
            return _filled(texts(template), {name: _rendered_value(value, texts) for name, value in values.items()})
    return message


def _rendered_value(value: str, texts: Translate) -> str:
    for template in VALUES:
        values = _values(template, value)
        if values is not None:
            return _filled(texts(template), values)
    return value


def _filled(template: str, values: Mapping[str, str]) -> str:
    return _FIELD.sub(lambda match: values.get(match[1], match[0]), template)


def _values(template: str, message: str) -> dict[str, str] | None:
    """The values of the template's fields in a message; None when it is no message of this template. Linear."""
    first, *rest = _FIELD.split(template)
    names, literals = rest[::2], rest[1::2]
    if not names:
        return {} if message == template else None
    at, end = len(first), len(message) - len(literals[-1])
    if not message.startswith(first) or not message.endswith(literals[-1]) or end <= at:
        return None
    values = {}
    for name, literal in zip(names[:-1], literals[:-1], strict=True):
        found = message.find(literal, at + 1, end)
        if found < 0:
            return None
        values[name] = message[at:found]
        at = found + len(literal)
    return {**values, names[-1]: message[at:end]} if at < end else None
