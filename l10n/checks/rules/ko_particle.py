"""Korean particles that do not fit the word before them.

Hangul Orthography, articles 35 and 51, and the Standard Korean Language Dictionary: 은, 이, 을, 과, 으로 stand behind a
final consonant, 는, 가, 를, 와, 로 behind none, and 로 behind ㄹ as well.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from l10n.checks.pair import Pair
from l10n.checks.rule import Check
from l10n.languages.ko import CODE
from l10n.languages.ko.nouns import is_causative, is_like_name, lookalike_start, noun_start
from l10n.languages.ko.particles import choose_particle, final_sound
from l10n.languages.ko.second_readings import english_sound, other_sounds
from l10n.languages.ko.words import SYLLABLES_OF, is_particle, words
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
_HANJA_GLOSS = re.compile(r"[(（][\u4e00-\u9fff]")
"""The syllable is explained, so it is no particle: 109과(科)."""
_WORD = re.compile(r"[가-힣]+\Z")
_NUMBER = re.compile(r"[\d%‰][^\w\s)\]]*\Z")
_PERCENT = re.compile(r"\d\s?%[^\w\s]*\Z")
_ZERO = re.compile(r"(?:(?<!\d)|\.\d{0,4})0[^\w\s]*\Z")
"""Read 영, 공 or 제로."""
_LONGEST_WORD, _LOOK_BACK, _NEAR = 40, 300, 1000


@dataclass(frozen=True, slots=True)
class _Misfit:
    start: int
    particle: str
    right: str
    error: bool
    """Whether the word before it is a number, a sign or a term, whose reading is beyond doubt."""
    certain: bool
    """Whether nothing else can be meant, so that the right form can be put without asking anybody."""


def run(pair: Pair) -> Iterator[Diagnostic]:
    """A particle does not fit the word before it: 은/는, 이/가, 을/를, 과/와, 으로/로, 라는/이라는. Numbers, signs and
    acronyms count as they are read; a word whose reading is not known is left alone."""
    misfits = sorted([*_behind_hangul(pair), *_behind_others(pair)], key=lambda misfit: misfit.start)
    if not misfits:
        return
    fix = _repaired(pair.target, [misfit for misfit in misfits if misfit.certain])
    suggestion = _repaired(pair.target, misfits)
    for misfit in misfits:
        end = misfit.start + len(misfit.particle)
        severity = Severity.ERROR if misfit.error else Severity.WARNING
        text = Text("{particle} should be {right}", particle=misfit.particle, right=misfit.right)
        found = Diagnostic("ko-particle", severity, text, misfit.start, end)
        yield found.repaired(fix if misfit.certain else suggestion, certain=misfit.certain)


def _repaired(target: str, misfits: Sequence[_Misfit]) -> str:
    parts: list[str] = []
    last = 0
    for misfit in misfits:
        parts += target[last : misfit.start], misfit.right
        last = misfit.start + len(misfit.particle)
    return "".join(parts) + target[last:]


def _behind_hangul(pair: Pair) -> Iterator[_Misfit]:
    text = pair.prose(pair.target)
    for match in _UNFIT.finditer(text):
        start, particle = match.start(), match[0]
        before = _WORD.search(text, max(0, start - _LONGEST_WORD), start)
        if not before or _OTHER_FORM.match(text, match.end()) or _HANJA_GLOSS.match(text, match.end()):
            continue
        stem = before[0]
        if text[before.start() - 1 : before.start()].isdigit():
            stem = " " + stem  # 3명: a word that is longer than its Hangul
        elif text[before.start() - 1 : before.start()].isalpha():
            stem = "\t" + stem  # K팝
        term = any(term.target and stem.endswith(term.target) for term in pair.terms if not term.forbidden)
        if _is_particle(_Place(text, start, match.end(), stem, pair.source, term), particle):
            # No word that is right has these behind a noun; all the others are the ends of words as well.
            certain = particle.startswith(("를", "으로")) and (term or noun_start(stem) is not None)
            yield _Misfit(start, particle, choose_particle(particle, final_sound(stem)), term, certain)


@dataclass(frozen=True, slots=True)
class _Place:
    """A seeming particle behind Hangul, and what there is to judge by."""

    text: str
    start: int
    end: int
    stem: str
    """The Hangul before it; after a space if a digit stands before that, after a tab if a letter does."""
    source: str
    term: bool
    """Whether a term of the glossary ends there."""

    @property
    def following(self) -> str:
        return self.text[self.end : self.end + 12]

    def is_lookalike(self, form: str) -> bool:
        """Whether the word itself ends in this syllable, and no longer noun ends before it: 현장평가, but 자동차이."""
        start, noun = lookalike_start(self.stem + form), noun_start(self.stem)
        if noun and noun_start(self.stem[:noun]) is None and (noun > 1 or len(self.stem) < 4):
            noun = None  # its beginning would be no word: 일신 in 통일신라
        if start is None or noun is None or start <= noun:
            return start is not None
        return form == "로" and noun_start(self.stem[:start]) == 0  # 하수·관로, though 하수관 is a noun as well

    def is_noun(self) -> bool:
        """Whether a noun surely stands before it: a known one, a term, or a word that the text has elsewhere, bare or
        with another particle."""
        return self.term or noun_start(self.stem) is not None or self._stands_elsewhere()

    def _stands_elsewhere(self) -> bool:
        form, stem = self.text[self.start], self.stem
        near = self.text[max(0, self.start - _NEAR) : self.start + _NEAR]
        if len(stem) < 2 or near.count(stem) < 2:
            return False
        rests = re.findall(rf"(?<![가-힣]){re.escape(stem)}([가-힣]{{0,6}})", near)
        return any(not rest or (rest[0] != form and is_particle(rest)) for rest in rests)


def _is_particle(place: _Place, particle: str) -> bool:
    """Whether a seemingly unfit particle is surely a particle, not the end of the word itself."""
    stem = place.stem
    form = particle[:2] if particle.startswith("으로") else particle[0]
    word = stem + form
    match form:
        case "으로":
            return True
        case "를":
            return word not in words("-를")
        case "는":
            return not _is_verb(stem)
        case "였":
            return place.is_noun() and not is_causative(stem)
        case "가":
            return _is_subject(place)
        case "이":
            free = len(stem) > 1 and stem not in words("before 이")
            return free and not place.is_lookalike("이") and (place.is_noun() or not _may_end_in_i(place))
        case "로":
            known = len(stem) > 1 or stem in words("short words")
            street = is_like_name(word) or _HOUSE_NUMBER.match(place.following)
            return known and not street and not place.is_lookalike("로")
        case "은" | "을":
            # A name such as 이재은 is -eun or -un in Latin letters.
            name = is_like_name(word) or (form == "은" and len(word) < 4 and _NAME.search(place.source))
            return len(stem) > 1 and not name and not place.is_lookalike(form)
        case "과":
            course = place.following.strip().startswith(tuple(words("courses")))
            return len(stem) > 1 and not course and not place.is_lookalike("과")
        case "와" | "라":
            return (len(stem) > 1 or form == "와") and not place.is_lookalike(form)
        case _:
            return len(stem) > 1


def _is_subject(place: _Place) -> bool:
    """Whether 가 is the particle, not the end of a word (전문가) or of a question (누구인가)."""
    stem = place.stem
    word = stem + "가"
    if word in words("가 at fault"):
        return True
    if not (len(stem) > 1 or stem in ("것", "들")) or place.is_lookalike("가"):
        return False
    if stem[-1] not in _ADNOMINAL:
        return True
    start = 0 if place.term else noun_start(stem)
    if start is None or not (_STATEMENT if stem[-1] in _OFTEN_ADNOMINAL else _GOES_ON).match(place.following):
        return False
    return stem[-1] not in _OFTEN_ADNOMINAL or start == 0 or noun_start(stem[:start]) == 0


_OFTEN_ADNOMINAL = frozenset("인은는한던든된운")
_ADNOMINAL = _OFTEN_ADNOMINAL | frozenset(
    "른론큰쁜픈긴센먼란딘린런건텐단싼찬준본온간친탄춘뜬난산떤닌엔선군뭔젠쓴진힌킨민신빈핀낀편낸샌맨갠핸댄뗀벤켠연든안잔간"
)
"""Syllables in which verbs and adjectives end before the 가 of a question: 누구인가, 어떤가, 어디선가."""


def _may_end_in_i(place: _Place) -> bool:
    """Whether an unknown word may end in 이 itself, as names do: 톨스토이, whose source ends in y, i or e."""
    if (ord(place.stem[-1]) - 0xAC00) // 28 % 21 in _NEVER_BEFORE_I:
        return False
    return not place.source or bool(_NAME_IN_I.search(place.source))


_NEVER_BEFORE_I = frozenset((2, 3, 6, 7, 12, 16, 17, 18, 19))
"""The vowels ㅑ ㅒ ㅕ ㅖ ㅛ ㅟ ㅠ ㅡ ㅢ, by number (Unicode, 3.12); no diphthong of a foreign name begins with them."""
_NAME_IN_I = re.compile(r"\b[A-ZÀ-Þ][\w'’-]*[yieéíjYIE]\b")


def _is_verb(stem: str) -> bool:
    """Whether 는 behind this is the ending of a verb, as in 먹는."""
    if stem[-1] in words("verb syllables") or (ord(stem[-1]) - 0xAC00) % 28 in _CODAS_OF_VERBS:
        return True
    joined = noun_start(stem) != 0  # 업 is a verb's stem, and 사 an ending; but 사업 is a noun
    return any(
        verb == stem or (joined and stem[-size - 1] in _CONNECTIVE)
        for size in range(1, min(4, len(stem)) + 1)
        if (verb := stem[-size:]) in words("verb stems")
    )


_CODAS_OF_VERBS = frozenset((5, 6, 12, 13, 14, 15, 20))
"""The final consonants ㄵ ㄶ ㄽ ㄾ ㄿ ㅀ ㅆ, which end verbs and no noun: 재밌는, 괜찮는."""


_HOUSE_NUMBER = re.compile(r"\s?\d+(?:-\d+)?(?:[가번길층]|(?![\d가-힣%,.:]|\s?[A-Za-z%]))")
_GOES_ON = re.compile(r" (?!하[는고며]|싶|궁금)[가-힣\d‘“'\"]")
"""Another word follows, but not one that continues a question: 어떤가 하는."""
_STATEMENT = re.compile(r" (?!하|했|할|한|싶|봐|보|라|를|도|는|에|묻|물|궁|아니|되)[가-힣\d‘“'\"]")
"""The same behind a syllable that often ends a verb."""
_CONNECTIVE = frozenset("이게히에아어여해려워와겨켜져쳐펴벼려러라가나다마바사자차카타파돼봐줘둬춰꿔뒤끼띄껴")
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
            or _HANJA_GLOSS.match(text, match.end())
            or _OTHER_FORM.search(before[-3:])
            or _is_counted(before, particle)
            or (sound := final_sound(before)) is None
        ):
            continue
        right = choose_particle(particle, sound)
        others = other_sounds(before)
        if right != particle and particle not in (choose_particle(particle, other) for other in others):
            number = bool(_NUMBER.search(before[-9:]))
            certain = bool(_PERCENT.search(before)) or (number and not others and _is_certain(before, particle))
            yield _Misfit(start, particle, right, number, certain)


def ends_open(before: str) -> bool:
    """Whether a text, of a prose view without its marks, ends with something that is read in a way that nobody can
    know: code, an address, a placeholder."""
    bare = before.rstrip("'\"’”»」』")
    word = _REMARK.sub("", bare) if bare.endswith(")") else before
    return bool(_DIRECTIVE.search(word[-_DIRECTIVE_LENGTH:]))


def _is_certain(number: str, particle: str) -> bool:
    """Whether a particle behind a number fits it in no reading and is not a noun (3가, 2과)."""
    english = choose_particle(particle, english_sound(number)) == particle
    return not english and particle[0] not in "가과이" and not _ZERO.search(number[-9:])


_DIRECTIVE_LENGTH = 60
_REMARK = re.compile(r"\\?\s?\([^()]{0,200}\)\Z")
"""A remark in brackets, which says more about the word before it; in reStructuredText behind `\\`."""


def _is_counted(before: str, particle: str) -> bool:
    """Whether a number and a seeming particle are one word: 제2과 is a lesson, 종로3가 a street."""
    if particle[0] == "과":
        return bool(re.search(r"제\s?\d+\Z", before))
    return particle == "가" and bool(re.search(r"[가-힣]\d+\Z|[동로가]\s\d\Z", before))


CHECK = Check("ko-particle", Severity.WARNING, run, drafts="ignored", languages=frozenset({CODE}))
