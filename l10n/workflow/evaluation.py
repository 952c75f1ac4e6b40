"""`l10n evaluate`: engines side by side on text with a reference."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from l10n.engines import load_engine
from l10n.engines.evaluate import Score, evaluate
from l10n.files import decode_source


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
    sources = decode_source(source.read_bytes(), source).splitlines()
    references = decode_source(reference.read_bytes(), reference).splitlines()
    loaded = [load_engine(name, *pair, settings) for name in engines or ("auto",)]
    return evaluate(sources, references, loaded, *pair)
