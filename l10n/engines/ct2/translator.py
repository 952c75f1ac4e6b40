"""Batches of sentences through one CTranslate2 model, whatever its family, and which words belong together."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from l10n.engines.languages import cut_long
from l10n.engines.process import cores
from l10n.errors import EngineError

if TYPE_CHECKING:
    from l10n.drafting import Link

MAX_TOKENS = 256
"""A sentence of more source tokens is translated in pieces: CTranslate2 ends every output at 256 tokens."""
PIECE_BYTES = 500
UNKNOWN = "<unk>"
"""CTranslate2's token for a word outside the vocabulary."""
DAMAGED = (RuntimeError, ValueError, OSError, LookupError, MemoryError)
"""What CTranslate2 and the tokenizers' libraries raise for files that are not as they should be."""
LEAST_ATTENTION = 0.05
"""Less says nothing of where a token came from."""


class Tokenizer(Protocol):
    """The tokenizers of a model: what they give holds no language token and no end of a sentence."""

    def encode(self, sentence: str) -> list[str]: ...
    def encode_target(self, translation: str) -> list[str]: ...
    def decode(self, tokens: list[str]) -> str:
        """The text of a whole output, what stands in front of it included."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The tokens that a model wants around those of a text."""

    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    prefix: tuple[str, ...] = ()
    """What every output begins with."""


@dataclass(frozen=True, slots=True)
class Search:
    """How outputs are looked for: CTranslate2's own options."""

    beam: int
    length_penalty: float
    repetition_penalty: float = 1.0
    no_repeat_ngram: int = 0

    def options(self) -> dict[str, Any]:
        return {
            "beam_size": self.beam,
            "length_penalty": self.length_penalty,
            "repetition_penalty": self.repetition_penalty,
            "no_repeat_ngram_size": self.no_repeat_ngram,
        }


@dataclass(frozen=True, slots=True)
class Running:
    """How a model is run, whatever it says."""

    compute_type: str = "default"
    threads: int = 0
    """0 for all cores."""
    batch_tokens: int = 1024
    timeout: float = 300.0


class BatchTranslator:
    """A loaded model with its tokenizers."""

    def __init__(self, folder: Path, tokenizer: Tokenizer, layout: Layout, search: Search, running: Running) -> None:
        """Load the model in a folder. Raises `DAMAGED`."""
        import ctranslate2

        self._folder, self._tokenizer, self._layout = folder, tokenizer, layout
        self._search_options, self._running = search.options(), running
        # One thread a batch scales better than many threads inside one: these models are small.
        self.model = ctranslate2.Translator(
            str(folder),
            compute_type=running.compute_type,
            inter_threads=running.threads or cores(),
            intra_threads=1,
        )

    def translate(self, sentences: Sequence[str]) -> list[str]:
        """A translation for each sentence; one of more than 256 tokens is translated in pieces. Raises EngineError."""
        try:
            pieces = [self._pieces(sentence) for sentence in sentences]
            flat = [tokens for sentence in pieces for tokens in sentence]
            outputs = map(self._tokenizer.decode, self._translate_tokens(flat))
            return [" ".join(next(outputs) for _ in sentence) for sentence in pieces]
        except RuntimeError as error:
            raise EngineError("CTranslate2 failed ({reason})", reason=error, path=self._folder) from error

    def align(self, sentence: str, translation: str) -> Sequence[Link]:
        """See AligningEngine: the attention of the last layer, where both texts are short enough for one run."""
        source, target = self._tokenizer.encode(sentence), self._tokenizer.encode_target(translation)
        places, others = token_spans(source, sentence), token_spans(target, translation)
        if not places or not others or max(len(source), len(target)) >= MAX_TOKENS:
            return ()
        before, prefix = len(self._layout.before), self._layout.prefix
        try:
            (result,) = self.model.translate_batch(
                [self._around(source)],
                target_prefix=[[*prefix, *target]],
                max_decoding_length=len(prefix) + len(target) + 1,
                beam_size=1,
                return_attention=True,
            )
        except RuntimeError as error:
            raise EngineError("CTranslate2 failed ({error})", error=error, path=self._folder) from error
        rows = result.attention[0][len(prefix) : len(prefix) + len(target)]
        return [
            (*place, *other, float(weight))
            for other, row in zip(others, rows, strict=False)
            for place, weight in zip(places, row[before:], strict=False)
            if weight >= LEAST_ATTENTION and place[0] < place[1] and other[0] < other[1]  # a blank alone is no word
        ]

    def _around(self, tokens: list[str]) -> list[str]:
        return [*self._layout.before, *tokens, *self._layout.after]

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
        results = self.model.translate_batch(
            [self._around(tokens) for tokens in batch],
            target_prefix=[list(self._layout.prefix)] * len(batch) if self._layout.prefix else None,
            replace_unknowns=replace_unknowns,
            max_batch_size=self._running.batch_tokens,
            batch_type="tokens",
            num_hypotheses=1,
            asynchronous=True,
            **self._search_options,
        )
        self._wait(results)
        return [result.result().hypotheses[0] for result in results]

    def _wait(self, results: Sequence[Any]) -> None:
        """Wait until all are there. Raises EngineError when for too long none comes."""
        since, pending = time.monotonic(), list(results)
        while left := [result for result in pending if not result.done()]:
            if len(left) < len(pending):
                since, pending = time.monotonic(), left
            elif time.monotonic() - since > self._running.timeout:
                raise EngineError("the model gave no answer for {timeout:.0f} seconds", timeout=self._running.timeout)
            time.sleep(0.005)


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
