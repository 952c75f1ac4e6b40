"""Law: moving links changes the addresses of links between articles, and nothing else."""

from __future__ import annotations

import re

from l10n.formats import format_for
from l10n.project import Article, Project
from l10n.settings import Settings
from l10n.workflow.site import make_site, relink


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
        links = [link.url.partition("#")[0] for link in form.links(new)]
        assert len(there) == len({url for url in links if url.endswith(".ko.md") and ":" not in url})
        moved += len(there)
    assert moved > 50


def _folded(text: str) -> str:
    """The text with its shortest paths: a path that goes up and down again may be written without that."""
    return re.sub(r"\.\./[\w-]+/(?=[\w-]+\.md)", "", text)
