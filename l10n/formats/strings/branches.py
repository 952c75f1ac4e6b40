"""Messages with branches: what is one text for people, and how the branches are written again.

    You have {n, plural, =0 {no files} one {# file} other {# files}}.

has two texts for translators: `You have no files.`, and `You have # file.` with the plural `You have # files.` What
stands around an argument goes into its branches, as FormatJS recommends for translation: no language puts its words in
the order of another.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from l10n.formats.format import Target
from l10n.formats.strings.plural import CATEGORIES, forms_of, is_category
from l10n.locales import plural_categories
from l10n.text.inline import has_words
from l10n.text.prose import Codes

_MOST_TEXTS = 24
"""A message of more texts, which is a table, stays whole."""
DEEPEST = 8
"""How deep branches may lie in each other, and how many arguments with branches a text may have."""
_NUMBER_SIGN = re.compile(r"'[{}#](?:''|[^'])*(?:'|\Z)|#")


class Plain(NamedTuple):
    """A stretch of a pattern without branches."""

    start: int
    end: int


class Branch(NamedTuple):
    selector: str
    start: int
    """Where the selector begins."""
    parts: tuple[Plain | Choice, ...]
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
    default: str = "other"
    """The selector of the branch for all else."""


class Leaf(NamedTuple):
    """A text for people, whole; with a plural, the text for one and that for many."""

    text: str
    plural: str
    conditions: tuple[tuple[str, str], ...]
    """The arguments, and what they are when the text is shown."""


class MalformedError(Exception):
    """This is no message that can be taken apart."""


class Syntax(NamedTuple):
    """How a language of messages writes branches."""

    codes: Codes
    """A text -> its inline codes."""
    framed: Callable[[str, Choice, Sequence[tuple[str, str]]], str]
    """A pattern, one of its choices, and branches (selector and text) -> the choice with these."""
    quoted: Callable[[str], str] = lambda text: text
    """A translation -> what is written of it."""
    number_sign: bool = False
    """Whether `#` stands for the number of the plural around."""


class Node(NamedTuple):
    """A message with what stands before and behind it, and how it is written."""

    choice: Choice | None
    leaf: str
    """The text, without white space at its ends; empty for a choice."""
    before: str
    behind: str
    branches: tuple[tuple[str, Node], ...] = ()


def _tree(pattern: str, pieces: Sequence[str | Choice], number: Choice | None, syntax: Syntax) -> Node:
    """A message as a tree. `number` is the plural that `#` stands for. Raises MalformedError where its texts cannot be
    made whole."""
    at = next((place for place, piece in enumerate(pieces) if isinstance(piece, Choice)), None)
    if at is None:
        text = "".join(map(str, pieces))
        core = text.strip()
        start = text.index(core) if core else len(text)
        return Node(None, core, text[:start], text[start + len(core) :])
    choice = pieces[at]
    assert isinstance(choice, Choice)
    around = [*pieces[:at], *pieces[at + 1 :]]
    alone = all(isinstance(piece, str) and not piece.strip() for piece in around)
    inner = choice if choice.kind != "select" else number
    branches = []
    for branch in choice.branches:
        body: list[str | Choice] = [
            pattern[part.start : part.end] if isinstance(part, Plain) else part for part in branch.parts
        ]
        if not alone:
            moved = [
                piece if piece is choice or not syntax.number_sign else _moved(pattern, piece, number, choice)
                for piece in pieces
            ]
            body = [*moved[:at], *body, *moved[at + 1 :]]
        branches.append((branch.selector, _tree(pattern, body, inner, syntax)))
    before, behind = ("".join(map(str, part)) if alone else "" for part in (pieces[:at], pieces[at + 1 :]))
    return Node(choice, "", before, behind, tuple(branches))


def _moved(pattern: str, piece: str | Choice, number: Choice | None, into: Choice) -> str | Choice:
    """A part that goes into the branches of a choice, with what `#` means there."""
    if isinstance(piece, Choice):
        if piece.kind == "select" and "#" in pattern[piece.start : piece.end]:
            raise MalformedError
        return piece
    if "#" not in piece or (number is None and into.kind == "select"):
        return piece
    if number and number.offset:
        raise MalformedError
    written = f"{{{number.name}, number}}" if number else "'#'"
    return _NUMBER_SIGN.sub(lambda match: written if match[0] == "#" else match[0], piece)


def _is_counted(node: Node) -> bool:
    """Whether the branches are one text with its plural forms, and perhaps texts for certain numbers."""
    return bool(
        node.choice
        and node.choice.kind == "plural"
        and all(inner.choice is None and inner.leaf for name, inner in node.branches if is_category(name))
    )


def _pair(node: Node) -> tuple[str, str, frozenset[str]]:
    """The text for one and that for many of a plural, and the selectors that they stand for."""
    texts = {name: inner.leaf for name, inner in node.branches if inner.choice is None}
    taken = {name for name in texts if is_category(name)}
    if "one" not in taken and texts.get("=1") and not (node.choice and node.choice.offset):
        taken.add("=1")
    return texts.get("one") or texts.get("=1" if "=1" in taken else "other", ""), texts["other"], frozenset(taken)


def leaves(node: Node, syntax: Syntax, conditions: tuple[tuple[str, str], ...] = ()) -> Iterator[Leaf]:
    """The texts of a message, in order."""
    if node.choice is None:
        if _has_words(syntax, node.leaf):
            yield Leaf(node.leaf, "", conditions)
        return
    name = node.choice.name
    counted = _is_counted(node)
    one, other, taken = _pair(node) if counted else ("", "", frozenset())
    for selector, inner in node.branches:
        if selector not in taken:
            yield from leaves(inner, syntax, (*conditions, (name, selector)))
        elif selector == "other" and _has_words(syntax, one, other):
            yield Leaf(one, other, (*conditions, (name, "plural")))


def _has_words(syntax: Syntax, *texts: str) -> bool:
    """Whether one of the texts is for people."""
    return any(has_words(text, syntax.codes(text)) for text in texts)


def message_tree(pattern: str, parts: Sequence[Plain | Choice], syntax: Syntax) -> Node | None:
    """A message with branches as a tree; None for one without, and for one that is left whole."""
    if not any(isinstance(part, Choice) for part in parts):
        return None
    try:
        _number_of_texts(parts)
        pieces = [pattern[part.start : part.end] if isinstance(part, Plain) else part for part in parts]
        return _tree(pattern, pieces, None, syntax)
    except MalformedError:
        return None


def _number_of_texts(parts: Sequence[Plain | Choice]) -> int:
    """How many texts a message has, at most. Raises MalformedError for one that has too many."""
    choices = [part for part in parts if isinstance(part, Choice)]
    count = 1
    for choice in choices:
        count *= sum(_number_of_texts(branch.parts) for branch in choice.branches)
        if count > _MOST_TEXTS or len(choices) > DEEPEST:
            raise MalformedError
    return count


def written(pattern: str, node: Node, targets: Iterator[Target | None], locale: str, syntax: Syntax) -> str:
    """The message with other texts, as many as `leaves` gives, and the plural categories of the locale. What is None
    stays."""
    if node.choice is None:
        target = next(targets) if _has_words(syntax, node.leaf) else None
        text = node.leaf if target is None else syntax.quoted(str(target))
        return node.before + text + node.behind
    entries: list[tuple[str, str]] = []
    counted = _is_counted(node)
    taken = _pair(node)[2] if counted else frozenset[str]()
    place = 0
    for selector, inner in node.branches:
        if selector not in taken:
            entries.append((selector, written(pattern, inner, targets, locale, syntax)))
        elif selector == "other":
            target = next(targets) if _has_words(syntax, *_pair(node)[:2]) else None
            sources = {name: branch.leaf for name, branch in node.branches if name in taken}
            edges = inner.before, inner.behind
            if target is None:
                entries[place:place] = [(name, text.join(edges)) for name, text in sources.items()]
            else:
                stated = {name for name, _ in entries}
                forms = forms_of(target, locale)
                entries[place:place] = [
                    (name, syntax.quoted(text).join(edges)) for name, text in forms.items() if name not in stated
                ]
        if selector not in taken and not is_category(selector):
            place = len(entries) if place == len(entries) - 1 else place
    if node.choice.kind != "select" and not counted:
        entries = _completed(entries, plural_categories(locale, ordinal=node.choice.kind == "selectordinal"))
    return node.before + syntax.framed(pattern, node.choice, entries) + node.behind


def _completed(entries: Sequence[tuple[str, str]], categories: Sequence[str]) -> list[tuple[str, str]]:
    """Branches with the categories of a locale: those that it lacks go, those that are missing are like `other`. Where
    `=1` is there in place of `one`, it stays so."""
    texts = dict(entries)
    exact = [(name, text) for name, text in entries if name not in CATEGORIES]
    wanted = [name for name in categories if name in texts or not (name == "one" and "=1" in texts)]
    return [*exact, *((name, texts.get(name, texts["other"])) for name in wanted)]
