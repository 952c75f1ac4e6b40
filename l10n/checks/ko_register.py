"""The register of Korean sentences, by their endings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

from l10n.checks.korean_words import words
from l10n.checks.pair import ArticleCheck, Check, Pair
from l10n.checks.text import prose
from l10n.model import UNSPLIT_TYPES, Diagnostic, Severity

HAPSYO, HAEYO, HAERA, NOMINAL = "합니다체", "해요체", "해라체", "-음"
_STYLES = {"style:hapsyo": HAPSYO, "style:haeyo": HAEYO, "style:haera": HAERA}
_EXEMPT = UNSPLIT_TYPES | {"list-item", "quote", "caption", "front-matter"}
_ENDING = re.compile(r"([가-힣]{1,8})(?:[.!…]+|\?+!?|(?=\s*\Z))(?=[\s)\]*_”’\"']|\Z)")
_MARK = re.compile("[.!?…]")
_QUOTED = re.compile(r"[“\"][^“”\"]*[”\"]|‘[^‘’]*’|「[^「」]*」|『[^『』]*』|\([^()]*\)")
_ENOUGH = 3
"""Sentences of one register that an article must have before others count as a mistake."""


def run(pair: Pair) -> Iterator[Diagnostic]:
    """The sentences mix 합니다체, 해요체 and 해라체, or are not in the one that the flag `style:hapsyo`, `style:haeyo` or
    `style:haera` asks for; in an article, what most of its sentences are in; quotations, headings and lists are exempt."""
    if pair.type in UNSPLIT_TYPES or (len(_MARK.findall(pair.target)) < 2 and not pair.flags):
        return
    strict = "style-strict" in pair.flags
    found = [item for item in registers(pair.target) if strict or item[0] != NOMINAL]
    wanted = next((_STYLES[flag] for flag in pair.flags if flag in _STYLES), None)
    if wanted is None and found:
        wanted = Counter(register for register, _, _ in found).most_common(1)[0][0]
    for register, start, end in found:
        if register != wanted:
            yield _finding(register, str(wanted), start, end)
            return


def run_across(pairs: Sequence[Pair]) -> Iterator[tuple[int, Diagnostic]]:
    """Sentences are not in the register of most of the article's sentences."""
    found = [
        (index, item)
        for index, pair in enumerate(pairs)
        # Only a document has one register; a program's catalog, whose source has no format, has many voices.
        if pair.markup and pair.type not in _EXEMPT and not any(flag in _STYLES for flag in pair.flags)
        for item in registers(pair.target)
        if item[0] != NOMINAL
    ]
    counts = Counter(register for _, (register, _, _) in found)
    if len(counts) < 2:
        return
    (usual, number), (_, second) = counts.most_common(2)
    if number < _ENOUGH or number < 2 * second:
        return
    for index, (register, start, end) in found:
        if register != usual:
            yield index, _finding(register, usual, start, end)


def _finding(register: str, wanted: str, start: int, end: int) -> Diagnostic:
    return Diagnostic("ko-register", Severity.WARNING, f"{register} among {wanted}", start, end)


@lru_cache(maxsize=64)
def registers(text: str) -> tuple[tuple[str, int, int], ...]:
    """The register of each sentence outside quotations and brackets, with the span of its last word."""
    plain = _QUOTED.sub(lambda match: " " * len(match[0]), prose(text))
    found = []
    for match in _ENDING.finditer(plain):
        if register := _register(match[1], question="?" in match[0], marked=match.end() > match.end(1)):
            found.append((register, match.start(1), match.end(1)))
    return tuple(found)


_POLITE = re.compile("[" + "".join(chr(code) for code in range(0xAC11, 0xD7A4, 28)) + "](?:니다|니까|시다)\\Z")
"""습니다, 합니까, 갑시다: behind a syllable that ends in ㅂ; 아니다 and 지니다 are something else."""


def _register(word: str, question: bool, marked: bool) -> str:
    """The register of a sentence by its last word; empty where it has none, as 할까? has."""
    if word.endswith(("시오", "십시요")) or _POLITE.search(word):
        return HAPSYO
    if word in words("ends like a verb"):
        return ""
    if word.endswith("요"):
        # 하세요 goes with both polite registers, and so do questions such as 할까요 and 인가요.
        return "" if question or word.endswith(("세요", "셔요")) else HAEYO
    if word.endswith("다") and len(word) > 1:
        return HAERA
    if question and word.endswith(("는가", "은가", "인가", "던가", "느냐", "으냐", "이냐")):
        return HAERA
    if (
        marked
        and not question
        and len(word) > 1
        and (ord(word[-1]) - 0xAC00) % 28 == 16
        and word[-1] in "음함됨임짐봄감옴줌"
    ):
        return NOMINAL
    return ""


CHECK = Check("ko-register", Severity.WARNING, run, frozenset({"ko"}))
ARTICLE_CHECK = ArticleCheck("ko-register", Severity.WARNING, run_across, frozenset({"ko"}))
