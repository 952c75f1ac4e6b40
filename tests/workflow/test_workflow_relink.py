"""Law: moving links changes the addresses of links between articles, and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from l10n.formats import format_for
from l10n.project import Article, Project
from l10n.settings import Settings
from l10n.workflow.publish.site import make_site, relink


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("a.html", "<a href='b.html?c=&#39;&copy=1#d'>", "<a href='b.ko.html?c=&#39;&copy=1#d'>"),
        (
            "a.html",
            '<a href="b&#46;html?c&amp;d"><a href=c&section.html>',
            '<a href="b.ko.html?c&amp;d"><a href=c%26section.ko.html>',
        ),
        ("a.html", '<a href="{{ c }}/../b.html">', '<a href="{{ c }}/../b.html">'),
        ("a.html", "<a href=' b.html#c '>", "<a href='b.ko.html#c '>"),
        ("a.md", "[c](b.html#제목) [d](<b.html#e f>)", "[c](b.ko.html#제목) [d](<b.ko.html#e f>)"),
        ("a.md", "[c](b.html?d=&amp;lt;\\#e) [f](b.html&num;g)", "[c](b.ko.html?d=&amp;lt;\\#e) [f](b.ko.html#g)"),
    ],
)
def test_what_follows_a_path_stays_as_it_is_written(name, text, expected):
    """Query and fragment keep their escapes; in attributes, `&copy=` is no character (HTML standard, 13.2.5.73)."""
    files = ("a.html", "b.html", "c&section.html")
    articles = {file: Article(file[:-5], file) for file in files}
    site = make_site(Project(Path("/project"), Settings(output="{stem}.{locale}{ext}")), articles.values())
    form = format_for(name)
    assert expected == relink(site, text, form, articles["a.html"], "ko", lambda place: place in files)[0]


def test_a_link_from_the_root_begins_as_the_address_of_the_site():
    """Its escapes stay; the same path on another site is none."""
    article = Article("a", "a.html")
    site = make_site(Project(Path("/project"), Settings(site_url="https://e.org/b%20c")), [article])
    page = "<a href=/b%20c/{0}a.html><a href=https://e.org/b%20c/{0}a.html><a href=https://x.org/b%20c/a.html>"
    text, _ = relink(site, page.format(""), format_for("a.html"), article, "ko", lambda place: True)
    assert page.format("ko/") == text


def test_only_addresses_change(shared_data):
    """In real documents, each link that leads to an article leads to its sibling, and the rest is byte for byte."""
    root = shared_data / "corpora" / "comprehensive-rust"
    files = sorted(root.rglob("*.md"))
    articles = {
        path: Article(path.relative_to(root).as_posix()[:-3], path.relative_to(root).as_posix()) for path in files
    }
    site = make_site(Project(root, Settings(output="{stem}.{locale}{ext}")), articles.values())
    moved = 0
    for path, text in ((path, path.read_bytes().decode()) for path in files):
        if ".md" not in text:
            continue
        form = format_for(path)
        new, seen = relink(site, text, form, articles[path], "ko", lambda place: site.article_at(place) is not None)
        assert _folded(text) == _folded(new.replace(".ko.md", ".md"))
        there = {place for place, found in seen.items() if found}
        links = [link.url.partition("#")[0] for link in form.page.links(new)]
        assert len(there) == len({url for url in links if url.endswith(".ko.md") and ":" not in url})
        moved += len(there)
    assert moved > 50


def _folded(text: str) -> str:
    """The text with its shortest paths: a path that goes up and down again may be written without that."""
    return re.sub(r"\.\./[\w-]+/(?=[\w-]+\.md)", "", text)
