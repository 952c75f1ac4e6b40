"""Plain text: every line that is not blank is a block."""

import re
from html import escape

from l10n.formats.directives import Standing
from l10n.formats.format import Format, Page, ParseOptions
from l10n.formats.lines import body_start, stripped_lines
from l10n.formats.omission import line_span, reach
from l10n.languages.scripts import HANGUL
from l10n.model import Document, Unit, UnitType
from l10n.text.inline import has_words, starts_plainly, text_codes

_MARKER = re.compile(r"(?:[-*+•‣◦·▪●○]|[0-9]{1,3}[.)]|[A-Za-z]\))[ \t]+(?=\S)")
_COMMENT = re.compile(r"<!--.*?-->")

_HEADING_LENGTH = 160
_SENTENCE_END = re.compile(r"[.。．｡।۔,;،，、；][\"'”’»」』)\]]*\Z")
_INITIALS_END = re.compile(r"(?:\b[A-Z]\.)+[\"'”’)]*\Z")
_INNER_END = re.compile(rf"(?:\b\w*[a-z]{{4}}\.|[{HANGUL}]\.|[。।۔])[\"'”’»」』)]* ?[^\W\d_a-z]")
"""A sentence that ends inside a line; shorter words before a period may be abbreviations (`Gov. Kim`)."""


def parse_text(text: str, options: ParseOptions) -> Document:
    """A plain text -> its blocks: one a line, without the blanks around it and a list's marker before it."""
    lines = list(stripped_lines(text, body_start(text)))
    parts: list[str | Unit] = []
    standing = Standing()
    done, first = 0, True
    for index, (number, start, end) in enumerate(lines):
        if _is_comment(text[start:end]):
            standing = standing.after(text[start:end])
            continue
        marker = _MARKER.match(text, start, end)
        begin = marker.end() if marker else start
        block = text[begin:end]
        if standing.off or not (starts_plainly(block) or has_words(block, text_codes(block))):
            continue
        if marker:
            kind: UnitType = "list-item"
        elif first and index + 1 < len(lines) and _reads_as_heading(block):
            kind = "title"
        elif index + 1 < len(lines) and end - start < lines[index + 1][2] - lines[index + 1][1]:
            kind = "heading" if _reads_as_heading(block) else "paragraph"
        else:
            kind = "paragraph"
        if done < begin:
            parts.append(text[done:begin])
        parts.append(
            Unit(
                block,
                block,
                kind,
                note=standing.note,
                context=standing.context,
                line=number + 1,
                leaves=(reach(begin, end, line_span(text, begin, end, joins=False)),),
            )
        )
        standing = standing.spent()
        done, first = end, False
    if done < len(text):
        parts.append(text[done:])
    return Document("text", tuple(parts))


def _is_comment(line: str) -> bool:
    return line.startswith("<!--") and line.endswith("-->") and not _COMMENT.sub("", line).strip()


def _reads_as_heading(block: str) -> bool:
    """Whether a line is short and has no sentence or clause that ends; blank lines around it prove nothing."""
    if len(block) > _HEADING_LENGTH or block[0].islower() or _INNER_END.search(block):
        return False
    return not _SENTENCE_END.search(block[-8:]) or _INITIALS_END.search(block[-8:]) is not None


def encode_text(unit: Unit, target: str) -> str:
    """A translation on one line: a line end would make two blocks of it."""
    return " ".join(line for raw in re.split(r"[\r\n]+", target) if (line := raw.strip()))


def _paragraphs(text: str) -> str:
    return "".join(f"<p>{escape(line)}</p>" for line in text.splitlines() if line.strip())


TEXT = Format("text", parse_text, encode_text, text_codes, Page(render=_paragraphs), stretches=lambda text: ())
