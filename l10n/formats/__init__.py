"""Source formats: each turns a document into units, and a unit's translation back into the document's characters.

To add a format, write its module or folder with a constant `NAME = Format("name", …)`, and give it a row in
`REGISTRY`. Modules are imported when they are first needed, so that a command pays only for the formats it meets.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache, lru_cache
from importlib import import_module
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from l10n.errors import SourceError
from l10n.formats.format import Format, ParseOptions
from l10n.text.kept import Keeps, markdown_keeps
from l10n.text.messages import message_codes
from l10n.text.prose import Codes
from l10n.translatable import Text

__all__ = [
    "FORMATS",
    "REGISTRY",
    "SUFFIXES",
    "Format",
    "ParseOptions",
    "article_name",
    "codes_of",
    "format_for",
    "format_named",
    "keeps_of",
    "referenced_format",
    "stated_format",
    "suffixes",
    "suggested_formats",
    "telltale_of",
]


class Sign(NamedTuple):
    """A file of a project, and what it says about the project's articles."""

    file: str
    """Its path in the project's folder, or in one of the folders in that."""
    holds: str = ""
    """A regular expression that its text matches."""


class Registered(NamedTuple):
    """A format's row in the registry: the facts needed before its module is imported."""

    module: str
    """The module's name in this package."""
    suffixes: tuple[str, ...] = ()
    """File name endings, lower case, with the dot."""
    keyed: bool = False
    """Whether its files hold strings under keys. They are articles only if the project names the keys."""
    whole: tuple[str, ...] = ()
    """Of these endings those that stay in an article's name: such a file stands beside one of the same name."""
    globs: tuple[str, ...] = ()
    """Of a dialect, which has no endings of its own: the files that are read so where the project is of its kind."""
    signs: tuple[Sign, ...] = ()
    """What in a project's folder says so: the configuration of a site generator or an editor. The first row whose sign
    is there has the files."""
    others: Mapping[str, str] = {}  # nobody writes to it
    """File name ending -> the format of the files that end so, where the project's are of this dialect."""
    telltale: str = ""
    """A regular expression of what stands in files of this dialect and in no others, to ask people what they mean."""


REGISTRY: Mapping[str, Registered] = {
    "text": Registered("text", (".txt", ".text")),
    "markdown": Registered("markdown", (".md", ".markdown")),
    "mdx": Registered(
        "markdown.mdx",
        (".mdx",),
        globs=("*.md",),
        telltale=r"\A(?:---\n(?s:.*?)\n---\s*)?import\s+[\w{*][^'\"\n]*\sfrom\s+['\"](?!@(?:theme|site|docusaurus)/)",
    ),
    "docusaurus": Registered(
        "markdown.docusaurus",
        globs=("*.md", "*.mdx"),
        signs=tuple(Sign(f"docusaurus.config.{ending}") for ending in ("js", "ts", "mjs", "cjs", "mts", "cts")),
        telltale=r"(?m)^import\s.*\sfrom ['\"]@(?:theme|site|docusaurus)/",
    ),
    "starlight": Registered(
        "markdown.starlight",
        globs=("*.md",),
        signs=tuple(
            Sign(f"astro.config.{ending}", "@astrojs/starlight") for ending in ("mjs", "js", "ts", "mts", "cjs")
        ),
        others={".mdx": "mdx"},
    ),
    "quarto": Registered("markdown.quarto", (".qmd", ".rmd")),
    "obsidian": Registered(
        "markdown.obsidian",
        globs=("*.md",),
        signs=(Sign(".obsidian/app.json"), Sign(".obsidian/appearance.json"), Sign(".obsidian/core-plugins.json")),
        telltale=r"(?m)!\[\[[^\[\]\n]+\]\]|^> *\[!\w+\][+-]|\s\^[0-9a-f]{6}$",
    ),
    "docfx": Registered(
        "markdown.docfx",
        globs=("*.md",),
        signs=(Sign("docfx.json"), Sign(".openpublishing.publish.config.json")),
        telltale=r"(?im)\[!include *\[|\[!code-\w+ *\[|^ *::: ?(?:image|row|column|zone|moniker)\b|<xref:|\]\(#tab/",
    ),
    "myst": Registered(
        "markdown.myst",
        globs=("*.md",),
        signs=(
            Sign("conf.py", r"myst_(?:parser|nb)"),
            Sign("_config.yml", r"(?m)^(?:sphinx|execute):"),
            Sign("myst.yml"),
        ),
        telltale=r"(?m)^ *(?:`{3,}|:{3,}) *\{[a-z][\w:-]*\}|^\([\w-]+\)=$|\{(?:ref|doc|term|numref)\}`",
    ),
    "mkdocs": Registered(
        "markdown.mkdocs",
        globs=("*.md",),
        signs=(Sign("mkdocs.yml"), Sign("mkdocs.yaml"), Sign("zensical.toml")),
        telltale=r"(?m)^/{3,}[ ]*[a-z][\w-]*[ ]*(?:\|.*)?$|^-+8<-+ \"",
    ),
    "html": Registered("html", (".html", ".htm", ".xhtml")),
    "asciidoc": Registered("asciidoc", (".adoc", ".asciidoc", ".asc")),
    "rst": Registered("rst", (".rst", ".rest")),
    "notebook": Registered("notebook", (".ipynb",)),
    "subtitles": Registered("subtitles", (".srt", ".vtt")),
    "json": Registered("strings", (".json", ".jsonc"), keyed=True),
    "yaml": Registered("strings", (".yaml", ".yml"), keyed=True),
    "i18next": Registered("strings.i18next"),
    "arb": Registered("strings.arb", (".arb",)),
    "android": Registered("strings.android", ("strings.xml",)),
    "properties": Registered("strings.properties", (".properties",), keyed=True),
    "apple": Registered("strings.apple", (".strings",)),
    "stringsdict": Registered("strings.stringsdict", (".stringsdict",)),
    "xcstrings": Registered("strings.xcstrings", (".xcstrings",)),
    "fluent": Registered("strings.fluent", (".ftl",)),
    "gettext": Registered("strings.gettext", (".pot", ".po"), keyed=True),
    "xliff": Registered("strings.xliff", (".xliff", ".xlf"), keyed=True),
    "docbook": Registered("xml", (".dbk", ".docbook"), globs=("*.xml",)),
    "dita": Registered("xml", (".dita", ".ditamap"), whole=(".ditamap",), globs=("*.xml",)),
    "epub": Registered("epub", (".epub",)),
    "docx": Registered("office", (".docx",)),
    "odt": Registered("office", (".odt",)),
    "pptx": Registered("office", (".pptx",)),
    "xlsx": Registered("office", (".xlsx",)),
}
"""Every source format by its name."""

SUFFIXES: tuple[str, ...] = tuple(suffix for row in REGISTRY.values() for suffix in row.suffixes)
"""The file name endings of all formats."""

if TYPE_CHECKING:
    FORMATS: tuple[Format, ...]
    """Every source format; reading it imports all modules."""


def __getattr__(name: str) -> tuple[Format, ...]:
    if name == "FORMATS":
        return tuple(map(format_named, REGISTRY))
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def stated_format(name: str, file: str) -> str:
    """The name of the format in which a file is read for which the settings state `name`."""
    name = ALIASES.get(name, name)
    others = REGISTRY[name].others
    return next((other for ending, other in others.items() if file.lower().endswith(ending)), name)


ALIASES: Mapping[str, str] = {"gfm": "markdown"}
"""Other names of formats, for people's settings."""


def suggested_formats(read: Callable[[str], Sequence[str]]) -> Mapping[str, str]:
    """What a project's own files say about the dialects of its articles: glob -> format, as in the setting `formats`.
    `read` takes the path of a file to the texts of those of that path that there are (`Sign.file`)."""
    found: dict[str, str] = {}
    for name, row in REGISTRY.items():
        if any(re.search(sign.holds, text) for sign in row.signs for text in read(sign.file)):
            found |= {glob: name for glob in row.globs if glob not in found}
    return found


def telltale_of(text: str, name: str) -> str:
    """The dialect of which a text has something that its format, which has this name, does not know; empty if none."""
    globs = {f"*{suffix}" for suffix in REGISTRY[name].suffixes}
    rows = ((other, row) for other, row in REGISTRY.items() if row.telltale and other != name)
    return next((other for other, row in rows if globs & {*row.globs} and re.search(row.telltale, text)), "")


def suffixes(*, keyed: bool) -> tuple[str, ...]:
    """The file name endings of articles; with `keyed`, those of files of keyed strings, too."""
    return tuple(suffix for row in REGISTRY.values() if keyed or not row.keyed for suffix in row.suffixes)


def article_name(file: str) -> str:
    """The name of an article by its file: its path without the ending."""
    ending = PurePosixPath(file).suffix
    return file if ending.lower() in _WHOLE else file.removesuffix(ending)


_WHOLE = frozenset(ending for row in REGISTRY.values() for ending in row.whole)


def format_for(path: Path | str) -> Format:
    """The format of a file, by its name or by the name's ending alone (`.md`).

    Raises SourceError, which lists the known endings, when no format has this one.
    """
    file = Path(path).name.lower()
    for name, row in REGISTRY.items():
        if file.endswith(row.suffixes):
            return format_named(name)
    raise SourceError(
        "this kind of file is not supported", path=path, hint=Text("Supported are {names}.", names=", ".join(SUFFIXES))
    )


@cache
def format_named(name: str) -> Format:
    """The format of this name (`Document.format`)."""
    module = import_module(f"{__name__}.{REGISTRY[name].module}")
    form: Format = getattr(module, name.upper())
    return form


@cache
def codes_of(name: str) -> Codes:
    """The function that finds the inline codes of a format's texts; `message_codes` when the name is empty. It caches
    the latest texts, since every check asks for them."""
    return lru_cache(maxsize=64)(format_named(name).codes if name else message_codes)


@cache
def keeps_of(name: str) -> Keeps:
    """The function that says what a translation keeps of a format's inline code; Markdown's when the name is empty."""
    return format_named(name).keeps if name else markdown_keeps


_DOCUMENTS = ("rst", "markdown", "mdx", "asciidoc", "html")
_REFERENCE_LINE = re.compile(r":[\d-]*\Z")


@lru_cache(maxsize=4096)
def referenced_format(references: tuple[str, ...]) -> str:
    """The name of a message's source format, by its `#:` references (`guide.rst:12`, and Sphinx's references to Python
    docstrings); empty when they name no document."""
    for reference in references:
        if ":docstring of " in reference:
            return "rst"
        file = _REFERENCE_LINE.sub("", reference).lower()
        for name in _DOCUMENTS:
            if file.endswith(REGISTRY[name].suffixes):
                return name
    return ""
