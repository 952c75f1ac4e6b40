<<<<<<< HEAD
"""Names of code alone."""
=======
"""What is code, though nothing marks it."""
>>>>>>> 135ef91 (formats: parameters of shortcodes are text, code that nothing marks is none; check: a catalog alone finds its articles' dialect; drafting: placeholders win)

from __future__ import annotations

import pytest

<<<<<<< HEAD
from l10n.formats import codes_of
from l10n.text.identifiers import is_identifier
=======
from l10n.formats.markdown.codes import inline_codes
from l10n.text.identifiers import is_code
>>>>>>> 135ef91 (formats: parameters of shortcodes are text, code that nothing marks is none; check: a catalog alone finds its articles' dialect; drafting: placeholders win)


@pytest.mark.parametrize(
    "text",
<<<<<<< HEAD
    "num_downloads setup.py file.project.name run() a::b --dry-run -v --from=x src/app/main.c ./configure docs/ "
    "getElementById **easy_install** _private conf/app.toml MAX_SIZE".split(),
)
def test_identifiers(text: str) -> None:
    """An identifier, an option, a file or a path alone, with marks of emphasis or without."""
    assert is_identifier(text, codes_of("rst")(text))
=======
    [
        *("page_title", "IN_PROGRESS", "about_Jobs", "--verbose", "-f", "--log-level=debug", "module.config", "main()"),
        *("std::vector", "src/main.py", "./run", "/etc/hosts", "$ make install", "npm install --save-dev thing"),
        *("**--theme**", "[remove_all.sh](/a/b)", "reStructuredText", "git clone ./there"),
    ],
)
def test_code_alone_is_no_prose(text: str) -> None:
    """An identifier, an option, a path or a command is no text for translators, in whatever emphasis or link."""
    assert is_code(text, inline_codes(text))
>>>>>>> 135ef91 (formats: parameters of shortcodes are text, code that nothing marks is none; check: a catalog alone finds its articles' dialect; drafting: placeholders win)


@pytest.mark.parametrize(
    "text",
<<<<<<< HEAD
    "Word,two words,Unix/macOS,and/or,e-mail,iPhone,well-known,Node.js,U.S.,a setup.py,``x``,설정.파일,etc.".split(","),
)
def test_words_are_no_identifiers(text: str) -> None:
    """A word, a name, an abbreviation, several words; and what is no word at all."""
    assert not is_identifier(text, codes_of("rst")(text))
=======
    [
        *("Word", "N/A", "and/or", "e.g.", "i.e.", "p.m.", "GitHub", "Node.js", "macOS", "iPhone", "TCP/IP", "eBook"),
        *("git upgrade", "pip upgrade to the release", "uv supports three formats:", "Use `--theme` now", "well-known"),
        *(
            "Read/write access",
            "npm is a package manager for a/b tests.",
            "$5 a month",
            "A_1 words",
            "go to /home now.",
        ),
    ],
)
def test_words_are_prose(text: str) -> None:
    """Names, abbreviations and sentences are offered, even where they look a little like code."""
    assert not is_code(text, inline_codes(text))
>>>>>>> 135ef91 (formats: parameters of shortcodes are text, code that nothing marks is none; check: a catalog alone finds its articles' dialect; drafting: placeholders win)
