"""`l10n merge-driver`: git merges catalogs unit by unit."""

import shlex
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from l10n.catalog.edit import Key
from l10n.catalog.po import parse_po
from l10n.catalog.rewriting import rewrite_po
from l10n.catalog.three_way import merge_versions
from l10n.errors import CatalogError, ConfigurationError
from l10n.files import read_file
from l10n.model import Catalog
from l10n.project import Project, store_for

ATTRIBUTES = ("*.po merge=l10n", "memory/*.tmx merge=union")
"""What .gitattributes says; a memory's file has one line for each translation, in an order that the next writing
restores."""
_NAME = "catalogs, unit by unit"


@dataclass(frozen=True, slots=True)
class MergedVersions:
    """The outcome of a merge of three files."""

    conflicts: tuple[Key, ...] = ()
    """The units to which both sides gave different words."""
    unread: CatalogError | None = None
    """Why one of the files is no catalog: git's own merge of lines was done in place of ours."""
    exit_code: int = 0


def merge_files(base: Path, ours: Path, theirs: Path) -> MergedVersions:
    """Merges three versions of a catalog into the file of ours, as git asks of a merge driver (gitattributes(5)). The
    exit code is 0, or 1 when there are conflicts: then both entries of such a unit stand between conflict markers.
    Raises OSError."""
    data = read_file(ours)
    try:
        before, our, their = _read(base), _read(ours), _read(theirs)
    except CatalogError as error:
        names = ("-L", "ours", "-L", "base", "-L", "theirs")
        done = subprocess.run(["git", "merge-file", *names, str(ours), str(base), str(theirs)], check=False)
        return MergedVersions(unread=error, exit_code=min(abs(done.returncode), 1))
    merged = merge_versions(before, our, their)
    written = rewrite_po(our, data or None, merged.catalog, theirs=merged.theirs)
    store_for(ours).write(ours, written)
    return MergedVersions(tuple(merged.theirs), exit_code=int(bool(merged.theirs)))


def _read(path: Path) -> Catalog:
    """A version of a catalog; git gives an empty file for one that is not there."""
    data = read_file(path)
    return parse_po(data, path) if data.strip() else Catalog((), ())


@dataclass(frozen=True, slots=True)
class Installed:
    """What was set up for git."""

    attributes: Path
    added: tuple[str, ...]
    """The lines that .gitattributes got; those that it had are not among them."""
    settings: tuple[str, ...]
    """The commands that set up this clone, as a person would type them; every clone needs them."""


def install(project: Project) -> Installed:
    """Sets git up to merge a project's catalogs by this program. Raises ConfigurationError where there is no git
    repository, and OSError."""
    program = f"{shlex.quote(sys.executable)} -m l10n merge-driver %O %A %B %P"
    commands = [
        ["git", "config", "merge.l10n.name", _NAME],
        ["git", "config", "merge.l10n.driver", program],
    ]
    for command in commands:
        done = subprocess.run(command, cwd=project.root, capture_output=True, text=True, check=False)
        if done.returncode:
            raise ConfigurationError(
                "git cannot be set up: {reason}",
                reason=done.stderr.strip() or f"git config: {done.returncode}",
                path=project.root,
                hint="Run this in a clone, or `git init` first.",
            )
    path = project.root / ".gitattributes"
    added: list[str] = []

    def with_ours(data: bytes | None) -> bytes:
        text = (data or b"").decode("utf-8", "surrogateescape")
        added[:] = [line for line in ATTRIBUTES if line not in text.splitlines()]
        if not added:
            return data or b""
        between = "" if not text or text.endswith("\n") else "\n"
        return (text + between + "".join(f"{line}\n" for line in added)).encode("utf-8", "surrogateescape")

    project.store.revise(path, with_ours)
    return Installed(path, tuple(added), tuple(map(shlex.join, commands)))
