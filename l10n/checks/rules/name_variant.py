"""One name in two spellings."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from l10n.checks.pair import Pair
from l10n.checks.rule import ArticleCheck
from l10n.languages.language import Language
from l10n.model import Diagnostic, Severity
from l10n.translatable import Text

_NAME = re.compile(r"(?<![\w@/#.-])[A-Z][a-zà-ÿ]{3,}(?![\w@/])")
_WORD = re.compile(r"[^\W\d_]+")
_LONGEST = 8
"""Letters of a spelled name."""


def run(pairs: Sequence[Pair]) -> Iterator[tuple[int, Diagnostic]]:
    """One name is spelled in two ways within an article (트럼프 and 트럼브), found from the source's names."""
    if not pairs or not pairs[0].language.grammar.spells:
        return
    places: dict[str, list[int]] = defaultdict(list)
    for index, pair in enumerate(pairs):
        for name in dict.fromkeys(_names(pair)):
            places[name].append(index)
    for name, indexes in places.items():
        if len(indexes) > 1:
            yield from _variants(name, [(index, pairs[index]) for index in indexes], pairs[0].language)


def _names(pair: Pair) -> Iterator[str]:
    """The names in a source: words with a capital that are no common words."""
    grammar = pair.source_language.grammar
    for match in _NAME.finditer(pair.prose(pair.source)):
        word = match[0].casefold()
        if not (grammar.is_word and grammar.is_word(word)) and not grammar.is_common(word):
            yield match[0]


def _variants(name: str, places: Sequence[tuple[int, Pair]], known: Language) -> Iterator[tuple[int, Diagnostic]]:
    """The findings about a name that stands in several pairs."""
    found = {index: _spellings(name, pair, known) for index, pair in places}
    counts = Counter(spelling for spellings in found.values() for spelling in spellings)
    if len(counts) < 2:
        return
    usual, times = counts.most_common(1)[0]
    for index, spellings in found.items():
        others = [spelling for spelling in spellings if spelling != usual]
        if times > 1 and usual not in spellings and len(others) == 1 and known.grammar.varies(usual, others[0]):
            start, end = spellings[others[0]]
            text = Text("{name} is {usual} elsewhere", name=name, usual=usual)
            yield index, Diagnostic("name-variant", Severity.WARNING, text, start, end)


def _spellings(name: str, pair: Pair, known: Language) -> dict[str, tuple[int, int]]:
    """The words of a translation that may spell a name, without particles, and where they stand."""
    spells = known.grammar.spells
    found: dict[str, tuple[int, int]] = {}
    for match in _WORD.finditer(pair.prose(pair.target)):
        word = match[0]
        if word.isascii() or not spells:
            continue
        for end in range(2, min(len(word), _LONGEST) + 1):
            rest = word[end:]
            if (not rest or known.grammar.is_particle(rest)) and spells(name, word[:end]):
                found[word[:end]] = (match.start(), match.start() + end)
                break
    return found


ARTICLE_CHECK = ArticleCheck("name-variant", Severity.WARNING, run)
