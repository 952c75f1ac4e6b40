"""Which language code of a model serves a locale, and how a sentence that is too long for a model is cut."""

from __future__ import annotations

import re
from collections.abc import Mapping

from l10n import locales
from l10n.errors import LocaleError

PIVOT = "en"
"""The language that pairs without a model of their own go through."""


def model_codes(tag: str, aliases: Mapping[str, tuple[str, ...]] | None = None) -> tuple[str, ...]:
    """The codes under which models of this locale may be known, best first: `pt_BR` -> `pt-BR`, `pt`.

    The bare language is one only when it is written in the same script: simplified Chinese does not serve zh_Hant.
    `aliases` are names of an engine's own, by lower-case BCP 47 tag. Raises nothing: an unknown tag is its own code.
    """
    plain = tag.replace("_", "-")
    language = locales.language(tag)
    try:
        same_script = plain == language or locales.script(tag) == locales.script(language)
    except LocaleError:
        same_script = True
    codes = [plain, plain.lower(), plain.replace("-", "_")]
    if not same_script:
        codes.append(f"{language}-{locales.script(tag)}")
    elif plain != language:
        codes.append(language)
    named = [alias for code in codes for alias in (aliases or {}).get(code.lower(), ())]
    return tuple(dict.fromkeys([*named, *codes]))


def folded(code: str) -> str:
    """A code in one spelling: `zh_hant` and `zh-Hant` are `zh-hant`."""
    return code.replace("_", "-").lower()


_BREAKS = (re.compile(r"[;:,，、；：](?:\s+|(?<=[，、；：]))"), re.compile(r"\s+"))


def cut_long(text: str, limit: int) -> list[str]:
    """The text in pieces of at most `limit` UTF-8 bytes, which join back to it; one piece when it is short enough.

    Bytes, because a script with many bytes a character also has many model tokens a character. Pieces end behind a
    comma or semicolon where there is one in the second half, else at a space, else anywhere.
    """
    pieces, start = [], 0
    while (
        len(text) - start > limit // 4 and len(window := _head(text[start : start + limit], limit)) < len(text) - start
    ):
        end = next(filter(None, (_last_break(pattern, window) for pattern in _BREAKS)), len(window))
        pieces.append(window[:end])
        start += end
    return [*pieces, text[start:]] if start < len(text) else pieces or [text]


def _head(text: str, limit: int) -> str:
    return text.encode("utf-8", "surrogatepass")[:limit].decode("utf-8", "ignore")


def _last_break(pattern: re.Pattern[str], window: str) -> int:
    """Where the last break in the second half of the window ends; 0 when there is none."""
    return max((found.end() for found in pattern.finditer(window, len(window) // 2)), default=0)
