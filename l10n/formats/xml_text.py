"""Translations as XML: whatever a translator or a machine wrote, the file stays well-formed."""

import html
import re

from l10n.formats.html.codes import pair_tags
from l10n.formats.html.text import ATTRIBUTE, encode_html
from l10n.formats.html.tokens import html_tokens
from l10n.model import Unit

_AMPERSAND = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#x[0-9a-fA-F]{1,6});)")
_NAMED = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)[A-Za-z][A-Za-z0-9]{1,31};")
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def encode_xml(unit: Unit, target: str) -> str:
    """`target`, a translation of `unit`, as XML in the unit's place. A tag counts as one only if the source text has
    the same tag and the target its partner; any other `<` is text. Named references that XML does not know are
    resolved, unless the source has them."""
    text, known = _prepare(unit, target)
    if unit.syntax in ATTRIBUTE.values():
        return encode_html(unit, _escape(text, known))
    tags = {unit.text[token.start : token.end] for token in html_tokens(unit.text, xml=True) if token.kind != "text"}
    tokens = list(html_tokens(text, xml=True))
    partners = pair_tags(tokens)
    pieces: list[str] = []
    for token, partner in zip(tokens, partners, strict=True):
        written = text[token.start : token.end]
        alone = token.kind in ("start", "end") and partner < 0 and not token.self_closing
        if token.kind == "text" or written not in tags or alone:
            written = _escape(written, known)
        pieces.append(written)
    return "".join(pieces).replace("\r\n", "\n").replace("\n", unit.newline)


def escape_xml(unit: Unit, target: str) -> str:
    """`target` as XML text; only its references are markup."""
    return _escape(*_prepare(unit, target))


def _prepare(unit: Unit, target: str) -> tuple[str, set[str]]:
    """The text without characters that XML forbids, and the named references of the source, which it may keep."""
    known = set(_NAMED.findall(unit.raw))
    text = _NAMED.sub(lambda match: match[0] if match[0] in known else _resolve(match[0]), _FORBIDDEN.sub("", target))
    return text, known


def _escape(text: str, known: set[str]) -> str:
    escaped = _AMPERSAND.sub(lambda match: "&" if _starts_known(text, match.start(), known) else "&amp;", text)
    return escaped.replace("<", "&lt;").replace("]]>", "]]&gt;")


def _starts_known(text: str, start: int, known: set[str]) -> bool:
    named = _NAMED.match(text, start)
    return named is not None and named[0] in known


def _resolve(reference: str) -> str:
    char = html.unescape(reference)
    return char if char != reference else f"&amp;{reference[1:]}"
