"""Korean particles that do not fit the word before them.

Hangul Orthography, articles 35 and 51, and the Standard Korean Language Dictionary: 은, 이, 을, 과, 으로 stand behind a
final consonant, 는, 가, 를, 와, 로 behind none, and 로 behind ㄹ as well.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from l10n.checks.pair import Pair
from l10n.checks.rule import Check
from l10n.languages.ko import CODE
from l10n.languages.ko.particles import choose_particle, final_sound
from l10n.languages.ko.words import SYLLABLES_OF, has_word, words
from l10n.model import Diagnostic, Severity
from l10n.text.prose import COVER, MARK
from l10n.translatable import Text

_V, _L, _C = SYLLABLES_OF["none"], SYLLABLES_OF["ㄹ"], SYLLABLES_OF["other"]
_DIRECTION = "(?:서는|서도|서의|서|써|부터의|부터는|부터|까지의|까지|는|도|만|의)?"
_WITH = "(?:의|는)?"
# A form that does not fit the syllable before it, at the end of a word. A set comes first: searching for it is fast.
_UNFIT = re.compile(
    r"[를는가와을은이과로라으며야였예](?:"
    rf"(?<=[{_C}{_L}].)(?:(?<=[를가])|(?<=는)(?:커녕)?|(?<=와){_WITH}|(?<=야)말로|(?<=였)[가-힣]{{1,4}}|(?<=예)요)"
    rf"|(?<=[{_V}].)(?:(?<=[을이])|(?<=은)(?:커녕)?|(?<=과){_WITH})"
    rf"|(?<=[{_C}].)(?:(?<=로){_DIRECTION}|(?<=라)[는고며]|(?<=며))"
    rf"|(?<=[{_V}{_L}]으)로{_DIRECTION})(?![가-힣])"
)
# A particle behind something that is not Hangul: a digit, a letter, a sign, a closing mark.
_BEHIND = re.compile(
    r"[은는이가을를과와으로라](?<=[^\s가-힣].)(?:"
    rf"(?<=[은는])(?:커녕)?|(?<=[이가을를])|(?<=[과와]){_WITH}|(?<=로){_DIRECTION}|(?<=으)로{_DIRECTION}"
    r"|(?<=이)라(?:는|고|며|면)|(?<=라)(?:는|고|며|면))(?![가-힣])"
)
_CLOSED = re.compile(
    r"(?:[^\W_]|[%‰°℃℉㎞㎏㎡㎢㎝㎜])"
    r"(?:\]\([^()\s]{0,200}\)|\]\[[^\[\]]{0,60}\]|</\w{1,20}>|[)\]”’»」』\"'*_~`]){0,9}\Z"
)
"""A letter, a digit or a sign that a particle can follow; it may be quoted, in brackets or in tags."""
_OPENING = re.compile(r"(?:^|[\s(\[“‘「『/])[\"'*_~]{1,6}\Z")
_DIRECTIVE = re.compile(
    rf"(?:{COVER}|%(?:\(\w{{1,40}}\))?[\d$.#+*'-]{{0,12}}[A-Za-z@]|%\d{{1,2}}|\$\w{{1,40}}|[{{}}])[\"'*_~”’)\]>.]{{0,4}}\Z"
)
_OTHER_FORM = re.compile(r"\((?:은|는|이|가|을|를|과|와|으|로)\)|/(?:은|는|이|가|을|를|과|와|로)(?![가-힣])")
"""The second half where both forms are written, 은(는); another rule handles that."""
_WORD = re.compile(r"[가-힣]+\Z")
_NUMBER = re.compile(r"[\d%‰][^\w\s]*\Z")
_LONGEST_WORD, _LOOK_BACK = 40, 300


@dataclass(frozen=True, slots=True)
class _Misfit:
    start: int
    particle: str
    right: str
    certain: bool
    """Whether the reading of the word before it is beyond doubt."""


def run(pair: Pair) -> Iterator[Diagnostic]:
    """A particle does not fit the word before it: 은/는, 이/가, 을/를, 과/와, 으로/로, 라는/이라는. Numbers, signs and
    acronyms count as they are read; a word whose reading is not known is left alone."""
    misfits = sorted([*_behind_hangul(pair), *_behind_others(pair)], key=lambda misfit: misfit.start)
    parts: list[str] = []
    last = 0
    for misfit in misfits:
        parts += pair.target[last : misfit.start], misfit.right
        last = misfit.start + len(misfit.particle)
    fix = "".join(parts) + pair.target[last:]
    for misfit in misfits:
        end = misfit.start + len(misfit.particle)
        severity = Severity.ERROR if misfit.certain else Severity.WARNING
        text = Text("{particle} should be {right}", particle=misfit.particle, right=misfit.right)
        yield Diagnostic("ko-particle", severity, text, misfit.start, end, fix)


def _behind_hangul(pair: Pair) -> Iterator[_Misfit]:
    text = pair.prose(pair.target)
    for match in _UNFIT.finditer(text):
        start, particle = match.start(), match[0]
        before = _WORD.search(text, max(0, start - _LONGEST_WORD), start)
        if not before or _OTHER_FORM.match(text, match.end()):
            continue
        stem = before[0]
        if text[before.start() - 1 : before.start()].isalnum():
            stem = " " + stem  # 3명, K팝: a word that is longer than its Hangul
        if _is_particle(stem, particle, text[match.end() : match.end() + 4], pair.source):
            certain = any(term.target and stem.endswith(term.target) for term in pair.terms if not term.forbidden)
            yield _Misfit(start, particle, choose_particle(particle, final_sound(stem)), certain)


def _is_particle(stem: str, particle: str, following: str, source: str) -> bool:
    """Whether a seemingly unfit particle is really a particle, not the end of the word itself."""
    form = particle[:2] if particle.startswith("으로") else particle[0]
    word = stem + form
    match form:
        case "으로":
            return True
        case "를" | "와":
            return word not in words(f"-{form}")
        case "는":
            return not _is_verb(stem)
        case "로":
            street = _HOUSE_NUMBER.match(following)
            known = len(stem) > 1 or stem in words("short words")
            return known and not street and not has_word("-로", word)
        case "가":
            question = word[-2:] in words("question endings") and not _STATEMENT.match(following)
            known = len(stem) > 1 or stem in ("것", "들")
            return word in words("가 at fault") or (known and not question and not has_word("-가", word))
        case "은":
            # A name such as 이재은 is -eun or -un in Latin letters.
            return len(stem) > 1 and not has_word("-은", word) and not (len(word) < 4 and _NAME.search(source))
        case "을" | "이" | "과" | "라":
            return len(stem) > 1 and not has_word(f"-{form}", word)
        case _:
            return len(stem) > 1


def _is_verb(stem: str) -> bool:
    """Whether 는 behind this is the ending of a verb, as in 먹는."""
    if stem[-1] in words("verb syllables"):
        return True
    return any(
        verb == stem or stem[-size - 1] in _CONNECTIVE
        for size in range(1, min(4, len(stem)) + 1)
        if (verb := stem[-size:]) in words("verb stems")
    )


_HOUSE_NUMBER = re.compile(r"\s?\d")
_STATEMENT = re.compile(r" (?!하|했|할|한|싶|봐|보|라|를|도|는|에|묻|물|궁|아니|되)[가-힣]")
"""Another word follows, but not one that continues a question (누구인가 하는)."""
_CONNECTIVE = frozenset("아어여해려워와겨켜져쳐펴벼려러라가나다마바사자차카타파돼봐줘둬춰꿔뒤끼띄껴")
"""Endings of a verb before another verb that is joined to it: 주워담는."""
_NAME = re.compile(r"(?:eun|un)\b")


def _behind_others(pair: Pair) -> Iterator[_Misfit]:
    text = pair.prose(pair.target)
    for match in _BEHIND.finditer(text):
        start, particle = match.start(), match[0]
        # Only behind a closing mark does the reading depend on more than a word or a number.
        plain = text[start - 1].isalnum()
        before = text[max(0, start - (_LONGEST_WORD if plain else _LOOK_BACK)) : start].replace(MARK, "")
        if not plain and (not _CLOSED.search(before) or _OPENING.search(before)):
            continue
        if (
            ends_open(before)
            or _OTHER_FORM.match(text, match.end())
            or _OTHER_FORM.search(before[-3:])
            or _is_counted(before, particle)
            or (sound := final_sound(before)) is None
        ):
            continue
        right = choose_particle(particle, sound)
        if right != particle:
            yield _Misfit(start, particle, right, bool(_NUMBER.search(before[-9:])))


def ends_open(before: str) -> bool:
    """Whether a text, of a prose view without its marks, ends with something that is read in a way that nobody can
    know: code, an address, a placeholder."""
    word = _REMARK.sub("", before) if before.endswith(")") else before
    return bool(_DIRECTIVE.search(word[-_DIRECTIVE_LENGTH:]))


_DIRECTIVE_LENGTH = 60
_REMARK = re.compile(r"\\?\s?\([^()]{0,200}\)\Z")
"""A remark in brackets, which says more about the word before it; in reStructuredText behind `\\`."""


def _is_counted(before: str, particle: str) -> bool:
    """Whether a number and a seeming particle are one word: 제2과 is a lesson, 종로3가 a street."""
    if particle[0] == "과":
        return bool(re.search(r"제\s?\d+\Z", before))
    return particle == "가" and bool(re.search(r"[가-힣]\d+\Z", before))


CHECK = Check("ko-particle", Severity.WARNING, run, drafts="ignored", languages=frozenset({CODE}))
