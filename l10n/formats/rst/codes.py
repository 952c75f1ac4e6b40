"""Inline codes of reStructuredText, and the separation of a translation's inline markup from the letters beside it."""

import re
from collections.abc import Iterator

from l10n.model import CodeKind, InlineCode
from l10n.text.inline import text_codes
from l10n.text.kept import Kept, code_with_metavariables

_INNER = r"(?:\\.|[^`\s\\])(?:(?:\\.|[^`\\])*(?:\\.|[^`\s\\]))?"
"""What may stand between single backquotes; a backslash before one makes it text."""
_MARKUP = re.compile(
    r"(?<![A-Za-z0-9])(?:"  # docutils recognizes no markup directly behind a word
    r"``(?P<literal>(?:[^`\s]|\S(?:[^`]|`(?!`))*?\S)`*)``"
    rf"|(?P<role>:[A-Za-z][\w:.+-]{{0,60}}:)?`(?P<text>{_INNER})`(?P<end>__?|:[A-Za-z][\w:.+-]{{0,60}}:)?"
    rf"|(?P<here>_`{_INNER}`)"
    r"|\*\*(?P<strong>[^*\s](?:[^*]*[^*\s\\])?)\*\*"
    r"|\*(?P<emphasis>[^*\s](?:[^*]*[^*\s\\])?)\*(?!\*)"
    r"|\|(?P<name>[^|\s](?:[^|\n]{0,200}[^|\s])?)\|(?:__?)?)"
    r"|\[(?:\#?[\w.-]{0,60}|\*)\]_"
    r"|(?P<reference>(?<![\w_])[^\W_](?:[\w.+-]{0,60}[^\W_])?__?(?![\w_]))"
    r"|\\.",
    re.DOTALL,
)
_TARGET = re.compile(r"\s*<[^<>]*>\Z")
_TITLED_ROLES = frozenset(
    {":ref:", ":doc:", ":term:", ":numref:", ":download:", ":any:", ":std:ref:", ":std:doc:", ":std:term:"}
)
"""Roles whose text before `<target>` is for readers."""


def rst_codes(text: str) -> tuple[InlineCode, ...]:
    """The inline codes of a reStructuredText unit's text, in order, never overlapping."""
    if text.startswith(">>> "):  # a doctest block, which Sphinx may have put into a catalog
        return (InlineCode(0, len(text), "code"),)
    codes: list[InlineCode] = []
    end = 0
    for match in _MARKUP.finditer(text):
        found = list(_codes(match))
        if not found:
            continue
        codes += _shifted(text, end, match.start())
        codes.append(found[0])
        if len(found) > 1:
            codes += [*_shifted(text, found[0].end, found[1].start), found[1]]
        end = match.end()
    return (*codes, *_shifted(text, end, len(text)))


def _codes(match: re.Match[str]) -> Iterator[InlineCode]:
    start, end = match.span()
    if match["text"] is not None:
        target = _TARGET.search(match["text"])
        titled = match["end"] in ("_", "__") if not match["role"] else match["role"] in _TITLED_ROLES
        if target and target.start() and titled:
            yield InlineCode(start, match.start("text"), "open")
            yield InlineCode(match.start("text") + target.start(), end, "close")
        elif match["role"] or match["end"]:
            yield InlineCode(start, end, "code" if match["role"] else "link")
        else:
            yield InlineCode(start, end, "code")
        return
    for name in ("strong", "emphasis"):
        if match[name] is not None:
            yield InlineCode(start, match.start(name), "open")
            yield InlineCode(match.end(name), end, "close")
            return
    kind: CodeKind = "code" if match["literal"] or match["here"] else "placeholder" if match["name"] else "link"
    if match[0].startswith("["):
        kind = "footnote"
    if not match[0].startswith("\\"):
        yield InlineCode(start, end, kind)


def _shifted(text: str, start: int, end: int) -> Iterator[InlineCode]:
    for code in text_codes(text[start:end]):
        yield InlineCode(start + code.start, start + code.end, code.kind)


_ROLE = re.compile(
    r"(?P<role>:[A-Za-z][\w:.+-]{0,60}:)?`(?P<text>(?:\\.|[^`\\])*)`(?P<end>__?|:[A-Za-z][\w:.+-]{0,60}:)?", re.DOTALL
)
_TEXT_ROLES = frozenset(
    {":abbr:", ":command:", ":dfn:", ":emphasis:", ":guilabel:", ":kbd:", ":menuselection:", ":strong:", ":sub:"}
    | {":subscript:", ":sup:", ":superscript:", ":title:", ":title-reference:", ":t:"}
)
"""Roles whose whole text may be translated."""


def rst_keeps(code: str) -> Iterator[Kept]:
    """The parts of a code that a translation keeps: a role and its target, a link's target, a name, a literal."""
    if code.startswith("``"):
        yield code_with_metavariables(code.strip("`"))
    elif code.startswith("_`"):
        yield Kept("name", code)
    elif match := _ROLE.fullmatch(code):
        target = _TARGET.search(match["text"])
        what = target[0].strip(" \t\n<>") if target else match["text"].strip()
        what = what.removeprefix("~")  # which says only how much of the name is shown
        role, end = match["role"], match["end"] or ""
        if role := role or (end if end.startswith(":") else None):
            yield Kept(
                "words" if role.endswith("term:") else "name", role if role in _TEXT_ROLES else f"{role}`{what}`"
            )
        elif not end:
            yield Kept("code", what)
        elif target and not what.endswith("_"):
            yield Kept("link", what)
        else:
            yield Kept("name" if target else "words", fold_name(what.strip("_")) + "_")
    elif code.startswith("|"):
        yield Kept("name", code.rstrip("_"))
    elif code.startswith("["):
        if code.endswith("]_"):
            yield Kept("footnote", code)
    elif code.endswith("_") and code.strip("_"):
        yield Kept("words", fold_name(code.strip("_")) + "_")


def referenced_names(text: str) -> Iterator[str]:
    """The folded names that `word_` and `` `some words`_ `` in a text refer to."""
    for code in rst_codes(text):
        if code.kind == "link" and text[code.end - 1] == "_":
            yield fold_name(text[code.start : code.end].strip("`_"))


def seen_text(text: str) -> str:
    """The text as it is read, without inline markup: docutils makes names and ids of it."""
    pieces: list[str] = []
    end = 0
    for code in rst_codes(text):
        pieces.append(text[end : code.start])
        end = code.end
        written = text[code.start : end]
        if code.kind in ("open", "close") or code.kind in ("url", "tag", "placeholder", "emoji"):
            pieces.append(written if code.kind not in ("open", "close") else "")
        elif match := _ROLE.fullmatch(written):
            target = _TARGET.search(match["text"])
            pieces.append(match["text"][: target.start()] if target and target.start() else match["text"].lstrip("!~"))
        else:
            pieces.append(written.strip("`_|"))
    return re.sub(r"\\(.)", r"\1", "".join([*pieces, text[end:]]))


def fold_name(name: str) -> str:
    """The normal form of a reference name, equal for all its spellings."""
    return " ".join(name.split()).lower()


_BEFORE = re.compile(r"[\s'\"(\[{<\-/:‘“’«¡¿‐‑‒–—\xa0（「『《〈【]\Z")
_AFTER = re.compile(r"[\s'\")\]}>\-/:.,;!?\\’”»‐‑‒–—\xa0）」』》〉】。、，．！？：；…]")


def separate_markup(text: str) -> str:
    """The text with `\\ ` between inline markup and letters directly beside it (`**말**은`); docutils would not
    recognize the markup otherwise (its specification, "inline markup recognition rules")."""
    pieces: list[str] = []
    end = 0
    for match in _MARKUP.finditer(text):
        start = match.start()
        if match[0].startswith("\\") or match["reference"]:
            continue
        pieces.append(text[end:start])
        if start and not _BEFORE.match(text[start - 1]):
            pieces.append("\\ ")
        pieces.append(match[0])
        end = match.end()
        if end < len(text) and not _AFTER.match(text, end):
            pieces.append("\\ ")
    return "".join([*pieces, text[end:]])
