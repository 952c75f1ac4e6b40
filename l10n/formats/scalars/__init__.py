"""What a YAML or TOML scanner finds: the strings of a text, each under its key, to be replaced in place."""

from dataclasses import dataclass

from l10n.formats.omission import line_span, reach


@dataclass(frozen=True, slots=True)
class Scalar:
    """A string value in a text."""

    key: str
    """The keys that lead to it, joined by dots; the items of a list share their list's key."""
    start: int
    end: int
    """The span that a new value replaces, quotes included."""
    value: str
    syntax: str
    """How it is written: `yaml-plain`, `toml-basic`, …"""
    indent: str = ""
    """What stands before each further line of a block of lines."""


def empty_scalar(text: str, scalar: Scalar) -> tuple[tuple[tuple[int, int], ...], str]:
    """What leaves with a value that is omitted and what is left of it, as a Unit says it: lines of a block leave, any
    other string is empty."""
    if scalar.syntax in ("yaml-literal", "yaml-folded"):
        span = line_span(text, scalar.start, scalar.end, joins=False)
        return (reach(scalar.start, scalar.end, span),), ""
    return (), "" if "multi" in scalar.syntax else '""'


def escape_double(text: str, shown: str = "") -> str:
    """The inside of a double-quoted string that both YAML 1.2 and TOML 1.0 read; characters in `shown` stay."""
    short = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}
    return "".join(
        char
        if char in shown or (char not in short and (" " <= char < "\x7f" or (char > "\x9f" and char.isprintable())))
        else short.get(char, f"\\u{ord(char):04x}" if char <= "\uffff" else f"\\U{ord(char):08x}")
        for char in text
    )


_ESCAPES = {
    "0": "\0", "a": "\a", "b": "\b", "t": "\t", "\t": "\t", "n": "\n", "v": "\v", "f": "\f", "r": "\r", "e": "\x1b",
    " ": " ", '"': '"', "/": "/", "\\": "\\", "N": "\x85", "_": "\xa0", "L": "\u2028", "P": "\u2029",
}  # fmt: skip


def unescape(escape: str) -> str | None:
    """The character that `n`, `x41`, `u1234` or `U00012345` behind a backslash stands for; None if none does."""
    if escape[0] in "xuU":
        code = int(escape[1:], 16)
        return chr(code) if code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else None
    return _ESCAPES.get(escape)
