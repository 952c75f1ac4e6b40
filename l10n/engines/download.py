"""Fetching files over HTTP: short timeouts, resumable, never more than announced."""

from __future__ import annotations

import hashlib
import http.client
import json
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from l10n.engines.engine import Model, Report, is_url
from l10n.engines.storage import data_dir
from l10n.errors import EngineError
from l10n.translatable import Text

LOOPBACK = ("localhost", "127.0.0.1", "::1")
"""The names of this machine."""
TIMEOUT = 10.0
"""Seconds without a byte before a server counts as unreachable."""
MAX_DOWNLOAD = 8 << 30
MAX_INDEX = 64 << 20


def open_url(request: urllib.request.Request, timeout: float) -> Any:
    """The response to a request, by way of the proxy that the environment names; this machine itself is asked directly,
    so that nothing meant for it leaves it. Raises OSError and http.client.HTTPException."""
    if urlsplit(request.full_url).hostname in LOOPBACK:
        return urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=timeout)
    return urllib.request.urlopen(request, timeout=timeout)


def megabytes(size: int) -> str:
    """A size for people: `48 MB`."""
    return f"{size / 1e6:,.0f} MB" if size >= 1e6 else f"{size / 1e3:,.0f} kB"


def install_message(model: Model) -> Text:
    """What an installer reports at its end."""
    name, size = f"{model.name} {model.version}".strip(), megabytes(model.size)
    return Text("installed {model} ({size}, license {license})", model=name, size=size, license=model.license)


def fetch_json(url: str) -> Any:
    """The document behind a URL. Raises EngineError when it cannot be reached or is not JSON."""
    try:
        with open_url(_request(url), TIMEOUT) as response:
            return json.loads(response.read(MAX_INDEX))
    except (OSError, http.client.HTTPException) as error:
        raise EngineError("{url} cannot be reached ({reason})", url=url, reason=_reason(error)) from error
    except ValueError as error:
        raise EngineError("{url} is not a model index ({reason})", url=url, reason=error) from error


def partial_path(url: str) -> Path:
    """Where a download of this URL is kept until it is whole; a later run goes on from there."""
    return data_dir() / "staging" / f"{hashlib.sha256(url.encode()).hexdigest()[:16]}.part"


def download(url: str, report: Report) -> Path:
    """Download a file, going on where an earlier run stopped; returns where it lies. The caller removes it.

    Raises EngineError when the server cannot be reached, refuses, or stops early (what came is kept for the next run).
    """
    path = partial_path(url)
    path.parent.mkdir(parents=True, exist_ok=True)
    have = path.stat().st_size if path.exists() else 0
    try:
        with open_url(_request(url, have), TIMEOUT) as response:
            resumed = response.status == 206 and response.headers.get("Content-Range", "").startswith(f"bytes {have}-")
            have = have if resumed else 0
            announced = response.headers.get("Content-Length")
            total = have + int(announced) if announced else None
            if total and total > MAX_DOWNLOAD:
                raise EngineError("{url} is {total}, more than any model", url=url, total=megabytes(total))
            size = Text(" ({size})", size=megabytes(total)) if total else ""
            report(Text("downloading {url}{size}", url=url, size=size))
            with path.open("ab" if resumed else "wb") as file:
                while block := response.read(1 << 20):
                    have += len(block)
                    if have > MAX_DOWNLOAD:
                        raise EngineError("{url} sends more than any model holds", url=url)
                    file.write(block)
    except urllib.error.HTTPError as error:
        if error.code == 416:  # the range begins at the end: everything is here
            return path
        raise EngineError("{url} cannot be had ({reason})", url=url, reason=_reason(error)) from error
    except (OSError, http.client.HTTPException) as error:
        raise EngineError("{url} cannot be had ({reason})", url=url, reason=_reason(error)) from error
    if total is not None and have < total:
        raise EngineError(
            "{url} stopped after {have} of {total}",
            url=url,
            have=megabytes(have),
            total=megabytes(total),
            hint="Run the command again to go on.",
        )
    return path


def _request(url: str, start: int = 0) -> urllib.request.Request:
    if not is_url(url):
        raise EngineError("{url} is not an http or https address", url=url)
    headers = {"User-Agent": "l10n-toolkit"} | ({"Range": f"bytes={start}-"} if start else {})
    return urllib.request.Request(url, headers=headers)


def _reason(error: Exception) -> str | Text:
    if isinstance(error, urllib.error.HTTPError):
        return Text("the server answers {code} {reason}", code=error.code, reason=error.reason)
    return str(getattr(error, "reason", None) or error) or type(error).__name__
