"""A GGUF model in this process, run by llama.cpp."""

from __future__ import annotations

import os
import secrets
import threading
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from l10n.engines.llm.settings import Answer, Ask, LlmSettings, read_chat
from l10n.engines.process import cores
from l10n.errors import EngineError

MAX_SLOTS = 4


class LocalChat:
    """A model that is loaded when the first answer is wanted: the memory and the cache may have all."""

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

    def answer(self, ask: Ask) -> Answer:
        """See Chat. Raises EngineError."""
        with self._loading:
            self._server = self._server or self._load()
        body: dict[str, Any] = {
            "max_tokens": ask.limit,
            "temperature": 0,
            "stop": list(ask.stop),
            "cache_prompt": True,
        }
        if ask.repetition != 1.0:
            body |= {"repeat_penalty": ask.repetition, "repeat_last_n": 64}
        try:
            if isinstance(ask.prompt, str):
                return read_chat(self._server.handle_completions(body | {"prompt": ask.prompt}))
            messages = [{"role": turn.role, "content": turn.content} for turn in ask.prompt]
            body |= {"messages": messages, "chat_template_kwargs": {"enable_thinking": False}}
            return read_chat(self._server.handle_chat_completions(body))
        except EngineError:
            raise
        except Exception as error:
            raise EngineError("llama.cpp failed ({reason})", reason=error) from error


def library_installed() -> bool:
    return find_spec("xllamacpp") is not None


def require_library() -> None:
    """Raises EngineError when the extra is missing."""
    if not library_installed():
        raise EngineError("the engine llm is not installed", hint="pip install 'l10n-toolkit[llm]'")
