"""Reading XML that somebody else wrote: no entity can grow or reach outside, and errors say where."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NoReturn
from xml.etree import ElementTree
from xml.parsers import expat

from l10n.errors import L10nError

MAX_DEPTH = 200
"""How deep elements may be nested; real files need about 10."""


def parse_xml(data: bytes, path: Path | str) -> ElementTree.Element:
    """The root element of an XML document. Names are in Clark's notation, `{namespace}name`.

    Raises L10nError with path, line and column when the document is not well-formed, has a document type with
    declarations, or is nested too deep.
    """
    builder = ElementTree.TreeBuilder()
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    depth = 0

    def refuse(what: str) -> NoReturn:
        line, column = parser.CurrentLineNumber, parser.CurrentColumnNumber + 1
        raise L10nError(what, path=path, line=line, column=column)

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > MAX_DEPTH:
            refuse(f"elements are nested more than {MAX_DEPTH} deep")
        builder.start(_clark(name), {_clark(key): value for key, value in attributes.items()})

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(_clark(name))

    def declared(*_: object) -> None:
        refuse("declares entities, which are not read")

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = _data(builder)
    parser.EntityDeclHandler = declared
    parser.ExternalEntityRefHandler = lambda *_: refuse("refers to an external entity, which is not read")
    parser.SkippedEntityHandler = lambda name, _: refuse(f"uses the entity {name}, which it does not declare")
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        what = f"not well-formed XML: {expat.ErrorString(error.code)}"
        raise L10nError(what, path=path, line=error.lineno, column=error.offset + 1) from None
    return builder.close()


def _data(builder: ElementTree.TreeBuilder) -> Callable[[str], None]:
    return lambda text: builder.data(text)


def _clark(name: str) -> str:
    return "{" + name if "}" in name else name
