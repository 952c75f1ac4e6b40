"""A project on disk: its configuration, its paths, and reading and writing that never leaves half a file."""

from __future__ import annotations

import contextlib
import getpass
import hashlib
import itertools
import os
import re
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path, PurePosixPath
from typing import Any, Literal, get_args

from l10n.errors import ConfigurationError, L10nError, SourceError
from l10n.formats import MODULES, SUFFIXES, ParseOptions
from l10n.locales import posix_tag

UnitSize = Literal["block", "sentence"]

_STRING_FILES = MODULES["json"][1] + MODULES["yaml"][1]
_MAX_SOURCE = 64 * 1024 * 1024
_OUTPUT_FIELD = re.compile(r"\{(locale|path|stem|dir|ext)\}")
_PATH_FIELD = re.compile(r"\{(?:path|stem|dir|ext)\}")


@dataclass(frozen=True, slots=True)
class Settings:
    """`[tool.l10n]` of pyproject.toml, or the whole of l10n.toml. Every field is optional in the file."""

    name: str = ""
    """The project's name in catalog headers; the folder's name when empty."""
    source_locale: str = "en"
    locales: tuple[str, ...] = ()
    """The locales to work on when no `--locale` is given; when empty, the folders of `catalogs`."""
    source: str = "source"
    catalogs: str = "locales"
    glossary: str = "glossary"
    build: str = "build"
    output: str = "{locale}/{path}"
    """Where an article is written in `build`: `{locale}`, and `{path}` or `{stem}` with `{dir}` and `{ext}`."""
    engine: str = "auto"
    """The engine that drafts, or several in the order to try, separated by commas; `none` drafts nothing."""
    unit: UnitSize = "block"
    front_matter: tuple[str, ...] = ParseOptions().front_matter
    """Front-matter keys whose values are translated."""
    strings: tuple[str, ...] = ()
    """Which keys of JSON and YAML files are translated (`*.title`, `!id`); without any, such files are no articles."""
    abbreviations: tuple[str, ...] = ()
    """The project's own abbreviations: a period behind one does not end a sentence."""
    placeholders: tuple[str, ...] = ()
    """Regular expressions of further placeholders that drafts and translations keep."""
    report_bugs_to: str = ""
    """Report-Msgid-Bugs-To of the catalogs."""
    engines: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """Settings of each engine, by its name."""
    checks: Mapping[str, Any] = field(default_factory=dict)
    """Rules to leave out, by rule id, locale and path."""

    @property
    def parse_options(self) -> ParseOptions:
        return ParseOptions(front_matter=self.front_matter, strings=self.strings or ("*",))


@dataclass(frozen=True, slots=True, order=True)
class Article:
    """One source document of a project."""

    name: str
    """Its path in the source folder without the suffix, with `/`: what catalogs and commands call it."""
    file: str
    """Its path in the source folder, with `/`."""


@dataclass(frozen=True, slots=True)
class Project:
    """Where a project lies and what it says of itself."""

    root: Path
    settings: Settings

    @property
    def name(self) -> str:
        return self.settings.name or self.root.name

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
        """The folder of what can be made again: caches and locks."""
        return self.root / ".l10n"

    def source_path(self, article: Article) -> Path:
        return self.source / article.file

    def reference(self, article: Article) -> str:
        """What `#:` says of the article's messages: its path from the project's root."""
        return f"{Path(self.settings.source).as_posix()}/{article.file}"

    def catalog_path(self, locale: str, article: Article | str) -> Path:
        name = article if isinstance(article, str) else article.name
        return self.catalogs / locale / "LC_MESSAGES" / f"{name}.po"

    def output_path(self, locale: str, article: Article) -> str:
        """Where the localized article lies in the folder of outputs, with `/`."""
        pattern = self.settings.output
        stem = article.name if "{dir}" not in pattern else PurePosixPath(article.name).name
        folder = str(PurePosixPath(article.name).parent)
        ext = article.file[len(article.name) :]
        filled = pattern.format(locale=locale, path=article.file, stem=stem, ext=ext, dir=folder)
        return str(PurePosixPath(filled))

    def output_folder(self, locale: str) -> str:
        """The folder, below that of the outputs, that all of a locale's articles are in; `.` for the very folder."""
        parts = itertools.takewhile(lambda part: not _PATH_FIELD.search(part), self.settings.output.split("/"))
        return str(PurePosixPath(*(part.format(locale=locale) for part in parts)))

    def template_path(self, article: Article) -> Path:
        return self.catalogs / "pot" / f"{article.name}.pot"

    def glossary_path(self, locale: str) -> Path:
        return self.root / self.settings.glossary / f"{locale}.csv"

    def articles(self) -> list[Article]:
        """The articles of the source folder, sorted by name. Raises ConfigurationError when there is no such folder, or
        when two files would share a catalog."""
        if not self.source.is_dir():
            raise ConfigurationError(
                f"there is no folder {self.settings.source!r} with articles in {self.root}",
                hint="Put articles there, or run `l10n init` to set up a project.",
            )
        suffixes = tuple(end for end in SUFFIXES if self.settings.strings or end not in _STRING_FILES)
        found: dict[str, Article] = {}
        for folder, subfolders, names in os.walk(self.source):
            subfolders[:] = sorted(name for name in subfolders if not name.startswith("."))
            for name in sorted(names):
                if name.startswith(".") or not name.lower().endswith(suffixes):
                    continue
                file = Path(folder, name).relative_to(self.source).as_posix()
                article = Article(file.removesuffix(Path(file).suffix), file)
                if other := found.get(article.name):
                    raise ConfigurationError(
                        f"{other.file} and {file} would share the catalog {article.name}.po",
                        path=self.source,
                        hint="Rename one of them.",
                    )
                found[article.name] = article
        return sorted(found.values())

    def locales(self) -> list[str]:
        """The locales of the configuration or, where it names none, those that have catalogs."""
        if self.settings.locales:
            return list(self.settings.locales)
        if not self.catalogs.is_dir():
            return []
        return sorted(path.parent.name for path in self.catalogs.glob("*/LC_MESSAGES") if path.is_dir())


def find_project(start: Path) -> Project:
    """The project that `start` lies in: the nearest folder with l10n.toml or `[tool.l10n]` in pyproject.toml, else
    `start` itself when it has a folder `source`. Raises ConfigurationError when there is none, or when its
    configuration is wrong."""
    start = start.resolve()
    if not start.is_dir():
        raise ConfigurationError("there is no such folder", path=start)
    for folder in (start, *start.parents):
        for name, table in (("l10n.toml", ()), ("pyproject.toml", ("tool", "l10n"))):
            path = folder / name
            if path.is_file() and (values := _read_table(path, table)) is not None:
                return Project(folder, _settings(values, path))
    if (start / Settings().source).is_dir():
        return Project(start, Settings())
    raise ConfigurationError(
        f"no project in {start} or above it",
        hint="Run `l10n init` to set one up here, or name its folder: `l10n -C DIR …`.",
    )


def _read_table(path: Path, table: tuple[str, ...]) -> Mapping[str, Any] | None:
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib

    try:
        values: Any = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"not valid TOML: {error}", path=path) from error
    for key in table:
        values = values.get(key)
        if values is None:
            return None
    if not isinstance(values, dict):
        raise ConfigurationError(f"{'.'.join(table)} is not a table", path=path)
    return values


def _settings(values: Mapping[str, Any], path: Path) -> Settings:
    """The configuration from a TOML table whose keys may be written with `-` or `_`. Raises ConfigurationError."""
    known = {entry.name: entry for entry in fields(Settings)}
    kwargs: dict[str, Any] = {}
    for key, value in values.items():
        name = key.replace("-", "_")
        if name not in known:
            import difflib

            near = difflib.get_close_matches(name, known, 1)
            raise ConfigurationError(
                f"unknown setting {key!r}", path=path, hint=f"Did you mean {near[0]!r}?" if near else ""
            )
        default = getattr(Settings(), name)
        wanted = list if isinstance(default, tuple) else dict if isinstance(default, dict) else str
        if not isinstance(value, wanted) or (wanted is list and not all(isinstance(item, str) for item in value)):
            kind = {list: "a list of strings", dict: "a table", str: "a string"}[wanted]
            raise ConfigurationError(f"setting {key!r} must be {kind}", path=path)
        kwargs[name] = tuple(value) if wanted is list else value
    settings = Settings(**kwargs)
    if settings.unit not in get_args(UnitSize):
        raise ConfigurationError("setting 'unit' must be 'block' or 'sentence'", path=path)
    if problem := _output_problem(settings.output):
        hint = "Write it like {locale}/{path} or {stem}.{locale}{ext}."
        raise ConfigurationError(f"setting 'output' {problem}", path=path, hint=hint)
    try:
        locales = tuple(posix_tag(tag) for tag in settings.locales)
        return replace(settings, locales=locales, source_locale=posix_tag(settings.source_locale))
    except L10nError as error:
        raise ConfigurationError(error.what, path=path, hint=error.hint) from error


def _output_problem(pattern: str) -> str:
    """What is wrong with a pattern of output paths; empty when nothing is. No two articles may share a path."""
    named = set(_OUTPUT_FIELD.findall(pattern))
    rest = _OUTPUT_FIELD.sub("", pattern)
    parts = pattern.split("/")
    if "{" in rest or "}" in rest:
        return "has an unknown field"
    if "locale" not in named:
        return "must contain {locale}"
    if not ("path" in named or {"stem", "ext"} <= named):
        return "must contain {path}, or {stem} and {ext}"
    if "dir" in named and "{dir}" not in parts:
        return "must have {dir} as a folder by itself"
    if "\\" in rest or "\0" in rest or not all(parts) or {".", ".."} & set(parts):
        return "must be a relative path without '.', '..' and '\\'"
    return ""


def decode_source(data: bytes, path: Path) -> str:
    """A source file's bytes as text, line ends and byte order mark kept. Raises SourceError with the line of the first
    byte that is not UTF-8, or for a file that is not text."""
    if len(data) > _MAX_SOURCE:
        raise SourceError(f"larger than {_MAX_SOURCE >> 20} MiB", path=path, hint="Split it into articles.")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise SourceError("encoded in UTF-16", path=path, hint="Save it as UTF-8.")
    if b"\0" in data:
        line = data.count(b"\n", 0, data.index(b"\0")) + 1
        raise SourceError(
            "not a text file: it contains a NUL byte", path=path, line=line, hint="Save it as UTF-8 text."
        )
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        what = f"not UTF-8: byte 0x{data[error.start]:02x}"
        raise SourceError(what, path=path, line=line, hint="Save it as UTF-8.") from error


def read_bytes(path: Path) -> bytes | None:
    """A file's bytes, or None when there is no such file."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def write_atomic(path: Path, data: bytes) -> None:
    """Writes a file so that at every moment it holds either the old or the new bytes; its permissions are kept."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path = path.resolve()
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        try:
            mode = path.stat().st_mode & 0o7777
        except FileNotFoundError:
            mode = 0o666 & ~_umask()
        temporary.chmod(mode)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def write_changed(path: Path, data: bytes) -> bool:
    """Writes a file unless it holds these bytes already; says whether it did."""
    if read_bytes(path) == data:
        return False
    write_atomic(path, data)
    return True


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def state_folder(project: Project) -> Path:
    """The project's folder of caches and locks, made where it is missing; git ignores it by itself."""
    if not project.state.is_dir():
        write_atomic(project.state / ".gitignore", b"# made by l10n: a cache, and the translation memory\n*\n")
    return project.state


def revise(path: Path, change: Callable[[bytes | None], bytes]) -> bool:
    """Rewrites a file that people may edit at the same time; says whether its bytes changed.

    `change` gets the file's bytes (None when it is not there) and gives the new ones. When somebody else changed the
    file while `change` worked, it is read again and `change` starts over from what is there now.
    """
    while True:
        before = read_bytes(path)
        after = change(before)
        if after == before:
            return False
        with _locked(path):
            if read_bytes(path) == before:
                write_atomic(path, after)
                return True


@contextlib.contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Holds the lock of a file, so that two runs of this program take turns in writing it."""
    from filelock import FileLock

    name = hashlib.sha256(str(path.resolve()).encode("utf-8", "surrogateescape")).hexdigest()[:2]
    folder = Path(tempfile.gettempdir(), f"l10n-locks-{os.getuid() if hasattr(os, 'getuid') else getpass.getuser()}")
    folder.mkdir(mode=0o700, exist_ok=True)
    with FileLock(folder / f"{name}.lock"):
        yield
