"""What makes localized articles pages of a site: links, siblings, ids of headings, the notice."""

from __future__ import annotations

import json
import re
import shutil

import pytest

SETTINGS = 'locales = ["ko", "pt_BR", "ar"]\nsite_url = "https://example.org/news"\n'
PAGE = """<!doctype html>
<html lang="en">
<head>
  <title>The front page</title>
  <link rel="canonical" href="https://example.org/old">
</head>
<body>
  <p>Read <a href="guide/start.html?a=1&amp;b=2#begin">the guide</a>.</p>
</body>
</html>
"""


@pytest.fixture
def site(workspace):
    """A project with two HTML pages and two Markdown articles that link to each other."""
    workspace.write("l10n.toml", SETTINGS)
    workspace.write("source/index.html", PAGE)
    workspace.write("source/guide/start.html", '<title>Begin here</title>\n<p>Back <a href="/news/">home</a>.</p>\n')
    one = '# One title\n\nSee [the second](two.md?x=1#two "A title") and [it][ref].\n\n[ref]: ../index.html\n'
    two = "# Two titles\n\nSee `[one](one.md)` and ![one](one.md) or [all](http://x.y/one.md).\n"
    workspace.write("source/guide/one.md", one)
    workspace.write("source/guide/two.md", two)
    return workspace


def head_links(page: str) -> list[tuple[str, str]]:
    """The canonical and hreflang links of a page, as language and address."""
    found = re.findall(r'<link rel="(?:canonical|alternate" hreflang="([^"]+))" href="([^"]+)">', page)
    return [(tag or "canonical", url) for tag, url in found]


def test_a_page_names_its_siblings_and_they_name_it(site):
    """Every language, the source and x-default; the same cluster on each page; the source's own canonical is gone."""
    site.run("build", "--engine", "pseudo")
    cluster = [
        ("ar", "https://example.org/news/ar/"),
        ("en", "https://example.org/news/"),
        ("ko", "https://example.org/news/ko/"),
        ("pt-BR", "https://example.org/news/pt_BR/"),
        ("x-default", "https://example.org/news/"),
    ]
    for locale in ("ko", "pt_BR", "ar"):
        links = head_links(site.read(f"build/{locale}/index.html"))
        assert [("canonical", f"https://example.org/news/{locale}/"), *cluster] == links
        assert "example.org/old" not in site.read(f"build/{locale}/index.html")


def test_a_second_build_changes_no_page(site):
    """The head is written once, and an unchanged page is not made again."""
    site.run("build", "--engine", "pseudo")
    before = site.read("build/ko/index.html")
    report = json.loads(site.run("build", "--engine", "pseudo", "--json").stdout)
    assert [[], [], []] == [locale["written"] for locale in report["locales"]]
    assert before == site.read("build/ko/index.html")


def test_a_language_with_nothing_published_is_no_sibling(site):
    """Under --publish approved a page of drafts is the source itself: no other page leads there."""
    site.run("build", "--engine", "pseudo", "--publish", "approved")
    assert PAGE == site.read("build/ko/index.html")
    site.run("approve", "--all", "--failing", "--locale", "ko")
    site.run("build", "--engine", "none", "--publish", "approved")
    tags = [tag for tag, _ in head_links(site.read("build/ko/index.html"))]
    assert ["canonical", "en", "ko", "x-default"] == tags
    assert PAGE == site.read("build/ar/index.html")
    assert "/ar/" not in site.read("build/sitemap.xml")
    site.write("source/index.html", PAGE.replace("</body>", "<p>More.</p></body>"))
    site.run("build", "--engine", "pseudo", "--publish", "approved")
    before = {path: path.stat().st_mtime_ns for path in (site.root / "build").rglob("*")}
    site.run("build", "--engine", "pseudo", "--publish", "approved")
    assert before == {path: path.stat().st_mtime_ns for path in (site.root / "build").rglob("*")}


def test_a_page_withheld_is_no_sibling(site):
    """Under --fallback fail a page that was never written is in no cluster."""
    site.run("build", "--locale", "ko", "--engine", "pseudo", "--fallback", "fail")
    site.run("build", "--engine", "none", "--fallback", "fail", code=1)
    assert ["canonical", "en", "ko", "x-default"] == [tag for tag, _ in head_links(site.read("build/ko/index.html"))]


def test_a_new_language_appears_on_the_pages_of_the_others(site):
    """Building one locale makes the heads of the other locales' pages right, and they stay so."""
    site.run("build", "--locale", "ko", "--engine", "pseudo")
    site.run("build", "--locale", "ar", "--engine", "pseudo")
    page = site.read("build/ko/index.html")
    assert ("ar", "https://example.org/news/ar/") in head_links(page)
    assert head_links(page)[1:] == head_links(site.read("build/ar/index.html"))[1:]
    site.run("build", "--locale", "ko", "--engine", "pseudo")
    assert page == site.read("build/ko/index.html")
    assert {"ko", "ar"} == set(json.loads(site.read("build/manifest.json"))["articles"]["index"]["locales"])


def test_a_page_that_was_deleted_is_no_sibling(site):
    """A language that the project gave up, and whose pages are gone, is on no page, in no sitemap and no manifest."""
    site.run("build", "--engine", "pseudo")
    shutil.rmtree(site.root / "build/ar")
    site.run("build", "--locale", "ko", "--engine", "pseudo")
    for locale in ("ko", "pt_BR"):
        tags = [tag for tag, _ in head_links(site.read(f"build/{locale}/index.html"))]
        assert ["canonical", "en", "ko", "pt-BR", "x-default"] == tags
    assert "/ar/" not in site.read("build/sitemap.xml")
    assert '"ar/' not in site.read("build/manifest.json")


@pytest.mark.parametrize("path", ["5", '"../outside.html"', '"/outside.html"', '"a/../../outside.html"', "null"])
def test_a_manifest_leads_nowhere_else(site, path):
    """One that was damaged, or made to reach a file outside of the folder, is none."""
    site.run("build", "--locale", "ko", "--engine", "pseudo")
    outside = site.write("outside.html", "<title>Outside</title>\n")
    manifest = site.read("build/manifest.json").replace('"ko/index.html"', path)
    site.write("build/manifest.json", manifest)
    site.run("build", "--locale", "ar", "--engine", "pseudo")
    assert b"<title>Outside</title>\n" == outside.read_bytes()
    assert "outside" not in site.read("build/manifest.json") + site.read("build/ar/index.html")


def test_without_a_place_for_the_source_there_is_no_default(site):
    """`source_output = ""` leaves the source and x-default out."""
    site.write("l10n.toml", SETTINGS + 'source_output = ""\n')
    site.run("build", "--engine", "pseudo")
    tags = [tag for tag, _ in head_links(site.read("build/ko/index.html"))]
    assert ["canonical", "ar", "ko", "pt-BR"] == tags


def test_the_sitemap_lists_every_page_with_all_of_its_siblings(site):
    """Two pages in three languages and the source: eight addresses with five links each, Markdown not among them."""
    import xml.etree.ElementTree as ElementTree

    site.run("build", "--engine", "pseudo")
    urls = list(ElementTree.fromstring(site.read("build/sitemap.xml")))
    places = [url[0].text for url in urls]
    assert 8 == len(set(places)) == len(places)
    assert "https://example.org/news/guide/start.html" in places
    assert {5} == {len(url) - 1 for url in urls}
    assert all(url[0].text in {link.get("href") for link in url[1:]} for url in urls)


def test_a_site_without_an_address_has_no_siblings(site):
    """Without `site_url` a page states its language alone, and there is no sitemap."""
    site.write("l10n.toml", 'locales = ["ko"]\n')
    site.run("build", "--engine", "pseudo")
    assert [("canonical", "https://example.org/old")] == head_links(
        site.read("build/ko/index.html").replace("rel=canonical", 'rel="canonical"')
    )
    assert not (site.root / "build/sitemap.xml").exists()


def test_links_lead_to_the_sibling_in_the_same_language(site):
    """Relative links, definitions, links from the root, all that follows the path kept; code and images are none."""
    site.write("l10n.toml", SETTINGS + 'output = "{stem}.{locale}{ext}"\n')
    site.run("build", "--engine", "pseudo")
    assert 'href="guide/start.ko.html?a=1&amp;b=2#begin"' in site.read("build/index.ko.html")
    assert 'href="/news/index.ko.html"' in site.read("build/guide/start.ko.html")
    one, two = site.read("build/guide/one.ko.md"), site.read("build/guide/two.ko.md")
    assert '](two.ko.md?x=1#two "A title")' in one
    assert one.endswith("[ref]: ../index.ko.html\n")
    assert "`[one](one.md)`" in two
    assert "](one.md)" in two.replace("`[one](one.md)`", "")
    assert "http://x.y/one.md" in two


def test_links_that_hold_stay_byte_for_byte(site):
    """With `{locale}/{path}` a relative link is right as it is; one from the site's root is not."""
    site.run("build", "--engine", "pseudo")
    assert 'href="guide/start.html?a=1&amp;b=2#begin"' in site.read("build/ko/index.html")
    assert 'href="/news/ko/"' in site.read("build/ko/guide/start.html")


def test_a_link_to_what_is_not_there_leads_to_the_source(site):
    """Under --fallback fail an HTML page links to the source's page, until the article is published."""
    site.write("l10n.toml", SETTINGS + 'output = "{stem}.{locale}{ext}"\n')
    site.run("update", "--locale", "ko")
    site.run("draft", "--locale", "ko", "--article", "index", "--engine", "pseudo")
    site.run("build", "--locale", "ko", "--engine", "none", "--fallback", "fail", code=1)
    assert 'href="https://example.org/news/guide/start.html?a=1&amp;b=2#begin"' in site.read("build/index.ko.html")
    site.run("draft", "--locale", "ko", "--engine", "pseudo")
    site.run("build", "--locale", "ko", "--engine", "none", "--fallback", "fail")
    assert 'href="guide/start.ko.html?a=1&amp;b=2#begin"' in site.read("build/index.ko.html")


def test_a_link_in_markdown_to_what_is_not_there_stays(site):
    """Where a site serves Markdown is not known: there is no address to lead to."""
    site.write("l10n.toml", SETTINGS + 'output = "{stem}.{locale}{ext}"\n')
    site.run("update", "--locale", "ko")
    site.run("draft", "--locale", "ko", "--article", "guide/one", "--engine", "pseudo")
    site.run("build", "--locale", "ko", "--engine", "none", "--fallback", "fail", code=1)
    assert '](two.md?x=1#two "A title")' in site.read("build/guide/one.ko.md")


def test_a_link_to_an_article_that_comes_later_is_written_again(site):
    """What a link leads to is among the things that an output is made from."""
    site.write("l10n.toml", 'locales = ["ko"]\noutput = "{stem}.{locale}{ext}"\n')
    site.write("source/guide/one.md", "# One title\n\nSee [the third](three.md).\n")
    site.run("build", "--engine", "pseudo")
    assert "](three.md)" in site.read("build/guide/one.ko.md")
    site.write("source/guide/three.md", "# Three titles\n")
    report = json.loads(site.run("build", "--engine", "pseudo", "--json").stdout)
    assert "](three.ko.md)" in site.read("build/guide/one.ko.md")
    assert ["guide/one", "guide/three"] == sorted(report["locales"][0]["written"])


@pytest.mark.parametrize(
    ("style", "name", "expected"),
    [
        ("none", "a.md", "## ⟦Ţŵö ŵöŕðš one⟧\n"),
        ("attribute", "a.md", "## ⟦Ţŵö ŵöŕðš one⟧ {#two-words}\n"),
        ("html", "a.md", '## <a id="two-words"></a>⟦Ţŵö ŵöŕðš one⟧\n'),
        ("attribute", "b.adoc", "== ⟦Ţŵö ŵöŕðš one⟧ [[_two_words]]\n"),
    ],
)
def test_a_translated_heading_keeps_the_id_of_the_source(workspace, style, name, expected):
    """An id made of the source's words is stated, in the way the project chose; one that is stated already stays."""
    workspace.write("l10n.toml", f'locales = ["ko"]\nanchors = "{style}"\n')
    workspace.write(
        "source/a.md", "# A title\n\n## Two words\n\nText.\n\n## Own id {#own}\n\n## `code`\n\n## Two words\n"
    )
    workspace.write("source/b.adoc", "= A title\n\n== Two words\n\nText.\n\n[#own]\n== Own id\n")
    workspace.run("build", "--engine", "pseudo")
    built = workspace.read(f"build/ko/{name}")
    assert expected in built
    assert 1 == built.count("own") or ("a.md", 1) == (name, built.count("{#own}"))
    if (style, name) == ("attribute", "a.md"):
        assert built.endswith("## `code`\n\n## ⟦Ţŵö ŵöŕðš one⟧ {#two-words-1}\n")


def test_a_notice_stands_on_pages_that_nobody_reviewed(workspace):
    """In the page's language, at the top of the body or behind the title; gone when all is approved, until the source
    changes."""
    workspace.write("l10n.toml", 'locales = ["ko", "sv"]\nnotice = true\n')
    workspace.write("source/a.html", "<title>A title</title>\n<body class=x>\n<p>Some text.</p>\n</body>\n")
    workspace.write("source/b.md", "---\ntitle: A title\n---\n\n# A title\n\nSome text.\n")
    workspace.run("build", "--engine", "pseudo")
    assert '<body class=x>\n<p role="note" class="l10n-notice" lang="ko" dir="ltr">이 페이지의' in workspace.read(
        "build/ko/a.html"
    )
    assert 'lang="en" dir="ltr">Parts of this page' in workspace.read("build/sv/a.html")
    assert re.search(r"\n# ⟦.*⟧\n\n> 이 페이지의 .*\n\n⟦", workspace.read("build/ko/b.md"))
    workspace.run("approve", "--all", "--failing")
    workspace.run("build", "--engine", "none")
    assert "이 페이지" not in workspace.read("build/ko/a.html") + workspace.read("build/ko/b.md")
    workspace.write("source/a.html", "<title>A title</title>\n<body class=x>\n<p>Some texts.</p>\n</body>\n")
    workspace.run("build", "--engine", "none")
    assert "이 페이지" in workspace.read("build/ko/a.html")


def test_a_project_has_its_own_words_for_the_notice(workspace):
    """`notices` takes the place of what the program says."""
    workspace.write("l10n.toml", 'locales = ["pt_BR"]\nnotice = true\n[notices]\npt-BR = "Ainda & não."\n')
    workspace.write("source/a.html", "<p>Some text.</p>\n")
    workspace.run("build", "--engine", "pseudo")
    expected = '<p role="note" class="l10n-notice" lang="pt-BR" dir="ltr">Ainda &amp; não.</p>\n<p>⟦'
    assert workspace.read("build/pt_BR/a.html").startswith(expected)


def test_a_page_in_a_language_from_right_to_left_says_so(workspace):
    """The direction is the language's, and dates and numbers are written as Arabic and Hebrew write them."""
    source = (
        '<!doctype html>\n<html lang="en" dir="ltr">\n<p>On {{ date:2025-06-07 }} it was {{ number:1234.5 }}.</p>\n'
    )
    workspace.write("source/a.html", source)
    workspace.run("build", "--locale", "ar", "--locale", "he", "--engine", "pseudo")
    arabic, hebrew = workspace.read("build/ar/a.html"), workspace.read("build/he/a.html")
    assert '<html lang="ar" dir="rtl">' in arabic
    assert '<html lang="he" dir="rtl">' in hebrew
    assert "7 يونيو 2025" in arabic
    assert "7 ביוני 2025" in hebrew
    assert "1,234.5" in hebrew


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        ('site_url = "example.org"', "'site_url' must be an absolute URL"),
        ('source_output = "{locale}"', "'source_output' must contain"),
        ('anchors = "yes"', "'anchors' must be"),
        ('notice = "yes"', "'notice' must be true or false"),
        ("notices = {ko = 1}", "'notices' must have a string"),
    ],
)
def test_wrong_settings_of_a_site_are_refused(workspace, setting, message):
    """Each is one message that names the setting."""
    workspace.write("l10n.toml", setting + "\n")
    assert message in workspace.run("status", code=2).stderr


def test_front_matter_says_what_an_article_is_a_translation_of(workspace):
    """The source's path from the project's root, as catalogs state it."""
    workspace.write("source/guide/a.md", "---\ntitle: Hello there\n---\n\nSome text.\n")
    workspace.run("build", "--locale", "ko", "--engine", "pseudo")
    assert "\ntranslation_of: source/guide/a.md\n" in workspace.read("build/ko/guide/a.md")
