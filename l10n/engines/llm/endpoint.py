"""A language model behind a server that speaks OpenAI's chat completions: Ollama, llama-server, LM Studio, vLLM, …"""

from __future__ import annotations

import http.client
import json
import os
import urllib.error
import urllib.request
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from l10n.engines.download import LOOPBACK, open_url
from l10n.engines.llm.local import MAX_SLOTS
from l10n.engines.llm.servers import is_elsewhere, is_ollama, names_of_models, remote_host
from l10n.engines.llm.settings import Answer, Ask, LlmSettings, read_chat, unusable
from l10n.errors import ConfigurationError, EngineError
from l10n.translatable import Text

_NO_THOUGHTS = {"chat_template_kwargs": {"enable_thinking": False}, "reasoning_effort": "none"}
"""What turns thinking off: the first in llama-server and vLLM, the second in Ollama. Servers ignore what they do not
know, or answer that they do not know it."""
_UNKNOWN_FIELD = (400, 422)
_MOST = 4 << 20
"""Bytes that no answer has."""


class EndpointChat:
    """A server's model."""

    def __init__(self, settings: LlmSettings) -> None:
        """Raises ConfigurationError when the address is no http address, or on a host that is not allowed by name; or
        the model is one that a server of this machine runs elsewhere."""
        address = urlsplit(settings.endpoint)
        if address.scheme not in ("http", "https") or not address.hostname:
            raise ConfigurationError("the endpoint {endpoint!r} is not an http address", endpoint=settings.endpoint)
        if address.hostname not in LOOPBACK and address.hostname not in settings.hosts:
            raise ConfigurationError(
                "the endpoint is on {hostname}, and articles are not sent to other machines unasked",
                hostname=address.hostname,
                hint=Text('To allow it, set hosts = ["{hostname}"] beside it.', hostname=address.hostname),
            )
        self._here = address.hostname in LOOPBACK
        if self._here:
            self._allow(is_elsewhere(settings.endpoint_model), settings)
        self._base = settings.endpoint.rstrip("/") + ("" if address.path.strip("/") else "/v1")
        self._settings = settings
        self._strict = False
        self.slots = settings.parallel or MAX_SLOTS

    @staticmethod
    def _allow(host: str, settings: LlmSettings) -> None:
        """Raises ConfigurationError when the model runs on a host that nobody has allowed."""
        if host and host not in settings.hosts:
            raise ConfigurationError(
                "the model {model} runs on {hostname}, and articles are not sent to other machines unasked",
                model=settings.endpoint_model,
                hostname=host,
                hint=Text('To allow it, set hosts = ["{hostname}"] beside it.', hostname=host),
            )

    def answer(self, ask: Ask) -> Answer:
        """See Chat. Raises EngineError; ConfigurationError when the server would hand the text on."""
        self._allow(self._remote_host, self._settings)
        if isinstance(ask.prompt, str):
            return self._generate(ask) if self._is_ollama else self._ask("/completions", ask, {"prompt": ask.prompt})
        messages = [{"role": turn.role, "content": turn.content} for turn in ask.prompt]
        return self._ask("/chat/completions", ask, {"messages": messages})

    @cached_property
    def _remote_host(self) -> str:
        return remote_host(self._base, self._settings.endpoint_model) if self._here else ""

    @cached_property
    def _is_ollama(self) -> bool:
        return is_ollama(self._base)

    def _ask(self, path: str, ask: Ask, body: dict[str, Any]) -> Answer:
        """The answer of one of OpenAI's paths; a server that refuses what is not OpenAI's is asked without it."""
        url = self._base + path
        body |= {"model": self._settings.endpoint_model, "max_tokens": ask.limit, "temperature": 0, "stream": False}
        if ask.stop:
            body["stop"] = list(ask.stop)
        extras: dict[str, Any] = dict(_NO_THOUGHTS) if "messages" in body else {}
        if ask.repetition != 1.0:
            # OpenAI has no such penalty, only one that is added; llama.cpp and vLLM have it under these names.
            body["frequency_penalty"] = round(ask.repetition - 1.0, 3)
            extras |= dict.fromkeys(("repeat_penalty", "repetition_penalty"), ask.repetition)
        try:
            answer = self._post(url, body if self._strict else body | extras)
        except urllib.error.HTTPError as error:
            if error.code not in _UNKNOWN_FIELD or not extras or self._strict:
                raise self._failure(url, error) from error
            try:
                answer = self._post(url, body)
            except (OSError, http.client.HTTPException, ValueError) as again:
                raise self._failure(url, again) from again
            self._strict = True
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise self._failure(url, error) from error
        return read_chat(answer)

    def _generate(self, ask: Ask) -> Answer:
        """Ollama's own way to go on with a text as it is; its other paths put the model's template around it."""
        url = self._base.removesuffix("/v1") + "/api/generate"
        options = {"temperature": 0, "num_predict": ask.limit, "repeat_penalty": ask.repetition, "stop": list(ask.stop)}
        model = self._settings.endpoint_model
        body = {"model": model, "prompt": ask.prompt, "raw": True, "stream": False, "options": options}
        try:
            answer = self._post(url, body)
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise self._failure(url, error) from error
        try:
            return Answer(str(answer["response"]), answer.get("done_reason") != "length", bool(answer.get("thinking")))
        except (LookupError, TypeError, AttributeError):
            raise unusable(answer) from None

    def _post(self, url: str, body: dict[str, Any]) -> Any:
        headers = {"Content-Type": "application/json"}
        if key := os.environ.get(self._settings.key_variable):
            headers["Authorization"] = f"Bearer {key}"
        request = urllib.request.Request(url, json.dumps(body).encode(), headers)
        with open_url(request, self._settings.timeout) as response:
            try:
                return json.loads(response.read(_MOST))
            except RecursionError as error:
                raise ValueError("nested too deeply") from error

    def _failure(self, url: str, error: Exception) -> EngineError:
        """What went wrong, in the server's words where it has some, and the models that it has where it lacks this."""
        hint: Text | str = Text("Is the server running?")
        reason: object = error
        if isinstance(error, urllib.error.HTTPError):
            hint = ""
            reason = _server_s_words(error) or error
            names = names_of_models(self._base) if error.code in (400, 404) else ()
            if names and self._settings.endpoint_model not in names:
                hint = Text("Set endpoint_model to a model that the server has: {names}.", names=", ".join(names[:20]))
        return EngineError("{url} gave no usable answer ({reason})", url=url, reason=reason, hint=hint)


def _server_s_words(error: urllib.error.HTTPError) -> str:
    """The message in an error's body, OpenAI's or Ollama's form; empty where there is none."""
    try:
        body = json.loads(error.read(1 << 16))
        found = body["error"]
        message = found["message"] if isinstance(found, dict) else found
        return f"{error.code}: {message}" if isinstance(message, str) else ""
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return ""
