"""Names of code alone."""

from __future__ import annotations

import pytest

from l10n.formats import codes_of
from l10n.text.identifiers import is_identifier


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
