"""What a CTranslate2 model expects: which tokenizers, which tokens around a text; told by its files, or by a file.

A folder whose files leave a doubt needs a descriptor, `l10n-model.toml`, beside model.bin; the README has its keys.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from l10n.engines.ct2.codes import best_code
from l10n.engines.ct2.families import Family, families, recognized
from l10n.engines.ct2.translator import Layout, Search
from l10n.errors import ConfigurationError, EngineError
from l10n.settings import read_table
from l10n.translatable import Text

FILE = "l10n-model.toml"
WEIGHTS, CONFIG = "model.bin", "config.json"
TEXT, SOURCE, TARGET = "{text}", "{source}", "{target}"
VOCABULARIES = [f"{kind}_vocabulary.{ending}" for kind in ("shared", "source", "target") for ending in ("json", "txt")]
MAX_JSON = 64 << 20
EXAMPLE = """\
    pair = ["en", "ko"]
    tokenizer = "source.spm"
    target_tokenizer = "target.spm"
    source = ["{text}", "</s>"]"""
"""A descriptor of a model for one pair, as a message shows it."""


@dataclass(frozen=True, slots=True)
class Descriptor:
    """The keys of l10n-model.toml."""

    family: str = ""
    """`nllb`, `m2m100`, `madlad`, `opus-mt` or `quickmt`, which then says what the other keys leave out."""
    license: str = "not stated"
    pair: tuple[str, ...] = ()
    """The locales of a model that is made for one pair."""
    tokenizer: str = ""
    """The file of a SentencePiece model, or a tokenizer.json."""
    target_tokenizer: str = ""
    """The same of the target language, where it has its own."""
    text_prefix: str = ""
    """What stands before a text when it is tokenized: `<2{target}>`."""
    source: tuple[str, ...] = (TEXT, "</s>")
    """The tokens that go in; `{text}` are those of the text, `{source}` and `{target}` the languages'."""
    target: tuple[str, ...] = ()
    """The tokens that every output begins with."""
    languages: Mapping[str, str] = field(default_factory=dict)
    """The tokens of the languages, by code."""
    beam: int = 4
    length_penalty: float = 1.0
    repetition_penalty: float = 1.0
    no_repeat_ngram: int = 0

    @property
    def tokenizers(self) -> tuple[str, ...]:
        return tuple(filter(None, (self.tokenizer, self.target_tokenizer)))

    @property
    def search(self) -> Search:
        return Search(self.beam, self.length_penalty, self.repetition_penalty, self.no_repeat_ngram)

    def document(self) -> dict[str, Any]:
        """For the manifest of an installed model; `parse` reads it."""
        return asdict(self)

    def tokens(self, source: str, target: str) -> dict[str, str] | None:
        """The tokens of the languages of a pair of locale tags, empty where the model wants none; None where it does
        not translate the pair."""
        used = " ".join((*self.source, *self.target, self.text_prefix))
        found = {}
        for place, tag, own in zip((SOURCE, TARGET), (source, target), self.pair or ("", ""), strict=True):
            if own and not best_code(tag, (own,)):
                return None
            if self.languages and (place in used or not own):
                code = best_code(tag, self.languages)
                if code is None:
                    return None
                found[place] = self.languages[code]
        return found

    def layout(self, tokens: Mapping[str, str], *, end: str = "") -> Layout:
        """The tokens around a text. `end` is the end token where CTranslate2 itself puts it behind the source."""
        place = self.source.index(TEXT)
        before, after = _filled(self.source[:place], tokens), _filled(self.source[place + 1 :], tokens)
        if end and after[-1:] == (end,):
            after = after[:-1]
        return Layout(before, after, _filled(self.target, tokens))

    def prefix_text(self, tokens: Mapping[str, str]) -> str:
        return "".join(_filled((self.text_prefix,), tokens))


def _filled(template: Sequence[str], tokens: Mapping[str, str]) -> tuple[str, ...]:
    """The template's tokens; one of a language that the model has no token for is left out."""
    filled = []
    for token in template:
        for place in (SOURCE, TARGET):
            token = token.replace(place, tokens.get(place, ""))
        filled.append(token)
    return tuple(filter(None, filled))


def describe(folder: Path, source: str, target: str) -> Descriptor:
    """What the model in a folder expects, for a pair of locale tags. Raises EngineError and ConfigurationError, showing
    a descriptor where one is needed."""
    vocabulary = read_vocabularies(folder)[0]
    values: dict[str, Any] = {}
    if (file := folder / FILE).is_file():
        values = dict(read_table(file, ()) or {})
        name = values.get("family", "")
        family = families().get(str(name))
        if name and not family:
            raise ConfigurationError(
                "there is no family {name!r}",
                name=name,
                path=file,
                hint=Text("There are {names}.", names=", ".join(families())),
            )
    else:
        family = recognized(folder, vocabulary)
        if not family:
            raise EngineError(
                "its files do not tell what this CTranslate2 model expects",
                path=folder,
                hint=Text(
                    "Write a file {file} beside {weights}; the README has its keys. For example:\n{example}",
                    file=FILE,
                    weights=WEIGHTS,
                    example=EXAMPLE,
                ),
            )
    if family:
        values = _keys(family, folder, vocabulary) | values
    if not values.get("languages") and not values.get("pair"):
        values["pair"] = [source, target]
    elif family and family.optional and not values.get("pair"):
        values["pair"] = [source, ""]
    return parse(values, file if file.is_file() else folder)


def _keys(family: Family, folder: Path, vocabulary: Sequence[str]) -> dict[str, Any]:
    """What is known of a family's model in a folder."""
    files = family.own_tokenizers(folder)
    keys = dict(family.keys) | {"family": family.name, "languages": family.languages(vocabulary)}
    keys |= dict(zip(("tokenizer", "target_tokenizer"), files, strict=False))
    config = folder / "tokenizer_config.json"
    if family.legacy and config.is_file() and _read_object(config).get("legacy_behaviour") is True:
        keys["source"] = list(family.legacy)
    return keys


def parse(values: Mapping[str, Any], path: Path) -> Descriptor:
    """A descriptor from a table. Raises ConfigurationError for a key that there is not, a value of another kind, and
    for a file's name that leads out of the folder."""
    kinds = {key.name: key.type for key in fields(Descriptor)}
    for name, value in values.items():
        if name not in kinds:
            raise ConfigurationError(
                "a model's descriptor has no key {name!r}",
                name=name,
                path=path,
                hint=Text("It has {names}.", names=", ".join(kinds)),
            )
        if not _fits(str(kinds[name]), value):
            raise ConfigurationError("the value of {name!r} is of the wrong kind", name=name, path=path)
    plain: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in values.items()}
    descriptor = Descriptor(**plain)
    for name in descriptor.tokenizers:
        if Path(name).name != name or "\\" in name:
            raise ConfigurationError("{name!r} is not the name of a file beside the model", name=name, path=path)
    if not descriptor.tokenizer:
        raise ConfigurationError("the descriptor names no tokenizer", path=path)
    if descriptor.source.count(TEXT) != 1:
        raise ConfigurationError("{name!r} must have {text} once", name="source", text=TEXT, path=path)
    if descriptor.pair and len(descriptor.pair) != 2:
        raise ConfigurationError("{name!r} must have two locales", name="pair", path=path)
    return descriptor


def _fits(kind: str, value: Any) -> bool:
    if kind.startswith("tuple"):
        return isinstance(value, (list, tuple)) and all(isinstance(part, str) for part in value)
    if kind.startswith("Mapping"):
        return isinstance(value, dict) and all(isinstance(part, str) for part in value.values())
    if kind == "str":
        return isinstance(value, str)
    number = isinstance(value, int) or (kind == "float" and isinstance(value, float))
    return number and not isinstance(value, bool) and 0 <= value < 100


def read_config(folder: Path) -> dict[str, Any]:
    """CTranslate2's config.json; empty where an old model has none. Raises EngineError."""
    path = folder / CONFIG
    return _read_object(path) if path.is_file() else {}


def read_vocabularies(folder: Path) -> tuple[list[str], list[str]]:
    """The words of the source and of the target. Raises EngineError when one is missing or cannot be read."""
    shared = _vocabulary(folder, "shared")
    source, target = shared or _vocabulary(folder, "source"), shared or _vocabulary(folder, "target")
    if source is None or target is None:
        raise EngineError("this CTranslate2 model has no vocabulary", path=folder)
    return source, target


def vocabulary_files(folder: Path) -> list[str]:
    """The names of the files of its vocabularies."""
    return [name for name in VOCABULARIES if (folder / name).is_file()]


def _vocabulary(folder: Path, kind: str) -> list[str] | None:
    if (path := folder / f"{kind}_vocabulary.json").is_file():
        words = _read_json(path)
        if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
            raise EngineError("the vocabulary is not a list of words", path=path)
        return words
    if (path := folder / f"{kind}_vocabulary.txt").is_file():
        return _read(path).removesuffix("\n").split("\n")
    return None


def _read_object(path: Path) -> dict[str, Any]:
    value = _read_json(path)
    if not isinstance(value, dict):
        raise EngineError("the model's file cannot be read ({reason})", reason=Text("no JSON object"), path=path)
    return value


def _read_json(path: Path) -> Any:
    try:
        return json.loads(_read(path))
    except (ValueError, RecursionError) as error:
        raise EngineError("the model's file cannot be read ({reason})", reason=error, path=path) from error


def _read(path: Path) -> str:
    try:
        if path.stat().st_size > MAX_JSON:
            raise ValueError(f"{path.stat().st_size} bytes")
        return path.read_text("utf-8")
    except (OSError, ValueError) as error:
        raise EngineError("the model's file cannot be read ({reason})", reason=error, path=path) from error
