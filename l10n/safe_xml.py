"""Reading XML that somebody else wrote: no entity can grow or reach outside, and errors say where."""

from pathlib import Path
from typing import NoReturn, Protocol
from xml.etree import ElementTree
from xml.parsers import expat

from l10n.errors import L10nError

MAX_DEPTH = 200
"""How deep elements may be nested; real files need about 10."""


class Events(Protocol):
    """What takes the parts of a document in their order. Names are in Clark's notation, `{namespace}name`.

    An L10nError that it raises without a position gets the one where the reader is.
    """

    def start(self, name: str, attributes: dict[str, str], /) -> object: ...

    def end(self, name: str, /) -> object: ...

    def data(self, text: str, /) -> object: ...


def read_xml(
    data: bytes,
    path: Path | str,
    events: Events,
    kind: type[L10nError] = L10nError,
    *,
    own_entities: bool = False,
) -> None:
    """Hands the parts of an XML document to `events`. Raises an error of `kind` with path, line and column when the
    document is not well-formed, is in an encoding that is not known, declares or uses entities of its own, or is nested
    too deep. With `own_entities` it may declare some, which are not given to `events`. Nothing outside the document is
    read."""
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    depth = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > MAX_DEPTH:
            raise kind("elements are nested more than {limit} deep", limit=MAX_DEPTH)
        events.start(_clark(name), {_clark(key): value for key, value in attributes.items()})

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        events.end(_clark(name))

    def refuse(name: str | None, *_: object) -> NoReturn:
        raise kind(
            "the entity {name!r} is refused",
            name=name,
            hint="Only the five entities of XML and character references are read.",
        )

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = events.data
    parser.ExternalEntityRefHandler = refuse
    if own_entities:
        parser.DefaultHandler = lambda text: None  # and no entity is written out
    else:
        parser.EntityDeclHandler = refuse
        parser.SkippedEntityHandler = refuse
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        reason = expat.ErrorString(error.code)
        line, column = error.lineno, error.offset + 1
        raise kind("not well-formed XML: {reason}", reason=reason, path=path, line=line, column=column) from None
    except (LookupError, ValueError) as error:
        raise kind("the file's encoding cannot be read: {reason}", reason=error, path=path, line=1) from None
    except L10nError as error:
        if error.line is None:
            error.path, error.line, error.column = path, parser.CurrentLineNumber, parser.CurrentColumnNumber + 1
        raise


def parse_xml(data: bytes, path: Path | str) -> ElementTree.Element:
    """The root element of an XML document. Raises L10nError as `read_xml` does."""
    builder = ElementTree.TreeBuilder()
    read_xml(data, path, builder)
    return builder.close()


def _clark(name: str) -> str:
    return "{" + name if "}" in name else name
