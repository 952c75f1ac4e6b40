"""The page for everybody: axe-core finds nothing, whatever the language, the colours, the width and the direction."""

from __future__ import annotations

import importlib.util
from dataclasses import replace
from pathlib import Path

import pytest

pytest.importorskip("selenium")


@pytest.fixture(scope="session")
def axe() -> str:
    """The script of axe-core; the package that carries it is not imported, for it wants another driver."""
    package = importlib.util.find_spec("axe_playwright_python")
    if package is None or not package.submodule_search_locations:
        pytest.skip("axe-core is not installed")
    return Path(package.submodule_search_locations[0], "axe.min.js").read_text(encoding="utf-8")


def violations(desk, script: str) -> list[tuple[str, str, list[str]]]:
    """What axe-core finds in the page as it stands, best practices included."""
    desk.run(script)
    found = desk.browser.execute_async_script(
        "const done = arguments[0]; axe.run(document, {iframes: false, resultTypes: ['violations']})"
        ".then((result) => done(result.violations), (error) => done(String(error)))"
    )
    assert isinstance(found, list), found
    return [(each["impact"], each["id"], [node["html"][:200] for node in each["nodes"][:3]]) for each in found]


def prepared(desk) -> None:
    """Puts every state, findings, a note and a repair into the catalog."""
    desk.draft_all()

    def change(message):
        if message.msgid == "First Call":
            return replace(message, msgstr="첫\u200b 통화", flags=(), comments=())
        if message.msgid == "Cars":
            return replace(message, msgstr="", flags=(), comments=())
        if message.msgid == "Ships came **second**.":
            return replace(message, msgstr="**둘째**로 배.", previous_msgid="Ships came first.", comments=("a note",))
        return message

    desk.rewrite(change)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("language", ["en", "ko"])
def test_axe_finds_nothing(desk, axe, language, dark):
    """List, article, help, keys, a conflict and the preview: no violation of any impact."""
    prepared(desk)
    desk.look(dark=dark)
    desk.browser.get(desk.address)
    desk.speak(language)
    found = {"list": violations(desk, axe)}
    desk.open()
    found["article"] = violations(desk, axe)
    area = desk.area("Ships came **second**.")
    area.click()
    desk.until(lambda: desk.all("#help del"))
    area.send_keys(" 나의")
    found["help"] = violations(desk, axe)
    seen = desk.unit("Ships came **second**.").id
    desk.rewrite(lambda message: replace(message, msgstr="남의") if message.msgid.startswith("Ships") else message)
    desk.one(f"#u-{seen} .actions button").click()
    desk.until(lambda: desk.all(".conflict"))
    found["conflict"] = violations(desk, axe)
    desk.one("#toggle-preview").click()
    found["preview"] = violations(desk, axe)
    desk.one("#open-keys").click()
    found["keys"] = violations(desk, axe)
    assert [] == [(place, each) for place, every in found.items() for each in every]


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize(("width", "height"), [(320, 640), (700, 500)], ids=["narrow", "zoomed"])
def test_nothing_is_cut(desk, language, width, height):
    """At 320 pixels, and at 200 % in a window of 1400, the page does not scroll sideways and nothing is outside."""
    prepared(desk)
    desk.look(width, height)
    desk.browser.get(desk.address)
    desk.speak(language)
    outside = (
        "const wide = [...document.querySelectorAll('body *')].filter((element) => element.checkVisibility()"
        " && !element.closest('.skip, svg') && (element.getBoundingClientRect().right > innerWidth + 1"
        " || element.getBoundingClientRect().left < -1));"
        "return [document.documentElement.scrollWidth > innerWidth, wide.map((each) => each.outerHTML.slice(0, 120))]"
    )
    assert [False, []] == desk.run(outside)
    desk.open()
    assert [False, []] == desk.run(outside)
    desk.area("Ships came **second**.").click()
    desk.until(lambda: desk.all("#help del"))
    assert [False, []] == desk.run(outside)
    desk.one("#open-keys").click()
    assert [False, []] == desk.run(outside)


def test_right_to_left(desk, axe):
    """Arabic runs from the right in its cells and fields; the sources and the page itself run from the left."""
    path = desk.root / "locales/ar/LC_MESSAGES/call.po"
    path.write_bytes(desk.catalog.read_bytes().replace(b"Language: ko", b"Language: ar"))
    desk.open("ar")
    directions = desk.run(
        "const of = (selector) => [...new Set([...document.querySelectorAll(selector)].map((each) =>"
        " getComputedStyle(each).direction))]; return [of('textarea'), of('.shown'), of('.source > div'), of('html')]"
    )
    assert [["rtl"], ["rtl"], ["ltr"], ["ltr"]] == directions
    assert [] == violations(desk, axe)
