"""Many runs at once, and runs that end at a random moment."""

from __future__ import annotations

import csv
import os
import pwd
import random
import shutil
import signal
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from fault_bench import Bench
from fault_laws import END, broken, files, unknown, unswept
from fault_runs import Place, import_what_it_needs, run, start
from fault_scenarios import PROJECT, SCENARIOS, done, write

WRITERS = 20
PARAGRAPHS = 40
_RANDOM = random.Random(20250607)


def _crowded(folder: Path) -> Place:
    """A project of two long articles, drafted."""
    place = Place(folder / "at-first")
    shutil.rmtree(place.root, ignore_errors=True)
    write(place.root / "l10n.toml", PROJECT)
    for name in ("one", "two"):
        lines = "\n\n".join(f"Paragraph {number} of {name} is here." for number in range(PARAGRAPHS))
        write(place.root / "source" / f"{name}.txt", f"{lines}\n\n{END}\n")
    done(place, "update")
    done(place, "draft")
    return place


def _share(folder: Path, writer: int) -> tuple[Path, list[str]]:
    """What one of the writers brings back: paragraphs of both articles that nobody else has."""
    path = folder / f"share{writer}.csv"
    texts = []
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("article", "source", "target", "state"))
        for article in ("one", "two"):
            for number in range(writer, PARAGRAPHS, WRITERS):
                texts.append(f"{article}의 {number}번 문단, {writer}번이 옮김.")
                rows.writerow((article, f"Paragraph {number} of {article} is here.", texts[-1], "approved"))
    return path, texts


def _together(folder: Path, rounds: int, of_writer: Callable[[int], Callable[[], None] | None]) -> Iterator[list[str]]:
    """Twenty writers at once, and others that update and approve: what each of them did not keep."""
    at_first, place = _crowded(folder), Place(folder / "project")
    known = set(files(at_first))
    place.copied_from(at_first)
    import_what_it_needs(run(place, ("import", "--locale", "ko", str(_share(folder, 0)[0]))))
    for _ in range(rounds):
        place.copied_from(at_first)
        for path in (place.root, *place.root.rglob("*")):
            path.chmod(0o777 if path.is_dir() else 0o666)
        shares = [_share(folder, writer) for writer in range(WRITERS)]
        runs = []
        for writer, (path, _) in enumerate(shares):
            before = of_writer(writer)
            runs.append(start(place, ("import", "--locale", "ko", str(path)), before=before))
            if writer % 4 == 0:
                start_other = ("update",) if writer % 8 else ("approve", "--locale", "de", "--all", "--failing")
                runs.append(start(place, start_other, before=before))
        ended = [one.wait() for one in runs]
        written = "".join(path.read_text("utf-8") for path in (place.root / "locales" / "ko").rglob("*.po"))
        whole = broken(place) + [f"left behind: {name}" for name in (*unknown(place, known), *unswept(place))]
        whole += [f"exit {one.code}: {one.errors}" for one in ended if one.code]
        for writer, (_, texts) in enumerate(shares):
            yield [f"lost: {text}" for text in texts if text not in written] + (whole if not writer else [])


def twenty_writers(folder: Path, base: Place, rounds: int) -> Iterator[list[str]]:
    """Of one user."""
    yield from _together(folder, rounds, lambda writer: None)


def with_temporary_folders_of_their_own(folder: Path, base: Place, rounds: int) -> Iterator[list[str]]:
    """A TMPDIR each, as in containers that share a project."""

    def own(writer: int) -> Callable[[], None]:
        def become() -> None:
            os.environ["TMPDIR"] = tempfile.mkdtemp()
            tempfile.tempdir = None

        return become

    yield from _together(folder, rounds, own)


def of_two_users(folder: Path, base: Place, rounds: int) -> Iterator[list[str]]:
    """Every second one of another user, in a project that both may write."""
    if os.geteuid():
        return
    _let_in(folder)
    yield from _together(folder, rounds, lambda writer: _nobody if writer % 2 else _anybody)


def _let_in(folder: Path) -> None:
    """Another user may pass through the folders of the trials."""
    folder.mkdir(parents=True, exist_ok=True)
    for each in (folder, *folder.parents[:-2]):
        if each.stat().st_uid == 0 and each != Path(tempfile.gettempdir()).parent:
            each.chmod(each.stat().st_mode | 0o011)


def _anybody() -> None:
    os.umask(0)


def _nobody() -> None:
    os.umask(0)
    os.environ["TMPDIR"] = "/tmp"
    tempfile.tempdir = None
    nobody = pwd.getpwnam("nobody")
    os.setgroups([])
    os.setgid(nobody.pw_gid)
    os.setuid(nobody.pw_uid)


def in_a_project_of_another_user(folder: Path, base: Place, rounds: int) -> Iterator[list[str]]:
    """Who may read it, and no more, gets one message and changes nothing, whatever the command."""
    if os.geteuid():
        return
    _let_in(folder)
    at_first, place = Place(folder / "at-first"), Place(folder / "project")
    for name, scenario in SCENARIOS.items():
        if scenario.needs:  # the models are a user's own
            continue
        place.copied_from(base)
        scenario.prepare(place)
        for path in (place.root, *place.root.rglob("*")):
            path.chmod(0o755 if path.is_dir() else 0o644)
        at_first.copied_from(place)
        before = files(place)
        import_what_it_needs(run(place, scenario.command(place)))
        place.copied_from(at_first)
        ended = start(place, scenario.command(place), before=_nobody).wait()
        found = [] if files(place) == before else [f"{name}: changed what is another's"]
        if ended.code != 2 or "error: " not in ended.errors or "Traceback" in ended.errors:
            found.append(f"{name}: exit {ended.code}: {ended.errors}")
        yield found


def builds_of_single_locales(folder: Path, base: Place, rounds: int) -> Iterator[list[str]]:
    """Three `build --locale` at once leave what one `build` makes, whoever is first."""
    at_first, place = Place(folder / "at-first"), Place(folder / "project")
    at_first.copied_from(base)
    settings = at_first.root / "l10n.toml"
    settings.write_text(settings.read_text("utf-8").replace('["de", "ko"]', '["de", "ja", "ko"]'), "utf-8")
    shutil.rmtree(at_first.root / "build")
    place.copied_from(at_first)
    done(place, "build")
    wanted = files(place)
    for _ in range(rounds):
        place.copied_from(at_first)
        delays = [_RANDOM.uniform(0, 0.3) for _ in range(3)]
        runs = [
            start(place, ("build", "--locale", locale), before=lambda delay=delay: time.sleep(delay))
            for locale, delay in zip(("de", "ja", "ko"), delays, strict=True)
        ]
        found = [f"exit {ended.code}: {ended.errors}" for ended in (one.wait() for one in runs) if ended.code]
        made = files(place)
        found += [f"lost: {name}" for name in sorted(wanted) if made.get(name) != wanted[name]]
        yield found + [f"left behind: {name}" for name in sorted(made.keys() - wanted.keys())]


def stopped_at_random_moments(folder: Path, base: Place, rounds: int) -> Iterator[list[str]]:
    """Signals, in every command, at any moment and not only in file calls."""
    for name, scenario in SCENARIOS.items():
        if not scenario.signals or scenario.needs:
            continue
        bench = Bench(folder, name, base)
        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGKILL):
            for _ in range(max(rounds // 4, 1)):
                found = bench.stopped(number, _RANDOM.uniform(0, 1.05) * bench.undisturbed.seconds)
                yield [f"{name}, {number.name}: {each}" for each in found]


CROWDS = (
    twenty_writers,
    with_temporary_folders_of_their_own,
    of_two_users,
    in_a_project_of_another_user,
    builds_of_single_locales,
    stopped_at_random_moments,
)
