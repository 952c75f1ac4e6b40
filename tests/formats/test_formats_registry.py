"""The registry of formats."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib import import_module

import pytest

from l10n.errors import SourceError
from l10n.formats import FORMATS, REGISTRY, SUFFIXES, Format, format_for, format_named, suffixes, telltale_of


def test_registry_states_what_the_formats_state() -> None:
    """Each row of the registry finds the format of its name, and no ending stands in two."""
    assert list(REGISTRY) == [form.name for form in FORMATS]
    assert len(SUFFIXES) == len(set(SUFFIXES))


@pytest.mark.parametrize(
    ("text", "dialect"),
    [
        ("Words.\n\n![[map.png]]\n", "obsidian"),
        ("/// note | Title\n\nWords.\n\n///\n", "mkdocs"),
        ("import Tabs from '@theme/Tabs';\n\nWords.\n", "docusaurus"),
        ("# Title\n\n- Words and [a link](x.md)\n", ""),
    ],
)
def test_registry_tells_dialects_apart(text: str, dialect: str) -> None:
    """What only one dialect knows says which it is."""
    assert dialect == telltale_of(text, "markdown")


def test_registry_names_every_format() -> None:
    """No module of a format holds another one that nobody registered."""
    modules = [import_module(f"l10n.formats.{row.module}") for row in REGISTRY.values()]
    found = {value.name for module in modules for value in vars(module).values() if isinstance(value, Format)}
    assert set(REGISTRY) == found


def test_registry_knows_files_of_keyed_strings() -> None:
    """Files that may be settings of a program, or catalogs of another, are no articles by themselves."""
    assert {".json", ".jsonc", ".yaml", ".yml", ".properties", ".pot", ".po", ".xliff", ".xlf"} == set(
        suffixes(keyed=True)
    ) - set(suffixes(keyed=False))
    assert SUFFIXES == suffixes(keyed=True)


@pytest.mark.parametrize(("path", "name"), [("a/B.MD", "markdown"), (".txt", "text"), ("x.tar.mdx", "mdx")])
def test_registry_finds_a_format(path: str, name: str) -> None:
    """A file's ending, or an ending alone, finds its format."""
    assert name == format_for(path).name == format_named(name).name


def test_registry_names_the_endings() -> None:
    """A file of another kind is refused with the endings that there are."""
    with pytest.raises(SourceError, match=r"(?s)picture\.png: this kind of file is not supported.*\.md.*") as error:
        format_for("picture.png")
    assert all(suffix in str(error.value.hint) for suffix in SUFFIXES)


def test_registry_is_cheap_to_import() -> None:
    """Importing the package imports no format and no parser."""
    code = "import sys, l10n.formats; print([n for n in sys.modules if n.startswith(('l10n.formats.', 'markdown_it'))])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "['l10n.formats.format']" == done.stdout.strip()


@pytest.mark.parametrize("name", [name for name, row in REGISTRY.items() if row.telltale])
def test_what_tells_a_dialect_is_an_expression(name: str) -> None:
    """Every document that another format reads is searched for it."""
    assert re.compile(REGISTRY[name].telltale)
