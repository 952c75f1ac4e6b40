"""The bilingual page: an article beside its translation as one HTML file, to read, print or send.

The page is self-contained: it runs no script and loads nothing. Texts are shown as written, with markup escaped, so
that HTML in an article has no effect here.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from pathlib import Path

from l10n.exports.diff import word_diff
from l10n.exports.handoff import HandoffUnit
from l10n.locales import bcp47_tag, direction, display_name
from l10n.model import Diagnostic, InlineCode, State

_STYLE = Path(__file__).with_name("page.css")
_STATES = (State.APPROVED, State.DRAFT, State.STALE, State.UNTRANSLATED)
_MEANINGS = {
    State.APPROVED: "accepted by a person",
    State.DRAFT: "nobody has accepted it yet",
    State.STALE: "the source has changed since",
    State.UNTRANSLATED: "no translation yet",
}
_DIFF_TAGS = {"same": "", "del": "del", "ins": "ins"}


@dataclass(frozen=True, slots=True)
class PageUnit:
    """One row of the page."""

    unit: HandoffUnit
    origin: str = ""
    """The origin of a draft; empty for a person's text."""
    findings: tuple[Diagnostic, ...] = ()
    words: int = 0
    """The number of words in the source."""


@dataclass(frozen=True, slots=True)
class Page:
    """An article and its translation, in reading order."""

    article: str
    source_locale: str
    locale: str
    units: tuple[PageUnit, ...]
    revised: str = ""
    """The catalog's own revision date."""


def render_page(page: Page) -> str:
    """The whole HTML document. Raises LocaleError for an unknown locale."""
    names = display_name(page.source_locale), display_name(page.locale)
    title = f"{escape(page.article)}: {escape(names[0])} to {escape(names[1])}"
    source, target = _language(page.source_locale), _language(page.locale)
    rows = "".join(_row(number, unit, source, target) for number, unit in enumerate(page.units, 1))
    revised = f'<p class="quiet">Translation of {escape(page.revised)}</p>\n' if page.revised else ""
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
{_STYLE.read_text(encoding="utf-8")}</style>
</head>
<body>
<header>
<h1>{title}</h1>
{revised}<ul class="states">
{"".join(_state_line(page.units))}</ul>
</header>
<main>
<table>
<thead><tr><th class="number" scope="col" aria-label="Number">#</th>\
<th scope="col" dir="{direction(page.source_locale)}">{escape(names[0])}</th>\
<th scope="col" dir="{direction(page.locale)}">{escape(names[1])}</th></tr></thead>
<tbody>
{rows}</tbody>
</table>
</main>
</body>
</html>
"""


def _language(locale: str) -> str:
    return f'lang="{escape(bcp47_tag(locale))}" dir="{direction(locale)}"'


def _state_line(units: Sequence[PageUnit]) -> Iterator[str]:
    """The number of units in each state, and the state's meaning."""
    for state in _STATES:
        words = [each.words for each in units if each.unit.state is state]
        if words:
            counts = f"{_count(len(words), 'unit')}, {_count(sum(words), 'word')}"
            yield f'<li class="{state}"><span class="state">{state}</span> {counts} <span class="quiet">'
            yield f"({_MEANINGS[state]})</span></li>\n"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _row(number: int, row: PageUnit, source: str, target: str) -> str:
    unit = row.unit
    found = [(each.start, each.end) for each in row.findings]
    return (
        f'<tr id="u{number}" class="t-{escape(unit.type)} {unit.state}">'
        f'<th class="number" scope="row"><a href="#u{number}">{number}</a></th>\n'
        f'<td class="source" {source}><p class="text">{_text(unit.source, unit.source_codes)}</p>'
        f"{_about(_source_lines(unit, source))}</td>\n"
        f'<td class="target" {target}><p class="text">{_text(unit.target, unit.target_codes, found)}</p>'
        f"{_about(_target_lines(row, target))}</td></tr>\n"
    )


def _text(text: str, codes: Sequence[InlineCode], marked: Sequence[tuple[int, int]] = ()) -> str:
    """The text as HTML; inline codes and the places of findings are marked."""
    spans = [(code.start, code.end) for code in codes]
    edges = sorted({0, len(text), *(edge for span in (*spans, *marked) for edge in span if edge <= len(text))})
    pieces = []
    for start, end in pairwise(edges):
        piece = escape(text[start:end], quote=False)
        if any(begin <= start and end <= stop for begin, stop in spans):
            piece = f"<code>{piece}</code>"
        if any(begin <= start and end <= stop for begin, stop in marked):
            piece = f"<mark>{piece}</mark>"
        pieces.append(piece)
    return "".join(pieces)


def _about(lines: Iterable[str]) -> str:
    """Remarks about a text, in the page's own language."""
    said = "".join(lines)
    return f'<div class="about" lang="en" dir="ltr">{said}</div>' if said else ""


def _source_lines(unit: HandoffUnit, source: str) -> Iterator[str]:
    if unit.context:
        yield f"<p>Context: {escape(unit.context)}</p>"
    for note in unit.notes:
        yield f"<p>Note: {escape(note)}</p>"
    if unit.previous is not None and unit.previous != unit.source:
        changes = "".join(_change(_DIFF_TAGS[kind], text) for kind, text in word_diff(unit.previous, unit.source))
        yield f'<p>The source has changed:</p><p class="text" {source}>{changes}</p>'


def _change(tag: str, text: str) -> str:
    return f"<{tag}>{escape(text, quote=False)}</{tag}>" if tag else escape(text, quote=False)


def _target_lines(row: PageUnit, target: str) -> Iterator[str]:
    origin = f" · {escape(row.origin)}" if row.origin else ""
    yield f'<p><span class="state">{row.unit.state}</span> · {escape(row.unit.type)}{origin}</p>'
    for comment in row.unit.comments:
        yield f"<p>Comment: {escape(comment)}</p>"
    if row.findings:
        yield f"<ul>{''.join(_finding(found, row.unit.target, target) for found in row.findings)}</ul>"


def _finding(found: Diagnostic, text: str, target: str) -> str:
    excerpt = text[found.start : found.end].strip()
    place = f": <q {target}>{escape(excerpt, quote=False)}</q>" if excerpt else ""
    repaired = found.fix if found.fix is not None else found.suggestion
    fix = (
        "" if repaired in (None, text) else f'<br>Suggested: <span class="fix" {target}>{escape(repaired or "")}</span>'
    )
    return (
        f'<li class="f-{found.severity}">{found.severity} <code>{escape(found.rule)}</code> '
        f"{escape(found.message, quote=False)}{place}{fix}</li>"
    )
