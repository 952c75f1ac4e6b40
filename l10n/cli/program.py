"""The program: global options, its commands, and how every error becomes one message and an exit code."""

import gc
import io
import logging
import os
import signal
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any, NoReturn

import click

import l10n
from l10n.cli import articles, git, handoff, models, quality, resources, review, setup
from l10n.cli.context import Context
from l10n.cli.say import FOLDER, Notices, say, translation
from l10n.errors import DefectError, L10nError, system_reason
from l10n.text.visible import visible
from l10n.translatable import Text

GROUPS = (
    setup.COMMANDS,
    articles.COMMANDS,
    quality.COMMANDS,
    review.COMMANDS,
    handoff.COMMANDS,
    git.COMMANDS,
    resources.COMMANDS,
    models.COMMANDS,
)
"""The commands, in the order of `--help`."""


class Commands(click.Group):
    """A group that lists its commands in the order in which they were added."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option("-C", "folder", type=click.Path(path_type=Path), default=Path(), metavar="DIR", help="Run as if in DIR.")
@click.option("-q", "--quiet", is_flag=True, help="Print errors and results only.")
@click.option("-v", "--verbose", is_flag=True, help="Say more about what is done and why.")
@click.version_option(l10n.__version__, prog_name="l10n")
@click.pass_context
def program(ctx: click.Context, folder: Path, quiet: bool, verbose: bool) -> None:
    """Keeps articles published in many languages, offline, with people in control.

    A typical day: `l10n build --locale ko` updates the Korean catalogs, drafts what is new and writes the Korean
    articles; translators edit the PO files; `l10n check` says what is missing or wrong.
    """
    FOLDER.set(folder)
    ctx.obj = Context(folder, quiet, verbose)


for _group in GROUPS:
    for _command in _group:
        program.add_command(_command)


def _speaks_another_language() -> bool:
    """Whether the environment may ask for a language other than English, judged without loading anything."""
    asked = (os.environ.get(name, "") for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"))
    return any(value and not value.startswith(("en", "C", "POSIX")) for value in asked)


def _ready_streams() -> None:
    """Makes the standard streams such that printing does not fail. One that was closed leads nowhere: else the next
    file that is opened would take its place, and what a helper prints would go into it."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115  it stays open
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a file's name may hold what no encoding can
            stream.reconfigure(errors="backslashreplace")


class _Stopped(KeyboardInterrupt):
    """The process got a signal that ends it, as Ctrl-C does: what is finished is stored, temporary files go."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number


def _stop(number: int, frame: Any) -> NoReturn:
    for each in _ENDING:
        signal.signal(each, signal.SIG_IGN)  # a second one must not disturb what the first one has begun
    raise _Stopped(number)


_ENDING = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
"""The signals by which a supervisor and a closed terminal end a program."""
_STOPPING = [*_ENDING, signal.SIGINT]


_NOTICES = Notices()


def _deaf() -> None:
    """Nothing stops the program any more: what it had to do is done, and only how it ended is left to say."""
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_BLOCK, _STOPPING)  # raises what has come before, and lets nothing come after
    for each in _STOPPING:
        signal.signal(each, signal.SIG_IGN)


def main() -> NoReturn:
    """Runs the program and exits with 0, 1 (findings, a gate not met), 2 (bad input), 3 (a missing engine), 70 (a
    defect of the program, whose details are in a file), or 128 and the number of the signal that stopped it."""
    try:
        code = _run()
        _deaf()
    except (KeyboardInterrupt, click.Abort) as stop:  # click makes the one of the other
        _deaf()
        with suppress(OSError):  # the terminal may be gone
            say("\nstopped; what was finished is kept", err=True)
        code = 128 + getattr(stop.__cause__ or stop, "number", signal.SIGINT)
    if _NOTICES.details:
        say("the details are in {file}; please send them to the authors", file=_NOTICES.details, err=True)
    sys.exit(code)


def _run() -> int:
    """Does what the command line asks for, with a message for whatever goes wrong; gives the exit code. Raises
    KeyboardInterrupt and click.Abort alone."""
    try:
        _ready_streams()
        for each in _ENDING:
            if signal.getsignal(each) == signal.SIG_DFL:  # `nohup` has it ignored
                signal.signal(each, _stop)
        gc.set_threshold(100_000)  # documents and catalogs are trees without cycles: little to collect
        logging.getLogger("l10n").addHandler(_NOTICES)
        if _speaks_another_language():
            from l10n.cli.frame import translate_frame

            translate_frame(program, translation())
        result = program.main(prog_name="l10n", standalone_mode=False)
        sys.stdout.flush()
        return result if isinstance(result, int) else 0
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.ClickException as error:
        error.message = visible(error.message)  # type: ignore[misc]  # final for those who catch it elsewhere
        error.show()
        return error.exit_code
    except L10nError as error:
        say("{error}: {what}", error=Text("error"), what=error.text, err=True)
        return error.exit_code
    except (BrokenPipeError, SystemExit):
        # The reader of our output is gone: an error message would reach nobody. For that alone click and rich end the
        # program by themselves, with the code of findings.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        what = L10nError(system_reason(error), path=error.filename or "l10n").text
        say("{error}: {what}", error=Text("error"), what=what, err=True)
        return 2
    except click.Abort:
        raise
    except Exception as error:
        logging.getLogger("l10n").error(error, exc_info=error)
        say("{error}: {what}", error=Text("error"), what=DefectError(error).text, err=True)
        return DefectError.exit_code
