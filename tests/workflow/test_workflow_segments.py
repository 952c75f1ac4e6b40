"""`l10n segment`: the blocks and sentences of a file, and the filter of lines."""

from __future__ import annotations

import json


def test_a_file_s_blocks_and_sentences(workspace):
    """For people a line a sentence under each block; for programs one document whose segments join to the blocks."""
    workspace.write("a.md", "# A title\n\nOne sentence. Another one.\n")
    assert "3: paragraph\n    One sentence.\n    Another one.\n" in workspace.run("segment", "a.md").stdout
    blocks = json.loads(workspace.run("segment", "a.md", "--json").stdout)
    assert [["A title"], ["One sentence. ", "Another one."]] == [block["segments"] for block in blocks]


def test_lines_of_json(workspace):
    """A line in, a line out, in order, in each line's language."""
    lines = ['{"lang": "en", "text": "One. Two."}', '{"lang": "ko", "text": "하나다. 둘이다."}']
    output = workspace.run("segment", "--jsonl", input="\n".join(lines)).stdout.splitlines()
    assert [["One. ", "Two."], ["하나다. ", "둘이다."]] == [json.loads(line)["segments"] for line in output]


def test_a_file_that_is_not_there(workspace):
    """It is said to be missing, whatever its name ends with; a file of another kind is said to be one."""
    assert "nope: there is no such file" in workspace.run("segment", "nope", code=2).stderr
    workspace.write("a.pdf", "%PDF")
    assert "not supported" in workspace.run("segment", "a.pdf", code=2).stderr
