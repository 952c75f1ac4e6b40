"""JSX and the JavaScript in it, as far as one must read them to find where they end: tags with their attributes,
expressions in braces, modules.

MDX asks a JavaScript parser. This reader knows strings, templates, comments, regular expressions, brackets and elements
inside code, and takes the rest as it comes: what MDX accepts ends at the same place here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

_NAME = r"(?:[^\W\d]|\$)[\w$\u200c\u200d-]*"
_TAG_NAME = re.compile(rf"{_NAME}(?:\s*\.\s*{_NAME})*(?:\s*:\s*{_NAME})?")
_ATTRIBUTE = re.compile(rf"({_NAME}(?:\s*:\s*{_NAME})?)(\s*=\s*)?")
_SPACE = re.compile(r"\s*")
_STRING = re.compile(r"\"[^\"]*\"|'[^']*'")
_ONLY_STRING = re.compile(r"\{\s*(?:(\")([^\"\\\n]*)\"|(')([^'\\\n]*)'|(`)([^`\\$]*)`)\s*\}")
_TOKEN = re.compile(
    r"(?P<space>\s+|//[^\n]*)"
    r"|(?P<comment>/\*)"
    r"|(?P<string>\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*')"
    r"|(?P<word>[\w$.]+)"
    r"|(?P<other>.)",
    re.DOTALL,
)
_REGEX = re.compile(r"/(?:[^/\\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+/\w*")
_TEMPLATE = re.compile(r"(?:[^`\\$]|\\.|\$(?!\{))*(`|\$\{)", re.DOTALL)
_CHILD = re.compile(r"[<{]")
_BLANK_LINE = re.compile(r"\n[ \t]*(?=\n|\Z)")
_BEFORE_VALUE = frozenset(
    "await case default delete do else export extends in instanceof new of return throw typeof void yield".split()
)
"""Words behind which a value begins: a `/` is a regular expression there, and a `<` an element."""
_PAIRS = {"}": ("{", "${"), ")": ("(",), "]": ("[",)}
_DEEPEST = 40
"""Elements in the attributes of elements; what is deeper is not read."""


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute whose value is a string and nothing else."""

    name: str
    start: int
    """Where the words of its value begin, behind the quote."""
    end: int
    syntax: str
    """How the string is written: `jsx"`, `jsx'` as in HTML, `js"`, ``js` `` and so on in braces."""


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag, or an expression in braces, which has no name."""

    start: int
    end: int
    kind: Literal["open", "close", "empty", "expression"]
    name: str = ""
    attributes: tuple[Attribute, ...] = ()


class _UnreadError(Exception):
    """The text ends before the code does, or too much was read in vain."""


class Jsx:
    """A reader of one text. Its work is linear in the text, however often it is asked: what it reads in vain is
    counted, and where there was too much of that, it finds nothing more."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._left = 20 * len(text) + 2000
        self._depth = 0
        self._absent: set[str] = set()

    def at(self, pos: int) -> Tag | None:
        """The tag, comment or expression that begins with the `<` or `{` at `pos`."""
        if self._left < 0:
            return None
        try:
            if self._text[pos] == "{":
                return Tag(pos, self._expression(pos), "expression")
            if self._text.startswith("<!--", pos):
                return Tag(pos, self._behind("-->", pos + 4), "expression")
            return self._tag(pos)
        except _UnreadError:
            self._left -= len(self._text) - pos
            return None

    def module(self, pos: int) -> int:
        """Where the `import` and `export` lines that begin at `pos` end: before a blank line outside of all brackets,
        or at the end of the text. -1 if this cannot be read."""
        if self._left < 0:
            return -1
        try:
            return self._code(pos, [], True)
        except _UnreadError:
            self._left -= len(self._text) - pos
            return -1

    def _tag(self, pos: int) -> Tag | None:
        """The tag that begins at `pos`; None if there is none, as in `a < b`."""
        text, start = self._text, pos
        pos = self._space(pos + 1) if text.startswith("</", pos) else pos + 1
        closing = text.startswith("/", pos)
        if closing:
            pos = self._space(pos + 1)
        name = _TAG_NAME.match(text, pos)
        if name:
            pos = name.end()
        attributes: list[Attribute] = []
        while True:
            behind = self._space(pos)
            char = text[behind : behind + 1]
            if char == ">":
                written = re.sub(r"\s", "", name[0]) if name else ""
                return Tag(start, behind + 1, "close" if closing else "open", written, tuple(attributes))
            if not char:
                raise _UnreadError
            if not name or closing:
                return self._nothing(start, behind)
            if char == "/":
                behind = self._space(behind + 1)
                if text[behind : behind + 1] != ">":
                    return self._nothing(start, behind)
                return Tag(start, behind + 1, "empty", re.sub(r"\s", "", name[0]), tuple(attributes))
            if char == "{":
                pos = self._expression(behind)
                continue
            attribute = _ATTRIBUTE.match(text, behind) if behind > pos or text[pos - 1] in "\"'}" else None
            if not attribute:
                return self._nothing(start, behind)
            pos = attribute.end() if attribute[2] else attribute.end(1)
            if attribute[2]:
                value = self._value(attribute[1], pos)
                if not value:
                    return self._nothing(start, pos)
                pos = value[0]
                attributes += [value[1]] if value[1] else []

    def _value(self, name: str, pos: int) -> tuple[int, Attribute | None] | None:
        """Where an attribute's value ends, and the attribute if this is a string; None if no value begins here."""
        text = self._text
        if string := _STRING.match(text, pos):
            return string.end(), Attribute(name, pos + 1, string.end() - 1, f"jsx{text[pos]}")
        if text[pos : pos + 1] in ("'", '"', ""):
            raise _UnreadError
        if text[pos] != "{":
            return None
        if only := _ONLY_STRING.match(text, pos):
            group = next(number for number in (1, 3, 5) if only[number])
            return only.end(), Attribute(name, *only.span(group + 1), f"js{only[group]}")
        return self._expression(pos), None

    def _expression(self, pos: int) -> int:
        """Behind the brace that closes the one at `pos`."""
        return self._code(pos + 1, ["{"], False)

    def _code(self, pos: int, stack: list[str], module: bool) -> int:
        """Reads code: up to the end of what is on the stack or, of a module, of its last line."""
        if self._depth > _DEEPEST:
            raise _UnreadError
        self._depth += 1
        try:
            return self._read(pos, stack, module)
        finally:
            self._depth -= 1

    def _read(self, pos: int, stack: list[str], module: bool) -> int:
        text = self._text
        value = True  # whether a value may begin here
        while self._left >= 0:
            if stack and stack[-1] == "<":
                pos, value = self._child(pos, stack)
                continue
            token = _TOKEN.match(text, pos)
            if not token:
                break
            start, pos = pos, token.end()
            if token.lastgroup == "space":
                if module and not stack and (blank := _BLANK_LINE.search(text, start, pos + 1)):
                    return blank.start()
            elif token.lastgroup == "comment":
                pos = self._behind("*/", pos)
            elif token.lastgroup != "other":
                value = token.lastgroup == "word" and token[0] in _BEFORE_VALUE
            elif token[0] in "{([":
                stack.append(token[0])
                value = True
            elif token[0] in "})]":
                if not stack or stack[-1] not in _PAIRS[token[0]]:
                    raise _UnreadError
                if stack.pop() == "${":
                    pos = self._template(pos, stack)
                elif not stack and not module:
                    return pos
                value = False
            elif token[0] == "`":
                pos, value = self._template(pos, stack), False
            elif token[0] == "/" and value and (regex := _REGEX.match(text, start)):
                pos, value = regex.end(), False
            elif token[0] == "<" and value and (tag := self._tag(start)) and tag.kind != "close":
                pos, value = tag.end, False
                if tag.kind == "open":
                    stack.append("<")
            else:
                value = True
        if module and not stack and self._left >= 0:
            return len(text)
        raise _UnreadError

    def _child(self, pos: int, stack: list[str]) -> tuple[int, bool]:
        """Reads the next tag or brace among the children of an element; where it ends, and whether a value follows."""
        found = _CHILD.search(self._text, pos)
        if not found:
            raise _UnreadError
        if found[0] == "{":
            stack.append("{")
            return found.end(), True
        tag = self._tag(found.start())
        if not tag:
            raise _UnreadError
        if tag.kind == "open":
            stack.append("<")
        elif tag.kind == "close":
            stack.pop()
        return tag.end, False

    def _template(self, pos: int, stack: list[str]) -> int:
        """Reads a template up to its end, or to an expression in it, which goes onto the stack."""
        part = _TEMPLATE.match(self._text, pos)
        if not part:
            raise _UnreadError
        if part[1] == "${":
            stack.append("${")
        return part.end()

    def behind(self, closer: str, pos: int) -> int:
        """Behind the next `closer`, or -1 if there is none. Call it with growing positions."""
        end = -1 if closer in self._absent else self._text.find(closer, pos)
        if end < 0:
            self._absent.add(closer)
            return -1
        return end + len(closer)

    def _behind(self, closer: str, pos: int) -> int:
        end = self._text.find(closer, pos)
        if end < 0:
            raise _UnreadError
        return end + len(closer)

    def _space(self, pos: int) -> int:
        match = _SPACE.match(self._text, pos)
        return match.end() if match else pos

    def _nothing(self, start: int, pos: int) -> Tag | None:
        """What is found where so much was read in vain."""
        self._left -= pos - start
        return None


@lru_cache(maxsize=8)
def jsx_of(text: str) -> Jsx:
    """The reader of a text, the same one as long as this text is asked for."""
    return Jsx(text)
