"""Where `l10n build` puts the localized articles."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from l10n.errors import ConfigurationError
from l10n.project import Article, Project, find_project
from l10n.settings import Settings

ARTICLE = Article("briefs/first", "briefs/first.md")


@pytest.mark.parametrize(
    ("pattern", "expected", "folder"),
    [
        (Settings().output, "pt_BR/briefs/first.md", "pt_BR"),
        ("{stem}.{locale}{ext}", "briefs/first.pt_BR.md", "."),
        ("{dir}/{stem}.{locale}{ext}", "briefs/first.pt_BR.md", "."),
        (
            "i18n/{tag}/docusaurus-plugin-content-docs/current/{path}",
            "i18n/pt-BR/docusaurus-plugin-content-docs/current/briefs/first.md",
            "i18n/pt-BR/docusaurus-plugin-content-docs/current",
        ),
    ],
)
def test_an_output_pattern_places_articles(pattern, expected, folder):
    """Each field stands for its part of the article's path."""
    project = Project(Path("/project"), Settings(output=pattern))
    assert (expected, folder) == (project.output_path("pt_BR", ARTICLE), project.output_folder("pt_BR"))


def test_an_article_in_no_folder_stays_in_none():
    """An empty {dir} leaves no trace."""
    project = Project(Path("/project"), Settings(output="{dir}/{stem}.{locale}{ext}"))
    assert "first.ko.md" == project.output_path("ko", Article("first", "first.md"))


@pytest.mark.parametrize(
    "pattern",
    [
        "",
        "{path}",
        "{locale}",
        "{locale}/{ext}",
        "{locale}/{stem}",
        "{locale}/{dir}",
        "{locale}/{dir}{stem}{ext}",
        "{locale}/{name}",
        "{locale}/{path",
        "{locale!r}/{path}",
        "../{locale}/{path}",
        "/{locale}/{path}",
        "{locale}//{path}",
        "{locale}\\\\{path}",
    ],
)
def test_a_wrong_output_pattern_is_refused(tmp_path, pattern):
    """What would leave the folder, or let outputs share a path, is a configuration error."""
    (tmp_path / "l10n.toml").write_text(f'output = "{pattern}"\n', encoding="utf-8")
    with pytest.raises(ConfigurationError, match="output"):
        find_project(tmp_path)


def test_build_and_manifest_follow_the_pattern(workspace):
    """The file, the manifest and the summary name the same place, and nothing is written elsewhere."""
    workspace.write("l10n.toml", 'locales = ["ko"]\noutput = "{stem}.{locale}{ext}"\n')
    workspace.write("source/briefs/first.md", "# A title\n\nA paragraph.\n")
    summary = workspace.run("build", "--engine", "pseudo").stdout
    output = json.loads(workspace.read("build/manifest.json"))["articles"]["briefs/first"]["locales"]["ko"]
    assert "briefs/first.ko.md" == output["path"]
    built = workspace.root / "build"
    files = sorted(path.relative_to(built).as_posix() for path in built.rglob("*") if path.is_file())
    assert ["briefs/first.ko.md", "manifest.json"] == files
    assert "in build/" in summary


def test_outputs_that_nothing_writes_any_more_are_named_and_kept(workspace):
    """After a change of the pattern, and of an article's name, the summary names the old files until they are gone."""
    workspace.write("l10n.toml", 'locales = ["ko"]\n')
    workspace.write("source/first.md", "# A title\n")
    workspace.write("source/second.md", "# Another title\n")
    assert "nothing writes" not in workspace.run("build", "--engine", "none").stdout
    workspace.write("l10n.toml", 'locales = ["ko"]\noutput = "{stem}.{locale}{ext}"\n')
    (workspace.root / "source/second.md").rename(workspace.root / "source/third.md")
    for _ in range(2):
        report = workspace.run("build", "--engine", "none").stdout
        assert "2 outputs in build/ that nothing writes any more; `l10n build --clean` deletes them:" in report
        assert "    ko/first.md\n    ko/second.md\n" in report
    (workspace.root / "build/ko/first.md").unlink()
    assert "1 output in build/ that nothing writes any more" in workspace.run("build", "--engine", "none").stdout
    assert "# Another title\n" == workspace.read("build/ko/second.md")
