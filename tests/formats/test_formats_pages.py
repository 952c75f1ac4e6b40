"""Files as pages of a site: links, ids, headings, the links of a head, and the notice."""

from __future__ import annotations

import json
import re
from html import unescape
from urllib.parse import unquote

import pytest
from growth import assert_linear
from hypothesis import given, settings
from hypothesis import strategies as st

from l10n.formats import format_for
from l10n.formats.format import HeadLink
from l10n.formats.html.page import state_siblings
from l10n.formats.slugs import asciidoctor_id, github_slug, numbered

HEAD = (HeadLink("", "https://e.org/ko/a"), HeadLink("en", "https://e.org/a?b&c"))


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("a.md", "See [a](b.md), [c](<d e.md> 't') and [f](g(h).md).", ["b.md", "d e.md", "g(h).md"]),
        ("a.md", "> [a\n> b](c.md#d)\n> - [e\n>   f]( g.md )", ["c.md#d", "g.md"]),
        ("a.md", "| a |\n|---|\n| [b](c.md) \\| [d](e.md) |", ["c.md", "e.md"]),
        ("a.md", "# [a](b.md)\n\n[c]: d.md\n[e]:\n  <f.md>\n  'g'\n", ["b.md", "d.md", "f.md"]),
        ("a.md", "[![a](b.png)](c.md) ![d](e.md) `[f](g.md)` \\[h](i.md)\n\n    [j](k.md)\n", ["c.md"]),
        (
            "a.md",
            "<a href='a&amp;b.md'>c</a>\n\n<div>\n<a href=d.md>\n</div>\n\n```\n[e](f.md)\n```\n",
            ["a&b.md", "d.md"],
        ),
        ("a.md", "---\ntitle: '[a](b.md)'\n---\n\r\n[c](d.md)\r\n", ["d.md"]),
        ("a.md", "a[^1]\n\n[^1]: [b]: c.md\n", ["c.md"]),
        ("a.html", "<a href='b.html#c'>d</a><area href=e><link href=f><a name=g>", ["b.html#c", "e"]),
        ("a.html", "<base href=/x/><a href=b.html>", []),
        ("a.html", "<base target=_blank><a href=b.html>", ["b.html"]),
        ("a.html", "<!-- <a href=b> --><script>'<a href=c>'</script><p title='<a href=d>'>", []),
    ],
)
def test_the_links_of_a_file_are_found_where_they_are_written(name, text, expected):
    """Inline, by definition and in HTML, in any container; never in code, comments and images."""
    links = format_for(name).page.links(text)
    assert expected == [link.url for link in links]
    assert all(text[link.start : link.end].replace("&amp;", "&") == link.url for link in links)


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        (
            "a.md",
            "![](a.png) ![b](<c d.png> 'e') [![f](g.png)](h.md) [i](j.md) `![k](l.png)`",
            ["a.png", "c d.png", "g.png"],
        ),
        ("a.md", "a <img src=b.png> c\n\n<video poster=d src='e&amp;f'>\n\n    ![g](h)\n", ["b.png", "e&f"]),
        (
            "a.md",
            "---\na: ../b.png\nc:\n  d: './e f'\n  g: { h: \"./i\", j: ../k }\nl: /m\n---\n",
            ["../b.png", "./i", "../k"],
        ),
        ("a.md", "+++\na = '../b.png'\n+++\n\na: ../b\n", ["../b.png"]),
        (
            "a.mdx",
            "import A from '../b.js';\nimport { C } from './d';\nimport e from 'f';\n\nTo import from './g'.\n",
            ["../b.js", "./d"],
        ),
        (
            "a.html",
            "<img src='a b.png'><script src=c.js></script><link href=d.css><a href=e>",
            ["a b.png", "c.js", "d.css"],
        ),
        ("a.html", "<base href=/x/><img src=b.png>", []),
    ],
)
def test_the_files_that_a_page_takes_in_are_found(name, text, expected):
    """Pictures, sources of HTML's elements, imported modules, relative paths of the front matter; never code."""
    links = format_for(name).page.files(text)
    assert expected == [link.url for link in links]
    assert all(text[link.start : link.end].replace("&amp;", "&") == link.url for link in links)


@pytest.mark.parametrize("name", ["commonmark", "gfm"])
def test_the_links_of_the_specifications_are_found(documents, name):
    """Every relative link that an example renders, and no other but definitions that no link uses."""
    path = documents / "commonmark-spec" / f"{name}-examples.json"
    outside = re.compile(r"[a-zA-Z][\w+.-]*:")
    for example in json.loads(path.read_text(encoding="utf-8")):
        rendered = re.findall(r'<a\b[^>]*?\shref="([^"]*)"', example["html"])
        expected = {url for url in map(unquote, map(unescape, rendered)) if not outside.match(url)}
        found = {unquote(link.url) for link in format_for("a.md").page.links(example["markdown"])}
        found = {url for url in found if not outside.match(url)}
        assert expected == found or (expected <= found and "]:" in example["markdown"]), example


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("a.md", "# A `b` & [c](d)!\n\nE f\n---\n\n## E f\n", {"a-b--c", "e-f", "e-f-1"}),
        ("a.md", "# A {#b}\n\n## C {#d .e}\n\n## F {/* #g */}\n\n## H {.i}\n", {"b", "d", "g", "h"}),
        ("a.md", "A <a name=b></a> <i id='c'>d</i>\n\n<div id=e>\n</div>\n\n`<i id=f>`\n", {"b", "c", "e"}),
        ("a.md", "# A[^1]\n\n# B^[c]\n\n[^1]: d\n", {"a", "b"}),
        ("a.md", "# 한국어 제목\n\n# Ünï_cödé 2²\n", {"한국어-제목", "ünï_cödé-2"}),
        ("a.html", "<p id=a><a name='b'><i name=c><!-- <p id=d> -->", {"a", "b"}),
    ],
)
def test_the_ids_of_a_file_are_what_a_fragment_may_name(name, text, expected):
    """Stated ids, and those that GitHub makes of headings' words."""
    assert expected == format_for(name).page.ids(text)


def test_headings_are_found_in_the_source_with_their_ids():
    """By the place of their text; one that states attributes is not among them."""
    text = "---\na: b\n---\n> # One `two`\n\nThree\n=====\n\n## Four {#five}\n\n## Six {.seven}\n"
    found = {text[place:].split("\n")[0]: id for place, id in format_for("a.md").page.heading_ids(text).items()}
    assert {"One `two`": "one-two", "Three": "three"} == found


@pytest.mark.parametrize(
    ("slug", "joint", "first", "headings", "expected"),
    [
        (github_slug, "-", 1, ["A", "a", "a-1", "a"], ["a", "a-1", "a-1-1", "a-2"]),
        (asciidoctor_id, "_", 2, ["Foo Bar", "foo.bar", "Foo: bar-"], ["_foo_bar", "_foo_bar_2", "_foo_bar_3"]),
    ],
)
def test_ids_that_were_given_are_numbered(slug, joint, first, headings, expected):
    """As github-slugger and Asciidoctor do it."""
    assert expected == list(numbered(headings, slug, joint, first))


TAGS = ["<html>", "<head>", "</head>", "<title>", "</title>", "<body>", "<link rel=canonical href=x>", "<p>", "text"]
TAGS += ["<link rel='alternate' hreflang=de href=y>", "<link rel=stylesheet href=z>", "\n", "\r\n", "  ", "<!-- c -->"]


@given(st.lists(st.sampled_from(TAGS), max_size=14).map("".join))
@settings(max_examples=200, deadline=None)
def test_the_links_of_a_head_are_stated_once(text):
    """Stating them again changes nothing; without them, the text is what it was without the former ones."""
    stated = state_siblings(text, HEAD)
    assert stated == state_siblings(stated, HEAD)
    if stated != text:
        assert 1 == stated.count('<link rel="canonical" href="https://e.org/ko/a">')
        assert 1 == stated.count('hreflang="en" href="https://e.org/a?b&amp;c"')
    kept = re.sub(r"<link rel=.?(canonical|alternate).*?>|\s", "", stated)
    assert kept == re.sub(r"<link rel=.?(canonical|alternate).*?>|\s", "", text)


def test_the_links_of_a_head_stand_on_lines_of_their_own():
    """Behind the title and indented as it is; an alternate that is no translation stays."""
    feed = "<link rel=alternate type=application/rss+xml href=f>"
    expected = f'<head>\r\n\t<title>c</title>\r\n\t<link rel="canonical" href="d">\r\n\t{feed}\r\n</head>'
    assert expected == state_siblings(f"<head>\r\n\t<title>c</title>\r\n\t{feed}\r\n</head>", [HeadLink("", "d")])


def test_what_a_head_holds_for_others_does_not_end_it():
    """A picture for readers without scripts and a template are no part of the page: the body begins behind them."""
    before = "<head><noscript><img src=a></noscript><template><p>b</p></template><title>c</title>"
    assert f'{before}<link rel="canonical" href="d"></head><body>' == state_siblings(
        f"{before}<link rel=canonical href=e></head><body>", [HeadLink("", "d")]
    )
    notice = '<p role="note" class="l10n-notice" lang="ko" dir="ltr">N</p>'
    assert f"{before}</head><body>\n{notice}" == format_for("a.html").page.notice(f"{before}</head><body>", "N", "ko")


def test_the_notice_of_a_page_stands_where_readers_begin():
    """Behind a title that begins the page, else first; in HTML first in the body."""
    markdown, html = format_for("a.md").page.notice, format_for("a.html").page.notice
    assert "# A\n\n> N\n\nb\n" == markdown("# A\nb\n", "N", "ko")
    assert "A\n=\n\n> N\n\nb\n" == markdown("A\n=\n\nb\n", "N", "ko")
    assert "---\na: b\n---\n> N\n\n## C\n" == markdown("---\na: b\n---\n## C\n", "N", "ko")
    assert "---\na: b\n---\n> N\n" == markdown("---\na: b\n---", "N", "ko")
    assert "\ufeff> N\n\nb\n" == markdown("\ufeffb\n", "N", "ko")
    assert "# A\r\n\r\n> N\r\n" == markdown("# A\r\n", "N", "ko")
    notice = '<p role="note" class="l10n-notice" lang="he" dir="rtl">N &lt;</p>'
    assert f"<head></head>\n<body>\n{notice}\n<p>b" == html("<head></head>\n<body>\n<p>b", "N <", "he")
    assert f"<!doctype html>\n<title>a</title>\n{notice}\n<p>b" == html(
        "<!doctype html>\n<title>a</title>\n<p>b", "N <", "he"
    )
    assert f"{notice}\n<p>b" == html("<p>b", "N <", "he")


@pytest.mark.parametrize("line", ["-", "- ", "{,", "a: ../", "link: /", "a ", "import '"])
def test_addresses_are_found_in_time_of_the_length(line):
    """Front matter and lines of modules are read once, whatever a line repeats."""
    page = format_for("a.md").page

    def work(text):
        return page.files(text), page.links(text)

    assert_linear(work, *(f"---\ntitle: x\n{line * n}\n---\n\n{line * n}\n" for n in (5_000, 20_000)))
