"""Builds small models in CTranslate2's format, in the shape of each family: its files, vocabulary and tokenizers.

What the shapes are comes from CTranslate2's converters and from what people publish; the weights are random.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from tiny_argos import SENTENCES, save_model, train_pieces

FLORES = ("eng_Latn", "kor_Hang", "zho_Hans", "zho_Hant", "por_Latn", "srp_Cyrl", "arb_Arab")
"""Codes of NLLB-200."""
M2M = ("en", "ko", "zh", "pt", "no", "ar")
MADLAD = ("en", "ko", "zh", "pt", "iw", "sr_Latn")
OPUS = ("por", "pob", "spa")
TRANSFORMERS = {"decoder_start_token": "</s>", "bos_token": "<s>", "eos_token": "</s>", "add_source_eos": False}
"""What CTranslate2's converter of Transformers models writes into config.json."""


def build(folder: Path, family: str) -> Path:
    """Write the model of a family: `opus-mt`, `opus-mt-multi`, `nllb`, `m2m100`, `madlad` or `quickmt`."""
    folder.mkdir(parents=True)
    special: list[str] = []
    if family.startswith("opus-mt"):
        words = _two(folder, "source.spm", "target.spm")
        special = [f">>{code}<<" for code in OPUS] if family.endswith("multi") else []
    elif family == "quickmt":
        words = _two(folder, "src.spm.model", "tgt.spm.model")
    elif family == "madlad":
        special = [f"<2{code}>" for code in MADLAD]
        words = train_pieces(folder / "spiece.model", SENTENCES * 20, 200, user_defined_symbols=special)
        special = []
    else:
        words = train_pieces(folder / "sentencepiece.bpe.model", SENTENCES * 20)
        special = list(FLORES) if family == "nllb" else [f"__{code}__" for code in M2M]
    save_model(folder, [*words, "<pad>", *special], **TRANSFORMERS)
    return folder


def _two(folder: Path, first: str, second: str) -> list[str]:
    """A tokenizer for each language; the vocabulary has the words of both, as Marian's."""
    words = train_pieces(folder / first, SENTENCES * 20)
    return list(dict.fromkeys([*words, *train_pieces(folder / second, SENTENCES[3:] * 20, 120)]))


def write_tokenizer_json(pieces: Path, into: Path) -> None:
    """The tokenizer of a SentencePiece model as a tokenizer.json, as Transformers' fast tokenizers are made of them."""
    import sentencepiece
    from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers

    own = sentencepiece.SentencePieceProcessor(model_file=str(pieces))
    scored = [(own.id_to_piece(index), own.get_score(index)) for index in range(len(own))]
    tokenizer = Tokenizer(models.Unigram(scored, unk_id=own.unk_id()))
    tokenizer.normalizer = normalizers.NFKC()
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    tokenizer.decoder = decoders.Metaspace()
    tokenizer.save(str(into))


def rewrite_json(path: Path, **values: object) -> None:
    """Change a JSON object's file."""
    document = json.loads(path.read_text("utf-8")) if path.exists() else {}
    path.write_text(json.dumps(document | values), "utf-8")


def vocabulary(folder: Path) -> Sequence[str]:
    words: list[str] = json.loads((folder / "shared_vocabulary.json").read_text("utf-8"))
    return words
