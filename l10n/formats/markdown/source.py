"""The lines of a Markdown document, for finding in the original what the block parser reports about its own copy."""

import re
from itertools import accumulate, pairwise

from l10n.formats.lines import line_end, split_lines

Pieces = tuple[tuple[int, int], ...]
"""Where a text lies in its document: a span a line, without the marks of containers and blanks at both ends."""

_BACKSLASH_BREAK = re.compile(r"(?<!\\)(?:\\\\)*\\\Z")
_BROKEN_DESTINATION = re.compile(r"\]\([ \t]*<[^<>]*\Z")
"""A link's destination may hold spaces and no line end: joining the lines would make a link of what is none."""


class Source:
    """A document's body as lines, for finding in it what the block parser reports."""

    def __init__(self, text: str, start: int) -> None:
        self.text = text
        self.first_line = len(split_lines(text[:start])) + 1 if start > 1 else 1
        self.lines = split_lines(text[start:])
        self.starts = [start, *(start + end for end in accumulate(map(len, self.lines)))]
        self.normalized = text[start:].replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")
        self._end = line_end(text)

    def locate(self, line: int, content: str) -> Pieces | None:
        """The spans of a block's content, a line each, from `line` on; None if it is not there as it stands."""
        pieces: list[tuple[int, int]] = []
        for number, row in enumerate(content.split("\n"), line):
            words = row.strip()
            place = self.lines[number].replace("\0", "\ufffd").rfind(words)
            if place < 0:
                return None
            if words:
                start = self.starts[number] + place
                pieces.append((start, start + len(words)))
        return tuple(pieces) or None

    def ends(self, line: int) -> int:
        """Where a line's end begins."""
        return self.starts[line] + len(self.lines[line].rstrip("\r\n"))

    def join(self, pieces: Pieces) -> str:
        """The text of spans, a line each: soft-wrapped lines joined by a space, a hard break kept."""
        text = self.text
        if len(pieces) == 1:
            return text[pieces[0][0] : pieces[0][1]]
        words: list[str] = []
        for (start, end), (following, _) in pairwise(pieces):
            words.append(text[start:end])
            blanks = re.split(r"[\r\n]", text[end:following], maxsplit=1)[0]
            spaces = len(blanks) - len(blanks.rstrip(" "))
            if spaces >= 2:
                words.append(" " * spaces + "\n")
            elif (not blanks and _BACKSLASH_BREAK.search(words[-1])) or _BROKEN_DESTINATION.search(words[-1]):
                words.append("\n")
            else:
                words.append(" ")
        words.append(text[pieces[-1][0] : pieces[-1][1]])
        return "".join(words)

    def newline(self, line: int, start: int) -> str:
        """What begins a further line of a paragraph that begins at `start`: quote marks stay, a list's is blank."""
        row = self.lines[line]
        prefix = self.text[self.starts[line] : start]
        end = row[len(row.rstrip("\r\n")) :] or self._end
        return end + re.sub(r"[^>\t]", " ", prefix) if prefix else end
