"""Format directives, which a translator must keep in a text that a flag calls a format string.

Each reader returns the arguments that a text uses, or why it is no valid format string. Which directives are compatible
follows GNU gettext's manual, section 15.3, and the languages' own manuals.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from l10n.translatable import Text


@dataclass(frozen=True, slots=True)
class Directives:
    """The directives of one text."""

    arguments: Mapping[str, str]
    """Name or position of an argument -> its kind. Two texts agree if these are equal."""
    error: Text | None = None
    """Why the text is no valid format string; None if it is one."""


_C = re.compile(
    r"%(?:(?P<literal>%)|(?:(?P<position>[1-9]\d{0,3})\$)?[-+ #0'I]*"
    r"(?P<width>\*(?:(?P<width_position>\d{1,4})\$)?|\d+)?(?:\.(?P<precision>\*(?:(?P<precision_position>\d{1,4})\$)?|\d*))?"
    r"(?P<size>hh|ll|wf?(?:8|16|32|64)|[hlLqjzt])?"
    r"(?P<conversion>[diouxXbBeEfFgGaAcsCSpnm@]|<PRI\w+>))"
)
_C_KINDS = {
    **dict.fromkeys("di", "integer"),
    **dict.fromkeys("ouxXbB", "unsigned integer"),
    **dict.fromkeys("eEfFgGaA", "floating-point number"),
    "c": "character",
    "C": "l character",
    "s": "string",
    "S": "l string",
    "p": "pointer",
    "n": "count",
    "@": "object",
}


def read_c(text: str) -> Directives:
    """printf of C (ISO C23, 7.23.6.1, and POSIX's `%1$s`); also of Objective-C, PHP, Java's Formatter and the like."""
    arguments: dict[str, str] = {}
    next_position = 1
    numbered = unnumbered = False

    def use(position: str | None, kind: str) -> Text | None:
        nonlocal next_position, numbered, unnumbered
        if position:
            numbered = True
        else:
            unnumbered = True
            position = str(next_position)
            next_position += 1
        known = arguments.setdefault(position, kind)
        if known == kind:
            return None
        return Text("argument {name} is used as {one} and as {other}", name=position, one=known, other=kind)

    index = text.find("%")
    while index >= 0:
        if not (match := _C.match(text, index)):
            return Directives(arguments, Text("{directive!r} is not a directive", directive=text[index : index + 6]))
        problem = None
        if not match["literal"]:
            if (match["width"] or "").startswith("*"):
                problem = use(match["width_position"], "integer")
            if (match["precision"] or "").startswith("*"):
                problem = problem or use(match["precision_position"], "integer")
            conversion = match["conversion"]
            if conversion != "m":
                kind = _C_KINDS.get(conversion, conversion)
                problem = problem or use(match["position"], f"{match['size'] or ''} {kind}".strip())
        if problem or (numbered and unnumbered):
            return Directives(arguments, problem or Text("numbered and unnumbered directives are mixed"))
        index = text.find("%", match.end())
    return Directives(arguments)


_PYTHON = re.compile(
    r"%(?:\((?P<name>[^()]*)\))?[-+ #0]*(?P<width>\*|\d+)?(?:\.(?P<precision>\*|\d*))?[hlL]?"
    r"(?P<conversion>[diouxXeEfFgGcrsa%])"
)
_PYTHON_KINDS = {
    **dict.fromkeys("diouxX", "integer"),
    **dict.fromkeys("eEfFgG", "floating-point number"),
    **dict.fromkeys("rsa", "string"),
    "c": "character",
}


def read_python(text: str) -> Directives:
    """printf-style formatting of Python (Library Reference, "printf-style String Formatting")."""
    arguments: dict[str, str] = {}
    count = 0
    index = text.find("%")
    while index >= 0:
        if not (match := _PYTHON.match(text, index)):
            return Directives(arguments, Text("{directive!r} is not a directive", directive=text[index : index + 6]))
        for star in (match["width"], match["precision"]):
            if star == "*":
                count += 1
                arguments[str(count)] = "integer"
        if match["conversion"] != "%":
            kind = _PYTHON_KINDS[match["conversion"]]
            if match["name"] is None:
                count += 1
                arguments[str(count)] = kind
            elif arguments.setdefault(f"({match['name']})", kind) != kind:
                return Directives(arguments, Text("{name!r} is used as two kinds of value", name=match["name"]))
        index = text.find("%", match.end())
    if count and any(name.startswith("(") for name in arguments):
        return Directives(arguments, Text("named and unnamed directives are mixed"))
    return Directives(arguments)


_FIELD = re.compile(r"\{(?P<name>[^{}!:]*)(?:![^{}:]*)?(?P<spec>:(?:[^{}]|\{[^{}]*\})*)?\}")


def read_braces(text: str) -> Directives:
    """str.format of Python (Library Reference, "Format String Syntax"); doubled braces are literal."""
    arguments: dict[str, str] = {}
    count = index = 0
    while index < len(text):
        start = min((at for at in (text.find("{", index), text.find("}", index)) if at >= 0), default=-1)
        if start < 0:
            break
        if text[start : start + 2] in ("{{", "}}"):
            index = start + 2
            continue
        if not (match := _FIELD.match(text, start)):
            return Directives(arguments, Text("a brace stands alone at {place!r}", place=text[start : start + 8]))
        names = [match["name"], *re.findall(r"\{([^{}]*)\}", match["spec"] or "")]
        for name in names:
            if not name or name[0] in ".[":
                name = f"{count}{name}"
                count += 1
            arguments[name] = "value"
        index = match.end()
    return Directives(arguments)


def _by_pattern(pattern: str) -> Callable[[str], Directives]:
    """A reader of directives that a regular expression finds, all of one kind."""

    def read(text: str) -> Directives:
        return Directives(dict.fromkeys(re.findall(pattern, text), "value"))

    return read


READERS: Mapping[str, Callable[[str], Directives]] = {
    "c-format": read_c,
    "objc-format": read_c,
    "php-format": read_c,
    "perl-format": read_c,
    "java-printf-format": read_c,
    "gcc-internal-format": read_c,
    "awk-format": read_c,
    "lua-format": read_c,
    "javascript-format": read_c,
    "object-pascal-format": read_c,
    "python-format": read_python,
    "python-brace-format": read_braces,
    "perl-brace-format": _by_pattern(r"\{\w+\}"),
    "csharp-format": _by_pattern(r"(?<!\{)\{\d{1,3}(?=[^{}]*\})"),
    "java-format": _by_pattern(r"\{\d{1,3}(?=[^{}]*\})"),
    "qt-format": _by_pattern(r"%L?(?:\d{1,2}|n\b)"),
    "qt-plural-format": _by_pattern(r"%L?(?:\d{1,2}|n\b)"),
    "kde-format": _by_pattern(r"%\d{1,2}"),
    "kde-kuit-format": _by_pattern(r"%\d{1,2}"),
    "ruby-format": _by_pattern(r"%(?:<\w+>[-+ #0]*\d*(?:\.\d+)?[a-zA-Z]|\{\w+\}|[-+ #0]*\d*(?:\.\d+)?[sdif])"),
    "sh-format": _by_pattern(r"\$(?:\w+|\{\w+\})"),
    "boost-format": _by_pattern(r"%(?:\d{1,2}%|\|[^|%]*\||[sdifgxXuc])"),
}
"""A gettext flag -> the reader of its directives."""

_PRINTF = re.compile(r"%(?:\d{1,4}\$|\(\w*\))?[-+ #0']*(?:\*|\d+)?(?:\.(?:\*|\d+)?)?(?:hh|ll|[hlLqjzt])?[a-zA-Z@%]")
LITERALS: Mapping[str, re.Pattern[str]] = {
    **dict.fromkeys((flag for flag, reader in READERS.items() if reader in (read_c, read_python)), _PRINTF),
    "python-brace-format": re.compile(r"\{[^{}]*\}"),
    "perl-brace-format": re.compile(r"\{\w+\}"),
    **dict.fromkeys(("csharp-format", "java-format"), re.compile(r"\{\d[^{}]*\}")),
    **dict.fromkeys(("qt-format", "qt-plural-format"), re.compile(r"%L?(?:\d{1,2}|n\b)")),
    **dict.fromkeys(("kde-format", "kde-kuit-format"), re.compile(r"%\d{1,2}")),
    "ruby-format": re.compile(r"%(?:<\w+>[-+ #0]*\d*(?:\.\d+)?[a-zA-Z]|\{\w+\}|[-+ #0]*\d*(?:\.\d+)?[sdif])"),
    "sh-format": re.compile(r"\$(?:\w+|\{\w+\})"),
    "boost-format": re.compile(r"%(?:\d{1,2}%|\|[^|%]*\||[sdifgxXuc])"),
}
"""A gettext flag -> the pattern of its directives, for covering them."""
