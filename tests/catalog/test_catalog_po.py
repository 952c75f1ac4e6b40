"""PO files are read without loss and written as msgcat --no-wrap writes them."""

from __future__ import annotations

import contextlib
import shutil
import string
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from l10n.catalog.po import parse_po, render_po
from l10n.errors import CatalogError
from l10n.model import Catalog, Message

CASES = Path(__file__).parent / "cases"
HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'

needs_gettext = pytest.mark.skipif(shutil.which("msgcat") is None, reason="gettext is not installed")


def msgcat(data: bytes) -> bytes:
    """What `msgcat --no-wrap` makes of a file."""
    ran = subprocess.run(["msgcat", "--no-wrap", "--force-po", "-"], input=data, capture_output=True, check=False)
    assert ran.returncode == 0, ran.stderr.decode(errors="replace")
    return ran.stdout


def _normalized() -> list[tuple[str, str, str]]:
    cases = []
    for block in (CASES / "normalized.txt").read_text(encoding="utf-8").partition("\n\n")[2].split("%%%\n"):
        if block.strip():
            title, _, texts = block.partition("\n")
            before, _, after = texts.partition("---\n")
            cases.append((title, before, after))
    return cases


def test_everything_is_kept() -> None:
    """A file with all that PO has comes back byte for byte."""
    data = (CASES / "kept.po").read_bytes()
    assert data == render_po(parse_po(data, "kept.po"))


@needs_gettext
def test_everything_kept_is_what_msgcat_writes() -> None:
    """The file of the test above is msgcat's own output."""
    data = (CASES / "kept.po").read_bytes()
    assert data == msgcat(data)


@pytest.mark.parametrize(("title", "before", "after"), _normalized(), ids=[case[0] for case in _normalized()])
def test_other_spellings(title: str, before: str, after: str) -> None:
    """What is spelled otherwise is written in the one way."""
    assert HEADER + after == render_po(parse_po((HEADER + before).encode(), "x.po")).decode()


@needs_gettext
@pytest.mark.parametrize(("title", "before", "after"), _normalized(), ids=[case[0] for case in _normalized()])
def test_other_spellings_as_msgcat(title: str, before: str, after: str) -> None:
    """msgcat writes the same, but for what gettext 0.21 forgets or does not know."""
    written = msgcat((HEADER + before).encode()).decode()
    if title.startswith("flags in any order"):
        assert HEADER + after.replace(", ignore-number, max-length: 30", "") == written
    elif title == "the flags of two lines add up":
        assert HEADER + after.replace("fuzzy, ", "") == written
    else:
        assert HEADER + after == written


@pytest.mark.parametrize(
    ("text", "written"),
    [
        (r"C:\new", r"C:\\new"),
        (r"a\\b", r"a\\\\b"),
        ("\\", r"\\"),
        ('say \\"', r"say \\\""),
        ("\\\t", r"\\\t"),
        ("\\t\\\\", r"\\t\\\\"),
        (r"\x41", r"\\x41"),
    ],
)
def test_a_backslash_is_written_twice(text: str, written: str) -> None:
    """A backslash of a text is doubled in the file, and what follows it is no escape then."""
    data = f'{HEADER}msgid "{written}"\nmsgstr "{written} {written}"\n'.encode()
    catalog = parse_po(data, "x.po")
    assert [(text, f"{text} {text}")] == [(message.msgid, message.msgstr) for message in catalog.messages]
    assert data == render_po(catalog)


def test_byte_order_mark_and_line_ends() -> None:
    """A byte order mark, CRLF and CR change nothing."""
    plain = (CASES / "kept.po").read_text(encoding="utf-8")
    expected = parse_po(plain.encode(), "x.po")
    for variant in ("\ufeff" + plain, plain.replace("\n", "\r\n"), plain.replace("\n", "\r")):
        assert expected == parse_po(variant.encode(), "x.po")


def test_lines_are_known() -> None:
    """Messages know the lines of their msgid and msgstr, the catalog that of its header."""
    catalog = parse_po(b'# c\nmsgid ""\nmsgstr "Language: ko\\n"\n\n#. x\n\nmsgid ""\n"a"\nmsgstr ""\n"b"\n', "x.po")
    expected = (2, 7, 9)
    assert expected == (catalog.header_line, catalog.messages[0].line, catalog.messages[0].msgstr_line)


@pytest.mark.parametrize("charset", ["ISO-8859-1", "EUC-KR", "Shift_JIS", "GB18030", "windows-1252"])
def test_other_charsets_become_utf8(charset: str) -> None:
    """A declared charset is decoded, and the file is written in UTF-8 and says so."""
    text = {"ISO-8859-1": "é", "windows-1252": "“é”"}.get(charset, "言語ソ")
    before = HEADER.replace("UTF-8", charset) + f'# {text}\nmsgid "a"\nmsgstr "{text}"\n'
    after = HEADER + f'# {text}\nmsgid "a"\nmsgstr "{text}"\n'
    assert after == render_po(parse_po(before.encode(charset), "x.po")).decode()


def test_a_charset_in_no_field_of_its_own_becomes_utf8() -> None:
    """It was used to read the file, so it is replaced wherever it stands: else the file written is another."""
    data = 'msgid ""\nmsgstr "é Content-Type: charset=ISO-8859-1\\n"\n'.encode("iso-8859-1")
    written = render_po(parse_po(data, "x.po"))
    assert (True, written) == (b"charset=UTF-8" in written, render_po(parse_po(written, "x.po")))


def test_a_charset_with_nul_is_unknown() -> None:
    """The damage is told as any other charset that nobody knows."""
    with pytest.raises(CatalogError, match="is unknown"):
        parse_po(b'msgid ""\nmsgstr "Content-Type: text/plain; charset=\0\\n"\n', "x.po")


def test_charset_split_over_strings() -> None:
    """The charset is found wherever the header stands and however its strings are cut."""
    header = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; "\n"charset=ISO-8859-1\\n"\n'
    data = ('msgid "a"\nmsgstr "é"\n\nmsgctxt "x"\nmsgid ""\nmsgstr "n"\n\n' + header).encode("iso-8859-1")
    expected = "é"
    assert expected == parse_po(data, "x.po").messages[0].msgstr


@pytest.mark.parametrize("character", ["\0", "\x04", "\ud800"])
def test_characters_that_po_cannot_hold(character: str) -> None:
    """Rendering refuses the characters that would make the file unreadable."""
    with pytest.raises(CatalogError) as caught:
        render_po(Catalog((), (Message(f"before {character}"),)))
    expected = "po-encoding"
    assert expected == caught.value.rule


def test_comments_cannot_swallow_the_next_line() -> None:
    """A comment line that ends in a backslash is written with a space behind it."""
    catalog = Catalog((), (Message("a", "b", comments=("C:\\",), extracted=("two\nlines\\",), references=("c\\",)),))
    data = render_po(catalog)
    expected = b'# C:\\ \n#. two\n#. lines\\ \n#: c\\ \nmsgid "a"\nmsgstr "b"\n'
    assert expected == data
    assert data == render_po(parse_po(data, "x.po"))


def test_hostile_input_takes_no_time() -> None:
    """Long runs of quotes, backslashes, colons and isolates are read or refused in linear time."""
    for piece in ('"', "\\", '\\"', ":", " :", "\u2068", "1:", "msgid ", "[", '"a"', "#", "#: a "):
        for start in ("", '"', "#: ", "#, ", 'msgid "'):
            text = HEADER + start + piece * (50_000 // len(piece)) + '\nmsgid "a"\nmsgstr "b"\n'
            with contextlib.suppress(CatalogError):
                render_po(parse_po(text.encode(), "x.po"))


_TEXT = st.text(
    st.sampled_from(string.ascii_letters + " \n\t\"\\'#%:,|~.한국어é\u2028\u3000…\r\v\a\x7f\ufeff"), max_size=20
)
_LINE = st.text(st.sampled_from(string.ascii_letters + ' "\\#~|:.,한é…'), max_size=12)
_NAME = st.text(st.sampled_from("abc/한.-_"), min_size=1, max_size=40).map(lambda name: "x" + name)
_FLAGS = st.lists(st.sampled_from(["fuzzy", "c-format", "no-python-format", "no-wrap"]), unique=True)


@st.composite
def messages(draw: st.DrawFn) -> Message:
    """Any message that PO can hold and msgcat writes back as it is."""
    plural = draw(st.none() | _TEXT)
    obsolete = draw(st.booleans())
    target = _TEXT.map(lambda text: text + "가") if obsolete else _TEXT
    previous = draw(st.none() | _TEXT)
    return Message(
        msgid=draw(_TEXT) + draw(st.sampled_from("xyz")),
        msgstr="" if plural is not None else draw(target),
        msgctxt=draw(st.none() | _TEXT),
        msgid_plural=plural,
        msgstr_plural=() if plural is None else tuple(draw(st.lists(target, min_size=1, max_size=3))),
        flags=tuple(draw(_FLAGS)),
        comments=tuple(draw(st.lists(_LINE, max_size=3))),
        extracted=tuple(draw(st.lists(_LINE, max_size=2))),
        references=tuple(draw(st.lists(_NAME, max_size=4, unique=True))),
        previous_msgctxt=None if previous is None else draw(st.none() | _TEXT),
        previous_msgid=previous,
        previous_msgid_plural=None if previous is None or plural is None else draw(st.none() | _TEXT),
        obsolete=obsolete,
    )


@st.composite
def catalogs(draw: st.DrawFn) -> Catalog:
    """Any catalog, its obsolete messages last."""
    found = {message.key: message for message in draw(st.lists(messages(), max_size=8))}
    headers = (("Language", draw(_LINE)), ("Content-Type", "text/plain; charset=UTF-8"))
    return Catalog(headers, tuple(sorted(found.values(), key=lambda message: message.obsolete)), ("a comment",))


def _canonical(catalog: Catalog) -> Catalog:
    """A catalog as it is after writing: flags in order, none that say nothing, no comment that ends in a backslash."""

    def line(text: str) -> str:
        return text + " " if text.endswith("\\") else text

    def canonical(message: Message) -> Message:
        ordered = ["fuzzy", "c-format", "no-python-format", "range: 0..9", "no-wrap"]
        text = message.msgstr_plural[0] if message.msgstr_plural else message.msgstr
        flags = [flag for flag in ordered if flag in message.flags and (text or flag != "fuzzy")]
        return replace(
            message,
            flags=tuple(flags),
            comments=tuple(map(line, message.comments)),
            extracted=tuple(map(line, message.extracted)),
        )

    headers = tuple((name, value) for name, value in catalog.headers)
    return replace(catalog, headers=headers, messages=tuple(map(canonical, catalog.messages)))


@given(catalogs())
@settings(max_examples=80, deadline=None)
def test_law_reading_gives_back_what_was_written(catalog: Catalog) -> None:
    """parse(render(catalog)) is the catalog, and rendering it again gives the same bytes."""
    data = render_po(catalog)
    assert _canonical(catalog) == parse_po(data, "x.po")
    assert data == render_po(parse_po(data, "x.po"))


@needs_gettext
@given(catalogs())
@settings(max_examples=40, deadline=None)
def test_law_written_as_msgcat_writes(catalog: Catalog) -> None:
    """Whatever is written, msgcat --no-wrap leaves as it is."""
    data = render_po(catalog)
    assert data == msgcat(data)


@needs_gettext
def test_valid_catalogs_of_other_suites_as_msgcat(shared_data: Path) -> None:
    """Every valid UTF-8 catalog of other suites is written as msgcat writes it, with the exceptions below."""
    differing = set()
    for path in sorted((shared_data / "badpo").rglob("*.po")):
        try:
            written = render_po(parse_po(path.read_bytes(), path))
        except CatalogError:
            continue
        ran = subprocess.run(["msgcat", "--no-wrap", "--force-po", path], capture_output=True, check=False)
        if ran.returncode == 0 and ran.stdout != written:
            differing.add(path.stem)
    other_charset = {
        "c0-control-characters", "c1-control-characters", "next-line-control-character-in-header-entry",
        "next-line-control-character-in-translation", "unrepresentable-characters", "unrepresentable-characters-euro",
        "msgfmt-12__mf-12", "msgfmt-4__mf-test4", "msgfmt-6__mf-6",
    }  # fmt: skip
    unknown_flags = {
        "conflicting-format-flags-3", "conflicting-format-flags-4", "invalid-range-flag", "invalid-range-flag-empty",
        "invalid-range-flag-trailing-junk", "multiple-range-flags-1", "multiple-range-flags-3", "markdown-text",
        "typoed-flag-for-header-entry", "unexpected-flag-for-header-entry", "unknown-format-flag",
        "unknown-message-flag",
    }  # fmt: skip
    flags_of_two_lines = {"header-entry-flags-splitting", "message-flags-splitting-1", "message-flags-splitting-2"}
    header_moves_to_the_front = {"distant-header-entry"}
    comments_lose_their_carriage_returns = {"crlf"}
    allowed = other_charset | unknown_flags | flags_of_two_lines | header_moves_to_the_front
    assert set() == differing - allowed - comments_lose_their_carriage_returns


@needs_gettext
def test_real_catalog_as_msgcat(shared_data: Path) -> None:
    """A real catalog of 4,602 entries is written as msgcat writes it."""
    data = (shared_data / "corpora" / "comprehensive-rust" / "ko.po").read_bytes()
    assert msgcat(data) == render_po(parse_po(data, "ko.po"))
