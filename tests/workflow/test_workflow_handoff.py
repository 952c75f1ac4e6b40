"""`l10n export` and `import`, as processes: to a translator's tool and back."""

from __future__ import annotations

import json
import re
from datetime import datetime, timezone

import pytest

from l10n.catalog.bundle import bundle, unbundle
from l10n.catalog.import_alignment import pair_units
from l10n.catalog.merge import merge, new_catalog
from l10n.formats import ParseOptions, format_named

ARTICLE = "A short title\n\nThe first paragraph has two sentences. It says that 25% is a lot.\n"
CATALOG = "locales/ko/LC_MESSAGES/first.po"


@pytest.fixture
def project(workspace):
    """A project whose first text is approved, the second a draft."""
    workspace.write("l10n.toml", 'locales = ["ko"]\n')
    workspace.write("source/first.txt", ARTICLE)
    workspace.write("source/news/second.md", "# Hello *there*\n\nSome `code` and **bold** text.\n")
    workspace.run("build", "--engine", "pseudo")
    text = workspace.read(CATALOG)
    text = re.sub(r"#, fuzzy\n# l10n[^\n]*\n|# l10n[^\n]*\n#[^\n]*\n#[^\n]*\n#, fuzzy\n", "", text, count=1)
    workspace.write(CATALOG, text)
    return workspace


def catalogs(workspace):
    return {path.name: path.read_bytes() for path in (workspace.root / "locales").rglob("*.po")}


@pytest.mark.parametrize(
    ("form", "name"), [("xliff", "a.xlf"), ("xliff2", "a.xliff"), ("csv", "a.csv"), ("po", "a.po")]
)
def test_an_untouched_file_changes_nothing(project, form, name):
    """Export and import without an edit leave every catalog byte for byte."""
    before = catalogs(project)
    project.run("export", "--locale", "ko", "--format", form, "--output", name)
    report = json.loads(project.run("import", name, "--locale", "ko", "--json").stdout)
    assert (0, []) == (report["changed"], report["refused"])
    assert before == catalogs(project)


@pytest.mark.parametrize(
    ("form", "name"), [("xliff", "a.xlf"), ("xliff2", "a.xliff"), ("csv", "a.csv"), ("po", "a.po")]
)
def test_an_edit_comes_back(project, form, name):
    """What a translator wrote outside is in the catalog afterwards."""
    project.run("export", "--locale", "ko", "--format", form, "--output", name)
    edited = re.sub("⟦Å šĥöŕţ [^⟧]*⟧", "짧은 제목", project.read(name))
    project.write(name, edited)
    assert 1 == json.loads(project.run("import", name, "--locale", "ko", "--json").stdout)["changed"]
    assert 'msgstr "짧은 제목"' in project.read(CATALOG)


def test_a_translation_that_came_back_empty_stays(project):
    """A cell that somebody emptied in a spreadsheet takes no approved text away; it is listed, exit code 1."""
    project.run("export", "--locale", "ko", "--format", "csv", "--output", "a.csv")
    before = catalogs(project)
    project.write("a.csv", re.sub("⟦Å šĥöŕţ [^⟧]*⟧", "", project.read("a.csv")))
    done = project.run("import", "a.csv", "--locale", "ko", code=1)
    assert "came back empty, the translation stays: A short title" in done.stderr
    assert before == catalogs(project)


def test_what_belongs_nowhere_is_refused(project):
    """A text that the article no longer has is listed, exit code 1, and the rest is placed."""
    project.run("export", "--locale", "ko", "--format", "csv", "--output", "a.csv")
    project.write("a.csv", project.read("a.csv").replace("A short title", "Another title"))
    done = project.run("import", "a.csv", "--locale", "ko", code=1)
    assert "the source was changed in the file: Another title" in done.stderr


def test_a_conflict_as_the_program_tells_it(project):
    """Both texts are shown, exit code 1; `--dry-run` shows what would change; Korean for Korean readers."""
    project.run("export", "--locale", "ko", "--format", "csv", "--output", "a.csv")
    project.write("a.csv", re.sub("⟦Å šĥöŕţ [^⟧]*⟧", "짧은 제목", project.read("a.csv")))
    before = catalogs(project)
    done = project.run("import", "a.csv", "--locale", "ko", "--dry-run")
    assert "would change first: A short title" in done.stdout
    assert "nothing is written yet: 1 unit changed" in done.stdout
    assert before == catalogs(project)
    project.write(CATALOG, re.sub("⟦Å šĥöŕţ [^⟧]*⟧", "제목", project.read(CATALOG)))
    done = project.run("import", "a.csv", "--locale", "ko", code=1)
    assert "conflict: first: A short title\n    ours (approved): 제목\n    theirs (approved): 짧은 제목" in done.stderr
    report = json.loads(project.run("import", "a.csv", "--locale", "ko", "--json", code=1).stdout)
    assert [("A short title", "제목", "짧은 제목")] == [
        (each["source"], each["ours"], each["theirs"]) for each in report["conflicts"]
    ]


def test_another_language_is_no_usage(project):
    """A Portuguese file for the Korean catalogs: exit code 2, and nothing is written."""
    project.run("export", "--locale", "ko", "--output", "a.xlf")
    project.write("a.xlf", project.read("a.xlf").replace('target-language="ko"', 'target-language="pt-BR"'))
    before = catalogs(project)
    done = project.run("import", "a.xlf", "--locale", "ko", "--overwrite", code=2)
    assert "this file is in pt-BR, and was to go into ko" in done.stderr
    assert before == catalogs(project)


def test_a_translated_article_is_aligned(project):
    """`import --from` fills the catalog from a translation that exists already."""
    project.write("old.txt", "짧은 제목\n\n첫 단락은 두 문장이다. 25%는 많다고 한다.\n")
    project.run("import", "--from", "old.txt", "--article", "first", "--locale", "ko", "--overwrite")
    project.run("build", "--engine", "none")
    assert "짧은 제목\n\n첫 단락은 두 문장이다. 25%는 많다고 한다.\n" == project.read("build/ko/first.txt")


def test_blocks_are_paired_by_structure():
    """An extra paragraph on either side is left over; the others find their partners."""
    parse = format_named("markdown").parse
    source = parse(
        "# One\n\nFirst text of 10 words.\n\n## Two\n\nSecond text, quite a bit longer than it.\n", ParseOptions()
    )
    target = parse(
        "# 하나\n\n첫째 10.\n\n역자 주입니다 여기 1999.\n\n## 둘\n\n둘째 글은 그것보다 꽤 길다.\n", ParseOptions()
    )
    aligned = pair_units(source.units, target.units)
    assert [("One", "하나"), ("First text of 10 words.", "첫째 10."), ("Two", "둘")] == [
        (one.text, other.text) for one, other in aligned.pairs[:3]
    ]
    assert ["역자 주입니다 여기 1999."] == [unit.text for unit in aligned.targets]
    assert () == aligned.sources


def test_a_bundle_comes_apart_again():
    """Contexts tell which article a message is from, whatever the articles are called."""
    now = datetime(2026, 1, 2, tzinfo=timezone.utc)
    units = format_named("markdown").parse("# One\n\n<!-- l10n:context menu -->\n\nTwo.\n", ParseOptions()).units
    one = merge(new_catalog("ko", "en", "x", now), units, "a").catalog
    catalogs = {"a": one, "a|b": one, "a/b": one}
    apart, strangers = unbundle(bundle(catalogs), catalogs)
    assert [] == strangers
    assert {name: list(catalog.live) for name, catalog in catalogs.items()} == apart


def test_mo_has_what_is_approved(project):
    """gettext reads the approved texts out of the MO file, and no draft."""
    import gettext

    project.run("export", "--locale", "ko", "--format", "mo", "--output", "ko.mo")
    with (project.root / "ko.mo").open("rb") as file:
        translations = gettext.GNUTranslations(file)
    approved = [line for line in project.read(CATALOG).splitlines() if "Å šĥöŕţ" in line]
    assert [f'msgstr "{translations.gettext("A short title")}"'] == approved
    assert "Hello *there*" == translations.gettext("Hello *there*")


def test_pages_of_all_articles(project):
    """`--format html` writes a page an article into a folder; a text that no catalog has yet is untranslated."""
    project.write("source/first.txt", ARTICLE + "\nA paragraph that came later.\n")
    project.run("export", "--locale", "ko", "--format", "html", "--output", "pages")
    first, second = project.read("pages/first.html"), project.read("pages/news/second.html")
    assert "A short title" in first
    assert "A paragraph that came later." in first
    assert '<span class="state">untranslated</span> 1 unit, 5 words' in first
    assert "<code>`code`</code>" in second


def test_one_page(project):
    """One article's page goes to standard output or into a file; without what is approved if asked so."""
    page = project.run("export", "--locale", "ko", "--format", "html", "--article", "first").stdout
    project.run("export", "--locale", "ko", "--format", "html", "--article", "first", "--missing", "-o", "a.html")
    assert page.startswith("<!doctype html>")
    assert ("A short title" in page, "A short title" in project.read("a.html")) == (True, False)


@pytest.mark.parametrize("arguments", [("--format", "html"), ("--format", "csv", "--output", "source")])
def test_where_an_export_cannot_go(project, arguments):
    """Several pages do not fit into standard output, nor one file into a folder."""
    done = project.run("export", "--locale", "ko", *arguments, code=2)
    assert "folder" in done.stderr
