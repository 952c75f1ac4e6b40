"""Makes file calls fail and runs die in every command that writes, and says what did not survive it.

    python tests/faults/run.py                   # the long form: every call, up to 40 of a kind (an hour)
    python tests/faults/run.py --each 2          # the short one: two calls of each kind
    python tests/faults/run.py build "check --fix" --fault EIO     # these commands and faults alone
    python tests/faults/run.py --no-crowds       # no runs at once, no signals at random moments

Every trial begins with the same project, in which one run goes wrong; then the same command runs undisturbed. The laws:
no approved text is lost; every file is whole; nobody's temporary file lies among articles, catalogs and pages; a run
that fails says so in one message and by its exit code, and one that does not has the whole result; the run after it
makes exactly what it would have made without the fault.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(Path(__file__).parent), str(ROOT)]  # the program of this checkout
# ruff: noqa: E402

from fault_bench import Bench, calls_of
from fault_crowds import CROWDS
from fault_runs import FAULTS, Place, why_not, with_faults
from fault_scenarios import SCENARIOS, make_base


def main(arguments: Sequence[str]) -> int:
    """Prints what did not hold, then a table by command and fault; 1 when anything did not hold."""
    if reason := why_not():
        print(f"no faults can be made here: {reason}", file=sys.stderr)
        return 2
    with_faults(Path(__file__), arguments)
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("commands", nargs="*", help=f"of {', '.join(SCENARIOS)}")
    parser.add_argument("--each", type=int, default=40, metavar="N", help="calls that are tried of each kind of fault")
    parser.add_argument("--fault", action="append", choices=[fault.name for fault in FAULTS])
    parser.add_argument("--no-crowds", action="store_true")
    parser.add_argument("--crowds", action="store_true", help="nothing but runs at once and signals at random moments")
    chosen = parser.parse_args(arguments)
    os.environ.pop("L10N_FAULTS")
    table: dict[str, Counter[str]] = {}
    wrong = 0
    with tempfile.TemporaryDirectory() as scratch:
        base = Place(Path(scratch, "base", "project"))
        os.environ["EDITOR"] = os.environ["VISUAL"] = str(base.root.parent / "files" / "editor")
        make_base(base)
        names = [] if chosen.crowds else [name for name in SCENARIOS if not chosen.commands or name in chosen.commands]
        for name in names:
            if SCENARIOS[name].needs and not find_spec(SCENARIOS[name].needs):
                print(f"{name}: left out, {SCENARIOS[name].needs} is not installed", flush=True)
                continue
            bench = Bench(Path(scratch, "bench"), name, base)
            for fault in FAULTS:
                if (chosen.fault and fault.name not in chosen.fault) or not bench.takes(fault):
                    continue
                counts = table.setdefault(name, Counter())
                for number in calls_of(fault, bench.undisturbed.calls, chosen.each):
                    found = bench.trial(fault, number)
                    counts[f"{fault.name}/tried"] += 1
                    counts[f"{fault.name}/survived"] += not found
                    counts[f"{fault.name}/lost"] += any(each.startswith("lost") for each in found)
                    wrong += bool(found)
                    for each in found:
                        letter = bench.undisturbed.calls[number - 1]
                        print(f"{name}, {fault.name} at call {number} ({letter}): {each}", flush=True)
            print(f"{name}: {_sum(table[name])} (of {len(bench.undisturbed.calls)} calls)", flush=True)
        crowds = () if chosen.no_crowds or chosen.commands else CROWDS
        for crowd in crowds:
            counts = table.setdefault(crowd.__name__.replace("_", " "), Counter())
            for found in crowd(Path(scratch, "crowd"), base, chosen.each):
                counts["tried"] += 1
                counts["survived"] += not found
                counts["lost"] += any(each.startswith("lost") for each in found)
                wrong += bool(found)
                for each in found:
                    print(f"{crowd.__name__}: {each}", flush=True)
            print(f"{crowd.__name__.replace('_', ' ')}: {_sum(counts)}", flush=True)
    print(_table(table))
    return int(wrong > 0)


def _sum(counts: Counter[str]) -> str:
    return ", ".join(f"{_total(counts, what)} {what}" for what in ("tried", "survived", "lost"))


def _total(counts: Counter[str], what: str) -> int:
    return sum(number for key, number in counts.items() if key.rpartition("/")[2] == what)


def _table(table: dict[str, Counter[str]]) -> str:
    """A row a command, a column a fault: how many survived of those tried."""
    columns = [fault.name for fault in FAULTS]
    rows = [["command", *columns, "tried", "survived", "lost"]]
    for name, counts in table.items():
        cells = [f"{counts[f'{column}/survived']}/{counts[f'{column}/tried']}" for column in columns]
        rows.append([name, *(cell if cell != "0/0" else "" for cell in cells)])
        rows[-1] += [str(_total(counts, what)) for what in ("tried", "survived", "lost")]
    totals = [str(sum(_total(counts, what) for counts in table.values())) for what in ("tried", "survived", "lost")]
    rows.append(["all", *[""] * len(columns), *totals])
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
