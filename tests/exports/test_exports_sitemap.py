"""Sitemaps with a page's siblings in other languages."""

from __future__ import annotations

from xml.etree import ElementTree

from l10n.exports import sitemap
from l10n.exports.sitemap import render_sitemap

ARTICLES = [
    [("en", f"https://e.org/{n}?a&b"), ("ko", f"https://e.org/ko/{n}"), ("x-default", f"https://e.org/{n}?a&b")]
    for n in range(3)
]


def locations(data: bytes) -> list[str]:
    """What stands in the `loc` elements of a sitemap or an index."""
    return [element.text or "" for element in ElementTree.fromstring(data).iter() if element.tag.endswith("}loc")]


def test_a_sitemap_that_is_small_enough_is_one_file():
    """Every page is in it once."""
    (name, data), *rest = render_sitemap("https://e.org/", ARTICLES).items()
    assert ("sitemap.xml", []) == (name, rest)
    assert [url for pages in ARTICLES for _, url in pages[:2]] == locations(data)


def test_a_sitemap_that_is_too_large_is_an_index_of_several():
    """No file has more pages than allowed, and the index names them all."""
    files = dict(render_sitemap("https://e.org/", ARTICLES, most_pages=4))
    assert ["https://e.org/sitemap-1.xml", "https://e.org/sitemap-2.xml"] == locations(files.pop("sitemap.xml"))
    assert {"sitemap-1.xml": 4, "sitemap-2.xml": 2} == {name: len(locations(data)) for name, data in files.items()}


def test_a_sitemap_of_too_many_bytes_is_an_index_of_several(monkeypatch):
    """No file is larger than allowed, the later ones included."""
    monkeypatch.setattr(sitemap, "_MOST_BYTES", 1024 + 600)
    files = dict(render_sitemap("https://e.org/", ARTICLES))
    del files["sitemap.xml"]
    assert 3 == len(files)
    assert all(2 == len(locations(data)) for data in files.values())
