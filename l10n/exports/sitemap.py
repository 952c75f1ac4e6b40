"""sitemap.xml: a site's pages and their siblings in other languages (sitemaps.org, protocol 0.9)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

_MOST_PAGES, _MOST_BYTES = 50_000, 50 * 1024 * 1024
"""The protocol's limits for one file."""
_XMLNS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_PAGES = f'urlset {_XMLNS} xmlns:xhtml="http://www.w3.org/1999/xhtml"'
_INDEX = f"sitemapindex {_XMLNS}"


def render_sitemap(
    url: str, articles: Iterable[Sequence[tuple[str, str]]], *, most_pages: int = _MOST_PAGES
) -> Mapping[str, bytes]:
    """The sitemap's files, from the pages of each article (language and URL). Each page lists all siblings, itself
    included. A sitemap over the limits becomes an index of several files beside it; `url` is the address of their
    folder."""
    from xml.sax.saxutils import escape  # brings urllib: a run that writes no XML starts without

    files = [_document(_PAGES, pages) for pages in _parts(articles, most_pages)]
    if len(files) == 1:
        return {"sitemap.xml": files[0]}
    parts = {f"sitemap-{number}.xml": file for number, file in enumerate(files, 1)}
    entries = [f"  <sitemap><loc>{escape(url + name)}</loc></sitemap>\n" for name in parts]
    return {**parts, "sitemap.xml": _document(_INDEX, entries)}


def _parts(articles: Iterable[Sequence[tuple[str, str]]], most_pages: int) -> Iterator[list[str]]:
    """The entries of all pages in parts of the size of one file; at least one part."""
    from xml.sax.saxutils import escape, quoteattr

    part: list[str] = []
    size = 0
    for pages in articles:
        links = [f'    <xhtml:link rel="alternate" hreflang="{tag}" href={quoteattr(url)}/>\n' for tag, url in pages]
        for url in dict.fromkeys(url for _, url in pages):
            entry = f"  <url>\n    <loc>{escape(url)}</loc>\n{''.join(links)}  </url>\n"
            size += len(entry.encode())
            if len(part) == most_pages or size > _MOST_BYTES - 1024:
                yield part
                part, size = [], len(entry.encode())
            part.append(entry)
    yield part


def _document(element: str, entries: Iterable[str]) -> bytes:
    name = element.partition(" ")[0]
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<{element}>\n{"".join(entries)}</{name}>\n'.encode()
