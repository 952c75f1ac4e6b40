"""TBX: terminology from other tools (ISO 30042). Version 2 (martif) and version 3 (tbx), in both of its styles."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from l10n.errors import ConfigurationError
from l10n.locales import language
from l10n.model import Term
from l10n.safe_xml import read_xml

_CONCEPTS = frozenset({"termEntry", "conceptEntry"})
_LANGUAGES = frozenset({"langSet", "langSec"})
_TERMS = frozenset({"tig", "ntig", "termSec"})
_DEPRECATED = ("deprecated", "superseded", "obsolete", "notRecommended")
_DEFINITIONS = frozenset({"definition", "note"})


@dataclass(slots=True)
class _Name:
    """One term of a concept in one language."""

    text: str = ""
    deprecated: bool = False


@dataclass(slots=True)
class _Concept:
    names: dict[str, list[_Name]] = field(default_factory=dict)
    """Language tag, as the file writes it -> names."""
    note: str = ""


def parse_tbx(data: bytes, source_locale: str, target_locale: str, path: Path) -> tuple[Term, ...]:
    """The terms of a TBX file that have a name in both languages.

    Every name of a concept in the source language is a term. Its translation is the first preferred or admitted name in
    the target language; deprecated and superseded names are forbidden. A definition or note becomes the note. Entity
    declarations are refused, and no other file is read. Raises ConfigurationError with path and line.
    """
    terms: dict[Term, None] = {}
    for concept in _concepts(data, path):
        sources = _names(concept, source_locale)
        targets = _names(concept, target_locale)
        agreed = next((name.text for name in targets if not name.deprecated), None)
        for source in sources:
            if agreed and not source.deprecated:
                terms[Term(source.text, agreed, concept.note)] = None
            for target in targets:
                if target.deprecated:
                    terms[Term(source.text, target.text, concept.note, forbidden=True)] = None
    return tuple(terms)


def _names(concept: _Concept, locale: str) -> list[_Name]:
    """A concept's names in a locale or, if there are none, in its language."""
    wanted = locale.replace("_", "-").lower()
    tags = [tag for tag in concept.names if tag.replace("_", "-").lower() == wanted]
    tags = tags or [tag for tag in concept.names if language(tag) == language(locale)]
    return [name for tag in tags for name in concept.names[tag] if name.text]


def _concepts(data: bytes, path: Path) -> Iterator[_Concept]:
    reader = _Reader()
    read_xml(data, path, reader, ConfigurationError)
    if reader.root not in ("martif", "tbx"):
        raise ConfigurationError(
            "this is no TBX: its root element is {root}", root=reader.root or "missing", path=path, line=1
        )
    return iter(reader.concepts)


class _Reader:
    """Reads concepts from a stream of elements."""

    def __init__(self) -> None:
        self.root = ""
        self.concepts: list[_Concept] = []
        self._path: list[tuple[str, str]] = []
        """Local name and `type` attribute of each open element; in the other style, the name twice."""
        self._tag = ""
        self._text: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition("}")[2]
        self.root = self.root or local
        self._path.append((local, attributes.get("type", local)))
        self._text = []
        if local in _CONCEPTS:
            self.concepts.append(_Concept())
        elif self.concepts and local in _LANGUAGES:
            self._tag = attributes.get("{http://www.w3.org/XML/1998/namespace}lang", attributes.get("lang", ""))
        elif self.concepts and local in _TERMS:
            self.concepts[-1].names.setdefault(self._tag, []).append(_Name())

    def data(self, text: str) -> None:
        self._text.append(text)

    def end(self, name: str) -> None:
        local, kind = self._path.pop()
        text = " ".join("".join(self._text).split())
        if not self.concepts or not text:
            return
        concept = self.concepts[-1]
        names = concept.names.get(self._tag, [])
        if local == "term" and names and not names[-1].text:
            names[-1].text = text
        elif kind in ("administrativeStatus", "normativeAuthorization") and names:
            names[-1].deprecated = text.startswith(_DEPRECATED)
        elif kind in _DEFINITIONS and not concept.note:
            concept.note = text
        self._text = []
