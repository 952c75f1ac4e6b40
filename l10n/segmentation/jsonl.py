"""Segmentation as a filter of JSON lines, for other programs to call."""

import json
from collections.abc import Iterable, Iterator

from l10n.errors import L10nError
from l10n.files import is_text
from l10n.segmentation.segmenter import sentences
from l10n.translatable import Text

_HINT = Text('Write one object a line: {"lang": "en", "text": "One sentence. Another."}')


def segment_jsonl(lines: Iterable[str]) -> Iterator[str]:
    """`{"lang": …, "text": …}` a line in, `{"segments": […]}` a line out, without line ends; blank lines are skipped.

    Raises L10nError, with the number of the line, for one that is no such object.
    """
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise L10nError("not JSON: {reason}", reason=error, line=number, hint=_HINT) from None
        if not isinstance(row, dict) or not isinstance(row.get("text"), str) or not isinstance(row.get("lang"), str):
            raise L10nError('not an object with the strings "lang" and "text"', line=number, hint=_HINT)
        segments = sentences(row["text"], row["lang"])
        # Half a surrogate pair, which JSON can write and no file can hold, goes out as it came in: escaped.
        yield json.dumps({"segments": segments}, ensure_ascii=not is_text(row["text"]))
