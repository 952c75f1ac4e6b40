"""Argos Translate packages, run through CTranslate2 directly.

Argos's own `translate()` splits text with a sentence model that it downloads at first use, and translates one paragraph
at a time. Here sentences arrive split; they go to CTranslate2 in batches sorted by length, with the search parameters
that argostranslate 1.12 uses (`apply_packaged_translation`), so that each comes out as Argos would translate it.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from l10n.engines import storage
from l10n.engines.engine import Model, read_settings
from l10n.engines.languages import cut_long, model_codes
from l10n.engines.process import cores
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

MAX_TOKENS = 256
"""A sentence of more source tokens is translated in pieces: CTranslate2 ends every output at 256 tokens."""
PIECE_BYTES = 500
UNKNOWN = "<unk>"
"""CTranslate2's token for a word outside the vocabulary."""


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


LEAST_ATTENTION = 0.05
"""Less says nothing of where a token came from."""


def token_spans(tokens: Sequence[str], text: str) -> list[tuple[int, int]]:
    """Where each token of SentencePiece stands in a text; nothing where it does not spell the text."""
    spans: list[tuple[int, int]] = []
    end = 0
    for token in tokens:
        piece = token.replace("▁", "")
        start = text.find(piece, end)
        if start < 0 or text[end:start].strip():
            return []
        end = start + len(piece)
        spans.append((start, end))
    return spans


class Tokenizer(Protocol):
    def encode(self, sentence: str) -> list[str]: ...
    def decode(self, tokens: list[str]) -> str: ...


class ArgosEngine:
    """One Argos package, loaded."""

    name = NAME

    def __init__(self, model: Model, settings: ArgosSettings) -> None:
        """Load the package. Raises EngineError when the library is missing or the package is damaged."""
        require_library()
        import ctranslate2

        self._model = model
        self._settings = settings
        beam = "" if settings.beam == ArgosSettings().beam else f"+beam{settings.beam}"
        self.fingerprint = f"argos-{model.source}-{model.target}@{model.version or '0'}{beam}"
        self._prefix = str(read_metadata(model.path).get("target_prefix") or "")
        # One thread a batch scales better than many threads inside one: these models are small.
        workers = settings.threads or cores()
        try:
            self._tokenizer = _tokenizer(model)
            self._translator = ctranslate2.Translator(
                str(model.path / "model"),
                compute_type=settings.compute_type,
                inter_threads=workers,
                intra_threads=1,
            )
        except (RuntimeError, ValueError, OSError) as error:
            raise EngineError(
                "the Argos package cannot be loaded ({reason})", reason=error, path=model.path, hint="Install it again."
            ) from error

    def pairs(self) -> Iterable[tuple[str, str]]:
        return [(self._model.source, self._model.target)]

    def translate(self, sentences: Sequence[str], source: str, target: str) -> list[str]:
        """See Engine. A sentence of more than 256 tokens is translated in pieces."""
        try:
            pieces = [self._pieces(sentence) for sentence in sentences]
            flat = [tokens for sentence in pieces for tokens in sentence]
            outputs = map(self._decode, self._translate_tokens(flat))
            return [" ".join(next(outputs) for _ in sentence) for sentence in pieces]
        except RuntimeError as error:
            raise EngineError("CTranslate2 failed ({reason})", reason=error, path=self._model.path) from error

    def align(self, sentence: str, translation: str) -> Sequence[Link]:
        """See AligningEngine: the attention of the last layer, where both texts are short enough for one run."""
        source, target = self._tokenizer.encode(sentence), self._tokenizer.encode(translation)
        places, others = token_spans(source, sentence), token_spans(target, translation)
        if not places or not others or max(len(source), len(target)) >= MAX_TOKENS:
            return ()
        prefix = [self._prefix] if self._prefix else []
        try:
            (result,) = self._translator.translate_batch(
                [source],
                target_prefix=[[*prefix, *target]],
                max_decoding_length=len(prefix) + len(target) + 1,
                beam_size=1,
                return_attention=True,
            )
        except RuntimeError as error:
            raise EngineError("CTranslate2 failed ({error})", error=error, path=self._model.path) from error
        rows = result.attention[0][len(prefix) : len(prefix) + len(target)]
        return [
            (*place, *other, float(weight))
            for other, row in zip(others, rows, strict=False)
            for place, weight in zip(places, row, strict=False)
            if weight >= LEAST_ATTENTION and place[0] < place[1] and other[0] < other[1]  # a blank alone is no word
        ]

    def _pieces(self, sentence: str) -> list[list[str]]:
        if not sentence.strip():
            return []
        # The length is looked at first: tokenizing takes longer than linear time in the length of a word.
        tokens = [] if len(sentence) > MAX_TOKENS * 20 else self._tokenizer.encode(sentence)
        if tokens and len(tokens) <= MAX_TOKENS:
            return [tokens]
        cut = [piece.strip() for piece in cut_long(sentence, PIECE_BYTES)]
        return [self._tokenizer.encode(piece) for piece in cut if piece]

    def _translate_tokens(self, batch: list[list[str]]) -> list[list[str]]:
        outputs = self._search(batch, replace_unknowns=False) if batch else []
        # In a batch CTranslate2 takes the words that replace unknown ones from another hypothesis's attention, where
        # there are several: these sentences go through once more, alone, as Argos has them.
        for index, tokens in enumerate(outputs):
            if UNKNOWN in tokens:
                outputs[index] = self._search([batch[index]], replace_unknowns=True)[0]
        return outputs

    def _search(self, batch: list[list[str]], replace_unknowns: bool) -> list[list[str]]:
        results = self._translator.translate_batch(
            batch,
            target_prefix=[[self._prefix]] * len(batch) if self._prefix else None,
            replace_unknowns=replace_unknowns,
            max_batch_size=self._settings.batch_tokens,
            batch_type="tokens",
            beam_size=self._settings.beam,
            num_hypotheses=1,
            length_penalty=0.2,
            asynchronous=True,
        )
        self._wait(results)
        return [result.result().hypotheses[0] for result in results]

    def _wait(self, results: Sequence[Any]) -> None:
        """Wait until all are there. Raises EngineError when for too long none comes."""
        since, pending = time.monotonic(), list(results)
        while left := [result for result in pending if not result.done()]:
            if len(left) < len(pending):
                since, pending = time.monotonic(), left
            elif time.monotonic() - since > self._settings.timeout:
                raise EngineError("the model gave no answer for {timeout:.0f} seconds", timeout=self._settings.timeout)
            time.sleep(0.005)

    def _decode(self, tokens: list[str]) -> str:
        text = self._tokenizer.decode(tokens)
        if self._prefix:
            text = text.removeprefix(self._prefix)
        return text.removeprefix(" ")


def _tokenizer(model: Model) -> Tokenizer:
    from argostranslate.tokenizer import BPETokenizer, SentencePieceTokenizer

    tokenizer: Tokenizer
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
    except (OSError, ValueError) as error:
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


def _version(model: Model) -> tuple[int, ...]:
    return tuple(int(part) for part in model.version.split(".") if part.isdigit())


def find_model(source: str, target: str) -> Model | None:
    """The newest package for the pair of locale tags."""
    sources, targets = model_codes(source, ALIASES), model_codes(target, ALIASES)
    fitting = [model for model in models() if model.source in sources and model.target in targets]
    return max(
        fitting,
        key=lambda model: (-sources.index(model.source), -targets.index(model.target), _version(model)),
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
