"""Letters of a foreign script."""

import re
from collections.abc import Iterator

from l10n.checks.pair import Pair
from l10n.checks.rule import Check
from l10n.languages.ko.hanja import COUNTRIES, is_korean_hanja, mixes
from l10n.languages.ko.letters import LAUGHTER, LOOSE_LETTERS, SINGLE_LETTER, STRAY_LETTERS
from l10n.languages.scripts import foreign_letters, letters, script_of, scripts_of
from l10n.model import Diagnostic, Severity
from l10n.translatable import Text

_GLOSS = re.compile(r"[\w’”\]]\s?[(\[（［][^()\[\]（）［］]{0,40}\Z")
_QUOTED = re.compile(r"[(\[（［「『《〈‘“'\"]\Z")


def run(pair: Pair) -> Iterator[Diagnostic]:
    """The translation has letters of a script that its locale does not use and the source does not have; in Korean also
    Hanja within a word in Hangul, and single letters within a word, half-width or of chats (ㅋㅋ)."""
    if pair.target.isascii():
        return
    if (
        SINGLE_LETTER.search(pair.target)
        and "Hangul" in scripts_of(pair.locale)
        and not LOOSE_LETTERS.search(pair.target)
    ):
        stray = STRAY_LETTERS.search(pair.prose(pair.target))
        if stray and stray[0] not in pair.source and not LAUGHTER.search(pair.source):
            text = Text("stray letters: {letters}", letters=stray[0])
            yield Diagnostic("script", Severity.WARNING, text, *stray.span())
    if not (foreign := foreign_letters(pair.locale)) or not foreign.search(pair.target):
        return
    target = pair.prose(pair.target)
    for match in foreign.finditer(target):
        name = script_of(match[0][0])
        if not _belongs(name, match, target, pair.locale) and not letters(name).search(pair.source):
            text = Text("{script} letters in {locale}: {letters}", script=name, locale=pair.locale, letters=match[0])
            yield Diagnostic("script", Severity.ERROR, text, *match.span())
            return


def _belongs(name: str, match: re.Match[str], text: str, locale: str) -> bool:
    """Whether these letters are common as signs: Greek letters in formulas and units; in Korean single Hanja of
    headlines (美, 中, 前; 韓美), and longer ones in brackets behind the word that they explain."""
    if name == "Greek":
        return len(match[0]) <= 2
    if name != "Han" or "Hangul" not in scripts_of(locale):
        return False
    if _GLOSS.search(text, max(0, match.start() - 60), match.start()):
        return True
    if mixes(text, *match.span()):
        return False
    if len(match[0]) == 1 or set(match[0]) <= COUNTRIES:
        return is_korean_hanja(match[0])
    return bool(_QUOTED.search(text, max(0, match.start() - 1), match.start())) and is_korean_hanja(match[0])


CHECK = Check("script", Severity.ERROR, run, drafts="language")
