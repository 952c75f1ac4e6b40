"""The translation in a language model's answer, without what the model put around it. Pure functions.

Nothing is taken off that the source has as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from l10n.errors import LocaleError
from l10n.languages.language import language
from l10n.locales import display_name

_THOUGHTS = ("think", "thinking", "thought", "reasoning")
_OPEN = re.compile(rf"<({'|'.join(_THOUGHTS)})>", re.IGNORECASE)
_THOUGHT = re.compile(rf"<({'|'.join(_THOUGHTS)})>.*?(?:</\1>|\Z)", re.IGNORECASE | re.DOTALL)
_CLOSED = re.compile(rf".*</(?:{'|'.join(_THOUGHTS)})>", re.IGNORECASE | re.DOTALL)
_CHANNEL = re.compile(r".*(?:<channel\|>|<\|channel\|>final<\|message\|>)", re.DOTALL)
"""What ends the thoughts of Gemma 4 and of gpt-oss."""
_SPECIAL = re.compile(r"<\|\w[^<>\s]*\|>|<turn\|>|<｜[^<>\s]*｜>|\[\|\w+\|\]|</?s>|<(?:start|end)_of_turn>|<eos>")
"""The marks of chat templates, which a server that does not know the model lets through."""
_PAIRS = (
    *(("**", "**"), ("__", "__"), ("*", "*"), ("```", "```"), ("`", "`")),
    *(('"', '"'), ("“", "”"), ("'", "'"), ("‘", "’"), ("「", "」"), ("『", "』"), ("«", "»"), ("„", "“")),
)
_QUOTES = frozenset(opening for opening, _ in _PAIRS[5:])
_TAGGED = re.compile(r"<([a-z][\w-]*)>(.*)</\1>", re.IGNORECASE)
_POLITE = r"(?:sure|certainly|of course|ok(?:ay)?|absolutely|understood)"
_NOD = re.compile(rf"{_POLITE}(?: thing)?[!.,]*\s*", re.IGNORECASE)
_SHORT = 20
"""Characters up to which a sentence may be nothing but such a word."""
_COLON = re.compile(r":(?!\d)|：")
_NOTE = re.compile(
    r"\s*[(（\[*]+(?:translator['’]?s? |translation )?(?:note|explanation|literal(?:ly| translation)?)s?\s*[:：].*\Z",
    re.IGNORECASE,
)


def is_thinking(answer: str, sentence: str) -> bool:
    """Whether an answer begins with thoughts that it does not end."""
    return bool(_OPEN.match(answer.lstrip())) and not _OPEN.search(sentence) and not _CLOSED.match(answer)


def read_answer(answer: str, sentence: str, target: str) -> str:
    """The translation of a sentence in a model's answer: its first line, without thoughts, template marks, an
    announcement, emphasis, tags or quotes around the whole, and a note behind it. Empty when nothing else is there."""
    if not _OPEN.search(sentence):
        answer = _THOUGHT.sub("", answer) if _OPEN.match(answer.lstrip()) else answer
        answer = _CLOSED.sub("", answer, count=1)
    if not _SPECIAL.search(sentence):
        parts = _SPECIAL.split(_CHANNEL.sub("", answer, count=1))
        answer = next((part for part in parts if part.strip()), "")
    return next(filter(None, (_bare(line, sentence, target) for line in _lines(answer))), "")


def _lines(answer: str) -> Iterator[str]:
    """The lines with text, those of a fence left out."""
    return (line.strip() for line in answer.splitlines() if line.strip() and not re.fullmatch(r"\s*```\w*\s*", line))


def _bare(line: str, sentence: str, target: str) -> str:
    source = sentence.strip()
    before = None
    while before != line:
        before = line
        if _NOD.fullmatch(line) and len(source) > _SHORT:
            return ""
        line = _unlabelled(line, source, target)
        if source.rstrip(" .。*")[-1:] not in {")", "）", "]"}:
            line = _NOTE.sub("", line)
        line = _unwrapped(line, source)
    return line


def _unlabelled(line: str, source: str, target: str) -> str:
    """The line without an announcement of the translation. A label stays where the source has one, too: where the line
    has no more colons than it."""
    for label in _labels(target):
        found = label.match(line)
        if found and len(_COLON.findall(line)) > len(_COLON.findall(source)):
            line = line[found.end() :]
    return line


def _unwrapped(line: str, source: str) -> str:
    """The line without a pair of marks or tags around the whole of it."""
    tagged = _TAGGED.fullmatch(line)
    if tagged and f"<{tagged[1]}" not in source:
        return tagged[2].strip()
    for opening, closing in _PAIRS:
        inner = line[len(opening) : -len(closing)]
        if not (line.startswith(opening) and line.endswith(closing) and len(line) > len(opening) + len(closing)):
            continue
        has = source[:1] in _QUOTES if opening in _QUOTES else opening in source
        if not has and opening not in inner and closing not in inner:
            return inner.strip()
    return line


@cache
def _labels(target: str) -> tuple[re.Pattern[str], ...]:
    """Announcements: a sentence that says that the translation comes, an option's number, and a label."""
    words = "|".join(map(re.escape, sorted({*_names(target), *language(target).translation}, key=len, reverse=True)))
    label = (
        rf"(?:(?:the )?(?:{words}) )?(?:translat(?:ion|ed)(?: text| sentence)?|version|answer|output|result)|{words}"
    )
    here = r"(?:here(?:['’]s| is| are)|below is|i(?:['’]ll| will))\b"
    patterns = (
        rf"(?:{_POLITE}\b[^:：\n]{{0,40}}?[,.!]\s*)?here(?:['’]s| is| are)\b[^:：\n]{{0,80}}[:：]\s*",
        rf"[^:：\n]{{0,200}}\b{here}[^:：\n]{{0,80}}\btranslat[^:：\n]{{0,80}}[:：]\s*",
        r"(?:[*•-]\s+|\d+[.)]\s+)?[*_]*(?:option|version|translation) \d+\b[^:：\n]{0,60}[:：]+[*_]*\s*",
        rf"[*_]*(?:{label})(?: (?:in|into|of|is|to|as)\b[^:：\n]{{0,60}})?[*_]*\s*[:：]+[*_]*\s*",
    )
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)


def _names(target: str) -> set[str]:
    """What the target's language is called, in English and by itself, with and without its country."""
    found = set()
    for tag in (target, language(target).code):
        try:
            found |= {display_name(tag), display_name(tag, tag)}
        except LocaleError:
            continue
    return found
