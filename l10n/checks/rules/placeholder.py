"""Placeholders, which a program or a template fills with values."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import reduce

from l10n.checks.pair import Pair
from l10n.checks.rule import Check
from l10n.errors import L10nError
from l10n.model import Diagnostic, Severity
from l10n.text.directives import READERS
from l10n.text.expressions import expression
from l10n.translatable import Text, joined

_TEMPLATE = re.compile(r"\{\{[^{}]*\}\}|\{%[^{}%]*%\}|\$\{[^{}]*\}|%\(\w+\)[-#0 +\d.]{0,8}[a-zA-Z]")
_FLAG = "placeholders:"


def run(pair: Pair) -> Iterator[Diagnostic]:
    """Placeholders of templates (`{{ x }}`, `${x}`, `%(x)s`), of a format flag and of the configuration are kept."""
    formats = READERS.keys() & pair.flags if pair.flags else frozenset()
    for flag in sorted(formats):
        yield from _compare_directives(pair, flag)
    if not formats and (_may_have(pair.source) or _may_have(pair.target)):
        yield from _compare(pair, *(Counter(_template_fields(text)) for text in (pair.source, pair.target)))
    for pattern in (*pair.placeholders, *_patterns(pair.flags)):
        try:
            yield from _compare_matches(pair, pattern)
        except L10nError as error:
            yield Diagnostic("placeholder", Severity.ERROR, Text("not compared: {problem}", problem=error.what))


def _template_fields(text: str) -> Iterator[str]:
    """The placeholders of templates; `{{` in one code span and `}}` in another are none."""
    return (found for found in _TEMPLATE.findall(text) if "`" not in found)


def _compare_directives(pair: Pair, flag: str) -> Iterator[Diagnostic]:
    source, target = READERS[flag](pair.source), READERS[flag](pair.target)
    if source.error:
        return
    if target.error:
        text = Text("not a valid {format} string: {error}", format=flag, error=target.error)
        yield Diagnostic("placeholder", Severity.ERROR, text)
    elif source.arguments != target.arguments:
        text = Text("format arguments {problems}", problems=_difference(source.arguments, target.arguments))
        yield Diagnostic("placeholder", Severity.ERROR, text)


def _difference(source: Mapping[str, str], target: Mapping[str, str]) -> Text:
    """The message about the difference between two sets of arguments."""
    missing = ", ".join(name for name in source if name not in target)
    added = ", ".join(name for name in target if name not in source)
    changed = [
        Text("{name} ({found} for {wanted})", name=name, found=target[name], wanted=kind)
        for name, kind in source.items()
        if target.get(name, kind) != kind
    ]
    parts = [Text("missing: {what}", what=missing)] if missing else []
    parts += [Text("not in the source: {what}", what=added)] if added else []
    parts += [Text("of another kind: {what}", what=reduce(_listed, changed))] if changed else []
    return joined(parts)


def _listed(first: Text, second: Text) -> Text:
    return Text("{first}, {second}", first=first, second=second)


def _may_have(text: str) -> bool:
    return "{" in text or "%(" in text


def _patterns(flags: frozenset[str]) -> Iterator[str]:
    r"""The patterns that a flag `placeholders:$URL$:r"%\w+%"` names, as in Weblate."""
    for flag in flags:
        if flag.startswith(_FLAG):
            for regular, quoted, bare in re.findall(r'(r?)"([^"]*)"|([^:]+)', flag.removeprefix(_FLAG)):
                yield quoted if regular else re.escape(quoted or bare)


def _compare_matches(pair: Pair, pattern: str) -> Iterator[Diagnostic]:
    """What a person's pattern finds. Raises L10nError for a wrong pattern, or one that takes too long."""
    folded = "case-insensitive" in pair.flags
    matches = expression(pattern, ignore_case=folded)
    texts = ([text[start:end] for start, end in matches.spans(text)] for text in (pair.source, pair.target))
    yield from _compare(pair, *(Counter(map(str.casefold, found) if folded else found) for found in texts))


def _compare(pair: Pair, source: Counter[str], target: Counter[str]) -> Iterator[Diagnostic]:
    if missing := source - target:
        yield Diagnostic("placeholder", Severity.ERROR, Text("missing: {what}", what=", ".join(missing)))
    if added := target - source:
        first = next(iter(added))
        start = max(pair.target.find(first), 0)
        text = Text("not in the source: {what}", what=", ".join(added))
        yield Diagnostic("placeholder", Severity.ERROR, text, start, min(start + len(first), len(pair.target)))


CHECK = Check("placeholder", Severity.ERROR, run, drafts="always")
