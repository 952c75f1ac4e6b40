"""Links of localized pages to what is no article: each leads to the file that the source's link leads to."""

from __future__ import annotations

import pytest

PAGE = """---
title: A page
cover: ../assets/a.png
---

![A](img/dot.png) and ![again](../assets/a.png), [a file](files/a.pdf#page=2), [gone](gone.png), [up](../../out.txt).

`![A](img/dot.png)`
"""
FILES = ("docs/img/dot.png", "docs/files/a.pdf", "assets/a.png")
LAYOUTS = {
    "a root locale": (
        "docs",
        "{tag}/{path}",
        "docs/ko/page.md",
        ("../img/dot.png", "../../assets/a.png", "../files/a.pdf"),
    ),
    "a suffix": ("docs", "{stem}.{tag}{ext}", "docs/page.ko.md", ("img/dot.png", "../assets/a.png", "files/a.pdf")),
    "around the sources": (
        ".",
        "i18n/{tag}/{path}",
        "i18n/ko/page.md",
        ("img/dot.png", "../../assets/a.png", "files/a.pdf"),
    ),
    "a folder of its own": (
        "build",
        "{tag}/{path}",
        "build/ko/page.md",
        ("img/dot.png", "../../assets/a.png", "files/a.pdf"),
    ),
}


def page_with(workspace, layout: str, assets: str = "") -> str:
    """The localized page of a layout."""
    build, output, place, _ = LAYOUTS[layout]
    settings = f'locales = ["ko"]\nsource = "docs"\nbuild = "{build}"\noutput = "{output}"\n{assets}'
    workspace.write("l10n.toml", settings)
    workspace.write("docs/page.md", PAGE)
    for file in FILES:
        workspace.write(file, b".")
    workspace.run("build", "--engine", "pseudo")
    return workspace.read(place)


@pytest.mark.parametrize("layout", ["a root locale", "a suffix", "a folder of its own"])
def test_a_localized_page_shows_the_files_of_its_source(workspace, layout):
    """Where outputs are in one tree with the sources, to the files among these; beside the sources in any layout. Code,
    and what leads nowhere or out of the project, stays as it is."""
    picture, beside, file = LAYOUTS[layout][3]
    page = page_with(workspace, layout)
    assert f"cover: {beside}\n" in page
    assert f"]({picture}) " in page
    assert f"]({beside}), " in page
    assert f"]({file}#page=2)" in page
    assert "](gone.png)" in page
    assert "](../../out.txt)" in page
    assert "`![A](img/dot.png)`" in page
    assert page == page_with(workspace, layout)


def test_what_comes_along_is_nearer_than_its_original(workspace):
    """An asset has its copy beside the page, and the link to it stays; without it the link leads to the original."""
    assert "](img/dot.png) " in page_with(workspace, "around the sources", 'assets = ["*.png"]\n')
    assert "](../../docs/img/dot.png) " in page_with(workspace, "around the sources")


def test_a_page_follows_a_file_that_comes_or_goes(workspace):
    """The next build leads to it, though article and catalog are the same."""
    assert "](gone.png)" in page_with(workspace, "a root locale")
    workspace.write("docs/gone.png", b".")
    workspace.run("build", "--engine", "none")
    assert "](../gone.png)" in workspace.read("docs/ko/page.md")


def test_link_tags_of_jekyll_lead_to_the_article_in_the_locale(workspace):
    """Their paths count from the site's folder; one that leads to no article stays."""
    workspace.write("l10n.toml", 'locales = ["ko"]\nsource = "."\nbuild = "."\noutput = "{tag}/{path}"\n')
    workspace.write("a/page.md", "[B]({% link b.md %}#c) and [none]({%- link img/d.png -%}).\n")
    workspace.write("b.md", "See {% link a/page.md %}.\n")
    workspace.run("build", "--engine", "pseudo")
    page = workspace.read("ko/a/page.md")
    assert ("]({% link ko/b.md %}#c)" in page, "]({%- link img/d.png -%})" in page) == (True, True)
    assert "{% link ko/a/page.md %}" in workspace.read("ko/b.md")
    assert "#: a/page.md\n" in workspace.read("locales/ko/LC_MESSAGES/a/page.po")


SERVED = """locales = ["ko"]
source = "docs"
build = "docs"
output = "{tag}/{path}"
source_output = "{stem}/"
served = "{tag}/{stem}/"
"""


def test_links_from_the_root_lead_to_served_pages(workspace):
    """As a generator serves them: with the source's slash, query and fragment, in the front matter, too.
    What is no article, or on another site, stays; `check --links` finds each page."""
    workspace.write("l10n.toml", SERVED)
    workspace.write(
        "docs/index.md", "---\ntitle: Start\nhero: { link: /a/page/, icon: /x.svg }\n---\n\n[A](/a/page?b#c)\n"
    )
    workspace.write(
        "docs/a/page.md", "[Start](/), [index](/#b), [gone](/gone/), [away](//x.org/a/page/), [d](</a/page/>).\n"
    )
    workspace.run("build", "--engine", "pseudo")
    start, page = workspace.read("docs/ko/index.md"), workspace.read("docs/ko/a/page.md")
    assert "hero: { link: /ko/a/page/, icon: /x.svg }" in start
    assert "](/ko/a/page?b#c)" in start
    assert [True] * 5 == [
        link in page for link in ("](/ko/)", "](/ko/#b)", "](/gone/)", "](//x.org/a/page/)", "](</ko/a/page/>)")
    ]
    dead = workspace.run("check", "--links", "--fail-on", "never").stdout
    assert ("/gone/" in dead, "/ko/ leads" in dead, "/ko/a/page/ leads" in dead) == (True, False, False)


@pytest.mark.parametrize("pattern", ["{tag}/", "{stem}/", "{tag}/{name}/", "/{tag}/{stem}/"])
def test_a_pattern_of_served_paths_names_article_and_locale(workspace, pattern):
    """Any other is refused with the setting's name."""
    workspace.write("l10n.toml", f'locales = ["ko"]\nserved = "{pattern}"\n')
    workspace.write("source/a.md", "# A\n")
    assert "setting 'served' " in workspace.run("build", "--engine", "none", code=2).stderr
