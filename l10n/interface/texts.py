"""The program's own texts in the reader's language, from the PO catalogs beside this module."""

from collections.abc import Mapping
from functools import cache
from gettext import c2py
from pathlib import Path

from l10n.catalog.po import parse_po
from l10n.locales import language
from l10n.translatable import Translate, in_english

CATALOGS = Path(__file__).parent


def interface_languages() -> tuple[str, ...]:
    """The languages that have a catalog, after English."""
    return ("en", *sorted(path.stem for path in CATALOGS.glob("*.po")))


@cache
def interface_texts(tag: str) -> Translate:
    """The translation of the program's texts into a language; a text without one stays English."""
    if tag not in interface_languages()[1:]:
        return in_english
    path = CATALOGS / f"{tag}.po"
    catalog = parse_po(path.read_bytes(), path)
    texts = {
        message.msgid: message.msgstr_plural or (message.msgstr,) for message in catalog.live if message.translated
    }
    form_of = c2py(catalog.header("Plural-Forms").partition("plural=")[2].rstrip("; ") or "n != 1")

    def translate(template: str, plural: str = "", n: int = 1) -> str:
        forms = texts.get(template)
        if forms is None:
            return in_english(template, plural, n)
        return forms[form_of(n) if plural else 0]

    return translate


def environment_language(environment: Mapping[str, str]) -> str:
    """The best language for gettext's environment variables: the list in LANGUAGE comes first, then the locale's own
    language. The locale `C` means English."""
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    locale = next((value for name in names if (value := environment.get(name))), "")
    if locale in ("C", "POSIX"):
        return "en"
    wanted = [*environment.get("LANGUAGE", "").split(":"), locale]
    known = interface_languages()
    tags = (tag.partition(".")[0].partition("@")[0].partition("_")[0].lower() for tag in wanted)
    return next((tag for tag in tags if tag in known), "en")


def preferred_language(accepted: str) -> str:
    """The best language for an Accept-Language header (RFC 9110, section 12.5.4)."""
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
