"""One scenario's trials: a run in which something goes wrong, the laws, and the same run again."""

from __future__ import annotations

import contextlib
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

from fault_laws import approved, broken, files, lost, models, unknown, unswept
from fault_runs import KILL_BEFORE, SIGNAL, Ended, Fault, Place, import_what_it_needs, run, start
from fault_scenarios import SCENARIOS

from l10n.project import find_project


def calls_of(fault: Fault, calls: str, most: int) -> list[int]:
    """The numbers of the calls, from 1, in which the fault is tried: all that it fits or, evenly, so many."""
    found = [number for number, letter in enumerate(calls, 1) if letter in fault.letters]
    if len(found) <= most:
        return found
    return [found[round(step * (len(found) - 1) / max(most - 1, 1))] for step in range(most)]


class Bench:
    """The places of one scenario, and its result without a fault."""

    def __init__(self, folder: Path, name: str, base: Place) -> None:
        self.scenario = SCENARIOS[name]
        self.at_first, self.place = Place(folder / "at-first"), Place(folder / "project")
        self.place.copied_from(base)
        self.scenario.prepare(self.place)
        self.at_first.copied_from(self.place)
        self.command = self.scenario.command(self.place)
        self.before, self.approved = files(self.place), approved(self.place)
        self.undisturbed = run(self.place, self.command)
        import_what_it_needs(self.undisturbed)
        if self.undisturbed.code not in (0, 1) or not self.undisturbed.calls:
            raise RuntimeError(f"{name} ends with {self.undisturbed.code}: {self.undisturbed.errors}")
        self.known = self.before.keys() | files(self.place).keys()
        self.after = self.result()
        if self.after == self.before and name != "memory import":
            raise RuntimeError(f"{name} changes nothing: {self.undisturbed.output}{self.undisturbed.errors}")

    def takes(self, fault: Fault) -> bool:
        """Whether the fault can be tried on the scenario."""
        return self.scenario.signals or fault.deed != SIGNAL

    def result(self) -> dict[str, bytes]:
        """The files, and what the scenario's second command says of them."""
        found = files(self.place)
        if self.scenario.result:
            said = run(self.place, self.scenario.result)
            found["said"] = "\n".join(sorted(line.partition("<tuv")[2] for line in said.output.splitlines())).encode()
        return found

    @property
    def editor_has_run(self) -> Path:
        return Path(f"{os.environ['EDITOR']}.has-run")

    def has(self, text: str, ended: Ended) -> bool:
        """Whether a file of the project has this text, or one that the run's message names."""
        named = [Path(word) for word in ended.errors.split() if word.startswith("/")]
        paths = [path for path in (*self.place.root.rglob("*"), *named) if path.is_file()]
        return any(text.encode() in path.read_bytes() for path in paths)

    def trial(self, fault: Fault, number: int) -> list[str]:
        """What did not hold when the fault happened at this call."""
        self.place.copied_from(self.at_first)
        self.editor_has_run.unlink(missing_ok=True)
        try:
            ended = run(self.place, self.command, fault, number)
        except TimeoutError as error:
            return [f"hangs: {error}"]
        return self.judged(fault, ended)

    def stopped(self, number: signal.Signals, after: float) -> list[str]:
        """What did not hold when the run got a signal so many seconds after its start."""
        self.place.copied_from(self.at_first)
        self.editor_has_run.unlink(missing_ok=True)
        running = start(self.place, self.command)
        time.sleep(after)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(running.process, number)
        ended = running.wait()
        killed = number == signal.SIGKILL
        if ended.code == self.undisturbed.code or (ended.code == -number and files(self.place) == self.before):
            return []  # it was over, or had not begun
        return self.judged(Fault(number.name, KILL_BEFORE if killed else SIGNAL, number, ""), ended)

    def judged(self, fault: Fault, ended: Ended) -> list[str]:
        """What does not hold after a run that was disturbed, and after the next one."""
        found = list(self.wrong(fault, ended))
        try:
            again = run(self.place, self.command)
        except TimeoutError as error:
            return [*found, f"the next run hangs: {error}"]
        if again.code != self.undisturbed.code:
            found.append(f"the next run ends with {again.code}: {again.errors.strip()[-300:]}")
        elif (result := self.result()) != self.after:
            found.append(f"the next run does not heal {_difference(result, self.after)}")
        run(self.place, _write)
        found += [f"the next run leaves {name}" for name in unswept(self.place)]
        return found

    def wrong(self, fault: Fault, ended: Ended) -> Iterator[str]:
        """What does not hold of the run and of what it left behind."""
        yield from (f"lost: {text}" for text in lost(self.place, self.approved))
        yield from broken(self.place)
        yield from (f"left behind: {name}" for name in unknown(self.place, self.known))
        if self.scenario.typed and self.editor_has_run.exists() and not self.has(self.scenario.typed, ended):
            yield "lost: what was typed in the editor"
        said = ended.errors.strip()
        if fault.ends and ended.code == -9:
            return
        if "u" not in fault.letters or fault.deed == SIGNAL:  # a run cannot tidy up whose every attempt to do so fails
            yield from (f"left behind: {name}" for name in unswept(self.place))
        if len(models(self.place)) < len(models(self.at_first)):
            yield "lost: a model"
        if "Traceback" in said:
            yield f"a traceback: {said.splitlines()[-1][:300]}"
        if ended.code == self.undisturbed.code and fault.deed != SIGNAL:
            made = files(self.place)
            if made != {name: data for name, data in self.after.items() if name != "said"}:
                yield f"exit {ended.code}, though it did not make {_difference(made, self.after)}: {said}"
        elif fault.deed == SIGNAL:
            if (ended.code, said.count("stopped")) != (128 + fault.value, 1):
                yield f"{fault.name}: exit {ended.code}: {said[-300:]}"
        elif ended.code not in (2, 3) or not said:
            yield f"exit {ended.code}: {said[-300:]}"
        elif len(told := [line for line in said.splitlines() if line.startswith("error: ")]) > len(set(told)) or (
            len(told) > 1 and not fault.lasting
        ):
            yield f"several messages: {said[-600:]}"


def _write(root: Path) -> int:
    """Writes a file of the project: the first write of a run sweeps what killed ones left."""
    find_project(root).store.write(root / ".l10n" / "probe", b"")
    return 0


def _difference(found: dict[str, bytes], wanted: dict[str, bytes]) -> str:
    return ", ".join(sorted(name for name in found.keys() | wanted.keys() if found.get(name) != wanted.get(name)))
