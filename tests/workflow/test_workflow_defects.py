"""What the program was not written for: one line, a file with the details, exit 70; and the other articles go on."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from l10n.cli import program, say
from l10n.errors import DefectError, SourceError
from l10n.workflow.report import Errors, each, exit_code, silent


def test_an_unforeseen_error_stops_its_own_item_only(caplog):
    """The others are worked on; the error names its type, and its traceback goes to the log."""
    errors = Errors()

    def work(item: int) -> int:
        return 6 // item

    assert [(1, 6), (3, 2)] == list(each((1, 0, 3), work, errors, silent))
    assert ["a defect of this program: ZeroDivisionError: integer division or modulo by zero"] == [
        str(error) for error in errors.found
    ]
    assert ([True], 70) == ([bool(record.exc_info) for record in caplog.records], exit_code(tuple(errors.found)))


@pytest.fixture
def ending(monkeypatch):
    """The program ends, and this process goes on."""
    monkeypatch.setattr(program, "_deaf", lambda: None)


def test_the_program_survives_its_own_defect(ending, monkeypatch, capsys):
    """One line says what happened and where the details are; the exit code is no code of a finding."""

    def broken(**_: object) -> None:
        raise KeyError("a\nb")

    monkeypatch.setattr(sys, "argv", ["l10n", "build"])
    monkeypatch.setattr(program.program, "main", broken)
    with pytest.raises(SystemExit) as ended:
        program.main()
    error, details = capsys.readouterr().err.splitlines()
    assert (70, "error: a defect of this program: KeyError: 'a\\nb'") == (ended.value.code, error)
    file = Path(details.removeprefix("the details are in ").removesuffix("; please send them to the authors"))
    text = file.read_text()
    file.unlink()
    assert (True, True) == ("['l10n', 'build']" in text, "in broken" in text)


def test_an_error_can_be_told_whatever_is_wrong_with_the_project(monkeypatch):
    """The project's own choice of a language is not needed for that."""

    def broken(_: object) -> None:
        raise ModuleNotFoundError("tomllib")

    monkeypatch.setattr("l10n.project.find_project", broken)
    say.translation.cache_clear()
    assert "error" == say.worded("error")
    say.translation.cache_clear()


def test_a_hangup_stays_ignored_where_it_is(ending, monkeypatch):
    """Under `nohup` a closed terminal stops nothing."""
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        monkeypatch.setattr(program.program, "main", lambda **_: 0)
        with pytest.raises(SystemExit):
            program.main()
        assert signal.SIG_IGN == signal.getsignal(signal.SIGHUP)
    finally:
        signal.signal(signal.SIGHUP, before)


def test_a_defect_in_one_article_leaves_the_others_built(workspace):
    """Seen from outside: the file is named, the other article is there, exit 70."""
    workspace.write("l10n.toml", 'locales = ["ko"]\n')
    for name in ("first", "second"):
        workspace.write(f"source/{name}.txt", "A short title\n\nA paragraph of text that says something.\n")
    script = workspace.write(
        "run.py",
        "import sys\n"
        "import l10n.workflow.catalogs as catalogs\n"
        "from l10n.cli.program import main\n"
        "original = catalogs.update_catalog\n"
        "def broken(project, locale, article, *rest):\n"
        "    if article.name == 'first': raise ZeroDivisionError('unforeseen')\n"
        "    return original(project, locale, article, *rest)\n"
        "catalogs.update_catalog = broken\n"
        "sys.argv[1:] = ['update']\n"
        "main()\n",
    )
    command = [sys.executable, str(script)]
    ended = subprocess.run(command, cwd=workspace.root, env=workspace.environment, capture_output=True, text=True)
    assert 70 == ended.returncode
    assert "error: first.txt: a defect of this program: ZeroDivisionError: unforeseen" in ended.stderr
    assert "the details are in " in ended.stderr
    assert (workspace.root / "locales/ko/LC_MESSAGES/second.po").is_file()


def test_an_error_that_people_can_correct_is_no_defect():
    """It keeps its own exit code beside a defect's."""
    assert (2, 70) == (exit_code((SourceError("bad"),)), exit_code((SourceError("bad"), DefectError(ValueError("x")))))
