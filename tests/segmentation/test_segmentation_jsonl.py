"""The filter of JSON lines."""

from __future__ import annotations

import json

import pytest

from l10n.errors import L10nError
from l10n.segmentation import segment_jsonl


def test_a_line_in_is_a_line_out() -> None:
    """Each object gives one line with its segments, in order, characters as they are; blank lines give none."""
    lines = ['{"lang": "en", "text": "One. Two."}\n', "\n", '{"text": "하나다. 둘이다.", "lang": "ko", "id": 7}\n']
    assert ['{"segments": ["One. ", "Two."]}', '{"segments": ["하나다. ", "둘이다."]}'] == list(segment_jsonl(lines))


def test_output_is_one_line_whatever_the_text() -> None:
    """Line ends inside a text stay inside the JSON string."""
    (line,) = segment_jsonl([json.dumps({"lang": "en", "text": "a\n\nb\u2028"})])
    assert [line] == line.split("\n")
    assert {"segments": ["a\n\n", "b\u2028"]} == json.loads(line)


def test_half_a_surrogate_pair_goes_out_as_it_came_in() -> None:
    """What no file can hold stays escaped, and the sentences are found all the same."""
    assert [r'{"segments": ["a \ud83d. ", "B."]}'] == list(segment_jsonl([r'{"lang": "en", "text": "a \ud83d. B."}']))


@pytest.mark.parametrize(
    "bad",
    [
        "{",
        "[]",
        '"text"',
        '{"lang": "en"}',
        '{"text": "a"}',
        '{"lang": 1, "text": "a"}',
        '{"lang": "en", "text": null}',
    ],
)
def test_a_bad_line_is_named_by_its_number(bad: str) -> None:
    """What came before is given out, then the error says which line it was."""
    filtered = segment_jsonl(['{"lang": "en", "text": "One."}', "", bad])
    assert '{"segments": ["One."]}' == next(filtered)
    with pytest.raises(L10nError) as caught:
        next(filtered)
    assert 3 == caught.value.line
