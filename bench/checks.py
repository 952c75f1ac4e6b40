"""Counts what `l10n check` catches and falsely flags beside pofilter, l10n-lint and msgfmt -c, and times 50,000 units.

    python bench/checks.py [--rows ROWS.jsonl] [--units 50000] [--tools DIR]

Rows are the project's own good and bad pairs (tests/checks/cases), or those of a file with one JSON object a line:
id, check (the family), source, target, lang, flags, expect_fail. Each tool reads the same catalogs, one a language, and
a row counts as caught, or as falsely flagged, when the tool says anything about it; for l10n the first column counts
only the row's own rules. Peers are programs from --tools or PATH; one that is not there is left out.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from l10n.checks import RULES as CHECKED
from l10n.checks import Pair, check_pair
from l10n.formats import REGISTRY

CASES = Path(__file__).parent.parent / "tests" / "checks"

RULES: Mapping[str, str] = {
    **{"newline-begin": "begin-newline", "newline-end": "end-newline", "space-begin": "begin-space"},
    **{"newline-any": "begin-newline end-newline newline-count", "space-end": "end-space"},
    **{"space-begin-any": "begin-space begin-newline", "space-end-any": "end-space end-newline"},
    **{"double-space-count": "double-space", "quotes-double": "quotes", "numbers": "number unit"},
    **dict.fromkeys(
        ("end-stop", "end-colon", "end-question", "end-exclamation", "end-interrobang", "end-semicolon", "end-punct"),
        "end-punctuation",
    ),
    **{"end-ellipsis": "end-punctuation ellipsis", "emails-kept": "email", "urls-kept": "url"},
    **{"repeated-word": "repeated-word repetition-loop", "untranslated-same": "same-as-source leftover-source"},
    **dict.fromkeys(("xml-tags", "xml-tags-attrs", "xml-valid"), "markup-tags"),
    **dict.fromkeys(("md-link", "md-reflink"), "markup-links"),
    **{"zero-width-space": "zero-width", "placeholders": "placeholder"},
    **dict.fromkeys(("fmt-python", "fmt-python-brace", "fmt-c"), "placeholder"),
    **dict.fromkeys(("too-long", "too-short", "ko-length-ratio"), "length-ratio"),
    **{"ko-josa": "ko-particle", "ko-josa-artifact": "ko-particle-artifact", "ko-number": "number unit"},
    **{"ko-script": "script", "ko-punct-width": "ko-fullwidth end-punctuation", "ko-quotes": "quotes"},
    **{"ko-repetition": "repetition-loop repeated-word", "ko-leftover-source": "leftover-source same-as-source"},
    **{"ko-nfc": "unicode-nfc script", "ko-end-punct": "end-punctuation"},
}
"""A family of rows -> the rules that are about it; a family that is not here is a rule itself."""


@dataclass(frozen=True)
class Row:
    id: str
    family: str
    source: str
    target: str
    locale: str
    flags: tuple[str, ...]
    bad: bool
    format: str = ""


def rows_of(path: Path) -> list[Row]:
    """The rows of a JSONL file that a catalog alone can show: none with a configuration, none marked trivial."""
    rows = []
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        texts = row["source"], row["target"]
        if (
            row.get("trivial")
            or row.get("config")
            or not all(isinstance(text, str) and "\0" not in text for text in texts)
        ):
            continue
        flags = tuple(flag.strip() for flag in row["flags"].split(",") if flag.strip())
        rows.append(Row(row["id"], row["check"], *texts, row["lang"] or "cs", flags, row["expect_fail"]))
    return rows


def own_rows() -> list[Row]:
    """The project's own pairs, but those that need a glossary or another source language."""
    sys.path.insert(0, str(CASES))
    from case_files import FOLDER, read_cases

    return [
        Row(
            case.place,
            case.rule,
            pair.source,
            pair.target,
            pair.locale,
            tuple(sorted(pair.flags)),
            case.bad,
            pair.format,
        )
        for path in sorted(FOLDER.glob("*.txt"))
        for case in read_cases(path)
        for pair in (case.pair,)
        if not pair.terms and not pair.placeholders and pair.source_locale == "en" and pair.max_length is None
    ]


def escaped(text: str) -> str:
    for char, escape in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\t", "\\t"), ("\r", "\\r")):
        text = text.replace(char, escape)
    return f'"{text}"'


def write_catalog(path: Path, locale: str, rows: Iterable[Row]) -> list[tuple[int, str]]:
    """Writes a catalog with the rows' ids as contexts; gives the first line of each entry."""
    forms = "nplurals=1; plural=0;" if locale in ("ko", "ja", "th", "vi") else "nplurals=2; plural=n != 1;"
    lines = ['msgid ""', 'msgstr ""', f'"Language: {locale}\\n"', '"MIME-Version: 1.0\\n"']
    lines += ['"Content-Type: text/plain; charset=UTF-8\\n"', '"Content-Transfer-Encoding: 8bit\\n"']
    lines += [
        f'"Plural-Forms: {forms}\\n"',
        '"Project-Id-Version: x\\n"',
        '"PO-Revision-Date: 2026-01-01 00:00+0000\\n"',
    ]
    lines += ['"Last-Translator: x <x@example.org>\\n"', '"Language-Team: x <x@example.org>\\n"', ""]
    places = []
    for row in rows:
        places.append((len(lines) + 1, row.id))
        if row.format:
            lines.append(f"#: article{REGISTRY[row.format].suffixes[0]}")
        if row.flags:
            lines.append(f"#, {', '.join(row.flags)}")
        lines += [f"msgctxt {escaped(row.id)}", f"msgid {escaped(row.source)}", f"msgstr {escaped(row.target)}", ""]
    path.write_text("\n".join(lines), encoding="utf-8")
    return places


Findings = Mapping[str, set[str]]
"""A row's id -> the rules that it breaks, as the tool calls them."""


def run(*command: str | Path) -> str:
    """The standard output of a program, and its standard error behind it."""
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, encoding="utf-8")
    return done.stdout + done.stderr


def l10n(program: str, path: Path, locale: str, places: Sequence[tuple[int, str]]) -> Findings:
    done = subprocess.run(
        [program, "-m", "l10n", "check", str(path), "--format", "json", "--fail-on", "never"],
        capture_output=True,
        encoding="utf-8",
    )
    found: dict[str, set[str]] = defaultdict(set)
    if not done.stdout:
        sys.exit(f"{path.name}: {done.stderr}")
    for finding in json.loads(done.stdout)["findings"]:
        found[finding.get("msgctxt") or ""].add(finding["rule"])
    return found


def pofilter(program: str, path: Path, locale: str, places: Sequence[tuple[int, str]]) -> Findings:
    output = path.with_suffix(".out.po")
    run(program, f"--language={locale}", "--progress=none", path, output)
    text = output.read_text("utf-8") if output.exists() else ""
    return {re.sub(r"\\(.)", r"\1", name): {"any"} for name in re.findall(r'^msgctxt "(.*)"$', text, re.MULTILINE)}


def l10n_lint(program: str, path: Path, locale: str, places: Sequence[tuple[int, str]]) -> Findings:
    text = run(program, "--format", "json", "--language", locale, path)
    lines = [issue["line"] for issue in json.loads(text[: text.rindex("}") + 1])["issues"]]
    return by_line(lines, places)


def msgfmt(program: str, path: Path, locale: str, places: Sequence[tuple[int, str]]) -> Findings:
    text = run(program, "-c", "-o", os.devnull, path)
    return by_line([int(line) for line in re.findall(rf"{re.escape(path.name)}:(\d+):", text)], places)


def by_line(lines: Iterable[int], places: Sequence[tuple[int, str]]) -> Findings:
    """The entries that lines of a catalog belong to."""
    starts = [start for start, _ in places]
    entries = (bisect_right(starts, line) - 1 for line in lines)
    return {places[entry][1]: {"any"} for entry in entries if entry >= 0}


TOOLS: Mapping[str, Callable[[str, Path, str, Sequence[tuple[int, str]]], Findings]] = {
    "l10n": l10n,
    "pofilter": pofilter,
    "l10n-lint": l10n_lint,
    "msgfmt": msgfmt,
}


def programs(folder: str | None) -> dict[str, str]:
    """The tools that are there, and their programs."""
    path = os.pathsep.join(filter(None, (folder, os.environ.get("PATH"))))
    found = {name: program for name in TOOLS if (program := shutil.which(name, path=path))}
    return {**found, "l10n": sys.executable}


def judge(rows: Sequence[Row], tools: Mapping[str, str]) -> dict[str, Findings]:
    """What each tool says about the rows."""
    by_locale: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_locale[row.locale].append(row)
    verdicts: dict[str, dict[str, set[str]]] = {name: {} for name in TOOLS if name in tools}
    with tempfile.TemporaryDirectory(prefix="l10n-bench-") as folder:
        for locale, some in by_locale.items():
            path = Path(folder) / f"{locale}.po"
            places = write_catalog(path, locale, some)
            for name, verdict in verdicts.items():
                verdict.update(TOOLS[name](tools[name], path, locale, places))
    return verdicts


def table(rows: Sequence[Row], verdicts: Mapping[str, Findings]) -> None:
    """Prints caught/bad and flagged/good for each family, and for Korean and the other families together."""
    columns = ["own rule", *("any rule" if name == "l10n" else name for name in verdicts)]
    print(f"{'':22}" + "".join(f"{column:^21}" for column in columns))
    print(f"{'family':22}" + f"{'caught':>11}{'false':>10}" * len(columns))
    families: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        families[row.family].append(row)
    totals = {"Korean": [r for r in rows if r.family.startswith("ko-")], "other": [], "all": list(rows)}
    totals["other"] = [row for row in rows if not row.family.startswith("ko-")]
    for name, some in (*sorted(families.items()), *totals.items()):
        cells = [count(some, lambda row: bool(verdicts["l10n"].get(row.id, set()) & own_rules(row.family)))]
        cells += [count(some, lambda row, verdict=verdict: row.id in verdict) for verdict in verdicts.values()]
        print(f"{name:22}" + "".join(cells))


def own_rules(family: str) -> set[str]:
    """The rules that are about a family of rows."""
    return set(RULES.get(family, family).split())


def count(rows: Sequence[Row], flagged: Callable[[Row], bool]) -> str:
    bad, good = ([flagged(row) for row in rows if row.bad is kind] for kind in (True, False))
    return f"{sum(bad):>6}/{len(bad):<4}{sum(good):>5}/{len(good):<4} "


def measure(command: Sequence[str | Path], label: str) -> None:
    start = time.perf_counter()
    process = subprocess.Popen([str(part) for part in command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, _, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    peak = usage.ru_maxrss / (1 if sys.platform == "darwin" else 1024)
    print(f"{label:22}{wall:8.1f} s wall {usage.ru_utime:8.1f} s user {peak:7.0f} MB", flush=True)


def time_tools(rows: Sequence[Row], units: int, tools: Mapping[str, str]) -> None:
    """Prints what each tool needs for a Korean catalog of many units: good ones, as most of a catalog are."""
    korean = [row for row in rows if row.locale == "ko" and row.source.strip() and not row.bad]
    many = [replace(korean[number % len(korean)], id=str(number)) for number in range(units)]
    with tempfile.TemporaryDirectory(prefix="l10n-bench-") as folder:
        path = Path(folder) / "ko.po"
        write_catalog(path, "ko", many)
        print(f"\n{units} units, {path.stat().st_size / 1e6:.1f} MB")
        commands: dict[str, list[str | Path]] = {
            "l10n": [tools["l10n"], "-m", "l10n", "check", path, "--format", "json", "--fail-on", "never"],
            "pofilter": [tools.get("pofilter", ""), "--language=ko", "--progress=none", path, Path(folder) / "out.po"],
            "l10n-lint": [tools.get("l10n-lint", ""), "--format", "json", "--language", "ko", path],
            "msgfmt": [tools.get("msgfmt", ""), "-c", "-o", os.devnull, path],
        }
        for name in tools:
            measure(commands[name], name)
        pairs = [Pair(row.source, row.target, "ko", flags=frozenset(row.flags), format=row.format) for row in many]
        start = time.process_time()
        found = sum(len(check_pair(pair)) for pair in pairs)
        print(f"{'check_pair alone':22}{time.process_time() - start:24.1f} s user, {found} findings")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rows", type=Path, help="a JSONL file of rows in place of the project's own")
    parser.add_argument("--units", type=int, default=50_000, help="how many units to time (0: none)")
    parser.add_argument("--tools", help="a folder with the other tools' programs")
    options = parser.parse_args()
    tools = programs(options.tools)
    rows = rows_of(options.rows) if options.rows else own_rows()
    known = {rule.id for rule in CHECKED}
    rows = [row for row in rows if own_rules(row.family) <= known]  # no rule is about the others
    table(rows, judge(rows, tools))
    if options.units:
        time_tools(own_rows(), options.units, tools)


if __name__ == "__main__":
    main()
