"""Addresses of pages."""

import re
from collections.abc import Iterator

from l10n.checks.pair import Pair
from l10n.checks.rule import Check
from l10n.model import Diagnostic, Severity
from l10n.text.addresses import urls
from l10n.translatable import Text

_LANGUAGE = re.compile(r"(?<=[/.])(?:[a-z]{2}|zh-cn|zh-tw)(?:[-_][a-z]{2,4})?(?=[/.]|\Z)|[?&](?:hl|lang|locale)=[\w-]+")


def run(pair: Pair) -> Iterator[Diagnostic]:
    """The addresses in the text are those of the source; the part that names a language may differ."""
    if "://" not in pair.source and "www." not in pair.source:
        return
    found = {_neutral(url) for url in urls(pair.target)}
    missing = [url for url in urls(pair.source) if _neutral(url) not in found]
    if missing:
        text = Text("missing: {what}", what=", ".join(dict.fromkeys(missing)))
        yield Diagnostic("url", Severity.WARNING, text)


def _neutral(url: str) -> str:
    """The address without the parts that may differ between a page and its translation."""
    return re.sub(r"/{2,}", "/", _LANGUAGE.sub("", url.casefold())).replace("/.", "/").rstrip("/")


CHECK = Check("url", Severity.WARNING, run, drafts="ignored")
