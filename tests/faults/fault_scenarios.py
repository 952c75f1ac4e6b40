"""The commands that write, each with a project for it to work on."""

from __future__ import annotations

import csv
import io
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from fault_laws import END
from fault_runs import Command, Place, import_what_it_needs, run

from l10n.errors import L10nError

LOCALES = ("de", "ko")
ARTICLES = {
    "first.txt": f"""A short title

The first paragraph has two sentences. It says that 25% of the ships is a lot.

A second paragraph speaks of trade and of ships.

{END}
""",
    "deep/second.md": f"""# Another title

- Trade came first.
- Ships came **second**, with [a link](https://example.org/a).

The harbour was full on 7 June.

{END}
""",
    "third.html": f"""<html><head><title>A page</title></head><body>
<h1>A page</h1>
<p>It has one paragraph about trade.</p>
<p>And a second one about the harbour.</p>
</body></html><!-- {END} -->
""",
}
PROJECT = """name = "harbour"
locales = ["de", "ko"]
site_url = "https://example.org/"
engine = "pseudo"
"""
EDITOR = """#!/bin/sh
sed -i -e 's/ \\[draft\\] / [approved] /' -e 's/⟧$/⟧ (seen)/' "$1"
touch "$0.has-run" 2>/dev/null || true
"""


def _nothing(place: Place) -> None:
    """The project as it is."""


@dataclass(frozen=True, slots=True)
class Scenario:
    """A command, and what is done to the base project before it."""

    command: Callable[[Place], Command]
    prepare: Callable[[Place], None] = _nothing
    result: tuple[str, ...] = ()
    """A command whose output belongs to the result."""
    typed: str = ""
    """What the person writes into the editor."""
    needs: str = ""
    """A module without which it cannot run."""
    signals: bool = True
    """Whether signals are for the command itself; a server has a handler of its own."""


def done(place: Place, *command: str) -> None:
    """Runs a command without faults."""
    ended = run(place, command)
    import_what_it_needs(ended)
    if ended.code:
        raise RuntimeError(f"l10n {' '.join(command)} ends with {ended.code}\n{ended.output}{ended.errors}")


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def make_base(place: Place) -> None:
    """A project of three articles in two languages: built once, one article approved."""
    write(place.root / "l10n.toml", PROJECT)
    for name, text in ARTICLES.items():
        write(place.root / "source" / name, text)
    write(place.root / "glossary" / "ko.csv", "term,translation,note,flags\ntrade,무역,,\n")
    write(beside(place, "editor"), EDITOR).chmod(0o755)
    done(place, "extract")
    done(place, "build")
    done(place, "approve", "--article", "first", "--article", "third", "--failing")


def beside(place: Place, name: str) -> Path:
    """A file of the user's own outside the project."""
    return place.root.parent / "files" / name


def _changed(place: Place) -> None:
    """The articles' next version: a text changed, one gone, one new, one moved into a new article."""
    first = place.root / "source" / "first.txt"
    text = first.read_text("utf-8")
    write(first, text.replace("25%", "30%").replace("A second paragraph speaks of trade and of ships.\n\n", ""))
    second = place.root / "source" / "deep" / "second.md"
    write(second, second.read_text("utf-8").replace("The harbour", "A new line about the weather.\n\nThe harbour"))
    moved = "A second paragraph speaks of trade and of ships."
    write(place.root / "source" / "fourth.txt", f"A fourth title\n\n{moved}\n\n{END}\n")


def _changed_and_merged(place: Place) -> None:
    _changed(place)
    done(place, "update")


def _left_behind(place: Place) -> None:
    """Obsolete entries, and a catalog and a template without an article."""
    _changed_and_merged(place)
    (place.root / "source" / "third.html").unlink()


def _exported(form: str, *options: str) -> Callable[[Place], None]:
    """A hand-off in which everything comes back approved."""

    def prepare(place: Place) -> None:
        path = beside(place, f"back.{form}")
        path.parent.mkdir(exist_ok=True)
        path.unlink(missing_ok=True)
        done(place, "export", "-l", "ko", *options, "-o", str(path))
        text = path.read_bytes().decode("utf-8-sig")
        if form == "csv":
            rows = list(csv.DictReader(io.StringIO(text, newline="")))
            out = io.StringIO(newline="")
            writer = csv.DictWriter(out, rows[0].keys())
            writer.writeheader()
            writer.writerows(
                {**row, "target": row["target"] + " 끝", "state": "approved"} for row in rows if row["state"] == "draft"
            )
            text = out.getvalue()
        elif form == "po":
            text = re.sub(r'^#, fuzzy\n(?=(?:msgctxt .*\n)?msgid "[^"])', "", text, flags=re.MULTILINE)
        else:
            text = text.replace("needs-review-translation", "final")
        path.write_text(text, "utf-8")

    return prepare


def _import(form: str) -> Scenario:
    options = {"csv": ("--format", "csv"), "po": ("--format", "po"), "xlf": ()}[form]
    return Scenario(
        lambda place: ("import", "--locale", "ko", str(beside(place, f"back.{form}"))), _exported(form, *options)
    )


def _repairable(place: Place) -> None:
    """Approved texts with two blanks, which `check --fix` makes one."""
    for path in (place.root / "locales").glob("*/LC_MESSAGES/**/*.po"):
        path.write_text(re.sub(r"(?<=\w) (?=\w+⟧)", "  ", path.read_text("utf-8")), "utf-8")


def _tmx(place: Place) -> None:
    """A memory to import, and a memory that has been imported before."""
    head = 'srclang="en" adminlang="en" creationtool="x" creationtoolversion="1" segtype="sentence" o-tmf="x"'
    for name, numbers in (("earlier", range(100)), ("memory", range(100, 300))):
        units = "".join(
            f'<tu><tuv xml:lang="en"><seg>Sentence {n}.</seg></tuv><tuv xml:lang="ko"><seg>문장 {n}.</seg></tuv></tu>'
            for n in numbers
        )
        write(
            beside(place, f"{name}.tmx"),
            f'<?xml version="1.0"?><tmx version="1.4"><header {head} datatype="plaintext"/><body>{units}</body></tmx>',
        )
    done(place, "memory", "import", "--locale", "ko", str(beside(place, "earlier.tmx")))


def _terms(place: Place) -> None:
    rows = "".join(f"term{n},용어{n},,\n" for n in range(300))
    write(beside(place, "terms.csv"), f"term,translation,note,flags\n{rows}")


def _empty(place: Place) -> None:
    """A folder that is no project yet."""
    for path in sorted(place.root.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    write(place.root / "pyproject.toml", '[project]\nname = "harbour"\n')
    (place.root / ".git").mkdir()
    write(place.root / ".gitignore", "*.pyc\n")


def _model(place: Place) -> None:
    """A model's package, and an older version of it installed."""
    sys.path.append(str(Path(__file__).parents[1] / "engines"))

    def build(root: Path) -> int:
        from tiny_argos import build_package, zip_package

        for version in ("1.0", "1.1"):
            folder = build_package(root.parent / f"package-{version}", "en", "ko", version=version)
            zip_package(folder, beside(place, f"{version}.argosmodel"))
        return 0

    if not beside(place, "1.1.argosmodel").exists():
        assert run(place, build).code == 0
    done(place, "models", "install", "en", "ko", "--from", str(beside(place, "1.0.argosmodel")))


def _save(root: Path) -> int:
    """Saves a unit on the review page, as a browser does."""
    try:
        return _posted(root)
    except (L10nError, OSError) as error:  # the page could not even be made; the command line has its test elsewhere
        print(f"error: {error}", file=sys.stderr)
        return 2


def _posted(root: Path) -> int:
    from datetime import datetime

    from starlette.testclient import TestClient

    from l10n.project import find_project
    from l10n.web.app import create_app
    from l10n.web.guard import Guard, allowed_hosts
    from l10n.web.session import Session
    from l10n.workflow.review.articles import article_id, open_article

    project = find_project(root)
    guard = Guard(allowed_hosts(("127.0.0.1",), 8420), "k" * 20)
    article = next(one for one in project.articles() if one.name == "deep/second")
    unit = open_article(project, "ko", article).units[1]
    app = create_app(Session(project, ("ko",), lambda: datetime.now().astimezone()), guard)
    address = f"/a/ko/{article_id(article)}/unit/{unit.id}"
    headers = {"Origin": "http://127.0.0.1:8420", "X-Form-Token": guard.form_token}
    with TestClient(app, base_url="http://127.0.0.1:8420", raise_server_exceptions=False) as client:
        client.get("/", params={"token": guard.token})
        sent = {"text": "무역이 먼저 왔다.", "etag": unit.etag, "approve": "1"}
        answer = client.post(address, data=sent, headers=headers)
    if answer.status_code == 200:
        return 0
    print(answer.status_code, answer.text, file=sys.stderr)
    return 2 if answer.text.strip() else 70


def _arguments(*arguments: str) -> Callable[[Place], Command]:
    return lambda place: arguments


SCENARIOS = {
    "init": Scenario(_arguments("init", "--locale", "ko", "--locale", "de"), _empty),
    "extract": Scenario(_arguments("extract"), _changed),
    "update": Scenario(_arguments("update"), _changed),
    "update --prune": Scenario(_arguments("update", "--prune"), _left_behind),
    "draft": Scenario(_arguments("draft", "--engine", "pseudo"), _changed_and_merged),
    "build": Scenario(_arguments("build"), _changed),
    "check --fix": Scenario(_arguments("check", "--fix", "--fail-on", "never"), _repairable),
    "edit": Scenario(_arguments("edit", "--locale", "ko", "deep/second"), typed="⟧ (seen)"),
    "approve": Scenario(_arguments("approve", "--all", "--failing")),
    "import csv": _import("csv"),
    "import xliff": _import("xlf"),
    "import po": _import("po"),
    "memory import": Scenario(
        lambda place: ("memory", "import", "--locale", "ko", str(beside(place, "memory.tmx"))),
        _tmx,
        ("memory", "export", "--locale", "ko"),
    ),
    "glossary import": Scenario(
        lambda place: ("glossary", "import", "--locale", "ko", str(beside(place, "terms.csv"))), _terms
    ),
    "glossary suggest --take": Scenario(
        _arguments("glossary", "suggest", "--locale", "ko", "--take", "harbour=항구", "--take", "ship=배")
    ),
    "review: save": Scenario(lambda place: _save, needs="starlette", signals=False),
    "models install": Scenario(
        lambda place: ("models", "install", "en", "ko", "--from", str(beside(place, "1.1.argosmodel"))),
        _model,
        needs="ctranslate2",
    ),
}
