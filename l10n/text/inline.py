"""Inline codes that any prose may hold: tags, entities, addresses, placeholders, shortcodes and emoji.

A scanner walks a text from one `TRIGGER` to the next and asks `Atoms.at` whether a code begins (or, for an
address, lies) there. Every rule is linear: a closing mark that was not found is not searched for again.
"""

import re
from collections.abc import Iterable

from l10n.model import CodeKind, InlineCode
from l10n.text.addresses import SCHEMES, URL, WWW, url_end

_EMOJI_CHARS = "\u2600-\u27bf\u2b05-\u2b07\u2b1b\u2b1c\u2b50\u2b55\U0001f000-\U0001faff"
_EMOJI = re.compile(f"[{_EMOJI_CHARS}](?:[\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]|\u200d[{_EMOJI_CHARS}])*")
_FLAG = re.compile("[\U0001f1e6-\U0001f1ff]{2}")

TRIGGER = f"[<&{{$%:@{_EMOJI_CHARS}]|www\\."
"""The source of a regular expression that matches wherever an atom may be; scanners build on it."""

_VALUE = r"""(?:"[^"]*"|'[^']*'|\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}|[^\s"'=<>`{][^\s"'=<>`]*)"""
_OPEN_TAG = re.compile(rf"<([A-Za-z][A-Za-z0-9.:-]*)(?:\s+[A-Za-z_:@#*(\[][^\s\"'<>/=`]*(?:\s*=\s*{_VALUE})?)*\s*/?>")
_CLOSE_TAG = re.compile(r"</(?:[A-Za-z][A-Za-z0-9.:-]*)?\s*>|<>")
_AUTOLINK = re.compile(
    r"<(?:[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\x00-\x20\x7f<>]*"
    r"|[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]{1,255})>"
)
OPAQUE = frozenset({"code", "kbd", "samp", "tt", "var", "pre", "script", "style", "svg", "math", "textarea"})
"""Elements whose content is no prose."""
_TRANSLATE_NO = re.compile(r"""\stranslate\s*=\s*["']?no\b""", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")

_BRACED = (("{{<", ">}}"), ("{{%", "%}}"), ("{{", "}}"), ("{%", "%}"), ("{/*", "*/}"))
"""Shortcodes and expressions of Hugo, Liquid, Jinja and JSX, longest opener first."""
_FIELD = re.compile(
    r"\{(?:[A-Za-z_][\w.\[\]-]{0,99}(?:![rsa])?(?::[^{}\s]{0,40})?|[0-9]{0,3})\}"  # {name}, {name:>10}, {0}, {}
    r"|\{[#.:][^{}\n]*\}"  # {#id .class}, {: .class }
)
_SHORTCODE = re.compile(
    r"""\[(?:/[a-z][\w-]{0,40}|[a-z][\w-]{0,40}(?:\s+[\w-]+=(?:"[^"\[\]]*"|'[^'\[\]]*'|[^\s"'\[\]]+))+\s*/?)\]"""
)
"""WordPress's `[caption id="a"]` and `[/caption]`; one without attributes looks like a remark in brackets."""
_DOLLAR_FIELD = re.compile(r"\$\{[^{}\n]+\}")
_PERCENT_FIELD = re.compile(r"%\([^()\s]+\)[#0 +-]*[0-9]*(?:\.[0-9]+)?[A-Za-z]|%\{[^{}\s]+\}")
_TEX = re.compile(r"[\\^_{}=]")

_LOCAL_PART = re.compile(r"[A-Za-z0-9._%+-]+\Z")
_DOMAIN = re.compile(r"@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_EMOJI_NAME = re.compile(r":(?=[0-9_+-]{0,20}[a-z])[a-z0-9_+-]{1,50}:(?!_?[^\W_])")


class Atoms:
    """The atoms of one text. `floor` is the end of the text already read: no atom begins before it."""

    __slots__ = ("_absent", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._absent: set[str] = set()

    def at(self, pos: int, floor: int) -> InlineCode | None:
        """The atom at the trigger at `pos`."""
        text = self._text
        char = text[pos]
        if char == "<":
            return self._tag(pos)
        if char == "&":
            return _code(_ENTITY.match(text, pos), "tag")
        if char == "{":
            return self._braced(pos)
        if char == "$":
            return _code(_DOLLAR_FIELD.match(text, pos), "placeholder") or self._math(pos)
        if char == "%":
            return _code(_PERCENT_FIELD.match(text, pos), "placeholder")
        if char == "[":
            return _code(_SHORTCODE.match(text, pos), "placeholder")
        if char == ":":
            return self._colon(pos, floor)
        if char == "@":
            return self._email(pos, floor)
        if char == "w":
            return _address(text, WWW.match(text, pos))
        return _code(_FLAG.match(text, pos) or _EMOJI.match(text, pos), "emoji")

    def find(self, closer: str, pos: int) -> int:
        """The position of `closer` from `pos` on, or -1. Call it with growing positions."""
        if closer in self._absent:
            return -1
        found = self._text.find(closer, pos)
        if found < 0:
            self._absent.add(closer)
        return found

    def _tag(self, pos: int) -> InlineCode | None:
        text = self._text
        if match := _OPEN_TAG.match(text, pos):
            return self._element(match)
        if code := _code(_CLOSE_TAG.match(text, pos), "close"):
            return code if text[pos + 1] != ">" else InlineCode(pos, code.end, "open")
        if code := _code(_AUTOLINK.match(text, pos), "link"):
            return code
        if text.startswith("<!--", pos):
            return self._comment(pos)
        for opener, closer in (("<?", "?>"), ("<![CDATA[", "]]>")):
            if text.startswith(opener, pos) and (end := self.find(closer, pos)) >= 0:
                return InlineCode(pos, end + len(closer), "tag")
        return None

    def _element(self, tag: re.Match[str]) -> InlineCode:
        name = tag[1]
        if tag[0].endswith("/>") or name.lower() in _VOID:
            return InlineCode(tag.start(), tag.end(), "tag")
        if name.lower() in OPAQUE or _TRANSLATE_NO.search(tag[0]):
            closer = f"</{name}>"
            if (end := self.find(closer, tag.end())) >= 0:
                return InlineCode(tag.start(), end + len(closer), "code")
        return InlineCode(tag.start(), tag.end(), "open")

    def _comment(self, pos: int) -> InlineCode | None:
        end = self.find("-->", pos + 4)
        if end < 0:
            return None
        comment = self._text[pos + 4 : end].strip()
        if comment == "l10n:off":
            for closer in ("<!-- l10n:on -->", "<!--l10n:on-->"):
                if (close := self.find(closer, end)) >= 0:
                    return InlineCode(pos, close + len(closer), "code")
        return InlineCode(pos, end + 3, "tag")

    def _braced(self, pos: int) -> InlineCode | None:
        text = self._text
        for opener, closer in _BRACED:
            if text.startswith(opener, pos):
                end = self.find(closer, pos + len(opener))
                return InlineCode(pos, end + len(closer), "placeholder") if end >= 0 else None
        if match := _FIELD.match(text, pos):
            return _code(match, "tag" if text[pos + 1] in "#.:" else "placeholder")
        return None

    def _math(self, pos: int) -> InlineCode | None:
        """`$x^2$` and `$$x$$`. Money is no formula: a formula has a sign that only TeX uses."""
        text = self._text
        mark = "$$" if text.startswith("$$", pos) else "$"
        start = pos + len(mark)
        end = self.find(mark, start)
        if end <= start or end - start > 1000 or text[start].isspace() or text[end - 1].isspace():
            return None
        if mark == "$" and (not _TEX.search(text, start, end) or text[end + 1 : end + 2].isdigit()):
            return None
        return InlineCode(pos, end + len(mark), "code")

    def _colon(self, pos: int, floor: int) -> InlineCode | None:
        text = self._text
        if text.startswith("://", pos):
            before = text[max(floor, pos - 5) : pos].lower()
            scheme = next((scheme for scheme in SCHEMES if before.endswith(scheme)), None)
            return _address(text, URL.match(text, pos - len(scheme))) if scheme else None
        return None if _inside_word(text, pos) else _code(_EMOJI_NAME.match(text, pos), "emoji")

    def _email(self, pos: int, floor: int) -> InlineCode | None:
        text = self._text
        local = _LOCAL_PART.search(text[max(floor, pos - 64) : pos])
        domain = _DOMAIN.match(text, pos)
        if not local or not domain:
            return None
        return InlineCode(pos - len(local[0]), domain.end(), "url")


_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)


def _code(match: re.Match[str] | None, kind: CodeKind) -> InlineCode | None:
    return InlineCode(match.start(), match.end(), kind) if match else None


def _inside_word(text: str, pos: int) -> bool:
    marks = text[max(0, pos - 3) : pos]
    before = marks.rstrip("_")[-1:] if marks.endswith("_") else marks[-1:]  # underscores may be marks of emphasis
    return before.isalnum() or marks == "___"


def _address(text: str, match: re.Match[str] | None) -> InlineCode | None:
    return InlineCode(match.start(), url_end(text, *match.span()), "url") if match else None


_TRIGGERS = re.compile(rf"{TRIGGER}|\[")  # which means something else in markup languages


def text_codes(text: str) -> tuple[InlineCode, ...]:
    """The inline codes of text without a markup language of its own."""
    atoms = Atoms(text)
    codes: list[InlineCode] = []
    end = 0
    while match := _TRIGGERS.search(text, end):
        code = atoms.at(match.start(), codes[-1].end if codes else 0)
        if code:
            codes.append(code)
        end = max(match.end(), code.end if code else 0)
    return tuple(codes)


_PLAIN_START = re.compile(r"(?:[*_\[(\"“‘]{0,3}|[0-9.,]+ )[^\W\d_]+(?:[’'-][^\W\d_]+)*[,;:]? [^\W\d_]")


def has_words(text: str, codes: Iterable[InlineCode]) -> bool:
    """Whether there is a letter outside of the codes: something to translate."""
    end = 0
    for code in codes:
        if any(map(str.isalpha, text[end : code.start])):
            return True
        end = code.end
    return any(map(str.isalpha, text[end:]))


def starts_plainly(text: str) -> bool:
    """Whether the text begins with two plain words: then it has words, whatever its codes are."""
    return _PLAIN_START.match(text) is not None
