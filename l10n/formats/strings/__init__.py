"""Files of strings: JSON (and JSON with comments) and YAML. The values are units, under a filter of keys.

Which values are for readers nobody can know from a file alone. `ParseOptions.strings` names the keys; of those, what
is plainly no text (an address, a path, a file, a colour, a single word in lower case with marks in it) stays.
"""

import json
import re
from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase

from l10n.errors import SourceError
from l10n.formats.format import Format, ParseOptions
from l10n.formats.lines import body_start, line_end, split_lines
from l10n.formats.scalars import Scalar, empty_scalar
from l10n.formats.scalars.yaml import encode_yaml, yaml_scalars
from l10n.model import Document, InlineCode, Unit
from l10n.text.inline import has_words, text_codes

_NO_TEXT = re.compile(
    r"(?:[a-z][a-z0-9+.-]*:|[./~\\#@$])\S*"  # address, path, colour, package
    r"|\S*[/\\_=]\S*"  # path, identifier
    r"|\S*\.[A-Za-z0-9]{1,5}"  # file, module
    r"|[a-z0-9]+(?:[-.:][a-z0-9]+)+"  # slug, key
    r"|[a-z]+(?:[A-Z][a-z0-9]*)+"  # identifier
)
"""A value without white space that is no text."""
_PRINTF = re.compile(r"%(?:[0-9]{1,2}\$)?[-+#0]{0,3}[0-9]{0,3}(?:\.[0-9]{1,3})?[sdifuxg@](?![A-Za-z])")
_ICU = re.compile(r"\{\s{0,9}\w{1,99}\s{0,9},")


def parse_json(text: str, options: ParseOptions) -> Document:
    """A JSON file -> its strings. Raises SourceError, with the line, where it is malformed."""
    return _document("json", text, list(json_scalars(text)), options)


def parse_yaml(text: str, options: ParseOptions) -> Document:
    """A YAML file -> its strings. Raises SourceError, with the line, where it is malformed."""
    start = body_start(text)
    return _document("yaml", text, yaml_scalars(text, start, len(text)), options)


def _document(name: str, text: str, scalars: Iterable[Scalar], options: ParseOptions) -> Document:
    parts: list[str | Unit] = []
    done, line = 0, 1
    newline = line_end(text)
    for scalar in scalars:
        if not is_text(scalar.value) or not selects(options.strings, scalar.key):
            continue
        value = scalar.value.lstrip(" \t") if scalar.indent else scalar.value
        start = scalar.start + len(scalar.value) - len(value)
        skeleton, raw = text[done:start], text[start : scalar.end]
        line += len(split_lines(skeleton + "|")) - 1
        note = f"key: {scalar.key}" if scalar.key else ""
        parts += [skeleton] if skeleton else []
        leaves, left = empty_scalar(text, scalar)
        indent = newline + scalar.indent
        parts.append(Unit(value, raw, "paragraph", indent, scalar.syntax, note, line=line, leaves=leaves, left=left))
        line += len(split_lines(raw + "|")) - 1
        done = scalar.end
    if done < len(text):
        parts.append(text[done:])
    return Document(name, tuple(parts))


def selects(patterns: Iterable[str], key: str) -> bool:
    """Whether a list of patterns takes a key: the last one that fits decides, and one that begins with `!` refuses."""
    taken = False
    for pattern in patterns:
        if fnmatchcase(key, pattern.removeprefix("!")):
            taken = not pattern.startswith("!")
    return taken


def is_text(value: str) -> bool:
    """Whether a string is for readers, as far as it tells itself."""
    if not value or (not re.search(r"\s", value) and _NO_TEXT.fullmatch(value)):
        return False
    return has_words(value, string_codes(value))


def string_codes(text: str) -> tuple[InlineCode, ...]:
    """The inline codes of a message: printf fields and ICU arguments beside what any prose may hold."""
    codes: list[InlineCode] = []
    end = 0
    for start, stop in _messages(text):
        codes += _shifted(text, end, start)
        codes.append(InlineCode(start, stop, "placeholder"))
        end = stop
    return (*codes, *_shifted(text, end, len(text)))


def _messages(text: str) -> Iterator[tuple[int, int]]:
    """The printf fields, and the ICU arguments with a format (`{n, plural, …}`), whole."""
    pos = 0
    closed = True
    while found := re.compile(r"[%{]").search(text, pos):
        start = found.start()
        match = _PRINTF.match(text, start)
        stop = match.end() if match else 0
        if closed and _ICU.match(text, start):
            stop = _closing_brace(text, start)
            closed = stop > 0
        if stop:
            yield start, stop
        pos = stop or start + 1


def _closing_brace(text: str, start: int) -> int:
    depth = 0
    for match in re.compile(r"[{}]").finditer(text, start):
        depth += 1 if match[0] == "{" else -1
        if depth == 0:
            return match.end()
    return 0


def _shifted(text: str, start: int, end: int) -> Iterator[InlineCode]:
    for code in text_codes(text[start:end]):
        yield InlineCode(start + code.start, start + code.end, code.kind)


_STRING = r'"(?:[^"\\]|\\.)*"'
_COMMENT = re.compile(rf"{_STRING}|//[^\r\n]*|/\*(?:[^*]|\*(?!/))*\*/|,(?=[ \t\r\n]*[\]}}])")
_JSON_TOKEN = re.compile(rf"({_STRING})([ \t\r\n]*:)?|[{{}}\[\]]")


def json_scalars(text: str) -> Iterator[Scalar]:
    """The string values of a JSON text (RFC 8259); comments, and a comma before a closing bracket, are passed over.

    Raises SourceError where it is malformed.
    """
    masked = _COMMENT.sub(_mask, text)
    start = body_start(text)
    try:
        json.loads(masked[start:], parse_int=str)  # Python makes no integers of more than 4,300 digits
    except json.JSONDecodeError as error:
        raise SourceError(
            "this is not JSON: {reason}", reason=error.msg, line=error.lineno, column=error.colno
        ) from error
    except RecursionError as error:
        raise SourceError("the brackets of this JSON file are too deep") from error
    path: list[str | None] = []  # for each open bracket the key in it, None in an array
    for match in _JSON_TOKEN.finditer(masked, start):
        if match[2]:
            path[-1] = json.loads(match[1])
        elif match[1]:
            key = ".".join(name for name in path if name is not None)
            yield Scalar(key, match.start(1), match.end(1), json.loads(match[1]), "json")
        elif match[0] in "{[":
            path.append("" if match[0] == "{" else None)
        else:
            path.pop()


def _mask(match: re.Match[str]) -> str:
    """Blanks in the place of what is no JSON; strings stay."""
    return match[0] if match[0].startswith('"') else re.sub(r"[^\r\n]", " ", match[0])


def encode_json(unit: Unit, target: str) -> str:
    """A translation as a JSON string."""
    return json_string(target)


def json_string(value: str) -> str:
    """A string in JSON, with its letters as they are."""
    written = json.dumps(value, ensure_ascii=False)
    return re.sub("[\x7f-\x9f\u2028\u2029\ud800-\udfff]", lambda match: f"\\u{ord(match[0]):04x}", written)


def encode_yaml_unit(unit: Unit, target: str) -> str:
    """A translation as a YAML string, in the source's way of writing where that can hold it."""
    return encode_yaml(target, unit.syntax, unit.newline)


JSON = Format("json", parse_json, encode_json, string_codes)
YAML = Format("yaml", parse_yaml, encode_yaml_unit, string_codes)
