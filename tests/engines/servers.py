"""Small HTTP servers on this machine that stand in for a model index and a language model."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar


@contextmanager
def _serving(handler: Any) -> Iterator[str]:
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


class _Files(SimpleHTTPRequestHandler):
    """Serves a folder, ranges included; a file named in `cut` breaks off in the middle once."""

    cut: ClassVar[set[str]] = set()
    ranges: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        if not path.is_file():
            self.send_error(404)
            return
        data = path.read_bytes()
        wanted = self.headers.get("Range")
        start = int(wanted.removeprefix("bytes=").partition("-")[0]) if wanted else 0
        self.ranges.append(wanted or "")
        self.send_response(206 if wanted else 200)
        if wanted:
            self.send_header("Content-Range", f"bytes {start}-{len(data) - 1}/{len(data)}")
        self.send_header("Content-Length", str(len(data) - start))
        self.end_headers()
        end = len(data) // 2 if path.name in self.cut else len(data)
        self.cut.discard(path.name)
        self.wfile.write(data[start:end])

    def log_message(self, *_: Any) -> None:
        pass


@contextmanager
def serve_files(folder: Path, cut: tuple[str, ...] = ()) -> Iterator[tuple[str, list[str]]]:
    """The address of a server of the folder, and the Range headers that it was sent (empty strings for none)."""
    handler = type("Files", (_Files,), {"cut": set(cut), "ranges": []})
    with _serving(partial(handler, directory=str(folder))) as address:
        yield address, handler.ranges


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
                time.sleep(5)
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

    with _serving(Chat) as address:
        yield f"{address}/v1", requests
