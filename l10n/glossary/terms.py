"""The glossary: terms read from and written to CSV, and found in source texts."""

import csv
import io
import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from l10n.errors import ConfigurationError
from l10n.glossary.usage import term_used
from l10n.languages.language import language
from l10n.languages.scripts import GLUED
from l10n.model import Term
from l10n.translatable import Text

__all__ = ["TermMatch", "find_terms", "parse_terms", "relevant_terms", "render_terms", "term_finder", "term_used"]

_COLUMNS = ("term", "translation", "note", "flags")
_FLAGS = ("do-not-translate", "forbidden", "case-sensitive")
_LONGEST_TERM = 500

TermMatch = tuple[int, int, Term]
"""The start and end of a term in a source text, and the term."""


def parse_terms(data: bytes, path: Path) -> tuple[Term, ...]:
    """The terms of a glossary: CSV (RFC 4180) in UTF-8 with the columns term, translation, note, flags.

    The header row names the columns, in any order; note and flags may be absent. Flags are separated by `;` or blanks:
    `do-not-translate` (the translation is the term unless one is given), `forbidden` (the translation must not be
    used), `case-sensitive`. Raises ConfigurationError with path and line.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ConfigurationError("the glossary is not UTF-8", path=path, line=line) from None
    rows = _rows(text, path)
    header_line, header = next(rows, (1, []))
    columns = [name.strip().lower() for name in header]
    if (
        not {"term", "translation"} <= set(columns)
        or len(set(columns)) < len(columns)
        or not set(columns) <= set(_COLUMNS)
    ):
        raise ConfigurationError(
            "the first row of a glossary names its columns: term,translation,note,flags", path=path, line=header_line
        )
    terms: dict[Term, int] = {}
    for line, row in rows:
        term = _term(dict(zip(columns, row, strict=False)), len(row) - len(columns), path, line)
        if term in terms:
            raise ConfigurationError(
                "{source!r} stands here as in line {number}",
                source=term.source,
                number=terms[term],
                path=path,
                line=line,
            )
        terms[term] = line
    return tuple(terms)


def _rows(text: str, path: Path) -> Iterator[tuple[int, list[str]]]:
    """The rows that are not blank, each with its first line."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                yield line, row
            line = reader.line_num + 1
    except csv.Error as error:
        raise ConfigurationError("this is no CSV ({reason})", reason=error, path=path, line=line) from None


def _term(row: dict[str, str], surplus: int, path: Path, line: int) -> Term:
    refuse = partial(ConfigurationError, path=path, line=line)

    if surplus > 0:
        raise refuse("{n} cells too many", n=surplus, hint="Put quotes around a cell that has a comma in it.")
    source, target, note, flags = (" ".join(row.get(name, "").split()) for name in _COLUMNS)
    given = set(flags.lower().replace(";", " ").split())
    if unknown := given.difference(_FLAGS):
        raise refuse(
            "unknown flag {flag!r}", flag=min(unknown), hint=Text("Flags are {names}.", names=", ".join(_FLAGS))
        )
    if {"do-not-translate", "forbidden"} <= given:
        raise refuse("a term is do-not-translate or forbidden, not both")
    if not any(map(str.isalnum, source)) or len(source) > _LONGEST_TERM:
        raise refuse("a term needs a letter or digit, and at most 500 characters")
    if not target and "do-not-translate" not in given:
        raise refuse(
            "the term {source!r} has no translation",
            source=source,
            hint="Flag it do-not-translate if it stays as it is.",
        )
    return Term(
        source, target or source, note, "do-not-translate" in given, "forbidden" in given, "case-sensitive" in given
    )


def render_terms(terms: Sequence[Term]) -> str:
    """The terms as CSV, the inverse of `parse_terms`."""
    output = io.StringIO()
    writer = csv.writer(output, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for term in terms:
        given = (term.do_not_translate, term.forbidden, term.case_sensitive)
        flags = ";".join(flag for flag, has in zip(_FLAGS, given, strict=True) if has)
        writer.writerow((term.source, term.target, term.note, flags))
    return output.getvalue()


def find_terms(text: str, terms: Sequence[Term], source_locale: str = "en") -> list[TermMatch]:
    """The terms that occur in the text, in its order; see `term_finder`, which is faster for many texts."""
    return _finder(tuple(terms), source_locale)(text)


def relevant_terms(text: str, terms: Sequence[Term], source_locale: str = "en") -> tuple[Term, ...]:
    """The terms whose source occurs in the text, forbidden ones included, each once."""
    return tuple(dict.fromkeys(term for _, _, term in find_terms(text, terms, source_locale)))


@lru_cache(maxsize=8)
def _finder(terms: tuple[Term, ...], source_locale: str) -> Callable[[str], list[TermMatch]]:
    return term_finder(terms, source_locale)


# Endings of an English noun: a plural belongs to the term, a possessive mark does not.
_PLURAL = re.compile(r"(?:e?s)?(?!\w)", re.IGNORECASE)
_WORD_END = re.compile(r"(?!\w)")
_GLUED = re.compile(f"[{GLUED}]")
_START = re.compile(rf"(?<!\w)\w|[^\w\s]|[{GLUED}]")


def term_finder(terms: Sequence[Term], source_locale: str = "en") -> Callable[[str], list[TermMatch]]:
    """A function: a text -> its terms as start, end, term; in order, the longest if several begin at one place.

    Terms stand between word boundaries, with any white space between their words. English plurals are found, too: the
    match includes the plural ending, but not a possessive `'s`. Letter case counts for case-sensitive terms and for
    terms in capitals (US is not us). A source text with several terms gives a match for each. Linear in the text.
    """
    trie: dict[str, Any] = {}
    plurals = "s-plurals" in language(source_locale).traits
    for term in terms:
        for form in _forms(term.source, plurals):
            node = trie
            for char in form:
                node = node.setdefault(char.lower(), {})
            node.setdefault("", []).append(term)
    ending = _PLURAL if plurals else _WORD_END

    def find(text: str) -> list[TermMatch]:
        found: list[TermMatch] = []
        done = 0
        for start in map(re.Match.start, _START.finditer(text)):
            if start >= done and (match := _longest(trie, text, start, ending)):
                done, matched = match
                found += [(start, done, term) for term in matched]
        return found

    return find


def _forms(source: str, plurals: bool) -> Iterator[str]:
    yield source
    if plurals and re.search(r"[^aeiou\W]y\Z", source):
        yield source[:-1] + "ies"


def _longest(trie: dict[str, Any], text: str, start: int, ending: re.Pattern[str]) -> tuple[int, list[Term]] | None:
    node, pos, best = trie, start, None
    while True:
        if (terms := node.get("")) and (end := _end(text, pos, ending)):
            fitting = [term for term in terms if _case_fits(term, text[start:pos])]
            best = (end, fitting) if fitting else best
        if pos == len(text):
            return best
        blank = text[pos].isspace()
        node = node.get(" " if blank else text[pos].lower(), {})
        if not node:
            return best
        pos += 1
        while blank and pos < len(text) and text[pos].isspace():
            pos += 1


def _end(text: str, pos: int, ending: re.Pattern[str]) -> int | None:
    """The end of a term with its inflection, given that its letters end at `pos`; None inside a longer word."""
    if not text[pos - 1].isalnum() or _GLUED.match(text, pos - 1):
        return pos
    match = ending.match(text, pos)
    return match.end() if match else None


def _case_fits(term: Term, text: str) -> bool:
    if term.case_sensitive or (term.source.isupper() and len(term.source) > 1):
        wanted = term.source[:-1] if text.endswith(("ies", "IES")) and term.source.endswith("y") else term.source
        return " ".join(text.split()).startswith(wanted)
    return True
