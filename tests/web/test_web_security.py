"""Who may read and change, and what cannot run."""

from __future__ import annotations

import pytest

from l10n.errors import ConfigurationError
from l10n.web.guard import allowed_hosts
from l10n.web.preview import POLICY, preview_page
from l10n.web.server import serve


def test_the_token_becomes_a_cookie_that_scripts_cannot_read(page):
    """The printed address opens the page once; the token leaves the address at once."""
    page.client.cookies.clear()
    answer = page.client.get("/", params={"token": page.guard.token}, follow_redirects=False)
    assert (303, "/") == (answer.status_code, answer.headers["location"])
    assert {"HttpOnly", "SameSite=strict"} <= set(answer.headers["set-cookie"].split("; "))


@pytest.mark.parametrize("path", ["/", "/search?locale=ko&q=call", "/language?tag=ko", "/nowhere"])
def test_nothing_is_read_without_the_token(page, path):
    """Another program on this machine, or another user of it, sees nothing."""
    page.client.cookies.clear()
    assert 403 == page.client.get(path).status_code
    assert 403 == page.client.get(page.base).status_code
    assert 403 == page.client.get("/", params={"token": "x" * 20}).status_code


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8420", "127.0.0.1", "127.0.0.1:80", "127.0.0.1:8420.evil.example", ""]
)
def test_other_host_names_are_refused(page, host):
    """A name that somebody has pointed at this machine (DNS rebinding) opens nothing, static files included."""
    for path in ("/", "/static/page.js", page.base):
        assert 421 == page.client.get(path, headers={"Host": host}).status_code


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": ""},
        {"Origin": "null"},
        {"Origin": "http://evil.example"},
        {"Origin": "http://127.0.0.1:9999"},
        {"Origin": "https://127.0.0.1:8420"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"X-Form-Token": ""},
        {"X-Form-Token": "wrong"},
    ],
)
def test_forged_changes_are_refused(page, headers):
    """A change comes from the page itself: right origin, right site, and a secret that only the page knows."""
    before = page.catalog.read_bytes()
    unit = page.units[0]
    assert 403 == page.post(f"{page.base}/unit/{unit.id}", {"text": "x", "etag": unit.etag}, **headers).status_code
    assert 403 == page.post(page.base + "/undo", **headers).status_code
    assert before == page.catalog.read_bytes()


def test_a_cookie_of_another_run_opens_nothing(page):
    """A key that was right once, or was guessed, is as good as none."""
    name = page.guard.cookie
    page.client.cookies.clear()
    page.client.cookies.set(name, "x" * len(page.guard.token))
    assert 403 == page.client.get(page.base).status_code
    page.client.cookies.clear()
    page.client.cookies.set(name, page.guard.token)
    assert 200 == page.client.get(page.base).status_code


def test_a_change_says_how_long_it_is(page):
    """A body in chunks, whose end nobody knows, and a length that is no number are refused before they are read."""
    unit = page.units[0]
    for headers in ({"Transfer-Encoding": "chunked"}, {"Content-Length": "-1"}, {"Content-Length": "9" * 30}):
        answer = page.post(f"{page.base}/unit/{unit.id}", {"text": "x", "etag": unit.etag}, **headers)
        assert 413 == answer.status_code


def test_other_sites_cannot_read(page):
    """A page elsewhere that asks for this one, cookie and all, gets nothing."""
    assert 403 == page.client.get(page.base, headers={"Sec-Fetch-Site": "cross-site"}).status_code
    assert 200 == page.client.get(page.base, headers={"Sec-Fetch-Site": "same-origin"}).status_code


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "POST"])
def test_reading_addresses_take_no_changes(page, method):
    """Nothing but the addresses that change something takes an unsafe method."""
    own = {"Origin": "http://127.0.0.1:8420", "X-Form-Token": page.guard.form_token}
    assert 405 == page.client.request(method, "/", headers=own).status_code


@pytest.mark.parametrize(
    "path",
    [
        "/a/ko/call",
        "/a/ko/../../l10n.toml",
        "/a/ko/%2e%2e%2f%2e%2e%2fl10n.toml",
        "/a/pot/{id}",
        "/a/..%2fko/{id}",
        "/a/KO/{id}",
        "/a/ko/{id}/unit/nothing",
        "/static/../app.py",
        "/static/%2e%2e/app.py",
    ],
)
def test_addresses_are_ids_and_never_paths(page, path):
    """Only articles and locales that the project has lead anywhere."""
    assert 404 == page.client.get(path.replace("{id}", page.base.rpartition("/")[2])).status_code


def test_policy_lets_only_the_pages_own_scripts_run(page):
    """No inline script or style, no other machine, in no answer; and the page has none."""
    for path in ("/", page.base, "/static/page.js", "/nowhere"):
        policy = page.client.get(path).headers["content-security-policy"]
        assert "default-src 'none'; script-src 'self'; style-src 'self'" in policy
        assert "unsafe" not in policy
    html = page.client.get(page.base).text
    assert " style=" not in html
    assert " on" + "click=" not in html
    assert html.count("<script") == html.count('<script src="/static/')


def test_texts_cannot_become_markup(page):
    """What source and translation hold is shown, never run: quotes, tags and template signs."""
    hostile = "</textarea><script>alert(1)</script>\"'{{ 7*7 }}"
    unit = page.units[0]
    page.save(unit, hostile)
    html = page.client.get(page.base).text
    assert "<script>alert" not in html
    assert "&lt;/textarea&gt;&lt;script&gt;alert(1)&lt;/script&gt;&#34;&#39;{{ 7*7 }}" in html


def test_preview_runs_and_fetches_nothing(page):
    """The compiled article is shown in a sandbox: its scripts stay still, and no request leaves the machine."""
    answer = page.client.get(page.base + "/preview")
    assert POLICY == answer.headers["content-security-policy"]
    assert POLICY.startswith("sandbox; default-src 'none'")
    assert "unsafe" not in POLICY
    assert "<iframe sandbox title" in page.client.get(page.base).text
    hostile = '<link rel="preconnect" href="//x.example"><META http-equiv=refresh content=0><base href=//x><p>kept</p>'
    assert preview_page(hostile, "html", "ko", "ltr").endswith("<body><p>kept</p></body></html>")


def test_too_much_is_refused(page):
    """A body that no unit needs is not even read."""
    assert 413 == page.post(f"{page.base}/unit/x", {"text": "x" * (5 << 20)}).status_code


def test_hosts_are_exact():
    """What Host says for a name: with the port, without it for port 80, and in brackets for IPv6."""
    assert {"127.0.0.1:8420", "[::1]:8420"} == allowed_hosts(("127.0.0.1", "::1"), 8420)
    assert {"example.org"} == allowed_hosts(("Example.org",), 80)


@pytest.mark.parametrize(("host", "token"), [("192.0.2.1", None), ("192.0.2.1", "short"), ("0.0.0.0", "k" * 20)])
def test_other_machines_need_a_token(page, host, token):
    """A host is served only when it is named together with a token, and never all addresses at once."""
    with pytest.raises(ConfigurationError):
        serve(page.project, ["ko"], port=0, host=host, token=token, ready=print, clock=page.session.clock)
