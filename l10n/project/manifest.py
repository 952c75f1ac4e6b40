"""build/manifest.json: the outputs of a build and their sources, for the program that publishes them."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from l10n.model import State


@dataclass(frozen=True, slots=True)
class Output:
    """One localized article."""

    path: str
    """Relative to the manifest's folder, with `/`."""
    units: Mapping[str, int]
    """By state."""
    words: Mapping[str, int]
    """Source words by state."""
    published: int = 0
    """The number of units in translation."""

    @property
    def translation_status(self) -> str:
        return translation_status(self.units)


def translation_status(units: Mapping[str, int]) -> str:
    """Units by state -> `approved` if people accepted all units, `draft` if all units have text, `partial` if some
    have, else `untranslated`."""
    present = {State(state) for state, count in units.items() if count}
    if State.UNTRANSLATED in present:
        return "partial" if len(present) > 1 else "untranslated"
    return "draft" if present & {State.DRAFT, State.STALE} else "approved"


@dataclass(frozen=True, slots=True)
class ManifestArticle:
    source: str
    """The source file, relative to the project's root."""
    source_hash: str
    """`sha256:` and the hex digest of its bytes."""
    locales: Mapping[str, Output]
    coverage: Mapping[str, int] = field(default_factory=dict)
    """The words that a reader sees (`seen`), and those of them that are in units (`offered`); empty where no account is
    kept of the format."""

    def within(self, locales: Collection[str] | None) -> ManifestArticle:
        """The article in these locales only; in all of them for None."""
        if locales is None or self.locales.keys() <= set(locales):
            return self
        return replace(self, locales={tag: output for tag, output in self.locales.items() if tag in locales})


@dataclass(frozen=True, slots=True)
class Manifest:
    """The contents of the folder of outputs."""

    source_locale: str = ""
    articles: Mapping[str, ManifestArticle] = field(default_factory=dict)
    orphans: tuple[str, ...] = ()
    """Outputs of earlier builds that no article writes any more: the article, its name or the pattern has changed."""

    assets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Locale -> the files that came along with its articles."""

    @property
    def asset_paths(self) -> frozenset[str]:
        """The paths of all files that came along."""
        return frozenset(path for paths in self.assets.values() for path in paths)

    @property
    def paths(self) -> frozenset[str]:
        """The paths of all outputs without orphans."""
        return frozenset(output.path for article in self.articles.values() for output in article.locales.values())


def render_manifest(manifest: Manifest) -> bytes:
    """The manifest as bytes; the same manifest always gives the same bytes."""
    document = {
        "source_locale": manifest.source_locale,
        "articles": {
            name: {
                "source": article.source,
                "source_hash": article.source_hash,
                **({"coverage": dict(article.coverage)} if article.coverage else {}),
                "locales": {
                    locale: {
                        "path": output.path,
                        "translation_status": output.translation_status,
                        "units": dict(output.units),
                        "words": dict(output.words),
                        "published": output.published,
                    }
                    for locale, output in sorted(article.locales.items())
                },
            }
            for name, article in sorted(manifest.articles.items())
        },
        **(
            {"assets": {tag: sorted(paths) for tag, paths in sorted(manifest.assets.items())}}
            if manifest.assets
            else {}
        ),
        **({"orphans": sorted(manifest.orphans)} if manifest.orphans else {}),
    }
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()


def parse_manifest(data: bytes) -> Manifest:
    """The manifest of an earlier build; an empty one if the bytes are no manifest."""
    try:
        document = json.loads(data)
        articles = {
            _text(name): ManifestArticle(
                _text(article["source"]),
                _text(article["source_hash"]),
                {
                    locale: Output(
                        _inside(output["path"]),
                        _counts(output["units"]),
                        _counts(output["words"]),
                        _count(output.get("published", 0)),
                    )
                    for locale, output in article["locales"].items()
                    if _text(locale)
                },
                {_text(name): _count(number) for name, number in article.get("coverage", {}).items()},
            )
            for name, article in document["articles"].items()
        }
        assets = {tag: tuple(sorted(map(_inside, paths))) for tag, paths in document.get("assets", {}).items()}
        orphans = tuple(sorted(map(_inside, document.get("orphans", ()))))
        return Manifest(_text(document["source_locale"]), articles, orphans, assets)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return Manifest()


def _inside(path: object) -> str:
    """A path that stays in the manifest's folder. Raises ValueError for any other value."""
    parts = PurePosixPath(_text(path))
    if parts.is_absolute() or ".." in parts.parts:
        raise ValueError(path)
    return str(path)


def _text(value: object) -> str:
    """A text that a file can hold. Raises ValueError for any other value."""
    if not isinstance(value, str):
        raise ValueError(value)
    value.encode()
    return value


def _count(value: object) -> int:
    if not isinstance(value, int):
        raise ValueError(value)
    return int(value)


def _counts(values: Mapping[str, object]) -> Mapping[str, int]:
    """Counts by state."""
    return {State(state).value: _count(count) for state, count in values.items()}
