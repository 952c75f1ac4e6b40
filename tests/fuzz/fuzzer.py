"""Fuzzes every reader of files that somebody else wrote: `make fuzz`.

    python tests/fuzz/fuzzer.py [--seconds N] [--seed N] [--jobs N] [--case N] [TARGET …]

Each target gets mutations of its seeds for N seconds. A defect is anything but an L10nError or an OSError: a broken
law, an unforeseen error, more memory or time than a small file may take. Every kind of defect is shown once, with its
smallest case in a file. Exit 1 when there is one.
"""

from __future__ import annotations

import argparse
import json
import resource
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parent))

from mutations import mutate
from targets import Target, targets

from l10n.errors import DefectError, L10nError

LIMIT = 20
"""CPU seconds after which a file counts as one whose reading would not end; it has at most some 100 KB."""
MEMORY = 3 << 30
"""Bytes of address space that a target may have."""
SHORTEN = 10.0
"""Seconds for making a case smaller."""


@dataclass
class Tally:
    """What became of a target's mutations."""

    target: str
    tried: int = 0
    refused: int = 0
    """Those that raised an error with a message, as they may."""
    defects: int = 0
    kinds: dict[str, str] = field(default_factory=dict)
    """Kind of defect -> number of the case, its traceback's end, and the file with the smallest case."""


class Endless(BaseException):
    """Raised when a file takes too long. No `except Exception` keeps it."""


def fuzz(target: Target, seed: int, seconds: float, cases: int = sys.maxsize) -> Tally:
    """Tries mutations until the time is over or so many are tried."""
    tally, seeds = Tally(target.name), list(target.seeds())
    end = time.monotonic() + seconds
    while tally.tried < cases and time.monotonic() < end:
        data = case(target.name, seeds, seed, tally.tried)
        kind, told = attempt(target, data)
        if kind == "refused":
            tally.refused += 1
        elif kind:
            tally.defects += 1
            if kind not in tally.kinds:
                tally.kinds[kind] = f"case {tally.tried}: {told} {_kept(target, kind, data)}"
        tally.tried += 1
    return tally


def case(name: str, seeds: list[bytes], seed: int, number: int) -> bytes:
    """The mutation of this number; the first ones are the seeds themselves."""
    random = Random(f"{seed} {name} {number}")
    return seeds[number] if number < len(seeds) else mutate(random, random.choice(seeds), seeds)


def attempt(target: Target, data: bytes) -> tuple[str, str]:
    """The kind of defect that a file shows and its story; `refused` for an error that may be; empty if all is well."""

    def stop(number: int, frame: object) -> None:
        raise Endless(f"still at work after {LIMIT} seconds")

    former = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, LIMIT)
    try:
        target.read(data)
    except (L10nError, OSError) as error:
        return ("DefectError", str(error)) if isinstance(error, DefectError) else ("refused", str(error))
    except (Exception, Endless) as error:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        return _kind(error), f"{type(error).__name__}: {error}"[:300]
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, former)
    return "", ""


def _kind(error: BaseException) -> str:
    """The error's type and the last lines of the program that it came by."""
    if isinstance(error, Endless):
        return "Endless"
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if "/l10n/" in frame.filename]
    places = [f"{Path(frame.filename).parent.name}/{Path(frame.filename).name}:{frame.lineno}" for frame in frames[-2:]]
    law = str(error).partition(":")[0] if isinstance(error, AssertionError) else ""
    return " ".join(filter(None, (type(error).__name__, law, *(places if not law else ()))))


def _kept(target: Target, kind: str, data: bytes) -> Path:
    """The file with the smallest case of its kind that is found in a moment."""
    end, size = time.monotonic() + SHORTEN, len(data) // 2
    while size and time.monotonic() < end and kind != "Endless":
        place = 0
        while place < len(data) and time.monotonic() < end:
            shorter = data[:place] + data[place + size :]
            if attempt(target, shorter)[0] == kind:
                data = shorter
            else:
                place += size
        size //= 2
    with tempfile.NamedTemporaryFile(prefix=f"fuzz-{target.name.replace(' ', '-')}-", delete=False) as file:
        file.write(data)
    return Path(file.name)


def _run_one(name: str, seed: int, seconds: float) -> Tally:
    """A target in a process of its own."""
    command = [sys.executable, __file__, "--one", "--seed", str(seed), "--seconds", str(seconds), name]
    ended = subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace", check=False)
    try:
        return Tally(**json.loads(ended.stdout.splitlines()[-1]))
    except (ValueError, IndexError):
        return Tally(name, 0, 0, 1, {f"the process ended with {ended.returncode}": ended.stderr[-2000:]})


def _table(tallies: list[Tally]) -> str:
    rows = [f"{'target':20} {'tried':>9} {'refused':>9} {'uncaught':>9} {'kinds':>6}"]
    total = Tally("all")
    for tally in tallies:
        rows.append(f"{tally.target:20} {tally.tried:9,} {tally.refused:9,} {tally.defects:9,} {len(tally.kinds):6}")
        total.tried, total.refused = total.tried + tally.tried, total.refused + tally.refused
        total.defects += tally.defects
    rows.append(f"{total.target:20} {total.tried:9,} {total.refused:9,} {total.defects:9,}")
    return "\n".join(rows)


def main() -> int:
    parser = argparse.ArgumentParser(description="Fuzzes every reader of files that somebody else wrote.")
    parser.add_argument("--seconds", type=float, default=60.0, help="for each target [60]")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--case", type=int, help="write this case of a target to standard output")
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("names", nargs="*", metavar="TARGET")
    asked = parser.parse_args()
    chosen = [target for target in targets() if not asked.names or target.name in asked.names]
    if asked.case is not None:
        sys.stdout.buffer.write(case(chosen[0].name, list(chosen[0].seeds()), asked.seed, asked.case))
        return 0
    if asked.one:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        print(json.dumps(asdict(fuzz(chosen[0], asked.seed, asked.seconds))))
        return 0
    with ThreadPoolExecutor(asked.jobs) as pool:
        tallies = list(pool.map(lambda target: _run_one(target.name, asked.seed, asked.seconds), chosen))
    for tally in tallies:
        for kind, story in tally.kinds.items():
            print(f"{tally.target}: {kind}\n    {story}")
    print(_table(tallies))
    return int(any(tally.defects for tally in tallies))


if __name__ == "__main__":
    sys.exit(main())
