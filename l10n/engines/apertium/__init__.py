"""Apertium's rule-based translation, with the language pairs that the operating system has installed.

The pipeline of a pair (its mode) is started once and fed text after text. It is run without the `apertium` script,
whose filters hold an answer back until the next text comes.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from l10n.engines.engine import Model, read_settings
from l10n.engines.languages import model_codes
from l10n.engines.process import HelperProcess
from l10n.errors import EngineError
from l10n.locales import language

if TYPE_CHECKING:
    from l10n.drafting import Engine

NAME = "apertium"

ISO_639_3 = {
    "af": "afr", "an": "arg", "be": "bel", "bg": "bul", "ca": "cat", "cy": "cym", "da": "dan", "de": "deu",
    "en": "eng", "eo": "epo", "es": "spa", "eu": "eus", "fi": "fin", "fr": "fra", "gl": "glg", "hi": "hin",
    "id": "ind", "is": "isl", "it": "ita", "kk": "kaz", "mk": "mkd", "ms": "zlm", "mt": "mlt", "nb": "nob",
    "nl": "nld", "nn": "nno", "oc": "oci", "pl": "pol", "pt": "por", "ro": "ron", "ru": "rus", "sc": "srd",
    "se": "sme", "sl": "slv", "sr": "hbs", "hr": "hbs", "bs": "hbs", "sv": "swe", "tr": "tur", "tt": "tat",
    "uk": "ukr", "ur": "urd",
}  # fmt: skip
"""The codes of Apertium's newer pairs; the older ones use two letters."""

_RESERVED = re.compile(r"[\[\]{}^$/\\@<>]")
"""Characters with a meaning in Apertium's stream format."""
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_QUOTED = re.compile(r"'([^']+)'")
"""A file in a mode's pipeline."""
_END = ".[]"
"""Makes the pipeline finish the sentence: a full stop, and an empty blank that sets it off."""


@dataclass(frozen=True, slots=True)
class ApertiumSettings:
    """`[tool.l10n.engines.apertium]`."""

    timeout: float = 30.0
    """Seconds after which a pipeline that has not answered a sentence counts as dead."""


class ApertiumEngine:
    """One pair's pipeline."""

    name = NAME

    def __init__(self, mode: Path, source: str, target: str, settings: ApertiumSettings) -> None:
        """Raises EngineError when the mode cannot be read."""
        self._pair = (source, target)
        self._timeout = settings.timeout
        self._script = _pipeline(mode)
        self._process: HelperProcess | None = None
        from l10n.drafting.engine import Reading

        self.reading = Reading(case=True)  # its dictionaries know words in any case, and give it back
        self.fingerprint = f"apertium-{mode.stem}@{_version(mode)}"

    def pairs(self) -> Iterable[tuple[str, str]]:
        return [self._pair]

    def translate(self, sentences: Sequence[str], source: str, target: str) -> list[str]:
        """See Engine. Words that Apertium does not know stay as they are, without its mark."""
        return [self._translate_one(sentence) if sentence.strip() else "" for sentence in sentences]

    def _translate_one(self, sentence: str) -> str:
        if self._process is None:
            # $1 is the generator's option: -n leaves out the marks of unknown words; $2 is the tagger's
            self._process = HelperProcess(["bash", "-c", self._script, NAME, "-n", ""], NAME, end=b"\0")
        text = _RESERVED.sub(r"\\\g<0>", sentence.replace("\0", " ")) + _END
        try:
            answer = self._process.ask(text.encode("utf-8", "replace"), self._timeout)
        except EngineError:
            self._process = None
            raise
        output = answer.decode("utf-8", "replace").strip().removesuffix("[]").removesuffix(".")
        return _ESCAPED.sub(r"\1", output)


def _pipeline(mode: Path) -> str:
    """The mode's shell pipeline, each part of it set to answer at every NUL."""
    try:
        run = subprocess.run(["apertium-wblank-mode", "-z", str(mode)], capture_output=True, timeout=30, check=True)
    except (OSError, subprocess.SubprocessError) as error:
        raise EngineError("Apertium's mode cannot be read ({reason})", reason=error, path=mode) from error
    return run.stdout.decode("utf-8", "replace").strip()


def _version(mode: Path) -> str:
    """The mode has no version of its own; the day it was made tells one from the next."""
    return str(int(mode.stat().st_mtime) // 86400)


def _data_dir() -> Path:
    return Path(os.environ.get("APERTIUM_DATADIR") or "/usr/share/apertium")


def find_mode(source: str, target: str) -> Path | None:
    """The mode of a pair of locale tags: a variant's (`eng-cat_valencia`) where there is one, else the language's."""
    folder = _data_dir() / "modes"
    for to_code in _codes(target):
        for from_code in _codes(source):
            if (mode := folder / f"{from_code}-{to_code}.mode").is_file():
                return mode
    return None


def _codes(tag: str) -> list[str]:
    codes = []
    for code in model_codes(tag):
        code = code.replace("-", "_")
        short = language(code)
        codes += [ISO_639_3.get(short, short) + code[len(short) :], code]
    return codes


def models() -> list[Model]:
    """The pairs that the operating system's packages have brought, variants among them."""
    found = []
    for mode in sorted((_data_dir() / "modes").glob("*-*.mode")):
        files = {path for path in map(Path, _QUOTED.findall(mode.read_text("utf-8", "replace"))) if path.is_file()}
        size = sum(path.stat().st_size for path in files)
        found.append(Model(NAME, *_pair(mode), mode.stem, _version(mode), size, _license(files), mode))
    return found


def _pair(mode: Path) -> tuple[str, str]:
    """The two languages of a mode, in two letters where there are such: `eng-cat_valencia` -> en, ca_valencia."""
    short = {long: code for code, long in reversed(ISO_639_3.items())}
    sides = (side.partition("_") for side in mode.stem.split("-", 1))
    source, target = (short.get(code, code) + mark + variant for code, mark, variant in sides)
    return source, target


def _license(files: Iterable[Path]) -> str:
    """What Debian's copyright file of the package says first of the whole (its format 1.0, section 7.2)."""
    for package in {path.parent.name for path in files}:
        with contextlib.suppress(OSError):
            text = Path("/usr/share/doc", package, "copyright").read_text("utf-8", "replace")
            if found := re.search(r"^License: *(\S.*)$", text, re.MULTILINE):
                return found[1]
    return "not stated"


def supports(source: str, target: str, settings: Mapping[str, Any]) -> bool:
    installed = shutil.which("apertium-wblank-mode") and shutil.which("bash")
    return bool(installed) and find_mode(source, target) is not None


def load(source: str, target: str, settings: Mapping[str, Any]) -> Engine:
    mode = find_mode(source, target)
    if mode is None or not supports(source, target, settings):
        raise EngineError(
            "Apertium has no pair {source} to {target} here",
            source=source,
            target=target,
            hint="On Debian: apt install apertium and the package of the pair; apt-cache search apertium shows them.",
        )
    return ApertiumEngine(mode, source, target, read_settings(ApertiumSettings, NAME, settings))
