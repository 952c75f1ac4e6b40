"""A project on disk: its articles and its paths."""

import functools
import itertools
import json
import os
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from posixpath import normpath

from l10n.errors import ConfigurationError, NoProjectError
from l10n.formats import suffixes
from l10n.locales import android_tag, bcp47_tag
from l10n.project.inventory import Article, Grounds, Inventory, format_chooser, output_matcher, take_inventory
from l10n.project.manifest import parse_manifest
from l10n.settings import Settings, parse_settings, read_table
from l10n.store import Store
from l10n.translatable import Text

__all__ = ["Article", "Inventory", "Project", "find_project", "state_folder", "store_for"]

_PATH_FIELD = re.compile(r"\{(?:path|stem|base|dir|ext)\}")


@dataclass(frozen=True, slots=True)
class Project:
    """A project's folder and settings."""

    root: Path
    settings: Settings
    configuration: Path | None = None
    """The file with the settings."""

    @property
    def name(self) -> str:
        return self.settings.name or os.fsencode(self.root.name).decode("utf-8", "replace")

    @property
    def store(self) -> Store:
        """The project's files, which are read and written through it alone."""
        return _store(self.root, self.settings.outside)

    def store_of(self, out: Path) -> Store:
        """The files of a folder for outputs, which may be a person's own choice outside the project."""
        if out == self.build:
            return self.store
        return Store(out, self.state, (self.root, *self.store.outside))

    @property
    def source(self) -> Path:
        return self.root / self.settings.source

    @property
    def build(self) -> Path:
        return self.root / self.settings.build

    @property
    def catalogs(self) -> Path:
        return self.root / self.settings.catalogs

    @property
    def state(self) -> Path:
        """The folder of caches and locks; it can always be deleted."""
        return self.root / ".l10n"

    def source_path(self, article: Article) -> Path:
        return self.source / article.file

    def reference(self, article: Article) -> str:
        """The `#:` reference of the article's messages: its path from the project's root."""
        return (PurePosixPath(Path(self.settings.source).as_posix()) / article.file).as_posix()

    def catalog_path(self, locale: str, article: Article | str) -> Path:
        name = article if isinstance(article, str) else article.name
        return self.catalogs / locale / "LC_MESSAGES" / f"{name}.po"

    def output_path(self, locale: str, article: Article) -> str:
        """The path of the localized article in the folder of outputs, with `/`."""
        return _filled(self.settings.output, locale, article, self.settings.source_locale)

    def source_page(self, article: Article) -> str:
        """The path at which the article's source is served, like `output_path`; empty if it is not served."""
        pattern = self.settings.source_output
        return _served(pattern, self.settings.source_locale, article) if pattern else ""

    def localized_page(self, locale: str, article: Article) -> str:
        """The path at which the localized article is served, like `output_path`."""
        return _served(self.settings.served or self.settings.output, locale, article)

    def output_folder(self, locale: str) -> str:
        """The subfolder of the outputs that holds all articles of a locale; `.` for the folder of outputs itself."""
        parts = itertools.takewhile(lambda part: not _PATH_FIELD.search(part), self.settings.output.split("/"))
        fields = dict(zip(("locale", "tag", "android"), _spellings(locale), strict=True))
        return str(PurePosixPath(*(part.format(**fields) for part in parts)))

    def template_path(self, article: Article) -> Path:
        return self.catalogs / "pot" / f"{article.name}.pot"

    def glossary_path(self, locale: str) -> Path:
        return self.root / self.settings.glossary / f"{locale}.csv"

    def memory_path(self, locale: str) -> Path:
        """The file of translations that no catalog holds; it belongs to the project, as the catalogs do."""
        return self.root / "memory" / f"{locale}.tmx"

    def inventory(self) -> Inventory:
        """What lies in the folder of sources. Raises ConfigurationError if there is no such folder, OutsideError if it
        leads out of the project."""
        if not self.source.is_dir():
            raise ConfigurationError(
                "there is no folder {source!r} with articles in {root}",
                source=self.settings.source,
                root=self.root,
                hint="Put articles there, or run `l10n init` to set up a project.",
            )
        source = str(self.store.place(self.source))
        own = {
            os.path.relpath(folder, source)
            for folder in (self.build, self.catalogs, self.root / self.settings.glossary, self.memory_path("").parent)
        }
        grounds = Grounds(
            suffixes(keyed=bool(self.settings.strings)),
            self.settings.include,
            self.settings.exclude,
            self.settings.assets,
            frozenset(folder.replace(os.sep, "/") for folder in own),
            format_chooser(self.settings.formats, Path(self.settings.source).as_posix()),
            self.output_test(source),
        )
        inventory = take_inventory(source, grounds)
        return self._without_collisions(inventory) if "{base}" in self.settings.output else inventory

    def _without_collisions(self, inventory: Inventory) -> Inventory:
        """The inventory without articles that would be written to one place: `app_en.arb` and `app.arb`."""
        places: dict[str, list[Article]] = {}
        for article in inventory.articles:
            places.setdefault(self.output_path(self.settings.source_locale, article), []).append(article)
        errors = [
            ConfigurationError(
                "{files} would share the output {output}",
                files=", ".join(article.file for article in articles),
                output=path,
                hint="Rename one of them.",
            )
            for path, articles in places.items()
            if len(articles) > 1
        ]
        alone = tuple(
            article
            for article in inventory.articles
            if len(places[self.output_path(self.settings.source_locale, article)]) == 1
        )
        return replace(inventory, articles=alone, errors=(*inventory.errors, *errors))

    def articles(self) -> list[Article]:
        """The articles of the source folder, sorted by name. Raises what `inventory` raises."""
        return list(self.inventory().articles)

    def output_test(self, source: str) -> Callable[[str], bool]:
        """Whether a file of the folder of sources, named by its path in it, is what a build writes. That can be only
        where the folder of outputs holds the sources, or is the same."""
        build = os.path.realpath(self.build)
        if os.path.commonpath((build, source)) != build:
            return lambda file: False
        prefix = os.path.relpath(source, build).replace(os.sep, "/")
        prefix = "" if prefix == "." else f"{prefix}/"
        manifest = parse_manifest(self.store.read(self.build / "manifest.json") or b"")
        listed = manifest.paths | manifest.asset_paths | set(manifest.orphans) | {"manifest.json"}
        pattern = output_matcher(self.settings.output, list(map(_spellings, self.locales())))
        return lambda file: (prefix + file) in listed or bool(pattern and pattern.fullmatch(prefix + file))

    def locales(self) -> list[str]:
        """The locales of the configuration or, if it names none, those with catalogs."""
        if self.settings.locales:
            return list(self.settings.locales)
        if not self.catalogs.is_dir():
            return []
        return sorted(path.parent.name for path in self.catalogs.glob("*/LC_MESSAGES") if path.is_dir())


@functools.cache
def _store(root: Path, outside: tuple[str, ...]) -> Store:
    return Store(root, root / ".l10n", tuple(root / folder for folder in outside))


def _served(pattern: str, locale: str, article: Article) -> str:
    """The path of a page; a pattern that ends in `/` is a folder's, in which the page is the index."""
    if not pattern.endswith("/"):
        return _filled(pattern, locale, article)
    folder = _filled(pattern[:-1], locale, article)
    if PurePosixPath(article.name).name in ("index", "_index"):
        folder = str(PurePosixPath(folder).parent)
    return normpath(f"{folder}/index.html")


def _spellings(locale: str) -> tuple[str, str, str]:
    """A locale as the fields `{locale}`, `{tag}` and `{android}` of an output have it."""
    return locale, bcp47_tag(locale), android_tag(locale)


def _filled(pattern: str, locale: str, article: Article, source_locale: str = "") -> str:
    """A path from a pattern of the settings. The base of a stem is without the source's locale at its end."""
    ext = PurePosixPath(article.file).suffix
    bare = article.file.removesuffix(ext)
    folder, _, name = bare.rpartition("/")
    stem = name if "{dir}" in pattern else bare
    fields = {"path": article.file, "stem": stem, "ext": ext, "dir": folder or ".", "base": stem}
    if "{base}" in pattern and source_locale:
        names = "|".join(map(re.escape, _spellings(source_locale)))
        fields["base"] = re.sub(rf"(?<=[^/])[._-](?:{names})\Z", "", stem)
    tag = bcp47_tag(locale) if "{tag}" in pattern else ""
    android = android_tag(locale) if "{android}" in pattern else ""
    return normpath(pattern.format(locale=locale, tag=tag, android=android, **fields))


def find_project(start: Path) -> Project:
    """The project of the folder `start`: its nearest parent with l10n.toml or `[tool.l10n]` in pyproject.toml, else
    `start` itself if it has a folder `source`. Raises NoProjectError if there is none, ConfigurationError if its
    configuration is wrong."""
    start = start.resolve()
    if not start.is_dir():
        raise ConfigurationError("there is no such folder", path=start)
    for folder in (start, *start.parents):
        for name, table in (("l10n.toml", ()), ("pyproject.toml", ("tool", "l10n"))):
            path = folder / name
            if path.is_file() and (values := read_table(path, table)) is not None:
                return _within(Project(folder, parse_settings(values, path), path), path)
    if (start / Settings().source).is_dir():
        return Project(start, Settings())
    raise NoProjectError(
        "no project in {start} or above it",
        start=start,
        hint="Run `l10n init` to set one up here, or name its folder: `l10n -C DIR …`.",
    )


def _within(project: Project, path: Path) -> Project:
    """The project, if its folders lie inside its root or where its settings allow. Raises ConfigurationError."""
    allowed = [os.path.normpath(folder) for folder in (project.root, *project.store.outside)]
    for name in ("source", "catalogs", "glossary", "build"):
        folder = os.path.normpath(project.root / getattr(project.settings, name))
        if not any(folder == each or folder.startswith(each.rstrip(os.sep) + os.sep) for each in allowed):
            raise ConfigurationError(
                "setting {name!r} names a folder outside the project",
                name=name,
                path=path,
                hint=Text("Name one inside, or allow it: outside = [{folder}]", folder=json.dumps(folder)),
            )
    return project


def store_for(path: Path) -> Store:
    """The store of the project that a file lies in; for a file outside any project, one of the file's folder."""
    try:
        project = find_project(path.parent)
    except ConfigurationError:
        return Store(path.parent.resolve(), None)
    return project.store if path.resolve().is_relative_to(project.root) else Store(path.parent.resolve(), None)


def state_folder(project: Project) -> Path:
    """The project's folder of caches and locks, created if missing; its own .gitignore excludes it from git. Raises
    L10nError and OSError when it cannot be used."""
    return project.store.own_folder()
