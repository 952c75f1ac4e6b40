"""The prompt that makes a language model translate one sentence. Pure functions.

The varying parts come last, so that a server can reuse its computation of the constant beginning (the system line and
the program's own examples) for the next sentence.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from l10n.drafting import Request
from l10n.engines.llm.hints import Pair, example_pairs, word_hints
from l10n.engines.llm.profiles import DEFAULT, Profile
from l10n.languages.language import language
from l10n.locales import bcp47_tag, display_name

VERSION = 2
"""Part of the fingerprint: another wording makes other drafts."""
_BEFORE = 500
"""The most characters of what stands before the sentence."""


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
    """Whether the program's own hints are added to the glossary's."""
    words: bool = True
    """Whether these tell words of its lexicon, and not large amounts of money and people alone."""
    article: bool = False
    """Whether the article's title and the sentences before are shown."""


Prompt = tuple[Turn, ...] | str
"""A conversation that ends with the user's turn, or a text to go on with."""


def prompt_for(request: Request, source: str, target: str, style: PromptStyle, profile: Profile = DEFAULT) -> Prompt:
    """What a model of a family is asked for one request; it answers with the translation alone."""
    if profile.instruction:
        text = _in_the_family_s_words(request, source, target, profile)
        return text if profile.form == "raw" else (Turn("user", text),)
    turns = conversation(request, source, target, style, profile.system_suffix)
    if profile.form == "chat":
        return turns
    system, first, *others = turns
    return (Turn("user", f"{system.content}\n\n{first.content}"), *others)


def _in_the_family_s_words(request: Request, source: str, target: str, profile: Profile) -> str:
    """The instruction that a family was trained on, filled in."""
    codes = language(source).code, language(target).code
    own = _own_terms(request) if profile.with_terms else ()
    at_home = profile.home and profile.home in codes
    words = profile.with_terms if own else profile.home_instruction if at_home else profile.instruction
    said = [profile.term.format(term=term, translation=translation) for term, translation in own]
    return words.format(
        text=_one_line(request.sentence),
        source=display_name(source),
        target=display_name(target),
        source_tag=bcp47_tag(source),
        target_tag=bcp47_tag(target),
        source_code=codes[0],
        target_code=codes[1],
        target_at_home=display_name(target, profile.home) if profile.home else "",
        terms=("\n" if profile.home else ", ").join(said),
    )


def conversation(request: Request, source: str, target: str, style: PromptStyle, suffix: str = "") -> tuple[Turn, ...]:
    """The messages for one request in the program's own words, ending with the user's. `suffix` ends the first."""
    codes = language(source).code, language(target).code

    def terms_of(sentence: str) -> tuple[Pair, ...]:
        if not style.hints:
            return ()
        if style.words:
            return word_hints(sentence, *codes)
        return tuple((text, translation) for _, text, translation in language(target).grammar.amounts(sentence))

    shots = [(text, translation) for text, translation in example_pairs(*codes)[: style.shots]]
    examples = [(match.source, match.target) for match in request.examples[: style.examples]]
    # The most similar example stands last, nearest to the sentence.
    turns = [Turn("system", system_line(source, target, style.style) + suffix)]
    for text, translation in [*shots, *reversed(examples)]:
        turns += [Turn("user", _question(text, terms_of(text))), Turn("assistant", _one_line(translation))]
    terms = _merged(_own_terms(request), terms_of(request.sentence))
    around = (request.title, request.previous) if style.article else ("", "")
    turns.append(Turn("user", _question(request.sentence, terms, *around)))
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


def _own_terms(request: Request) -> tuple[Pair, ...]:
    """The glossary's."""
    return tuple((term.source, term.target) for term in request.terms if term.target and not term.forbidden)


def _merged(own: tuple[Pair, ...], hints: tuple[Pair, ...]) -> tuple[Pair, ...]:
    """The glossary's terms, then the hints that no term covers."""
    covered = " ".join(text.lower() for text, _ in own)
    return (*own, *(hint for hint in hints if hint[0].lower() not in covered))


def _question(sentence: str, terms: tuple[Pair, ...], title: str = "", previous: str = "") -> str:
    lines = [f"Title of the article: {_one_line(title)}"] if title.strip() else []
    if previous.strip():
        lines.append(f"Before it: {_one_line(previous)[-_BEFORE:]}")
    if terms:
        lines.append("Terms: " + ", ".join(f"{text} = {translation}" for text, translation in terms))
    if lines and (title.strip() or previous.strip()):
        lines.append("Translate only this sentence:")
    return "\n".join([*lines, _one_line(sentence)])


def _one_line(text: str) -> str:
    return " ".join(text.split())


def answer_limit(sentence: str) -> int:
    """The most tokens of an answer: far more than a translation needs, far fewer than a loop would take."""
    return 32 + len(sentence.encode("utf-8", "replace"))
