"""The page's own texts, in the reader's language: from PO catalogs beside this module, read like any other."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

from l10n.catalog.po import parse_po
from l10n.locales import language

LOCALES = Path(__file__).parent / "locales"

Translate = Callable[[str], str]


def interface_languages() -> tuple[str, ...]:
    """The languages that the page speaks, English first."""
    return ("en", *sorted(path.stem for path in LOCALES.glob("*.po")))


@cache
def interface_texts(tag: str) -> Translate:
    """Gives the page's texts in a language; the English where there is no translation."""
    path = LOCALES / f"{tag}.po"
    if tag not in interface_languages() or not path.exists():
        return str
    texts = {message.msgid: message.msgstr for message in parse_po(path.read_bytes(), path).live if message.translated}
    return lambda text: texts.get(text, text)


def preferred_language(accepted: str) -> str:
    """The best of the page's languages for an Accept-Language header (RFC 9110, section 12.5.4)."""
    known = interface_languages()
    wanted: list[tuple[float, str]] = []
    for part in accepted[:500].split(","):
        tag, _, weight = part.partition(";")
        try:
            quality = float(weight.partition("=")[2]) if weight else 1.0
        except ValueError:
            continue
        wanted.append((quality, language(tag.strip())))
    best = [tag for quality, tag in sorted(wanted, key=lambda entry: -entry[0]) if quality > 0 and tag in known]
    return best[0] if best else "en"
