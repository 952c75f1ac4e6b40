"""Letters of a script that does not belong."""

from __future__ import annotations

import re
from collections.abc import Iterator

from l10n.checks.pair import Pair
from l10n.checks.rule import Check
from l10n.languages.scripts import foreign_letters, letters, script_of
from l10n.model import Diagnostic, Severity
from l10n.text.prose import prose
from l10n.translatable import Text

_COUNTRIES = frozenset("美中日北韓南英佛獨露印臺伊")
"""How Korean headlines name countries, alone and together."""
_GLOSS = re.compile(r"[(\[（［「『《〈‘“'\"]\Z")


def run(pair: Pair) -> Iterator[Diagnostic]:
    """The translation has letters of a script that its locale does not use and the source does not have."""
    if pair.target.isascii() or not (foreign := foreign_letters(pair.locale)) or not foreign.search(pair.target):
        return
    target = prose(pair.target)
    for match in foreign.finditer(target):
        name = script_of(match[0][0])
        if not _belongs(name, match, target, pair.language) and not letters(name).search(pair.source):
            text = Text("{script} letters in {locale}: {letters}", script=name, locale=pair.locale, letters=match[0])
            yield Diagnostic("script", Severity.ERROR, text, *match.span())
            return


def _belongs(name: str, match: re.Match[str], text: str, language: str) -> bool:
    """Whether these letters are usual as signs: Greek ones in formulas and units, in Korean single Hanja of headlines
    (美, 中, 前; 韓美) and longer ones in brackets behind the word they explain."""
    if name == "Greek":
        return len(match[0]) <= 2
    if name != "Han" or language != "ko":
        return False
    if len(match[0]) == 1 or set(match[0]) <= _COUNTRIES:
        return _korean(match[0])
    return bool(_GLOSS.search(text, max(0, match.start() - 1), match.start())) and _korean(match[0])


def _korean(hanja: str) -> bool:
    """Whether the characters are among the Hanja of KS X 1001, which simplified Chinese ones are not."""
    try:
        return bool(hanja.encode("euc_kr"))
    except UnicodeEncodeError:
        return False


CHECK = Check("script", Severity.ERROR, run, drafts="language")
