"""What lies in the folder of sources: the articles, and what is none."""

from __future__ import annotations

import mimetypes
import os
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import PurePosixPath

from l10n.errors import ConfigurationError
from l10n.formats import Format, article_name, format_for, format_named, stated_format

_DEPENDENCIES = frozenset({"__pycache__", "bower_components", "node_modules", "site-packages", "venv"})
"""Folders that package managers fill."""
_ASSETS = frozenset({"application/javascript", "text/javascript", "text/css"})


@dataclass(frozen=True, slots=True, order=True)
class Article:
    """One source document of a project."""

    name: str
    """Its path in the source folder without the suffix, with `/`: its name in catalogs and commands. A few endings stay
    (`article_name`)."""
    file: str
    """Its path in the source folder, with `/`."""
    stated: str = field(default="", compare=False)
    """The name of the format that the settings give it; empty where its ending decides."""

    @property
    def format(self) -> Format:
        """Its format. Raises SourceError for an ending that no format has."""
        return format_named(self.stated) if self.stated else format_for(self.file)


@dataclass(frozen=True, slots=True)
class Inventory:
    """The folder of sources, looked through."""

    articles: tuple[Article, ...]
    """Sorted by name."""
    errors: tuple[ConfigurationError, ...] = ()
    """Files that are no articles because two would share a catalog."""
    names: frozenset[str] = frozenset()
    """The names of all articles, also of those that would share a catalog."""
    assets: tuple[str, ...] = ()
    """The files that come along with the articles: their paths in the folder, with `/`."""
    unread: Mapping[str, int] = field(default_factory=dict)
    """Ending -> the number of files that no format reads; pictures, sounds, fonts, styles and scripts do not count."""


@dataclass(frozen=True, slots=True)
class Grounds:
    """What decides whether a file in the folder of sources is an article. Paths are relative to that folder."""

    endings: tuple[str, ...]
    """The file name endings that formats read."""
    include: tuple[str, ...] = ()
    """Globs as in .gitignore, one of which an article matches; when empty, all do."""
    exclude: tuple[str, ...] = ()
    """Globs as in .gitignore that no article matches."""
    assets: tuple[str, ...] = ()
    """Globs as in .gitignore of what comes along, though it is no article."""
    own: frozenset[str] = frozenset()
    """Folders of the project's own: catalogs, glossaries, outputs."""
    stated: Callable[[str], str] = lambda file: ""
    """The name of the format that the settings give a file; empty where its ending decides."""
    is_output: Callable[[str], bool] = lambda file: False
    """Whether a file is what a build writes."""


def take_inventory(folder: str, grounds: Grounds) -> Inventory:
    """The articles in a folder. Raises OSError."""
    chosen = _chooser(grounds)
    found: dict[str, list[str]] = {}
    is_asset = _matcher(grounds.assets)
    assets = []
    unread: Counter[str] = Counter()
    for file in _files(folder, grounds.own):
        if grounds.is_output(file):
            continue
        is_readable = file.lower().endswith(grounds.endings) or bool(grounds.stated(file))
        is_wanted = chosen(file)
        if not (is_wanted and is_readable) and is_asset(file):
            assets.append(file)
            continue
        if not is_wanted:
            continue
        if not is_readable:
            if not _is_asset(file):
                unread[PurePosixPath(file).suffix.lower() or PurePosixPath(file).name] += 1
        else:
            found.setdefault(article_name(file), []).append(file)
    errors = [
        ConfigurationError(
            "{files} would share the catalog {article}.po",
            files=", ".join(files),
            article=name,
            path=folder,
            hint="Rename one of them.",
        )
        for name, files in found.items()
        if len(files) > 1
    ]
    articles = sorted(
        Article(name, files[0], grounds.stated(files[0])) for name, files in found.items() if len(files) == 1
    )
    return Inventory(tuple(articles), tuple(errors), frozenset(found), tuple(assets), dict(unread.most_common()))


def format_chooser(formats: Mapping[str, str], source: str) -> Callable[[str], str]:
    """The function that gives the name of the format that the setting `formats` states for a file, or an empty string.
    A glob is one of paths in the folder of sources or, for `docs/*.md` where these lie in docs, of the project's."""
    if not formats:
        return lambda file: ""
    matchers = [(_matcher((glob,)), name) for glob, name in reversed(list(formats.items()))]

    @lru_cache(maxsize=4096)
    def stated(file: str) -> str:
        name = next((name for matches, name in matchers if matches(file) or matches(f"{source}/{file}")), "")
        return stated_format(name, file) if name else ""

    return stated


def _chooser(grounds: Grounds) -> Callable[[str], bool]:
    """Whether the settings want a file."""
    include, exclude = _matcher(grounds.include or ("*",)), _matcher(grounds.exclude)
    return lambda file: include(file) and not exclude(file)


def _matcher(globs: tuple[str, ...]) -> Callable[[str], bool]:
    if not globs or globs == ("*",):
        return lambda file: bool(globs)
    from pathspec import GitIgnoreSpec

    return GitIgnoreSpec.from_lines(globs).match_file


def _files(folder: str, own: frozenset[str], prefix: str = "") -> Iterator[str]:
    """The regular files and links below a folder, with `/`. Hidden files, dependencies and the project's own folders
    are left out. Links are not followed: reading one says where it leads."""
    with os.scandir(folder) as entries:
        seen = sorted(entries, key=lambda entry: entry.name)
    for entry in seen:
        name = prefix + entry.name
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            if entry.name not in _DEPENDENCIES and name not in own:
                yield from _files(entry.path, own, f"{name}/")
        elif entry.is_file(follow_symlinks=False) or (entry.is_symlink() and not entry.is_dir()):
            yield name


def _is_asset(file: str) -> bool:
    kind = mimetypes.guess_type(file)[0] or ""
    return kind.split("/")[0] in ("image", "audio", "video", "font") or kind in _ASSETS


def output_matcher(pattern: str, tags: Sequence[tuple[str, str, str]]) -> re.Pattern[str] | None:
    """Matches the paths, relative to the folder of outputs, that a pattern of the settings gives in these locales, each
    in its three spellings (`pt_BR`, `pt-BR`, `pt-rBR`); None without any."""
    if not tags:
        return None
    fields = {
        **{
            name: "|".join(map(re.escape, column))
            for name, column in zip(("{locale}", "{tag}", "{android}"), zip(*tags, strict=True), strict=True)
        },
        "{path}": ".+",
        "{stem}": ".+?",
        "{base}": ".+?",
        "{dir}": ".+?",
        "{ext}": r"\.[^./]+",
    }
    parts = re.split(r"(\{[a-z]+\})", pattern)
    # an article in no folder has no `{dir}`, and its path no `./`
    expression = "".join(f"(?:{fields[part]})" if part in fields else re.escape(part) for part in parts)
    return re.compile(expression.replace(f"(?:{fields['{dir}']})/", f"(?:{fields['{dir}']}/)?"), re.DOTALL)
