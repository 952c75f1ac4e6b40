"""Front matter: the YAML (`---`) or TOML (`+++`) block at the head of a document. Its strings are replaced in place, so
that order, quotes, comments and other keys stay as they are."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from l10n.errors import SourceError
from l10n.formats.lines import body_start, line_end
from l10n.formats.omission import line_span, reach
from l10n.formats.scalars import Scalar, empty_scalar
from l10n.formats.scalars.toml import encode_toml, toml_scalars, top_level_end
from l10n.formats.scalars.yaml import encode_yaml, yaml_scalars
from l10n.model import Unit

_OPEN = {"---": "yaml", "+++": "toml"}
_FENCE = re.compile(r"(---|\+\+\+)[ \t]*(?:\r\n|\r|\n)")
_CLOSE = {
    "yaml": re.compile(r"(?<=[\r\n])(?:---|\.\.\.)[ \t]*(?:\r\n|\r|\n|\Z)"),
    "toml": re.compile(r"(?<=[\r\n])\+\+\+[ \t]*(?:\r\n|\r|\n|\Z)"),
}
_FIRST = {
    "yaml": re.compile(r"(?:[ \t]*(?:#[^\r\n]*)?[\r\n])*(?:\Z|[\"'\w][^:\r\n]*:(?:[ \t\r\n]|\Z))"),
    "toml": re.compile(r"(?:[ \t]*(?:#[^\r\n]*)?[\r\n])*[ \t]*(?:\Z|\[|[\"'\w][^=\r\n]*=)"),
}
"""The form of the first line that is neither blank nor a comment; otherwise the fence is a thematic break."""

_UNUSUAL = re.compile(r"(?:[ \t]*(?:#[^\r\n]*)?[\r\n])*(?:[{&!:$@/.~<=(]|\?[ \t\r\n]|\S[^\s:]*:)")
"""The form of the first line of rarer YAML mappings; the parser decides whether it is one."""

_INDENT = re.compile(r"(?:[ \t]*(?:#[^\r\n]*)?[\r\n])*([ \t]*)")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """Where a document's front matter is."""

    style: Literal["yaml", "toml"]
    start: int
    """Where its first line begins, behind the opening fence."""
    close: int
    """Where the closing fence begins."""
    end: int
    """Where the document's body begins."""


def find_front_matter(text: str) -> FrontMatter | None:
    """The front matter at the head of `text`, or None. A fence that is never closed opens none."""
    fence = _FENCE.match(text, body_start(text))
    if not fence:
        return None
    style: Literal["yaml", "toml"] = "yaml" if fence[1] == "---" else "toml"
    close = _CLOSE[style].search(text, fence.end())
    if not close:
        return None
    inside = text[fence.end() : close.start()]
    if not (_FIRST[style].match(inside) or (style == "yaml" and _UNUSUAL.match(inside) and _is_mapping(inside))):
        return None
    return FrontMatter(style, fence.end(), close.start(), close.end())


def front_matter_scalars(text: str, matter: FrontMatter) -> Iterator[Scalar]:
    """The strings of a front matter, in order; none if its YAML cannot be read: it stays unchanged."""
    if matter.style == "toml":
        return toml_scalars(text, matter.start, matter.close)
    try:
        return iter(list(yaml_scalars(text, matter.start, matter.close)))
    except SourceError:
        return iter(())


def omission(text: str, matter: FrontMatter, scalar: Scalar) -> tuple[tuple[tuple[int, int], ...], str]:
    """`Unit.leaves` and `Unit.left` of a value of the front matter: a top-level key leaves with its line, any other
    value becomes empty."""
    leaves, left = empty_scalar(text, scalar)
    line = re.compile(rf"[ \t]*[\"']?{re.escape(scalar.key)}[\"']?[ \t]*[:=][ \t]*").match(
        text, line_span(text, scalar.start, scalar.start, joins=False)[0], scalar.start
    )
    alone = line and line.end() == scalar.start and line[0][0] not in _BLANKS and "multi" not in scalar.syntax
    rest = _REST.match(text, scalar.end, matter.close) if alone else None
    return ((reach(scalar.start, scalar.end, (line.start(), rest.end())),) if line and rest else leaves), left


_BLANKS = " \t"
_REST = re.compile(r"[ \t]*(?:[ \t]#[^\r\n]*)?(?:\r\n|\r|\n)")


def encode_scalar(unit: Unit, target: str) -> str:
    """A translated front-matter value, quoted where necessary, so that it reads back as `target`."""
    encode = encode_yaml if unit.syntax.startswith("yaml") else encode_toml
    return encode(target, unit.syntax, unit.newline)


def label(text: str, fields: Mapping[str, str]) -> str:
    """States `fields` as top-level keys of the front matter. An existing key gets the value in place, a new key is
    added at the end of the top level. The direction (`dir`) is left to HTML. Text without front matter stays
    unchanged."""
    for key, value in fields.items():
        if key == "dir":
            continue
        matter = find_front_matter(text)
        if not matter:
            return text
        text = _set(text, matter, key, value)
    return text


def _is_mapping(text: str) -> bool:
    """Whether a text is YAML, and a mapping."""
    import yaml

    try:
        events = list(islice(yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)), 3))
        list(yaml_scalars(text, 0, len(text)))
    except (yaml.YAMLError, SourceError, UnicodeEncodeError):
        return False
    return len(events) > 2 and isinstance(events[2], yaml.MappingStartEvent)


_FLOW_MAPPING = re.compile(r"(?:[ \t]*(?:#[^\r\n]*)?[\r\n])*\s*(?:[&!]\S+\s+)*\{(?=\s*(\}?))")


def _set(text: str, matter: FrontMatter, key: str, value: str) -> str:
    yaml = matter.style == "yaml"
    encode, style = (encode_yaml, "yaml-plain") if yaml else (encode_toml, "toml-basic")
    for scalar in front_matter_scalars(text, matter):
        if scalar.key == key:
            return text[: scalar.start] + encode(value, scalar.syntax, scalar.indent) + text[scalar.end :]
    written = encode(value, style, "")
    top = matter.close if yaml else top_level_end(text, matter.start, matter.close)
    if yaml and (flow := _FLOW_MAPPING.match(text, matter.start, matter.close)):
        place = flow.end()
        return f"{text[:place]}{key}: {encode(value, 'yaml-flow', '')}{'' if flow[1] else ', '}{text[place:]}"
    first = _INDENT.match(text, matter.start, matter.close)
    indent = first[1] if yaml and first else ""
    mark = r":(?=[ \t\r\n])" if yaml else "="
    if other := re.compile(rf"(?<=[\r\n]){indent}{re.escape(key)}[ \t]*{mark}([^\r\n#]*)").search(
        text, matter.start, top
    ):
        return _replace_other(text, other, written)
    line = f"{indent}{key}{':' if yaml else ' ='} {written}{line_end(text)}"
    return text[:top] + line + text[top:]


def _replace_other(text: str, match: re.Match[str], written: str) -> str:
    """Replaces a value on one line that is no string: nothing, a number, `no`. A collection stays unchanged."""
    if match[1].strip()[:1] in tuple("|>{[&*!"):
        return text
    start = match.start(1)
    end = start + len(match[1].rstrip())
    return f"{text[:start]} {written}{text[end:]}"
