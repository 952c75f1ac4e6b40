"""Directives to the toolkit inside a document, in comments that readers do not see.

<!-- l10n:off --> … <!-- l10n:on -->    everything between is left as it is
<!-- l10n:note Said by a minister -->   a note to the translator of the next unit
<!-- l10n:context menu -->              the next unit's msgctxt, for a text that needs two translations

MDX, which has no HTML comments, writes `{/* l10n:off */}`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

_DIRECTIVE = re.compile(r"(?:<!--|\{/\*)\s{0,9}l10n:(off|on|note|context)\b(.*?)(?:-->|\*/\})", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Directive:
    """One directive; `value` is the note or the context, its white space collapsed."""

    name: Literal["off", "on", "note", "context"]
    value: str = ""


def find_directives(text: str) -> Iterator[Directive]:
    """The directives among the comments in `text`, in order; other comments are skipped."""
    if "l10n:" not in text:
        return
    end, last = 0, max(text.rfind("-->"), text.rfind("*/}")) + 3
    while match := _DIRECTIVE.search(text, end, last):
        value = " ".join(match[2].split()).removeprefix(":").strip()
        yield Directive(match[1], value)  # type: ignore[arg-type]  # the pattern has these names only
        end = match.end()


@dataclass(frozen=True, slots=True)
class Standing:
    """The directives in force at a place in a document. Walk the document with `after` and, behind each unit,
    `spent`."""

    off: bool = False
    note: str = ""
    context: str | None = None

    def after(self, comments: str) -> Standing:
        """The directives in force behind `comments`, a text that may hold some. Notes in a row add up, a line each."""
        standing = self
        for directive in find_directives(comments):
            if directive.name in ("on", "off"):
                standing = replace(standing, off=directive.name == "off")
            elif directive.name == "context":
                standing = replace(standing, context=directive.value or None)
            elif directive.value:
                standing = replace(standing, note=f"{standing.note}\n{directive.value}".lstrip("\n"))
        return standing

    def spent(self) -> Standing:
        """The directives in force behind a unit: it has used up the note and the context."""
        return Standing(self.off) if self.note or self.context is not None else self
