"""The case files of the formats.

Every format has its own, `formats/cases/<name of the format>.txt`, and the contract runs over what it holds: documents
and the units that are in them.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path

from l10n.formats import Format, format_named
from l10n.model import Document

CASES = Path(__file__).parent / "formats" / "cases"


def read_cases(name: str) -> list[tuple[str, ...]]:
    """The cases of a file: each a title and the sections that `%%%` lines divide, without their last line ends."""
    text = (CASES / name).read_text(encoding="utf-8")
    cases = []
    for case in text.split("\n%%% ")[1:]:
        title, _, rest = case.partition("\n")
        cases.append((title, *(section.strip("\n") for section in rest.split("\n%%%"))))
    return cases


def section_lines(section: str) -> list[str]:
    """The lines of a section; a line end inside one is written ⏎."""
    return [line.replace("⏎", "\n") for line in section.split("\n") if line]


@dataclass(frozen=True)
class FormatCase:
    """A document of a format."""

    format: str
    title: str
    text: str
    """What the format's parser reads; of a package, what is unpacked."""
    units: list[str]
    """Its units: `type: text`."""
    data: bytes = b""
    """A package's file."""

    @property
    def form(self) -> Format:
        return format_named(self.format)


def format_cases(name: str) -> list[FormatCase]:
    """The documents of a format's case file; none when there is no such file."""
    if not (CASES / f"{name}.txt").is_file():
        return []
    cases = []
    for title, source, units in read_cases(f"{name}.txt"):
        form, data, text = format_named(name), b"", source.replace("→", "\t")
        if form.package and source.startswith("@@@ "):
            data = package(members(source))
            text = form.package.unpack(data)
        cases.append(FormatCase(name, title, text, section_lines(units), data))
    return cases


def members(section: str) -> dict[str, str]:
    """The members of a package by their names: each begins with a line `@@@ name`."""
    found = {}
    for member in f"\n{section}\n".split("\n@@@ ")[1:]:
        name, _, content = member.partition("\n")
        found[name] = content if content.endswith("\n") else f"{content}\n"
    return found


def package(members: dict[str, str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A package with these members of text, a picture and a comment."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as written:
        written.writestr("mimetype", "application/x", zipfile.ZIP_STORED)
        for name, content in members.items():
            written.writestr(name, content)
        written.writestr("media/picture.png", bytes(range(256)) * 40)
        written.comment = b"a comment"
    return stream.getvalue()


def skeleton(document: Document) -> str:
    """What is around a document's units. A value that stood without quotes may have got some; a drawn table is as wide
    as what is in its cells."""
    parts = "".join(part if isinstance(part, str) else "\0" for part in document.parts)
    if any(unit.together for unit in document.units):
        parts = re.sub(r"[-=+|\\ \t\r\n]+", " ", parts)
    return re.sub("([\"']?)\0\\1", "\0", parts)


def without_labels(text: str, labels: tuple[str, ...]) -> str:
    """A text without the labels that its links must state where their words are others."""
    for label in labels:
        text = text.replace(f"][{label}]", "]").replace(f"[[{label}|", "[[").replace(f" <{label}>`", "`")
    return text


def codes(form: Format, text: str) -> list[str]:
    """The inline codes of a text, but for references: an encoder may write a character as one."""
    found = [text[code.start : code.end] for code in form.codes(text)]
    return [code for code in found if not re.fullmatch(r"&\S+;|[\"']", code)]
