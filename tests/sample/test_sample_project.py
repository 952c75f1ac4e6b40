"""The articles that the project ships, and their translations."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections import Counter
from pathlib import Path

import pytest

from l10n.catalog.merge import merge
from l10n.catalog.po import parse_po
from l10n.compiler import Policy, compile_document
from l10n.formats import ParseOptions, format_for
from l10n.model import Catalog, Document, State

ARTICLES = ("lee-trump-first-call.txt", "tariff-explainer.md", "briefs/next-summits.md")
TRANSLATED = [(locale, article) for locale in ("ko", "pt_BR") for article in ARTICLES[:2]]
UNREVIEWED = "locales/ko/LC_MESSAGES/briefs/next-summits.po"

translations = pytest.mark.parametrize(("locale", "article"), TRANSLATED)
articles = pytest.mark.parametrize("article", ARTICLES)


def read_document(repository: Path, article: str) -> Document:
    path = repository / "source" / article
    return format_for(path).parse(path.read_bytes().decode(), ParseOptions())


def catalog_path(repository: Path, locale: str, article: str) -> Path:
    return repository / "locales" / locale / "LC_MESSAGES" / Path(article).with_suffix(".po")


def read_catalog(repository: Path, locale: str, article: str) -> Catalog:
    path = catalog_path(repository, locale, article)
    return parse_po(path.read_bytes(), path)


def structure(markdown: str) -> Counter[tuple[str, str]]:
    """What a reader's renderer makes of a document, counted: blocks, emphasis, links with their targets, code."""
    from markdown_it import MarkdownIt
    from mdit_py_plugins.footnote import footnote_plugin
    from mdit_py_plugins.front_matter import front_matter_plugin

    renderer = MarkdownIt("commonmark").enable("table").use(footnote_plugin).use(front_matter_plugin)
    counts: Counter[tuple[str, str]] = Counter()
    for block in renderer.parse(markdown):
        counts[block.type, block.content if block.type == "fence" else ""] += 1
        for token in block.children or ():
            if token.type not in ("text", "softbreak"):
                counts[
                    token.type, str(token.attrGet("href") or (token.content if token.type == "code_inline" else ""))
                ] += 1
    return counts


def test_the_articles_are_all_there_are(repository: Path) -> None:
    """What is in the source folder is what these tests look at."""
    source = repository / "source"
    assert sorted(ARTICLES) == sorted(
        path.relative_to(source).as_posix() for path in source.rglob("*") if path.is_file()
    )


@articles
def test_an_article_parses_losslessly(repository: Path, article: str) -> None:
    """Joining the parts gives the file back, and there is a title or heading among them."""
    document = read_document(repository, article)
    assert (repository / "source" / article).read_bytes().decode() == document.raw
    assert {"title", "heading"} & {unit.type for unit in document.units}


@articles
def test_links_between_articles_lead_somewhere(repository: Path, article: str) -> None:
    """A relative link names an article that exists."""
    path = repository / "source" / article
    for target in re.findall(r"\]\((?!https?:)([^)\s]+)\)", path.read_text("utf-8")):
        assert (path.parent / target).is_file(), target


@translations
def test_a_catalog_is_complete_and_approved(repository: Path, locale: str, article: str) -> None:
    """Every unit has an approved message, and nothing else is in the file."""
    units = read_document(repository, article).units
    catalog = read_catalog(repository, locale, article)
    assert {unit.key for unit in units} == {message.key for message in catalog.messages}
    assert {State.APPROVED} == {message.state for message in catalog.messages}
    assert locale == catalog.header("Language")


@translations
def test_a_catalog_is_up_to_date(repository: Path, locale: str, article: str) -> None:
    """Merging the article once more changes nothing: not the order, not a note."""
    catalog = read_catalog(repository, locale, article)
    assert catalog == merge(catalog, read_document(repository, article).units, f"source/{article}").catalog


@translations
def test_a_translation_renders_like_its_source(repository: Path, locale: str, article: str) -> None:
    """Blocks, emphasis, links, code and footnotes of the compiled article are those of the source.

    Emphasis is easily lost in Korean: `**25%**를` is not bold by CommonMark's rules for closing delimiters.
    """
    document = read_document(repository, article)
    compiled = compile_document(document, read_catalog(repository, locale, article), Policy(publish="approved"))
    assert not compiled.gaps
    assert structure(document.raw) == structure(compiled.text)


@translations
def test_msgfmt_accepts_a_catalog(repository: Path, locale: str, article: str, tmp_path: Path) -> None:
    """The gettext tools find nothing to say about it."""
    if not (msgfmt := shutil.which("msgfmt")):
        pytest.skip("gettext is not on this machine")
    path = catalog_path(repository, locale, article)
    done = subprocess.run([msgfmt, "-c", "-o", str(tmp_path / "out.mo"), str(path)], capture_output=True, text=True)
    assert [done.returncode, done.stderr] == [0, ""]


def test_check_finds_nothing(repository: Path, workspace) -> None:
    """The translations are complete, and no rule has a word to say about them: what is found here is a false alarm."""
    workspace.write("l10n.toml", "")
    for locale, article in TRANSLATED:
        workspace.write(f"source/{article}", (repository / "source" / article).read_bytes())
        workspace.write(f"glossary/{locale}.csv", (repository / "glossary" / f"{locale}.csv").read_bytes())
        path = catalog_path(repository, locale, article)
        workspace.write(path.relative_to(repository).as_posix(), path.read_bytes())
    assert [] == json.loads(workspace.run("check", "--json").stdout)["findings"]


def test_the_third_article_has_no_committed_translation(repository: Path) -> None:
    """Nobody has reviewed it: `make build` drafts it."""
    if not (repository / ".git").exists() or not (git := shutil.which("git")):
        pytest.skip("this is not a git checkout")
    done = subprocess.run([git, "ls-files", UNREVIEWED], cwd=repository, capture_output=True, text=True, check=True)
    assert not done.stdout
