"""The fuzzer itself: what it covers, that a case can be made again, and that it notices a reader that breaks."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent))

from fuzzer import case, fuzz
from targets import Target, read_catalog, targets

from l10n.errors import L10nError
from l10n.formats import REGISTRY

TARGETS = {target.name: target for target in targets()}


def test_every_format_is_fuzzed():
    """A new one is by being registered."""
    assert REGISTRY.keys() <= TARGETS.keys()


@pytest.mark.parametrize("name", TARGETS)
def test_a_few_mutations_of_each(name):
    """No reader fails on its seeds, nor on the first mutations of them."""
    target = TARGETS[name]
    assert {} == fuzz(target, 1, 60.0, min(len(target.seeds()), 20) + 10).kinds


def test_a_case_is_made_again_from_its_number():
    """The same number, the same bytes."""
    seeds = list(TARGETS["po"].seeds())
    assert case("po", seeds, 3, 5000) == case("po", seeds, 3, 5000) != case("po", seeds, 3, 5001)


def test_a_defect_is_noticed_and_its_case_made_small():
    """An unforeseen error is one; what may be refused is none."""

    def careless(data: bytes) -> None:
        if b"msgid" not in data:
            raise L10nError("no catalog")
        if b"msgstr" not in data:
            raise KeyError("msgstr")

    tally = fuzz(Target("careless", lambda: [b'# a comment\nmsgid "a"\nmsgstr "b"\n'], careless), 0, 60.0, 300)
    assert (True, 1) == (0 < tally.defects < tally.tried - tally.refused, len(tally.kinds))
    smallest = Path(next(iter(tally.kinds.values())).split()[-1])
    assert b"msgid" == smallest.read_bytes()
    smallest.unlink()


def test_a_broken_law_is_noticed(monkeypatch):
    """A writer that loses what it was given is a defect, though nothing is raised."""
    monkeypatch.setattr("targets.render_po", lambda catalog: b'msgid "x"\nmsgstr "%d"\n' % id(catalog))
    tally = fuzz(Target("po", lambda: [b'msgid "a"\nmsgstr "b"\n'], read_catalog), 0, 60.0, 1)
    assert ["AssertionError written once is written the same the second time"] == list(tally.kinds)
    for story in tally.kinds.values():
        Path(story.split()[-1]).unlink()
