"""Placeholders: what a program or a template puts values into."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from l10n.checks.directives import READERS
from l10n.checks.pair import Check, Pair
from l10n.model import Diagnostic, Severity

_TEMPLATE = re.compile(r"\{\{[^{}]*\}\}|\{%[^{}%]*%\}|\$\{[^{}]*\}|%\(\w+\)[-#0 +\d.]{0,8}[a-zA-Z]")


def run(pair: Pair) -> Iterator[Diagnostic]:
    """Placeholders, of templates (`{{ x }}`, `${x}`, `%(x)s`), of a format flag and of the configuration, are kept."""
    for flag in pair.flags:
        if reader := READERS.get(flag):
            source, target = reader(pair.source), reader(pair.target)
            if source.error:
                continue
            if target.error:
                yield _error(f"not a valid {flag} string: {target.error}")
            elif source.arguments != target.arguments:
                yield _error(_difference(source.arguments, target.arguments))
    if READERS.keys().isdisjoint(pair.flags) and (_may_have(pair.source) or _may_have(pair.target)):
        yield from _compare(pair, _TEMPLATE)
    if pair.placeholders or pair.flags:
        for pattern in (*pair.placeholders, *_of_flags(pair.flags)):
            yield from _compare(pair, re.compile(pattern, re.IGNORECASE if "case-insensitive" in pair.flags else 0))


def _may_have(text: str) -> bool:
    return "{" in text or "%(" in text


def _compare(pair: Pair, pattern: re.Pattern[str]) -> Iterator[Diagnostic]:
    source = Counter(match[0] for match in pattern.finditer(pair.source))
    target = Counter(match[0] for match in pattern.finditer(pair.target))
    if pattern.flags & re.IGNORECASE:
        source, target = (Counter(text.casefold() for text in found.elements()) for found in (source, target))
    if missing := source - target:
        yield _error(f"missing: {', '.join(missing)}")
    if extra := target - source:
        first = next(iter(extra))
        start = max(pair.target.find(first), 0)
        yield Diagnostic(
            "placeholder", Severity.ERROR, f"not in the source: {', '.join(extra)}", start, start + len(first)
        )


def _error(message: str) -> Diagnostic:
    return Diagnostic("placeholder", Severity.ERROR, message)


def _difference(source: object, target: object) -> str:
    assert isinstance(source, dict)
    assert isinstance(target, dict)
    missing = ", ".join(name for name in source if name not in target)
    extra = ", ".join(name for name in target if name not in source)
    changed = ", ".join(
        f"{name} ({target[name]} for {source[name]})"
        for name in source
        if target.get(name, source[name]) != source[name]
    )
    parts = (("missing", missing), ("not in the source", extra), ("of another kind", changed))
    return "format arguments " + "; ".join(f"{what}: {names}" for what, names in parts if names)


def _of_flags(flags: frozenset[str]) -> Iterator[str]:
    """The patterns that a flag `placeholders:$URL$:r"%\\w+%"` names (Weblate's spelling)."""
    for flag in flags:
        if flag.startswith("placeholders:"):
            for quoted, pattern, bare in re.findall(r'(r?)"([^"]*)"|([^:]+)', flag[13:]):
                yield pattern if quoted else re.escape(pattern or bare)


CHECK = Check("placeholder", Severity.ERROR, run)
