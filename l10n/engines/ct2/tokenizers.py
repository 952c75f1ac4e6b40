"""The tokenizers of CTranslate2 models: SentencePiece, one or one for each language, or a tokenizer.json."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Protocol

from l10n.errors import EngineError


class Pieces(Protocol):
    """One file's tokenizer."""

    def encode(self, text: str) -> list[str]: ...
    def decode(self, tokens: list[str]) -> str: ...
    def words(self) -> list[str]:
        """Some hundred of its tokens, to compare with a vocabulary."""


SOME = 1000


class SentencePiece:
    """A SentencePiece model's file."""

    def __init__(self, path: Path) -> None:
        """Raises RuntimeError and OSError when the file is damaged or missing."""
        import sentencepiece

        self._pieces = sentencepiece.SentencePieceProcessor(model_file=str(path))

    def encode(self, text: str) -> list[str]:
        return list(self._pieces.encode(text, out_type=str))

    def decode(self, tokens: list[str]) -> str:
        # a word that replaces an unknown one, or is of the other language's tokenizer, keeps its sign of a blank
        return str(self._pieces.decode(tokens)).replace("▁", " ")

    def words(self) -> list[str]:
        pieces = self._pieces
        return [pieces.id_to_piece(index) for index in range(min(SOME, len(pieces))) if not pieces.is_control(index)]


class TokenizerJson:
    """A tokenizer.json of the library tokenizers."""

    def __init__(self, path: Path) -> None:
        """Raises EngineError without the library, ValueError when the file is damaged."""
        if not find_spec("tokenizers"):
            raise EngineError("its tokenizer.json needs the library tokenizers", hint="pip install 'l10n-toolkit[ct2]'")
        from tokenizers import Tokenizer

        try:
            self._tokenizer: Any = Tokenizer.from_file(str(path))
        except Exception as error:  # the library raises nothing more precise
            raise ValueError(str(error)) from error
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()

    def encode(self, text: str) -> list[str]:
        return list(self._tokenizer.encode(text, add_special_tokens=False).tokens)

    def decode(self, tokens: list[str]) -> str:
        decoder = self._tokenizer.decoder
        return str(decoder.decode(tokens)) if decoder else " ".join(tokens)

    def words(self) -> list[str]:
        return sorted(self._tokenizer.get_vocab(with_added_tokens=False))[:SOME]


def open_pieces(path: Path) -> Pieces:
    """The tokenizer of a file. Raises EngineError, RuntimeError, ValueError, OSError."""
    return TokenizerJson(path) if path.suffix == ".json" else SentencePiece(path)


class ModelTokenizer:
    """The tokenizers of a model, without the tokens that it wants around a text."""

    def __init__(self, source: Pieces, target: Pieces, prefix: Sequence[str], special: frozenset[str]) -> None:
        """`prefix` is what outputs begin with, `special` are the tokens that are no text wherever they stand."""
        self._source, self._target, self._prefix, self._special = source, target, list(prefix), special

    def encode(self, sentence: str) -> list[str]:
        return self._source.encode(sentence)

    def encode_target(self, translation: str) -> list[str]:
        return self._target.encode(translation)

    def decode(self, tokens: list[str]) -> str:
        if tokens[: len(self._prefix)] == self._prefix:
            tokens = tokens[len(self._prefix) :]
        return self._target.decode([token for token in tokens if token not in self._special]).strip()
