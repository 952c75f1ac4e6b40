"""What SECURITY.md promises of runs on other people's changes."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest


class _Counting(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        self.send_error(404)

    do_POST = do_GET  # noqa: N815 (the library's name)

    def log_message(self, *_: object) -> None:
        """Nothing is printed."""


@pytest.fixture
def server() -> Iterator[HTTPServer]:
    """A server of this machine that notes what it is asked for."""
    with HTTPServer(("127.0.0.1", 0), _Counting) as found:
        found.asked = []
        threading.Thread(target=found.serve_forever, daemon=True).start()
        yield found
        found.shutdown()


def test_commands_for_pull_requests_open_no_connection(workspace, server: HTTPServer) -> None:
    """Those that SECURITY.md names, whatever the configuration says; drafting opens one."""
    address = f"http://127.0.0.1:{server.server_port}/v1"
    engines = f'[engines]\nko = "llm"\n[engines.llm]\nendpoint = "{address}"\nkey_variable = "HOME"\n'
    workspace.write("l10n.toml", f'locales = ["ko"]\nengine = "llm"\n{engines}')
    workspace.write("source/first.txt", "Talks\n\nThe talks went on.\n")
    for command in (("extract",), ("update",), ("build", "--engine", "none"), ("check",)):
        workspace.run(*command, code=1 if command == ("check",) else 0)
    assert [] == server.asked
    workspace.run("draft", code=3)
    assert server.asked


def test_it_is_found_and_sends_nobody_to_an_address(repository: Path) -> None:
    """The README leads there; a report goes to the host of the repository, and links to files that are there."""
    text = (repository / "SECURITY.md").read_text("utf-8")
    assert "[SECURITY.md](SECURITY.md)" in (repository / "README.md").read_text("utf-8")
    assert "private security advisory on the repository's host" in text
    assert not re.search(r"\S+@\S+\.\w+|https?://", text)
    assert [] == [link for link in re.findall(r"\]\(([^)]+)\)", text) if not (repository / link).exists()]


def test_the_settings_that_it_names_are_there(repository: Path) -> None:
    """Each by its name, among those of the project or of an engine."""
    from dataclasses import fields

    from l10n.engines.dask import DaskSettings
    from l10n.engines.llm.settings import LlmSettings
    from l10n.settings import Settings

    known = {entry.name for kind in (Settings, LlmSettings, DaskSettings) for entry in fields(kind)}
    trusted = (repository / "SECURITY.md").read_text("utf-8").partition("## What is trusted")[2]
    named = {"outside", "endpoint", "hosts", "key_variable", "scheduler"}
    assert named <= known
    assert named <= set(re.findall(r"`(\w+)`", trusted))
