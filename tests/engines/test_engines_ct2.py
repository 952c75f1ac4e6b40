"""CTranslate2 models of every family: exactly the tokens that their documentation asks for, and a text from what
comes out.

The sequences are those of CTranslate2's guides (Transformers, OPUS-MT) and of the tokenizers in Transformers: MarianMT
`>>por<<` text `</s>`; M2M100 and NLLB language text `</s>`, the target's language as the first word of the output; NLLB
before April 2023 text `</s>` language; MADLAD-400's model card: `<2pt> text`.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
import sentencepiece
from tiny_argos import SENTENCES
from tiny_ct2 import build, rewrite_json, write_tokenizer_json

from l10n.drafting import AligningEngine
from l10n.engines import install, load_engine
from l10n.engines.catalogue import _read as read_rows
from l10n.engines.ct2 import Ct2Engine, find_model
from l10n.engines.ct2.codes import best_code
from l10n.engines.ct2.descriptor import Descriptor, parse
from l10n.errors import EngineError
from l10n.locales import subtags
from l10n.settings import read_table

Tokens = list[str]
SEARCH = ("length_penalty", "repetition_penalty", "no_repeat_ngram")
"""Keys that the README's example names in a remark."""


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The folder of a family's model, built once; not to be changed."""
    base = tmp_path_factory.mktemp("ct2")

    def folder(family: str) -> Path:
        path = base / family / f"{family}-test"
        return path if path.exists() else build(path, family)

    return folder


def loaded(source: str, target: str, **settings: Any) -> Ct2Engine:
    engine = load_engine("ct2", source, target, {"ct2": settings})
    assert isinstance(engine, Ct2Engine)
    return engine


class Recorder:
    """A model that notes what it is given."""

    def __init__(self, model: Any) -> None:
        self.model = model
        self.calls: list[tuple[list[Tokens], dict[str, Any]]] = []

    def translate_batch(self, batch: list[Tokens], **options: Any) -> Any:
        self.calls.append((batch, options))
        return self.model.translate_batch(batch, **options)


def sent(engine: Ct2Engine, sentence: str, source: str, target: str) -> tuple[Tokens, Tokens]:
    """The tokens that go to CTranslate2 for a sentence, and those that its output has to begin with."""
    recorder = Recorder(engine._translator.model)
    engine._translator.model = recorder
    engine.translate([sentence], source, target)
    batch, options = recorder.calls[0]
    return batch[0], (options["target_prefix"] or [[]])[0]


def pieces(path: Path, text: str = SENTENCES[1]) -> Tokens:
    return list(sentencepiece.SentencePieceProcessor(model_file=str(path)).encode(text, out_type=str))


@pytest.mark.parametrize(
    ("family", "target", "file", "before", "prefix"),
    [
        ("opus-mt", "ko", "source.spm", [], []),
        ("opus-mt-multi", "pt", "source.spm", [">>por<<"], []),
        ("opus-mt-multi", "pt_BR", "source.spm", [">>pob<<"], []),
        ("opus-mt-multi", "pt_PT", "source.spm", [">>por<<"], []),
        ("nllb", "ko", "sentencepiece.bpe.model", ["eng_Latn"], ["kor_Hang"]),
        ("nllb", "zh_TW", "sentencepiece.bpe.model", ["eng_Latn"], ["zho_Hant"]),
        ("nllb", "pt_BR", "sentencepiece.bpe.model", ["eng_Latn"], ["por_Latn"]),
        ("m2m100", "ko", "sentencepiece.bpe.model", ["__en__"], ["__ko__"]),
        ("m2m100", "nb", "sentencepiece.bpe.model", ["__en__"], ["__no__"]),
        ("madlad", "ko", "spiece.model", ["▁", "<2ko>"], []),
        ("madlad", "he", "spiece.model", ["▁", "<2iw>"], []),
        ("quickmt", "ko", "src.spm.model", [], []),
    ],
)
def test_the_tokens_of_every_family(
    built: Callable[[str], Path], family: str, target: str, file: str, before: Tokens, prefix: Tokens
) -> None:
    """What goes in and what comes first, for the locale that the project has."""
    folder = built(family)
    install("en", target, origin=folder)
    expected = [*before, *pieces(folder / file), "</s>"]
    assert (expected, prefix) == sent(loaded("en", target), SENTENCES[1], "en", target)


def test_madlad_s_prefix_is_tokenized_with_the_text(built: Callable[[str], Path]) -> None:
    """The model card writes it into the text."""
    folder = built("madlad")
    install("en", "ko", origin=folder)
    whole = pieces(folder / "spiece.model", f"<2ko> {SENTENCES[1]}")
    assert [*whole, "</s>"] == sent(loaded("en", "ko"), SENTENCES[1], "en", "ko")[0]


def copy(folder: Path, into: Path) -> Path:
    shutil.copytree(folder, into)
    return into


def test_nllb_as_transformers_had_it_before(built: Callable[[str], Path], tmp_path: Path) -> None:
    """A model that was trained with the old tokenizer says so."""
    folder = copy(built("nllb"), tmp_path / "nllb-old")
    rewrite_json(folder / "tokenizer_config.json", legacy_behaviour=True, tokenizer_class="NllbTokenizer")
    install("en", "ko", origin=folder)
    expected = [*pieces(folder / "sentencepiece.bpe.model"), "</s>", "eng_Latn"]
    assert (expected, ["kor_Hang"]) == sent(loaded("en", "ko"), SENTENCES[1], "en", "ko")


def test_ctranslate2_adds_the_end_itself_where_its_config_says_so(built: Callable[[str], Path], tmp_path: Path) -> None:
    """As models from its converters of Marian and Fairseq do: the end is not there twice."""
    folder = copy(built("opus-mt"), tmp_path / "opus-mt-en-ko")
    rewrite_json(folder / "config.json", add_source_eos=True)
    install("en", "ko", origin=folder)
    assert pieces(folder / "source.spm") == sent(loaded("en", "ko"), SENTENCES[1], "en", "ko")[0]


def test_a_tokenizer_json_takes_sentencepiece_s_place(built: Callable[[str], Path], tmp_path: Path) -> None:
    """The same tokens, and the same text."""
    pytest.importorskip("tokenizers")
    install("en", "ko", origin=built("nllb"))
    expected = sent(loaded("en", "ko"), SENTENCES[1], "en", "ko")
    text = loaded("en", "ko").translate(SENTENCES[:3], "en", "ko")
    folder = copy(built("nllb"), tmp_path / "nllb-test")
    write_tokenizer_json(folder / "sentencepiece.bpe.model", folder / "tokenizer.json")
    (folder / "sentencepiece.bpe.model").unlink()
    model = install("en", "ko", origin=folder)
    assert (model.path / "tokenizer.json").is_file()
    assert expected == sent(loaded("en", "ko"), SENTENCES[1], "en", "ko")
    assert text == loaded("en", "ko").translate(SENTENCES[:3], "en", "ko")


@pytest.mark.parametrize("family", ["opus-mt", "opus-mt-multi", "nllb", "m2m100", "madlad", "quickmt"])
def test_no_token_of_the_model_s_own_is_left_in_the_text(built: Callable[[str], Path], family: str) -> None:
    """Languages, ends and SentencePiece's blanks are taken out; each sentence has a text of its own."""
    target = "pt" if family == "opus-mt-multi" else "ko"
    install("en", target, origin=built(family))
    outputs = loaded("en", target).translate(SENTENCES, "en", target)
    assert len(SENTENCES) == len(set(outputs))
    for sign in ("▁", "</s>", "__", "_Latn", "_Hang", "<2", ">>"):
        assert not [output for output in outputs if sign in output]


@pytest.mark.parametrize("family", ["opus-mt", "nllb", "madlad"])
def test_attention_links_words_of_both_texts(built: Callable[[str], Path], family: str) -> None:
    """The links are between places of both texts, and as long as their words."""
    install("en", "ko", origin=built(family))
    engine = loaded("en", "ko")
    assert isinstance(engine, AligningEngine)
    sentence, translation = "Trade talks resume next week.", "대통령은 화요일 서울에서 총리를 만났다."
    links = engine.align(sentence, translation)
    assert links
    assert all(sentence[a:b].strip() and translation[c:d].strip() and 0 < weight <= 1 for a, b, c, d, weight in links)


@pytest.mark.parametrize(("family", "around"), [("nllb", 2), ("madlad", 3)])
def test_attention_is_of_the_text_s_own_tokens(built: Callable[[str], Path], family: str, around: int) -> None:
    """A model that looks at the first word of the text first, and so on, links these, whatever stands around them."""
    install("en", "ko", origin=built(family))
    engine = loaded("en", "ko")

    class InOrder:
        def translate_batch(self, batch: list[Tokens], target_prefix: list[Tokens], **_: Any) -> list[Any]:
            (source,), (target,) = batch, target_prefix
            before, prefix = around - 1, len([token for token in target if token == "kor_Hang"])
            columns, rows = range(len(source)), range(len(target))
            attention = [[float(column == before + row - prefix) for column in columns] for row in rows]
            return [type("Result", (), {"attention": [attention]})]

    engine._translator.model = InOrder()
    text = "Trade talks resume next week."
    links = engine.align(text, text)
    assert all((a, b) == (c, d) for a, b, c, d, _ in links)
    assert text.replace(" ", "") == "".join(text[a:b] for a, b, *_ in links)


@pytest.mark.parametrize(
    ("tag", "code"),
    [
        ("ko", "kor_Hang"),
        ("ko_KR", "kor_Hang"),
        ("zh", "zho_Hans"),
        ("zh_CN", "zho_Hans"),
        ("zh_HK", "zho_Hant"),
        ("pt_BR", "por_Latn"),
        ("sr", "srp_Cyrl"),
        ("sr_Latn", None),
        ("fa", "pes_Arab"),
        ("fa_AF", "prs_Arab"),
        ("sq", "als_Latn"),
        ("mn", "khk_Cyrl"),
        ("ps", "pbt_Arab"),
        ("fil", "tgl_Latn"),
        ("no", "nob_Latn"),
        ("nn", None),
        ("xx", None),
        ("", None),
    ],
)
def test_the_code_of_a_locale(tag: str, code: str | None) -> None:
    """By language and script, under the names that either has; another script does not serve."""
    codes = (
        "kor_Hang zho_Hant zho_Hans por_Latn srp_Cyrl pes_Arab prs_Arab als_Latn khk_Cyrl pbt_Arab tgl_Latn nob_Latn"
    )
    assert code == best_code(tag, codes.split())


CODES = (Path(__file__).parent / "cases" / "flores-codes.txt").read_text("utf-8").partition("\n")[2].split()


def test_every_language_of_the_catalogue_has_its_code() -> None:
    """NLLB's figures are of pairs that its models are found for."""
    rows = [row for row in read_rows() if row.family == "nllb"]
    assert len(rows) > 90
    missed = [tag for row in rows for tag in (row.source, row.target) if not best_code(tag.replace("-", "_"), CODES)]
    assert [] == missed


@pytest.mark.parametrize("code", CODES)
def test_a_code_of_nllb_serves_the_language_it_names(code: str) -> None:
    """Under the language's shortest name and the script; of two for one language the more usual one."""
    named = subtags(code)
    assert named
    usual = {"twi_Latn": "aka_Latn", "prs_Arab": "pes_Arab", "apc_Arab": "ajp_Arab", "ajp_Arab": "apc_Arab"}
    found = best_code("_".join(named[:2]), CODES)
    assert found in (code, usual.get(code))


def test_one_model_serves_every_pair_that_it_has(built: Callable[[str], Path]) -> None:
    """Installed for one pair, NLLB drafts others, and not those of whose languages it has no token."""
    model = install("en", "ko", origin=built("nllb"))
    assert ("*", "*") == (model.source, model.target)
    assert ["por_Latn"] == sent(loaded("ko", "pt_BR"), SENTENCES[4], "ko", "pt_BR")[1]
    assert find_model("en", "ja") is None
    with pytest.raises(EngineError, match="no CTranslate2 model for en to ja"):
        load_engine("ct2", "en", "ja")


def test_a_model_for_one_pair_serves_no_other(built: Callable[[str], Path]) -> None:
    """Of OPUS-MT's the vocabulary does not tell the languages: what was asked for at its install holds."""
    install("en", "ko", origin=built("opus-mt"))
    assert find_model("en", "ko_KR")
    assert not find_model("ko", "en")
    assert not find_model("en", "ja")


def test_the_fingerprint_tells_the_model_and_its_search(built: Callable[[str], Path]) -> None:
    """Name, version, and a beam that is not the model's own."""
    model = install("en", "ko", origin=built("nllb"))
    assert f"ct2-nllb-test@{model.version}" == loaded("en", "ko").fingerprint
    assert f"ct2-nllb-test@{model.version}+beam1" == loaded("en", "ko", beam=1).fingerprint


@pytest.mark.parametrize("file", ["model.bin", "config.json", "shared_vocabulary.json", "sentencepiece.bpe.model"])
def test_a_file_that_changed_after_the_install(built: Callable[[str], Path], tmp_path: Path, file: str) -> None:
    """Drafts bear the version of the model that was installed: another file in its place is refused."""
    model = install("en", "ko", origin=copy(built("nllb"), tmp_path / "nllb"))
    data = (model.path / file).read_bytes()
    (model.path / file).unlink()  # the user's own, too, by another name
    (model.path / file).write_bytes(data + b" " if file == "model.bin" else data[:-1] + b"\1")
    with pytest.raises(EngineError, match=f"{file} is not the file that was installed"):
        load_engine("ct2", "en", "ko")


def test_search_options_of_a_descriptor(built: Callable[[str], Path], tmp_path: Path) -> None:
    """They reach CTranslate2; the setting comes before them."""
    folder = copy(built("opus-mt"), tmp_path / "opus-mt")
    (folder / "l10n-model.toml").write_text('family = "opus-mt"\nbeam = 2\nno_repeat_ngram = 3\n', "utf-8")
    install("en", "ko", origin=folder)
    for settings, beam in (({}, 2), ({"beam": 6}, 6)):
        engine = loaded("en", "ko", **settings)
        recorder = Recorder(engine._translator.model)
        engine._translator.model = recorder
        engine.translate(["Trade talks."], "en", "ko")
        options = recorder.calls[0][1]
        assert (beam, 3, 1.0) == (options["beam_size"], options["no_repeat_ngram_size"], options["length_penalty"])


def test_a_descriptor_says_all_of_an_unknown_model(built: Callable[[str], Path], tmp_path: Path) -> None:
    """Here of one in the manner of mBART: its tokens as the table says."""
    folder = copy(built("nllb"), tmp_path / "other")
    (folder / "sentencepiece.bpe.model").rename(folder / "own.model")
    (folder / "l10n-model.toml").write_text(
        'license = "CC0-1.0"\ntokenizer = "own.model"\nsource = ["{source}", "{text}", "</s>"]\ntarget = ["{target}"]\n'
        '[languages]\nen = "eng_Latn"\nko = "zho_Hans"\n',
        "utf-8",
    )
    model = install("en", "ko", engine="ct2", origin=folder)
    assert ("other", "CC0-1.0", "*") == (model.name, model.license, model.source)
    tokens, prefix = sent(loaded("en", "ko"), SENTENCES[1], "en", "ko")
    assert (["eng_Latn", *pieces(folder / "own.model"), "</s>"], ["zho_Hans"]) == (tokens, prefix)
    assert not find_model("en", "pt")


def test_the_readme_s_descriptor_is_one(repository: Path, tmp_path: Path) -> None:
    """Every key is in it, and it can be read."""
    text = (repository / "README.md").read_text("utf-8").partition("```toml\nfamily")[2].partition("```")[0]
    (tmp_path / "l10n-model.toml").write_text(f"family{text}", "utf-8")
    example = read_table(tmp_path / "l10n-model.toml", ())
    assert example is not None
    assert {key.name for key in fields(Descriptor)} == {*example, *SEARCH}
    assert [] == [name for name in SEARCH if name not in text]
    assert "en_XX" == parse(example, Path("README.md")).languages["en"]


def test_json_of_an_installed_model_is_whole(built: Callable[[str], Path]) -> None:
    """Its manifest lists every file with length and hash."""
    model = install("en", "ko", origin=built("opus-mt"))
    manifest = json.loads((model.path / "model.json").read_text("utf-8"))
    assert sorted(manifest["files"]) == sorted(path.name for path in model.path.iterdir() if path.name != "model.json")
