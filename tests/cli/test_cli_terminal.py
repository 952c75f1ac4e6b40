"""What is printed never obeys what files hold: terminals, logs of CI."""

from __future__ import annotations

import ast
import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

import l10n
from l10n.text.visible import visible

HOSTILE = "\x1b]0;owned\x07\x1b[31m\u202edlrow\u2066 \x9b2J"
NAME = "a\x1b[2J\u202eb"
COMMANDS = [
    "extract",
    "extract --check",
    "update",
    "draft --engine pseudo --dry-run",
    "draft --engine pseudo",
    "-v build --engine pseudo",
    *(f"check --format {form}" for form in ("text", "json", "github", "sarif", "junit", "gitlab")),
    "check --links",
    "status",
    "status --json",
    "status --todo",
    "status --todo --json",
    "status --engines",
    "segment FILE",
    "segment FILE --json",
    "show words",
    "show words --json",
    "glossary list --locale ko",
    "glossary suggest",
    "glossary suggest --take HOSTILE=HOSTILE",
    "approve --all --failing",
    "memory search words --locale ko",
    "memory search words --json",
    "CHANGE",
    "check --fix --dry-run",
    "update",
    "status --diff",
    "export --locale ko --format csv -o HOSTILE.csv",
    "import --locale ko HOSTILE.csv",
    "import --locale ko other.csv",
    "import --locale ko HOSTILE.unknown",
    "edit NAME",
    "evaluate --locale ko --engine pseudo",
    "models list",
    "check broken.po HOSTILE.po",
    "check --output HOSTILE=x",
    "draft --engine HOSTILE",
    "draft --article HOSTILE",
    "build --locale HOSTILE",
    "show HOSTILE",
    "approve HOSTILE",
    "HOSTILE",
    "-C HOSTILE status",
    "segment HOSTILE",
    "memory import --locale ko HOSTILE",
    "models install HOSTILE ko",
]


SILENT = {
    "extract --check",
    "draft --engine pseudo",
    "status --engines",
    "glossary suggest",
    "import --locale ko HOSTILE.csv",
    "edit NAME",
    "models list",
}
"""Commands that show nothing of what files hold here."""


def change(workspace):
    """Another source, and a translation with a character that the check repairs."""
    source = workspace.root / f"source/{NAME}.txt"
    source.write_text(source.read_text("utf-8").replace("Some words", "Some more words"), "utf-8")
    catalog = workspace.root / f"locales/ko/LC_MESSAGES/{NAME}.po"
    catalog.write_text(re.sub(r'(?m)^msgstr "(?=[^"\n])', 'msgstr "\x7f', catalog.read_text("utf-8")), "utf-8")


def words(command: str) -> list[str]:
    """The arguments of a command."""
    known = {"HOSTILE": HOSTILE, "NAME": NAME, "FILE": f"source/{NAME}.txt"}
    return [re.sub("HOSTILE|NAME|FILE", lambda found: known[found[0]], word) for word in command.split()]


@pytest.fixture
def hostile(workspace):
    """A project all of whose files hold sequences that terminals obey."""
    escaped = json.dumps(HOSTILE)
    workspace.write("l10n.toml", f"name = {escaped}\nlocales = ['ko']\nabbreviations = [{escaped}]\n")
    text = f"Some words {HOSTILE} and 25 more words by Miriam Okafor.\n"
    workspace.write(f"source/{NAME}.txt", f"A title {HOSTILE}\n\n{text}Miriam Okafor {HOSTILE} said so.\n")
    workspace.write("source/broken.txt", b"\xff\xfe\0")
    workspace.write("glossary/ko.csv", f"term,translation,note,flags\nwords,{HOSTILE},{HOSTILE},\n".replace("\x07", ""))
    workspace.write("broken.po", f'msgid "{HOSTILE}"\nmsgstr "{HOSTILE}\n')
    workspace.write("other.csv", f"article,source,target\n{HOSTILE},{HOSTILE},{HOSTILE}\n")
    return workspace


def test_no_command_prints_what_a_terminal_obeys(hostile):
    """Names, texts, translations, terms, settings, arguments and errors: all is made visible, and JSON is exact."""
    seen = {}
    for command in COMMANDS:
        if command == "CHANGE":
            change(hostile)
            continue
        done = hostile.run(*words(command), code=None, environment={"VISUAL": "true", "LANG": "C.UTF-8"})
        seen[command] = done.stdout + done.stderr
        assert ("", command) == ("".join(sorted({c for c in seen[command] if visible(c) != c})), command)
        if "json" in command:
            json.loads(done.stdout)
    silent = [command for command, text in seen.items() if "\\u202e" not in text]
    assert SILENT == set(silent)
    assert HOSTILE in json.loads(seen["show words --json"])[0]["source"]


def test_a_terminal_gets_our_own_colours_only(hostile):
    """Where there is one, states are in colour and what files hold is not obeyed."""
    hostile.run("update", code=None)
    reader, terminal = pty.openpty()
    command = [sys.executable, "-m", "l10n", "status", "--todo"]
    environment = {**hostile.environment, "TERM": "xterm"}
    with subprocess.Popen(command, cwd=hostile.root, env=environment, stdout=terminal, stderr=subprocess.DEVNULL):
        os.close(terminal)
        shown = b""
        try:
            while read := os.read(reader, 65536):
                shown += read
        except OSError:  # the other end is closed
            os.close(reader)
    text = shown.decode().replace("\r\n", "\n")
    assert "\x1b[31m" in text
    plain = re.sub(r"\x1b\[\d+m", "", text)
    assert visible(plain) == plain
    assert visible(HOSTILE[:20]) in plain


def test_a_log_of_github_gets_no_commands_from_files(workspace):
    """Where its runner reads the output, no text of a file begins a line as a command; annotations are ours."""
    workspace.write("l10n.toml", "locales = ['ko']\n")
    workspace.write("source/a.txt", "::add-mask::title\n\n::error::It says ##[add-mask]25 and more words.\n")

    def output(*arguments: str) -> str:
        done = workspace.run(*arguments, code=None, environment={"GITHUB_ACTIONS": "true"})
        return done.stdout + done.stderr

    output("build", "--engine", "none")
    for arguments in (
        ("segment", "source/a.txt"),
        ("status", "--todo"),
        ("show", "words"),
        ("show", "words", "--json"),
    ):
        shown = output(*arguments)
        assert "add-mask" in shown
        assert [] == re.findall(r"(?m)^\s*::.*|##\[", shown)
    annotations = output("check", "--format", "github").splitlines()
    assert {"::error"} == {line.partition(" ")[0] for line in annotations}


def test_all_is_printed_in_one_place():
    """No command prints past what makes text harmless."""
    folder = Path(l10n.__file__).parent
    printing = re.compile(r"click\.(echo|secho|style)\b|(?<![\w.])print\(")
    found = {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and printing.match(ast.unparse(node))
    }
    # the probe is a process of its own, which prints JSON for this program
    assert {"cli/say.py", "engines/probe.py"} == found
