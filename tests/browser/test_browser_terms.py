"""Recurring terms on the review page, in a real browser and by keys alone."""

from __future__ import annotations

import pytest

pytest.importorskip("selenium")

from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys
from test_browser_accessible import axe, violations  # noqa: F401  # a fixture

SOURCE = "The talks with Trump began.\n\nAfter the talks, Trump left.\n\nReporters asked about the talks.\n"


def press(desk, *keys: str) -> None:
    ActionChains(desk.browser).send_keys(*keys).perform()


@pytest.fixture
def terms(desk, workspace):
    """An article with terms that recur, drafted by another engine."""
    workspace.write("source/call.md", SOURCE)
    workspace.run("update")
    desk.draft_all()
    return desk


def test_a_term_is_decided_and_drafted_by_keys(terms):
    """Open, type a translation, Enter, and Enter on the offer: the glossary has it, and the page shows new drafts."""
    terms.open()
    terms.one("#open-terms").send_keys(Keys.ENTER)
    terms.until(lambda: terms.all("#suggestions form"))
    terms.one("#suggestions li:nth-child(2) [name=rendering][required]").send_keys("트럼프", Keys.ENTER)
    terms.until(lambda: terms.focused() == "draft-again")
    assert 1 == len(terms.all("#suggestions li"))
    press(terms, Keys.ENTER)
    terms.until(lambda: "⟦" in terms.area("After the talks, Trump left.").get_attribute("value"))
    assert not terms.one("#terms").is_displayed()
    assert "Trump,트럼프,," in (terms.root / "glossary/ko.csv").read_text("utf-8")
    terms.until(lambda: "units changed: 3" in terms.status())


def test_keys_of_the_page_do_nothing_in_the_list(terms):
    """The chords for saving, approving and moving leave a typed translation and the units alone; Escape closes."""
    terms.open()
    before = terms.catalog.read_bytes()
    terms.one("#open-terms").click()
    terms.until(lambda: terms.all("#suggestions form"))
    field = terms.one("#suggestions [name=rendering][required]")
    field.send_keys("회담")
    for held, key in ((Keys.ALT, Keys.ARROW_DOWN), (Keys.CONTROL, "1"), (Keys.SHIFT, "?")):
        ActionChains(terms.browser).key_down(held).send_keys(key).key_up(held).perform()
    assert "회담?" == field.get_attribute("value")
    assert not terms.one("#keys").is_displayed()
    press(terms, Keys.ESCAPE)
    terms.until(lambda: not terms.one("#terms").is_displayed())
    assert "open-terms" == terms.focused()
    assert before == terms.catalog.read_bytes()


@pytest.mark.parametrize("language", ["en", "ko"])
def test_axe_finds_nothing_in_the_list(terms, axe, language):  # noqa: F811
    """The list of terms has no violation, before and after a decision."""
    terms.browser.get(terms.address)
    terms.speak(language)
    terms.open()
    terms.one("#open-terms").click()
    terms.until(lambda: terms.all("#suggestions form"))
    found = violations(terms, axe)
    terms.one("#suggestions [name=rendering][required]").send_keys("회담", Keys.ENTER)
    terms.until(lambda: terms.all("#draft-again"))
    assert [] == found + violations(terms, axe)
