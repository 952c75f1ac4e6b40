"""What a page shows, as a list of events: its elements with the attributes that must stay, its code, and its texts. Two
pages of one structure have equal lists, but for the texts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from html.parser import HTMLParser

OPAQUE = frozenset("pre code kbd samp tt var script style math svg textarea".split())
"""Elements whose text must stay."""
OPAQUE_CLASSES = frozenset({"arithmatex", "math", "katex", "mermaid", "literal", "highlight"})
TEXT_ATTRIBUTES = frozenset(
    "title alt aria-label placeholder label summary abbr caption description tagline header heading subtitle".split()
)
"""Attributes for readers: that they are there must stay, not what they say."""
TEXT_ENDINGS = ("alt", "caption", "description", "label", "placeholder", "text", "title")
"""Ends of the names of such attributes of components (`linkText`)."""
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_PADDING = re.compile(r"(?: (?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve))+⟧")
"""What the pseudo-locale adds at the end of a text."""
_WORD = re.compile(r"(?<![\w{}/@$%.-])[^\W\d_]+(?:['’-][^\W\d_]+)*(?![\w/@=(}]|\.\w|://)")
_ADDRESS = re.compile(r":[a-z0-9_+-]+:(?:\{[^{}]*\})?|\{\{.*?\}\}|\{%.*?%\}|\S+://\S+|www\.\S+|\S+@\S+\.\w+")
_MOST = 4000
"""Pages that differ in longer stretches than this are one difference."""


@dataclass(frozen=True)
class Event:
    what: str
    """`<a href=…>`, `</a>`, `code …`, `text`."""
    words: str = ""
    """What a reader sees here."""
    kind: str = ""
    """The two innermost elements around it."""


class Rendered(HTMLParser):
    """A page's events."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.events: list[Event] = []
        self._open: list[tuple[str, bool]] = []
        self._text: list[str] = []
        self.feed(html)
        self.close()
        self._flush()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._flush()
        kept, shown = [], []
        attrs = [each for each in attrs if each != ("title", None) and ("class", "footnote-backref") not in attrs]
        for name, value in sorted(attrs, key=lambda each: each[0]):
            seen = name in TEXT_ATTRIBUTES or name.endswith(TEXT_ENDINGS) or (tag, name) == ("meta", "content")
            if value and seen:
                kept.append(name)
                shown.append((name, value))
            else:
                kept.append(name if value is None else f'{name}="{" ".join(value.split())}"')
        self.events.append(Event(f"<{' '.join([tag, *kept])}>"))
        self.events += [Event("text", value, f"{tag}[{name}]") for name, value in shown]
        if tag not in _VOID:
            classes = next((value or "" for name, value in attrs if name == "class"), "")
            closed = self._opaque or tag in OPAQUE or not OPAQUE_CLASSES.isdisjoint(classes.split())
            self._open.append((tag, closed))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        self._flush()
        if tag in _VOID:
            return
        self.events.append(Event(f"</{tag}>"))
        names = [name for name, _ in self._open]
        if tag in names:
            del self._open[len(names) - 1 - names[::-1].index(tag) :]

    def handle_data(self, data: str) -> None:
        self._text.append(data)

    @property
    def _opaque(self) -> bool:
        return bool(self._open) and self._open[-1][1]

    def _flush(self) -> None:
        text, self._text = "".join(self._text), []
        if not text.strip():
            return
        if self._opaque:
            is_block = any(name in ("pre", "textarea") for name, _ in self._open)
            self.events.append(Event(f"code {text.strip() if is_block else ' '.join(text.split())}"))
        elif _WORD.search(text):
            self.events.append(Event("text", text, " ".join(name for name, _ in self._open[-2:]) or "text"))


def words(text: str) -> list[str]:
    """The words of a text, without what the pseudo-locale added."""
    return _WORD.findall(_ADDRESS.sub(" ", _PADDING.sub("", text)))


@dataclass(frozen=True)
class Difference:
    line: int
    was: Sequence[str] = field(default_factory=tuple)
    became: Sequence[str] = field(default_factory=tuple)


def differences(source: str, before: Sequence[Event], after: Sequence[Event]) -> Iterator[Difference]:
    """The stretches in which two pages differ, each with its line in the source, as near as its words tell."""
    shown = [line for line, event in zip(_lines(source, before), before, strict=True) if event.what != "text"]
    before = [event for event in before if event.what != "text"]  # a mark alone between two codes has no words
    old, new = [event.what for event in before], [event.what for event in after if event.what != "text"]
    first = 0
    while first < min(len(old), len(new)) and old[first] == new[first]:
        first += 1
    last = 0
    while last < min(len(old), len(new)) - first and old[-1 - last] == new[-1 - last]:
        last += 1
    inner, outer = old[first : len(old) - last], new[first : len(new) - last]
    if not inner and not outer:
        return
    lines = shown
    if max(len(inner), len(outer)) > _MOST:
        yield Difference(lines[min(first, len(lines) - 1)] if lines else 1, inner[:6], outer[:6])
        return
    for tag, start, end, begin, stop in SequenceMatcher(None, inner, outer, autojunk=False).get_opcodes():
        if tag != "equal":
            line = lines[min(first + start, len(lines) - 1)] if lines else 1
            yield Difference(line, inner[start:end], outer[begin:stop])


def _lines(source: str, events: Sequence[Event]) -> list[int]:
    """For each event the line of the source in which the last text before it, or its own, stands."""
    lines, place, line = [], 0, 1
    for event in events:
        wanted = event.words or (event.what[5:] if event.what.startswith("code ") else "")
        if wanted.strip() and (key := wanted.strip().splitlines()[0][:40].strip()):
            found = source.find(key, place)
            if found < 0 and (word := _WORD.search(wanted)):
                found = source.find(word[0], place, place + 2000)
            if found >= 0:
                line += source.count("\n", place, found)
                place = found
        lines.append(line)
    return lines
