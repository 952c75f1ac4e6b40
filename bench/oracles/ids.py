"""Ids of a rendered page by their order, so that pages with other words have equal ones."""

from __future__ import annotations

import re

_SPARE = re.compile(r'<(span|a) id="([^"]+)"></\1>')
"""A further id of the element around, as docutils writes it; or an anchor."""
_ID = re.compile(r'(?<=\sid=")[^"]+(?=")')
_LINK = re.compile(r'(?<=\shref="#)[^"]+(?=")')


def numbered(html: str) -> str:
    """The page with its ids in the order of their elements; a link to an id that is not there keeps it."""
    places: list[tuple[int, str]] = [(match.start(), match[2]) for match in _SPARE.finditer(html)]
    spare = {start for start, _ in places}
    names: dict[str, str] = {}
    last = "id0"
    for match in re.finditer(r'<[^<>]*?\sid="([^"]+)"', html):
        if match.start() not in spare:
            last = f"id{len(set(names.values())) + 1}"
        names.setdefault(match[1], last)
    html = _SPARE.sub("", html)
    html = _ID.sub(lambda match: names.get(match[0], match[0]), html)
    return _LINK.sub(lambda match: names.get(match[0], f"{match[0]} is missing"), html)
