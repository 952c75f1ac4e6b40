<<<<<<< HEAD
"""Texts that are names of code alone: no language has other words for them."""
=======
"""Whether a text is code, though nothing marks it as such: an identifier, an option or a file alone, a command."""
>>>>>>> 135ef91 (formats: parameters of shortcodes are text, code that nothing marks is none; check: a catalog alone finds its articles' dialect; drafting: placeholders win)

import re
from collections.abc import Iterable

from l10n.model import InlineCode

<<<<<<< HEAD
_IDENTIFIER = re.compile(
    r"--?[a-z][\w-]*(?:=\S*)?"  # an option
    r"|[\w.-]*[A-Za-z0-9]_[A-Za-z0-9][\w.-]*(?:\(\))?|_[\w.]*|[\w.]+\(\)"
    r"|[a-z][\w-]*(?:\.[a-z]\w*)+"  # a file, a dotted name
    r"|[a-z]{2,}(?:[A-Z][a-z]\w*)+"
    r"|\w+(?:::\w+)+"
    r"|(?:\.{0,2}/)?(?:[\w.-]+/){2,}[\w.-]*|\.{0,2}/[\w.-]+/?|[\w.-]+/[\w-]+\.[a-z]\w*|[a-z][\w.-]*/",
    re.ASCII,
)


def is_identifier(text: str, codes: Iterable[InlineCode]) -> bool:
    """Whether what a text holds besides its inline codes is one identifier, option, file or path."""
=======
_ALONE = re.compile(
    r"--?[a-z][\w-]*(?:=\S+)?"  # an option
    r"|\w*[^\W_]_[^\W_]\w*(?:\.\w+)*"  # snake_case, about_Jobs
    r"|[a-z_][\w-]+(?:\.[A-Za-z_]\w+)+"  # a dotted name, a file
    r"|[a-z]{2,}(?:[A-Z][a-z0-9]+){2,}"  # camelCase of three humps
    r"|\w+(?:::\w+)+|[\w.:]+\(\)"
    r"|\.{0,2}/[\w.-]+(?:/[\w.-]+)*/?|[\w.-]+(?:/[\w.-]+)*/[\w-]+\.[a-z]{1,5}"  # a path
)
_COMMAND = re.compile(
    r"(?:\$ |(?:sudo )?(?:npm|npx|pnpm|yarn|pip3?|uv|git|docker|cargo|curl|wget|brew|apt|apt-get|python3?|node|go) "
    r"(?=(?:\S+ ){0,9}(?:--?[a-z]|\S*[/=@_]\S)))[^\s.,;:][^\n]{0,200}(?<![.,;:!?])"
)
"""A command behind a prompt, or one of well-known names with an option, a path or an assignment."""
_LONGEST = 240


def is_code(text: str, codes: Iterable[InlineCode]) -> bool:
    """Whether a text with these inline codes says nothing but an identifier, an option, a path or a command."""
    if len(text) > _LONGEST:
        return False
>>>>>>> 135ef91 (formats: parameters of shortcodes are text, code that nothing marks is none; check: a catalog alone finds its articles' dialect; drafting: placeholders win)
    pieces: list[str] = []
    end = 0
    for code in codes:
        pieces.append(text[end : code.start])
<<<<<<< HEAD
        end = code.end
    plain = "".join([*pieces, text[end:]]).strip()
    return " " not in plain and _IDENTIFIER.fullmatch(plain) is not None
=======
        if code.kind not in ("open", "close", "image", "emoji", "tag", "footnote"):
            return False  # code that is marked is a word of the sentence around it
        end = code.end
    plain = " ".join("".join([*pieces, text[end:]]).split())
    return bool(_ALONE.fullmatch(plain) or _COMMAND.fullmatch(plain))
>>>>>>> 135ef91 (formats: parameters of shortcodes are text, code that nothing marks is none; check: a catalog alone finds its articles' dialect; drafting: placeholders win)
