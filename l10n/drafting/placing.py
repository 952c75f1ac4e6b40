"""Where in a plain translation the inline codes of its source go."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from l10n.alignment import Lexicon, Word, link_words, words_of
from l10n.alignment.lexicon import Evidence, copied, strongest
from l10n.alignment.links import Links
from l10n.alignment.projection import Placed, alone, attended, linked, marked, place
from l10n.drafting.engine import Link
from l10n.drafting.inline import Insertion, Point, Span, Stripped, insert, with_marks
from l10n.languages.language import language
from l10n.model import InlineCode

if TYPE_CHECKING:
    from l10n.alignment.projection import Votes

SURE = 0.75
"""A span placed with more confidence needs no further witness."""
ENOUGH = 0.15
"""With less, codes are better carried through the engine as tokens."""
_WEIGHTS = {"linked": 1.0, "engine": 1.0, "marked": 1.0, "alone": 0.7}


_SENTENCE_END = re.compile(r"[.!?。]\s")


@dataclass(slots=True)
class Placing:
    """One sentence, its plain translation, and what is known of where its spans went."""

    stripped: Stripped
    target: str
    source_words: Sequence[Word]
    target_words: Sequence[Word]
    links: Links
    is_particle: Callable[[str], bool]
    """Whether letters at the end of a word are joined to it and no part of it."""
    votes: dict[int, list[tuple[Votes, float]]] = field(default_factory=dict)
    """By the number of a span, what each witness says, with its weight."""
    forms: dict[int, set[str]] = field(default_factory=dict)
    """By the number of a span, the last words that its translations have elsewhere."""
    confidence: float = 1.0
    """Of the least sure place that `text` found for a span that matters."""

    @classmethod
    def of(
        cls,
        stripped: Stripped,
        target: str,
        target_codes: Sequence[InlineCode],
        locales: tuple[str, str],
        evidence: Sequence[Evidence],
    ) -> Placing:
        """Links the words of the sentence with those of its translation; a code is a word."""
        source_words = coded_words(stripped.text, stripped.codes, locales[0])
        target_words = coded_words(target, target_codes, locales[1])
        links = link_words(source_words, target_words, strongest((copied, *evidence)))
        is_particle = language(locales[1]).grammar.is_particle
        placing = cls(stripped, target, source_words, target_words, links, is_particle)
        for number, span in enumerate(stripped.spans):
            placing.votes[number] = [(linked(links, *placing._inside(span)), _WEIGHTS["linked"])]
        return placing

    def hear_engine(self, links: Sequence[Link]) -> None:
        """Take the engine's own alignment as a witness, where it gives one."""
        for number, span in enumerate(self.stripped.spans if links else ()):
            votes = attended(self.source_words, self.target_words, links, *self._inside(span))
            self.votes[number].append((votes, _WEIGHTS["engine"]))

    def hear_alone(self, number: int, translation: str, locale: str) -> None:
        """Take the translation of a span's text alone as a witness."""
        words = words_of(translation, locale)
        self.votes[number].append((alone(self.target_words, words), _WEIGHTS["alone"]))
        self.forms.setdefault(number, set()).update(word.text for word in words[-1:])

    def hear_marked(self, number: int, translation: str, start: int, end: int, locale: str) -> None:
        """Take another translation of the sentence as a witness, in which the span stands from `start` to `end`."""
        words = words_of(translation, locale)
        inside = [index for index, word in enumerate(words) if word.start < end and word.end > start]
        if inside:
            votes = marked(self.target_words, words, inside[0], inside[-1] + 1)
            self.votes[number].append((votes, _WEIGHTS["marked"]))
            last = words[inside[-1]]
            self.forms.setdefault(number, set()).add(last.text[: max(end - last.start, 0)])

    def unsure(self) -> list[int]:
        """The numbers of the spans whose place is not certain yet."""
        return [number for number in self.votes if (one := self._placed(number)) is None or one.confidence < SURE]

    def text(self) -> str | None:
        """The translation with its codes; None when a span has no place at all. Sets `confidence`."""
        found: list[Insertion] = []
        ranges: list[tuple[Span, int, int]] = []
        self.confidence = 1.0
        order = sorted(range(len(self.stripped.spans)), key=self._order)
        for number in order:
            span = self.stripped.spans[number]
            low, high = 0, len(self.target_words)
            taken = []
            for other, first, last in ranges:
                if other.start <= span.start and span.end <= other.end:
                    low, high = max(low, first), min(high, last)
                else:
                    taken.append((first, last))
            placed = self._placed(number, low, high, taken) or self._beside(number, low, high, taken)
            if placed is None:
                return None
            if _matters(self.stripped.text[span.start : span.end]):
                self.confidence = min(self.confidence, placed.confidence)
            ranges.append((span, placed.first, placed.last))
        by_number = dict(zip(order, ranges, strict=True))
        for number, span in enumerate(self.stripped.spans):
            _, first, last = by_number[number]
            start, end = self.target_words[first].start, self.target_words[last - 1].end
            end -= self._particle(number, self.target_words[last - 1].text)
            within = self.source_words[slice(*self._inside(span))]
            leading, trailing = within[0].start - span.start, span.end - within[-1].end
            start, end = with_marks(self.target, start, end, leading, trailing)
            ends = _SENTENCE_END.search(self.stripped.text, span.start, span.end)
            if not ends and _SENTENCE_END.search(self.target, start, end):
                return None  # what one sentence marks does not become parts of two
            found.append(Insertion(start, end, span.opening, span.closing))
        if any(_cross(one, other) for one in found for other in found):
            return None
        numbers = {id(span): number for number, span in enumerate(self.stripped.spans)}
        for point in self.stripped.points:
            inside = numbers[id(point.inside)] if point.inside else -1
            beside = [
                number
                for number, span in enumerate(self.stripped.spans)
                if span is not point.inside and point.position == (span.start if point.before else span.end)
            ]
            if beside:  # it stays at the edge of the pair that it touched
                edge = found[beside[0]].start if point.before else found[beside[0]].end
                text = point.text + point.blank if point.before else point.blank + point.text
                found.append(Insertion(edge, edge, text, inside=inside))
            else:
                found.append(replace(self._point(point), inside=inside))
        return insert(self.target, found)

    def _particle(self, number: int, word: str) -> int:
        """How many letters at the end of a span's last word are a particle: where elsewhere it ends without them."""
        for form in self.forms.get(number, ()):
            if form and word.startswith(form) and self.is_particle(word[len(form) :]):
                return len(word) - len(form)
        return 0

    def _order(self, number: int) -> tuple[int, float]:
        """Outer spans first; then the surer ones."""
        span = self.stripped.spans[number]
        depth = sum(one is not span and one.start <= span.start and span.end <= one.end for one in self.stripped.spans)
        placed = self._placed(number)
        return depth, -(placed.confidence if placed else 0.0)

    def _placed(
        self, number: int, low: int = 0, high: int | None = None, taken: Sequence[tuple[int, int]] = ()
    ) -> Placed | None:
        """The best place of a span among the words `low` to `high` that are not taken."""
        size = len(self.target_words)
        first, last = self._inside(self.stripped.spans[number])
        expected = (last - first) * size / max(len(self.source_words), 1)
        return place(self.votes[number], expected, _free(size, low, size if high is None else high, taken))

    def _beside(self, number: int, low: int, high: int, taken: Sequence[tuple[int, int]]) -> Placed | None:
        """The free word that is nearest to where the words around a span went, for one that left no trace."""
        first, last = self._inside(self.stripped.spans[number])
        places = self.links.places()
        at = float(places[first:last].mean()) if last > first else 0.0
        free = [index for index, is_free in enumerate(_free(len(self.target_words), low, high, taken)) if is_free]
        if self.links.weights.max(initial=0.0) < ENOUGH:
            return None  # no word around it is known to have gone anywhere
        nearest = min(free, key=lambda index: abs(index - at), default=None)
        return None if nearest is None else Placed(nearest, nearest + 1, 0.0)

    def _inside(self, span: Span) -> tuple[int, int]:
        """The source words of a span, as numbers (half-open)."""
        inside = [n for n, word in enumerate(self.source_words) if word.start < span.end and word.end > span.start]
        return (inside[0], inside[-1] + 1) if inside else (0, 0)

    def _point(self, point: Point) -> Insertion:
        """The place of a code beside the word that translates the one it stood beside."""
        if point.before:
            beside = next((n for n, word in enumerate(self.source_words) if word.start >= point.position), None)
        else:
            behind = [n for n, word in enumerate(self.source_words) if word.end <= point.position]
            beside = behind[-1] if behind else None
        if beside is None or not self.target_words:
            position = 0 if point.before and not self.stripped.text[: point.position].strip() else len(self.target)
            return Insertion(position, position, point.text)
        placed = place([(linked(self.links, beside, beside + 1), 1.0)], 1, [True] * len(self.target_words))
        if placed is None or placed.confidence < ENOUGH:
            index = min(max(round(float(self.links.places()[beside])), 0), len(self.target_words) - 1)
            self.confidence = min(self.confidence, ENOUGH)
        else:
            index = placed.first if point.before else placed.last - 1
        word = self.target_words[index]
        if point.before:
            return Insertion(word.start, word.start, point.text + point.blank)
        marks = self.stripped.text[self.source_words[beside].end : point.position]
        position = word.end
        if marks.strip() and (match := re.compile(r"[^\w\s]+").match(self.target, position)):
            position = match.end()
        return Insertion(position, position, point.blank + point.text)


def _matters(phrase: str) -> bool:
    """Whether a phrase is more than little words, such as articles, of which translations may well have none."""
    return any(len(word) > 3 or not word.islower() for word in re.findall(r"\w+", phrase))


def _free(size: int, low: int, high: int, taken: Sequence[tuple[int, int]]) -> list[bool]:
    free = [low <= index < high for index in range(size)]
    for start, end in taken:
        free[start:end] = [False] * (end - start)
    return free


def _cross(one: Insertion, other: Insertion) -> bool:
    return one.start < other.start < one.end < other.end


def coded_words(text: str, codes: Sequence[InlineCode], locale: str) -> list[Word]:
    """The words of a text, each code being one."""
    words: list[Word] = []
    end = 0
    for code in (*codes, InlineCode(len(text), len(text), "tag")):
        words += [Word(one.start + end, one.end + end, one.text) for one in words_of(text[end : code.start], locale)]
        if code.end > code.start:
            words.append(Word(code.start, code.end, text[code.start : code.end]))
        end = code.end
    return words


def code_pairs(text: str, codes: Sequence[InlineCode]) -> list[tuple[str, str, tuple[int, int]]]:
    """The pairs of codes of a text: opening, closing, and the span between them."""
    opened: list[InlineCode] = []
    pairs = []
    for code in codes:
        if code.kind == "open":
            opened.append(code)
        elif code.kind == "close" and opened:
            opening = opened.pop()
            between = opening.end, code.start
            pairs.append((text[opening.start : opening.end], text[code.start : code.end], between))
    return pairs


_LONGEST_TRANSLATION = 3
_PAIRS = (('"', '"'), ("(", ")"), ("[", "]"))
_QUOTES = '"“”„‟«»「」『』〝〞'
_MARKED = re.compile(rf"[{_QUOTES}]([^{_QUOTES}]+)[{_QUOTES}]|[(（]([^()（）]+)[)）]|\[([^\[\]]+)\]")


def with_mark(text: str, span: Span) -> tuple[str, int] | None:
    """The text with a span in marks that an engine keeps, as a writer's quotation or remark would be, and how many
    characters the mark has; None when the text has all of these marks itself."""
    for opening, closing in _PAIRS:
        if not any(mark in text for mark in (_QUOTES if opening == '"' else opening + closing)):
            inside = text[span.start : span.end]
            return f"{text[: span.start]}{opening}{inside}{closing}{text[span.end :]}", len(opening)
    return None


def marked_span(translation: str) -> tuple[int, int] | None:
    """Where the one marked span of a translation stands, without its marks."""
    found = list(_MARKED.finditer(translation))
    if len(found) != 1:
        return None
    return found[0].start() + 1, found[0].end() - 1


def word_lexicon(translations: Mapping[str, str], locale: str) -> Lexicon:
    """A lexicon of what an engine makes of single words; what it makes a sentence of it does not know."""
    lexicon = Lexicon()
    times = Counter(translations.values())
    for word, translation in translations.items():
        found = [one.text for one in words_of(translation, locale)]
        if len(found) <= _LONGEST_TRANSLATION and (len(found) == 1 or times[translation] <= 2):  # else it means nothing
            lexicon.add(word, found, 0.9 if len(found) == 1 else 0.7)
    return lexicon
