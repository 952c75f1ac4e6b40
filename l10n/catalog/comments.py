"""The comment lines of a PO entry that have a syntax of their own: `#:` references and `#,` flags."""

import re
from collections.abc import Sequence

FIRST_STRONG_ISOLATE, POP_ISOLATE = "\u2068", "\u2069"
"""What GNU gettext (since 0.22) sets around a file name that has spaces in it."""

_SPACED = re.compile(r"\u2068|[ \t]:|:[ \t]|:0")
_ISOLATED = re.compile(r"[ \t]*\u2068([^\u2069]*[ \t][^\u2069]*)\u2069")
_NAME = re.compile(r"[ \t]*([^ \t]+)")
_COLON_LINE = re.compile(r"[ \t]*:[ \t]*([0-9]+)(?=[ \t]|$)")
_LINE = re.compile(r"[ \t]*([0-9]+)(?=[ \t]|$)")
_TRAILING_LINE = re.compile(r"(.+):([0-9]+)\Z")


def parse_references(text: str) -> list[str]:
    """The references of `#:` lines (what follows the `#:`), each `file` or `file:line`, isolates taken off.

    gettext reads `file:12`, `file: 12` and `file : 12` as one thing, and takes a leading `./` off.
    """
    if not _SPACED.search(text):
        found = text.replace("\t", " ").split(" ")
    else:
        found, at, end = [], 0, len(text.rstrip(" \t"))
        while at < end:
            match = _ISOLATED.match(text, at) or _NAME.match(text, at)
            if match is None:
                break
            name, at = match[1], match.end()
            if line := _COLON_LINE.match(text, at):
                name, at = f"{name}:{int(line[1])}", line.end()
            elif name.endswith(":") and (line := _LINE.match(text, at)):
                name, at = f"{name}{int(line[1])}", line.end()
            elif trailing := _TRAILING_LINE.match(name):
                if match.re is _ISOLATED:  # a name that ends like a line number: only the isolates tell
                    name = f"{FIRST_STRONG_ISOLATE}{name}{POP_ISOLATE}"
                else:
                    name = f"{trailing[1]}:{int(trailing[2])}"
            found.append(name)
    return [name for reference in found if (name := _without_dot(reference))]


def _without_dot(reference: str) -> str:
    while reference.startswith("./"):
        reference = reference[2:]
    return reference


REFERENCES_WIDTH = 79


def render_references(references: Sequence[str], page: int = REFERENCES_WIDTH) -> str:
    """The `#:` lines, with isolates around a file name that has spaces. msgcat wraps them before a name that would pass
    the column `page`, counted in bytes, and with --no-wrap as well; 0.21, which does not know isolates, wraps within
    them too."""
    lines, width = [""], 2
    for name in " ".join(_isolated(reference) for reference in dict.fromkeys(references)).split(" "):
        size = len(name.encode()) + 1
        if width > 2 and width + size > page:
            lines.append("")
            width = 2
        lines[-1] += " " + name
        width += size
    return "".join(f"#:{unjoined(line)}\n" for line in lines)


def _isolated(reference: str) -> str:
    if (" " not in reference and "\t" not in reference) or reference.startswith(FIRST_STRONG_ISOLATE):
        return reference
    match = _TRAILING_LINE.match(reference)
    name, line = (match[1], f":{match[2]}") if match else (reference, "")
    return f"{FIRST_STRONG_ISOLATE}{name}{POP_ISOLATE}{line}"


def unjoined(line: str) -> str:
    """The comment line without a backslash at its end, where gettext would join the next line to it."""
    return line + " " if line.endswith("\\") else line


def parse_flags(text: str) -> list[str]:
    """The flags of a `#,` line (what follows the `#,`): words between commas or spaces, `name: value` as one."""
    flags: list[str] = []
    for word in re.split(r"[ \t\r\f\v,]+", text):
        if flags and flags[-1].endswith(":") and word:
            flags[-1] += " " + word
        elif word:
            flags.append(word)
    return flags


# The flags that gettext 0.21 knows, in the order in which it writes them.
_LANGUAGES = (
    "c objc python python-brace java java-printf csharp javascript scheme lisp elisp librep ruby sh awk lua"
    " object-pascal smalltalk qt qt-plural kde kde-kuit boost tcl perl perl-brace php gcc-internal gfc-internal ycp"
)
_FORMATS = {f"{language}-format": place for place, language in enumerate(_LANGUAGES.split())}


def order_flags(flags: Sequence[str], *, translated: bool) -> list[str]:
    """The flags as msgcat writes them: `fuzzy` (only where there is text), formats in gettext's order, range, no-wrap.
    Where two flags contradict each other, the last one counts. Flags that gettext does not know follow in their order;
    msgcat itself drops them."""
    fuzzy, formats, sizes, wrap, custom = [], {}, [], [], []
    for flag in flags:
        stem = flag.removeprefix("possible-").removeprefix("no-")
        if flag == "fuzzy":
            fuzzy = [flag] if translated else []
        elif stem in _FORMATS:
            formats[_FORMATS[stem]] = flag.removeprefix("possible-")
        elif flag.startswith("range: "):
            sizes = [flag]
        elif flag in ("wrap", "no-wrap"):
            wrap = [flag] if flag == "no-wrap" else []
        elif flag not in custom:
            custom.append(flag)
    return [*fuzzy, *(formats[place] for place in sorted(formats)), *sizes, *wrap, *custom]
