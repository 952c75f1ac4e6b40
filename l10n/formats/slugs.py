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


def asciidoctor_id(words: str, prefix: str = "_", separator: str = "_") -> str:
    """The id as Asciidoctor makes it: `idprefix`, and the words with `idseparator` between them."""
    kept = re.sub(r"<[^<>]+>|&(?:[a-z]{2,30}[0-9]{0,2}|#[0-9]{2,6}|#x[0-9a-f]{2,5});|[^\w .-]", "", words.lower())
    if not separator:
        return prefix + kept.replace(" ", "")
    mark = separator[0]
    id = re.sub(rf"[ .{re.escape(mark)}-]+", lambda _: mark, prefix + kept).removesuffix(mark)
    return id if prefix else id.removeprefix(mark)


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
