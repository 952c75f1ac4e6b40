"""Models in CTranslate2's format: OPUS-MT, NLLB-200, M2M100, MADLAD-400, and others that a small file describes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from l10n.engines import storage
from l10n.engines.best_model import score_of
from l10n.engines.ct2.descriptor import WEIGHTS, Descriptor, parse, read_config, read_vocabularies
from l10n.engines.ct2.tokenizers import ModelTokenizer, Pieces, open_pieces
from l10n.engines.ct2.translator import DAMAGED, BatchTranslator, Running
from l10n.engines.engine import Model, read_settings
from l10n.errors import EngineError, L10nError
from l10n.translatable import Text

if TYPE_CHECKING:
    from l10n.drafting import Engine, Link

NAME = "ct2"
SPECIAL = frozenset({"<s>", "</s>", "<pad>"})
"""Tokens that are no text, whatever the family."""


@dataclass(frozen=True, slots=True)
class Ct2Settings:
    """`[tool.l10n.engines.ct2]`."""

    beam: int = 0
    """Hypotheses kept in the search; 1 is the fastest, 0 what the model's descriptor says, 4 where it says nothing."""
    threads: int = 0
    """Processor cores to use; 0 for all of them."""
    batch_tokens: int = 1024
    """How many source tokens go through the model at a time."""
    compute_type: str = "default"
    """CTranslate2's numeric type: `default` keeps the one the model was saved in, `int8` is small and fast."""
    timeout: float = 300.0
    """Seconds after which a model that has finished no sentence counts as hanging."""


class Ct2Engine:
    """One model, loaded for a pair of locales."""

    name = NAME

    def __init__(self, model: Model, descriptor: Descriptor, pair: tuple[str, str], settings: Ct2Settings) -> None:
        """Raises EngineError when the library is missing, the model is damaged, or does not translate the pair."""
        require_library()
        tokens = descriptor.tokens(*pair)
        if tokens is None:
            raise _no_model(*pair)
        self._pair = pair
        self.fingerprint = f"ct2-{model.name}@{model.version}" + (f"+beam{settings.beam}" if settings.beam else "")
        config, (words, others) = read_config(model.path), read_vocabularies(model.path)
        end = str(config.get("eos_token") or "</s>") if config.get("add_source_eos") else ""
        layout = descriptor.layout(tokens, end=end)
        search = replace(descriptor.search, beam=settings.beam or descriptor.beam)
        running = Running(settings.compute_type, settings.threads, settings.batch_tokens, settings.timeout)
        try:
            pieces = [open_pieces(model.path / name) for name in descriptor.tokenizers]
            source, target = pieces[0], pieces[-1]
            layout = replace(layout, before=(*layout.before, *_encoded(descriptor.prefix_text(tokens), source, words)))
            special = SPECIAL | frozenset(descriptor.languages.values())
            tokenizer = ModelTokenizer(source, target, layout.prefix, special)
            self._translator = BatchTranslator(model.path, tokenizer, layout, search, running)
        except DAMAGED as error:
            raise EngineError(
                "the CTranslate2 model cannot be loaded ({reason})",
                reason=error,
                path=model.path,
                hint="Install it again.",
            ) from error
        _refuse_strange([*layout.before, *layout.after], words, source, model.path)
        _refuse_strange(layout.prefix, others, target, model.path)

    def pairs(self) -> Iterable[tuple[str, str]]:
        return [self._pair]

    def translate(self, sentences: Sequence[str], source: str, target: str) -> list[str]:
        """See Engine."""
        return self._translator.translate(sentences)

    def align(self, sentence: str, translation: str) -> Sequence[Link]:
        """See AligningEngine."""
        return self._translator.align(sentence, translation)


def _encoded(prefix: str, pieces: Pieces, words: Sequence[str]) -> list[str]:
    """The tokens of what stands before every text."""
    tokens = pieces.encode(prefix) if prefix else []
    return [prefix] if prefix in words and prefix not in tokens else tokens


def _refuse_strange(tokens: Sequence[str], vocabulary: Sequence[str], pieces: Pieces, folder: Path) -> None:
    """Raises EngineError where the model does not know the tokens that go in: CTranslate2 would take them for unknown
    words, and translate on."""
    known = set(vocabulary)
    for token in tokens:
        if token not in known:
            raise EngineError("the model's vocabulary does not have the token {token!r}", token=token, path=folder)
    sample = pieces.words()
    if 2 * sum(word in known for word in sample) < len(sample):
        raise EngineError("the tokenizer is not this model's: most of its words are not in the vocabulary", path=folder)


def library_installed() -> bool:
    """Whether the extra is there, without importing it."""
    return find_spec("ctranslate2") is not None and find_spec("sentencepiece") is not None


def require_library() -> None:
    """Raises EngineError when the extra is missing."""
    if not library_installed():
        raise EngineError("the engine ct2 is not installed", hint="pip install 'l10n-toolkit[ct2]'")


def models() -> list[Model]:
    return [storage.model_of(path, manifest, NAME) for path, manifest in storage.installed(NAME)]


def read_installed(path: Path, manifest: Mapping[str, Any]) -> Descriptor | None:
    """The descriptor of an installed model; None where its manifest is damaged."""
    try:
        return parse(manifest["descriptor"], path)
    except (L10nError, KeyError, TypeError, AttributeError):
        return None


def _find(source: str, target: str) -> tuple[Model, Descriptor, Mapping[str, Any]] | None:
    """The best installed model for a pair of locale tags, with what it expects and its manifest."""
    found = []
    for path, manifest in storage.installed(NAME):
        descriptor = read_installed(path, manifest)
        if descriptor and descriptor.tokens(source, target) is not None:
            found.append((storage.model_of(path, dict(manifest), NAME), descriptor, manifest))
    return max(found, key=lambda model: score_of(model[0], source, target), default=None)


def find_model(source: str, target: str) -> Model | None:
    """The best installed model for a pair of locale tags."""
    found = _find(source, target)
    return found[0] if found else None


def model_for(source: str, target: str, settings: Mapping[str, Any]) -> Model | None:
    return find_model(source, target)


def supports(source: str, target: str, settings: Mapping[str, Any]) -> bool:
    return library_installed() and find_model(source, target) is not None


def load(source: str, target: str, settings: Mapping[str, Any]) -> Engine:
    found = _find(source, target)
    if found is None:
        raise _no_model(source, target)
    model, descriptor, manifest = found
    _refuse_changed(model.path, manifest)
    return Ct2Engine(model, descriptor, (source, target), read_settings(Ct2Settings, NAME, settings))


def open_folder(folder: Path, source: str, target: str) -> Engine:
    """The model in a folder that is no installed one yet, as cheap as it runs. Raises what loading does."""
    manifest = json.loads((folder / storage.MANIFEST).read_text("utf-8"))
    descriptor, model = parse(manifest["descriptor"], folder), storage.model_of(folder, manifest, NAME)
    return Ct2Engine(model, descriptor, (source, target), Ct2Settings(beam=1, threads=1))


def _no_model(source: str, target: str) -> EngineError:
    return EngineError(
        "no CTranslate2 model for {source} to {target} is installed",
        source=source,
        target=target,
        hint=Text("l10n models install {source} {target} --engine ct2 --from DIR", source=source, target=target),
    )


def _refuse_changed(folder: Path, manifest: Mapping[str, Any]) -> None:
    """Raises EngineError when a file is not the one that was installed: drafts bear the name of that one. Of the
    weights, which are large, only the length is compared."""
    files = manifest.get("files")
    for name, (size, digest) in files.items() if isinstance(files, dict) else ():
        path = folder / name
        same = path.is_file() and path.stat().st_size == size
        if not same or (name != WEIGHTS and storage.file_sha256(path) != digest):
            raise EngineError(
                "{name} is not the file that was installed", name=name, path=folder, hint="Install it again."
            )
