"""XLIFF and CSV: what goes out comes back."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from l10n.errors import L10nError
from l10n.exports.handoff import HandoffUnit, Mark, note_lines, pieces
from l10n.exports.table import parse_csv, render_csv
from l10n.exports.xliff import render_xliff
from l10n.exports.xliff_return import parse_xliff
from l10n.formats import format_named
from l10n.model import State

CODES = format_named("markdown").codes
STATES = {State.APPROVED: State.APPROVED, State.DRAFT: State.DRAFT, State.STALE: State.DRAFT}

TEXT = st.lists(
    st.sampled_from(
        ["word", " ", "**", "*", "`code`", "[a](b)", "<b>", "</b>", "&amp;", "<", "]]>", "한국", "\n", '"', "😀"]
    ),
    min_size=1,
    max_size=12,
).map("".join)
NOTES = st.lists(TEXT, max_size=2).map(tuple)
UNITS = st.lists(
    st.tuples(st.sampled_from(["a", "b/c"]), TEXT, TEXT, st.sampled_from(list(STATES)), st.none() | TEXT, NOTES, NOTES),
    max_size=6,
).map(lambda rows: [_unit(*row) for row in sorted(rows, key=lambda row: row[0])])


def _unit(article, source, target, state, context, notes=(), comments=()):
    codes = {"source_codes": CODES(source), "target_codes": CODES(target)}
    return HandoffUnit(article, source, target, state, context, "paragraph", notes, comments, **codes)


def _expected(units):
    return [
        (unit.article, unit.source, unit.target, STATES[unit.state], unit.context, Mark.of(unit), _notes(unit))
        for unit in units
    ]


def _notes(unit):
    return sorted(note_lines((*unit.notes, *unit.comments)))


def _returned(file):
    return [
        (unit.article, unit.source, unit.target, unit.state, unit.context, unit.mark, sorted(unit.notes))
        for unit in file.units
    ]


@settings(max_examples=150, deadline=None)
@given(UNITS, st.sampled_from(["1.2", "2.1"]))
def test_xliff_comes_back_as_it_went_out(units, version):
    """Texts, codes, states, contexts, notes and marks survive both versions."""
    assert _expected(units) == _returned(parse_xliff(render_xliff(units, "en", "ko", version), "x.xlf"))


@settings(max_examples=80, deadline=None)
@given(UNITS)
def test_csv_comes_back_as_it_went_out(units):
    """Texts, states, contexts, notes and marks survive a table, also one that begins like a formula."""
    units = [replace(unit, target=f"={unit.target}") for unit in units]
    assert _expected(units) == _returned(parse_csv(render_csv(units, "ko"), "x.csv"))


CELL = st.text(alphabet="'=+-@\t\r\n＝＠a, \"", min_size=1, max_size=6)


@given(CELL, CELL, CELL, CELL)
def test_no_cell_is_a_formula(article, source, target, context):
    """A spreadsheet runs none of the cells, and they come back as they went out, apostrophes of their own included."""
    data = render_csv([HandoffUnit(article, source, target, State.DRAFT, context, notes=(context,))], "ko")
    for row in csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")):
        assert [] == [cell for cell in row if cell and cell[0] in "=+-@\t\r\n＝＋－＠"]
    (unit,) = parse_csv(data, "x.csv").units
    assert (article, source, target, context) == (unit.article, unit.source, unit.target, unit.context)


def test_a_table_of_another_program_keeps_its_apostrophes():
    """Only an export's own are taken away."""
    (unit,) = parse_csv("article,source,target\na,'-',‘-’\n".encode(), "x.csv").units
    assert "'-'" == unit.source


@settings(max_examples=100, deadline=None)
@given(TEXT)
def test_pieces_join_to_the_text(text):
    """Cutting at inline codes loses nothing."""
    assert text == "".join(piece.text for piece in pieces(text, CODES(text)))


def test_inline_codes_are_elements():
    """Pairs are bpt and ept in XLIFF 1.2, sc and ec in 2.1; a lone code is ph."""
    text = "See **the [page](https://example.org)** and `code`."
    units = [_unit("a", text, "", State.UNTRANSLATED, None)]
    one = render_xliff(units, "en", "ko", "1.2").decode()
    assert ["bpt", "bpt", "ept", "ept", "ph"] == re.findall(r"<(bpt|ept|ph)\b", one)
    two = render_xliff(units, "en", "ko", "2.1").decode()
    assert ["sc", "sc", "ec", "ec", "ph"] == re.findall(r"<(sc|ec|ph)\b", two)
    assert "**" not in re.sub(r"<originalData>.*?</originalData>", "", two)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"<xliff", "x.xlf:1:"),
        (b"<html/>", "not an XLIFF file"),
        (b'<!DOCTYPE x [<!ENTITY a "b">]><xliff>&a;</xliff>', "x.xlf:1:25: the entity 'a' is refused"),
        (b'<?xml version="1.0" encoding="no-such"?><xliff/>', "x.xlf:1"),
    ],
)
def test_what_is_not_xliff_is_refused(data, message):
    """Malformed and hostile files are one message."""
    with pytest.raises(L10nError) as refused:
        parse_xliff(data, "x.xlf")
    assert message in str(refused.value)


def test_control_characters_are_refused_not_dropped():
    """XML cannot hold U+0001; the message says where it is."""
    with pytest.raises(L10nError, match=r"U\+0001"):
        render_xliff([_unit("a", "bad \x01 text", "", State.UNTRANSLATED, None)], "en", "ko", "1.2")


def test_a_comma_without_quotation_marks_cuts_no_translation():
    """The row has a cell too many: it is refused with its line; empty cells behind a row are no loss."""
    with pytest.raises(L10nError, match=r"x\.csv:2: more cells than columns"):
        parse_csv("source,target\none,하나, 둘\n".encode(), "x.csv")
    (unit,) = parse_csv("source,target\none,하나,,\n".encode(), "x.csv").units
    assert "하나" == unit.target
