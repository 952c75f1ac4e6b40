"""The reports of a check hold whatever files hold, and obey none of it."""

from __future__ import annotations

import json
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from l10n.exports.findings import FORMATS, Outcome, render_github, render_text
from l10n.model import Finding, Severity
from l10n.text.visible import visible
from l10n.translatable import Text

HOSTILE = st.text(alphabet="a:,%#[]\\\"<>&'\n\r\t\0\x1b\x9b\u202e\u2066\ufdd0\ufffe\uffff\udcff", max_size=12)


def outcome(path: str, text: str, target: str) -> Outcome:
    """An outcome with one finding, which fails the check."""
    finding = Finding("number", Severity.ERROR, Text("found: {what}", what=text), path, 1, 1, target=target, end=1)
    return Outcome((finding,), (finding,), (Text("gate {what}", what=text),), {"what": text}, {})


@pytest.mark.parametrize("form", sorted(set(FORMATS) - {"text"}))
@given(HOSTILE, HOSTILE, HOSTILE)
def test_no_report_holds_what_a_terminal_obeys(form, path, text, target):
    """Nor what UTF-8 cannot write; what programs read is valid."""
    report = FORMATS[form](outcome(path, text, target))
    assert visible(report) == report
    if form == "junit":
        ElementTree.fromstring(report.encode())
    elif form != "github":
        json.loads(report)


@given(HOSTILE, HOSTILE)
def test_json_is_exact(path, text):
    """What is escaped reads back as it was."""
    document = json.loads(FORMATS["json"](outcome(path, text, "")))
    (finding,) = document["findings"]
    assert (path, f"found: {text}", text) == (finding["path"], finding["message"], document["summary"]["what"])


@given(HOSTILE, HOSTILE)
def test_annotations_are_one_line_each(path, text):
    """A text can end neither its line nor the properties of its command."""
    first, second, rest = render_github(outcome(path, text, "")).split("\n")
    assert ("", "::error title=gate::") == (rest, second[:20])
    empty, command, message = first.split("::", 2)
    command, properties = command.split(" ", 1)
    assert ("", "error") == (empty, command)
    assert ["file", "line", "col", "title"] == [each.partition("=")[0] for each in properties.split(",")]
    decoded = message.replace("%0A", "\n").replace("%0D", "\r").replace("%25", "%")
    assert visible(f"found: {text}".replace("\r", "")) == decoded.replace("\r", "")


@pytest.mark.parametrize("kind", ["fix", "suggestion"])
def test_a_repair_is_shown(kind: str) -> None:
    """JSON and SARIF say whether a repair is certain or only likely; the text shows what it changes."""
    target, repaired = "그들은 보고서을 읽었다.", "그들은 보고서를 읽었다."
    finding = Finding("ko-particle", Severity.WARNING, Text("wrong"), "a.po", 1, 1, target=target, start=7, end=8)
    found = Outcome((replace(finding, **{kind: repaired}),), (), (), {}, {})
    (row,) = json.loads(FORMATS["json"](found))["findings"]
    assert {kind: repaired} == {name: row[name] for name in ("fix", "suggestion") if name in row}
    (run,) = json.loads(FORMATS["sarif"](found))["runs"]
    properties = run["results"][0]["properties"]
    assert {kind: repaired} == {name: properties[name] for name in ("fix", "suggestion") if name in properties}
    assert f"      → {repaired}" in render_text(found).splitlines()


@given(st.text(max_size=200), st.text(max_size=200))
def test_any_repair_is_shown(target: str, repaired: str) -> None:
    """Whatever a repair changes, and however much, the report has one line about it."""
    finding = Finding("x", Severity.INFO, Text("wrong"), "a.po", target="a" + target, end=1, suggestion=repaired)
    assert 1 == sum(
        line.startswith("      → ") for line in render_text(Outcome((finding,), (), (), {}, {})).split("\n")
    )
