"""Counts the findings in a folder of real texts by rule, prints some to read, and seeds errors to see which are found.

    python bench/findings.py DIR [--only GLOB]… [--rule RULE]… [--sample N] [--seed]

DIR is searched for PO files, for texts that lie beside each other line by line (`news.en` and `news.ko`), for tables of
a source, a tab and a translation (`.tsv`), and for Korean without a source, a text a line (`.txt`), of which only the
rules speak that need none. `--sample` prints so many findings of each rule, drawn by chance and always the same ones.
`--seed` puts one error of each kind into every text that can have it and prints how many are found. For the particles
of nouns it asks Kiwi (`pip install kiwipiepy`), the particles of words that Kiwi calls nouns being swapped.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from fnmatch import fnmatch
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from l10n.catalog.po import parse_po
from l10n.checks import Pair, check_forms, check_pair, silenced
from l10n.errors import L10nError
from l10n.languages.ko.particles import choose_particle, final_sound
from l10n.model import Diagnostic, Severity

_ALONE = frozenset("ko-particle ko-particle-artifact ko-fullwidth ko-spacing script control-character".split())
"""The rules that need no source."""
_AROUND = 30


@dataclass(frozen=True)
class Unit:
    """A pair of texts and the findings about it."""

    file: str
    pair: Pair
    findings: tuple[Diagnostic, ...]


def units_of(folder: Path, only: Iterable[str]) -> Iterator[Unit]:
    """Every unit of the folder's files."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if not path.is_file() or not any(fnmatch(name, glob) for glob in only):
            continue
        if path.suffix == ".po":
            yield from _catalog(path, name)
        elif path.suffix == ".txt":
            for line in filter(None, path.read_text("utf-8").split("\n")):
                pair = Pair("", line, "ko", format="text")
                yield Unit(name, pair, tuple(check_pair(pair, _ALONE)))
        else:
            for source, target in _rows(path):
                pair = Pair(source, target, "ko", format="text")
                yield Unit(name, pair, tuple(check_pair(pair)))


def _rows(path: Path) -> Iterator[tuple[str, str]]:
    if path.suffix == ".tsv":
        for line in path.read_text("utf-8").split("\n"):
            source, _, target = line.partition("\t")
            yield source, target
    elif path.suffix == ".ko":
        texts = (file.read_text("utf-8").split("\n") for file in (path.with_suffix(".en"), path))
        yield from zip(*texts, strict=True)


def _catalog(path: Path, name: str) -> Iterator[Unit]:
    try:
        messages = parse_po(path.read_bytes(), path).messages
    except L10nError as error:
        print(f"left out: {error}")
        return
    for message in messages:
        if message.translated and not message.obsolete and not message.fuzzy:
            pair = Pair(message.msgid, (message.msgstr_plural or (message.msgstr,))[0], "ko", flags=message.flags)
            found = check_forms(
                message, lambda *texts, pair=pair: replace(pair, source=texts[0], target=texts[1]), check_pair
            )
            silent = silenced(message)
            yield Unit(name, pair, tuple(finding for _, finding in found if finding.rule not in silent))


def shown(unit: Unit, found: Diagnostic) -> str:
    """A finding on one line: its file, message and place, and the source where it matters."""
    text, start, end = unit.pair.target, found.start, found.end
    place = (
        f"{text[max(0, start - _AROUND) : start]}⟦{text[start:end]}⟧{text[end : end + _AROUND]}" if end else text[:240]
    )
    beside = "" if found.rule.startswith("ko-") else f" | {unit.pair.source[:240]}"
    line = f"{found.severity.value}  {unit.file}  {found.text}  {place}{beside}"
    return "".join(char if char.isprintable() else " " for char in line)


Seed = Callable[[str], Iterator[str]]
"""A right text -> the same text with one error, for every place that can have one."""
_PARTICLES = dict(zip("은는이가을를과와", "는은가이를을와과", strict=True)) | {"로": "으로", "으로": "로"}


@cache
def _kiwi() -> Any:
    from kiwipiepy import Kiwi

    return Kiwi(num_workers=1)


def swapped_particles(text: str) -> Iterator[str]:
    """The other form of a particle behind a noun of two syllables or more."""
    try:
        tokens = _kiwi().tokenize(text)
    except ModuleNotFoundError:
        return
    for before, token in pairwise(tokens):
        start, end, form = token.start, token.start + token.len, token.form
        if (
            token.tag in {"JKS", "JKO", "JX", "JC", "JKB"}
            and (before.tag[0] == "N" or before.tag == "XSN")
            and text[start:end] == form in _PARTICLES
            and re.search("[가-힣]{2}\\Z", text[:start])
            and not re.match("[가-힣]", text[end:])
        ):
            other = _PARTICLES[form]
            sound = final_sound(text[:start])
            if choose_particle(form, sound) == form and choose_particle(other, sound) != other:
                yield text[:start] + other + text[end:]


def _without(pattern: str) -> Seed:
    return lambda text: (text[: match.start()] + text[match.end() :] for match in re.finditer(pattern, text))


def _with(pattern: str, put: str) -> Seed:
    return lambda text: (text[: match.start()] + put + text[match.end() :] for match in re.finditer(pattern, text))


_HANJA = dict(zip("정부국대회민장사인시전문", "政府國大會民長社人市前文", strict=True))


def hanja_within(text: str) -> Iterator[str]:
    """A syllable within a word as its Hanja."""
    for match in re.finditer(f"(?<=[가-힣])[{''.join(_HANJA)}](?=[가-힣])", text):
        yield text[: match.start()] + _HANJA[match[0]] + text[match.end() :]


def _changed(pattern: str, into: Iterable[str]) -> Seed:
    """One of some words, or what stands between the parts of a pattern, as each of the others."""

    def seeded(text: str) -> Iterator[str]:
        for match in re.finditer(pattern, text):
            others = [word for word in into if word != match[0].strip()]
            other = random.Random(match[0]).choice(others)
            yield text[: match.start()] + other + text[match.end() :]

    return seeded


def digit_changed(text: str) -> Iterator[str]:
    """A digit of a number as another one."""
    for match in re.finditer(r"(?<![\d.,])\d{1,4}(?![\d.,])", text):
        digits = match[0]
        at = random.Random(digits).randrange(len(digits))
        other = str(int(digits[at]) % 9 + 1)
        yield text[: match.start() + at] + other + text[match.start() + at + 1 :]


def month_changed(text: str) -> Iterator[str]:
    """A month as the next one."""
    for match in re.finditer(r"(?<!\d)(\d{1,2})월", text):
        yield f"{text[: match.start()]}{int(match[1]) % 12 + 1}월{text[match.end() :]}"


def truncated(text: str) -> Iterator[str]:
    """A sentence without its last third."""
    words = text.split(" ")
    if len(words) > 5 and text.endswith("."):
        yield " ".join(words[: -max(1, len(words) // 3)])


def affirmed(text: str) -> Iterator[str]:
    """A sentence whose only negation is lost."""
    if len(re.findall(r"않|못|없|아니|아닌|아닙", text)) == 1:
        plain = re.sub("지 (?:않|못)", " 하", text)
        yield (
            plain.translate(dict(zip(map(ord, "않못없"), "하잘있", strict=True)))
            .replace("아니", "이")
            .replace("아닌", "인")
        )


_COUNTED = r"(?= (?:번|명|개|가지|사람|팀|달|시간|살|차례|곳|배|건|마리|채))"
_FEW = "두 세 네 다섯 여섯 일곱 여덟 아홉 열".split()
_MONEY = "달러 유로 파운드 원 엔 위안".split()
_MEASURES = "km kg m 톤 마일 피트".split()

SEEDS: Mapping[str, tuple[str, Seed]] = {
    "a digit changed": ("number", digit_changed),
    "another magnitude": ("number", _changed(r"(?<=\d)[만억조천](?=\s|[명원개달])", "만억조천")),
    "another month": ("number", month_changed),
    "another weekday": ("number", _changed("[월화수목금토일](?=요일)", "월화수목금토일")),
    "another number in words": ("number", _changed(rf"(?<![가-힣])(?:{'|'.join(_FEW)}){_COUNTED}", _FEW)),
    "another currency": ("unit", _changed(rf"(?:(?<=[\d만억조천])|(?<=[\d만억조천] ))(?:{'|'.join(_MONEY)})", _MONEY)),
    "another unit": ("unit", _changed(r"(?<=\d)\s?(?:km|kg|m|톤|마일|피트)(?![가-힣A-Za-z])", _MEASURES)),
    "percent lost": ("unit", _without(r"(?<=\d)\s?(?:%|퍼센트)(?!\s?포인트|p)")),
    "points for percent": ("unit", _with(r"(?<=\d%)(?!\s?포인트|p)", "p")),
    "cut off": ("truncated", truncated),
    "a negation lost": ("negation", affirmed),
    "a particle swapped": ("ko-particle", swapped_particles),
    "a final stop lost": ("end-punctuation", _without(r"(?<=다)\.\Z")),
    "a stop for a question mark": ("end-punctuation", _with(r"\?\Z", ".")),
    "a bracket lost": ("brackets", _without(r"[()]")),
    "a quotation mark lost": ("quotes", _without('[“”"]')),
    "a quotation mark turned": ("quotes", _with("(?<=\\w)”", "“")),
    "Hanja within a word": ("script", hanja_within),
    "a particle split off": ("ko-spacing", _with(r"(?<=[가-힣]{2})(?=(?:를|에서|으로)\s)", " ")),
    "no space behind a sentence": ("ko-spacing", _with(r"(?<=다\.) (?=[가-힣])", "")),
}
"""A kind of error -> the rule that is about it, and the seed."""


def sow(units: Iterable[Unit], only: frozenset[str]) -> None:
    """Prints for each kind of error how many of the texts with one are found. Texts about which the rule speaks anyway
    are left out."""
    tried: Counter[str] = Counter()
    caught: Counter[str] = Counter()
    for unit in units:
        rules = {found.rule for found in unit.findings}
        for kind, (rule, seed) in SEEDS.items():
            if rule in rules or (only and rule not in only) or (not unit.pair.source and rule not in _ALONE):
                continue
            for target in seed(unit.pair.target):
                tried[kind] += 1
                caught[kind] += bool(check_pair(replace(unit.pair, target=target), {rule}))
                if rule != "ko-particle":
                    break
    for kind in SEEDS:
        if tried[kind]:
            print(f"{kind:28}{caught[kind]:7} of {tried[kind]:<7}{caught[kind] / tried[kind]:7.1%}")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", action="append", help="files by a pattern of their name in the folder")
    parser.add_argument("--rule", action="append", default=[], help="these rules alone")
    parser.add_argument("--sample", type=int, default=0, help="how many findings of each rule to print")
    parser.add_argument("--seed", action="store_true", help="seed errors and count which are found")
    options = parser.parse_args()
    only = frozenset(options.rule)
    units = list(units_of(options.folder, options.only or ["*"]))
    found: dict[str, list[tuple[Unit, Diagnostic]]] = defaultdict(list)
    for unit in units:
        for finding in unit.findings:
            if finding.severity is not Severity.INFO and (not only or finding.rule in only):
                found[finding.rule].append((unit, finding))
    flagged = len({id(unit) for some in found.values() for unit, _ in some})
    print(f"{len(units)} texts, {flagged} with a warning or an error ({flagged / max(1, len(units)):.1%})")
    for rule in sorted(found):
        print(f"{rule:24}{len(found[rule]):7}")
        for unit, finding in random.Random(0).sample(found[rule], min(options.sample, len(found[rule]))):
            print(f"    {shown(unit, finding)}")
    if options.seed:
        sow(units, only)


if __name__ == "__main__":
    main()
