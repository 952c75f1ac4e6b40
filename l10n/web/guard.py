"""Access to the page: the guard judges every request before any handler sees it.

The page's server runs on the machine whose browser also shows other sites. Four things protect it from them: a list of
the exact host names that it answers to (against DNS rebinding), a token that only the person who started it has, checks
of `Origin` and `Sec-Fetch-Site` on every change (against cross-site request forgery), and a content security policy
that allows only the page's own scripts.
"""

import secrets
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from l10n.interface.texts import interface_texts, preferred_language

Next = Callable[[Request], Awaitable[Response]]

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; frame-src 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
_SAFE = frozenset({"GET", "HEAD"})
_MOST_BYTES = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Guard:
    """The secrets of one run, and the host names that it answers to."""

    hosts: frozenset[str]
    """The allowed values of `Host`, including the port."""
    token: str
    """The token that opens the page: part of the printed address, then a cookie."""
    form_token: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    """The token in the page itself, sent with every change."""

    @property
    def cookie(self) -> str:
        """The name of this run's cookie. All ports of a machine share cookies, so each run needs its own name."""
        return f"l10n-review-{min(self.hosts).rpartition(':')[2]}"

    async def __call__(self, request: Request, call_next: Next) -> Response:
        response = self._refusal(request) or self._entry(request)
        if response is None:
            response = await call_next(request)
        for name, value in _HEADERS.items():
            response.headers.setdefault(name, value)
        return response

    def _entry(self, request: Request) -> Response | None:
        """Opens the page: moves the token from the address into a cookie that scripts cannot read."""
        if request.url.path != "/" or "token" not in request.query_params:
            return None
        if not _same(request.query_params["token"], self.token):
            return _refuse(request, "This address is of another run. Use the one that `l10n review` has printed.")
        response = RedirectResponse("/", 303)
        response.set_cookie(self.cookie, self.token, httponly=True, samesite="strict", path="/")
        return response

    def _refusal(self, request: Request) -> Response | None:
        headers = request.headers
        if [name.lower() for name in headers.getlist("host")] not in [[host] for host in self.hosts]:
            return _refuse(request, "This page answers to its own address only.", 421)
        site = headers.get("sec-fetch-site", "same-origin")
        path = request.url.path
        if request.method not in _SAFE:
            if headers.get("origin") not in {f"http://{host}" for host in self.hosts} or site != "same-origin":
                return _refuse(request, "Changes come from the page itself only.")
            if not _same(headers.get("x-form-token", ""), self.form_token):
                return _refuse(request, "This page is of another run. Load it again.")
            size = headers.get("content-length", "0")
            if "transfer-encoding" in headers or not size.isdecimal() or int(size[:12]) > _MOST_BYTES:
                return _refuse(request, "This is more text than a unit can hold.", 413)
        if path.startswith("/static/") and request.method in _SAFE:
            return None
        if path == "/" and "token" in request.query_params:
            return None
        if site not in ("same-origin", "none"):
            return _refuse(request, "Another site asked for this page.")
        if not _same(request.cookies.get(self.cookie, ""), self.token):
            return _refuse(request, "Open the address that `l10n review` has printed: it carries the key to this page.")
        return None


def allowed_hosts(names: Iterable[str], port: int) -> frozenset[str]:
    """The values of `Host` for these names at this port; browsers leave out port 80."""
    bracketed = [f"[{name}]" if ":" in name else name.lower() for name in names]
    return frozenset(name if port == 80 else f"{name}:{port}" for name in bracketed)


def _same(given: str, secret: str) -> bool:
    return secrets.compare_digest(given.encode("utf-8", "surrogateescape"), secret.encode())


def _refuse(request: Request, why: str, status: int = 403) -> Response:
    """A response that says `why`, in the browser's language: without a token no language was chosen on the page."""
    texts = interface_texts(preferred_language(request.headers.get("accept-language", "")))
    return PlainTextResponse(texts(why) + "\n", status)
