"""What commands say to a publisher: in a fresh project, with nothing in it, and when a file is not there."""

from __future__ import annotations

import click
import pytest

from l10n.cli.program import program
from l10n.errors import system_reason

NARROW = 80 - 2 - 6
"""The columns that the list of commands has for a name and its summary in a terminal of 80."""


def test_what_comes_next_depends_on_what_is_there(workspace):
    """`init` asks for articles only where there are none."""
    assert "Next: put articles" in workspace.run("init", "--locale", "pt_BR").stdout
    (workspace.root / "l10n.toml").unlink()
    workspace.write("source/a.txt", "A title\n\nA text.\n")
    assert "Next: run `l10n build --locale pt_BR`.\n" in workspace.run("init", "--locale", "pt_BR").stdout


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (("status",), "there is no article yet"),
        (("glossary", "list", "--locale", "ko"), "no terms yet; `l10n glossary suggest` finds some"),
        (("glossary", "suggest"), "no term recurs that has no entry"),
    ],
)
def test_an_empty_table_is_a_sentence(workspace, command, said):
    """A head without rows would leave open whether something went wrong."""
    workspace.run("init", "--locale", "ko")
    assert workspace.run(*command).stdout.startswith(said)


@pytest.mark.parametrize(
    ("number", "text"), [(2, "there is no such file or folder"), (13, "permission denied"), (99999, "unheard of")]
)
def test_the_reasons_of_the_system_are_texts(number, text):
    """Common ones are ours, and so in the reader's language; any other is as the system words it."""
    assert text == str(system_reason(OSError(number, "Unheard of")))


def test_a_missing_file_is_named_in_korean(workspace):
    """No English is left in a Korean message."""
    workspace.write("l10n.toml", 'locales = ["ko"]\ninterface = "ko"\n')
    workspace.write("source/a.txt", "A title\n\nA text.\n")
    said = workspace.run("import", "a.csv", "--locale", "ko", code=2).stderr
    assert "오류: a.csv: 그런 파일이나 폴더가 없습니다\n" == said


def test_the_summaries_in_the_list_of_commands_are_whole():
    """At 80 columns none is cut off."""
    context = click.Context(program)
    names = program.list_commands(context)
    width = NARROW - max(map(len, names))
    assert [] == [name for name in names if program.commands[name].get_short_help_str(width).endswith("...")]
