"""One article as a bilingual text file, for `l10n edit`: rendered for an editor, and read back strictly.

A unit is a line `=== id [state]`, its source in lines that begin with `> `, and its translation below:

    === 3f2a9c01b7d4 [draft] paragraph
    > The call lasted about 20 minutes.
    통화는 약 20분간 이어졌다.

A line of a translation that would look like one of these marks has a backslash before it.
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from l10n.errors import CatalogError
from l10n.model import State
from l10n.workflow.review.articles import Edit, ReviewUnit

_HEAD = re.compile(r"=== ([0-9a-f]{12}) \[ *([a-z]+) *\](?: .*)?")
_MARKED = re.compile(r"\\*(?:===|>|#)")
_WORDS = {state.value for state in State}
_HELP = """\
# {title}
# Translations stand below their sources (lines that begin with "> "). Edit them, save, and leave the editor.
# Write [approved] in the place of [draft] to accept a unit. Units that you delete here stay as they are.
# Lines that begin with "#" before the first unit are left out; an empty file changes nothing.
"""


def render_bilingual(units: Sequence[ReviewUnit], title: str) -> str:
    """The units as text, those with plural forms left out."""
    blocks = [_HELP.format(title=title)]
    for unit in units:
        message = unit.message
        if message.msgid_plural is None:
            source = "".join(f"> {line}\n" for line in message.msgid.split("\n"))
            lines = message.msgstr.split("\n")
            target = "".join(f"\\{line}\n" if _MARKED.match(line) else f"{line}\n" for line in lines)
            blocks.append(f"=== {unit.id} [{message.state.value}] {message.type}\n{source}{target}")
    return "\n".join(blocks)


def parse_bilingual(text: str, units: Sequence[ReviewUnit], path: Path) -> list[Edit]:
    """The edits that a person made in the text that was rendered from these units. Raises CatalogError with the line if
    a unit is not among them, stands twice, has an unknown state, or if its source was edited."""
    known = {unit.id: unit for unit in units}
    seen: set[str] = set()
    edits = []
    for line, key, word, lines in _blocks(text, path):
        unit = known.get(key)
        if unit is None or key in seen:
            raise CatalogError("this unit stands here twice" if unit else "there is no such unit", path=path, line=line)
        if word not in _WORDS:
            raise CatalogError(
                "{word!r} is no state of a unit", word=word, path=path, line=line, hint="Write [approved] or [draft]."
            )
        seen.add(key)
        message = unit.message
        source = [row[2:] if row.startswith("> ") else row[1:] for row in lines if row.startswith(">")]
        size = len(source)
        if not all(row.startswith(">") for row in lines[:size]) or "\n".join(source) != message.msgid:
            raise CatalogError(
                "the source was changed",
                path=path,
                line=line,
                hint="Sources are for reading only: put this one back, or delete the unit here.",
            )
        target = _target(lines[size:], message.msgstr)
        approved = word == State.APPROVED.value and message.state is not State.APPROVED
        if target != message.msgstr or approved:
            edits.append(Edit(key, unit.etag, target, approved=word == State.APPROVED.value))
    return edits


def _blocks(text: str, path: Path) -> Iterator[tuple[int, str, str, list[str]]]:
    """Each unit's line, id, state and the lines below it."""
    head: tuple[int, str, str] | None = None
    lines: list[str] = []
    for number, row in enumerate(text.replace("\r\n", "\n").removeprefix("\ufeff").split("\n"), 1):
        if row.startswith("==="):
            match = _HEAD.fullmatch(row.rstrip())
            if match is None:
                raise CatalogError(
                    "this is not the first line of a unit",
                    path=path,
                    line=number,
                    hint="A line of a translation that begins with === needs a backslash before it.",
                )
            if head:
                yield (*head, lines)
            head, lines = (number, match[1], match[2]), []
        elif head:
            lines.append(row)
        elif row.strip() and not row.startswith("#"):
            raise CatalogError("text before the first unit", path=path, line=number)
    if head:
        yield (*head, lines)


def _target(lines: Sequence[str], before: str) -> str:
    """The translation without blank lines at its end, but with the line ends that `before` had there."""
    text = "\n".join(row[1:] if row.startswith("\\") and _MARKED.match(row) else row for row in lines).rstrip("\n")
    kept = before.rstrip("\n")
    return before if text == kept else text + before[len(kept) :] if text else text
