"""XLIFF that comes back, from this program or any other: versions 1.0 to 1.2 and 2.x, as translation tools write them.

States are read where the standards have them and where the large tools keep them besides: Trados Studio (`conf` of a
`seg` below `seg-defs`), memoQ (`status`) and Phrase (`confirmed`) in attributes of their own namespaces. Names are
compared without their namespaces, which differ by version and tool.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from xml.etree.ElementTree import Element

from l10n.errors import L10nError
from l10n.exports.handoff import Mark, ReturnedFile, ReturnedUnit, Tag, note_lines
from l10n.exports.xliff import OURS
from l10n.model import State
from l10n.safe_xml import parse_xml

Parts = tuple[str | Tag, ...]

_DONE_12 = frozenset({"final", "signed-off", "translated"})
_DONE_2 = frozenset({"translated", "reviewed", "final"})
_DONE_TOOLS = frozenset(
    "Translated ApprovedTranslation ApprovedSignOff"  # Trados Studio
    " ManuallyConfirmed Reviewer1Confirmed Proofread".split()  # memoQ
)
_NOT_DONE = re.compile(r":(needs|rejected|fuzzy)")
"""What a subState says of a segment that a tool does not take for done, whatever its state is."""

_PAIRED = {"bpt": "open", "bx": "open", "sc": "open", "ept": "close", "ex": "close", "ec": "close"}
_STANDING = frozenset({"ph", "it", "x", "ut"})
_AROUND = frozenset({"g", "pc"})


def parse_xliff(data: bytes, path: Path | str) -> ReturnedFile:
    """The units of an XLIFF file and its languages. Raises L10nError with path, line and column."""
    root = parse_xml(data, path)
    version = root.get("version", "")
    if _name(root) != "xliff" or not version.startswith(("1.", "2.")):
        raise L10nError("not an XLIFF file of version 1.2 or 2", path=path, hint="Export one to see what is expected.")
    if version.startswith("1."):
        files = list(_all(root, "file"))
        units = tuple(unit for file in files for unit in _units_12(file))
        return ReturnedFile(units, _told(files, "source-language"), _told(files, "target-language"))
    units = tuple(unit for file in _all(root, "file") for unit in _units_2(file, path))
    return ReturnedFile(units, _told([root], "srcLang"), _told([root], "trgLang"))


def _told(elements: Sequence[Element], attribute: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for element in elements if (value := element.get(attribute, "").strip())))


def _name(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _all(element: Element, name: str) -> Iterator[Element]:
    return (each for each in element.iter() if _name(each) == name)


def _child(element: Element, name: str) -> Element | None:
    return next((child for child in element if _name(child) == name), None)


def _units_12(file: Element) -> Iterator[ReturnedUnit]:
    for unit in _all(file, "trans-unit"):
        if unit.get("translate") == "no":
            continue
        source, target = _child(unit, "source"), _child(unit, "target")
        texts = _Texts({})
        source_parts = texts.parts(source)
        target_parts = texts.parts(target)
        text = _joined(target_parts)
        yield ReturnedUnit(
            file.get("original", ""),
            _joined(source_parts),
            text,
            _state_12(unit, target) if text else State.UNTRANSLATED,
            unit.get("resname"),
            mark=Mark.parse(unit.get(f"{{{OURS}}}exported", "")),
            notes=note_lines(["".join(note.itertext()) for note in unit if _name(note) == "note"]),
            partial=_half_translated(_child(unit, "seg-source"), target),
            source_parts=source_parts,
            target_parts=target_parts,
        )


def _state_12(unit: Element, target: Element | None) -> State | None:
    """None where neither the standard's attributes nor a tool's own say anything."""
    state = None if target is None else target.get("state")
    tools = [value for name, value in unit.attrib.items() if name.endswith("}status")]
    tools += [segment.get("conf", "") for segment in _all(unit, "seg")]
    confirmed = [value for name, value in unit.attrib.items() if name.endswith("}confirmed")]
    done = unit.get("approved") == "yes" or state in _DONE_12
    done = done or (bool(tools) and all(value in _DONE_TOOLS for value in tools))
    if done or any(value not in ("", "0") for value in confirmed):
        return State.APPROVED
    return State.DRAFT if state or tools or confirmed or unit.get("approved") else None


def _half_translated(source: Element | None, target: Element | None) -> bool:
    if source is None or target is None:
        return False
    wanted, found = _segments(source), _segments(target)
    return bool(found) and not wanted <= found


def _segments(element: Element) -> set[str]:
    marked = (each for each in _all(element, "mrk") if each.get("mtype") == "seg")
    return {each.get("mid", "") for each in marked if "".join(each.itertext()).strip()}


def _units_2(file: Element, path: Path | str) -> Iterator[ReturnedUnit]:
    for unit in _all(file, "unit"):
        if unit.get("translate") == "no":
            continue
        texts = _Texts({row.get("id", ""): "".join(row.itertext()) for row in _all(unit, "data")}, path)
        sources: list[Parts] = []
        targets: list[tuple[int, Parts]] = []
        states: list[State | None] = []
        empty = 0
        for place, segment in enumerate((each for each in unit if _name(each) in ("segment", "ignorable")), 1):
            source, target = _child(segment, "source"), _child(segment, "target")
            sources.append(texts.parts(source))
            ignorable = _name(segment) == "ignorable"
            found = texts.parts(source if target is None and ignorable else target)
            order = "" if target is None else target.get("order", "")
            targets.append((int(order) if order.isdecimal() else place, found))
            if not ignorable:
                states.append(_state_2(segment))
                empty += not _joined(found)
        source_parts = tuple(part for parts in sources for part in parts)
        target_parts = tuple(part for _, parts in sorted(targets, key=lambda row: row[0]) for part in parts)
        text = "" if empty else _joined(target_parts)
        state = State.DRAFT if State.DRAFT in states else None if None in states else State.APPROVED
        metadata = " ".join("".join(meta.itertext()) for meta in _all(unit, "meta") if meta.get("type") == "exported")
        yield ReturnedUnit(
            file.get("original", ""),
            _joined(source_parts),
            text,
            state if text else State.UNTRANSLATED,
            unit.get("name"),
            mark=Mark.parse(metadata),
            notes=note_lines(
                ["".join(note.itertext()) for note in _all(unit, "note") if note.get("category") != "type"]
            ),
            partial=0 < empty < len(states),
            source_parts=source_parts,
            target_parts=target_parts,
        )


def _state_2(segment: Element) -> State | None:
    state = segment.get("state")
    if state in _DONE_2 and not _NOT_DONE.search(segment.get("subState", "")):
        return State.APPROVED
    return State.DRAFT if state else None


def _joined(parts: Parts) -> str:
    return "".join(part.text if isinstance(part, Tag) else part for part in parts)


class _Texts:
    """Reads the text of `source` and `target` elements of one unit. What an element of the source stands for is known
    in the target, too, where it may be empty."""

    def __init__(self, data: Mapping[str, str], path: Path | str = "") -> None:
        self._data = data
        """Of XLIFF 2: what the elements stand for, by id."""
        self._path = path
        self._known: dict[tuple[str, str], str] = {}

    def parts(self, element: Element | None) -> Parts:
        """Runs of text, and inline elements."""
        found: list[str | Tag] = []
        if element is not None:
            self._read(element, found)
        return tuple(found)

    def _read(self, element: Element, found: list[str | Tag]) -> None:
        found.append(element.text or "")
        for child in element:
            name = _name(child)
            if name in _AROUND:
                found.append(self._tag("open", child, "dataRefStart"))
                self._read(child, found)
                found.append(self._tag("close", child, "dataRefEnd"))
            elif name in _PAIRED or name in _STANDING:
                found.append(self._tag(_PAIRED.get(name, ""), child, "dataRef"))
            elif name == "cp":
                found.append(self._character(child.get("hex", "")))
            else:  # marks of segments, terms, comments
                self._read(child, found)
            found.append(child.tail or "")

    def _tag(self, half: str, element: Element, reference: str) -> Tag:
        key = (half, element.get("startRef") or element.get("rid") or element.get("id") or "")
        text = self._data.get(element.get(reference, ""), "")
        if not text and _name(element) not in _AROUND:
            text = "".join(element.itertext())
        if text:
            self._known.setdefault(key, text)
        return Tag(key, text or self._known.get(key, ""))

    def _character(self, code: str) -> str:
        """The character of a `cp` element, which XML cannot hold."""
        try:
            return chr(int(code, 16)).encode().decode()
        except (ValueError, OverflowError):
            raise L10nError("U+{code} is no character", code=code, path=self._path) from None
