"""The ids that renderers make of the words of headings."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator

_KEPT = frozenset({"Ll", "Lu", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Nl", "Pc"})


def github_slug(words: str) -> str:
    """The id as github.com, Docusaurus and Hugo make it: letters, digits, `_` and `-` in lower case, a space as `-`."""
    return "".join(
        "-" if char == " " else char for char in words.lower() if char in " -" or unicodedata.category(char) in _KEPT
    )


def asciidoctor_id(words: str) -> str:
    """The id as Asciidoctor makes it without `idprefix` and `idseparator`: `_` before the words and between them."""
    kept = re.sub(r"[^\w .-]", "", words.lower())
    return "_" + re.sub(r"[ ._-]+", "_", kept).strip("_")


def numbered(headings: Iterable[str], slug: Callable[[str], str], joint: str, first: int) -> Iterator[str]:
    """The ids of a document's headings, in order; a repeated id gets `joint` and a number, counted from `first`."""
    given: dict[str, int] = {}
    for words in headings:
        id = base = slug(words)
        while id in given:
            given[base] += 1
            id = f"{base}{joint}{given[base]}"
        given[id] = first - 1
        yield id
