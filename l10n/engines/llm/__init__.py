"""Language models: a GGUF file run by llama.cpp in this process, or a server that speaks OpenAI's chat completions."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from l10n.engines import storage
from l10n.engines.best_model import is_large
from l10n.engines.engine import ANY, Model, read_settings
from l10n.engines.languages import cut_long
from l10n.engines.llm.answer import is_thinking, read_answer
from l10n.engines.llm.endpoint import EndpointChat
from l10n.engines.llm.gguf import read_header
from l10n.engines.llm.install import FILE_NAME, NAME
from l10n.engines.llm.local import LocalChat, library_installed
from l10n.engines.llm.profiles import DEFAULT, LARGE, PROFILES, Profile, profile_for
from l10n.engines.llm.prompt import VERSION, PromptStyle, answer_limit, prompt_for
from l10n.engines.llm.servers import served_models
from l10n.engines.llm.settings import Answer, Ask, Chat, LlmSettings
from l10n.engines.parallel import map_in_threads
from l10n.errors import ConfigurationError, EngineError
from l10n.locales import language
from l10n.model import text_hash
from l10n.translatable import Text

if TYPE_CHECKING:
    from l10n.drafting import Engine, Request

__all__ = ["load", "model_for", "models", "restriction", "served_models", "supports"]

MIN_PARAMETERS = 1_000_000_000
"""Smaller models write fluent sentences that the article does not say (a 270M one: chrF 7 from English to Korean)."""
SENTENCES_A_SLOT = 4
"""With fewer than this for each, another slot costs more than it saves: each has to read the beginning of the prompt,
about 300 tokens, once for itself."""
PIECE_BYTES = 1500
"""A longer sentence is translated in pieces, so that prompt and answer fit in a slot."""
THOUGHTS = 4096
"""Tokens that a model may think before it answers, where nothing keeps it from thinking."""


class LlmEngine:
    """A language model that translates sentence by sentence, several at a time."""

    name = NAME

    def __init__(
        self, chat: Chat, label: str, settings: LlmSettings, profile: Profile = DEFAULT, *, large: bool = False
    ) -> None:
        from l10n.drafting.engine import AS_WRITTEN

        self.reading = replace(AS_WRITTEN, markup=large)  # a small one keeps codes no better than it keeps them apart
        self.article = large and profile.article and settings.previous
        told = profile.restriction
        self.notes = (Text("{model}: {restriction}", model=label, restriction=told),) if told else ()
        self._chat = chat
        self._settings = settings
        self._profile = profile
        self._large = large
        self._thinks = False
        mark = [f".{profile.name}"] if profile.name != DEFAULT.name else []
        mark += [".article"] if self.article else []
        self.fingerprint = f"llm-{label}@{VERSION}{''.join(mark)}{_changed_prompt(settings)}"
        self.batch = SENTENCES_A_SLOT * chat.slots

    def pairs(self) -> Iterable[tuple[str, str]]:
        return [(ANY, ANY)]

    def translate(self, sentences: Sequence[str], source: str, target: str) -> list[str]:
        from l10n.drafting import Request

        return self.translate_in_context([Request(sentence) for sentence in sentences], source, target)

    def translate_in_context(self, requests: Sequence[Request], source: str, target: str) -> list[str]:
        """See ContextEngine. An answer that runs to the cap, as loops do, is tried once more and then left out."""
        translate = partial(self._translate_one, source=source, target=target)
        at_a_time = min(self._chat.slots, -(-len(requests) // SENTENCES_A_SLOT))
        return map_in_threads([translate] * at_a_time, requests, 2 * self._settings.timeout, NAME)

    def _translate_one(self, request: Request, source: str, target: str) -> str:
        if not request.sentence.strip():
            return ""
        pieces = cut_long(request.sentence, PIECE_BYTES)
        if len(pieces) > 1:
            parts = [self._translate_one(replace(request, sentence=piece), source, target) for piece in pieces]
            return " ".join(part for part in parts if part) if all(parts) else ""
        return self._asked(request, source, target)

    def _asked(self, request: Request, source: str, target: str) -> str:
        """The translation; empty when two attempts give none. The first one ends with its first line, which an answer
        that begins with thoughts or an announcement does not fit in, and then the second one may go on."""
        sentence, decoding = request.sentence, self._profile.decoding
        prompt = prompt_for(request, source, target, self._style(target), self._profile)
        limit = answer_limit(sentence)
        repetition, silent = decoding.repetition, self._thinks
        if not silent:
            answer = self._chat.answer(Ask(prompt, limit, ("\n", *decoding.stop), repetition))
            if answer.whole and (text := read_answer(answer.text, sentence, target)):
                return text
            self._thinks = _thinks(answer, sentence)
            silent = self._thinks or not answer.text.strip()
            if not answer.whole and not silent:
                repetition = max(repetition, 1.2)
        limit += THOUGHTS if silent else 0
        answer = self._chat.answer(Ask(prompt, limit, decoding.stop, repetition))
        return read_answer(answer.text, sentence, target) if answer.whole else ""

    def _style(self, target: str) -> PromptStyle:
        settings = self._settings
        styles = {tag.replace("-", "_"): line for tag, line in settings.styles.items()}
        style = styles.get(target.replace("-", "_"), styles.get(language(target)))
        words = not self._large
        return PromptStyle(style, settings.shots, settings.examples, settings.hints, words, self.article)


def _thinks(answer: Answer, sentence: str) -> bool:
    """Whether a model spends its answer on thoughts."""
    return is_thinking(answer.text, sentence) or (answer.thought and not answer.text.strip())


def _changed_prompt(settings: LlmSettings) -> str:
    """A mark for settings that make other prompts than the program's own; empty when there is none."""
    plain = LlmSettings()
    names = ("styles", "shots", "examples", "hints")
    changed = {name: getattr(settings, name) for name in names if getattr(settings, name) != getattr(plain, name)}
    return f"+{text_hash(json.dumps(changed, sort_keys=True))[:4]}" if changed else ""


def models() -> list[Model]:
    return [
        storage.model_of(path, manifest, NAME)
        for path, manifest in storage.installed(NAME)
        if (path / FILE_NAME).is_file()
    ]


def restriction(model: Model) -> Text | None:
    """What the licence of a model does not allow, where that is unusual and its family tells."""
    return profile_for(model.name).restriction


def _file_and_label(settings: LlmSettings) -> tuple[Path, str] | None:
    """The GGUF file to use and a name for the fingerprint; None when none is installed. Raises EngineError."""
    installed = models()
    if not settings.model:
        largest = max(installed, key=lambda model: model.size, default=None)
        return (largest.path / FILE_NAME, largest.name) if largest else None
    for model in installed:
        if model.name == settings.model:
            return model.path / FILE_NAME, model.name
    path = Path(settings.model).expanduser()
    if not path.is_file():
        raise EngineError("the language model {model!r} is neither installed nor a file", model=settings.model)
    return path, "".join(char if char.isalnum() or char in ".-_" else "-" for char in path.stem)


def supports(source: str, target: str, settings: Mapping[str, Any]) -> bool:
    read = read_settings(LlmSettings, NAME, settings)
    return bool(read.endpoint) or (library_installed() and _file_and_label(read) is not None)


def model_for(source: str, target: str, settings: Mapping[str, Any]) -> Model | None:
    read = read_settings(LlmSettings, NAME, settings)
    found = None if read.endpoint else _file_and_label(read)
    if found is None:
        return Model(NAME, ANY, ANY, read.endpoint_model, "", 0, "", Path()) if read.endpoint else None
    path, label = found
    return Model(NAME, ANY, ANY, label, "", path.stat().st_size, "", path.parent)


def load(source: str, target: str, settings: Mapping[str, Any]) -> Engine:
    read = read_settings(LlmSettings, NAME, settings)
    if read.endpoint:
        label, large = read.endpoint_model.replace(" ", "-"), is_large(read.endpoint_model)
        return LlmEngine(EndpointChat(read), label, read, _profile(read, read.endpoint_model), large=large)
    found = _file_and_label(read)
    if found is None:
        raise EngineError(
            "no language model is installed",
            hint=Text("l10n models install {source} {target} --engine llm", source=source, target=target),
        )
    path, label = found
    header = read_header(path)
    if header.parameters < MIN_PARAMETERS and not read.allow_small:
        raise EngineError(
            "{model} has {parameters:.0f} million parameters: models that small invent facts",
            model=header.name,
            parameters=header.parameters / 1e6,
            path=path,
            hint="Take one with a billion or more, or set allow_small = true for the engine llm.",
        )
    profile = _profile(read, f"{label} {header.name}", header.architecture, header.chat_template)
    return LlmEngine(LocalChat(path, read), label, read, profile, large=header.parameters >= LARGE)


def _profile(settings: LlmSettings, name: str, architecture: str = "", template: str = "") -> Profile:
    """The profile that the settings name, else that of the model. Raises ConfigurationError for an unknown one."""
    if not settings.profile:
        return profile_for(name, architecture, template)
    known = {profile.name: profile for profile in (*PROFILES, DEFAULT)}
    if settings.profile not in known:
        raise ConfigurationError(
            "the engine {engine} has no profile {name!r}",
            engine=NAME,
            name=settings.profile,
            hint=Text("It has {names}.", names=", ".join(known)),
        )
    return known[settings.profile]
