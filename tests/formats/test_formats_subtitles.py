"""Subtitles: cues, their lines, and what must not change."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from l10n.formats.format import ParseOptions
from l10n.formats.subtitles import SUBTITLES, parse_subtitles

SRT = (
    "1\r\n00:00:01,000 --> 00:00:02,000\r\n<i>Good morning,\r\nMr. Smith.</i>\r\n\r\n"
    "2\r\n00:00:03,000 --> 00:00:04,000 X1:1\r\n- Who is it?\r\n- Me.\r\n3\r\n00:00:05,000 --> 00:00:06,000\r\n♪\r\n"
)
VTT = """WEBVTT - A film

NOTE A note
of two lines

STYLE
::cue { color: red }

intro
00:01.000 --> 00:02.000 align:start
<v Ann>Look, <c.loud>over there</c> &amp; up

00:03.000 --> 00:04.000

00:05.000 --> 00:06.000
Second
"""
PIECES = st.sampled_from(
    ["1", "\n", "\r\n", "00:01.000 --> 00:02.000", "00:00:01,000 --> 00:00:02,000", "word", "- ", "<i>", " "]
)


def test_subtitle_units() -> None:
    """A cue is a unit: lines that run on are joined, speakers keep their own."""
    units = parse_subtitles(SRT, ParseOptions()).units
    assert ["<i>Good morning, Mr. Smith.</i>", "- Who is it?\n- Me."] == [unit.text for unit in units]
    assert [3, 8] == [unit.line for unit in units]
    units = parse_subtitles(VTT, ParseOptions()).units
    assert ["<v Ann>Look, <c.loud>over there</c> &amp; up", "Second"] == [unit.text for unit in units]


@settings(max_examples=200, deadline=None)
@given(st.lists(PIECES | st.text(max_size=4), max_size=25).map("".join))
def test_subtitles_are_lossless(source: str) -> None:
    """Joining the parts gives the file back, whatever is in it."""
    assert source == parse_subtitles(source, ParseOptions()).raw


@pytest.mark.parametrize(
    ("index", "target", "expected"),
    [
        (0, "<i>Guten Morgen, Herr Schmidt.</i>", "<i>Guten Morgen,\r\nHerr Schmidt.</i>"),
        (0, "안녕하세요", "안녕하세요"),
        (1, "- Wer ist da?\n\n- Ich.", "- Wer ist da?\r\n- Ich."),
        (1, "- A --> B", "- A → B"),
    ],
)
def test_subtitle_encode(index: int, target: str, expected: str) -> None:
    """A translation has the source's lines, and nothing in it ends the cue."""
    assert expected == SUBTITLES.encode(parse_subtitles(SRT, ParseOptions()).units[index], target)


def test_subtitle_codes() -> None:
    """Tags of both formats are codes."""
    text = "{\\an8}<v Ann>Hi <i>you</i> <00:01.000>&amp;"
    expected = ["tag {\\an8}", "tag <v Ann>", "open <i>", "close </i>", "tag <00:01.000>", "tag &amp;"]
    assert expected == [f"{code.kind} {text[code.start : code.end]}" for code in SUBTITLES.codes(text)]
