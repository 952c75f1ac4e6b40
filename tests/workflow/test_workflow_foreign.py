"""Hand-offs as the tools of translators write them: other elements, states, prefixes, segments, separators."""

from __future__ import annotations

from pathlib import Path

import pytest
from handoff_tools import Desk

from l10n.errors import L10nError
from l10n.model import State

TEXTS = {
    "title": ("Tea for two", "차 두 잔"),
    "plain": ("Water boils. Leaves wait.", "물이 끓는다. 잎은 기다린다."),
    "markup": ("Use `tea` and **hot** water.", "`tea`와 **뜨거운** 물을 쓴다."),
}

CASES = {
    head.split(" | ")[0]: (*head.split(" | ")[1:], file)
    for case in (Path(__file__).parent / "cases" / "returned.txt").read_text("utf-8").split("@@@ ")[1:]
    for head, _, file in [case.partition("\n")]
}
"""By name: the file's name, the text that it translates, what becomes of it, and the file."""


@pytest.fixture
def desk(tmp_path):
    title, plain, markup = (source for source, _ in TEXTS.values())
    return Desk(tmp_path, {"tea.md": f"# {title}\n\n{plain}\n\n{markup}\n"})


@pytest.mark.parametrize("case", CASES)
def test_a_file_of_another_tool(desk, case):
    """Texts get our own markup, states are the tool's; what is locked, half done or unknown stays out."""
    name, text, outcome, file = CASES[case]
    source, target = TEXTS[text]
    report = desk.back(name, file)
    assert (outcome == "refused") == bool(report.refused)
    nothing = outcome in ("refused", "untranslated")
    assert ("" if nothing else target, State.UNTRANSLATED if nothing else State(outcome)) == desk.has("tea", source)
    assert (["두 사람"] if case == "Weblate" else []) == desk.comments("tea", source)


def test_unicode_text_of_a_spreadsheet(desk):
    """What Excel calls Unicode text: UTF-16 with tabs."""
    desk.back("a.csv", "source\ttarget\tstate\r\nTea for two\t차 두 잔\tfinal\r\n".encode("utf-16"))
    assert ("차 두 잔", State.APPROVED) == desk.has("tea", "Tea for two")


def test_a_subset_in_another_order(desk):
    """Some of the units, in another order than they went out, are found by what they are."""
    start, _, rest = desk.export("xliff").decode().partition("    <trans-unit")
    units, end = ("    <trans-unit" + rest).split("  </body>")
    first, _, third = units.split("    </trans-unit>\n")[:3]
    done = third.replace("</source>", '</source><target state="final">차</target>')
    report = desk.back("a.xlf", "    </trans-unit>\n".join((start + done, first, "  </body>" + end)))
    assert (1, 1) == (report.changed, report.unchanged)
    assert "차" == desk.has("tea", "Use `tea` and **hot** water.")[0]


@pytest.mark.parametrize(
    ("name", "file", "message"),
    [
        ("a.csv", "source,state\nx,y\n", "a.csv:1: no column target"),
        ("a.csv", "source,target,state\nTea for two,x,perhaps\n", "a.csv:2: unknown state 'perhaps'"),
        ("a.csv", "source,target\nTea for two,차\n".encode("cp949"), "a.csv:2: not UTF-8"),
        (
            "a.xlf",
            '<xliff version="2.0"><file><unit><segment><source><cp hex="zz"/></source></segment></unit></file></xliff>',
            "U+zz is no character",
        ),
    ],
)
def test_what_cannot_be_read(desk, name, file, message):
    """One message with the place."""
    with pytest.raises(L10nError) as refused:
        desk.back(name, file)
    assert message in str(refused.value)
