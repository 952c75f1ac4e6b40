"""Korean particles: which of two forms (은/는, 이/가, 으로/로 …) stands behind a word.

The last sound of the word decides: a final consonant (coda) or none; 으로 treats ㄹ like none. The copula 이다 and the
particles made from it (이나, 이랑, 이든지 …) lose or contract their 이 behind a vowel (Hangul Orthography, article 35).
"""

import re
from bisect import bisect_left
from collections.abc import Sequence

from l10n.languages.ko.sounds import Coda, final_sound

__all__ = ["Coda", "agree", "attach_particle", "choose_particle", "final_sound", "resolve_combined"]

_PAIRS: tuple[tuple[str, str], ...] = (
    ("이시여", "시여"),
    ("이여", "여"),
    ("으로", "로"),
    ("으론", "론"),
    ("은", "는"),
    ("이", "가"),
    ("을", "를"),
    ("과", "와"),
    ("관", "완"),
    ("아", "야"),
)
"""The form behind a coda and the one behind a vowel; longer ones first."""
FORMS = ("은", "는", "이", "가", "을", "를", "와", "과", "으")
"""The part in brackets where both forms are written: 은(는), (으)로."""
_NOTHING_FOLLOWS = frozenset({"이여", "여", "이", "가", "을", "를", "아", "야"})
"""Not particles when more Hangul follows: 이다, 여서, 야말로."""
_INVARIANT = re.compile(
    "에게|에서|에(?!요)|의|도|만|부터|까지|조차|마저|마다|마냥|보다|처럼|같이|께|한테|하고|밖에|뿐|대로|들|씩|쯤|더러|"
    "인|일|임|입|이자|이기"
)
"""Particles with one form, and the forms of the copula that keep their 이 behind a vowel."""
_ENDING = re.compile("[다고지라란랍람랄래며면므니나난네든던더데군구거건걸랑야요오올죠되어었에]")
"""How the rest begins behind the 이 of the copula: 이다, 이라는, 이나, 이랑, 이든지, 이야말로."""


def attach_particle(word: str, particle: str) -> str:
    """The word with the particle in the form that it takes. `particle` may be either form (`는`), both (`은(는)`,
    `은/는`), an ending of the copula (`이다`, `였습니다`) and have more behind it (`로부터`, `은커녕`). Behind a word
    whose reading is not known both forms are written, as in `Nao(으)로`."""
    return word + choose_particle(particle, final_sound(word))


def choose_particle(particle: str, sound: Coda | None) -> str:
    """The form of a particle that stands behind a final sound; both forms, `을(를)`, when the sound is None.

    A particle with a single form, or one that is not listed, is returned unchanged.
    """
    particle = _behind_coda(particle)
    if pair := _split_pair(particle):
        coda, vowel, rest = pair
        if sound is None:
            both = f"({coda.removesuffix(vowel)}){vowel}" if coda.endswith(vowel) else f"{coda}({vowel})"
            return both + rest
        vowel_like = sound is Coda.NONE or (sound is Coda.RIEUL and coda[0] == "으")
        return (vowel if vowel_like else coda) + rest
    if _INVARIANT.match(particle):
        return particle
    ending = _copula_ending(particle)
    if ending is None:
        return particle
    if sound is None:
        return "(이)" + ending
    return _contract(ending) if sound is Coda.NONE else "이" + ending


def _behind_coda(particle: str) -> str:
    """Of a particle that names both forms, the form behind a coda; any other particle unchanged."""
    if not (match := _BOTH_FORMS.match(particle)):
        return particle
    first, second = (part for part in match.groups() if part is not None)
    rest = particle[match.end() :]
    for coda, vowel in _PAIRS:
        if {first, second} == {coda, vowel}:
            return coda + rest
    return first + second + rest if match[0].startswith("(") else particle


_PAIRED = "은|는|이|가|을|를|과|와|관|완|아|야"
_BOTH_FORMS = re.compile(
    rf"({_PAIRED})\(({_PAIRED})\)|\(({_PAIRED})\)({_PAIRED})|({_PAIRED})/({_PAIRED})(?![가-힣])|\((으|이)\)([가-힣])"
)


def _split_pair(particle: str) -> tuple[str, str, str] | None:
    """The two forms that a particle begins with, and what follows them."""
    for coda, vowel in _PAIRS:
        for form in (coda, vowel):
            rest = particle[len(form) :]
            if particle.startswith(form) and not (form in _NOTHING_FOLLOWS and "가" <= rest[:1] <= "힣"):
                return coda, vowel, rest
    return None


def _copula_ending(particle: str) -> str | None:
    """What follows the copula's 이 in a particle, whether written in full, contracted or without it."""
    for contracted, full in (("였", "었"), ("여", "어"), ("예", "에")):
        if particle.startswith(contracted):
            return full + particle[1:]
    ending = particle.removeprefix("이")
    return ending if _ENDING.match(ending) else None


def _contract(ending: str) -> str:
    return {"었": "였", "어": "여", "에": "예"}.get(ending[0], ending[0]) + ending[1:]


_AGREEING = re.compile(
    r"(?:[은는](?:커녕)?|[이가]|[을를]|[과와](?:는|도|의|만)?|[관완]|으?론|"
    r"으?로(?:는|도|만|의|서|서는|서도|서의|써|부터|부터의|부터는|까지|까지의)?|"
    r"이?랑|이?나|이?나마|이?든(?:지|가)?|이?라(?:는|고|고는|고도|도|면|며)|이?란|이?며|이?야말로|(?:이었|였)[가-힣]+|(?:이에|예)요)"
    r"(?![가-힣])"
)
"""A whole run of Hangul that can only be a particle behind a noun, not the beginning of a word (서울은행)."""


def agree(text: str, start: int) -> str:
    """The text, with the particle that begins at `start` (if one does) in the form that fits the word before it. It is
    for the position behind a term that was inserted into a finished sentence. Single forms, words that only begin like
    a particle, and particles behind a word of unknown reading stay unchanged."""
    match = _BOTH_FORMS.match(text, start) or _AGREEING.match(text, start)
    if not match or (sound := final_sound(text[max(0, start - 300) : start])) is None:
        return text
    return text[:start] + choose_particle(match[0], sound) + text[match.end() :]


_PARTED = re.compile(r" (?=(?:은|는|을|를|가|와|과|의|에|에서|에게|으로|로|부터|까지|도|만)(?![가-힣]))")


def rejoin(text: str, end: int) -> str:
    """The text without a space between a word that ends at `end` and its particle."""
    return text[:end] + text[end + 1 :] if _PARTED.match(text, end) else text


def resolve_combined(text: str, kept: Sequence[tuple[int, int]] = ()) -> str:
    """The text with the fitting form in place of 은(는), 이(가), (으)로 …, where the reading of the word before is
    known. `kept` lists, in order, the spans to leave unchanged."""
    parts: list[str] = []
    last = 0
    for match in _BOTH_FORMS.finditer(text):
        span = bisect_left(kept, (match.end(),)) - 1
        if span >= 0 and kept[span][1] > match.start():
            continue
        before = text[max(0, match.start() - 300) : match.start()]
        if not before[-1:].isspace() and (sound := final_sound(before)):
            parts += text[last : match.start()], choose_particle(match[0], sound)
            last = match.end()
    return "".join(parts) + text[last:]
