"""`l10n status --coverage`: an account of the words that readers see."""

from __future__ import annotations

import json
from datetime import datetime, timezone
from pathlib import Path

import pytest

from l10n.catalog.coverage import coverage
from l10n.compiler import Policy
from l10n.formats import REGISTRY, ParseOptions, format_named
from l10n.project import find_project
from l10n.workflow.coverage import covered
from l10n.workflow.publish.build import build


@pytest.mark.parametrize(
    ("name", "text", "offered", "left"),
    [
        ("text", "Two words\n", 2, []),
        ("markdown", "Some `code here` in\n\n```sh\nrun it\n```\n", 2, [(3, "code", 1), (4, "code", 2)]),
        ("markdown", "---\ntitle: A title\nlayout: wide\n---\n", 2, []),
        ("markdown", "---\nlead: What it is about\nid: a-b\n---\n", 0, [(2, "front matter", 4)]),
        ("markdown", "[a]: /b 'Title'\n\n![](pic.png)\n\n<!-- not seen -->\n> [!NOTE]\n> Seen\n", 2, []),
        (
            "markdown",
            "$$\nx = y\n$$\n\n<!-- l10n:off -->\n\nNot *this*\n\n<!-- l10n:on -->\n\nThat\n",
            1,
            [(2, "formula", 2), (7, "off", 2)],
        ),
        (
            "html",
            "<p>Seen</p><pre>x = 1</pre><script>a()</script><p translate=no>Acme Inc</p>",
            1,
            [(1, "code", 2), (1, "off", 2)],
        ),
        (
            "docusaurus",
            "import A from 'b';\n\n<Card about='What it is about'>\n\nWords\n\n</Card>\n",
            1,
            [(3, "attribute", 4)],
        ),
    ],
)
def test_words_are_accounted_for(name: str, text: str, offered: int, left: list[tuple[int, str, int]]) -> None:
    """Words are in units, or left out for a reason that is named with its line; what nobody sees does not count."""
    form = format_named(name)
    account = coverage(form.parse(text, ParseOptions()), form, "en")
    assert account
    assert (offered, left) == (account.offered, [(item.line, item.kind, item.words) for item in account.left])


def test_an_account_is_linear_and_in_order() -> None:
    """The stretches of every format that has them are in order and inside the text."""
    for name in REGISTRY:
        if stretches := format_named(name).stretches:
            text = "---\ntitle: A\n---\n\n<p>b</p>\n\n> c `d`\n\n    e\n\n$$f$$\n" * 3
            ends = [0, *(place for stretch in stretches(text) for place in stretch[:2]), len(text)]
            assert sorted(ends) == ends


def test_what_is_in_no_unit_is_told(tmp_path: Path) -> None:
    """The report and the manifest say how many words are seen and offered."""
    (tmp_path / "l10n.toml").write_text('locales = ["ko"]\n', encoding="utf-8")
    source = tmp_path / "source"
    source.mkdir()
    (source / "a.md").write_text("---\nlead: Four words of it\n---\n\nTwo words\n", encoding="utf-8")
    project = find_project(tmp_path)
    (row,) = covered(project).articles
    assert ("a", "source/a.md", 2, 6) == (row.article, row.file, row.coverage.offered, row.coverage.seen)
    for _ in range(2):  # the second build takes it from the cache
        build(project, [], policy=Policy(), engine="none", clock=lambda: datetime(2026, 1, 1, tzinfo=timezone.utc))
        manifest = json.loads((tmp_path / "build/manifest.json").read_text(encoding="utf-8"))
        assert {"seen": 6, "offered": 2} == manifest["articles"]["a"]["coverage"]
