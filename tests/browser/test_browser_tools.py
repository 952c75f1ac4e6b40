"""What lies beside the text on the review page: filters, search, replacing, what changed, plural forms, the day."""

from __future__ import annotations

from dataclasses import replace

import pytest

from l10n.model import Draft, Message, State

pytest.importorskip("selenium")

from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select


def shown(desk) -> list[str]:
    """The sources of the units that are to be seen."""
    script = (
        "return [...document.querySelectorAll('form.unit')].filter((unit) => unit.checkVisibility())"
        ".map((unit) => unit.querySelector('.source').innerText.trim())"
    )
    return desk.run(script)


def undo(desk) -> None:
    chain = ActionChains(desk.browser).key_down(Keys.CONTROL).key_down(Keys.ALT).send_keys("z")
    chain.key_up(Keys.ALT).key_up(Keys.CONTROL).perform()


def test_filters_by_text_and_by_rule(desk):
    """Text is sought in sources and translations; a rule leaves the units that break it."""
    desk.rewrite(lambda m: replace(m, msgstr="통화 31분") if m.msgid.startswith("The call lasted 30") else m)
    desk.open()
    everything = len(shown(desk))
    desk.one("#filter-text").send_keys("통화")
    desk.until(lambda: shown(desk) == ["The call lasted 30 minutes."])
    assert "units shown: 1" in desk.status()
    desk.one("#filter-text").clear()
    desk.one("#filter-text").send_keys("trade")
    desk.until(lambda: shown(desk) == ["Trade came first."])
    desk.one("#filter-text").send_keys(Keys.BACKSPACE * len("trade"))
    desk.until(lambda: len(shown(desk)) == everything)
    Select(desk.one("#filter-rule")).select_by_value("number")
    desk.until(lambda: shown(desk) == ["The call lasted 30 minutes."])
    Select(desk.one("#filter-rule")).select_by_value("")
    desk.until(lambda: len(shown(desk)) == everything)


def test_replacing_in_the_article_and_undo_by_key(desk):
    """Every translation of the article is changed at once, and one key takes it back."""
    desk.draft_all()
    desk.open()
    desk.one("#open-replace").click()
    desk.one("#replace-form [name=find]").send_keys("초안")
    desk.one("#replace-form [name=put]").send_keys("원고")
    desk.one("#replace-form [type=submit]").click()
    desk.until(lambda: desk.message("Cars").msgstr == "원고")
    desk.until(lambda: desk.area("Cars").get_attribute("value") == "원고")
    assert not desk.one("#replace").is_displayed()
    undo(desk)
    desk.until(lambda: desk.message("Cars").msgstr == "초안")
    desk.until(lambda: desk.area("Cars").get_attribute("value") == "초안")


def test_bulk_approval_of_a_selection(desk):
    """Of two units that are ticked both are approved, and no other."""
    desk.draft_all()
    desk.open()
    for source in ("Cars", "Rate"):
        desk.part(source, "c").click()
    desk.one("#approve-picked").click()
    desk.until(lambda: desk.message("Rate").state is State.APPROVED)
    assert State.APPROVED is desk.message("Cars").state
    assert State.DRAFT is desk.message("Goods").state
    desk.until(lambda: "units changed: 2" in desk.status())


def test_concordance(desk):
    """Words are sought in what is approved, source and translation."""
    desk.rewrite(lambda m: replace(m, msgstr="첫 통화") if m.msgid == "First Call" else m)
    desk.open()
    desk.one("#search [name=q]").send_keys("통화", Keys.ENTER)
    desk.until(lambda: desk.all("#found .entries li"))
    assert "First Call\n첫 통화" in desk.one("#found .entries").text


def test_what_changed_which_sentences_were_repaired_and_notes(desk):
    """A repaired paragraph shows its former source word by word, the sentences that a machine wrote, and its notes."""
    source = "The call lasted 30 minutes."

    def repaired(message: Message) -> Message:
        if message.msgid != source:
            return message
        target = "그들은 만났다. 통화는 30분간 이어졌다."
        mark = Draft.of("sentence-repair 1/2", source, target).render()
        return replace(
            message,
            msgstr=target,
            flags=("fuzzy",),
            comments=("ask the desk", mark),
            extracted=(*message.extracted, "not a quotation"),
            previous_msgid="They met. The call lasted 20 minutes.",
        )

    former = Message("They met. The call lasted 20 minutes.", "그들은 만났다. 통화는 20분간 이어졌다.", obsolete=True)
    desk.rewrite(repaired)
    desk.add(former)
    desk.open()
    desk.area(source).click()
    desk.until(lambda: desk.all("#help ins"))
    assert ["20"] == [each.text for each in desk.all("#help del") if each.text.isdigit()][:1]
    assert ["통화는 30분간 이어졌다."] == [each.text for each in desk.all("#help ul:not(.terms) li")]
    assert {"ask the desk", "not a quotation"} <= {each.text for each in desk.all("#help > p")}


def test_plural_forms(desk):
    """Each form has its field; what is typed in any of them is kept, saved and approved together."""
    desk.add(Message("one ship", msgid_plural="many ships", msgstr_plural=("", "")))
    desk.open()
    unit = desk.part("one ship", "u")
    first, second = unit.find_elements("css selector", "textarea")
    first.send_keys("배 한 척")
    second.send_keys("배 여러 척")
    assert "dirty" in unit.get_attribute("class")
    ActionChains(desk.browser).key_down(Keys.CONTROL).key_down(Keys.ALT).send_keys(Keys.ENTER).key_up(Keys.ALT).key_up(
        Keys.CONTROL
    ).perform()
    desk.until(lambda: desk.message("one ship").state is State.APPROVED)
    assert ("배 한 척", "배 여러 척") == desk.message("one ship").msgstr_plural
    desk.until(lambda: "dirty" not in unit.get_attribute("class"))


def test_a_text_is_seen_as_the_article_sets_it(desk):
    """Where nobody types, bold is bold; in the field stands what is written; after saving both are new."""
    source = "Ships came **second**."
    desk.rewrite(lambda m: replace(m, msgstr="배가 **둘째**로 왔다.", flags=()) if m.msgid == source else m)
    desk.open()
    seen = desk.part(source, "s")
    visible = "return getComputedStyle(arguments[0]).visibility"
    assert "visible" == desk.run(visible, seen)
    assert ["둘째"] == [each.text for each in seen.find_elements("css selector", ".strong")]
    area = desk.area(source)
    area.send_keys(" **끝**")
    assert "hidden" == desk.run(visible, seen)
    assert "rgba(0, 0, 0, 0)" != area.value_of_css_property("color")
    ActionChains(desk.browser).key_down(Keys.CONTROL).send_keys(Keys.ENTER).key_up(Keys.CONTROL).perform()
    desk.until(lambda: desk.message(source).msgstr.endswith("**끝**"))
    desk.until(lambda: "끝" in desk.part(source, "s").text)
    assert "visible" == desk.run(visible, desk.part(source, "s"))


def test_progress_of_the_day(desk):
    """What was done today stands beside the progress of the article, and follows what is saved."""
    desk.open()
    assert "Today: 0 edited, 0 approved" in desk.one("#progress").text
    desk.area("First Call").send_keys("첫 통화")
    ActionChains(desk.browser).key_down(Keys.CONTROL).send_keys(Keys.ENTER).key_up(Keys.CONTROL).perform()
    desk.until(lambda: "Today: 1 edited, 0 approved" in desk.one("#progress").text)
    undo(desk)
    desk.until(lambda: "Today: 0 edited, 0 approved" in desk.one("#progress").text)
    undo(desk)
    desk.until(lambda: desk.status() == "There is nothing to undo.")


def test_the_article_is_built_from_what_was_approved(desk, workspace):
    """The end of the morning: what was approved on the page is in the article that `build` writes."""
    desk.open()
    desk.area("First Call").send_keys("첫 통화")
    ActionChains(desk.browser).key_down(Keys.CONTROL).key_down(Keys.ALT).send_keys(Keys.ENTER).key_up(Keys.ALT).key_up(
        Keys.CONTROL
    ).perform()
    desk.until(lambda: desk.message("First Call").state is State.APPROVED)
    workspace.run("build", "--locale", "ko", "--publish", "approved", "--engine", "none")
    assert "# 첫 통화\n" in workspace.read("build/ko/call.md")
