"""ICU MessageFormat inside a string: its plural and select arguments, taken apart into whole texts and put together.

Syntax and quoting are those of ICU 4.8 and later (class MessageFormat, "Patterns and Their Interpretation").
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from l10n.formats.format import Target
from l10n.formats.strings.branches import (
    DEEPEST,
    Branch,
    Choice,
    Leaf,
    MalformedError,
    Node,
    Plain,
    Syntax,
    leaves,
    message_tree,
    written,
)
from l10n.formats.strings.codes import string_codes

_ARGUMENT = re.compile(r"\{\s*([\w.-]{1,99})\s*(?:\}|,\s*([a-zA-Z]{1,30})\s*(,?)\s*)")
_OFFSET = re.compile(r"\s*offset\s*:\s*(-?\d{1,9})\s*")
_SELECTOR = re.compile(r"\s*(=?[^\s{}#']{1,99})\s*\{")
_SPECIAL = re.compile(r"[{}']")
_SPACE = re.compile(r"\s*")
_CHOICES = frozenset({"plural", "select", "selectordinal"})


def parse_icu(pattern: str) -> tuple[Plain | Choice, ...] | None:
    """The parts of a pattern; None when it has no branches, or is malformed and thus no pattern."""
    if not re.search(r"\{\s*[\w.-]{1,99}\s*,\s*(?:plural|select|selectordinal)\s*,", pattern):
        return None
    try:
        parts, end = _parse(pattern, 0, 0)
    except MalformedError:
        return None
    return parts if end == len(pattern) else None


def _parse(pattern: str, pos: int, depth: int) -> tuple[tuple[Plain | Choice, ...], int]:
    """The parts up to the end of the pattern, or to the brace that closes a branch."""
    if depth > DEEPEST:
        raise MalformedError
    parts: list[Plain | Choice] = []
    start = pos
    while match := _SPECIAL.search(pattern, pos):
        pos = match.start()
        if match[0] == "'":
            pos = _behind_quote(pattern, pos)
        elif match[0] == "}":
            if not depth:
                raise MalformedError
            return (*parts, *_text(start, pos)), pos
        else:
            argument = _ARGUMENT.match(pattern, pos)
            if argument and argument[3] and argument[2] in _CHOICES:
                choice = _choice(pattern, argument, depth)
                parts += [*_text(start, pos), choice]
                start = pos = choice.end
            else:
                pos = _behind_argument(pattern, pos)
    if depth:
        raise MalformedError
    return (*parts, *_text(start, len(pattern))), len(pattern)


def _text(start: int, end: int) -> list[Plain]:
    return [Plain(start, end)] if start < end else []


def _behind_quote(pattern: str, pos: int) -> int:
    """Behind an apostrophe: two are one, one before a brace or `#` opens a quotation, any other is itself."""
    if pattern[pos + 1 : pos + 2] == "'":
        return pos + 2
    if pattern[pos + 1 : pos + 2] not in ("{", "}", "#"):
        return pos + 1
    end = pos + 1
    while True:
        end = pattern.find("'", end)
        if end < 0:
            return len(pattern)
        if pattern[end + 1 : end + 2] != "'":
            return end + 1
        end += 2


def _behind_argument(pattern: str, pos: int) -> int:
    """Behind an argument without branches: `{name}`, `{n, number, ::percent}`, `{{name}}` of other languages, too."""
    depth = 0
    for match in re.compile(r"[{}]").finditer(pattern, pos):
        depth += 1 if match[0] == "{" else -1
        if depth == 0:
            return match.end()
    raise MalformedError


def _choice(pattern: str, argument: re.Match[str], depth: int) -> Choice:
    pos, offset = argument.end(), 0
    if argument[2] != "select" and (stated := _OFFSET.match(pattern, pos)):
        pos, offset = stated.end(), int(stated[1])
    branches: list[Branch] = []
    while selector := _SELECTOR.match(pattern, pos):
        parts, end = _parse(pattern, selector.end(), depth + 1)
        branches.append(Branch(selector[1], selector.start(1), parts, selector.end(), end))
        pos = end + 1
    pos = _SPACE.match(pattern, pos).end()  # type: ignore[union-attr]  # an empty match is one
    names = [branch.selector for branch in branches]
    if pattern[pos : pos + 1] != "}" or "other" not in names or len(set(names)) < len(names):
        raise MalformedError
    return Choice(argument.start(), pos + 1, argument[1], argument[2], offset, tuple(branches))


def icu_leaves(pattern: str) -> tuple[Leaf, ...]:
    """The texts of a pattern with branches, in order; none for any other string, and for one that is left whole."""
    node = _root(pattern)
    return tuple(leaves(node, _ICU)) if node else ()


def write_icu(pattern: str, targets: Sequence[Target | None], locale: str, *, quotes: bool = True) -> str:
    """The pattern with other texts, as many as `icu_leaves` gives, and the plural categories of the locale. What is
    None stays. With `quotes` an apostrophe before a brace is doubled where the source quotes nothing."""
    node = _root(pattern)
    assert node is not None
    quotes = quotes and not re.search(r"'[{}#]", pattern)
    return written(pattern, node, iter(targets), locale, _ICU._replace(quoted=_quoted) if quotes else _ICU)


def _root(pattern: str) -> Node | None:
    parts = parse_icu(pattern)
    return message_tree(pattern, parts, _ICU) if parts else None


def _framed(pattern: str, choice: Choice, entries: Sequence[tuple[str, str]]) -> str:
    """A choice with these branches, in the source's way of writing them."""
    first = choice.branches[0]
    gap = pattern[first.start + len(first.selector) : first.opened]
    between = " "
    if len(choice.branches) > 1:
        between = pattern[first.closed + 1 : choice.branches[1].start]
    last = choice.branches[-1]
    head, tail = pattern[choice.start : first.start], pattern[last.closed + 1 : choice.end]
    return head + between.join(f"{name}{gap}{text}}}" for name, text in entries) + tail


def _quoted(text: str) -> str:
    return re.sub(r"(?<!')'(?=\{)", "''", text)


_ICU = Syntax(string_codes, _framed, number_sign=True)
