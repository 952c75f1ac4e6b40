"""Markup that runs code."""

import html
import re
from collections.abc import Iterator

from l10n.checks.pair import Pair
from l10n.checks.rule import Check
from l10n.model import Diagnostic, Severity
from l10n.translatable import Text

_RUNS_CODE = re.compile(
    r"<\s*/?\s*(?:script|iframe|object|embed|applet|frame|frameset|base|form|meta|link|style|svg|math)\b"
    r"|(?<=[\s/\"'])on[a-z]{3,20}\s{0,9}=(?=[^<>]*>)"
    r"|(?<![a-z])(?:javascript|vbscript)\s{0,9}:(?=\S)|data\s{0,9}:\s{0,9}text/html",
    re.IGNORECASE,
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def run(pair: Pair) -> Iterator[Diagnostic]:
    """Scripts, event handlers, `javascript:` addresses and embedded objects stand in the translation, but not in the
    source."""
    if _may_have(pair.target) and (added := _parts(pair.target, pair) - _parts(pair.source, pair)):
        text = Text("not in the source: {what}", what=", ".join(sorted(added)))
        yield Diagnostic("html-safe", Severity.ERROR, text)


def _may_have(text: str) -> bool:
    if "<" in text or "&" in text:
        return True
    return ":" in text and ("script" in (folded := text.casefold()) or "data" in folded)


def _parts(text: str, pair: Pair) -> set[str]:
    """The parts of a text that run code, as a browser reads it: character references resolved, control characters
    dropped."""
    text = _CONTROL.sub("", html.unescape(pair.without_code(text)))
    return {re.sub(r"[\s/]", "", match[0]).casefold() for match in _RUNS_CODE.finditer(text)}


CHECK = Check("html-safe", Severity.ERROR, run, drafts="always", needs=frozenset("<:&"))
