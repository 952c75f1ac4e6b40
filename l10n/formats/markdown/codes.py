"""Inline codes of Markdown text: code spans, emphasis, links, images, footnotes, hard breaks, and the codes of
`text/inline.py`.

The rules are those of CommonMark 0.31 chapter 6 and GFM 6.5 and 6.9, with two exceptions. A text is read without its
document, so that `[label]` alone counts as a reference. In scripts that join particles to words or have no spaces
between words, emphasis may open and close next to punctuation (`**“인용”**은`), which CommonMark forbids; `encode.py`
writes such pairs so that they render.
"""

import re
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from l10n.formats.markdown.destinations import destination_end
from l10n.formats.markdown.dialect import GFM, Dialect
from l10n.languages.scripts import GLUED, GLUED_AND_SPACED
from l10n.model import InlineCode
from l10n.text.inline import TRIGGER, Atoms

_TRIGGERS = re.compile(rf"[\\`*_~\[\]!^\n]|{TRIGGER}")
_TICKS = re.compile(r"`+")
_RUNS = {char: re.compile(re.escape(char) + "+") for char in "*_~"}
_PUNCTUATION = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_FOOTNOTE = re.compile(r"\[\^[^\s\[\]]+\]")
_LABEL = re.compile(r"\[((?:[^\\\[\]]|\\.){0,999})\]", re.DOTALL)
_GLUED = re.compile(f"[{GLUED}]")
_SPACED = re.compile(f"[{GLUED_AND_SPACED}]")


def inline_codes(text: str, dialect: Dialect = GFM) -> tuple[InlineCode, ...]:
    """The inline codes of a Markdown unit's text, in order, never overlapping. Linear in the length of the text."""
    if not _triggers(dialect).search(text):
        return ()
    return tuple(sorted(_Scanner(text, dialect).scan(), key=lambda code: code.start))


@lru_cache(maxsize=16)
def _triggers(dialect: Dialect) -> re.Pattern[str]:
    """Matches wherever a code may be."""
    further = re.escape("".join(sorted(dialect.inline)))
    return re.compile(rf"{_TRIGGERS.pattern}|[{further}]") if further else _TRIGGERS


@dataclass(frozen=True, slots=True)
class Reference:
    """`[text]` or `[text][]`, which is a link if the document defines `text` as a label."""

    start: int
    close: int
    """Where its `]` is."""
    end: int
    label: str


def bare_references(text: str, dialect: Dialect = GFM) -> tuple[Reference, ...]:
    """The references in `text` whose own words are the label, in the order of their ends."""
    if "[" not in text:
        return ()
    scanner = _Scanner(text, dialect)
    scanner.scan()
    return tuple(scanner.references)


@dataclass(frozen=True, slots=True)
class Pair:
    """The two delimiters of one emphasis."""

    opening: InlineCode
    closing: InlineCode


def unrendered_pairs(text: str, dialect: Dialect = GFM) -> tuple[Pair, ...]:
    """The emphasis in `text` that `inline_codes` recognizes and CommonMark does not."""
    if not _GLUED.search(text) or not any(char in text for char in "*_~"):
        return ()
    lenient, strict = _Scanner(text, dialect), _Scanner(text, dialect, lenient=False)
    lenient.scan()
    strict.scan()
    return tuple(sorted(lenient.pairs - strict.pairs, key=lambda pair: pair.opening.start))


@dataclass(slots=True)
class _Run:
    """The rest of a run of `*`, `_` or `~` that is not paired yet."""

    char: str
    start: int
    end: int
    length: int
    """The length of the whole run."""
    opens: bool
    closes: bool


@dataclass(frozen=True, slots=True)
class _Bracket:
    """An opening bracket, and the number of codes and runs before it."""

    mark: Literal["[", "![", "^["]
    start: int
    codes: int
    runs: int

    @property
    def text_start(self) -> int:
        return self.start + len(self.mark)


class _Scanner:
    """One pass over a text; see CommonMark's appendix, "phase 2: inline structure"."""

    def __init__(self, text: str, dialect: Dialect, lenient: bool = True) -> None:
        self.text = text
        self._triggers, self._rules = _triggers(dialect), dialect.inline
        self._spaced_labels, self._hard_lines = dialect.spaced_labels, dialect.hard_lines
        self._awaited: list[InlineCode] = []
        """Codes of the dialect whose first part has been read, the next one last."""
        self.references: list[Reference] = []
        self.pairs: set[Pair] = set()
        self._lenient = lenient
        self._atoms = Atoms(text)
        self._codes: list[InlineCode] = []
        self._floor = 0
        self._runs: list[_Run] = []
        self._brackets: list[_Bracket] = []
        self._dead = 0
        """How many of the outermost brackets already hold a link and so cannot be links themselves."""
        self._ticks: dict[int, list[int]] | None = None

    def scan(self) -> list[InlineCode]:
        pos = 0
        while match := self._triggers.search(self.text, pos):
            start = match.start()
            if self._awaited and self._awaited[-1].start <= start:
                pos = self._add(self._awaited.pop())
            else:
                pos = max(match.end(), self._read(start))
        for code in reversed(self._awaited):
            self._add(code)
        self._pair_runs(0)
        return self._codes

    def _read(self, pos: int) -> int:
        """Reads the code or character at `pos`; returns the position behind it."""
        text = self.text
        char = text[pos]
        following = text[pos + 1 : pos + 2]
        if char in self._rules and not self._awaited and (codes := self._rules[char](text, pos)):
            self._awaited = list(reversed(codes[1:]))
            return self._add(codes[0])
        if char == "\\":
            if following == "\n":
                return self._add(InlineCode(pos, pos + 2, "break"))
            return pos + 2 if following in _PUNCTUATION else pos + 1
        if char == "`":
            return self._code_span(pos)
        if char in "*_~":
            return self._run(pos, char)
        if char == "[" and following == "^" and (footnote := _FOOTNOTE.match(text, pos)):
            return self._add(InlineCode(pos, footnote.end(), "footnote"))
        if char == "[" or (char in "!^" and following == "["):
            bracket = _Bracket(
                "[" if char == "[" else "![" if char == "!" else "^[", pos, len(self._codes), len(self._runs)
            )
            self._brackets.append(bracket)
            return bracket.text_start
        if char == "]":
            return self._close_bracket(pos)
        if char == "\n":
            start = len(text[self._floor : pos].rstrip(" ")) + self._floor
            return (
                self._add(InlineCode(start, pos + 1, "break"))
                if pos - start >= (0 if self._hard_lines else 2)
                else pos + 1
            )
        if char in "!^":
            return pos + 1
        code = self._atoms.at(pos, self._floor)
        if not code:
            return pos + 1
        while self._runs and self._runs[-1].start >= code.start:  # an address's underscores
            self._runs.pop()
        return self._add(code)

    def _add(self, code: InlineCode) -> int:
        self._codes.append(code)
        self._floor = max(self._floor, code.end)
        return code.end

    def _code_span(self, pos: int) -> int:
        if self._ticks is None:
            self._ticks = {}
            for run in _TICKS.finditer(self.text):
                self._ticks.setdefault(run.end() - run.start(), []).append(run.start())
        match = _TICKS.match(self.text, pos)
        assert match
        length = match.end() - pos
        starts = self._ticks.get(length, [])
        closing = bisect_left(starts, match.end())
        if closing == len(starts):
            return match.end()
        return self._add(InlineCode(pos, starts[closing] + length, "code"))

    def _run(self, pos: int, char: str) -> int:
        match = _RUNS[char].match(self.text, pos)
        assert match
        end = match.end()
        if char != "~" or end - pos <= 2:
            opens, closes = self._flanking(char, self.text[pos - 1 : pos] or " ", self.text[end : end + 1] or " ")
            if opens or closes:
                self._runs.append(_Run(char, pos, end, end - pos, opens, closes))
        return end

    def _flanking(self, char: str, before: str, after: str) -> tuple[bool, bool]:
        """Whether a run between two characters can open, and can close (CommonMark 6.2)."""
        blank_before, blank_after = before.isspace(), after.isspace()
        mark_before, mark_after = _is_punctuation(before), _is_punctuation(after)
        glued_before = self._lenient and _GLUED.match(before) is not None
        glued_after = self._lenient and _GLUED.match(after) is not None
        left = not blank_after and (not mark_after or blank_before or mark_before or glued_before)
        right = not blank_before and (not mark_before or blank_after or mark_after or glued_after)
        if char != "_":
            return left, right
        # inside a word `_` is no emphasis; but a particle may follow it, and in scripts without spaces a letter precede
        unspaced_before = glued_before and not _SPACED.match(before)
        return left and (not right or mark_before or unspaced_before), right and (not left or mark_after or glued_after)

    def _close_bracket(self, pos: int) -> int:
        if not self._brackets:
            return pos + 1
        bracket = self._brackets.pop()
        dead = len(self._brackets) < self._dead
        self._dead = min(self._dead, len(self._brackets))
        if bracket.mark == "^[":
            return self._link(bracket, pos, pos + 1)
        if dead and bracket.mark == "[":
            return pos + 1
        following = self.text[pos + 1 : pos + 2]
        end = -1
        if following == "(":
            end = destination_end(self.text, pos + 1)
        else:
            blank = 1 if self._spaced_labels and following in (" ", "\n") else 0
            label = _LABEL.match(self.text, pos + 1 + blank)
            if label and label[1] and not label[1].startswith("^"):
                end = label.end()
        if end > 0:
            if bracket.mark == "[":
                self._dead = len(self._brackets)
            return self._link(bracket, pos, end)
        label = _LABEL.match(self.text, bracket.text_start - 1)
        if not label or label.end() != pos + 1 or not label[1].strip():
            return pos + 1
        end = pos + 3 if self.text.startswith("[]", pos + 1) else pos + 1
        self.references.append(Reference(bracket.start, pos, end, label[1]))
        return self._link(bracket, pos, end)

    def _link(self, bracket: _Bracket, pos: int, end: int) -> int:
        """Adds the codes of a link or an image; its text stays translatable if it has any words."""
        self._pair_runs(bracket.runs)
        if not self._has_words(bracket, pos) and (bracket.mark == "![" or pos == bracket.text_start):
            del self._codes[bracket.codes :]
            return self._add(InlineCode(bracket.start, end, "image" if bracket.mark == "![" else "link"))
        self._codes.append(InlineCode(bracket.start, bracket.text_start, "open"))
        return self._add(InlineCode(pos, end, "close"))

    def _has_words(self, bracket: _Bracket, end: int) -> bool:
        return any(map(str.isalpha, self.text[bracket.text_start : end]))

    def _pair_runs(self, first: int) -> None:
        """Pairs the runs from index `first` on, and removes them."""
        runs = self._runs[first:]
        del self._runs[first:]
        openers: list[_Run] = []
        bottoms: dict[tuple[str, bool, int], int] = {}
        for closer in runs:
            key = (closer.char, closer.opens, closer.length % 3)
            while closer.closes and closer.start < closer.end:
                index = len(openers) - 1
                bottom = bottoms.get(key, 0)
                while index >= bottom and not _matches(openers[index], closer):
                    index -= 1
                if index < bottom:
                    bottoms[key] = len(openers)
                    break
                opener = openers[index]
                del openers[index + 1 :]
                self._emphasis(opener, closer)
                if opener.start == opener.end:
                    openers.pop()
                for other, value in bottoms.items():
                    bottoms[other] = min(value, len(openers))
            if closer.opens and closer.start < closer.end:
                openers.append(closer)

    def _emphasis(self, opener: _Run, closer: _Run) -> None:
        left = min(opener.end - opener.start, closer.end - closer.start)
        used = 2 if left >= 2 else 1
        opening = InlineCode(opener.end - used, opener.end, "open")
        closing = InlineCode(closer.start, closer.start + used, "close")
        self._codes += (opening, closing)
        self.pairs.add(Pair(opening, closing))
        opener.end -= used
        closer.start += used


def _matches(opener: _Run, closer: _Run) -> bool:
    if opener.char != closer.char:
        return False
    if opener.char == "~":
        return opener.length == closer.length
    # CommonMark 6.2, rules 9 and 10
    both = opener.closes or closer.opens
    return not both or (opener.length + closer.length) % 3 != 0 or (opener.length % 3 == closer.length % 3 == 0)


def _is_punctuation(char: str) -> bool:
    return char in _PUNCTUATION or (char > "\x7f" and unicodedata.category(char)[0] in "PS")
