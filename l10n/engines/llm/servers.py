"""The servers of language models that run on this machine, and their models. Nothing but this machine is asked."""

from __future__ import annotations

import json
import os
import re
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any
from urllib.parse import urlsplit

from l10n.engines.download import LOOPBACK, open_url
from l10n.engines.parallel import map_in_threads
from l10n.errors import EngineError

PATIENCE = 0.5
"""Seconds that a server of this machine has for saying what it has."""
_MOST = 1 << 20
_ELSEWHERE = "ollama.com"
"""Where Ollama runs what it calls cloud models."""
_CLOUD = re.compile(r"[:-]cloud\Z")
_NO_WORDS = re.compile(r"embed|rerank|whisper|bge-|e5-|minilm", re.IGNORECASE)
"""What models are called that write nothing."""


@dataclass(frozen=True, slots=True)
class ServedModel:
    """A model of a server on this machine."""

    server: str
    """`Ollama`, `llama-server`, `LM Studio`."""
    endpoint: str
    """What `endpoint` is to be set to."""
    name: str
    """What `endpoint_model` is to be set to."""
    size: int = 0
    """Bytes on disk, 0 where the server does not say."""


@dataclass(frozen=True, slots=True)
class _Server:
    name: str
    base: str
    variable: str = ""
    """The environment variable that says where else it listens."""


SERVERS: tuple[_Server, ...] = (
    _Server("Ollama", "http://127.0.0.1:11434", "OLLAMA_HOST"),
    _Server("llama-server", "http://127.0.0.1:8080"),
    _Server("LM Studio", "http://127.0.0.1:1234"),
)
"""Where they listen when nobody tells them otherwise."""


def served_models() -> list[ServedModel]:
    """The models of the servers that run on this machine, server by server; nothing of one that gives no answer in time
    or is no such server. Models that write nothing, or that a server runs elsewhere, are left out."""
    return [model for server in SERVERS for model in _in_time(server)]


def _in_time(server: _Server) -> list[ServedModel]:
    """What a server has; a daemon thread asks, so that one that drips its answer keeps nobody waiting."""
    try:
        (found,) = map_in_threads([_models_of], [server], 2 * PATIENCE, server.name)
        return found
    except EngineError:
        return []


def _models_of(server: _Server) -> list[ServedModel]:
    base = _address(server)
    if not base:
        return []
    own = server.name == "Ollama"  # whose own list has sizes, and says what runs elsewhere
    rows = _rows(f"{base}/api/tags", "models", "name") if own else _rows(f"{base}/v1/models", "data")
    return [
        ServedModel(server.name, f"{base}/v1", name, _size(row))
        for name, row in rows
        if not _NO_WORDS.search(name) and not is_elsewhere(name) and not row.get("remote_host")
    ]


def _size(row: dict[str, Any]) -> int:
    """The bytes of a model, where its server says them: Ollama in its row, llama-server in the row's `meta`."""
    meta = row.get("meta")
    size = row.get("size", meta.get("size") if isinstance(meta, dict) else 0)
    return size if isinstance(size, int) and size > 0 else 0


def _address(server: _Server) -> str:
    """Where a server listens on this machine; empty where its variable names another machine."""
    told = os.environ.get(server.variable, "") if server.variable else ""
    if not told:
        return server.base
    default = urlsplit(server.base)
    parts = urlsplit(told if "://" in told else f"//{told}", scheme="http")
    try:
        host, port = parts.hostname or "127.0.0.1", parts.port or default.port
    except ValueError:
        return ""
    host = "127.0.0.1" if host in ("0.0.0.0", "::") else host
    return f"{parts.scheme}://{f'[{host}]' if ':' in host else host}:{port}" if host in LOOPBACK else ""


def is_elsewhere(model: str) -> str:
    """The host that runs a model although a server of this machine is asked for it; empty for one that runs here."""
    return _ELSEWHERE if _CLOUD.search(model) else ""


def remote_host(base: str, model: str) -> str:
    """The host that Ollama hands a model's prompts on to, as its list says; empty for a model that runs here, and for
    other servers."""
    rows = dict(_rows(base.removesuffix("/v1") + "/api/tags", "models", "name", 10 * PATIENCE))
    row = rows.get(model) or rows.get(f"{model}:latest") or {}
    return urlsplit(found).hostname or found if isinstance(found := row.get("remote_host"), str) else ""


def is_ollama(base: str) -> bool:
    """Whether the server behind an endpoint is Ollama."""
    found = _get(base.removesuffix("/v1") + "/api/version", 10 * PATIENCE)
    return isinstance(found, dict) and isinstance(found.get("version"), str)


def names_of_models(base: str) -> Sequence[str]:
    """The models that a server lists, OpenAI's way; none where it gives no such list."""
    return [name for name, _ in _rows(f"{base}/models", "data")]


def _rows(url: str, key: str, name: str = "id", patience: float = 0.0) -> list[tuple[str, dict[str, Any]]]:
    """The named entries of a list of models; none where it is none."""
    found = _get(url, patience)
    rows = found.get(key) if isinstance(found, dict) else None
    rows = [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
    return [(row[name], row) for row in rows if isinstance(row.get(name), str) and row[name].isprintable()]


def _get(url: str, patience: float = 0.0) -> Any:
    """A server's document; None where it has none in time."""
    try:
        request = urllib.request.Request(url, headers={"User-Agent": "l10n-toolkit"})
        with open_url(request, patience or PATIENCE) as response:
            return json.loads(response.read(_MOST))
    except (OSError, HTTPException, ValueError, RecursionError, EngineError):
        return None
