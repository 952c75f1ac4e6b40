"""The form of a draft: the marks that its locale's typography wants, where the article has typography at all.

Engines read and write plain text (see `plain_text`). What the source's quotations, dashes and dots are made of
says what the draft's are: straight marks stay straight, curly ones become those of the locale.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from l10n.languages.language import Quotes, Typography, language
from l10n.model import InlineCode
from l10n.text.prose import COVER

_CURLY = re.compile("[“”„‟«»‘’‚‹›]")
_STRAIGHT = re.compile("[\"']")
_DASHES = re.compile(r"—|―|(?<!\d)–|–(?!\d)")
_HYPHENS = re.compile(r"(?<=\s)--?(?=\s)")


@dataclass(frozen=True, slots=True)
class Habit:
    """How a text writes what has a plain and a typographic form; None: it has nothing of the kind."""

    curly: bool | None = None
    dashes: bool | None = None
    dots: bool | None = None

    def over(self, other: Habit) -> Habit:
        """This habit, and the other's where this one is not known."""
        return Habit(
            other.curly if self.curly is None else self.curly,
            other.dashes if self.dashes is None else self.dashes,
            other.dots if self.dots is None else self.dots,
        )


def habit_of(texts: Iterable[str]) -> Habit:
    """What most marks of some texts are."""
    curly = straight = dashes = hyphens = dots = periods = 0
    for text in texts:
        curly += len(_CURLY.findall(text))
        straight += len(_STRAIGHT.findall(text))
        dashes += len(_DASHES.findall(text))
        hyphens += len(_HYPHENS.findall(text))
        dots += text.count("…")
        periods += text.count("...")
    return Habit(_most(curly, straight), _most(dashes, hyphens), _most(dots, periods))


def _most(typographic: int, plain: int) -> bool | None:
    return typographic >= plain if typographic or plain else None


def typeset(text: str, codes: Sequence[InlineCode], source: str, habit: Habit, locale: str) -> str:
    """A draft with the marks of its locale where the source has typographic ones, and plain marks where it has plain
    ones. `source` is the text that it translates, `codes` are the draft's own. Doing it twice changes nothing more."""
    view = cover(text, codes)
    marks = language(locale).typography
    edits: list[tuple[int, int, str]] = []
    if habit.curly:
        edits += _quotes(view, marks)
        edits += _mark_spaces(view, marks)
    elif habit.curly is False:
        edits += [(match.start(), match.end(), '"') for match in re.finditer("[“”„‟]", view)]
        edits += [(match.start(), match.end(), "'") for match in re.finditer("[‘’‚]", view)]
    if habit.dashes:
        edits += _dashes(view, marks.dashes)
    if habit.dots:
        edits += [(*match.span(), "…") for match in re.finditer(r"(?<!\.)\.\.\.(?!\.)", view)]
    edits += _ranges(view, source) + _fixed_spaces(view, source)
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def cover(text: str, codes: Iterable[InlineCode]) -> str:
    """The text with its codes covered, character for character."""
    for code in codes:
        text = text[: code.start] + COVER * (code.end - code.start) + text[code.end :]
    return text


_OPENS_BEHIND = re.compile(r"[\s(\[{¿¡—–―/-]")
_CLOSES_BEFORE = re.compile(r"[\s)\]}.,:;!?…—–―/-]")
_SPACES = " \u00a0\u202f"


def _quotes(view: str, marks: Typography) -> list[tuple[int, int, str]]:
    """Quotation marks and apostrophes as the locale writes them."""
    edits: list[tuple[int, int, str]] = []
    space = marks.quote_space
    double, inner = (_spaced(pair, space) for pair in (marks.quotes, marks.inner_quotes))
    single = inner if inner[0].strip(space or None) in _SINGLE else double
    outside = True
    waiting: tuple[int, Quotes] | None = None  # a single mark that may open, and the marks it would get
    for match in re.finditer("[\"“”„‟«»＂'‘’‚‛‹›]", view):
        at, mark = match.start(), match[0]
        start, end = at, at + 1
        if mark in "«‹" and view[end : end + 1] in _SPACES:
            end += len(view[end : end + 1])
        if mark in "»›" and view[start - 1 : start] in _SPACES:
            start -= len(view[start - 1 : start])
        may_open = at == 0 or mark in "«‹" or bool(_OPENS_BEHIND.match(view[at - 1])) or view[at - 1] in "\"“„'‘‚"
        may_close = end == len(view) or mark in "»›" or bool(_CLOSES_BEFORE.match(view[end])) or view[end] in "\"”'’"
        if mark in '"“”„‟«»＂':
            opens = may_open if may_open != may_close else outside
            if mark == '"' and outside and not opens:
                continue  # an inch, or the end of a quotation that began in another block
            if mark == '"' and outside and view[at - 1 : at].isdigit():
                continue
            edits.append((start, end, double[0 if opens else 1]))
            outside = not opens
        elif waiting is None and may_open and not may_close:
            waiting = start, single if outside else inner
            edits.append((start, end, "’"))
        elif waiting and (may_close or not _inside_word(view, at)):
            where = next(index for index, edit in enumerate(edits) if edit[0] == waiting[0])
            edits[where] = (edits[where][0], edits[where][1], waiting[1][0])
            edits.append((start, end, waiting[1][1]))
            waiting = None
        else:
            edits.append((start, end, "’"))
    return edits


def _spaced(quotes: Quotes, space: str) -> Quotes:
    """The marks with the space that belongs to « and »."""
    return (quotes[0] + space, space + quotes[1]) if quotes[0] in "«‹" else quotes


_SINGLE = frozenset("‘’‚‹")


def _mark_spaces(view: str, marks: Typography) -> list[tuple[int, int, str]]:
    """The spaces before marks that the locale wants."""
    return [
        (*match.span(), space)
        for mark, space in marks.mark_space.items()
        for match in re.finditer(rf"(?<=[\w)\]»”{COVER}])[ \u00a0\u202f]?(?={re.escape(mark)}(?:\s|\Z))", view)
    ]


def _inside_word(view: str, at: int) -> bool:
    """Whether a mark stands between letters of one word. Korean and its neighbours use no apostrophe: what follows a
    quotation at once is a particle."""
    before, after = view[at - 1 : at], view[at + 1 : at + 2]
    return before.isalnum() and after.isalnum() and max(before, after) < "\u3000"


def _dashes(view: str, dashes: tuple[str, str]) -> list[tuple[int, int, str]]:
    """Dashes between clauses as the locale writes them: two of a sentence enclose an aside, one opens it; at an edge
    without the outer space."""
    found = list(_BETWEEN_CLAUSES.finditer(view))
    edits = []
    closing = False
    for match, following in zip(found, [*found[1:], None], strict=False):
        paired = following is not None and not _SENTENCE_END.search(view, match.end(), following.start())
        new = dashes[closing]
        closing = paired and not closing
        if match.start() == 0:
            new, closing = new.lstrip() + (" " if match[0][-1:].isspace() and new[-1:] != " " else ""), False
        edits.append((*match.span(), new.rstrip() if match.end() == len(view) else new))
    return edits


_BETWEEN_CLAUSES = re.compile(r"(?:\A|[^\S\n]+)(?:--?|[—–―]+)(?:\Z|[^\S\n]+)|[^\S\n]*[—―]+[^\S\n]*")
_SENTENCE_END = re.compile(r"[.!?…。](?:\s|\Z)")


def _ranges(view: str, source: str) -> list[tuple[int, int, str]]:
    """En dashes in ranges of numbers that the source writes with one."""
    edits = []
    for match in re.finditer(r"(\d+)([–‒])(\d+)", source):
        for found in re.finditer(rf"(?<!\d){match[1]}(-){match[3]}(?!\d)", view):
            edits.append((*found.span(1), match[2]))
    return list(dict.fromkeys(edits))


def _fixed_spaces(view: str, source: str) -> list[tuple[int, int, str]]:
    """No-break spaces between what stands around one in the source, too: `10 km`."""
    edits = []
    for match in re.finditer(r"([\w.§%&]+)([\u00a0\u202f])(\w+)", source):
        for found in re.finditer(rf"(?<!\w){re.escape(match[1])}( ){re.escape(match[3])}(?!\w)", view):
            edits.append((*found.span(1), match[2]))
    return list(dict.fromkeys(edits))
