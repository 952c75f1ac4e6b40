"""What stays of a document whose untranslated units are omitted, mark by mark. Units with `kept` in them are kept."""

from __future__ import annotations

import pytest

from l10n.compiler import Policy, compile_document
from l10n.formats import ParseOptions, format_for
from l10n.model import Catalog, Message


def omitted(name: str, source: str) -> str:
    """A document in which only the units stay that say that they are kept."""
    document = format_for(name).parse(source, ParseOptions())
    kept = {unit.key: Message(unit.text, unit.text, unit.context) for unit in document.units if "kept" in unit.text}
    return compile_document(document, Catalog((), tuple(kept.values())), Policy(fallback="omit")).text


@pytest.mark.parametrize(
    ("name", "source", "expected"),
    [
        ("a.md", '---\ntitle: "T"  # c\nlang: en\n---\nkept\n', "---\nlang: en\n---\nkept\n"),
        ("a.md", "---\nsummary: {a: b}\ntitle: [One]\n---\n", '---\nsummary: {a: b}\ntitle: [""]\n---\n'),
        ("a.md", '+++\ntitle = "T"\nlang = "en"\n+++\n', '+++\nlang = "en"\n+++\n'),
        ("a.md", "Title\n=====\nkept\n\n## Two ## {#b}\n", "kept\n\n"),
        ("a.md", "kept\n## Two\nkept too\n", "kept\n\nkept too\n"),
        ("a.md", "1.  One\n\n    ```\n    code\n    ```\n", "1.  &#8288;\n\n    ```\n    code\n    ```\n"),
        ("a.md", "- One\n  - kept\n- [ ] Two\n- Three\n\n  more\n", "- &#8288;\n  - kept\n"),
        ("a.md", "> [!NOTE] One\n> Two\n\nkept\n", "\nkept\n"),
        ("a.md", "> kept\n> # Two\n> kept too\n", "> kept\n>\n> kept too\n"),
        ("a.md", "a | kept\n--|--\nc | d\n", "&#8288; | kept\n--|--\n&#8288; | &#8288;\n"),
        ("a.md", "Term\n: kept\n\nOther\n: Def\n", "&#8288;\n: kept\n\n"),
        ("a.md", "kept[^1]\n\n[^1]: Note\n\n[a]: /x 'Title'\n", "kept[^1]\n\n[^1]: &#8288;\n\n[a]: /x\n"),
        ("a.html", "<ul>\n  <li><a href=a>One</a></li>\n  <li>kept</li>\n</ul>\n", "<ul>\n  <li>kept</li>\n</ul>\n"),
        ("a.html", "<p><b>One</b></p><ul><li><p>Two</p></ul><p>kept", "<p>kept"),
        ("a.html", "<li>One <img src=a alt=Two></li>", "<li> <img src=a alt=></li>".replace("alt=>", 'alt="">')),
        ("a.html", "<tr><th>One<td>kept</tr>", "<tr><th><td>kept</tr>"),
        ("a.html", "<title>One</title><p>Two</p>", "<title>One</title>"),
        ("a.adoc", "== One\n\nkept\n\n[quote]\n____\nTwo\n____\nNOTE: Three\n", "\nkept\n\n"),
        ("a.adoc", "* One\n+\nkept\n* Two\n+\nThree\n", "* {empty}\n+\nkept\n"),
        ("a.adoc", "One:: kept\nTwo:: Three\nkept two:: Four\n", "{empty}:: kept\n\nkept two:: {empty}\n"),
        ("a.rst", "One\n===\n\nkept\n\nTwo\n===\n\n- Three\n- kept three\n", "\nkept\n\n\n- kept three\n"),
        ("a.rst", "One\n===\n\nkept a\n------\n", "\u2060\n===\n\nkept a\n------\n"),
        ("a.rst", ".. admonition:: kept\n\n   One\n", ".. admonition:: kept\n\n   \u2060\n"),
        ("a.rst", ".. note::\n   :class: a\n\n   One\n\n   Two\n\nkept\n", "\nkept\n"),
        ("a.rst", "kept [1]_\n\n.. [1] Note\n", "kept [1]_\n\n.. [1] \n"),
        (
            "a.srt",
            "1\n00:00:01,000 --> 00:00:02,000\nOne\n\n2\n00:00:03,000 --> 00:00:04,000\nkept\n",
            "2\n00:00:03,000 --> 00:00:04,000\nkept\n",
        ),
        (
            "a.vtt",
            "WEBVTT\n\nid\n00:01.000 --> 00:02.000\nOne\n\n00:03.000 --> 00:04.000\nkept\n",
            "WEBVTT\n\n00:03.000 --> 00:04.000\nkept\n",
        ),
        ("a.json", '{"a": "One", "b": ["Two", "kept"]}', '{"a": "", "b": ["", "kept"]}'),
        ("a.yaml", "a: &x One\nb: |\n  Two\nc: *x\nd: kept\n", 'a: &x ""\nb: |\nc: *x\nd: kept\n'),
        ("a.txt", "One\n\n* Two\nkept, longer than a title.\n", "\nkept, longer than a title.\n"),
    ],
)
def test_omitted_units_leave_no_marks(name: str, source: str, expected: str) -> None:
    """What is left is what the format needs, and no more."""
    assert expected == omitted(name, source)
