"""`l10n check --links`: dead links in built pages."""

from __future__ import annotations

import json

import pytest

ONE = """# One title

See [two](two.md), [its part](two.md#the-part), [this part](#below) and [the file](files/a.pdf).

[gone](gone.md) and [gone](two.md#gone), [out](../../x.md) and [away](https://example.org/none.md).

## Below

Text, [served as HTML](two.html) and [without an ending](two#the-part).
"""
TWO = "# Two titles\n\n## The part\n\nText.\n"


@pytest.fixture
def built(workspace):
    """Two articles that link to each other, and a file beside them, built in a draft."""
    workspace.write("l10n.toml", 'locales = ["ko"]\n')
    workspace.write("source/one.md", ONE)
    workspace.write("source/two.md", TWO)
    workspace.write("source/files/a.pdf", b"%PDF")
    workspace.run("build", "--engine", "pseudo")
    return workspace


def dead_links(workspace, code: int | None = 0) -> list[tuple[str, str, str]]:
    """Severity, rule and address of every dead link."""
    report = json.loads(workspace.run("check", "--links", "--json", code=code).stdout)
    links = [found for found in report["findings"] if found["rule"].startswith("link-")]
    return [(found["severity"], found["rule"], found["msgid"]) for found in links]


def test_dead_links_are_found_and_those_of_the_source_are_notes(built):
    """A translated heading loses its id; what leads nowhere in the source, too, is no fault of the translation."""
    assert [
        ("warning", "link-fragment", "two.md#the-part"),
        ("warning", "link-fragment", "#below"),
        ("info", "link-target", "gone.md"),
        ("info", "link-fragment", "two.md#gone"),
        ("warning", "link-fragment", "two#the-part"),
    ] == dead_links(built)
    hint = "nothing in two.md has the id the-part, which the source has; the setting `anchors` keeps it\n"
    assert hint in built.run("check", "--links", code=None).stdout


def test_anchors_bring_the_dead_fragments_back(built):
    """With `anchors` only what is dead in the source is left."""
    built.write("l10n.toml", 'locales = ["ko"]\nanchors = "attribute"\n')
    built.run("build", "--engine", "none")
    assert [("info", "link-target", "gone.md"), ("info", "link-fragment", "two.md#gone")] == dead_links(built)


def test_a_link_to_an_article_that_is_not_there_in_the_language_is_an_error(built):
    """The source's link is good; in this language there is no such file."""
    (built.root / "build/ko/two.md").unlink()
    assert {("error", "link-target", "two.md"), ("error", "link-target", "two.html")} <= set(dead_links(built, code=1))


def test_a_dead_link_is_shown_in_the_line_of_the_built_page(built):
    """Path, line, column, and marks under the very address."""
    text = built.run("check", "--links").stdout
    lines = built.read("build/ko/one.md").split("\n")
    line = next(number for number, line in enumerate(lines, 1) if "gone.md" in line)
    column = lines[line - 1].index("gone.md") + 1
    assert f"\n  {line}:{column}  info  link-target  gone.md leads to no file; it is dead in the source, too\n" in text
    assert "build/ko/one.md\n" in text
    assert "^" * len("gone.md") in text


@pytest.mark.parametrize("form", ["json", "github", "sarif", "junit", "gitlab"])
def test_every_format_has_the_dead_links(built, form):
    """They are findings like all others."""
    output = built.run("check", "--links", "--format", form).stdout
    assert "link-target" in output
    assert "build/ko/one.md" in output


def test_a_baseline_forgives_the_dead_links_there_are_and_no_other(built):
    """Each address is forgiven by itself, also when another one is repaired."""
    built.run("check", "--links", "--baseline", "base.json", "--update-baseline", "--fail-on", "warning")
    built.run("check", "--links", "--baseline", "base.json", "--fail-on", "warning")
    catalog = built.root / "locales/ko/LC_MESSAGES/one.po"
    catalog.write_text(catalog.read_text(encoding="utf-8").replace("(two.md)", "(three.md)"), encoding="utf-8")
    built.run("build", "--engine", "none")
    report = json.loads(built.run("check", "--links", "--baseline", "base.json", "--json", code=1).stdout)
    assert ["three.md"] == [found["msgid"] for found in report["findings"] if found["rule"] == "link-target"]


def test_pages_in_html_are_looked_at_too(workspace):
    """Ids are what the page states; links from the site's root are followed where its address is known."""
    workspace.write("l10n.toml", 'locales = ["ko"]\nsite_url = "https://e.org/"\n')
    workspace.write(
        "source/a.html", '<p id="x">Words <a href="/b.html#y">b</a> <a href="/c.html">c</a> <a href="#z">z</a>'
    )
    workspace.write("source/b.html", '<p id="y">Words.</p>')
    workspace.run("build", "--engine", "pseudo")
    assert [("info", "link-target", "/c.html"), ("info", "link-fragment", "#z")] == dead_links(workspace)
    workspace.write("build/ko/b.html", "<p>Words.</p>")
    assert ("warning", "link-fragment", "/ko/b.html#y") in dead_links(workspace)


def test_where_nothing_is_built_the_message_says_what_to_do(workspace):
    """Links are looked for in what `l10n build` has written."""
    workspace.write("l10n.toml", 'locales = ["ko"]\n')
    workspace.write("source/a.md", "# A title\n")
    assert "l10n build" in workspace.run("check", "--links", code=2).stderr
