"""Argos Translate packages, run through CTranslate2 directly.

Argos's own `translate()` splits text with a sentence model that it downloads at first use, and translates one paragraph
at a time. Here sentences arrive split; they go to CTranslate2 in batches sorted by length, with the search parameters
that argostranslate 1.12 uses (`apply_packaged_translation`), so that each comes out as Argos would translate it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from l10n.engines import storage
from l10n.engines.ct2.translator import DAMAGED, BatchTranslator, Layout, Running, Search
from l10n.engines.engine import Model, read_settings, version_numbers
from l10n.engines.languages import model_codes
from l10n.errors import EngineError
from l10n.translatable import Text

if TYPE_CHECKING:
    from l10n.drafting import Engine, Link

NAME = "argos"
ALIASES = {
    "pt-br": ("pb", "pt"),
    "zh-hant": ("zt",),
    "zh-tw": ("zt",),
    "zh-hk": ("zt",),
    "zh-hans": ("zh",),
    "no": ("nb",),
}
"""Codes that Argos packages use for locales (argospm index)."""

LENGTH_PENALTY = 0.2
"""The one that argostranslate searches with."""


@dataclass(frozen=True, slots=True)
class ArgosSettings:
    """`[tool.l10n.engines.argos]`."""

    beam: int = 4
    """Hypotheses kept in the search; 1 is the fastest."""
    threads: int = 0
    """Processor cores to use; 0 for all of them."""
    batch_tokens: int = 1024
    """How many source tokens go through the model at a time."""
    compute_type: str = "default"
    """CTranslate2's numeric type: `default` keeps the one the model was saved in."""
    timeout: float = 300.0
    """Seconds after which a model that has finished no sentence counts as hanging."""


class ArgosEngine:
    """One Argos package, loaded."""

    name = NAME

    def __init__(self, model: Model, settings: ArgosSettings) -> None:
        """Load the package. Raises EngineError when the library is missing or the package is damaged."""
        require_library()
        self._model = model
        beam = "" if settings.beam == ArgosSettings().beam else f"+beam{settings.beam}"
        self.fingerprint = f"argos-{model.source}-{model.target}@{model.version or '0'}{beam}"
        prefix = str(read_metadata(model.path).get("target_prefix") or "")
        try:
            self._translator = BatchTranslator(
                model.path / "model",
                _Tokenizer(_tokenizer(model), prefix),
                Layout(prefix=(prefix,) if prefix else ()),
                Search(settings.beam, LENGTH_PENALTY),
                Running(settings.compute_type, settings.threads, settings.batch_tokens, settings.timeout),
            )
        except DAMAGED as error:
            raise EngineError(
                "the Argos package cannot be loaded ({reason})", reason=error, path=model.path, hint="Install it again."
            ) from error

    def pairs(self) -> Iterable[tuple[str, str]]:
        return [(self._model.source, self._model.target)]

    def translate(self, sentences: Sequence[str], source: str, target: str) -> list[str]:
        """See Engine."""
        return self._translator.translate(sentences)

    def align(self, sentence: str, translation: str) -> Sequence[Link]:
        """See AligningEngine."""
        return self._translator.align(sentence, translation)


class _Tokenizer:
    """Argos's own tokenizer, which is one for both languages."""

    def __init__(self, own: Any, prefix: str) -> None:
        self._own, self._prefix = own, prefix

    def encode(self, sentence: str) -> list[str]:
        return list(self._own.encode(sentence))

    encode_target = encode

    def decode(self, tokens: list[str]) -> str:
        text = str(self._own.decode(tokens))
        if self._prefix:
            text = text.removeprefix(self._prefix)
        return text.removeprefix(" ")


def _tokenizer(model: Model) -> Any:
    from argostranslate.tokenizer import BPETokenizer, SentencePieceTokenizer

    if (pieces := model.path / "sentencepiece.model").exists():
        tokenizer = SentencePieceTokenizer(pieces)
    else:
        tokenizer = BPETokenizer(model.path / "bpe.model", model.source, model.target)
    tokenizer.encode("a")  # loads its file, which may be damaged
    return tokenizer


def library_installed() -> bool:
    """Whether the extra is there, without importing it."""
    return find_spec("ctranslate2") is not None and find_spec("argostranslate") is not None


def require_library() -> None:
    """Raises EngineError when the extra is missing."""
    if not library_installed():
        raise EngineError("the engine argos is not installed", hint="pip install 'l10n-toolkit[argos]'")


def package_folders() -> list[Path]:
    """The folders that hold unpacked packages: ours, then Argos's own."""
    argos_home = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "argos-translate"
    own = os.environ.get("ARGOS_PACKAGES_DIR")
    return [storage.model_dir(NAME), Path(own) if own else argos_home / "packages"]


def read_metadata(folder: Path) -> dict[str, Any]:
    """A package's metadata.json. Raises EngineError when it is missing or not a JSON object."""
    path = folder / "metadata.json"
    try:
        metadata = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise EngineError("this is not an Argos package: it has no metadata.json", path=folder) from None
    except (OSError, ValueError, RecursionError) as error:
        raise EngineError("the package's metadata cannot be read ({reason})", reason=error, path=path) from error
    if not isinstance(metadata, dict):
        raise EngineError("the package's metadata is not a JSON object", path=path)
    return metadata


def is_package(folder: Path) -> bool:
    """Whether a folder holds an unpacked package."""
    return (folder / "metadata.json").is_file() and (folder / "model" / "model.bin").is_file()


def model_at(folder: Path) -> Model:
    """The model of an unpacked package. Raises EngineError."""
    metadata = read_metadata(folder)
    return Model(
        engine=NAME,
        source=str(metadata.get("from_code") or ""),
        target=str(metadata.get("to_code") or ""),
        name=folder.name,
        version=str(metadata.get("package_version") or ""),
        size=storage.folder_size(folder),
        license=str(metadata.get("license") or "see its README"),
        path=folder,
    )


def models() -> list[Model]:
    found = []
    for base in package_folders():
        for folder in sorted(base.iterdir()) if base.is_dir() else ():
            if is_package(folder):
                try:
                    model = model_at(folder)
                except EngineError:
                    continue  # a damaged package is not an installed one
                if model.source and model.target:
                    found.append(model)
    return found


def find_model(source: str, target: str) -> Model | None:
    """The newest package for the pair of locale tags."""
    sources, targets = model_codes(source, ALIASES), model_codes(target, ALIASES)
    fitting = [model for model in models() if model.source in sources and model.target in targets]
    return max(
        fitting,
        key=lambda model: (-sources.index(model.source), -targets.index(model.target), version_numbers(model.version)),
        default=None,
    )


def model_for(source: str, target: str, settings: Mapping[str, Any]) -> Model | None:
    return find_model(source, target)


def supports(source: str, target: str, settings: Mapping[str, Any]) -> bool:
    return library_installed() and find_model(source, target) is not None


def load(source: str, target: str, settings: Mapping[str, Any]) -> Engine:
    model = find_model(source, target)
    if model is None:
        raise EngineError(
            "no Argos package for {source} to {target} is installed",
            source=source,
            target=target,
            hint=Text("l10n models install {source} {target} --engine argos", source=source, target=target),
        )
    return ArgosEngine(model, read_settings(ArgosSettings, NAME, settings))


def open_folder(folder: Path, source: str, target: str) -> Engine:
    """The package in a folder that is no installed one yet, as cheap as it runs. Raises what loading does."""
    return ArgosEngine(model_at(folder), ArgosSettings(beam=1, threads=1))
