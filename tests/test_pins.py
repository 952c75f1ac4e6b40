"""What `make` installs is named to the byte: every dependency in one version that is allowed, with its hashes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import tomllib
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
EXTRAS = PYPROJECT["project"]["optional-dependencies"]
SETS = {"build": ("bergamot", "argos", "llm"), "dev": ("all", "dev"), "browser": ("browser",)}
"""The extras of each file in requirements/."""
FILES = sorted((ROOT / "requirements").glob("*.txt"))
PYTHONS = re.search(r"^PYTHONS := (.+)$", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)[1].split()


def pins(name: str) -> list[tuple[Requirement, list[str]]]:
    """The requirements of a file with their hashes."""
    text = (ROOT / "requirements" / f"{name}.txt").read_text("utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    return [(Requirement(line.split(" --hash=")[0]), re.findall(r"--hash=(\S+)", line)) for line in lines]


def needed(extras: tuple[str, ...]) -> Iterator[Requirement]:
    """What the project with these extras depends on itself, the extras in its extras resolved."""
    for line in PYPROJECT["project"]["dependencies"]:
        yield Requirement(line)
    for extra in extras:
        for line in EXTRAS[extra]:
            requirement = Requirement(line)
            if requirement.name == PYPROJECT["project"]["name"]:
                yield from needed(tuple(requirement.extras))
            else:
                yield requirement


@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize("name", SETS)
def test_every_dependency_has_one_version_that_is_allowed(name: str, python: str) -> None:
    """For every Python that is supported; what builds the project is among them where it is installed."""
    environment = default_environment() | {"python_version": python, "python_full_version": f"{python}.0"}
    found: dict[str, list[str]] = {}
    for pin, _ in pins(name):
        if pin.marker is None or pin.marker.evaluate(environment):
            (version,) = pin.specifier
            assert "==" == version.operator
            found.setdefault(canonicalize_name(pin.name), []).append(version.version)
    wanted = list(needed(SETS[name]))
    if name != "browser":
        wanted += map(Requirement, PYPROJECT["build-system"]["requires"])
    for requirement in wanted:
        if requirement.marker is None or requirement.marker.evaluate(environment):
            versions = found.get(canonicalize_name(requirement.name), [])
            assert 1 == len(versions), f"{requirement}: {versions}; run `make pins`"
            assert requirement.specifier.contains(versions[0]), f"{requirement}: {versions[0]}; run `make pins`"
    assert [] == [package for package, versions in found.items() if len(versions) > 1]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_every_version_has_hashes_and_no_file_names_an_index(file: Path) -> None:
    """In pip's own form; whoever installs chooses the index, and the hashes say whether it served the right files."""
    assert "://" not in file.read_text("utf-8")
    assert [] == [line for line in file.read_text("utf-8").splitlines() if line.startswith("-")]
    for pin, hashes in pins(file.stem):
        assert hashes, pin
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", digest) for digest in hashes), pin


def test_files_agree() -> None:
    """What `make build` installs and what the tests run on are the same versions."""
    tested = {(pin.name, str(pin.specifier)) for pin, _ in pins("dev")}
    names = {name for name, _ in tested}
    for file in ("build", "browser"):
        assert [] == [str(pin) for pin, _ in pins(file) if pin.name in names and
                      (pin.name, str(pin.specifier)) not in tested]  # fmt: skip


def test_the_supported_pythons_are_those_that_are_checked() -> None:
    """The first is the lowest that the project takes, and the one for which versions are chosen."""
    lowest = PYPROJECT["project"]["requires-python"].removeprefix(">=")
    assert lowest == PYTHONS[0]
    assert f"--python-version {lowest} " in (ROOT / "Makefile").read_text("utf-8")


def test_nothing_else_is_installed() -> None:
    """Every `pip install` of the Makefile takes hashed files, or the project itself without its dependencies."""
    text = (ROOT / "Makefile").read_text("utf-8").replace("\\\n", " ")
    installs = re.findall(r"^.*\bpip\b.* install .*$", text, re.MULTILINE)
    assert len(installs) >= 3
    for line in installs:
        assert "--no-deps" in line
        assert "--require-hashes" in line or "--no-build-isolation --editable ." in line
    assert "pip install" not in (ROOT / ".ci/run").read_text("utf-8")
