"""Subtitles: SubRip (`.srt`) and WebVTT (`.vtt`). A cue is a unit; numbers, times, notes and styles are skeleton.

In both, a cue is a line with an arrow between two times and the lines behind it up to a blank one.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator

from l10n.formats.format import Format, ParseOptions
from l10n.formats.lines import line_end, split_lines
from l10n.formats.omission import reach
from l10n.model import Document, InlineCode, Unit
from l10n.text.inline import has_words, text_codes

_TIMING = re.compile(r"[ \t]*(?:[0-9]+:)?[0-9]{1,2}:[0-9]{1,2}[,.][0-9]{1,3}[ \t]*-->")
_NUMBER = re.compile(r"[ \t]*[0-9]+[ \t]*[\r\n]*\Z")
_BLANK_LINES = re.compile(r"(?:[ \t]*(?:\r\n|\r|\n))*")
_SPEAKER = re.compile(r"(?:<[^<>]*>|\{\\[^{}]*\})*(?:[-‐‑–—♪♫#]|>>|\[[^\[\]]*\])")
"""How a line begins that does not go on with the one before: another speaker, music, a sound."""
_TAG = re.compile(r"<(/?)[a-z0-9][^<>\n]*>|\{\\[^{}\n]*\}", re.IGNORECASE)
_TAG_OR_SPACE = re.compile(r"<[^<>]*>| ")
_UNPAIRED = re.compile(r"<(?:v[ .\t]|[0-9])", re.IGNORECASE)


def parse_subtitles(text: str, options: ParseOptions) -> Document:
    """A file of subtitles -> one unit a cue, its lines joined where a sentence runs on."""
    parts: list[str | Unit] = []
    done = 0
    newline = line_end(text)
    for number, lines in _cues(text):
        start, end = lines[0][0], lines[-1][1]
        cue = _join([text[begin:stop] for begin, stop in lines])
        if has_words(cue, subtitle_codes(cue)):
            parts.append(text[done:start])
            leaves = (reach(start, end, _cue_span(text, done, start, end)),)
            parts.append(Unit(cue, text[start:end], "paragraph", newline, line=number, leaves=leaves))
            done = end
    if done < len(text):
        parts.append(text[done:])
    return Document("subtitles", tuple(parts))


def _cue_span(text: str, done: int, start: int, end: int) -> tuple[int, int]:
    """A cue with its number or name, its times, and the blank lines behind it; `done` is where the one before ends."""
    head = re.split(r"(?:\r\n|\r|\n)[ \t]*(?:\r\n|\r|\n)", text[done:start])[-1]
    behind = _BLANK_LINES.match(text, end)
    return start - len(head) + (head.startswith("\ufeff")), behind.end() if behind else end


def _cues(text: str) -> Iterator[tuple[int, list[tuple[int, int]]]]:
    """For each cue with text, the number of its first line and the spans of its lines without blanks around."""
    lines = split_lines(text)
    cue: list[tuple[int, int]] | None = None
    first = start = 0
    for index, line in enumerate(lines):
        stripped = line.strip()
        following = lines[index + 1] if index + 1 < len(lines) else ""
        timing = _TIMING.match(line) is not None
        if cue and (not stripped or timing or (_NUMBER.match(line) and _TIMING.match(following))):
            yield first, cue
            cue = None
        if timing:
            cue, first = [], index + 2
        elif not stripped:
            cue = None
        elif cue is not None:
            begin = start + line.index(stripped[0])
            cue.append((begin, begin + len(stripped)))
        start += len(line)
    if cue:
        yield first, cue


def _join(lines: list[str]) -> str:
    text = lines[0]
    for line in lines[1:]:
        text += ("\n" if _SPEAKER.match(line) else " ") + line
    return text


def encode_subtitles(unit: Unit, target: str) -> str:
    """A translation in as many lines as the source's, of about one length each. No line is blank or holds an arrow:
    either would end the cue."""
    rows = [row.strip() for row in re.split(r"[\r\n]+", target.replace("-->", "→")) if row.strip()]
    source = [len(_lines_of(part)) for part in _parts(unit.raw)]
    counts = source if len(source) == len(rows) else [1] * len(rows)
    return unit.newline.join(line for row, count in zip(rows, counts, strict=True) for line in _balance(row, count))


def _parts(raw: str) -> list[str]:
    """What of a cue stands in lines of its own."""
    parts: list[str] = []
    for line in _lines_of(raw):
        if parts and not _SPEAKER.match(line):
            parts[-1] += "\n" + line
        else:
            parts.append(line)
    return parts


def _lines_of(raw: str) -> list[str]:
    return [line.strip() for line in re.split(r"\r\n|\r|\n", raw)]


def _balance(row: str, count: int) -> list[str]:
    """A row of words in up to `count` lines, broken at spaces outside of tags."""
    spaces = [match.start() for match in _TAG_OR_SPACE.finditer(row) if match[0] == " "]
    lines: list[str] = []
    start = first = 0
    for left in range(count, 1, -1):
        ideal = start + (len(row) - start) // left
        index = bisect_left(spaces, ideal, first)
        near = [space for space in spaces[max(first, index - 1) : index + 1] if space > start]
        if not near:
            break
        space = min(near, key=lambda place: abs(place - ideal))
        lines.append(row[start:space].strip())
        start, first = space + 1, bisect_left(spaces, space + 1)
    return [line for line in (*lines, row[start:].strip()) if line]


def subtitle_codes(text: str) -> tuple[InlineCode, ...]:
    """The inline codes of a cue: tags, SubRip's `{\\an8}`, and what any prose may hold."""
    codes: list[InlineCode] = []
    end = 0
    for match in _TAG.finditer(text):
        codes += _shifted(text, end, match.start())
        alone = match[1] is None or _UNPAIRED.match(match[0]) is not None
        codes.append(InlineCode(match.start(), match.end(), "tag" if alone else "close" if match[1] else "open"))
        end = match.end()
    return (*codes, *_shifted(text, end, len(text)))


def _shifted(text: str, start: int, end: int) -> Iterator[InlineCode]:
    for code in text_codes(text[start:end]):
        yield InlineCode(start + code.start, start + code.end, code.kind)


SUBTITLES = Format("subtitles", parse_subtitles, encode_subtitles, subtitle_codes)
