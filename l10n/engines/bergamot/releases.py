"""Which Firefox Translations models Mozilla publishes, and where their files lie.

Two services list them. The registry of Mozilla's public bucket (db/models.json) comes first: it is meant for download
in bulk. Firefox's own model delivery (Remote Settings, collection translations-models-v2) is asked when that fails.
Both are read into the same values. Pure: documents in, values out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from l10n.engines.engine import is_url, version_numbers
from l10n.engines.languages import folded
from l10n.errors import EngineError

REGISTRY = "https://storage.googleapis.com/moz-fx-translations-data--303e-prod-translations-data/db/models.json"
RECORDS = "https://firefox.settings.services.mozilla.com/v1/buckets/main/collections/translations-models-v2/records"
ATTACHMENTS = "https://firefox-settings-attachments.cdn.mozilla.net/"
"""Where the attachments of Remote Settings lie (the server's `capabilities.attachments.base_url`)."""

ARCHITECTURES = ("base-memory", "base", "tiny")
"""Best first, where nobody has measured the models of the very pair."""
_SPLIT = frozenset({"srcvocab", "trgvocab"})
_REGISTRY_KINDS = {
    "model": "model",
    "lexicalShortlist": "lex",
    "vocab": "vocab",
    "srcVocab": "srcvocab",
    "trgVocab": "trgvocab",
}


@dataclass(frozen=True, slots=True)
class ReleasedFile:
    """One file of a model, compressed with gzip or zstd as its address ends."""

    name: str
    """Its name once it is unpacked: `model.enko.intgemm.alphas.bin`."""
    url: str
    sha256: str = ""
    """Of the unpacked file, in hex; empty where the service does not tell."""
    packed_sha256: str = ""
    """Of the file as it is served."""
    size: int = 0
    """Bytes of the unpacked file; 0 where the service does not tell."""


@dataclass(frozen=True, slots=True)
class Release:
    """A published model of one pair."""

    source: str
    """A language code as the service writes it: `zh-Hans`, `zh_hant`, `nb`."""
    target: str
    architecture: str
    version: str
    """As Remote Settings numbers it; empty in the registry, which tells models by their hash."""
    released: bool
    """False for a model that only test versions of Firefox use."""
    files: tuple[ReleasedFile, ...]

    @property
    def label(self) -> str:
        """For people: `en-ko base-memory 3.0`."""
        return " ".join(filter(None, (f"{self.source}-{self.target}", self.architecture, self.version)))

    @property
    def size(self) -> int:
        """Bytes of the unpacked files, as far as they are known."""
        return sum(file.size for file in self.files)


def parse_registry(document: Any, url: str) -> tuple[Release, ...]:
    """The models that the registry of Mozilla's bucket lists; rows that are incomplete are passed over.

    Where the registry was copied to another place than its `baseUrl`, that place is meant: `url` is the registry's own.
    Raises EngineError for a document that is none.
    """
    if not isinstance(document, dict) or not isinstance(document.get("models"), dict):
        raise EngineError("{url} is not a registry of Firefox Translations models", url=url)
    base = document.get("baseUrl")
    base = base if isinstance(base, str) and is_url(base) else urljoin(url, "../")
    rows = (row for rows in document["models"].values() if isinstance(rows, list) for row in rows)
    return tuple(found for row in rows if isinstance(row, dict) and (found := _registered(row, base.rstrip("/") + "/")))


def _registered(row: Mapping[str, Any], base: str) -> Release | None:
    listed = row.get("files")
    files = {
        kind: ReleasedFile(
            name=_unpacked_name(path),
            url=urljoin(base, path),
            sha256=_hash(entry.get("uncompressedHash")),
            size=_size(entry.get("uncompressedSize")),
        )
        for name, kind in _REGISTRY_KINDS.items()
        if isinstance(listed, dict)
        and isinstance(entry := listed.get(name), dict)
        and isinstance(path := entry.get("path"), str)
        and _is_inside(path)
    }
    status = str(row.get("releaseStatus") or "")
    return _release(row, files, version="", released=status.startswith("Release"))


def parse_records(document: Any, url: str, attachments: str = ATTACHMENTS) -> tuple[Release, ...]:
    """The models that records of Remote Settings make up, each version by itself; incomplete ones are passed over.

    Raises EngineError for a document that holds no records.
    """
    if not isinstance(document, dict) or not isinstance(document.get("data"), list):
        raise EngineError("{url} is not a list of Firefox Translations models", url=url)
    grouped: dict[tuple[str, ...], tuple[Mapping[str, Any], dict[str, ReleasedFile]]] = {}
    for record in document["data"]:
        if isinstance(record, dict) and (file := _attached(record, attachments)):
            keys = "sourceLanguage", "targetLanguage", "architecture", "version", "filter_expression", "variant"
            key = tuple(str(record.get(name) or "") for name in keys)
            grouped.setdefault(key, (record, {}))[1][_kind(record)] = file
    found = (
        _release(
            record,
            files,
            version=str(record.get("version") or ""),
            released=not record.get("filter_expression") and "a" not in str(record.get("version") or ""),
        )
        for record, files in grouped.values()
    )
    return tuple(release for release in found if release)


def _kind(record: Mapping[str, Any]) -> str:
    """What a record's file is: `vocab` may be one of two, which its name tells."""
    name, kind = str(record.get("name") or ""), str(record.get("fileType") or "").lower()
    return name.partition(".")[0] if name.startswith(("srcvocab.", "trgvocab.")) else kind


def _attached(record: Mapping[str, Any], attachments: str) -> ReleasedFile | None:
    attachment, name = record.get("attachment"), record.get("name")
    if not isinstance(attachment, dict) or not isinstance(name, str) or not _is_file_name(name):
        return None
    location = attachment.get("location")
    if not isinstance(location, str) or not _is_inside(location):
        return None
    packed = location.endswith((".zst", ".gz"))
    return ReleasedFile(
        name=name,
        url=urljoin(attachments, location),
        sha256=_hash(record.get("decompressedHash") if packed else attachment.get("hash")),
        packed_sha256=_hash(attachment.get("hash")),
        size=_size(record.get("decompressedSize") if packed else attachment.get("size")),
    )


def _release(
    row: Mapping[str, Any], files: Mapping[str, ReleasedFile], *, version: str, released: bool
) -> Release | None:
    """The model of these files; None when its weights or a vocabulary are missing."""
    source, target = row.get("sourceLanguage"), row.get("targetLanguage")
    complete = "model" in files and ("vocab" in files or files.keys() >= _SPLIT)
    if not complete or not isinstance(source, str) or not isinstance(target, str):
        return None
    vocabularies = _SPLIT if files.keys() >= _SPLIT else {"vocab"}
    kept = tuple(file for kind, file in sorted(files.items()) if kind in {"model", "lex", *vocabularies})
    return Release(source, target, str(row.get("architecture") or ""), version, released, kept)


def ranked_releases(
    releases: Iterable[Release],
    sources: Sequence[str],
    targets: Sequence[str],
    measured: Callable[[Release], float] = lambda release: 0.0,
) -> list[Release]:
    """The models for a pair, best first, given the codes under which its languages may be known, the best first.

    A released model comes before one of test versions, then the closest codes, then what was `measured` to be better,
    then the better architecture, then the newest version.
    """
    source_rank, target_rank = _ranks(sources), _ranks(targets)
    fitting = [
        release
        for release in releases
        if folded(release.source) in source_rank and folded(release.target) in target_rank
    ]

    def preference(release: Release) -> tuple[Any, ...]:
        known = release.architecture in ARCHITECTURES
        architecture = ARCHITECTURES.index(release.architecture) if known else len(ARCHITECTURES)
        codes = source_rank[folded(release.source)], target_rank[folded(release.target)]
        return (
            not release.released,
            *codes,
            -measured(release),
            architecture,
            [-number for number in version_numbers(release.version)],
        )

    return sorted(fitting, key=preference)


def _ranks(codes: Sequence[str]) -> dict[str, int]:
    ranks: dict[str, int] = {}
    for rank, code in enumerate(codes):
        ranks.setdefault(folded(code), rank)
    return ranks


def _unpacked_name(path: str) -> str:
    return path.rpartition("/")[2].removesuffix(".gz").removesuffix(".zst")


def _is_file_name(name: str) -> bool:
    return bool(re.fullmatch(r"[A-Za-z0-9][\w.-]*", name, re.ASCII))


def _is_inside(path: str) -> bool:
    """Whether a path stays below its base address and ends in a plain file name."""
    return _is_file_name(path.rpartition("/")[2]) and not path.startswith("/") and ".." not in path and ":" not in path


def _hash(value: Any) -> str:
    return value.lower() if isinstance(value, str) and re.fullmatch(r"[0-9a-fA-F]{64}", value) else ""


def _size(value: Any) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else 0
