"""The settings of a project: `[tool.l10n]` in pyproject.toml, or the whole of l10n.toml."""

import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Literal, get_args

from l10n.errors import ConfigurationError, L10nError
from l10n.formats import ALIASES, REGISTRY, ParseOptions
from l10n.languages.language import language
from l10n.locales import posix_tag
from l10n.text.expressions import expression
from l10n.translatable import Text

UnitSize = Literal["block", "sentence"]
Anchors = Literal["none", "attribute", "html"]
Interface = Literal["", "en", "ko"]

_NARROWEST = 20
_OUTPUT_FIELD = re.compile(r"\{(locale|tag|android|path|stem|base|dir|ext)\}")
_SITE_URL = re.compile(r"https?://[^\s/?#]+(?:/[^\s?#]*)?\Z")


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of a project. Every field is optional in the file."""

    name: str = ""
    """The project's name in catalog headers; the folder's name when empty."""
    source_locale: str = "en"
    locales: tuple[str, ...] = ()
    """The locales to work on when no `--locale` is given; when empty, the folders of `catalogs`."""
    source: str = "source"
    include: tuple[str, ...] = ()
    """Globs of articles in `source`, as in .gitignore; when empty, all files that a format reads."""
    exclude: tuple[str, ...] = ()
    """Globs of files in `source` that are no articles."""
    assets: tuple[str, ...] = ()
    """Globs of files in `source` that are no articles and come along into the outputs of every locale."""
    formats: Mapping[str, str] = field(default_factory=dict)
    """Glob, as in .gitignore -> the format or dialect of the files that match (`{"*.txt" = "rst", "docs/**/*.md" =
    "mkdocs"}`); the last that matches decides, and where none does the file's ending."""
    catalogs: str = "locales"
    glossary: str = "glossary"
    build: str = "build"
    outside: tuple[str, ...] = ()
    """Folders outside the project that it may read and write all the same, each by name (`../site`)."""
    output: str = "{locale}/{path}"
    """Where an article is written in `build`: `{locale}` (`pt_BR`), `{tag}` (`pt-BR`) or `{android}` (`pt-rBR`), and
    `{path}`, or `{stem}` with `{dir}` and `{ext}`; `{base}` is a stem without the source's locale at its end."""
    site_url: str = ""
    """The address of the folder of outputs (`https://example.org/`). With it, pages link to their siblings, and there
    is a sitemap."""
    source_output: str = "{path}"
    """The path of a served source below `site_url`; a pattern like `output`, which may end in `/`. Empty: sources are
    not served."""
    served: str = ""
    """The path at which a site generator serves what it makes of an output; a pattern like `output`, which may end in
    `/`. With it, links from the site's root follow, too. Empty: outputs are served as they are."""
    anchors: Anchors = "none"
    """How a translated heading keeps the source heading's id: `attribute` (`{#id}`), `html` (`<a id="id">`), `none`."""
    interface: Interface = ""
    """The language of the program's messages; empty for the language of the reader's LANG or browser."""
    notice: bool = False
    """Whether pages with unreviewed machine drafts tell their readers so."""
    notices: Mapping[str, str] = field(default_factory=dict)
    """Locale -> the project's own wording of this notice."""
    engine: str = "auto"
    """The engine for drafts, or several, separated by commas, in the order to try; `none` drafts nothing."""
    plain_style: tuple[str, ...] = ()
    """Locales whose drafts get the plain endings of newspapers (해라체) in place of polite ones; only `ko` has them."""
    unit: UnitSize = "block"
    front_matter: tuple[str, ...] = ParseOptions().front_matter
    """Front-matter keys whose values are translated."""
    attributes: tuple[str, ...] = ()
    """Names of further attributes of components whose values are translated (`tooltip`); `title`, `alt`, `label`,
    `text`, `linkText` and the like are known."""
    strings: tuple[str, ...] = ()
    """The keys of JSON, YAML and properties files to translate (`*.title`, `!id`); without any, such files are articles
    only where `formats` names them."""
    contexts: tuple[str, ...] = ()
    """Keys of strings (`*.button`, `*`) whose equal texts get a translation each, with the key as msgctxt. Without any,
    one translation serves a text wherever it stands."""
    code_styles: tuple[str, ...] = ParseOptions().code_styles
    """Styles of paragraphs and characters in office documents whose text is code, and stays."""
    abbreviations: tuple[str, ...] = ()
    """The project's own abbreviations: a period behind one does not end a sentence."""
    placeholders: tuple[str, ...] = ()
    """Regular expressions of further placeholders that drafts and translations keep."""
    wrap: int = 0
    """The width at which new catalogs are wrapped, in columns (Weblate 77, Poedit 79); 0 for never. A catalog that is
    there keeps the width that it has."""
    report_bugs_to: str = ""
    """Report-Msgid-Bugs-To of the catalogs."""
    engines: Mapping[str, Any] = field(default_factory=dict)
    """A table of settings for each engine, by its name; and what `engine` is for a locale, by its tag."""
    checks: Mapping[str, Any] = field(default_factory=dict)
    """Rules to leave out, by rule id, locale and path."""

    @property
    def parse_options(self) -> ParseOptions:
        return ParseOptions(
            front_matter=self.front_matter,
            strings=self.strings or ("*",),
            contexts=self.contexts,
            code_styles=self.code_styles,
            attributes=self.attributes,
        )

    @property
    def engine_tables(self) -> Mapping[str, Mapping[str, Any]]:
        """Settings of each engine, by its name."""
        return {name: table for name, table in self.engines.items() if isinstance(table, Mapping)}

    def engine_of(self, locale: str) -> str:
        """The engine for drafts into a locale, or several, separated by commas."""
        names = self.engines.get(locale)
        return names if isinstance(names, str) else self.engine


_KINDS = {
    list: Text("a list of strings"),
    dict: Text("a table"),
    str: Text("a string"),
    bool: Text("true or false"),
    int: Text("a number"),
}


def read_table(path: Path, table: tuple[str, ...]) -> Mapping[str, Any] | None:
    """A table of a TOML file; None if it is missing. Raises ConfigurationError."""
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib

    try:
        values: Any = tomllib.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:  # TOMLDecodeError, bytes that are not UTF-8, an integer that is too long for Python
        raise ConfigurationError("not valid TOML: {reason}", reason=error, path=path) from error
    except RecursionError as error:
        raise ConfigurationError("nested too deeply", path=path) from error
    for key in table:
        values = values.get(key)
        if values is None:
            return None
    if not isinstance(values, dict):
        raise ConfigurationError("{table} is not a table", table=".".join(table), path=path)
    return values


def parse_settings(values: Mapping[str, Any], path: Path) -> Settings:
    """The settings in a TOML table; its keys may have `-` or `_`. Raises ConfigurationError."""
    known = {entry.name: entry for entry in fields(Settings)}
    kwargs: dict[str, Any] = {}
    for key, value in values.items():
        name = key.replace("-", "_")
        if name not in known:
            import difflib

            near = difflib.get_close_matches(name, known, 1)
            raise ConfigurationError(
                "unknown setting {key!r}",
                key=key,
                path=path,
                hint=Text("Did you mean {near!r}?", near=near[0]) if near else "",
            )
        default = getattr(Settings(), name)
        wanted = list if isinstance(default, tuple) else type(default)
        if not isinstance(value, wanted) or (wanted is list and not all(isinstance(item, str) for item in value)):
            raise ConfigurationError("setting {key!r} must be {kind}", key=key, kind=_KINDS[wanted], path=path)
        kwargs[name] = tuple(value) if wanted is list else value
    settings = Settings(**kwargs)
    if unknown := [tag for tag in settings.plain_style if "plain-style" not in language(tag).traits]:
        raise ConfigurationError("setting 'plain_style' knows no plain style of {tag!r}", tag=unknown[0], path=path)
    if settings.unit not in get_args(UnitSize):
        raise ConfigurationError("setting 'unit' must be 'block' or 'sentence'", path=path)
    if not all(isinstance(words, str) for words in settings.notices.values()):
        raise ConfigurationError("setting 'notices' must have a string for each locale", path=path)
    if isinstance(settings.wrap, bool) or not (settings.wrap == 0 or settings.wrap >= _NARROWEST):
        raise ConfigurationError(
            "setting 'wrap' must be 0, for never, or {narrowest} and more columns", narrowest=_NARROWEST, path=path
        )
    if settings.interface not in get_args(Interface):
        raise ConfigurationError("setting 'interface' must be 'en' or 'ko'", path=path)
    if settings.anchors not in get_args(Anchors):
        raise ConfigurationError("setting 'anchors' must be 'none', 'attribute' or 'html'", path=path)
    if problem := _output_problem(settings.output):
        raise ConfigurationError(
            "setting 'output' {problem}",
            problem=problem,
            path=path,
            hint="Write it like {locale}/{path} or {stem}.{locale}{ext}.",
        )
    if settings.source_output and (problem := _output_problem(_folded(settings.source_output), localized=False)):
        raise ConfigurationError(
            "setting 'source_output' {problem}", problem=problem, path=path, hint="Write it like {path}."
        )
    if settings.served and (problem := _output_problem(_folded(settings.served))):
        raise ConfigurationError(
            "setting 'served' {problem}", problem=problem, path=path, hint="Write it like {locale}/{stem}/."
        )
    if settings.site_url and not _SITE_URL.match(settings.site_url):
        raise ConfigurationError(
            "setting 'site_url' must be an absolute URL", path=path, hint="Write it like https://example.org/."
        )
    _refuse_formats(settings, path)
    _refuse_engines(settings, path)
    for pattern in settings.placeholders:
        try:
            expression(pattern)
        except L10nError as error:
            problem = Text("setting 'placeholders': {problem}", problem=error.what)
            raise ConfigurationError(problem, path=path, hint=error.hint) from error
    try:
        locales = tuple(posix_tag(tag) for tag in settings.locales)
        return replace(
            settings,
            locales=locales,
            engines={_locale_key(key, value, locales): value for key, value in settings.engines.items()},
            source_locale=posix_tag(settings.source_locale),
            notices={posix_tag(tag): words for tag, words in settings.notices.items()},
        )
    except L10nError as error:
        raise ConfigurationError(error.what, path=path, hint=error.hint) from error


def _locale_key(key: str, value: Any, locales: Sequence[str]) -> str:
    """A key of `engines`: an engine's name as it is, a locale in gettext's spelling. Raises L10nError for a locale that
    the project does not have."""
    if not isinstance(value, str):
        return key
    locale = posix_tag(key)
    if locales and locale not in locales:
        raise ConfigurationError(
            "setting 'engines' names the locale {locale!r}, which is not in 'locales'",
            locale=key,
            hint=Text("The locales are {locales}.", locales=", ".join(locales)),
        )
    return locale


def _refuse_formats(settings: Settings, path: Path) -> None:
    """Raises ConfigurationError for a format that nobody knows."""
    for glob, name in settings.formats.items():
        if not isinstance(name, str) or ALIASES.get(name, name) not in REGISTRY:
            raise ConfigurationError(
                "setting 'formats' names no format for {glob!r}",
                glob=glob,
                path=path,
                hint=Text("There are {names}.", names=", ".join([*REGISTRY, *ALIASES])),
            )


def _refuse_engines(settings: Settings, path: Path) -> None:
    """Raises ConfigurationError for a value of `engines` that is neither settings nor names."""
    for name, value in settings.engines.items():
        if not isinstance(value, Mapping) and not (isinstance(value, str) and value.strip(" ,")):
            raise ConfigurationError(
                "setting 'engines' has neither a table nor names of engines for {name!r}",
                name=name,
                path=path,
                hint='Write [tool.l10n.engines.llm] for an engine, and for a locale ko = "bergamot, llm".',
            )


def _folded(pattern: str) -> str:
    """A pattern of served paths as one of files."""
    return f"{pattern}{{ext}}" if pattern.endswith("/") else pattern


def _output_problem(pattern: str, *, localized: bool = True) -> Text | None:
    """The error in a pattern of output paths; None if it is right. No two articles may share a path, nor, with
    `localized`, two locales."""
    named = set(_OUTPUT_FIELD.findall(pattern))
    rest = _OUTPUT_FIELD.sub("", pattern)
    parts = pattern.split("/")
    if "{" in rest or "}" in rest:
        return Text("has an unknown field")
    if localized and named.isdisjoint({"locale", "tag", "android"}):
        return Text("must contain {locale}, {tag} or {android}")
    if not ("path" in named or {"stem", "ext"} <= named or {"base", "ext"} <= named):
        return Text("must contain {path}, or {stem} or {base} and {ext}")
    if "dir" in named and "{dir}" not in parts:
        return Text("must have {dir} as a folder by itself")
    if "\\" in rest or "\0" in rest or not all(parts) or {".", ".."} & set(parts):
        return Text("must be a relative path without '.', '..' and '\\'")
    return None
