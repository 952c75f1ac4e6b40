"""Text from files, made harmless for what shows or reads it line by line: a terminal, a log, a spreadsheet.

A terminal obeys control characters (ECMA-48) and swaps letters at bidirectional overrides, embeddings and isolates
(Unicode Standard Annex 9), by which a name or text can hide what it is.
"""

import json
import re
from typing import Any

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_IN_JSON = re.compile(rf"{_CONTROL.pattern}|(?<=##)\[")


def visible(text: str) -> str:
    r"""The text with characters that a terminal obeys, but for tabs and line ends, written as `\x1b` or `\u202e`;
    so are lone surrogates, of which names that are no UTF-8 are made."""
    return _CONTROL.sub(_escape, text)


def _escape(match: re.Match[str]) -> str:
    code = ord(match[0])
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def json_text(value: Any) -> str:
    """A value as one JSON document that reads back exactly and that a terminal shows as it is; nor does it hold the
    mark `##[` by which logs of GitHub and Azure know a command."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    return _IN_JSON.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


_COMMAND = re.compile(r"^(?=[^\S\n]*::)|(?<=##)(?=\[)", re.MULTILINE)


def without_commands(text: str) -> str:
    r"""The text with a backslash in marks that GitHub's runner takes for commands: `::` where a line begins, and
    `##[` anywhere."""
    return _COMMAND.sub(r"\\", text)
