"""The prompt that makes a language model translate one sentence, and the parsing of its answer. Pure functions.

The varying parts come last, so that a server can reuse its computation of the constant beginning (the system line and
the program's own examples) for the next sentence.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from l10n.drafting import Request
from l10n.engines.llm.hints import Pair, example_pairs, word_hints
from l10n.languages.language import language
from l10n.locales import display_name

VERSION = 1
"""Part of the fingerprint: another wording makes other drafts."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One message of the conversation."""

    role: Literal["system", "user", "assistant"]
    content: str


@dataclass(frozen=True, slots=True)
class PromptStyle:
    """The parts of a prompt besides the sentence."""

    style: str | None = None
    """A line on the locale's style; None for the program's own line for the language."""
    shots: int = 4
    """How many of the program's example sentences."""
    examples: int = 2
    """The most translations from the memory."""
    hints: bool = True
    """Whether hints from the program's table of common words are added to the glossary's."""
    previous: bool = True
    """Whether the sentence before is shown."""


def conversation(request: Request, source: str, target: str, style: PromptStyle) -> tuple[Turn, ...]:
    """The messages for one request, ending with the user's, which the model answers with the translation alone."""
    codes = language(source).code, language(target).code

    def terms_of(sentence: str) -> tuple[Pair, ...]:
        return word_hints(sentence, *codes) if style.hints else ()

    shots = [(text, translation) for text, translation in example_pairs(*codes)[: style.shots]]
    examples = [(match.source, match.target) for match in request.examples[: style.examples]]
    # The most similar example stands last, nearest to the sentence.
    turns = [Turn("system", system_line(source, target, style.style))]
    for text, translation in [*shots, *reversed(examples)]:
        turns += [Turn("user", _question(text, terms_of(text))), Turn("assistant", _one_line(translation))]
    own = tuple((term.source, term.target) for term in request.terms if term.target and not term.forbidden)
    terms = _merged(own, terms_of(request.sentence))
    turns.append(Turn("user", _question(request.sentence, terms, request.previous if style.previous else "")))
    return tuple(turns)


def system_line(source: str, target: str, style: str | None) -> str:
    """The system message: the model's role, its task, the style."""
    if style is None:
        style = language(target).style
    return (
        f"You translate news articles from {display_name(source)} to {display_name(target)}. "
        "Answer with the translation of the sentence only, on one line. "
        "Use the translations that the terms give. Keep codes such as QX01 as they are. " + style
    ).strip()


def _merged(own: tuple[Pair, ...], hints: tuple[Pair, ...]) -> tuple[Pair, ...]:
    """The glossary's terms, then the hints that no term covers."""
    covered = " ".join(text.lower() for text, _ in own)
    return (*own, *(hint for hint in hints if hint[0].lower() not in covered))


def _question(sentence: str, terms: tuple[Pair, ...], previous: str = "") -> str:
    lines = [f"Before it: {_one_line(previous)}"] if previous.strip() else []
    if terms:
        lines.append("Terms: " + ", ".join(f"{text} = {translation}" for text, translation in terms))
    return "\n".join([*lines, _one_line(sentence)])


def _one_line(text: str) -> str:
    return " ".join(text.split())


def answer_limit(sentence: str) -> int:
    """The most tokens of an answer: far more than a translation needs, far fewer than a loop would take."""
    return 32 + len(sentence.encode("utf-8", "replace"))


_QUOTES = (('"', '"'), ("“", "”"), ("'", "'"), ("「", "」"))


def read_answer(answer: str, sentence: str, target: str) -> str:
    """The translation in a model's answer: its first line, without a label or quotes that the model added."""
    line = next(_lines(answer), "")
    label = _label(target)
    if not label.match(sentence):
        line = label.sub("", line, count=1)
    for opening, closing in _QUOTES:
        quoted = line.startswith(opening) and line.endswith(closing) and len(line) > 1
        if quoted and opening not in line[1:-1] and sentence.strip()[:1] not in {left for left, _ in _QUOTES}:
            line = line[1:-1].strip()
    return line


@cache
def _label(target: str) -> re.Pattern[str]:
    words = "".join(f"|{word}" for word in language(target).translation)
    return re.compile(rf"^(?:translation|[A-Z][a-z]+(?: translation)?{words})\s*[:：]\s*")


def _lines(answer: str) -> Iterator[str]:
    """The lines with text, without the model's thoughts."""
    without_thoughts = answer.rpartition("</think>")[2]
    return (stripped for line in without_thoughts.splitlines() if (stripped := line.strip()))
