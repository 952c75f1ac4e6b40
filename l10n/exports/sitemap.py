"""sitemap.xml: a site's pages, and for each its siblings in other languages (sitemaps.org, protocol 0.9)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape, quoteattr


def render_sitemap(articles: Iterable[Sequence[tuple[str, str]]]) -> bytes:
    """From the pages of each article, language and URL, the sitemap's bytes: every page lists all, itself included."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">',
    ]
    for pages in articles:
        links = [f'<xhtml:link rel="alternate" hreflang="{tag}" href={quoteattr(url)}/>' for tag, url in pages]
        for url in dict.fromkeys(url for _, url in pages):
            lines += ["  <url>", f"    <loc>{escape(url)}</loc>", *(f"    {link}" for link in links), "  </url>"]
    return "\n".join([*lines, "</urlset>", ""]).encode()
