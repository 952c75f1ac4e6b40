"""ICU MessageFormat inside a string: its plural and select arguments, taken apart into whole texts and put together.

    You have {n, plural, =0 {no files} one {# file} other {# files}}.

has two texts for translators: `You have no files.`, and `You have # file.` with the plural `You have # files.` What
stands around an argument goes into its branches, as FormatJS recommends for translation: no language puts its words in
the order of another. Syntax and quoting are those of ICU 4.8 and later (class MessageFormat, "Patterns and Their
Interpretation").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from l10n.formats.format import Target
from l10n.formats.strings.codes import string_codes
from l10n.formats.strings.plural import CATEGORIES, forms_of, is_category
from l10n.locales import plural_categories
from l10n.text.inline import has_words

_MOST_TEXTS = 24
"""A message of more texts, which is a table, stays whole."""
_DEEPEST = 8
_ARGUMENT = re.compile(r"\{\s*([\w.-]{1,99})\s*(?:\}|,\s*([a-zA-Z]{1,30})\s*(,?)\s*)")
_OFFSET = re.compile(r"\s*offset\s*:\s*(-?\d{1,9})\s*")
_SELECTOR = re.compile(r"\s*(=?[^\s{}#']{1,99})\s*\{")
_SPECIAL = re.compile(r"[{}']")
_NUMBER_SIGN = re.compile(r"'[{}#](?:''|[^'])*(?:'|\Z)|#")
_SPACE = re.compile(r"\s*")
_CHOICES = frozenset({"plural", "select", "selectordinal"})


class Text(NamedTuple):
    """A stretch of a pattern without branches."""

    start: int
    end: int


class Branch(NamedTuple):
    selector: str
    start: int
    """Where the selector begins."""
    parts: tuple[Text | Choice, ...]
    opened: int
    """Where its text begins, behind the brace."""
    closed: int
    """Where its text ends, before the brace."""


class Choice(NamedTuple):
    """An argument with branches."""

    start: int
    end: int
    name: str
    kind: str
    offset: int
    branches: tuple[Branch, ...]


class Leaf(NamedTuple):
    """A text for people, whole; with a plural, the text for one and that for many."""

    text: str
    plural: str
    conditions: tuple[tuple[str, str], ...]
    """The arguments, and what they are when the text is shown."""


class _MalformedError(Exception):
    """This is no message that can be taken apart."""


def parse_icu(pattern: str) -> tuple[Text | Choice, ...] | None:
    """The parts of a pattern; None when it has no branches, or is malformed and thus no pattern."""
    if not re.search(r"\{\s*[\w.-]{1,99}\s*,\s*(?:plural|select|selectordinal)\s*,", pattern):
        return None
    try:
        parts, end = _parse(pattern, 0, 0)
    except _MalformedError:
        return None
    return parts if end == len(pattern) else None


def _parse(pattern: str, pos: int, depth: int) -> tuple[tuple[Text | Choice, ...], int]:
    """The parts up to the end of the pattern, or to the brace that closes a branch."""
    if depth > _DEEPEST:
        raise _MalformedError
    parts: list[Text | Choice] = []
    start = pos
    while match := _SPECIAL.search(pattern, pos):
        pos = match.start()
        if match[0] == "'":
            pos = _behind_quote(pattern, pos)
        elif match[0] == "}":
            if not depth:
                raise _MalformedError
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
        raise _MalformedError
    return (*parts, *_text(start, len(pattern))), len(pattern)


def _text(start: int, end: int) -> list[Text]:
    return [Text(start, end)] if start < end else []


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
    raise _MalformedError


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
        raise _MalformedError
    return Choice(argument.start(), pos + 1, argument[1], argument[2], offset, tuple(branches))


# What is written: a tree of choices, each with the texts of its branches.


class _Node(NamedTuple):
    """A message with what stands before and behind it, and how it is written."""

    choice: Choice | None
    leaf: str
    """The text, without white space at its ends; empty for a choice."""
    before: str
    behind: str
    branches: tuple[tuple[str, _Node], ...] = ()


def _tree(pattern: str, pieces: Sequence[str | Choice], number: Choice | None) -> _Node:
    """A message as a tree. `number` is the plural that `#` stands for. Raises _MalformedError where its texts cannot be
    made whole."""
    at = next((place for place, piece in enumerate(pieces) if isinstance(piece, Choice)), None)
    if at is None:
        text = "".join(map(str, pieces))
        core = text.strip()
        start = text.index(core) if core else len(text)
        return _Node(None, core, text[:start], text[start + len(core) :])
    choice = pieces[at]
    assert isinstance(choice, Choice)
    around = [*pieces[:at], *pieces[at + 1 :]]
    alone = all(isinstance(piece, str) and not piece.strip() for piece in around)
    inner = choice if choice.kind != "select" else number
    branches = []
    for branch in choice.branches:
        body: list[str | Choice] = [
            pattern[part.start : part.end] if isinstance(part, Text) else part for part in branch.parts
        ]
        if not alone:
            moved = [_moved(pattern, piece, number, choice) if piece is not choice else piece for piece in pieces]
            body = [*moved[:at], *body, *moved[at + 1 :]]
        branches.append((branch.selector, _tree(pattern, body, inner)))
    before, behind = ("".join(map(str, part)) if alone else "" for part in (pieces[:at], pieces[at + 1 :]))
    return _Node(choice, "", before, behind, tuple(branches))


def _moved(pattern: str, piece: str | Choice, number: Choice | None, into: Choice) -> str | Choice:
    """A part that goes into the branches of a choice, with what `#` means there."""
    if isinstance(piece, Choice):
        if piece.kind == "select" and "#" in pattern[piece.start : piece.end]:
            raise _MalformedError
        return piece
    if "#" not in piece or (number is None and into.kind == "select"):
        return piece
    if number and number.offset:
        raise _MalformedError
    written = f"{{{number.name}, number}}" if number else "'#'"
    return _NUMBER_SIGN.sub(lambda match: written if match[0] == "#" else match[0], piece)


def _is_counted(node: _Node) -> bool:
    """Whether the branches are one text with its plural forms, and perhaps texts for certain numbers."""
    return bool(
        node.choice
        and node.choice.kind == "plural"
        and all(inner.choice is None and inner.leaf for name, inner in node.branches if is_category(name))
    )


def _pair(node: _Node) -> tuple[str, str, frozenset[str]]:
    """The text for one and that for many of a plural, and the selectors that they stand for."""
    texts = {name: inner.leaf for name, inner in node.branches if inner.choice is None}
    taken = {name for name in texts if is_category(name)}
    if "one" not in taken and texts.get("=1") and not (node.choice and node.choice.offset):
        taken.add("=1")
    return texts.get("one") or texts.get("=1" if "=1" in taken else "other", ""), texts["other"], frozenset(taken)


def _leaves(node: _Node, conditions: tuple[tuple[str, str], ...] = ()) -> Iterator[Leaf]:
    if node.choice is None:
        if _has_words(node.leaf):
            yield Leaf(node.leaf, "", conditions)
        return
    name = node.choice.name
    counted = _is_counted(node)
    one, other, taken = _pair(node) if counted else ("", "", frozenset())
    for selector, inner in node.branches:
        if selector not in taken:
            yield from _leaves(inner, (*conditions, (name, selector)))
        elif selector == "other" and _has_words(one, other):
            yield Leaf(one, other, (*conditions, (name, "plural")))


def _has_words(*texts: str) -> bool:
    """Whether one of the texts is for people."""
    return any(has_words(text, string_codes(text)) for text in texts)


def _root(pattern: str) -> _Node | None:
    parts = parse_icu(pattern)
    if parts is None:
        return None
    try:
        _number_of_texts(parts)
        pieces = [pattern[part.start : part.end] if isinstance(part, Text) else part for part in parts]
        return _tree(pattern, pieces, None)
    except _MalformedError:
        return None


def _number_of_texts(parts: Sequence[Text | Choice]) -> int:
    """How many texts a message has, at most. Raises _MalformedError for one that has too many."""
    choices = [part for part in parts if isinstance(part, Choice)]
    count = 1
    for choice in choices:
        count *= sum(_number_of_texts(branch.parts) for branch in choice.branches)
        if count > _MOST_TEXTS or len(choices) > _DEEPEST:
            raise _MalformedError
    return count


def icu_leaves(pattern: str) -> tuple[Leaf, ...]:
    """The texts of a pattern with branches, in order; none for any other string, and for one that is left whole."""
    node = _root(pattern)
    return tuple(_leaves(node)) if node else ()


def write_icu(pattern: str, targets: Sequence[Target | None], locale: str, *, quotes: bool = True) -> str:
    """The pattern with other texts, as many as `icu_leaves` gives, and the plural categories of the locale. What is
    None stays. With `quotes` an apostrophe before a brace is doubled where the source quotes nothing."""
    node = _root(pattern)
    assert node is not None
    return _written(pattern, node, iter(targets), locale, quotes and not re.search(r"'[{}#]", pattern))


def _written(pattern: str, node: _Node, targets: Iterator[Target | None], locale: str, quotes: bool) -> str:
    if node.choice is None:
        target = next(targets) if _has_words(node.leaf) else None
        text = node.leaf if target is None else _quoted(str(target), quotes)
        return node.before + text + node.behind
    entries: list[tuple[str, str]] = []
    counted = _is_counted(node)
    taken = _pair(node)[2] if counted else frozenset[str]()
    place = 0
    for selector, inner in node.branches:
        if selector not in taken:
            entries.append((selector, _written(pattern, inner, targets, locale, quotes)))
        elif selector == "other":
            target = next(targets) if _has_words(*_pair(node)[:2]) else None
            sources = {name: branch.leaf for name, branch in node.branches if name in taken}
            edges = inner.before, inner.behind
            if target is None:
                entries[place:place] = [(name, text.join(edges)) for name, text in sources.items()]
            else:
                stated = {name for name, _ in entries}
                forms = forms_of(target, locale)
                entries[place:place] = [
                    (name, _quoted(text, quotes).join(edges)) for name, text in forms.items() if name not in stated
                ]
        if selector not in taken and not is_category(selector):
            place = len(entries) if place == len(entries) - 1 else place
    if node.choice.kind != "select" and not counted:
        entries = _completed(entries, plural_categories(locale, ordinal=node.choice.kind == "selectordinal"))
    return node.before + _framed(pattern, node.choice, entries) + node.behind


def _completed(entries: Sequence[tuple[str, str]], categories: Sequence[str]) -> list[tuple[str, str]]:
    """Branches with the categories of a locale: those that it lacks go, those that are missing are like `other`. Where
    `=1` is there in place of `one`, it stays so."""
    texts = dict(entries)
    exact = [(name, text) for name, text in entries if name not in CATEGORIES]
    wanted = [name for name in categories if name in texts or not (name == "one" and "=1" in texts)]
    return [*exact, *((name, texts.get(name, texts["other"])) for name in wanted)]


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


def _quoted(text: str, quotes: bool) -> str:
    return re.sub(r"(?<!')'(?=\{)", "''", text) if quotes else text
