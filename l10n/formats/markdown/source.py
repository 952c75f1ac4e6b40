"""The lines of a Markdown document. They find in the original the text that the block parser reports from its copy."""

import re
from itertools import accumulate, pairwise

from l10n.formats.lines import line_end, split_lines

Pieces = tuple[tuple[int, int], ...]
"""Where a text lies in its document: one span per line, without container marks and blanks at both ends."""

_BACKSLASH_BREAK = re.compile(r"(?<!\\)(?:\\\\)*\\\Z")
_BROKEN_DESTINATION = re.compile(r"\]\([ \t]*<[^<>]*\Z")
"""A link's destination may hold spaces but no line end: joining these lines would create a link."""


class Source:
    """A document's body as lines."""

    def __init__(self, text: str, start: int, hard_lines: bool = False) -> None:
        self.text = text
        self._soft = "\n" if hard_lines else " "
        self.first_line = len(split_lines(text[:start])) + 1 if start > 1 else 1
        self.lines = split_lines(text[start:])
        self.starts = [start, *(start + end for end in accumulate(map(len, self.lines)))]
        self.normalized = text[start:].replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")
        self._end = line_end(text)

    def locate(self, line: int, content: str) -> Pieces | None:
        """The spans of a block's content, one per line, from `line` on; None if the original text differs."""
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

    def between(self, first: int, before: int, last: int, behind: int) -> Pieces:
        """The spans of a text from one place to another: each a line, and how many of its characters come after."""
        start, end = self.ends(first) - before, self.ends(last) - behind
        if first == last:
            return ((start, end),)
        bounds = [(start, self.ends(first))]
        bounds += [(self.starts[line], self.ends(line)) for line in range(first + 1, last)]
        pieces = []
        for begin, stop in [*bounds, (self.starts[last], end)]:
            words = self.text[begin:stop].strip(" \t>")
            if words:
                begin += self.text[begin:stop].index(words)
                pieces.append((begin, begin + len(words)))
        return tuple(pieces)

    def ends(self, line: int) -> int:
        """Where a line's end begins."""
        return self.starts[line] + len(self.lines[line].rstrip("\r\n"))

    def join(self, pieces: Pieces) -> str:
        """The text of spans, one per line: soft-wrapped lines are joined by a space, hard breaks are kept; so
        are all line ends in a dialect of hard lines."""
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
                words.append(self._soft)
        words.append(text[pieces[-1][0] : pieces[-1][1]])
        return "".join(words)

    def newline(self, line: int, start: int) -> str:
        """The line end and prefix of further lines of a paragraph that begins at `start`: quote marks stay, a list mark
        becomes blanks."""
        row = self.lines[line]
        prefix = self.text[self.starts[line] : start]
        end = row[len(row.rstrip("\r\n")) :] or self._end
        return end + re.sub(r"[^>\t]", " ", prefix) if prefix else end
