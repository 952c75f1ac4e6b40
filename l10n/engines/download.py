"""Fetching files over HTTP: by way of proxies and mirrors, resumable, verified, never more than announced."""

from __future__ import annotations

import hashlib
import http.client
import json
import os
import shutil
import urllib.error
import urllib.request
from dataclasses import dataclass
from email.message import Message
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from l10n.engines.engine import InstallRequest, Model, Report, is_url, megabytes
from l10n.engines.storage import data_dir, file_sha256
from l10n.errors import EngineError
from l10n.translatable import Text

LOOPBACK = ("localhost", "127.0.0.1", "::1")
"""The names of this machine."""
MIRROR = "L10N_MODELS_MIRROR"
"""The environment variable with the base address of a mirror: `BASE/<host>/<path>` is asked for `https://<host>/<path>`."""
TIMEOUT = 10.0
"""Seconds without a byte before a server counts as unreachable."""
MAX_DOWNLOAD = 8 << 30
MAX_INDEX = 64 << 20
SPARE = 50 << 20
"""Bytes that must stay free on the disk."""


@dataclass(frozen=True, slots=True)
class Partial:
    """A download that is not whole yet, kept between runs."""

    path: Path

    @property
    def size(self) -> int:
        return self.path.stat().st_size if self.path.exists() else 0

    @property
    def _note(self) -> Path:
        return self.path.with_suffix(".validator")

    @property
    def validator(self) -> str:
        """The ETag or the date of the file that the bytes are from; empty when the server told none."""
        return self._note.read_text("utf-8", "replace") if self._note.exists() else ""

    def begin(self, validator: str) -> None:
        """Forget what is there, and note which version of the file comes now."""
        self.path.unlink(missing_ok=True)
        self._note.write_text(validator, "utf-8")

    def remove(self) -> None:
        self.path.unlink(missing_ok=True)
        self._note.unlink(missing_ok=True)


class _SafeRedirects(urllib.request.HTTPRedirectHandler):
    """Follows a redirect only to an address that could have been asked for in the first place."""

    def redirect_request(
        self, req: urllib.request.Request, fp: Any, code: int, msg: str, headers: Any, newurl: str
    ) -> Any:
        _refuse_plain(newurl)
        if urlsplit(newurl).hostname in LOOPBACK and urlsplit(req.full_url).hostname not in LOOPBACK:
            raise EngineError("{url} leads to a server on this machine", url=req.full_url)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def open_url(request: urllib.request.Request, timeout: float) -> Any:
    """The response to a request, by way of the proxy that the environment names; this machine itself is asked directly,
    so that nothing meant for it leaves it. Raises OSError and http.client.HTTPException."""
    handlers: list[urllib.request.BaseHandler] = [_SafeRedirects()]
    if urlsplit(request.full_url).hostname in LOOPBACK:
        handlers.append(urllib.request.ProxyHandler({}))
    try:
        return urllib.request.build_opener(*handlers).open(request, timeout=timeout)
    except ValueError as error:  # an address that a redirect gives and that none can be
        raise http.client.InvalidURL(str(error)) from error


def install_message(model: Model) -> Text:
    """What an installer reports at its end."""
    name, size = f"{model.name} {model.version}".strip(), megabytes(model.size)
    return Text("installed {model} ({size}, license {license})", model=name, size=size, license=model.license)


def mirrored(url: str) -> str:
    """The address that is asked for a URL: the mirror's, where the environment names one."""
    base = os.environ.get(MIRROR, "").rstrip("/")
    if not base or not is_url(url) or _on_mirror(url) or (parts := urlsplit(url)).scheme != "https":
        return url
    return f"{base}/{parts.netloc}{parts.path}" + (f"?{parts.query}" if parts.query else "")


def fetch_json(url: str) -> Any:
    """The document behind a URL. Raises EngineError when it cannot be reached or is not JSON."""
    try:
        with open_url(_request(url), TIMEOUT) as response:
            body = response.read(MAX_INDEX + 1)
    except (OSError, http.client.HTTPException) as error:
        raise EngineError("{url} cannot be reached ({reason})", url=mirrored(url), reason=_reason(error)) from error
    return read_index(body, url)


def read_index(body: bytes, url: str) -> Any:
    """The JSON document that a URL gave. Raises EngineError when it is too large or not JSON."""
    if len(body) > MAX_INDEX:
        raise EngineError("{url} is far too large for an index of models", url=url)
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as error:
        raise EngineError("{url} is not a model index ({reason})", url=mirrored(url), reason=error) from error


def partial_of(url: str) -> Partial:
    """Where a download of this URL is kept until it is whole; a later run goes on from there."""
    return Partial(data_dir() / "staging" / f"{hashlib.sha256(url.encode()).hexdigest()[:16]}.part")


def download(url: str, request: InstallRequest, report: Report, *, sha256: str = "") -> Path:
    """Download a file, going on where an earlier run stopped; returns where it lies. The caller removes it.

    What an earlier run got is used only when it is from the same version of the file (RFC 9110, If-Range), or when
    `sha256`, the hex digest of the whole, tells in the end. The request's `progress` is told the file's name, the bytes
    that are there, and all bytes; its `confirm` is asked about a large file. Raises EngineError when the server cannot
    be reached, refuses, stops early (what came is kept for the next run), or sends another file than the digest says.
    """
    partial = partial_of(url)
    partial.path.parent.mkdir(parents=True, exist_ok=True)
    for last in (False, True):
        resumed = _transfer(url, partial, request, report, trusted=bool(sha256))
        if not sha256 or file_sha256(partial.path) == sha256:
            return partial.path
        partial.remove()
        if last or not resumed:
            break
    raise EngineError("{url} is not the file that its publisher announced", url=mirrored(url))


def _transfer(url: str, partial: Partial, request: InstallRequest, report: Report, *, trusted: bool) -> bool:
    """Gets what is missing of a file; returns whether an earlier run's bytes were used."""
    validator = partial.validator
    have = partial.size if validator or trusted else 0
    try:
        with open_url(_request(url, have, validator), TIMEOUT) as response:
            resumed = response.status == 206 and response.headers.get("Content-Range", "").startswith(f"bytes {have}-")
            if not resumed:
                have = 0
                partial.begin(_validator(response.headers))
            total = _announced(response.headers, have)
            _refuse_size(url, total, have, partial.path)
            request.refuse_unwanted((total or 0) - have)
            size = Text(" ({size})", size=megabytes(total)) if total else ""
            report(Text("downloading {url}{size}", url=mirrored(url), size=size))
            name = urlsplit(url).path.rpartition("/")[2]
            with partial.path.open("ab", buffering=0) as file:
                while block := response.read1(1 << 18):
                    have += len(block)
                    if have > (total or MAX_DOWNLOAD):
                        raise EngineError("{url} sends more than it announced", url=mirrored(url))
                    file.write(block)
                    request.progress(name, have, total or have)
    except urllib.error.HTTPError as error:
        if error.code == 416 and have:  # the range begins at the end: everything is here
            return True
        raise EngineError("{url} cannot be had ({reason})", url=mirrored(url), reason=_reason(error)) from error
    except (OSError, http.client.HTTPException) as error:
        raise EngineError("{url} cannot be had ({reason})", url=mirrored(url), reason=_reason(error)) from error
    if total is not None and have < total:
        raise EngineError(
            "{url} stopped after {have} of {total}",
            url=mirrored(url),
            have=megabytes(have),
            total=megabytes(total),
            hint="Run the command again to go on.",
        )
    return bool(resumed)


def _announced(headers: Message, have: int) -> int | None:
    """How long the whole file is, as the answer says; None where it does not."""
    length = headers.get("Content-Length", "")
    return have + int(length[:18]) if length.isascii() and length.isdigit() else None


def _validator(headers: Message) -> str:
    """What tells this version of a file from others: a strong ETag, else the date of its last change."""
    etag = headers.get("ETag", "")
    return etag if etag.startswith('"') else headers.get("Last-Modified", "")


def _refuse_size(url: str, total: int | None, have: int, path: Path) -> None:
    if total and total > MAX_DOWNLOAD:
        raise EngineError("{url} is {total}, more than any model", url=mirrored(url), total=megabytes(total))
    if total and shutil.disk_usage(path.parent).free < total - have + SPARE:
        raise EngineError("the disk has no room for {size}", size=megabytes(total), path=path.parent)


def _request(url: str, start: int = 0, validator: str = "") -> urllib.request.Request:
    if not is_url(url):
        raise EngineError("{url} is not an http or https address", url=url)
    asked = mirrored(url)
    _refuse_plain(asked)
    headers = {"User-Agent": "l10n-toolkit", "Accept-Encoding": "identity"}
    if start:
        headers |= {"Range": f"bytes={start}-"} | ({"If-Range": validator} if validator else {})
    return urllib.request.Request(asked, headers=headers)


def _refuse_plain(url: str) -> None:
    """Raises EngineError for an address without encryption: anybody on the way could put another model in its place."""
    parts = urlsplit(url)
    if parts.scheme != "https" and parts.hostname not in LOOPBACK and not _on_mirror(url):
        raise EngineError(
            "{url} is not encrypted",
            url=url,
            hint="Use an https address, or name the server as your mirror in L10N_MODELS_MIRROR.",
        )


def _on_mirror(url: str) -> bool:
    base = os.environ.get(MIRROR, "").rstrip("/")
    return bool(base) and url.startswith(f"{base}/")


def _reason(error: Exception) -> str | Text:
    if isinstance(error, urllib.error.HTTPError):
        return Text("the server answers {code} {reason}", code=error.code, reason=error.reason)
    return str(getattr(error, "reason", None) or error) or type(error).__name__
