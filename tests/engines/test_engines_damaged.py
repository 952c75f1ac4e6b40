"""What servers and packages say about models, damaged: passed over or refused, never a fall."""

from __future__ import annotations

import http.client
import urllib.request

import pytest

from l10n.engines.argos import read_metadata
from l10n.engines.argos.install import best_entry, links_of
from l10n.engines.bergamot.releases import parse_registry
from l10n.engines.download import download, fetch_json, open_url, read_index
from l10n.engines.engine import InstallRequest, is_url, version_numbers
from l10n.errors import EngineError

URL = "https://example.org/index.json"


@pytest.mark.parametrize("body", [b"[" * 100_000, b"9" * 5000, b"\xff", b"", b'{"a":'])
def test_an_index_that_is_none(body):
    """It is refused with its address."""
    with pytest.raises(EngineError, match="is not a model index"):
        read_index(body, URL)


def test_an_index_that_is_far_too_large(monkeypatch):
    """It is refused by its size alone."""
    monkeypatch.setattr("l10n.engines.download.MAX_INDEX", 10)
    with pytest.raises(EngineError, match="far too large"):
        read_index(b"[" + b" " * 10 + b"]", URL)


def test_versions_and_addresses_of_an_index():
    """A version of thousands of digits is a number like any other; what is no address is passed over."""
    entry = {"from_code": "en", "to_code": "ko", "package_version": f"1.{'9' * 5000}.²"}
    assert entry == best_entry([entry], InstallRequest("en", "ko"))
    assert ["https://example.org/a"] == links_of({"links": ["a", 3, "http://[::1"]}, URL)
    assert [[], []] == [links_of({"links": value}, URL) for value in (True, "a")]
    assert ((1, 10, 2), ()) == (version_numbers("1.10a2"), version_numbers("new"))


def test_a_registry_whose_base_is_no_address():
    """Its own place is taken."""
    files = {name: {"path": f"{name}.bin"} for name in ("model", "vocab")}
    row = {"sourceLanguage": "en", "targetLanguage": "ko", "files": files}
    (release,) = parse_registry(
        {"baseUrl": "https://[", "models": {"en-ko": [row]}}, "https://example.org/db/models.json"
    )
    assert ["https://example.org/model.bin", "https://example.org/vocab.bin"] == [file.url for file in release.files]


def test_metadata_that_is_nested_without_end(tmp_path):
    """A package with such a file cannot be read."""
    (tmp_path / "metadata.json").write_text("[" * 100_000)
    with pytest.raises(EngineError, match="metadata cannot be read"):
        read_metadata(tmp_path)


def test_addresses_that_are_none(data_dir):
    """Whoever gives one is told."""
    assert not is_url("http://[::1")
    for get in (fetch_json, lambda url: download(url, InstallRequest("en", "ko"), print)):
        with pytest.raises(EngineError, match="is not an http or https address"):
            get("http://[::1")


def test_a_redirect_to_no_address(monkeypatch):
    """It is an error of the connection, as callers expect it."""

    def broken(*_: object, **__: object) -> None:
        raise ValueError("Invalid IPv6 URL")

    monkeypatch.setattr("urllib.request.OpenerDirector.open", broken)
    with pytest.raises(http.client.InvalidURL):
        open_url(urllib.request.Request(URL), 1.0)
