"""Wrapped catalogs: lines break where msgcat breaks them, and what did not change keeps its bytes."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from l10n.catalog.po import parse_po, render_po
from l10n.catalog.rewriting import rewrite_po, width_of
from l10n.model import Catalog, Message

needs_msgcat = pytest.mark.skipif(not shutil.which("msgcat"), reason="gettext is not installed")

HEADERS = (("Language", "ko"), ("Content-Type", "text/plain; charset=UTF-8"))
WORDS = (
    "harbour", "quay,", "boats.", "U.S.", "10,000", "10%", "$5", "well-known", "“quoted”", "(inside)", "[a](b.md)",
    "https://example.org/a/b?c=d&e=f", "`code::path`", "e.g.", "…", "—", "/", '"said"', "\\n", "path\\to", "{name}",
    "항구는", "배가", "떠난다.", "‘인용’", "「港」", "港は、", "静か。", "カタカナ", "ー", "안녕하세요!", "3월", "20%",
    "é", "a\u0301", "😀", "не", "спит;", "שלום", "a\u00a0b", "<b>bold</b>", "**strong**", "no\u2011break", "1-2", "a|b",
    "10:30", " :", "%s", "%(n)d", "\t", "  ",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(WORDS) | st.just("\n"), min_size=30, max_size=60).map(" ".join)


def msgcat(data: bytes, width: int) -> bytes:
    command = ["msgcat", f"--width={width}", "-"]
    return subprocess.run(command, input=data, capture_output=True, check=True).stdout


def catalog_of(*messages: Message) -> Catalog:
    return Catalog(HEADERS, messages)


@needs_msgcat
@given(st.lists(TEXTS, min_size=8, max_size=8), st.sampled_from([77, 79, 60, 40]))
@settings(max_examples=40, deadline=None)
def test_law_lines_break_where_msgcat_breaks_them(texts, width):
    """Latin, Korean, Japanese, Cyrillic and Hebrew text, markup, numbers, addresses and escapes, at any width."""
    messages = [
        Message(f"{number} {text}", text, "menu" if number == 1 else None, previous_msgid=text if number == 2 else None)
        for number, text in enumerate(texts)
    ]
    messages.append(Message("gone " + texts[0], texts[1], obsolete=True))
    catalog = catalog_of(*messages)
    assert msgcat(render_po(catalog), width).decode() == render_po(catalog, width=width).decode()


LONG = "The harbour sleeps at noon, and nobody works in the heat before the boats come back from the islands."
OTHER = "Gulls wait for the boats, which come late when the wind is from the north and early when there is none at all."


@pytest.mark.parametrize("width", [76, 77, 78, 79, 80])
def test_the_width_of_a_file_is_seen(width):
    """Whichever of the usual tools wrapped it, new entries get its width."""
    catalog = catalog_of(Message(LONG, OTHER), Message(OTHER, LONG))
    data = render_po(catalog, width=width)
    result = replace(catalog, messages=(*catalog.messages, Message("New. " + LONG, "새것. " + OTHER)))
    assert render_po(result, width=width) == rewrite_po(parse_po(data, "x.po"), data, result)


@pytest.mark.parametrize(
    ("messages", "expected"), [((), 79), ((Message("Short", "짧다"),), 79), ((Message(LONG, ""),), 0)]
)
def test_a_file_that_does_not_tell_takes_the_setting(messages, expected):
    """Short entries say nothing; a long line that is not wrapped does."""
    catalog = catalog_of(*messages)
    assert expected == width_of(catalog, render_po(catalog).decode(), 79)


def test_what_did_not_change_keeps_its_bytes():
    """An entry that somebody wrapped by hand stays as it is; the changed one is written anew."""
    by_hand = b'msgid ""\n"One "\n"two"\nmsgstr "\\xea\\xb0\\x80"\n'.decode("unicode_escape").encode("latin-1")
    data = render_po(catalog_of()) + b"\n" + by_hand + b'\nmsgid ""\n"Thr"\n"ee"\nmsgstr ""\n'
    former = parse_po(data, "x.po")
    changed = replace(former, messages=(former.messages[0], replace(former.messages[1], msgstr="셋")))
    expected = render_po(catalog_of()) + b"\n" + by_hand + '\nmsgid "Three"\nmsgstr "셋"\n'.encode()
    assert expected == rewrite_po(former, data, changed)


def test_a_file_in_another_charset_becomes_utf_8():
    """No entry keeps bytes of the old charset, the header that declares it least of all."""
    text = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=EUC-KR\\n"\n\nmsgid ""\n"One"\nmsgstr "하나"\n'
    former = parse_po(text.encode("euc-kr"), "x.po")
    changed = replace(former, messages=(*former.messages, Message("Two", "둘")))
    assert render_po(changed) == rewrite_po(former, text.encode("euc-kr"), changed)


@given(st.lists(TEXTS, min_size=1, max_size=5, unique=True), st.sampled_from([0, 40, 77, 79]))
@settings(max_examples=60, deadline=None)
def test_law_rewriting_what_is_there_changes_nothing(texts, width):
    """Whatever the width, and it is read back as what was written."""
    catalog = catalog_of(*(Message(f"{number} {text}", text) for number, text in enumerate(texts)))
    data = render_po(catalog, width=width)
    former = parse_po(data, "x.po")
    assert (catalog, data) == (former, rewrite_po(former, data, catalog))


def test_a_message_that_must_not_be_wrapped_is_not():
    """`no-wrap` says so."""
    catalog = catalog_of(Message(LONG, OTHER, flags=("no-wrap",)))
    assert render_po(catalog) == render_po(catalog, width=60)
