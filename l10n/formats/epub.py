"""EPUB: the XHTML documents of the book, the titles of its table of contents, and its own title and description."""

import re
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from posixpath import dirname, join, normpath
from urllib.parse import unquote
from xml.etree import ElementTree

from l10n.errors import SourceError
from l10n.formats import archive
from l10n.formats.format import Format, Package, Page, ParseOptions
from l10n.formats.html import parse_xhtml
from l10n.formats.html.codes import inline_codes
from l10n.formats.html.label import label_html
from l10n.formats.html.text import strip_span, value_text
from l10n.formats.html.tokens import html_tokens
from l10n.formats.xml_text import encode_xml
from l10n.model import Document, Unit, UnitType
from l10n.text.inline import has_words

_CONTAINER = "META-INF/container.xml"
_NAMED: dict[str, UnitType] = {"dc:title": "title", "dc:description": "paragraph", "text": "caption"}
"""Elements of the package document and of the table of contents (NCX) whose text people read."""
_ENCRYPTION = "META-INF/encryption.xml"
_OBFUSCATION = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
_FONTS = (".otf", ".ttf", ".ttc", ".woff", ".woff2", ".eot", ".pfb")
_XHTML, _NCX = "application/xhtml+xml", "application/x-dtbncx+xml"
_CONTENTS = 'epub:type="toc"'
_LANGUAGE = re.compile(r"(<dc:language\b[^<>]*>)[^<>]*(?=</)")


def unpack_epub(data: bytes) -> str:
    """An EPUB file -> the text that people read in it. Raises SourceError.

    The package document comes first, then the documents and tables of contents in the order of its manifest.
    """
    return archive.unpack(data, _members)


def _members(package: zipfile.ZipFile) -> list[str]:
    container = _tree(package, _CONTAINER)
    roots = [element.get("full-path", "") for element in container.iter() if element.tag.endswith("}rootfile")]
    if not roots:
        raise SourceError("this EPUB file names no package document")
    book = _tree(package, roots[0])
    if _ENCRYPTION in package.namelist() and not _only_fonts(_tree(package, _ENCRYPTION)):
        raise SourceError("this EPUB file is encrypted")
    members = [roots[0]]
    for item in book.iter():
        href = item.get("href", "").partition("#")[0]  # no fragment belongs here, but converters write some
        if item.tag.endswith("}item") and item.get("media-type") in (_XHTML, _NCX) and "://" not in href:
            members.append(normpath(join(dirname(roots[0]), unquote(href))))
    return list(dict.fromkeys(members))


def _only_fonts(encryption: ElementTree.Element) -> bool:
    """Whether what a book states as encrypted are fonts, made useless outside of it (EPUB 3.3, 4.3.5, "font
    obfuscation"): nobody needs a key to read the text."""
    entries = [element for element in encryption.iter() if element.tag.endswith("}EncryptedData")]
    keys = [element for element in encryption.iter() if element.tag.endswith("}EncryptedKey")]
    return bool(entries) and not keys and all(map(_is_font, entries))


def _is_font(entry: ElementTree.Element) -> bool:
    methods = [each.get("Algorithm") for each in entry.iter() if each.tag.endswith("}EncryptionMethod")]
    named = [unquote(each.get("URI", "")) for each in entry.iter() if each.tag.endswith("}CipherReference")]
    fonts = all(name.lower().endswith(_FONTS) for name in named)
    return bool(methods) and bool(named) and fonts and all(method in _OBFUSCATION for method in methods)


def _tree(package: zipfile.ZipFile, name: str) -> ElementTree.Element:
    """A member as a tree, its namespaces resolved."""
    try:
        return ElementTree.fromstring(archive.read_member(package, name))
    except ElementTree.ParseError as error:
        raise SourceError(
            "this package has a member that is no XML: {name}: {reason}", name=name, reason=error
        ) from error


def parse_epub(text: str, options: ParseOptions) -> Document:
    """The text of an EPUB file -> its units."""
    parts: list[str | Unit] = []
    for index, (name, content) in enumerate(archive.split_members(text)):
        parts.append(archive.join_members([(name, "")]))
        if index == 0 or name.lower().endswith(".ncx"):
            parts += _named_elements(content)
        elif _CONTENTS in content:  # an entry without text is an error to readers of EPUB
            parsed = parse_xhtml(content, options).parts
            parts += (part if isinstance(part, str) else replace(part, leaves=(), left=part.raw) for part in parsed)
        else:
            parts += parse_xhtml(content, options).parts
    return Document("epub", tuple(parts))


def _named_elements(text: str) -> list[str | Unit]:
    """The parts of an XML document whose units are the elements in `_NAMED` that hold text alone."""
    parts: list[str | Unit] = []
    done = 0
    tokens = list(html_tokens(text, xml=True))
    for before, token, after in zip(tokens, tokens[1:], tokens[2:], strict=False):
        inside = before.kind == "start" and before.name in _NAMED and not before.self_closing
        if not inside or token.kind != "text" or after.kind != "end" or after.name != before.name:
            continue
        start, end = strip_span(text, token.start, token.end)
        value = value_text(text[start:end])
        if has_words(value, inline_codes(value)):
            line = text.count("\n", 0, start) + 1
            raw = text[start:end]
            parts += [text[done:start], Unit(value, raw, _NAMED[before.name], line=line, left=raw)]
            done = end
    return [*parts, text[done:]]


def label_epub(text: str, fields: Mapping[str, str]) -> str:
    """State the language and direction in every document of the book, and the language in its metadata."""
    members = []
    for name, content in archive.split_members(text):
        content = label_html(content, fields)
        if "lang" in fields:
            content = _LANGUAGE.sub(lambda match: match[1] + fields["lang"], content, count=1)
        members.append((name, content))
    return archive.join_members(members)


EPUB = Format("epub", parse_epub, encode_xml, inline_codes, Page(label_epub), Package(unpack_epub, archive.pack))
