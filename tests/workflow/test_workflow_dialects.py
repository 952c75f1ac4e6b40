"""The setting `formats`: which format or dialect a file is read in."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from l10n.cli.program import program
from l10n.errors import ConfigurationError
from l10n.project import find_project
from l10n.workflow.catalogs import extract
from l10n.workflow.checking.catalogs import check_files
from l10n.workflow.setup import init


def project_of(root: Path, settings: str, **files: str) -> Path:
    """A project with these settings and sources."""
    (root / "l10n.toml").write_text(f'locales = ["ko"]\n{settings}\n', encoding="utf-8")
    for name, text in files.items():
        path = root / "source" / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def formats_of(root: Path) -> dict[str, str]:
    return {article.file: article.format.name for article in find_project(root).articles()}


def test_formats_of_articles_are_stated(tmp_path: Path) -> None:
    """The last glob that matches decides, an unknown ending included; where none does, the ending."""
    settings = 'formats = {"*.txt" = "rst", "deep/**" = "docusaurus", "deep/plain.md" = "gfm", "*.page" = "markdown"}'
    project_of(tmp_path, settings, a_txt="A", b_md="B", deep__c_md="C", deep__plain_md="D", e_page="E", f_mdx="F")
    assert {
        "a.txt": "rst",
        "b.md": "markdown",
        "deep/c.md": "docusaurus",
        "deep/plain.md": "markdown",
        "e.page": "markdown",
        "f.mdx": "mdx",
    } == formats_of(tmp_path)


def test_globs_may_begin_at_the_project(tmp_path: Path) -> None:
    """A glob may name the folder of sources, too."""
    project_of(tmp_path, 'formats = {"source/a.txt" = "rst"}', a_txt="A", b_txt="B")
    assert {"a.txt": "rst", "b.txt": "text"} == formats_of(tmp_path)


def test_files_of_strings_are_articles_where_a_glob_says_so(tmp_path: Path) -> None:
    """A file that is no article by its ending is one if the settings give it a format."""
    project_of(tmp_path, 'formats = {"en.json" = "json"}', en_json='{"a": "Yes"}', package_json="{}")
    assert {"en.json": "json"} == formats_of(tmp_path)


def test_an_unknown_format_is_refused_with_all_names(tmp_path: Path) -> None:
    """A name that nobody knows is an error of the configuration."""
    project_of(tmp_path, 'formats = {"*.md" = "wordstar"}')
    with pytest.raises(ConfigurationError, match="names no format for") as error:
        find_project(tmp_path)
    assert "docusaurus" in str(error.value.hint)
    assert "gfm" in str(error.value.hint)


def test_a_stated_dialect_reads_the_article(tmp_path: Path) -> None:
    """Extraction, drafting and compilation use the format that is stated."""
    text = "# Title\n\n    A line, indented\n"
    project_of(tmp_path, 'formats = {"*.md" = "docusaurus"}', a_md=text)
    done = CliRunner().invoke(program, ["-C", str(tmp_path), "build", "--engine", "pseudo"])
    assert (0, "") == (done.exit_code, done.stderr)
    assert '"A line, indented"' in (tmp_path / "locales/ko/LC_MESSAGES/a.po").read_text(encoding="utf-8")
    assert "indented" not in (tmp_path / "build/ko/a.md").read_text(encoding="utf-8")


def test_init_reads_what_a_project_is(tmp_path: Path) -> None:
    """The configuration of a site generator says in which dialect its articles are; the answer is written down."""
    (tmp_path / "website").mkdir()
    (tmp_path / "website/docusaurus.config.ts").write_text("export default {}\n", encoding="utf-8")
    report = init(tmp_path, source_locale="en", locales=["ko"])
    assert {"*.md": "docusaurus", "*.mdx": "docusaurus"} == report.formats
    assert {"*.md": "docusaurus", "*.mdx": "docusaurus"} == find_project(tmp_path).settings.formats


@pytest.mark.parametrize(
    ("config", "formats"),
    [
        ("import starlight from '@astrojs/starlight';\nexport default {};\n", {"*.md": "starlight"}),
        ("export default {};\n", {}),
    ],
)
def test_init_looks_into_a_configuration(tmp_path: Path, config: str, formats: dict[str, str]) -> None:
    """A site of Astro is one of Starlight if its configuration names it; its .mdx files are MDX in any case."""
    (tmp_path / "astro.config.mjs").write_text(config, encoding="utf-8")
    assert formats == init(tmp_path, source_locale="en", locales=["ko"]).formats


def test_files_of_starlight_are_read_by_their_endings(tmp_path: Path) -> None:
    """The dialect's own are Markdown with HTML, the others MDX."""
    project_of(tmp_path, 'formats = {"*" = "starlight"}', a_md="A", b_mdx="B")
    assert {"a.md": "starlight", "b.mdx": "mdx"} == formats_of(tmp_path)


def test_a_page_that_begins_with_modules_looks_like_mdx(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """An import behind the front matter is a sign; one in a block of code is none."""
    project_of(
        tmp_path, "", a_md="```js\nimport a from 'b'\n```\n", b_md="---\nx: 1\n---\n\nimport A from 'b'\n\nWords.\n"
    )
    extract(find_project(tmp_path))
    found = [record.getMessage().split(" If it is")[0] for record in caplog.records]
    assert ["b.md looks like mdx, and is read as plain markdown."] == found


def test_what_looks_like_a_dialect_is_said_once(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """The first article that has what only a dialect knows is named, with the setting; none where it is set."""
    text = "import Tabs from '@theme/Tabs';\n\nSome words here.\n"
    project_of(tmp_path, "", a_md=text, b_md=text, c_md="Plain words.\n")
    project = find_project(tmp_path)
    extract(project)
    assert ["a.md looks like docusaurus, and is read as plain markdown."] == [
        record.getMessage().split(" If it is")[0] for record in caplog.records
    ]
    caplog.clear()
    project_of(tmp_path, 'formats = {"*.md" = "docusaurus"}')
    extract(find_project(tmp_path))
    assert [] == caplog.records


def test_a_catalog_alone_is_read_in_its_articles_dialect(tmp_path: Path) -> None:
    """A PO file that is checked by itself, inside a project, finds the dialect of the article that `#:` names."""
    project_of(tmp_path, 'formats = {"*.md" = "obsidian"}')
    catalog = tmp_path / "some.po"
    entry = '#: source/a.md\nmsgid "The [[River#Source|source]]."\nmsgstr "[[강#Source|수원]]이다."\n'
    header = 'msgid ""\nmsgstr "Language: ko\\nContent-Type: text/plain; charset=UTF-8\\n"\n\n'
    catalog.write_text(header + entry, encoding="utf-8")
    assert "markup-links" in {found.rule for found in check_files([catalog]).findings}
    catalog.write_text(header + entry.replace("강#", "River#"), encoding="utf-8")
    assert "markup-links" not in {found.rule for found in check_files([catalog]).findings}
