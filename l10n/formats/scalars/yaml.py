"""The strings of a YAML text (YAML 1.1, as PyYAML reads it), to be replaced in place: for front matter and for files of
strings.

PyYAML's parser says where each scalar stands; this module writes the replacement. It reads events, not composed nodes,
for two reasons: an alias is no second string, and nesting needs no recursion.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from l10n.errors import SourceError
from l10n.formats.lines import split_lines
from l10n.formats.scalars import Scalar, escape_double
from l10n.translatable import Text

_PROPERTIES = re.compile(r"(?:[&!]\S*(?:\s+(?:#[^\r\n]*\s+)*|\Z))*")
"""An anchor and a tag, with the white space and comments behind them. PyYAML counts them as part of the scalar."""
_OWN_TYPE = "tag:yaml.org,2002:"
_OTHER_TYPE = re.compile(
    r"~|null|true|false|yes|no|on|off|y|n"
    r"|[-+]?(?:[0-9][0-9_]*(?:\.[0-9_]*)?|\.[0-9]+)(?:e[-+]?[0-9]+)?|0x[0-9a-f_]+|0o?[0-7_]+|0b[01_]+"
    r"|[-+]?\.inf|\.nan|[-+]?[0-9]+(?::[0-5]?[0-9])+(?:\.[0-9]*)?|=|<<"
    r"|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt \t].*)?",
    re.IGNORECASE,
)
"""Plain scalars that are no strings, in YAML 1.1 or 1.2."""
_DEEPEST = 1000
"""Deeper brackets are refused, as Python's reader of JSON does: libyaml takes time as the square of their number."""


@dataclass(slots=True)
class _Collection:
    """A mapping or sequence that is open."""

    mapping: bool
    flow: bool
    silent: bool
    """Whether it is (or lies in) a key or a value of a custom type (`!own`): its strings are no text."""
    name: str | None = None
    """The key whose value comes next; None in a sequence, before a key, and behind a key that is no scalar."""
    before_key: bool = True


def yaml_scalars(text: str, start: int, end: int) -> Iterator[Scalar]:
    """The strings of the YAML documents between `start` and `end`, in order. Left out are keys, values that are
    numbers, dates or the like in YAML 1.1 or 1.2, and values of a custom type (`!own`). An alias does not count a
    second time: its text is at the anchor. Raises SourceError with line and column if the text is not YAML."""
    import yaml

    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    opened: list[_Collection] = []
    anchors: set[str] = set()
    try:
        for event in yaml.parse(text[start:end], Loader=loader):
            anchor = getattr(event, "anchor", None)
            within = opened[-1] if opened else None
            if isinstance(event, yaml.AliasEvent) and anchor not in anchors:
                raise _error(text, start + event.start_mark.index, f"nothing has the anchor {anchor!r}")
            if anchor:
                anchors.add(anchor)
            if isinstance(event, yaml.CollectionStartEvent):
                silent = within is not None and (within.silent or (within.mapping and within.before_key))
                own = event.tag is not None and not event.tag.startswith(_OWN_TYPE)
                mapping = isinstance(event, yaml.MappingStartEvent)
                opened.append(_Collection(mapping, bool(event.flow_style), silent or own))
                if len(opened) > _DEEPEST:
                    line, column = _place(text, start + event.start_mark.index)
                    raise SourceError("the brackets of this YAML text are too deep", line=line, column=column)
                continue
            if isinstance(event, yaml.CollectionEndEvent):
                opened.pop()
                within = opened[-1] if opened else None
            elif not isinstance(event, (yaml.ScalarEvent, yaml.AliasEvent)):
                continue
            is_key = within is not None and within.mapping and within.before_key
            silent = is_key or (within is not None and within.silent)
            if isinstance(event, yaml.ScalarEvent) and not silent and _is_string(event):
                key = ".".join(each.name for each in opened if each.name is not None)
                span = start + event.start_mark.index, start + event.end_mark.index
                yield from _read(text, *span, event, key, within is not None and within.flow)
            if within and within.mapping:
                within.name = event.value if is_key and isinstance(event, yaml.ScalarEvent) else None
                within.before_key = not within.before_key
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise _error(text, start + (mark.index if mark else 0), str(error.problem or error.context)) from error
    except (yaml.YAMLError, UnicodeEncodeError) as error:  # a character that YAML forbids
        place = error.position if isinstance(error, yaml.reader.ReaderError) else 0
        raise _error(text, start + place, Text("it holds a character that YAML forbids")) from error


def _error(text: str, place: int, problem: str | Text) -> SourceError:
    line, column = _place(text, place)
    return SourceError("this is not YAML: {reason}", reason=problem, line=line, column=column)


def _place(text: str, place: int) -> tuple[int, int]:
    """The line and the column of a place."""
    lines = split_lines(text[:place] + "|")
    return len(lines), len(lines[-1])


def _is_string(event: Any) -> bool:
    if event.tag is not None:
        return event.tag in ("!", _OWN_TYPE + "str")
    return bool(event.style) or not event.implicit[0] or not _OTHER_TYPE.fullmatch(event.value)


def _read(text: str, start: int, end: int, event: Any, key: str, flow: bool) -> Iterator[Scalar]:
    """The scalars of an event: a block has one per run of lines, all others a single one."""
    properties = _PROPERTIES.match(text, start, end)
    start = properties.end() if properties else start
    if start == end:
        return
    if event.style in ("|", ">"):
        yield from _read_block(text, start, end, event.value, event.style == "|", key)
    else:
        styles = {"'": "yaml-single", '"': "yaml-double"}
        yield Scalar(key, start, end, event.value, styles.get(event.style, "yaml-flow" if flow else "yaml-plain"))


def _read_block(text: str, start: int, end: int, value: str, literal: bool, key: str) -> Iterator[Scalar]:
    """The scalars of a literal (`|`) or folded (`>`) block: one for each run of lines between blank lines. In a folded
    block, a run with deeper lines is skipped, since those are not folded."""
    words = value.lstrip("\n")
    if not words.strip():
        return
    lines = split_lines(text[start:end])
    place = start + len(lines[0])
    rows: list[tuple[int, str]] = []
    for line in lines[1:]:
        rows.append((place, line.rstrip()))
        place += len(line)
    first = next(row for _, row in rows if row.strip(" "))
    width = len(first) - len(first.lstrip(" ")) - (len(words) - len(words.lstrip(" ")))
    run: list[tuple[int, str]] = []
    for place, row in [*rows, (end, "")]:
        inside = len(row) - len(row.lstrip(" ")) >= width
        if row.strip() and inside:
            run.append((place + width, row[width:]))
            continue
        if run and (literal or not any(words[0] in " \t" for _, words in run)):
            joined, syntax = ("\n", "yaml-literal") if literal else (" ", "yaml-folded")
            stop = run[-1][0] + len(run[-1][1])
            yield Scalar(key, run[0][0], stop, joined.join(words for _, words in run), syntax, " " * width)
        run = []
        if row.strip():  # less indented: a comment behind the block
            return


_INDICATOR = re.compile(r"[!&*%@`\"'#|>{}\[\],]|[-?:](?:\s|\Z)|---|\.\.\.")


def encode_yaml(value: str, syntax: str, newline: str) -> str:
    """A string -> its YAML in place of a scalar that was written in `syntax`."""
    if syntax == "yaml-literal":
        lines = [line.rstrip() for line in value.strip().split("\n")]
        return newline.join(line if line else "" for line in lines).replace(newline + newline, newline)
    if syntax == "yaml-folded":
        return " ".join(value.split())
    if syntax == "yaml-single" and _printable(value):
        return "'" + value.replace("'", "''") + "'"
    if syntax in ("yaml-plain", "yaml-flow") and _is_plain(value, flow=syntax == "yaml-flow"):
        return value
    return f'"{escape_double(value)}"'


def _is_plain(value: str, flow: bool) -> bool:
    """Whether a string without quotes reads back as the same string."""
    return bool(
        value == value.strip()
        and value
        and _printable(value)
        and not _INDICATOR.match(value)
        and not _OTHER_TYPE.fullmatch(value)
        and ": " not in value
        and " #" not in value
        and not value.endswith(":")
        and not (flow and re.search(r"[\[\]{},:?]", value))
    )


def _printable(value: str) -> bool:
    return not re.search("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]", value)
