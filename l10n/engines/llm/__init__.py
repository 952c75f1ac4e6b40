"""Language models: a GGUF file run by llama.cpp in this process, or a server that speaks OpenAI's chat completions."""

from __future__ import annotations

import json
import os
import secrets
import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import urlsplit

from l10n.engines import storage
from l10n.engines.download import LOOPBACK, open_url
from l10n.engines.engine import ANY, Model, read_settings
from l10n.engines.languages import cut_long
from l10n.engines.llm.gguf import read_header
from l10n.engines.llm.install import FILE_NAME, NAME
from l10n.engines.llm.prompt import VERSION, PromptStyle, Turn, answer_limit, conversation, read_answer
from l10n.engines.parallel import map_in_threads
from l10n.engines.process import cores
from l10n.errors import ConfigurationError, EngineError
from l10n.locales import language
from l10n.model import text_hash
from l10n.translatable import Text

if TYPE_CHECKING:
    from l10n.drafting import Engine, Request

MIN_PARAMETERS = 1_000_000_000
"""Smaller models write fluent sentences that the article does not say (a 270M one: chrF 7 from English to Korean)."""
SENTENCES_A_SLOT = 4
"""With fewer than this for each, another slot costs more than it saves: each has to read the beginning of the prompt,
about 300 tokens, once for itself."""
MAX_SLOTS = 4
PIECE_BYTES = 1500
"""A longer sentence is translated in pieces, so that prompt and answer fit in a slot."""


@dataclass(frozen=True, slots=True)
class LlmSettings:
    """`[tool.l10n.engines.llm]`."""

    model: str = ""
    """An installed model's name, or the path of a GGUF file; empty for the first that is installed."""
    endpoint: str = ""
    """The base address of an OpenAI-compatible server, such as `http://127.0.0.1:8080/v1`; it takes a model's place."""
    endpoint_model: str = "default"
    """The name of the model that the server is asked for."""
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
    """Whether a prompt tells the translations of common words."""
    previous: bool = False
    """Whether a prompt shows the sentence before; small models translate that one too."""
    allow_small: bool = False
    """Whether a model with fewer than a billion parameters may be used at all."""


class Chat(Protocol):
    """Something that answers conversations."""

    slots: int
    """How many conversations it can have at a time."""

    def answer(self, turns: Sequence[Turn], limit: int, penalty: float) -> tuple[str, bool]:
        """The answer, greedily decoded, and whether it is whole, not cut at `limit` tokens. Raises EngineError."""


class LlmEngine:
    """A language model that translates sentence by sentence, several at a time."""

    name = NAME

    def __init__(self, chat: Chat, label: str, settings: LlmSettings) -> None:
        from l10n.drafting.engine import AS_WRITTEN

        self.reading = AS_WRITTEN
        self._chat = chat
        self._settings = settings
        self.fingerprint = f"llm-{label}@{VERSION}{_changed_prompt(settings)}"
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
            from dataclasses import replace

            parts = [self._translate_one(replace(request, sentence=piece), source, target) for piece in pieces]
            return " ".join(part for part in parts if part) if all(parts) else ""
        turns = conversation(request, source, target, self._style(target))
        limit = answer_limit(request.sentence)
        for penalty in (1.0, 1.2):
            answer, whole = self._chat.answer(turns, limit, penalty)
            if whole and (text := read_answer(answer, request.sentence, target)):
                return text
        return ""

    def _style(self, target: str) -> PromptStyle:
        settings = self._settings
        styles = {tag.replace("-", "_"): line for tag, line in settings.styles.items()}
        style = styles.get(target.replace("-", "_"), styles.get(language(target)))
        return PromptStyle(style, settings.shots, settings.examples, settings.hints, settings.previous)


def _changed_prompt(settings: LlmSettings) -> str:
    """A mark for settings that make other prompts than the program's own; empty when there is none."""
    plain = LlmSettings()
    names = ("styles", "shots", "examples", "hints", "previous")
    changed = {name: getattr(settings, name) for name in names if getattr(settings, name) != getattr(plain, name)}
    return f"+{text_hash(json.dumps(changed, sort_keys=True))[:4]}" if changed else ""


class LocalChat:
    """A GGUF model in this process, loaded when the first answer is wanted: the memory and the cache may have all."""

    def __init__(self, path: Path, settings: LlmSettings) -> None:
        """Raises EngineError when the library is missing."""
        require_library()
        threads = settings.threads or cores()
        self.slots = settings.parallel or min(threads, MAX_SLOTS)
        self._path, self._threads, self._context = path, threads, settings.context
        self._server: Any = None
        self._loading = threading.Lock()

    def _load(self) -> Any:
        """The loaded model. Raises EngineError when the file is none."""
        # Read when the library is loaded. Threads that spin while they wait take five times the processor time as soon
        # as another program wants a core.
        os.environ.setdefault("OMP_WAIT_POLICY", "passive")
        import xllamacpp

        parameters = xllamacpp.CommonParams()
        parameters.model.path = str(self._path)
        parameters.n_parallel = self.slots
        parameters.n_ctx = self.slots * self._context
        parameters.cpuparams.n_threads = parameters.cpuparams_batch.n_threads = self._threads
        parameters.warmup = False
        parameters.verbosity = -1
        # The binding serves HTTP on a port of this machine besides; only who knows this could use it.
        parameters.api_keys = [secrets.token_hex(16)]
        try:
            return xllamacpp.Server(parameters)
        except Exception as error:  # the binding raises what llama.cpp throws
            raise EngineError(
                "the model cannot be loaded ({reason})", reason=error, path=self._path, hint="Install it again."
            ) from error

    def answer(self, turns: Sequence[Turn], limit: int, penalty: float) -> tuple[str, bool]:
        with self._loading:
            self._server = self._server or self._load()
        body = _body(turns, limit) | {"cache_prompt": True, "chat_template_kwargs": {"enable_thinking": False}}
        if penalty != 1.0:
            body |= {"repeat_penalty": penalty, "repeat_last_n": 64}
        try:
            return _read(self._server.handle_chat_completions(body))
        except EngineError:
            raise
        except Exception as error:
            raise EngineError("llama.cpp failed ({reason})", reason=error) from error


class EndpointChat:
    """A server that speaks OpenAI's chat completions."""

    def __init__(self, settings: LlmSettings) -> None:
        """Raises ConfigurationError when the address is no http address, or on a host that is not allowed by name."""
        address = urlsplit(settings.endpoint)
        if address.scheme not in ("http", "https") or not address.hostname:
            raise ConfigurationError("the endpoint {endpoint!r} is not an http address", endpoint=settings.endpoint)
        if address.hostname not in LOOPBACK and address.hostname not in settings.hosts:
            raise ConfigurationError(
                "the endpoint is on {hostname}, and articles are not sent to other machines unasked",
                hostname=address.hostname,
                hint=Text('To allow it, set hosts = ["{hostname}"] beside it.', hostname=address.hostname),
            )
        self._url = settings.endpoint.rstrip("/") + "/chat/completions"
        self._settings = settings
        self.slots = settings.parallel or MAX_SLOTS

    def answer(self, turns: Sequence[Turn], limit: int, penalty: float) -> tuple[str, bool]:
        import http.client
        import urllib.request

        body = _body(turns, limit) | {"model": self._settings.endpoint_model}
        if penalty != 1.0:
            body["frequency_penalty"] = penalty - 1.0
        headers = {"Content-Type": "application/json"}
        if key := os.environ.get(self._settings.key_variable):
            headers["Authorization"] = f"Bearer {key}"
        request = urllib.request.Request(self._url, json.dumps(body).encode(), headers)
        try:
            with open_url(request, self._settings.timeout) as response:
                return _read(json.load(response))
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise EngineError(
                "{url} gave no usable answer ({reason})", url=self._url, reason=error, hint="Is the server running?"
            ) from error


def _body(turns: Sequence[Turn], limit: int) -> dict[str, Any]:
    messages = [{"role": turn.role, "content": turn.content} for turn in turns]
    return {"messages": messages, "max_tokens": limit, "temperature": 0, "stop": ["\n"]}


def _read(answer: Any) -> tuple[str, bool]:
    """The text of a chat completion, and whether it ended by itself. Raises EngineError when it is not one."""
    try:
        choice = answer["choices"][0]
        return str(choice["message"]["content"] or ""), choice.get("finish_reason") != "length"
    except (KeyError, IndexError, TypeError, AttributeError):
        raise EngineError("the language model answers {answer}", answer=json.dumps(answer, default=str)[:200]) from None


def library_installed() -> bool:
    return find_spec("xllamacpp") is not None


def require_library() -> None:
    """Raises EngineError when the extra is missing."""
    if not library_installed():
        raise EngineError("the engine llm is not installed", hint="pip install 'l10n-toolkit[llm]'")


def models() -> list[Model]:
    return [
        storage.model_of(path, manifest, NAME)
        for path, manifest in storage.installed(NAME)
        if (path / FILE_NAME).is_file()
    ]


def _file_and_label(settings: LlmSettings) -> tuple[Path, str] | None:
    """The GGUF file to use and a name for the fingerprint; None when none is installed. Raises EngineError."""
    installed = models()
    if not settings.model:
        return (installed[0].path / FILE_NAME, installed[0].name) if installed else None
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
        return LlmEngine(EndpointChat(read), read.endpoint_model.replace(" ", "-"), read)
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
    return LlmEngine(LocalChat(path, read), label, read)
