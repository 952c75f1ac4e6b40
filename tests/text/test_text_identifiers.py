"""Names of code alone."""

from __future__ import annotations

import pytest

from l10n.formats import codes_of
from l10n.text.identifiers import is_code, is_identifier


@pytest.mark.parametrize(
    "text",
    "num_downloads setup.py file.project.name run() a::b --dry-run -v --from=x src/app/main.c ./configure docs/ "
    "getElementById **easy_install** _private conf/app.toml MAX_SIZE".split(),
)
def test_identifiers(text: str) -> None:
    """An identifier, an option, a file or a path alone, with marks of emphasis or without."""
    assert is_identifier(text, codes_of("rst")(text))


@pytest.mark.parametrize(
    "text",
    "Word,two words,Unix/macOS,and/or,e-mail,iPhone,well-known,Node.js,U.S.,a setup.py,``x``,설정.파일,etc.".split(","),
)
def test_words_are_no_identifiers(text: str) -> None:
    """A word, a name, an abbreviation, several words; and what is no word at all."""
    assert not is_identifier(text, codes_of("rst")(text))


@pytest.mark.parametrize(
    "text",
    [
        *("page_title", "--verbose", "$ make install", "npm install --save-dev thing", "git clone ./there"),
        *("**--theme**", "[remove_all.sh](/a/b)"),
    ],
)
def test_code_alone_is_no_prose(text: str) -> None:
    """An identifier or a command is no text for translators, in whatever emphasis or link."""
    assert is_code(text, codes_of("markdown")(text))


@pytest.mark.parametrize(
    "text",
    [
        *("git upgrade", "pip upgrade to the release", "uv supports three formats:", "Use `--theme` now", "e.g."),
        *("npm is a package manager for a/b tests.", "$5 a month", "go to /home now.", "macOS", "`x`_y"),
    ],
)
def test_words_are_prose(text: str) -> None:
    """Names, abbreviations and sentences are offered, even where they look a little like code."""
    assert not is_code(text, codes_of("markdown")(text))
