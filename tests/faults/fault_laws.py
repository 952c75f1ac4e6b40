"""What must hold of a project whatever happened to a run."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

from fault_runs import Place

from l10n.catalog.po import parse_po
from l10n.errors import L10nError
from l10n.glossary.terms import parse_terms
from l10n.memory.tmx import parse_tmx
from l10n.model import State

END = "https://example.org/the-end"
"""The last line of every article, which no translation changes."""
_DATES = re.compile(rb'(?<="PO-Revision-Date: )[^\\]*|(?<=date=")[0-9TZ]+')


def files(place: Place) -> dict[str, bytes]:
    """The files of a project and of the models, those aside that any run may leave: caches, locks, what resumes."""
    found = {}
    for folder in (place.root, place.data):
        for path in sorted(folder.rglob("*")):
            name = f"{folder.name.removeprefix(place.root.name)}/{path.relative_to(folder).as_posix()}"
            if path.is_file() and not name.startswith(("/.l10n/", "-data/install.lock", "-data/staging/")):
                found[name] = _DATES.sub(b"", path.read_bytes())
    return found


def approved(place: Place) -> set[tuple[str, str]]:
    """The locales and texts that people have approved."""
    return {
        (locale, _plain(message.msgstr))
        for locale, message in _messages(place)
        if not message.obsolete and message.state is State.APPROVED
    }


def lost(place: Place, before: set[tuple[str, str]]) -> list[str]:
    """Approved texts that neither a catalog, in whatever state, nor the memory's file has any more."""
    try:
        kept = {(locale, _plain(message.msgstr)) for locale, message in _messages(place)}
        for path in (place.root / "memory").glob("*.tmx"):
            entries = parse_tmx(path.read_bytes(), path, "en", path.stem).entries
            kept |= {(path.stem, _plain(entry.target)) for entry in entries}
    except (L10nError, OSError) as error:
        return [str(error)]
    return sorted(text for _, text in before - kept)


def _plain(text: str) -> str:
    """A text but for the blanks that `check --fix` takes away."""
    return re.sub(" +", " ", text)


def _messages(place: Place) -> Iterator[tuple[str, object]]:
    for path in sorted((place.root / "locales").glob("*/LC_MESSAGES/**/*.po")):
        for message in parse_po(path.read_bytes(), path).messages:
            yield path.relative_to(place.root / "locales").parts[0], message


def broken(place: Place) -> list[str]:
    """Files that are not whole."""
    found = []
    for name in files(place):
        folder, _, rest = name.partition("/")
        path = (place.data if folder else place.root) / rest
        try:
            if not _is_whole(path, place):
                found.append(f"{name} is cut")
        except (L10nError, ValueError, SyntaxError, KeyError, OSError) as error:
            found.append(f"{name}: {error}")
    return found


def _is_whole(path: Path, place: Place) -> bool:
    data = path.read_bytes()
    if path.suffix in (".po", ".pot"):
        parse_po(data, path)
    elif path.name == "manifest.json":
        outputs = [page["path"] for article in json.loads(data)["articles"].values() for page in _pages(article)]
        return all((path.parent / output).is_file() for output in outputs)
    elif path.suffix == ".json":
        json.loads(data)
    elif path.suffix in (".xml", ".tmx"):
        ET.fromstring(data)
    elif path.parent == place.root / "glossary":
        parse_terms(data, path)
        return data.endswith(b"\n")
    elif place.root / "build" in path.parents or place.root / "source" in path.parents:
        return END.encode() in data.splitlines()[-1]
    return True


def _pages(article: dict[str, object]) -> list[dict[str, str]]:
    return list(article["locales"].values())  # type: ignore[attr-defined]


def unknown(place: Place, known: set[str]) -> list[str]:
    """Files that neither were there before nor belong to the result of a run: somebody's temporary files."""
    return sorted(files(place).keys() - known)


def unswept(place: Place) -> list[str]:
    """Temporary files in the folders that are made for them."""
    folders = (place.root / ".l10n" / "writing", place.data / "staging")
    return [path.name for folder in folders if folder.is_dir() for path in folder.iterdir()]


def models(place: Place) -> set[str]:
    """The models that look installed, by the names of their folders."""
    return {path.parent.name for path in place.data.glob("models/*/*/model.json")}
