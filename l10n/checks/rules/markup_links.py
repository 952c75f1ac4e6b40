"""Links, images, references and code spans of Markdown."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from l10n.checks.pair import Pair
from l10n.checks.rule import Check
from l10n.model import Diagnostic, Severity
from l10n.translatable import Text

_INLINE = re.compile(r"\]\(\s{0,3}(<[^<>]*>|[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)(?:\s+[\"'(][^\"')]*[\"')])?\s{0,3}\)")
_REFERENCE = re.compile(r"\]\[([^\[\]]*)\]")
_FOOTNOTE = re.compile(r"\[(\^[^\[\]\s]+)\]")
_KINDS = (("link", _INLINE), ("reference", _REFERENCE), ("footnote", _FOOTNOTE))


def run(pair: Pair) -> Iterator[Diagnostic]:
    """Links, images, reference labels, footnotes and code spans of Markdown are those of the source; an absolute
    address may lead elsewhere."""
    if pair.format in ("html", "text"):
        return
    if "[" in pair.source or "[" in pair.target:
        source, target = pair.without_code(pair.source), pair.without_code(pair.target)
        for kind, pattern in _KINDS:
            yield from _compare(kind, _places(pattern, source), _places(pattern, target))
    if "`" in pair.source or "`" in pair.target:
        yield from _compare_code(pair)


def _compare_code(pair: Pair) -> Iterator[Diagnostic]:
    """Code may be repeated more or less often; but none is lost, and none is new that the source does not name."""
    wanted, found = {code for _, code in _code_spans(pair, pair.source)}, _code_spans(pair, pair.target)
    if missing := sorted(wanted.difference(code for _, code in found)):
        yield Diagnostic("markup-links", Severity.ERROR, Text("missing code: {what}", what=", ".join(missing)))
    for start, code in found:
        if code not in wanted and code not in pair.source:
            text = Text("code not in the source: {what}", what=code)
            yield Diagnostic("markup-links", Severity.ERROR, text, start, start + len(code) + 2)
            return


def _code_spans(pair: Pair, text: str) -> list[tuple[int, str]]:
    return [
        (code.start, text[code.start : code.end].strip("`").strip())
        for code in pair.codes(text)
        if code.kind == "code" and text[code.start] == "`"
    ]


def _places(pattern: re.Pattern[str], text: str) -> list[tuple[int, str]]:
    return [(match.start(), match[1].strip("<>")) for match in pattern.finditer(text)]


def _compare(kind: str, source: Sequence[tuple[int, str]], target: Sequence[tuple[int, str]]) -> Iterator[Diagnostic]:
    if not source and not target:
        return
    wanted = Counter(_identity(kind, address) for _, address in source)
    found = Counter(_identity(kind, address) for _, address in target)
    if missing := wanted - found:
        yield Diagnostic("markup-links", Severity.ERROR, _missing(kind, _written(kind, missing, source)))
    if extra := found - wanted:
        start, text = next(place for place in target if _identity(kind, place[1]) in extra)
        said = _added(kind, _written(kind, extra, target))
        yield Diagnostic("markup-links", Severity.ERROR, said, start, start + len(text))


def _missing(kind: str, what: str) -> Text:
    if kind == "link":
        return Text("missing link: {what}", what=what)
    if kind == "reference":
        return Text("missing reference: {what}", what=what)
    return Text("missing footnote: {what}", what=what)


def _added(kind: str, what: str) -> Text:
    if kind == "link":
        return Text("link not in the source: {what}", what=what)
    if kind == "reference":
        return Text("reference not in the source: {what}", what=what)
    return Text("footnote not in the source: {what}", what=what)


def _identity(kind: str, address: str) -> str:
    if kind == "link" and address.startswith(("http://", "https://")):
        return "://"
    return address.casefold() if kind == "reference" else address


def _written(kind: str, wanted: Counter[str], places: Sequence[tuple[int, str]]) -> str:
    return ", ".join(dict.fromkeys(address for _, address in places if _identity(kind, address) in wanted))


CHECK = Check("markup-links", Severity.ERROR, run, drafts="always", needs=frozenset("[`"))
