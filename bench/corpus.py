"""Takes every document of a folder through parsing and compiling, and counts by format what comes back as it should.

    python bench/corpus.py FOLDER [--limit 500] [--slow 5] [--failures FILE]

Per document: its parts joined are its text; compiled with the source as the target it is the same bytes; compiled with
pseudo-localized units it parses again into as many units with the same bytes between them. A document that its format
refuses with a message counts as refused. Formats go by the endings of file names; files of none are left out.
Exit code 1 when a document fails or takes longer than --slow seconds.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
import traceback
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from l10n.compiler import Policy, compile_document
from l10n.engines.pseudo import pseudolocalize
from l10n.errors import L10nError
from l10n.files import decode_source
from l10n.formats import SUFFIXES, Format, ParseOptions, format_for
from l10n.masking import mask, unmask
from l10n.model import Catalog, Document, Message, Unit

OPTIONS = ParseOptions()

PASSED, REFUSED = "passed", "refused"

ADDED = {"rst": re.compile(r"[ \t]*\.\. _`[^`\n]+`:\r?\n\r?\n")}
"""What a format adds on purpose: the name of a heading that other places refer to, above its translation."""


@dataclass(frozen=True)
class Result:
    format: str
    outcome: str
    """PASSED, REFUSED, or the first law that does not hold."""
    detail: str
    units: int
    size: int
    seconds: float


def read_text(form: Format, data: bytes, path: Path) -> str:
    return form.package.unpack(data) if form.package else decode_source(data, path)


def written(form: Format, data: bytes, text: str) -> bytes:
    return form.package.pack(data, text) if form.package else text.encode()


def source_as_target(document: Document) -> Catalog:
    return Catalog((), tuple(Message(unit.text, unit.text, unit.context) for unit in document.units))


def pseudo(form: Format, unit: Unit) -> str:
    """The unit's text as `--engine pseudo` drafts it; as it is where that loses a code."""
    masked = mask(unit.text, form.codes(unit.text))
    if masked.bare:
        return unit.text
    result = unmask(masked, pseudolocalize(masked.text))
    return result.text if result.intact else unit.text


def skeleton(document: Document) -> list[str]:
    """What stands before each unit, and behind the last, but for what the format adds."""
    pieces = [""]
    for part in document.parts:
        if isinstance(part, str):
            pieces[-1] += part
        else:
            pieces.append("")
    added = ADDED.get(document.format)
    return [added.sub("", piece) for piece in pieces] if added else pieces


def difference(before: Document, after: Document) -> str:
    """What is not the same around the units of two documents; empty when nothing is."""
    old, new = skeleton(before), skeleton(after)
    for number, (one, other) in enumerate(zip(old, new, strict=False)):
        if one != other:
            unit = before.units[max(number - 1, 0)]
            return f"line {unit.line}: {unit.text[:60]!r}: {one[:80]!r} became {other[:80]!r}"
    return "" if len(old) == len(new) else f"{len(old) - 1} units became {len(new) - 1}"


def laws(form: Format, data: bytes, path: Path) -> tuple[str, str, int]:
    """The first law that does not hold for a file, what is wrong, and how many units it has."""
    try:
        text = read_text(form, data, path)
        document = form.parse(text, OPTIONS)
    except L10nError as error:
        return REFUSED, str(error), 0
    units = len(document.units)
    if document.raw != text:
        return "parse", "the parts joined are another text", units
    if written(form, data, compile_document(document, source_as_target(document), Policy()).text) != data:
        return "identity", "the source as target is another file", units
    targets = {unit.key: Message(unit.text, pseudo(form, unit), unit.context) for unit in document.units}
    result = written(form, data, compile_document(document, Catalog((), tuple(targets.values())), Policy()).text)
    again = form.parse(read_text(form, result, path), OPTIONS)
    wrong = difference(document, again)
    return ("translated", wrong, units) if wrong else (PASSED, "", units)


def examine(path: Path) -> Result:
    form, data = format_for(path), path.read_bytes()
    start = time.perf_counter()
    try:
        outcome, detail, units = laws(form, data, path)
    except Exception:
        outcome, detail, units = "crash", traceback.format_exc(limit=-3), 0
    return Result(form.name, outcome, detail, units, len(data), time.perf_counter() - start)


def documents(folder: Path, limit: int) -> Iterator[Path]:
    """The files of known formats below a folder, at most so many a format."""
    seen: Counter[str] = Counter()
    for path in sorted(folder.rglob("*")):
        if path.name.lower().endswith(SUFFIXES) and path.is_file():
            seen[name := format_for(path).name] += 1
            if seen[name] <= limit:
                yield path


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--limit", type=int, default=sys.maxsize, help="the most documents of a format")
    parser.add_argument("--slow", type=float, default=5.0, help="so many seconds are too long for a document")
    parser.add_argument("--failures", type=Path, help="where to write what failed; standard error otherwise")
    options = parser.parse_args()
    by_format: dict[str, list[Result]] = defaultdict(list)
    failed = 0
    with open(options.failures or sys.stderr.fileno(), "w", encoding="utf-8", closefd=bool(options.failures)) as log:
        for path in documents(options.folder, options.limit):
            result = examine(path)
            by_format[result.format].append(result)
            slow = result.seconds > options.slow
            failed += slow or result.outcome not in (PASSED, REFUSED)
            if slow or result.outcome != PASSED:
                print(f"{result.outcome} {path} ({result.seconds:.1f} s): {result.detail}", file=log, flush=True)
    print(
        f"{'format':10} {'files':>6} {'MB':>6} {'units':>8} {'passed':>6} {'refused':>7} {'failed':>6} {'slowest':>8}"
    )
    for name, results in sorted(by_format.items()):
        outcomes = Counter(result.outcome for result in results)
        passed, refused = outcomes[PASSED], outcomes[REFUSED]
        print(
            f"{name:10} {len(results):6} {sum(result.size for result in results) / 1e6:6.1f} "
            f"{sum(result.units for result in results):8} {passed:6} {refused:7} "
            f"{len(results) - passed - refused:6} {max(result.seconds for result in results):6.2f} s"
        )
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
