"""Serves the page on this machine until Ctrl-C."""

import secrets
import signal
import socket
from collections.abc import Callable, Sequence
from datetime import datetime

import uvicorn

from l10n.errors import ConfigurationError, system_reason
from l10n.project import Project
from l10n.web.app import create_app
from l10n.web.guard import Guard, allowed_hosts
from l10n.web.session import Session
from l10n.workflow.sources import chosen_locales

LOOPBACK = "127.0.0.1"
_USUAL_PORT = 8420
"""A run takes the same port as the one before if it can, since browsers keep typed text by address and port."""
_SHORTEST_TOKEN = 16


def serve(
    project: Project,
    tags: Sequence[str],
    *,
    port: int | None,
    host: str | None,
    token: str | None,
    ready: Callable[[str], None],
    clock: Callable[[], datetime],
) -> None:
    """Serves the project's review page; `ready` gets its address, token included, as soon as it answers.

    Raises ConfigurationError for a host without a token of its own, or a port that is taken.
    """
    if host and len(token or "") < _SHORTEST_TOKEN:
        raise ConfigurationError(
            "--host lets other machines in, and needs a --token of {n} characters or more",
            n=_SHORTEST_TOKEN,
            hint="Without --host the page is for this machine alone and makes a token by itself.",
        )
    if host in ("0.0.0.0", "::"):
        raise ConfigurationError(
            "{host} is every address of this machine", host=host, hint="Name the one address that people will use."
        )
    locales = tuple(chosen_locales(project, tags))
    listener = _listen(host or LOOPBACK, port)
    with listener:
        at = listener.getsockname()[1]
        names = (host,) if host else (LOOPBACK, "localhost")
        guard = Guard(allowed_hosts(names, at), token or secrets.token_urlsafe(24))
        app = create_app(Session(project, locales, clock), guard)
        shown = next(iter(allowed_hosts((names[0],), at)))
        server = uvicorn.Server(
            uvicorn.Config(app, log_level="warning", access_log=False, server_header=False, ws="none")
        )
        if hasattr(signal, "SIGHUP") and signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:
            # uvicorn ends in order for two signals; a terminal that is closed sends a third
            signal.signal(signal.SIGHUP, lambda number, frame: signal.raise_signal(signal.SIGTERM))
        ready(f"http://{shown}/?token={guard.token}")
        server.run([listener])


def _listen(host: str, port: int | None) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for candidate in (port,) if port is not None else (_USUAL_PORT, 0):
        listener = socket.socket(family, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, candidate))
            listener.listen(128)
        except OSError as error:
            listener.close()
            reason = error
        else:
            return listener
    raise ConfigurationError(
        "cannot listen at {host}:{port}: {reason}",
        host=host,
        port=port,
        reason=system_reason(reason),
        hint="Choose another --port.",
    )
