"""Catalogs that other tools wrapped: every command keeps their width, and what did not change keeps its bytes."""

from __future__ import annotations

import shutil
import subprocess

import pytest

SENTENCES = (
    "The harbour sleeps at noon, and nobody works in the heat before the boats come back from the islands.",
    "Gulls wait for the boats, which come late when the wind is from the north and early when there is none.",
    "In the evening the fish is sold on the quay, to cooks first and to everybody else when they have gone.",
)
PO = "locales/ko/LC_MESSAGES/port.po"


@pytest.fixture
def project(workspace):
    """A project with an article of three paragraphs."""
    workspace.run("init", "--locale", "ko")
    workspace.write("source/port.txt", "The port\n\n" + "\n\n".join(SENTENCES) + "\n")
    workspace.run("update")
    return workspace


def wrapped(path, width):
    """The file as msgcat writes it at a width."""
    command = ["msgcat", f"--width={width}", str(path)]
    return subprocess.run(command, capture_output=True, check=True).stdout.decode()


@pytest.mark.skipif(not shutil.which("msgcat"), reason="gettext is not installed")
@pytest.mark.parametrize("width", [77, 79])
def test_a_wrapped_catalog_stays_wrapped(project, width):
    """`update`, `draft` and `approve` write what msgcat would write at the width that the file has."""
    path = project.root / PO
    project.write(PO, wrapped(path, width))
    project.write("source/port.txt", project.read("source/port.txt") + f"\nAnd then: {SENTENCES[0]}\n")
    for command in (["update"], ["draft", "--engine", "pseudo"], ["approve", "--all", "--failing"]):
        before = project.read(PO)
        project.run(*command)
        assert before != project.read(PO)
        assert wrapped(path, width) == project.read(PO)


def test_entries_that_did_not_change_keep_their_bytes(project):
    """A catalog wrapped by nobody's rules changes where its article changed, and nowhere else."""
    by_hand = project.read(PO).replace(f'msgid "{SENTENCES[1]}"', 'msgid "Gulls wait "\n"' + SENTENCES[1][11:] + '"')
    project.write(PO, by_hand)
    project.write("source/port.txt", project.read("source/port.txt").replace("The port", "Our port"))
    project.run("update")
    assert by_hand.replace('"The port"', '"Our port"') == project.read(PO)


@pytest.mark.skipif(not shutil.which("msgcat"), reason="gettext is not installed")
def test_new_catalogs_are_wrapped_as_the_setting_says(project):
    """The setting is for files that do not tell."""
    project.write("l10n.toml", project.read("l10n.toml") + "\nwrap = 79\n")
    kept = project.read(PO)
    project.write("source/new.txt", f"New\n\n{SENTENCES[0]}\n")
    project.run("update")
    new = project.root / PO.replace("port", "new")
    assert 'msgid ""\n"The harbour' in new.read_text("utf-8")
    assert wrapped(new, 79) == new.read_text("utf-8")
    assert kept == project.read(PO)


@pytest.mark.parametrize("value", ["-1", "7", "true", '"79"'])
def test_a_width_that_is_none_is_refused(project, value):
    """The setting is named."""
    project.write("l10n.toml", project.read("l10n.toml") + f"\nwrap = {value}\n")
    done = project.run("update", code=2)
    assert "'wrap' must be" in done.stderr
