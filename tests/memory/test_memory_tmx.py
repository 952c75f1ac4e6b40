"""TMX files come back as they went out, and hostile ones are refused."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from dataclasses import replace
from datetime import datetime, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from l10n.errors import SourceError
from l10n.memory.entry import Entry
from l10n.memory.tmx import Exchange, parse_tmx, render_memory, render_tmx

NOW = datetime(2026, 3, 14, 6, 9, 30, tzinfo=timezone.utc)
ENTRY = Entry('A < B & "C"\n', "가 < 나 &amp; ]]>\t", "news/first", "9f3c2a1b", "", time=NOW)


def tmx(body: str, *, before: str = "") -> bytes:
    header = '<header creationtool="x" creationtoolversion="1" segtype="sentence" o-tmf="x" adminlang="en" srclang="en"'
    text = f'<tmx version="1.4">{header} datatype="plaintext"/><body>{body}</body></tmx>'
    return f'<?xml version="1.0"?>{before}{text}'.encode()


def parse(data: bytes) -> Exchange:
    return parse_tmx(data, "x.tmx", "en", "pt_BR")


_TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), min_size=1).filter(
    lambda text: bool(text.strip())
)


@given(
    st.lists(st.builds(Entry, _TEXT, _TEXT, st.just("") | _TEXT, derived=st.booleans(), time=st.none() | st.just(NOW)))
)
@settings(max_examples=60, deadline=None)
def test_law_reading_gives_back_what_was_written(entries: list[Entry]) -> None:
    """Texts, articles, neighbours and times survive the exchange."""
    assert Exchange(tuple(entries), 0) == parse(render_tmx(entries, "en", "pt_BR"))


def test_line_ends_and_tabs_survive() -> None:
    """White space inside a text is the text's."""
    entry = replace(ENTRY, source="a\r\nb\rc\n\td ")
    assert (entry,) == parse(render_tmx([entry], "en", "pt_BR")).entries


def test_control_characters_are_left_out() -> None:
    """XML cannot hold them, so the file stays well-formed without them."""
    assert "ab" == parse(render_tmx([Entry("a\x07b", "c")], "en", "pt_BR")).entries[0].source


def test_written_file_is_tmx_14() -> None:
    """The file has the elements and attributes that TMX 1.4b asks for."""
    root = ElementTree.fromstring(render_tmx([ENTRY], "en_US", "pt_BR", version="1.0"))
    header = root.find("header")
    assert header is not None
    required = {"creationtool", "creationtoolversion", "segtype", "o-tmf", "adminlang", "srclang", "datatype"}
    assert required == set(header.attrib)
    assert ("1.4", "en-US") == (root.get("version"), header.get("srclang"))
    languages = [tuv.get("{http://www.w3.org/XML/1998/namespace}lang") for tuv in root.iter("tuv")]
    assert ["en-US", "pt-BR"] == languages
    assert ENTRY.source == root.findtext("body/tu/tuv/seg")


def test_inline_codes_become_their_text() -> None:
    """What other tools mark as codes is text here; a text inside a code is not part of its segment."""
    source = 'Say <bpt i="1">&lt;b&gt;</bpt>hi<ept i="1">&lt;/b&gt;</ept> <hi>now</hi><ph>{x<sub>alt</sub>}</ph>'
    body = f'<tu><tuv xml:lang="en"><seg>{source}</seg></tuv><tuv xml:lang="pt-br"><seg>Oi</seg></tuv></tu>'
    assert (Entry("Say <b>hi</b> now{x}", "Oi"),) == parse(tmx(body)).entries


def test_languages() -> None:
    """The locale's own variant wins, any variant of the language will do, and what lacks one is counted."""
    seg = "<tuv {}><seg>{}</seg></tuv>".format
    own = seg('xml:lang="pt-PT"', "autocarro") + seg('xml:lang="pt-BR"', "ônibus")
    other = seg('lang="PT"', "sim")
    body = "".join(
        f"<tu>{texts}</tu>"
        for texts in (
            seg('xml:lang="EN-us"', "bus") + own,
            seg('xml:lang="en"', "yes") + other,
            seg('xml:lang="en"', "no") + seg('xml:lang="ko"', "아니요"),
            seg('xml:lang="en"', " ") + other,
        )
    )
    exchange = parse(tmx(body))
    assert [("bus", "ônibus"), ("yes", "sim")] == [(entry.source, entry.target) for entry in exchange.entries]
    assert 2 == exchange.skipped


def test_times_and_notes() -> None:
    """The last change counts, an odd date is none, notes and unknown properties are no text."""
    seg = '<tuv xml:lang="en"><note>n</note><seg>a</seg></tuv>'
    seg += '<tuv xml:lang="pt"><prop type="x">y</prop><seg>b</seg></tuv>'
    body = (
        f'<tu creationdate="20250101T000000Z" changedate="20260314T060930Z"><note>x</note>{seg}</tu>'
        f'<tu creationdate="yesterday">{seg}</tu>'
    )
    assert (Entry("a", "b", time=NOW), Entry("a", "b")) == parse(tmx(body)).entries


def test_other_encodings() -> None:
    """UTF-16, which many tools write, is read."""
    text = render_tmx([ENTRY], "en", "pt_BR").decode().replace('encoding="UTF-8"', 'encoding="UTF-16"')
    assert (ENTRY,) == parse(text.encode("utf-16")).entries


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (tmx("&lol;", before='<!DOCTYPE tmx [<!ENTITY lol "x">]>'), "entity 'lol' is refused"),
        (tmx("&file;", before='<!DOCTYPE tmx [<!ENTITY file SYSTEM "file:///etc/hostname">]>'), "'file' is refused"),
        (tmx("", before='<!DOCTYPE tmx [<!ENTITY % p SYSTEM "http://example.org/x.dtd"> %p;]>'), "'p' is refused"),
        (tmx("&who;", before='<!DOCTYPE tmx SYSTEM "tmx14.dtd">'), "'who' is refused"),
        (tmx("<tu>"), "not well-formed XML: mismatched tag"),
        (b"", "not well-formed XML: no element found"),
        (b"<html/>", "no TMX file: its root element is 'html'"),
        (b'<?xml version="1.0" encoding="nonsense"?><tmx/>', "encoding"),
    ],
    ids=["entity", "external entity", "parameter entity", "unknown entity", "cut off", "empty", "other", "encoding"],
)
def test_refused(data: bytes, what: str) -> None:
    """Entities, other documents and damaged files are refused, and nothing is fetched."""
    with pytest.raises(SourceError, match=what) as caught:
        parse(data)
    assert caught.value.line is not None


def test_entity_bomb_is_refused_at_once() -> None:
    """A file that would grow to gigabytes is refused at its first declaration."""
    declared = "".join(f'<!ENTITY l{at} "{f"&l{at - 1};" * 10}">' for at in range(1, 12))
    with pytest.raises(SourceError, match="'l0' is refused"):
        parse(tmx("&l11;", before=f'<!DOCTYPE tmx [<!ENTITY l0 "lol">{declared}]>'))


@given(st.lists(st.builds(Entry, _TEXT, _TEXT, st.just("") | _TEXT, time=st.none() | st.just(NOW)), unique=True))
@settings(max_examples=60, deadline=None)
def test_law_the_file_that_git_keeps_has_a_line_for_each_translation_in_one_order(entries: list[Entry]) -> None:
    """The order in which translations came makes no difference, and what is read is written again the same."""
    data = render_memory(entries, "en", "pt_BR")
    assert data == render_memory(entries[::-1], "en", "pt_BR")
    assert data == render_memory(parse(data).entries, "en", "pt_BR")
    lines = [line for line in data.decode().split("\n") if line.startswith("<tu")]
    assert len({entry.identity for entry in entries}) == len(lines)
    assert {entry.identity for entry in entries} == {entry.identity for entry in parse(data).entries}


def test_a_line_break_in_a_text_is_none_in_the_file_that_git_keeps() -> None:
    """One translation is one line, whatever it holds."""
    data = render_memory([Entry("a\nb\r\n", "가\n나")], "en", "pt_BR")
    assert (8, Entry("a\nb\r\n", "가\n나")) == (len(data.splitlines()), parse(data).entries[0])
