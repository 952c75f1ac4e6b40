"""Masking: replaces inline codes and terms by tokens before an engine sees the text, and puts them back afterwards.

A token looks like a part number, `QX01`, which models copy. About forty forms were tried on news with a SentencePiece
model and a small language model: this one was lost least often; brackets, braces, `#1#` and `⟦1⟧` were lost most often.
The form for a second try is an address, `http://x1.y`. Neither has `_`, which some decoders turn into a space.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import permutations
from typing import Literal

from l10n.model import InlineCode, Term

Style = Literal[0, 1]
"""The form of the tokens: part numbers, or addresses."""


@dataclass(frozen=True, slots=True)
class Token:
    """A token, and the text that replaces it."""

    target: str
    """The text that replaces it in the translation: the codes themselves, or the term's translation."""
    codes: tuple[InlineCode, ...]
    """Its codes, which touch each other; none for a term."""
    pad_before: bool
    pad_after: bool
    """Whether masking added a space behind it because a word, a mark or another token touches it."""
    spaced: bool
    """Whether white space stands before it in the source."""


@dataclass(frozen=True, slots=True)
class Masked:
    """A text with tokens in it."""

    text: str
    tokens: tuple[Token, ...]
    """The tokens in order; the first has the number 1."""
    prefix: str
    style: Style
    pairs: frozenset[tuple[int, int]]
    """The opening and closing codes that belong together, by their starts."""

    @property
    def bare(self) -> bool:
        """Whether the text has no words besides the tokens."""
        return not any(map(str.isalpha, _pattern(self.prefix, self.style).sub("", self.text)))


@dataclass(frozen=True, slots=True)
class Unmasked:
    """A translation with its tokens replaced, and the errors in its tokens."""

    text: str
    lost: tuple[Token, ...]
    repeated: tuple[Token, ...]
    """Tokens of codes that occur more than once; a term may."""
    invented: tuple[str, ...]
    """Texts that look like tokens but are none."""
    crossed: bool
    """Whether a pair of codes is turned around, has become empty, or overlaps another."""
    term_ends: tuple[int, ...]
    """The ends of the inserted terms in the text."""

    @property
    def intact(self) -> bool:
        """Whether every code occurs once and in its pair, and no token was invented."""
        return not (self.repeated or self.invented or self.crossed or any(token.codes for token in self.lost))


def mask(
    text: str, codes: Sequence[InlineCode], terms: Sequence[tuple[int, int, Term]] = (), style: Style = 0
) -> Masked:
    """The text with tokens for its codes and for the terms outside of them. Codes that touch share a token. `codes` are
    in order and do not overlap; of overlapping terms the first is used. No token occurs in the original text. Spaces
    separate tokens from words and punctuation; `unmask` removes them again."""
    prefix = _free_prefix(text, style)
    pieces: list[str] = []
    tokens: list[Token] = []
    end = -1
    for start, stop, target, own in _spans(text, codes, terms):
        pad_before = start == end or _wordy(text[start - 1 : start]) or text[start - 1 : start] in _CLOSING
        following = text[stop : stop + 1]
        # A mark right behind an address would be read as part of it.
        pad_after = _wordy(following) or following in _OPENING or (style == 1 and following in _CLOSING)
        pieces.append(text[max(end, 0) : start])
        if pad_before and not (start == end and tokens[-1].pad_after):
            pieces.append(" ")
        tokens.append(Token(target, own, pad_before, pad_after, text[start - 1 : start].isspace()))
        pieces.append(_FORMS[style].format(prefix=prefix, number=len(tokens)))
        if pad_after:
            pieces.append(" ")
        end = stop
    pieces.append(text[max(end, 0) :])
    return Masked("".join(pieces), tuple(tokens), prefix, style, _pairs(text, codes))


def unmask(masked: Masked, translated: str) -> Unmasked:
    """The translation of a masked text with its tokens replaced: `unmask(m, m.text)` gives the source. Spaces that
    masking added are removed wherever the token went; a space that the engine dropped before it is restored."""
    texts, numbers, invented = _read(masked, translated)
    tokens = [masked.tokens[number - 1] for number in numbers]
    for index, token in enumerate(tokens):
        if token.pad_before:
            texts[index] = texts[index].rstrip(" ")
        elif token.spaced and _wordy(texts[index][-1:]):
            texts[index] += " "
        if token.pad_after:
            texts[index + 1] = texts[index + 1].lstrip(" ")
    pieces = [texts[0]]
    term_ends: list[int] = []
    size = len(texts[0])
    for token, text in zip(tokens, texts[1:], strict=True):
        pieces += token.target, text
        if not token.codes:
            term_ends.append(size + len(token.target))
        size += len(token.target) + len(text)
    times = Counter(numbers)
    return Unmasked(
        "".join(pieces),
        lost=tuple(token for number, token in enumerate(masked.tokens, 1) if not times[number]),
        repeated=tuple(token for number, token in enumerate(masked.tokens, 1) if token.codes and times[number] > 1),
        invented=tuple(invented),
        crossed=_crossed(tokens, texts, masked.pairs),
        term_ends=tuple(term_ends),
    )


_FORMS = ("{prefix}{number:02d}", "http://{prefix}{number}.y")


def _pattern(prefix: str, style: Style) -> re.Pattern[str]:
    """Matches a token in the forms that an engine may give it: other case, spaces or a hyphen between its parts."""
    letters = " ?".join(prefix)
    if style:
        return re.compile(rf"(?:https?: ?// ?)?{letters} ?([0-9]+) ?\. ?y", re.IGNORECASE)
    return re.compile(rf"{letters}[ -]?([0-9]+)", re.IGNORECASE)


_ADDRESS_END = re.compile(r"\. ?y\b")


def _free_prefix(text: str, style: Style) -> str:
    """Two letters that never occur in this order in the text, not even with spaces between them."""
    for letters in permutations("QXZVJW", 2):
        prefix = "".join(letters)
        if not re.search(" ?".join(prefix), text, re.IGNORECASE):
            break
    else:
        longest = max(map(len, re.findall("x+", text.lower().replace(" ", ""))), default=0)
        prefix = "Q" + "X" * (longest + 1)
    return prefix.lower() if style else prefix


def _spans(
    text: str, codes: Sequence[InlineCode], terms: Sequence[tuple[int, int, Term]]
) -> list[tuple[int, int, str, tuple[InlineCode, ...]]]:
    """The spans to mask: start, end, replacement and codes; in order, without overlaps."""
    spans: list[tuple[int, int, str, tuple[InlineCode, ...]]] = []
    for code in codes:
        if spans and spans[-1][1] == code.start:
            start, _, _, touching = spans.pop()
            spans.append((start, code.end, text[start : code.end], (*touching, code)))
        else:
            spans.append((code.start, code.end, text[code.start : code.end], (code,)))
    starts = [code.start for code in codes]
    done = 0
    for start, end, term in terms:
        before = bisect_left(starts, end) - 1  # the last code that begins before the term's end
        if start >= done and (before < 0 or codes[before].end <= start):
            spans.append((start, end, term.target, ()))
            done = end
    return sorted(spans, key=lambda span: span[0])


def _pairs(text: str, codes: Sequence[InlineCode]) -> frozenset[tuple[int, int]]:
    """The pairs of opening and closing codes with text between them, by their starts."""
    opened: list[InlineCode] = []
    pairs = set()
    for code in codes:
        if code.kind == "open":
            opened.append(code)
        elif code.kind == "close" and opened:
            opening = opened.pop()
            if text[opening.end : code.start].strip():
                pairs.add((opening.start, code.start))
    return frozenset(pairs)


_OPENING = frozenset("([{“‘«")
_CLOSING = frozenset(")]}”’».,:;!?…%")


def _wordy(char: str) -> bool:
    return char.isalnum() or char == "_"


def _read(masked: Masked, translated: str) -> tuple[list[str], list[int], list[str]]:
    """The texts around tokens, the numbers of the tokens between them, and tokens that masking never used."""
    pattern = _pattern(masked.prefix, masked.style)
    texts = [""]
    numbers: list[int] = []
    invented: list[str] = []
    end = 0
    for match in pattern.finditer(translated):
        texts[-1] += translated[end : match.start()]
        end = match.end()
        digits = match[1].lstrip("0")
        number = int(digits) if 0 < len(digits) < 10 else 0
        if 0 < number <= len(masked.tokens):
            numbers.append(number)
            texts.append("")
        else:
            invented.append(match[0])
    texts[-1] += translated[end:]
    invented += re.findall(" ?".join(masked.prefix), "\0".join(texts), re.IGNORECASE)
    if masked.style and not _ADDRESS_END.search(pattern.sub("", masked.text)):
        invented += _ADDRESS_END.findall("\0".join(texts))
    return texts, numbers, invented


def _crossed(tokens: Sequence[Token], texts: Sequence[str], pairs: frozenset[tuple[int, int]]) -> bool:
    closers = dict(pairs)
    openers = {close: start for start, close in pairs}
    opened: list[int] = []
    empty = False  # whether the last opening code has nothing behind it yet
    for token, text in zip(tokens, texts[1:], strict=True):
        for code in token.codes:
            if code.start in closers:
                opened.append(code.start)
            elif code.start in openers and (empty or not opened or opened.pop() != openers[code.start]):
                return True
        empty = bool(token.codes) and token.codes[-1].start in closers and not text.strip()
    return False
