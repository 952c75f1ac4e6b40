"""Extracts and compiles Markdown and HTML files beside po4a, mdpo and translate-toolkit: units, round trips, time.

    python bench/formats.py FOLDER [--limit 100] [--mdpo DIR] [--toolkit DIR]

Every tool makes a PO file of each document, gets it back with every msgstr the same as its msgid, and makes a document
of that, a process a step. `same` counts the documents that come back byte for byte, `failed` those on which a step ends
with an error, without output, or after 60 seconds. The time is of both steps over the files that neither the tool nor
l10n fails on, and the ratio is to l10n's in the same run. Peers are programs from their options' folders or PATH (mdpo
and translate-toolkit both have an `md2po`, so they want folders of their own); one that is not there has dashes. l10n's
steps are run through its modules, since its `build` also states the locale in the document.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

Command = Sequence[str | Path]
Steps = Callable[[Path, Path, Path], tuple[Command, Command]]
"""The source, the PO file and the compiled document -> the commands that extract and compile."""

SECONDS = 60


def l10n(source: Path, po: Path, output: Path) -> tuple[Command, Command]:
    program = (sys.executable, __file__, "--step")
    return (*program, "extract", source, po, output), (*program, "compile", source, po, output)


def po4a(source: Path, po: Path, output: Path) -> tuple[Command, Command]:
    markdown = ("-f", "text", "-o", "markdown", "-o", "neverwrap")
    form = (*(("-f", "xhtml") if source.suffix == ".html" else markdown), "-M", "UTF-8", "-m", source)
    return ("po4a-updatepo", *form, "-p", po), ("po4a-translate", *form, "-p", po, "-l", output, "-k", "0")


def mdpo(source: Path, po: Path, output: Path) -> tuple[Command, Command]:
    return ("md2po", source, "-p", po, "-s", "-q"), ("po2md", source, "-p", po, "-s", output, "-q")


def toolkit(source: Path, po: Path, output: Path) -> tuple[Command, Command]:
    name = "html" if source.suffix == ".html" else "md"
    quiet = "--progress=none"
    return (f"{name}2po", quiet, source, po), (f"po2{name}", quiet, "-t", source, po, output)


TOOLS: Mapping[str, tuple[Steps, str, tuple[str, ...]]] = {
    "l10n": (l10n, sys.executable, (".md", ".html")),
    "po4a": (po4a, "po4a-updatepo", (".md", ".html")),
    "mdpo": (mdpo, "md2po", (".md",)),
    "translate-toolkit": (toolkit, "html2po", (".md", ".html")),
}
"""Each tool's steps, the program that must be there, and what it reads."""


@dataclass(frozen=True)
class Result:
    units: int
    same: bool
    failed: bool
    seconds: float


def run(command: Command, folder: str | None) -> bool:
    """Whether a command succeeds; its program is looked for in `folder` first."""
    first, *rest = map(str, command)
    program = shutil.which(first, path=folder) or shutil.which(first) or first
    try:
        done = subprocess.run([program, *rest], capture_output=True, stdin=subprocess.DEVNULL, timeout=SECONDS)
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


def fill(path: Path) -> int:
    """Puts every msgid into its msgstr, and counts them."""
    import polib

    catalog = polib.pofile(str(path), wrapwidth=0)
    entries = [entry for entry in catalog if not entry.obsolete]
    for entry in entries:
        entry.msgstr, entry.flags = entry.msgid, [flag for flag in entry.flags if flag != "fuzzy"]
    catalog.metadata["Content-Type"] = "text/plain; charset=UTF-8"
    catalog.save(str(path))
    return len(entries)


def round_trip(steps: Steps, source: Path, folder: str | None) -> Result:
    with tempfile.TemporaryDirectory(prefix="l10n-bench-") as name:
        po, output = Path(name) / "x.po", Path(name) / f"out{source.suffix}"
        extracting, compiling = steps(source, po, output)
        start = time.perf_counter()
        extracted = run(extracting, folder) and po.exists()
        seconds = time.perf_counter() - start
        try:
            units = fill(po) if extracted else 0
        except (OSError, ValueError):  # a PO file that cannot be read
            extracted, units = False, 0
        start = time.perf_counter()
        compiled = extracted and run(compiling, folder) and output.exists()
        seconds += time.perf_counter() - start
        same = compiled and output.read_bytes() == source.read_bytes()
        return Result(units, same, not compiled, seconds)


def step(name: str, source: Path, po: Path, output: Path) -> None:
    """l10n's own steps."""
    from l10n.catalog.merge import template
    from l10n.catalog.po import parse_po, render_po
    from l10n.compiler import Policy, compile_document
    from l10n.formats import ParseOptions, format_for

    form = format_for(source)
    document = form.parse(source.read_bytes().decode(), ParseOptions())
    if name == "extract":
        po.write_bytes(render_po(template(document.units, source.name, "bench")))
    else:
        catalog = parse_po(po.read_bytes(), po)
        output.write_bytes(compile_document(document, catalog, Policy()).text.encode())


def documents(folder: Path, suffix: str, limit: int) -> list[Path]:
    """Files of a kind that are UTF-8, evenly chosen from all there are."""
    found = [path for path in sorted(folder.rglob(f"*{suffix}")) if path.is_file() and _is_text(path)]
    return found[:: max(1, len(found) // limit)][:limit]


def _is_text(path: Path) -> bool:
    try:
        return bool(path.read_bytes().decode("utf-8").strip())
    except UnicodeDecodeError:
        return False


def table(name: str, results: Mapping[str, Sequence[Result]]) -> Iterable[str]:
    ours = results["l10n"]
    for tool in TOOLS:
        if name not in TOOLS[tool][2] or tool not in results:
            yield f"{name:6} {tool:18}" + "".join(f" {'-':>{width}}" for width in (6, 6, 12, 7, 9))
            continue
        own = results[tool]
        both = [index for index, result in enumerate(own) if not (result.failed or ours[index].failed)]
        seconds = sum(own[index].seconds for index in both)
        ratio = seconds / max(1e-9, sum(ours[index].seconds for index in both))
        same, failed = sum(result.same for result in own), sum(result.failed for result in own)
        units = sum(result.units for result in own)
        share = f"{same} ({100 * same / len(own):.0f} %)"
        each = 1000 * seconds / max(1, len(both))
        yield f"{name:6} {tool:18} {units:6} {failed:6} {share:>12} {each:4.0f} ms {ratio:8.2f}x"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--limit", type=int, default=100, help="the most files of a kind")
    parser.add_argument("--mdpo", metavar="DIR", help="the folder of mdpo's programs")
    parser.add_argument("--toolkit", metavar="DIR", help="the folder of translate-toolkit's programs")
    options = parser.parse_args()
    folders = {"mdpo": options.mdpo, "translate-toolkit": options.toolkit}
    print(f"{'kind':6} {'tool':18} {'units':>6} {'failed':>6} {'same':>12} {'a file':>7} {'time':>9}")
    for suffix in (".md", ".html"):
        paths = documents(options.folder, suffix, options.limit)
        results: dict[str, list[Result]] = {}
        for tool, (steps, program, suffixes) in TOOLS.items():
            if suffix in suffixes and (shutil.which(program, path=folders.get(tool)) or shutil.which(program)):
                results[tool] = [round_trip(steps, path, folders.get(tool)) for path in paths]
        print(f"{suffix:6} {len(paths)} files, {sum(path.stat().st_size for path in paths) / 1e6:.1f} MB")
        print("\n".join(table(suffix, results)), flush=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--step"]:
        step(sys.argv[2], *map(Path, sys.argv[3:]))
    else:
        main()
