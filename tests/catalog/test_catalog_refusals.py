"""What cannot be read without losing something is refused, with its place."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from l10n.catalog.po import parse_po
from l10n.errors import CatalogError

CASES = Path(__file__).parent / "cases" / "refused.txt"


def _cases() -> list[tuple[str, str, bytes]]:
    cases = []
    for block in CASES.read_text(encoding="utf-8").partition("\n\n")[2].split("%%%\n"):
        if block.strip():
            title, position, *lines = block.split("\n")
            text = "\n".join(lines).replace("<\n", "")
            data = text.encode()
            cases.append((title, position, data.replace(b'"b\\0c"', b'"b\0c"')))
    return cases


def _found(data: bytes) -> str:
    with pytest.raises(CatalogError) as caught:
        parse_po(data, "x.po")
    error = caught.value
    position = ":".join(str(part) for part in (error.line, error.column) if part is not None)
    return f"{error.rule} {position}".strip()


@pytest.mark.parametrize(("title", "position", "data"), _cases(), ids=[case[0] for case in _cases()])
def test_refused_with_position(title: str, position: str, data: bytes) -> None:
    """Every case is refused under its rule, at its line and column."""
    assert position == _found(data)


@pytest.mark.skipif(shutil.which("msgfmt") is None, reason="gettext is not installed")
@pytest.mark.parametrize(("title", "position", "data"), _cases(), ids=[case[0] for case in _cases()])
def test_msgfmt_refuses_it_too(title: str, position: str, data: bytes, tmp_path: Path) -> None:
    """What is refused here is refused by msgfmt, but for what it takes for text and what it cannot see."""
    if title in _STRICTER:
        pytest.skip(_STRICTER[title])
    (tmp_path / "x.po").write_bytes(data)
    ran = subprocess.run(["msgfmt", "-c", "-o", "/dev/null", tmp_path / "x.po"], capture_output=True, check=False)
    assert ran.returncode != 0, ran.stderr.decode(errors="replace")


_STRICTER = {
    "escape of NUL": "msgfmt cuts the text there",
    "NUL": "msgfmt cuts the text there",
    "escape of a byte that is no text": "msgfmt writes an invalid MO file; msgcat refuses it",
    "unknown charset": "msgfmt only warns; nothing here could decode it",
    "codec that is no charset": "msgfmt only warns; nothing here could decode it",
    "charset that does not extend ASCII": "msgfmt only warns; nothing here could decode it",
}


def test_cut_off_character_is_refused() -> None:
    """A file cut in the middle of a character is refused at that character."""
    data = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "a"\nmsgstr "가나'.encode()[:-1]
    expected = "po-encoding 5:10"
    assert expected == _found(data)


def test_damage_in_comments_is_refused() -> None:
    """Bytes that are no text are refused in comments, too: they could not be written back."""
    expected = "po-encoding 1:6"
    assert expected == _found(b'# caf\xe9\nmsgid "a"\nmsgstr "b"\n')


def test_message_says_where_what_and_what_to_do() -> None:
    """The error reads as one message: path, line, column, what is wrong, and a hint."""
    with pytest.raises(CatalogError) as caught:
        parse_po(b'msgid "a"\nmsgstr "b\n', "ko.po")
    assert str(caught.value).startswith('ko.po:2:8: the string has no closing "\n  Close it on its line')


# Files that msgfmt -c accepts and that are refused here, and why.
_REFUSED_THOUGH_ACCEPTED = {
    "i18nspector/empty-msgid-message-with-plural-forms.po": "a header with plural forms",
    "i18nspector/non-ascii-compatible.po": "UTF-7 does not extend ASCII; gettext reads its bytes as they are",
    "i18nspector/non-python-encoding.po": "no codec for KOI8-RU",
    "i18nspector/non-python-portable-encoding.po": "no codec for GEORGIAN-PS",
    "i18nspector/non-text-encoding.po": "zlib_codec is no charset",
    "i18nspector/unknown-encoding.po": "UTF-42 does not exist",
}
# What msgfmt -c says of files that it rejects for their syntax; other rejections are the business of `l10n check`.
_SYNTAX = ("syntax error", "invalid multibyte", "duplicate message", "directive ignored", "control sequence")


def test_bad_catalogs_of_other_suites(shared_data: Path) -> None:
    """What msgfmt rejects for its syntax is refused, and what it accepts is read, with the exceptions above."""
    folder = shared_data / "badpo"
    accepted, read = set(), set()
    for row in json.loads((folder / "expectations.json").read_text(encoding="utf-8")):
        errors = " ".join(line for line in row["msgfmt_c_stderr"] if "warning" not in line)
        if row["msgfmt_c_exit"] == 0 or not any(word in errors for word in _SYNTAX):
            accepted.add(row["file"])
        try:
            parse_po((folder / row["file"]).read_bytes(), row["file"])
            read.add(row["file"])
        except CatalogError:
            pass
    # Neither has an entry: msgfmt -c says that the header is missing.
    empty = {"i18nspector/zero-bytes-file.po"}
    # Its header is in an entry with a context, which msgfmt does not count; so nothing tells the charset.
    empty.add("i18nspector/xfail-header-imitation.po")
    assert set(_REFUSED_THOUGH_ACCEPTED) | empty == accepted - read
    assert set() == read - accepted
