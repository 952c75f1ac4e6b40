"""Where the destination and title of an inline link end."""

import re

_BLANKS = re.compile(r"[ \t\n]*")
_TITLE = re.compile(r"""[ \t\n]+(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\((?:[^()\\]|\\.)*\))[ \t\n]*\)""", re.DOTALL)
_DESTINATION_STOP = re.compile(r"[()\\ \x00-\x1f]|\{[{%]")
_TEMPLATE = re.compile(r"\{(?:\{[^{}\n]{0,200}\}\}|%[^%\n]{0,200}%\})")
"""What a site generator puts in place before it reads Markdown: a destination that holds one may have blanks."""
_ANGLE_DESTINATION = re.compile(r"<(?:[^<>\n\\]|\\.)*>")
_MAX_PARENTHESES = 32


def destination_end(text: str, pos: int) -> int:
    """Where an inline link's `(destination "title")` that begins at `pos` ends, or -1 (CommonMark 6.3)."""
    blanks = _BLANKS.match(text, pos + 1)
    assert blanks
    pos = blanks.end()
    if text.startswith("<", pos):
        angle = _ANGLE_DESTINATION.match(text, pos)
        if not angle:
            return -1
        pos = angle.end()
    else:
        depth = 0
        while stop := _DESTINATION_STOP.search(text, pos):
            pos = stop.start()
            char = text[pos]
            if char == "\\":
                pos += 2
            elif char == "{":
                template = _TEMPLATE.match(text, pos)
                pos = template.end() if template else pos + 2
            elif char == "(":
                depth += 1
                pos += 1
                if depth > _MAX_PARENTHESES:
                    return -1
            elif char == ")" and depth:
                depth -= 1
                pos += 1
            else:
                break
        else:
            return -1
        if depth:
            return -1
    if title := _TITLE.match(text, pos):
        return title.end()
    blanks = _BLANKS.match(text, pos)
    assert blanks
    return blanks.end() + 1 if text.startswith(")", blanks.end()) else -1
