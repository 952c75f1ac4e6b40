"""The register of Korean sentences, by their endings."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

from l10n.checks.pair import Pair
from l10n.checks.rule import ArticleCheck, Check
from l10n.languages.ko import CODE
from l10n.languages.ko.words import words
from l10n.model import UNSPLIT_TYPES, Diagnostic, Severity
from l10n.text.prose import MARK
from l10n.translatable import Text

_HAPSYO, _HAEYO, _HAERA, _NOMINAL = "합니다체", "해요체", "해라체", "명사형"
_STYLES = {"style:hapsyo": _HAPSYO, "style:haeyo": _HAEYO, "style:haera": _HAERA}
_FLAGS = {*_STYLES, "style-strict"}
_OWN_REGISTER = UNSPLIT_TYPES | {"list-item", "quote", "caption", "front-matter"}
"""Unit types that need not sound like the article around them."""
_ENOUGH = 3
"""An article must have this many sentences of one register before others count as a mistake."""
_MARK = re.compile("[.!?…]")
_QUOTED = re.compile(r"[“\"][^“”\"]*[”\"]|‘[^‘’]*’|「[^「」]*」|『[^『』]*』|\([^()]*\)")
_REST_OF_A_QUOTATION = re.compile(
    r"[^“‘「『(]*[.!?…]?[”’\"'」』](?= ?(?:라[고는며]|이라|고 |하고|[을를]|며|그[가는] ))"
)
"""What ends a quotation that began in an earlier unit, or without a mark."""
_QUOTE = re.compile('[“"‘「『(]')
_END = re.compile(rf"[.!?…]+(?=[\s)\]*_”’\"'{MARK}]|\Z)")
_LAST_WORD = re.compile(r"[가-힣]{1,8}\Z")


def run(pair: Pair) -> Iterator[Diagnostic]:
    """The sentences of a unit or an article mix 합니다체, 해요체 and 해라체, or are not in the one that the flag
    `style:hapsyo`, `style:haeyo` or `style:haera` asks for; quotations, headings and lists may differ."""
    if pair.type in UNSPLIT_TYPES or (pair.flags.isdisjoint(_FLAGS) and len(_MARK.findall(pair.target)) < 2):
        return
    registers = _registers(pair.prose(pair.target))
    found = [item for item in registers if item[0] != _NOMINAL or "style-strict" in pair.flags]
    asked_for = [_STYLES[flag] for flag in pair.flags if flag in _STYLES]
    usual = asked_for or [register for register, _ in Counter(item[0] for item in found).most_common(1)]
    for register, start, end in found:
        if register != usual[0]:
            yield _finding(register, usual[0], start, end)
            return


def run_across(pairs: Sequence[Pair]) -> Iterator[tuple[int, Diagnostic]]:
    """Sentences are not in the register of most of the article's sentences."""
    found = [
        (index, item)
        for index, pair in enumerate(pairs)
        # Only a document has one register; a program's catalog, whose source has no format, has many voices.
        if pair.format and pair.type not in _OWN_REGISTER and _STYLES.keys().isdisjoint(pair.flags)
        for item in _registers(pair.prose(pair.target))
        if item[0] != _NOMINAL
    ]
    counts = Counter(register for _, (register, _, _) in found)
    if len(counts) < 2:
        return
    (usual, number), (_, second) = counts.most_common(2)
    if number >= max(_ENOUGH, 2 * second):
        for index, (register, start, end) in found:
            if register != usual:
                yield index, _finding(register, usual, start, end)


def _finding(register: str, usual: str, start: int, end: int) -> Diagnostic:
    text = Text("{register} among {usual}", register=register, usual=usual)
    return Diagnostic("ko-register", Severity.WARNING, text, start, end)


@lru_cache(maxsize=64)
def _registers(plain: str) -> tuple[tuple[str, int, int], ...]:
    """The register of each sentence of a prose view outside quotations and brackets, with the span of its last word."""
    if _QUOTE.search(plain):
        plain = _QUOTED.sub(lambda match: " " * len(match[0]), plain)
    if half := _REST_OF_A_QUOTATION.match(plain):
        plain = " " * half.end() + plain[half.end() :]
    ends = [(match.start(), match[0]) for match in _END.finditer(plain)]
    end = len(plain.rstrip())
    if not ends or ends[-1][0] + len(ends[-1][1]) < end:
        ends.append((end, ""))  # a last sentence without a mark
    found = []
    for end, mark in ends:
        word = _LAST_WORD.search(plain, max(0, end - 8), end)
        if word and (register := _register(word[0], mark)):
            found.append((register, *word.span()))
    return tuple(found)


_POLITE = re.compile("[" + "".join(chr(code) for code in range(0xAC11, 0xD7A4, 28)) + "](?:니다|니까|시다)\\Z")
"""습니다, 합니까, 갑시다: the ending follows ㅂ; 아니다 and 지니다 do not count."""
_NOUN_LIKE = ("음", "함", "됨", "임", "짐", "봄", "감", "옴", "줌")
_PLAIN_QUESTION = ("는가", "은가", "인가", "던가", "느냐", "으냐", "이냐")


def _register(word: str, mark: str) -> str:
    """The register of a sentence by its last word and mark; empty if it shows none (할까?)."""
    question = "?" in mark
    if word.endswith(("시오", "십시요")) or _POLITE.search(word):
        return _HAPSYO
    if len(word) < 2 or word in words("ends like a verb"):
        return ""
    if word.endswith("요"):
        # 하세요 goes with both polite registers, and so do questions such as 할까요 and 인가요.
        return "" if question or word.endswith(("세요", "셔요")) else _HAEYO
    if word.endswith("다") or (question and word.endswith(_PLAIN_QUESTION)):
        return _HAERA
    return _NOMINAL if mark and not question and word.endswith(_NOUN_LIKE) else ""


CHECK = Check("ko-register", Severity.WARNING, run, drafts="ignored", languages=frozenset({CODE}))
ARTICLE_CHECK = ArticleCheck("ko-register", Severity.WARNING, run_across, languages=frozenset({CODE}))
