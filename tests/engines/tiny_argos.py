"""Builds a small Argos package: a Transformer of random weights in CTranslate2's format, with its SentencePiece model.

It translates nothing sensibly, but deterministically, and everything about it but its size is as in a real package.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

SENTENCES = (
    "The president met the prime minister in Seoul on Tuesday.",
    "Trade talks resume next week, officials say.",
    "Exports rose 12% in April from a year earlier.",
    "Codes such as QX01, QX02 and QX99 stay as they are.",
    "대통령은 화요일 서울에서 총리를 만났다.",
    "0123456789 abcdefghijklmnopqrstuvwxyz ABCDEFGHIJKLMNOPQRSTUVWXYZ",
)


def build_package(
    folder: Path,
    source: str,
    target: str,
    *,
    version: str = "1.0",
    vocabulary: int = 160,
    layers: int = 1,
    width: int = 32,
    heads: int = 2,
    length: int = 12,
    spread: float = 4,
    sentences: Sequence[str] = SENTENCES * 20,
) -> Path:
    """Write an unpacked package; outputs have about `length` tokens, the closer
    the smaller `spread` is. Returns the folder."""
    folder.mkdir(parents=True)
    words = train_pieces(folder / "sentencepiece.model", sentences, vocabulary)
    words += [f"▁filler{index}" for index in range(vocabulary - len(words))]
    (folder / "model").mkdir()
    save_model(folder / "model", words, layers=layers, width=width, heads=heads, length=length, spread=spread)
    metadata = {
        "package_version": version,
        "argos_version": "1.9",
        "from_code": source,
        "from_name": source,
        "to_code": target,
        "to_name": target,
    }
    (folder / "metadata.json").write_text(json.dumps(metadata), "utf-8")
    return folder


def train_pieces(path: Path, sentences: Sequence[str], vocabulary: int = 160, **options: Any) -> list[str]:
    """Write a SentencePiece model; returns its pieces."""
    import sentencepiece

    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(sentences),
        model_prefix=str(path.with_suffix("")),
        vocab_size=min(vocabulary, 1000),
        hard_vocab_limit=False,
        character_coverage=1.0,
        minloglevel=2,
        **options,
    )
    path.with_suffix(".vocab").unlink()
    path.with_suffix(".model").rename(path)
    pieces = sentencepiece.SentencePieceProcessor(model_file=str(path))
    return [pieces.id_to_piece(index) for index in range(len(pieces))]


def save_model(
    folder: Path,
    words: Sequence[str],
    *,
    layers: int = 1,
    width: int = 32,
    heads: int = 2,
    length: int = 12,
    spread: float = 4,
    **config: Any,
) -> None:
    """Write a model of random weights with this vocabulary, whose first words are `<unk>`, `<s>` and `</s>`, and these
    entries of its config.json."""
    import ctranslate2

    spec = ctranslate2.specs.TransformerSpec.from_config((layers, layers), heads)
    _fill(spec, len(words), width, length, spread)
    spec.register_source_vocabulary(list(words))
    spec.register_target_vocabulary(list(words))
    for name, value in config.items():
        setattr(spec.config, name, value)
    spec.validate()
    spec.optimize(quantization="int8")
    spec.save(str(folder))


def _fill(spec: Any, words: int, width: int, length: int, spread: float) -> None:
    """Give all of the model's layers random weights, always the same ones."""
    import numpy

    random = numpy.random.default_rng(20250607)

    def matrix(*shape: int) -> Any:
        return (random.standard_normal(shape) / numpy.sqrt(shape[-1])).astype(numpy.float32)

    def linear(layer: Any, rows: int, columns: int) -> None:
        layer.weight, layer.bias = matrix(rows, columns), numpy.zeros(rows, numpy.float32)

    def norm(layer: Any) -> None:
        layer.gamma, layer.beta = numpy.ones(width, numpy.float32), numpy.zeros(width, numpy.float32)

    def attention(layer: Any, *rows: int) -> None:
        norm(layer.layer_norm)
        for part, count in zip(layer.linear, rows, strict=True):
            linear(part, count, width)

    for half in (spec.encoder, spec.decoder):
        norm(half.layer_norm)
        half.position_encodings.encodings = matrix(512, width)
        for layer in half.layer:
            attention(layer.self_attention, 3 * width, width)
            norm(layer.ffn.layer_norm)
            linear(layer.ffn.linear_0, 4 * width, width)
            linear(layer.ffn.linear_1, width, 4 * width)
    for layer in spec.decoder.layer:
        attention(layer.attention, width, 2 * width, width)
        layer.attention.linear[2].weight *= 4  # so that the source tells in the output
    spec.encoder.embeddings[0].weight = matrix(words, width)
    spec.decoder.embeddings.weight = matrix(words, width)
    linear(spec.decoder.projection, words, width)
    # One dimension tells the position, and the end of the sentence is all that reads it.
    spec.decoder.position_encodings.encodings[:, 0] = numpy.clip(
        (numpy.arange(512) - length) / spread, -12 / spread, 30
    )
    spec.decoder.projection.weight[:, 0] = 0
    spec.decoder.projection.weight[2, 0] = 2
    spec.decoder.projection.bias[0] = 3  # some unknown words, which are replaced by words of the source


def zip_package(folder: Path, archive: Path) -> Path:
    """The folder as an .argosmodel file, as the index has them: one folder at the root."""
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as zipped:
        for path in sorted(folder.rglob("*")):
            zipped.write(path, Path(folder.name) / path.relative_to(folder))
    return archive
