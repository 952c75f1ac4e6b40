"""The extractor for pybabel: the same msgids as our own extraction, in order."""

from __future__ import annotations

import io
import subprocess
import sys
from configparser import ConfigParser
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from l10n.errors import SourceError
from l10n.formats import ParseOptions, format_for, suffixes
from l10n.formats.babel import extract

CONFIGURATION = Path(__file__).parents[2] / "babel.cfg"
SOURCES = {
    "article.txt": "A title\n\nThe text: 100 % of it, at some length.\n",
    "news/page.md": (
        "---\ntitle: One\nother: Two\n---\n# Three\n\n<!-- l10n:note For a button -->\n<!-- l10n:context menu -->\n"
        "Open\n\n- Open **now**\n  please\n\n| a | b |\n|---|---|\n| c  | “d” |\n"
    ),
}


def test_babel_extract_yields_units() -> None:
    """Units come with their lines, their types and notes as comments, and their contexts."""
    file = io.BytesIO(SOURCES["news/page.md"].encode())
    file.name = "page.md"
    found = list(extract(file, {}, [], {"front_matter": "title, other"}))
    assert [(2, None, "One", ["type: front-matter"]), (3, None, "Two", ["type: front-matter"])] == found[:2]
    assert (9, "pgettext", ("menu", "Open"), ["type: paragraph", "For a button"]) == found[3]


def test_babel_extract_yields_plurals() -> None:
    """A text with a plural is a pair for ngettext; one in a context has that first. A format may be stated."""
    text = '{"a_one": "# ride", "a_other": "# rides", "b": "A bag", "c_one": "A bag", "c_other": "Bags"}'
    file = io.BytesIO(text.encode())
    file.name = "app.json"
    found = list(extract(file, {}, [], {"format": "i18next", "contexts": "b"}))
    assert [
        ("ngettext", ("# ride", "# rides")),
        ("pgettext", ("b", "A bag")),
        ("npgettext", ("c", "A bag", "Bags")),
    ] == [(function, words) for _, function, words, _ in found]


def test_babel_extract_refuses_what_it_cannot_read() -> None:
    """Bytes that are no UTF-8, and files of no known kind, raise one clear error."""
    for name, content in (("a.md", b"\xff\xfe"), ("a.png", b"")):
        file = io.BytesIO(content)
        file.name = name
        with pytest.raises(SourceError, match=name):
            list(extract(file, {}, [], {}))


def test_babel_configuration_names_every_ending() -> None:
    """pybabel leaves out no source that we extract from; files of strings, which need their keys named, are none."""
    configuration = ConfigParser()
    configuration.read(CONFIGURATION)
    sections = list(dict.fromkeys(section.lower() for section in configuration.sections()))
    assert [f"l10n: **{suffix}" for suffix in suffixes(keyed=False)] == sections


def test_babel_configuration(tmp_path: Path) -> None:
    """`pybabel extract -F babel.cfg source` finds the msgids of every file in the folder."""
    expected: set[tuple[str | None, str]] = set()
    for name, text in SOURCES.items():
        file = tmp_path / "source" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())
        expected |= {unit.key for unit in format_for(name).parse(text, ParseOptions()).units}
    command = [
        sys.executable,
        "-m",
        "babel.messages.frontend",
        "extract",
        "-F",
        str(CONFIGURATION),
        "-o",
        "all.pot",
        "source",
    ]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    catalog = read_po((tmp_path / "all.pot").open("rb"))
    assert expected == {(message.context, str(message.id)) for message in catalog if message.id}
