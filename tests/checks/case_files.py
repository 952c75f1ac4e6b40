"""Reads the data files of good and bad pairs under cases/; the first of them explains the format."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from l10n.checks import Pair
from l10n.model import Term

FOLDER = Path(__file__).parent / "cases"
_ESCAPE = re.compile(r"\\(?:u([0-9a-f]{4})|([ntrs|\\]))")
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "s": " ", "|": "|", "\\": "\\"}


@dataclass(frozen=True)
class Case:
    """One row of a data file."""

    rule: str
    place: str
    pair: Pair
    bad: bool
    repaired: str | None
    section: int = 0
    """Which `[…]` line it stands below: in files of rules that compare pairs, the rows of a section are an article."""


def read_cases(path: Path) -> Iterator[Case]:
    """The rows of one data file. Raises ValueError for a row that is not well formed."""
    settings, section = Pair("", "", ""), 0
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        if line.startswith("["):
            settings, section = _settings(line.strip("[] ")), section + 1
            continue
        locale, verdict, source, target, *repaired = (cell.strip() for cell in re.split(r"(?<!\\)\|", line))
        if verdict not in ("good", "bad"):
            raise ValueError(f"{path.name}:{number}: {verdict!r} is neither good nor bad")
        yield Case(
            path.stem,
            f"{path.stem}:{number}",
            replace(settings, source=_unescape(source), target=_unescape(target), locale=locale),
            verdict == "bad",
            _unescape(repaired[0]) if repaired else None,
            section,
        )


def _settings(line: str) -> Pair:
    """`flags=a,b source=ko type=heading format=markdown term=source:target:kind max=20 draft=yes`, all optional."""
    options: dict[str, list[str]] = {}
    for part in line.split("; "):
        name, _, value = part.partition("=")
        options.setdefault(name.strip(), []).append(value.strip())
    return Pair(
        "",
        "",
        "",
        source_locale=options.get("source", ["en"])[-1],
        type=options.get("type", ["paragraph"])[-1],
        flags=frozenset(flag for value in options.get("flags", []) for flag in value.split(",") if flag),
        format=options.get("format", [""])[-1],
        terms=tuple(map(_term, options.get("term", []))),
        max_length=int(options["max"][-1]) if "max" in options else None,
        is_draft="draft" in options,
        placeholders=tuple(options.get("placeholder", [])),
    )


def _term(text: str) -> Term:
    source, target, *kinds = text.split(":")
    return Term(source, target, do_not_translate="keep" in kinds, forbidden="forbidden" in kinds)


def _unescape(text: str) -> str:
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)) if match[1] else _ESCAPES[match[2]], text)
