"""Fluent (`.ftl`): messages, terms and attributes; the variants of selectors are texts, those of a plural are one.

Syntax is that of Fluent 1.0. An attribute of a term is grammar of the language and no text. `#` comments are notes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from l10n.errors import SourceError
from l10n.formats.format import Format, ParseOptions, Target
from l10n.formats.lines import body_start
from l10n.formats.strings.branches import (
    DEEPEST,
    Branch,
    Choice,
    MalformedError,
    Plain,
    Syntax,
    leaves,
    message_tree,
    written,
)
from l10n.formats.strings.plural import CATEGORIES
from l10n.formats.strings.resource import Entry, leaving, malformed, resource_document, text_unit
from l10n.model import Document, InlineCode, Unit
from l10n.text.inline import has_words, text_codes

_ENTRY = re.compile(r"(?P<id>-?[a-zA-Z][\w-]*) *= *")
_ATTRIBUTE = re.compile(r"(?:[ \t]*(?:\r\n|\n))+ *\.(?P<name>[a-zA-Z][\w-]*) *= *")
_COMMENT = re.compile(r"(?P<mark>#{1,3})(?: (?P<said>[^\r\n]*))?(?=\r|\n|\Z)")
_REST = re.compile(r"[ \t]*(?:\r\n|\n|\Z)")
_BLANK = re.compile(r"[ \r\n\t]*")
_BREAK = re.compile(r"(?: *(?:\r\n|\n))+(?P<indent> *)(?P<next>[^\r\n]?)")
_SPECIAL = re.compile(r"[{}\r\n]")
_STRING = r'"(?:[^"\\\r\n]|\\.)*"'
_EXPRESSION = re.compile(
    rf"{_STRING}|-?[0-9]+(?:\.[0-9]+)?|(?:\$|-)?[a-zA-Z][\w-]*(?:\.[a-zA-Z][\w-]*)?[ \r\n]*"
    rf"(?:\((?:{_STRING}|[^()\"])*\))?"
)
_KEY = re.compile(r"(?P<default>\*?)\[[ \r\n]*(?P<key>[a-zA-Z][\w-]*|-?[0-9]+(?:\.[0-9]+)?)[ \r\n]*\] *")
_BRACE = re.compile(rf"[{{}}]|{_STRING}")
_BLANK_ENDS = re.compile(r"\A\s+|\s+\Z")
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")


class _Pattern(NamedTuple):
    """A value of a message or of an attribute."""

    key: str
    start: int
    end: int
    parts: tuple[Plain | Choice, ...]
    note: str
    outer: tuple[int, int]
    """The span of its entry, where it can leave."""


def parse_fluent(text: str, options: ParseOptions) -> Document:
    """A Fluent file -> its texts. Raises SourceError, with the line, for an entry that is none."""
    entries = []
    for found in _patterns(text):
        pattern = text[found.start : found.end]
        units = _units(pattern, found)
        newline = f"\n{_indent(pattern)}" if "\r\n" not in text else f"\r\n{_indent(pattern)}"
        leave = leaving(text, found.start, found.end, found.outer) if found.outer[1] else ()
        if units:
            left = pattern if not leave or len(units) > 1 or units[0].plural else ""
            done = [replace(unit, newline=newline, leaves=() if left else leave, left=left) for unit in units]
            entries.append(Entry(found.key, found.start, found.end, done))
    return resource_document("fluent", text, entries, options.contexts)


def _units(pattern: str, found: _Pattern) -> list[Unit]:
    node = message_tree(pattern, found.parts, _FLUENT)
    if node is None:
        value = _flowing(pattern)
        return [text_unit(value, note=found.note)] if has_words(value, fluent_codes(value)) else []
    units = []
    for leaf in leaves(node, _FLUENT):
        when = [f"{name}: {value.removeprefix('=')}" for name, value in leaf.conditions]
        lines = "\n".join(filter(None, (found.note, *when)))
        units.append(text_unit(_flowing(leaf.text), plural=_flowing(leaf.plural), note=lines))
    return units


def _flowing(pattern: str) -> str:
    """A text without the indentation of its lines."""
    return re.sub(r"[ \t]*(?:\r\n|\n)[ \t]*", "\n", pattern).strip()


def _indent(pattern: str) -> str:
    """The blanks before the further lines of a text."""
    match = re.search(r"\n( +)(?=[^\s\[*}])", pattern)
    return match[1] if match else "    "


def _patterns(text: str) -> Iterator[_Pattern]:
    place = body_start(text)
    comments: list[str] = []
    while place < len(text):
        if rest := _REST.match(text, place):
            comments = []
            place = max(rest.end(), place + 1)
        elif comment := _COMMENT.match(text, place):
            comments += [comment["said"] or ""] if comment["mark"] == "#" else []
            rest = _REST.match(text, comment.end())
            place = rest.end() if rest else comment.end()
        elif entry := _ENTRY.match(text, place):
            note = "\n".join(filter(None, comments))
            comments = []
            begin, is_term = place, entry["id"].startswith("-")
            found = [_value(text, entry["id"], entry.end(), note)]
            while attribute := _ATTRIBUTE.match(text, found[-1].end):
                found.append(_value(text, f"{entry['id']}.{attribute['name']}", attribute.end(), note))
            place = found[-1].end
            empty = [pattern for pattern in found if pattern.start == pattern.end]
            if empty and (is_term or len(found) == 1 or empty != found[:1]):
                raise malformed(text, begin, "Fluent", "a message has a value or attributes")
            alone = len(found) == 1 and not is_term
            for pattern in found[: 1 if is_term else None]:
                if pattern.start < pattern.end:
                    yield pattern._replace(outer=(begin, place) if alone else (0, 0))
        else:
            raise malformed(text, place, "Fluent", "an entry is written id = text")


def _value(text: str, key: str, place: int, note: str) -> _Pattern:
    start = _first(text, place)
    try:
        parts, end = _pattern(text, start, 0)
    except MalformedError:
        raise malformed(text, start, "Fluent", "a placeable is written { $name }") from None
    moved = tuple(_moved(part, start) for part in parts)
    return _Pattern(key, start, end, moved, note, (0, 0))


def _first(text: str, place: int) -> int:
    """Where a pattern begins: on this line or, if nothing is left of it, on an indented one behind."""
    match = _BREAK.match(text, place)
    if match and match["next"] and (match["next"] == "{" or (match["indent"] and match["next"] not in "[*.}")):
        return match.start("next")
    return place


def _moved(part: Plain | Choice, by: int) -> Plain | Choice:
    """A part with its places from the beginning of its pattern."""
    if isinstance(part, Plain):
        return Plain(part.start - by, part.end - by)
    branches = tuple(
        Branch(
            branch.selector,
            branch.start - by,
            tuple(_moved(inner, by) for inner in branch.parts),
            branch.opened - by,
            branch.closed - by,
        )
        for branch in part.branches
    )
    return part._replace(start=part.start - by, end=part.end - by, branches=branches)


def _pattern(text: str, place: int, depth: int) -> tuple[list[Plain | Choice], int]:
    """The parts of a pattern, and where it ends: before the line end behind its last character."""
    if depth > DEEPEST:
        raise MalformedError
    parts: list[Plain | Choice] = []
    start = place
    while True:
        match = _SPECIAL.search(text, place)
        at = match.start() if match else len(text)
        if match and match[0] == "{":
            choice, place = _placeable(text, at, depth)
            if choice:
                parts += [*([Plain(start, at)] if start < at else []), choice]
                start = place
            continue
        if match and match[0] == "}":
            raise MalformedError
        further = _BREAK.match(text, _rstripped(text, start, at))
        following = further["next"] if further else ""
        if further and following and (following == "{" or (further["indent"] and following not in "[*.}")):
            place = further.start("next")
            continue
        end = _rstripped(text, start, at)
        parts += [Plain(start, end)] if start < end else []
        return parts, end


def _rstripped(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] == " ":
        end -= 1
    return end


def _placeable(text: str, place: int, depth: int) -> tuple[Choice | None, int]:
    """A selector, or None for any other placeable, and where it ends."""
    blank = _BLANK.match(text, place + 1)
    at = blank.end() if blank else place + 1
    if text.startswith("{", at):
        choice, at = (None, at) if depth > DEEPEST else _placeable(text, at, depth + 1)
        if choice or depth > DEEPEST:
            raise MalformedError
        expression = ""
    else:
        match = _EXPRESSION.match(text, at)
        if match is None:
            raise MalformedError
        expression, at = match[0].strip(), match.end()
    at = _behind_blank(text, at)
    if text.startswith("}", at):
        return None, at + 1
    if not expression or not text.startswith("->", at):
        raise MalformedError
    branches: list[Branch] = []
    default = ""
    at = _behind_blank(text, at + 2)
    while key := _KEY.match(text, at):
        opened = _first(text, key.end())
        parts, closed = _pattern(text, opened, depth + 1)
        name = f"={key['key']}" if _NUMBER.fullmatch(key["key"]) else key["key"]
        if (key["default"] and default) or opened == closed:
            raise MalformedError
        default = name if key["default"] else default
        branches.append(Branch(name, at, tuple(parts), opened, closed))
        at = _behind_blank(text, closed)
    names = [branch.selector for branch in branches]
    if not default or not text.startswith("}", at) or len(set(names)) < len(names):
        raise MalformedError
    counted = default == "other" and all(name in CATEGORIES or name.startswith("=") for name in names)
    kind = "select"
    if counted:
        kind = "selectordinal" if re.search(r"type *: *\"ordinal\"", expression) else "plural"
    return Choice(place, at + 1, expression, kind, 0, tuple(branches), default), at + 1


def _behind_blank(text: str, place: int) -> int:
    match = _BLANK.match(text, place)
    return match.end() if match else place


def fluent_codes(text: str) -> tuple[InlineCode, ...]:
    """The inline codes of a text: placeables beside what any prose may hold."""
    codes: list[InlineCode] = []
    end = 0
    for start, stop in _placeables(text):
        codes += _shifted(text, end, start)
        codes.append(InlineCode(start, stop, "placeholder"))
        end = stop
    return (*codes, *_shifted(text, end, len(text)))


def _shifted(text: str, start: int, end: int) -> Iterator[InlineCode]:
    for code in text_codes(text[start:end]):
        yield InlineCode(start + code.start, start + code.end, code.kind)


def _quoted(text: str) -> str:
    """A translation as text of a pattern: braces that are no placeable, and what has a meaning at the beginning of a
    line, are string literals."""
    pieces: list[str] = []
    done = 0
    for start, stop in _placeables(text):
        pieces += [_literal(text[done:start], begins=not done), text[start:stop]]
        done = stop
    return _BLANK_ENDS.sub("", "".join([*pieces, _literal(text[done:], begins=not done)]))


def _literal(text: str, *, begins: bool) -> str:
    lines = re.sub(r"[ \t]*\n\s*", "\n", text)
    marks = r"[{}]|(?:(?<=\n)|\A\s*)[\[*.]" if begins else r"[{}]|(?<=\n)[\[*.]"
    return re.sub(marks, lambda match: f'{{"{match[0].strip()}"}}', lines)


def _placeables(text: str) -> Iterator[tuple[int, int]]:
    """The spans of what stands in braces, and in braces inside of these; a brace without its partner is text."""
    opened: list[int] = []
    found: list[tuple[int, int]] = []
    place = 0
    while match := _BRACE.search(text, place):
        place = match.end()
        if match[0] == "{":
            opened.append(match.start())
        elif match[0] == "}" and opened:
            span = opened.pop(), place
            while found and found[-1][0] > span[0]:
                found.pop()
            found.append(span)
        elif not opened and match[0] != "}":
            place = match.start() + 1
    yield from found


def _framed(pattern: str, choice: Choice, entries: Sequence[tuple[str, str]]) -> str:
    """A selector with these variants, a line each; all are indented alike, since an inner one is a text, too."""
    head = pattern[choice.start : choice.branches[0].start].rstrip().removesuffix("*").rstrip()
    lines = []
    for name, text in entries:
        mark = "*" if name == choice.default else " "
        lines.append(f"   {mark}[{name.removeprefix('=')}] " + text.replace("\n", "\n        "))
    return "\n".join([head, *lines, "}"])


_FLUENT = Syntax(fluent_codes, _framed, _quoted)


def encode_fluent(unit: Unit, target: str) -> str:
    """A translation as a pattern."""
    return re.sub(r"\n+", lambda match: unit.newline, _quoted(target)) or '{ "" }'


def encode_fluent_together(units: Sequence[Unit], targets: Sequence[Target | None], locale: str) -> str:
    """A pattern with selectors."""
    pattern = "".join(unit.raw for unit in units)
    parts, _ = _pattern(pattern, 0, 0)
    node = message_tree(pattern, parts, _FLUENT)
    if node is None:
        raise SourceError("this is no file of {kind}: {reason}", kind="Fluent", reason=pattern[:60])
    return written(pattern, node, iter(targets), locale, _FLUENT).strip().replace("\n", units[0].newline)


FLUENT = Format("fluent", parse_fluent, encode_fluent, fluent_codes, encode_together=encode_fluent_together)
