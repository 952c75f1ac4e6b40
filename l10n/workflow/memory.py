"""The translation memory of a project: what people approved anywhere in a locale's catalogs."""

from __future__ import annotations

from collections.abc import Callable

from l10n.catalog.po import parse_po
from l10n.errors import L10nError
from l10n.model import Match, State
from l10n.project import Project


def memory_lookup(project: Project, locale: str) -> Callable[[str], Match | None]:
    """Finds the approved translation of the same text in any of the locale's catalogs; reads them at the first call."""
    index: dict[str, Match] | None = None

    def find(text: str) -> Match | None:
        nonlocal index
        if index is None:
            index = {}
            for path in sorted((project.catalogs / locale / "LC_MESSAGES").rglob("*.po")):
                try:
                    catalog = parse_po(path.read_bytes(), path)
                except (L10nError, OSError):
                    continue  # `update` and `check` say what is wrong with it
                for message in catalog.live:
                    if message.state is State.APPROVED and message.msgctxt is None:
                        match = Match(message.msgid, message.msgstr, 100, path.stem)
                        index.setdefault(message.msgid, match)
        return index.get(text)

    return find
