"""What is found in a reStructuredText document: the texts of blocks, and of what has a form of its own."""

import re
from collections.abc import Sequence

from l10n.formats.delimited import values
from l10n.formats.rst.encode import HEADWORD, VALUE
from l10n.formats.rst.leaving import WORD_JOINER, Found
from l10n.formats.rst.lines import Line, behind, is_blank
from l10n.model import UnitType

_LISTED = re.compile(r"(?P<title>\S.*?)[ \t]*<[^<>]+>\Z")
_SHOWN_FIELD = re.compile(r":(?:description|og:title|og:description|title)(?:[ \t][^:]*)?:[ \t]+(?=\S)")
_CSV_OPTION = re.compile(r":(delim|header|quote|escape|file|url):[ \t]*(.*)")


class Finder:
    """Notes what is found in a document."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._found: list[Found] = []
        self._cell: tuple[int, int] | None = None
        self.entries: list[str] = []
        """The indentation of what the entries of glossaries say."""

    def _add_headwords(self, lines: Sequence[Line], body: Line | None) -> None:
        """Adds the terms of an entry. They reach to the ends of their lines, where a classifier may stand."""
        indent = self._text[self._text.rfind("\n", 0, body.start) + 1 : body.start] if body else ""
        entry = len(self.entries)
        self.entries.append(indent)
        for line in lines:
            term = re.split(r"[ \t]+:[ \t]+", self._written(line), maxsplit=1)[0]
            found = Found(line.start, line.end, term, "term", HEADWORD, line.number, 0, WORD_JOINER)
            self._found.append(found._replace(entry=entry))

    def _read_csv(self, options: Sequence[Line], body: Sequence[Line]) -> None:
        """Reads the values of a table of CSV, and those of its head."""
        head = [line for line in options if not body or line.start < body[0].start]
        said = [(match, line) for line in head if (match := _CSV_OPTION.match(self._written(line)))]
        settings = {match[1]: match[2].strip() for match, _ in said}
        if settings.keys() & {"file", "url", "quote", "escape"}:
            return
        separator = {"tab": "\t", "space": " "}.get(settings.get("delim", ","), settings.get("delim", ",")[:1])
        spans = [(line.start + match.start(2), line.end, line.number) for match, line in said if match[1] == "header"]
        if body := [line for line in body if not is_blank(line)]:
            spans.append((body[0].start, body[-1].end, body[0].number))
        for start, end, number in spans:
            for value in values(self._text, start, end, separator or ","):
                text = " ".join(self._text[value.start : value.end].split())
                if text:
                    syntax, text = (VALUE, text.replace('""', '"')) if value.quoted else (VALUE + separator, text)
                    number += self._text.count("\n", start, value.start)
                    start = value.start
                    left = "" if value.quoted else '""'
                    found = Found(value.start, value.end, text, "table-cell", syntax, number, 0, left, self._cell)
                    self._found.append(found)

    def _add_listed(self, name: str, lines: Sequence[Line]) -> None:
        """Adds the titles that a toctree gives to documents, or the fields of meta that readers see."""
        for line in lines:
            if name == "toctree" and (match := _LISTED.match(self._written(line))):
                self._add([line._replace(end=line.start + match.end("title"))], "list-item", WORD_JOINER)
            elif name == "meta" and (match := _SHOWN_FIELD.match(self._written(line))):
                self._add([behind(line, match.end())], "attribute", WORD_JOINER)

    def _add(self, lines: Sequence[Line], kind: UnitType, left: str = "") -> None:
        if lines and lines[0].start < (end := lines[-1].end):
            start = lines[0].start
            text = " ".join(self._written(line) for line in lines).strip()
            self._found.append(Found(start, end, text, kind, "", lines[0].number, 0, left, self._cell))

    def _written(self, line: Line) -> str:
        return self._text[line.start : line.end]
