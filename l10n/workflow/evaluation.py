"""`l10n evaluate`: engines side by side on text with a reference."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from l10n.drafting.plain_text import plain_text
from l10n.engines import load_engine
from l10n.engines.evaluate import Score, evaluate
from l10n.engines.stress import Strain, stress
from l10n.files import decode_source, read_file


def evaluate_files(
    source: Path,
    reference: Path,
    engines: Sequence[str],
    pair: tuple[str, str],
    settings: Mapping[str, Mapping[str, Any]],
) -> list[Score]:
    """Scores engines on a file with one sentence a line and a second file with their translations.

    `pair` is the two locale tags. Raises EngineError when an engine is missing, L10nError for unusable files.
    """
    loaded = [load_engine(name, *pair, settings) for name in engines or ("auto",)]
    return evaluate(_lines(source), _lines(reference), loaded, *pair)


def stress_files(
    source: Path,
    reference: Path | None,
    engines: Sequence[str],
    pair: tuple[str, str],
    settings: Mapping[str, Mapping[str, Any]],
) -> list[Strain]:
    """What the forms of articles cost the drafts of a file that has one sentence a line. Raises what `evaluate_files`
    does."""
    loaded = [load_engine(name, *pair, settings) for name in engines or ("auto",)]
    sources = [plain_text(line, pair[0]) for line in _lines(source)]
    return stress(sources, _lines(reference) if reference else (), loaded, *pair)


def _lines(path: Path) -> list[str]:
    return decode_source(read_file(path), path).splitlines()
