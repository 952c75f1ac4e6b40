"""Compares the structure of a site's pages before and after translation, as the renderer of its own world shows them.

    python bench/structure.py FOLDER --dialect mkdocs [--glob '**/*.md'] [--python PYTHON] [--limit 20] [--json]

The folder is copied into a project of its own and built with pseudo-translations. `oracles/<world>.py` renders each
page's source and output (`render(text, path) -> html`), and four things are counted:

* differences: stretches in which the elements, the attributes that must stay or the code of the two pages differ;
* broken: pages that rendered and no longer do;
* left out: words that a reader sees, that stand in the source, and that are in no unit, by the element around them;
* offered: units that are no prose: identifiers alone, commands, template code.

A renderer that this interpreter lacks is run by another one: `--python`, or the variable L10N_ORACLES.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ORACLES = HERE / "oracles"
sys.path[:0] = [str(HERE), str(HERE.parent)]

from rendered import Event, Rendered, differences, words  # noqa: E402  # a script's own folder

LOCALE = "ko"
_ASCII_WORD = re.compile(r"[A-Za-z'’.-]{2,}")


@dataclass
class Page:
    """What was found on one page."""

    file: str
    units: int = 0
    words: int = 0
    different: list[str] = field(default_factory=list)
    broken: str = ""
    left: list[tuple[str, str, int]] = field(default_factory=list)
    """Words in no unit: the element around them, the text, how many."""
    offered: list[str] = field(default_factory=list)


class Oracle:
    """A renderer in a process of its own."""

    def __init__(self, world: str, python: str, folder: Path) -> None:
        command = [python, __file__, "--serve", world, str(folder)]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8")
        answer = self._answer()
        if missing := answer.get("missing"):
            raise SystemExit(
                f"The renderer of {world} is missing: {missing}\nIt needs: {answer['needs']}. Name an interpreter that"
                " has it with --python, or in L10N_ORACLES."
            )

    def render(self, text: str, path: Path) -> tuple[str, str]:
        """The page's HTML, and why there is none."""
        assert self.process.stdin
        self.process.stdin.write(json.dumps({"text": text, "path": str(path)}) + "\n")
        self.process.stdin.flush()
        answer = self._answer()
        return answer.get("html", ""), answer.get("error", "")

    def _answer(self) -> dict[str, Any]:
        assert self.process.stdout
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit("The renderer ended by itself.")
        answer: dict[str, Any] = json.loads(line)
        return answer


def serve(world: str, folder: str) -> None:
    """Answers a line of JSON with a page's HTML, as long as lines come."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what a renderer prints is no answer

    def say(**answer: str) -> None:
        answers.write(json.dumps(answer) + "\n")
        answers.flush()

    path = ORACLES / f"{world}.py"
    spec = importlib.util.spec_from_file_location(world, path)
    if spec is None or spec.loader is None or not path.is_file():
        known = ", ".join(sorted(each.stem for each in ORACLES.glob("*.py")))
        say(missing=f"there is no {path.name}", needs=f"one of {known}")
        return
    oracle = importlib.util.module_from_spec(spec)
    sys.path.insert(0, str(ORACLES))
    os.environ["L10N_ORACLE_FOLDER"] = folder
    try:
        spec.loader.exec_module(oracle)
    except (ImportError, FileNotFoundError) as error:
        needs = re.search(r"(?m)^Needs (.+?)\.?$", path.read_text(encoding="utf-8"))
        say(missing=str(error), needs=needs[1] if needs else "what it imports")
        return
    say(ready=world)
    for line in sys.stdin:
        asked = json.loads(line)
        try:
            say(html=oracle.render(asked["text"], Path(asked["path"])))
        except Exception as error:  # a foreign renderer's, of whatever kind
            say(error=f"{type(error).__name__}: {str(error)[:300]}")


def build(folder: Path, globs: Sequence[str], dialect: str, project: Path, settings: str) -> list[str]:
    """Makes a project of a folder's files, and builds it. Returns the files that were built."""
    from click.testing import CliRunner

    from l10n.cli.program import program

    names = sorted({path for glob in globs for path in folder.rglob(glob.removeprefix("**/")) if path.is_file()})
    for path in names:
        place = project / "source" / path.relative_to(folder)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, place)
    stated = ", ".join(f'"{glob}" = "{dialect}"' for glob in globs)
    (project / "l10n.toml").write_text(
        f'source_locale = "en"\nlocales = ["{LOCALE}"]\nformats = {{ {stated} }}\n{settings}\n', encoding="utf-8"
    )
    with contextlib.chdir(project) if hasattr(contextlib, "chdir") else contextlib.nullcontext():
        done = CliRunner().invoke(program, ["-C", str(project), "-q", "build", "--engine", "pseudo"])
    if done.exit_code not in (0, 1, 2) or (done.exception and not isinstance(done.exception, SystemExit)):
        raise SystemExit(f"The build failed:\n{done.output}\n{done.exception!r}")
    for line in done.stderr.splitlines()[:20]:
        print(line, file=sys.stderr)
    return [str(path.relative_to(folder)) for path in names]


_PROMPT = re.compile(r"[$#>%] [\w./-]+")
_COMMAND = re.compile(
    r"(?:sudo )?(?:npm|npx|pnpm|yarn|pip3?|uv|git|docker|cargo|curl|wget|brew|apt(?:-get)?|python3?|node|go|make|cd)"
    r"(?: [\w./@:=~+-]+){1,8}(?<![.:])\Z"
)
_IDENTIFIER = re.compile(
    r"(?:--?[a-z][\w-]*|[\w-]*_[\w.-]*|[\w.]*[a-z]\.[a-z][\w.]*|[a-z]{2,}[A-Z][a-z]\w*|[\w.]+\(\)|(?:[\w.-]{2,}/)+[\w.-]+)\Z"
)
_TEMPLATE = re.compile(r"\{%-? *(?:for|if|macro|set)\b|\{\{ *[#/]\w+")


def not_prose(text: str, plain: str) -> bool:
    """Whether a unit is code: its text, and what of it is outside of inline codes."""
    plain = " ".join(plain.split())
    return bool(_IDENTIFIER.match(plain) or _PROMPT.match(text) or _COMMAND.match(plain) or _TEMPLATE.search(text))


def compare(oracle: Oracle, project: Path, file: str, dialect: str) -> Page:
    """What happened to one page."""
    from l10n.files import decode_source
    from l10n.formats import format_named, stated_format
    from l10n.formats.format import ParseOptions

    path, built = project / "source" / file, project / "build" / LOCALE / file
    page = Page(file)
    form = format_named(stated_format(dialect, file))
    source = decode_source(path.read_bytes(), path)
    if not built.is_file():
        page.broken = "it was not built"
        return page
    coded: Counter[str] = Counter()
    for unit in form.parse(source, ParseOptions()).units:
        page.units += 1
        outside, done = [], 0
        for code in form.codes(unit.text):
            outside.append(unit.text[done : code.start])
            coded.update(words(unit.text[code.start : code.end]))
            done = code.end
        plain = " ".join([*outside, unit.text[done:]])
        page.words += len(words(plain))
        if not_prose(unit.text, plain):
            page.offered.append(f"{file}:{unit.line}: {unit.type}: {unit.text[:100]!r}")
    before, error = oracle.render(source, path)
    if error:
        page.broken = f"already the source does not render: {error}"
        return page
    after, page.broken = oracle.render(decode_source(built.read_bytes(), built), path)
    if page.broken:
        return page
    old, new = Rendered(before).events, Rendered(after).events
    for each in differences(source, old, new):
        page.different.append(f"{file}:{each.line}: {_short(each.was)} -> {_short(each.became)}")
    page.left = list(_left_out(source, new, coded))
    return page


def _short(events: Sequence[str]) -> str:
    return " ".join(event if len(event) < 90 else event[:90] + "…" for event in events[:5]) or "nothing"


def _left_out(source: str, shown: Sequence[Event], coded: Counter[str]) -> Iterator[tuple[str, str, int]]:
    """Words that the translated page still has in the source's letters, though no unit keeps them as a code."""
    for event in shown:
        count = 0
        for word in words(event.words):
            if not _ASCII_WORD.fullmatch(word) or word not in source:
                continue
            if coded[word] > 0:
                coded[word] -= 1
            else:
                count += 1
        if count:
            yield event.kind, " ".join(event.words.split())[:80], count


def report(pages: Sequence[Page], limit: int) -> None:
    """Prints each kind of finding up to a limit, and the sums."""
    fatal = [page for page in pages if page.broken and not page.broken.startswith("already")]
    skipped = [page for page in pages if page.broken.startswith("already")]
    different = [line for page in pages for line in page.different]
    offered = [line for page in pages for line in page.offered]
    kinds: Counter[str] = Counter()
    examples: dict[str, list[str]] = {}
    for page in pages:
        for kind, text, count in page.left:
            kinds[kind] += count
            examples.setdefault(kind, []).append(f"{page.file}: {text!r}")
    for title, lines in (
        ("broken", [f"{page.file}: {page.broken}" for page in fatal]),
        ("no source renders", [f"{page.file}: {page.broken[8:]}" for page in skipped]),
        ("differences", different),
        ("offered, and no prose", offered),
    ):
        print(f"\n{title}: {len(lines)}")
        for line in lines[:limit]:
            print(f"  {line}")
    print(f"\nleft out: {kinds.total() if hasattr(kinds, 'total') else sum(kinds.values())} words")
    for kind, count in kinds.most_common(limit):
        print(f"  {count:6} {kind:24} {examples[kind][0]}")
        for example in examples[kind][1:3]:
            print(f"  {'':31} {example}")
    units, all_words = sum(page.units for page in pages), sum(page.words for page in pages)
    left = sum(kinds.values())
    changed = sum(bool(page.different) for page in pages)
    print(
        f"\n{len(pages)} pages, {units} units; {changed} pages differ, {len(different)} differences"
        f" ({1000 * len(different) / max(units, 1):.1f} per 1,000 units); {len(fatal)} broken; {len(skipped)} skipped;"
        f" coverage {100 * all_words / max(all_words + left, 1):.2f} % of {all_words + left} words;"
        f" {len(offered)} wrongly offered"
    )


def main() -> None:
    """Runs the comparison."""
    if sys.argv[1:2] == ["--serve"]:
        serve(sys.argv[2], sys.argv[3])
        return
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--dialect", required=True, help="the format, by its name in the setting `formats`")
    parser.add_argument("--world", help="the renderer, in oracles/; the dialect's, where nothing is said")
    parser.add_argument("--glob", action="append", help="the files; the format's endings, where nothing is said")
    parser.add_argument("--python", default=os.environ.get("L10N_ORACLES", sys.executable))
    parser.add_argument("--settings", default="", help="more lines of l10n.toml")
    parser.add_argument("--limit", type=int, default=20, help="how many findings of a kind are shown")
    parser.add_argument("--keep", type=Path, help="a folder for the project, which stays")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    from l10n.formats import ALIASES, REGISTRY

    dialect = ALIASES.get(given.dialect, given.dialect)
    row = REGISTRY[dialect]
    globs = given.glob or [*row.globs, *(f"*{suffix}" for suffix in row.suffixes)]
    with tempfile.TemporaryDirectory(prefix="l10n-structure-") as temporary:
        project = (given.keep or Path(temporary)).resolve()
        project.mkdir(exist_ok=True, parents=True)
        oracle = Oracle(given.world or given.dialect, given.python, given.folder.resolve())
        files = build(given.folder.resolve(), globs, dialect, project, given.settings)
        pages = [compare(oracle, project, file, dialect) for file in files]
    if given.json:
        print(json.dumps([vars(page) for page in pages], ensure_ascii=False, indent=1))
    else:
        report(pages, given.limit)


if __name__ == "__main__":
    main()
