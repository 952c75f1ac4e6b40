"""The settings of the engine llm, and what it asks of whatever runs a model."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol

from l10n.engines.llm.prompt import Prompt
from l10n.errors import EngineError


@dataclass(frozen=True, slots=True)
class LlmSettings:
    """`[tool.l10n.engines.llm]`."""

    model: str = ""
    """An installed model's name, or the path of a GGUF file; empty for the largest that is installed."""
    endpoint: str = ""
    """The base address of an OpenAI-compatible server, such as `http://127.0.0.1:8080/v1`; it takes a model's place."""
    endpoint_model: str = "default"
    """The name of the model that the server is asked for."""
    profile: str = ""
    """The family that the model is of, where its name does not tell: `hy-mt`, `gemma`, `default`, …"""
    hosts: tuple[str, ...] = ()
    """Hosts other than this machine that the endpoint may be on: articles are sent there."""
    key_variable: str = ""
    """The environment variable with the server's key."""
    parallel: int = 0
    """Sentences translated at a time; 0 for what suits: one a core for a model in this process, at most four, and four
    for a server."""
    threads: int = 0
    """Processor cores for a model in this process; 0 for all of them."""
    context: int = 2048
    """Tokens of prompt and answer together, for each sentence translated at a time."""
    timeout: float = 180.0
    """Seconds after which a sentence that has no answer counts as failed."""
    styles: dict[str, str] = field(default_factory=dict)
    """A line on the style of each locale's articles, by its tag."""
    shots: int = 4
    """How many of the program's own example sentences a prompt has."""
    examples: int = 2
    """How many translations from the memory a prompt has."""
    hints: bool = True
    """Whether a prompt tells a small model the translations of common words, and any model those of large amounts."""
    previous: bool = True
    """Whether a prompt shows a large model, of a family that can take it, the article's title and the sentences before;
    small ones translate these, too."""
    allow_small: bool = False
    """Whether a model with fewer than a billion parameters may be used at all."""


class Ask(NamedTuple):
    """What a model is asked."""

    prompt: Prompt
    limit: int
    """The most tokens of the answer."""
    stop: tuple[str, ...]
    repetition: float = 1.0
    """What the probability of words that were there already is divided by."""


class Answer(NamedTuple):
    """What a model answers."""

    text: str
    whole: bool = True
    """Whether it ended by itself, not at the limit."""
    thought: bool = False
    """Whether the model thought, and a server took its thoughts out of the text."""


class Chat(Protocol):
    """Something that runs a model."""

    slots: int
    """How many answers it can work on at a time."""

    def answer(self, ask: Ask) -> Answer:
        """The answer, greedily decoded. Raises EngineError."""


def read_chat(answer: Any) -> Answer:
    """The answer in a chat completion, or in a plain one. Raises EngineError when it is neither."""
    try:
        choice = answer["choices"][0]
        whole = choice.get("finish_reason") != "length"
        if "text" in choice:
            return Answer(str(choice["text"] or ""), whole)
        message = choice["message"]
        thought = any(message.get(field) for field in ("reasoning_content", "reasoning", "thinking"))
        return Answer(str(message["content"] or ""), whole, thought)
    except (LookupError, TypeError, AttributeError):
        raise unusable(answer) from None


def unusable(answer: Any) -> EngineError:
    """What to raise for an answer in no known form."""
    return EngineError("the language model answers {answer}", answer=json.dumps(answer, default=str)[:200])
