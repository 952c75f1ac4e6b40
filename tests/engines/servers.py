"""Small HTTP servers on this machine that stand in for a model index and a language model."""

from __future__ import annotations

import hashlib
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar


@contextmanager
def serving(handler: Any) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    server.handle_error = lambda *_: None  # type: ignore[method-assign]  # a client that gave up waiting
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


Fault = str
"""How an answer is wrong: `cut` breaks off in the middle; `stall` says nothing more after the head, `stall after` after
what is sent; `endless` announces no length and goes on and on; `large` announces 600 MB; `same tag` gives every version
of the file one ETag; `no ranges` ignores Range; a number is the code of an error; anything else is an address that it
redirects to."""


@dataclass(frozen=True)
class Asked:
    """A request that a server had: the path, and the Range header, empty for none."""

    path: str
    range: str


class _Files(SimpleHTTPRequestHandler):
    """Serves a folder as real servers do (RFC 9110): ETag, If-Range, Content-Range, 416. `faults` has a file's faults
    by its name, one for each answer, divided by commas; the last one stays."""

    faults: ClassVar[dict[str, list[Fault]]] = {}
    asked: ClassVar[list[Asked]] = []
    proxied: ClassVar[bool] = False
    """Whether it is a proxy: it is asked for whole addresses, and serves them from `<folder>/<host>/<path>`."""

    def do_GET(self) -> None:
        if self.proxied != self.path.startswith("http://"):
            self.send_error(400)
            return
        self.path = self.path.removeprefix("http:/")
        path, wanted = Path(self.translate_path(self.path)), self.headers.get("Range", "")
        self.asked.append(Asked(self.path, wanted))
        faults = self.faults.get(path.name, [])
        fault = faults.pop(0) if len(faults) > 1 else faults[0] if faults else ""
        if fault.isdigit() or not (fault.startswith("http") or path.is_file()):
            self.send_error(int(fault or 404))
        elif fault.startswith("http"):
            self.send_response(302)
            self.send_header("Location", fault)
            self.send_header("Content-Length", "0")
            self.end_headers()
        else:
            self._send(path, fault.split(","), wanted)

    def _send(self, path: Path, faults: list[Fault], wanted: str) -> None:
        data = path.read_bytes()
        etag = '"the only one"' if "same tag" in faults else f'"{hashlib.md5(data).hexdigest()}"'
        start = int(wanted.removeprefix("bytes=").partition("-")[0]) if wanted else 0
        if "no ranges" in faults or self.headers.get("If-Range", etag) != etag:
            start = 0
        if start >= len(data) > 0:
            self.send_response(416)
            self.send_header("Content-Range", f"bytes */{len(data)}")
            self.end_headers()
            return
        self.send_response(206 if start else 200)
        if start:
            self.send_header("Content-Range", f"bytes {start}-{len(data) - 1}/{len(data)}")
        if "endless" not in faults:
            self.send_header("Content-Length", str(600_000_000 if "large" in faults else len(data) - start))
        self.send_header("ETag", etag)
        self.send_header("Last-Modified", self.date_time_string(path.stat().st_mtime))
        self.end_headers()
        if "stall" in faults:
            time.sleep(2)
            return
        while "endless" in faults:
            self.wfile.write(data)
        self.wfile.write(data[start : len(data) // 2 if "cut" in faults else len(data)])
        if "stall after" in faults:
            self.wfile.flush()
            time.sleep(3)

    def log_message(self, *_: Any) -> None:
        pass


@contextmanager
def serve_files(
    folder: Path, faults: dict[str, list[Fault]] | None = None, *, proxied: bool = False
) -> Iterator[tuple[str, list[Asked]]]:
    """The address of a server of the folder, or of a proxy that has the folder's hosts, and what it was asked for."""
    handler = type("Files", (_Files,), {"faults": {} if faults is None else faults, "asked": [], "proxied": proxied})
    with serving(partial(handler, directory=str(folder))) as address:
        yield address, handler.asked


@contextmanager
def serve_chat(behaviour: str = "translate") -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """The base address of a chat server, and the requests that it was sent.

    `translate` answers with the last line of the last message in capitals; `loop` never stops by itself; `hang` says
    nothing; `error` answers 500; `nonsense` answers with JSON that is no completion.
    """
    requests: list[dict[str, Any]] = []

    class Chat(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            requests.append(body)
            if behaviour == "hang":
                time.sleep(2)
            if behaviour == "error":
                self.send_error(500)
                return
            sentence = body["messages"][-1]["content"].splitlines()[-1]
            text, reason = (sentence.upper(), "stop") if behaviour == "translate" else ("la " * 99, "length")
            choice = {"message": {"role": "assistant", "content": text}, "finish_reason": reason}
            data = json.dumps({} if behaviour == "nonsense" else {"choices": [choice]}).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: Any) -> None:
            pass

    with serving(Chat) as address:
        yield f"{address}/v1", requests
