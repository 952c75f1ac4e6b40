"""What Argos's index, Mozilla's bucket and Firefox's model delivery hold, in their true form, made of small or borrowed
files: a folder for each host, as a mirror has them."""

from __future__ import annotations

import gzip
import hashlib
import json
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import zstandard

from l10n.engines.argos.install import INDEX
from l10n.engines.bergamot.releases import ATTACHMENTS, RECORDS, REGISTRY

BUCKET = REGISTRY.removesuffix("db/models.json")
_KINDS = {"model": "model", "lex": "lexicalShortlist", "vocab": "vocab", "srcvocab": "srcVocab", "trgvocab": "trgVocab"}


@dataclass(frozen=True)
class Weights:
    """The unpacked files of a Firefox model, by their kind."""

    model: bytes
    lex: bytes
    vocab: bytes

    @classmethod
    def of(cls, folder: Path) -> Weights:
        """Those of a real model."""
        return cls(*(next(folder.glob(f"{kind}.*")).read_bytes() for kind in ("model", "lex", "vocab")))

    def files(self, pair: str, split: bool) -> dict[str, tuple[str, bytes]]:
        """By kind: the name and the bytes of each file, with one vocabulary or one for each language."""
        joined = pair.replace("-", "", 1).replace("-", "_").lower()
        vocabularies = ("srcvocab", "trgvocab") if split else ("vocab",)
        return {
            "model": (f"model.{joined}.intgemm.alphas.bin", self.model),
            "lex": (f"lex.50.50.{joined}.s2t.bin", self.lex),
            **{kind: (f"{kind}.{joined}.spm", self.vocab) for kind in vocabularies},
        }


def at(site: Path, url: str) -> Path:
    """Where a site has what a host has at this address."""
    parts = urlsplit(url)
    return site / parts.netloc / parts.path.lstrip("/")


def put(site: Path, url: str, data: bytes) -> Path:
    path = at(site, url)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)  # a link to a file that other tests have, too
    path.write_bytes(data)
    return path


def add_registered(site: Path, pair: str, weights: Weights, architecture: str = "base-memory", **row: Any) -> None:
    """A model in Mozilla's bucket: its files, gzipped, and its row in db/models.json."""
    source, _, target = pair.partition("-")
    listed = {}
    for kind, (name, data) in weights.files(pair, split=row.pop("split", True)).items():
        path = f"models/{pair}/{architecture}_2025-09-01/{name}.gz"
        if not at(site, BUCKET + path).exists():
            put(site, BUCKET + path, gzip.compress(data, 1))
        listed[_KINDS[kind]] = {
            "path": path,
            "uncompressedSize": len(data),
            "uncompressedHash": hashlib.sha256(data).hexdigest(),
        }
    entry = {
        "architecture": architecture,
        "releaseStatus": "Release",
        "sourceLanguage": source,
        "targetLanguage": target,
        "files": listed,
        "modelStatistics": {"decoderModelDims": 384},
        "metrics": {"flores": {"comet": 0.87}},
    }
    document = _read(site, REGISTRY, {"generated": "2026-01-01T00:00:00Z", "baseUrl": BUCKET, "models": {}})
    document["models"].setdefault(pair, []).append(entry | row)
    put(site, REGISTRY, json.dumps(document).encode())


def add_records(
    site: Path, pair: str, weights: Weights, architecture: str = "base-memory", *, split: bool = True, **fields: Any
) -> None:
    """A model in Remote Settings: attachments compressed with zstd, and a record for each file."""
    source, _, target = pair.partition("-")
    document = _read(site, RECORDS, {"data": []})
    for kind, (name, data) in weights.files(pair, split).items():
        packed = zstandard.ZstdCompressor(level=1).compress(data)
        location = f"main-workspace/translations-models-v2/{uuid.uuid5(uuid.NAMESPACE_URL, name + architecture)}.zst"
        put(site, ATTACHMENTS + location, packed)
        record = {
            "name": name,
            "schema": 1749570042331,
            "sourceLanguage": source,
            "targetLanguage": target,
            "architecture": architecture,
            "version": "3.0",
            "fileType": kind,
            "filter_expression": "",
            "decompressedSize": len(data),
            "decompressedHash": hashlib.sha256(data).hexdigest(),
            "id": str(uuid.uuid5(uuid.NAMESPACE_URL, location)),
            "attachment": {
                "filename": f"{name}.zst",
                "location": location,
                "hash": hashlib.sha256(packed).hexdigest(),
                "mimetype": "application/zstd",
                "size": len(packed),
            },
            "last_modified": 1749570511392,
        }
        document["data"].append(record | fields)
    put(site, RECORDS, json.dumps(document).encode())


def add_argos(site: Path, package: Path) -> None:
    """A package in Argos's index, with links to two places, of which one is no http address."""
    metadata = json.loads((package / "metadata.json").read_text("utf-8"))
    source, target, version = metadata["from_code"], metadata["to_code"], metadata["package_version"]
    name = f"translate-{source}_{target}"
    link = f"https://argos-net.com/v1/{name}-{version.replace('.', '_')}.argosmodel"
    entry = {
        "package_version": version,
        "argos_version": "1.9.0",
        "from_code": source,
        "from_name": source,
        "to_code": target,
        "to_name": target,
        "links": [link, "ipfs://QmV5bmf8iqKpoGoyuTzEppaSWdceuW6zgiePaUr5ThPCpW"],
        "code": name,
    }
    from tiny_argos import zip_package

    at(site, link).parent.mkdir(parents=True, exist_ok=True)
    zip_package(package, at(site, link))
    put(site, INDEX + "index.json", json.dumps([*_read(site, INDEX + "index.json", []), entry]).encode())


def change(site: Path, url: str, edit: Callable[[Any], Any]) -> None:
    """Edits a document of the site in place, or by what `edit` returns."""
    document = json.loads(at(site, url).read_bytes())
    put(site, url, json.dumps(edit(document) or document).encode())


def _read(site: Path, url: str, empty: Any) -> Any:
    path = at(site, url)
    return json.loads(path.read_bytes()) if path.exists() else empty
