"""A translator's morning at the review page, in a real browser."""

from __future__ import annotations

from dataclasses import replace

import pytest

from l10n.model import State

pytest.importorskip("selenium")

from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select


def press(desk, *keys):
    """Presses keys together, the last one last."""
    chain = ActionChains(desk.browser)
    for key in keys[:-1]:
        chain.key_down(key)
    chain.send_keys(keys[-1])
    for key in keys[:-1]:
        chain.key_up(key)
    chain.perform()


def test_typing_saving_and_approving_by_keyboard(desk):
    """Ctrl+Enter saves and goes on, Ctrl+Alt+Enter approves and goes on; the hands stay on the keys."""
    desk.open()
    desk.area("First Call").send_keys("첫 통화")
    press(desk, Keys.CONTROL, Keys.ENTER)
    desk.until(lambda: desk.message("First Call").msgstr == "첫 통화")
    assert State.DRAFT is desk.message("First Call").state
    second = desk.unit("The call lasted 20 minutes.")
    assert f"t-{second.id}" == desk.focused()
    ActionChains(desk.browser).send_keys("통화는 20분간 이어졌다.").perform()
    press(desk, Keys.CONTROL, Keys.ALT, Keys.ENTER)
    desk.until(lambda: desk.message(second.message.msgid).state is State.APPROVED)
    desk.until(lambda: desk.part(second.message.msgid, "m").get_attribute("data-state") == "approved")
    press(desk, Keys.ALT, Keys.ARROW_UP)
    assert f"t-{second.id}" == desk.focused()
    press(desk, Keys.ALT, Keys.ARROW_UP)
    press(desk, Keys.CONTROL, Keys.SHIFT, Keys.ENTER)
    assert f"t-{desk.unit('What Was Said').id}" == desk.focused()


def test_suggestions_by_number(desk):
    """What was approved a moment ago is suggested for what is similar, and Ctrl+1 puts it in."""
    desk.open()
    desk.area("The call lasted 20 minutes.").send_keys("통화는 20분간 이어졌다.")
    press(desk, Keys.CONTROL, Keys.ALT, Keys.ENTER)
    desk.until(lambda: desk.message("The call lasted 20 minutes.").state is State.APPROVED)
    desk.area("The call lasted 30 minutes.").click()
    desk.until(lambda: desk.all("#help .suggestion"))
    press(desk, Keys.CONTROL, "1")
    assert "통화는 20분간 이어졌다." == desk.area("The call lasted 30 minutes.").get_attribute("value")
    desk.area("Trade came first.").click()
    desk.until(lambda: desk.all("#help .term"))[0].click()
    assert "무역" == desk.area("Trade came first.").get_attribute("value")


def test_input_methods_never_submit_and_never_lose_text(desk):
    """While syllables are composed no key saves or moves, and no change on disk touches the field."""
    desk.open()
    area = desk.area("First Call")
    area.click()
    cdp = desk.browser.execute_cdp_cmd
    for text in ("ㅊ", "처", "첫"):
        cdp("Input.imeSetComposition", {"text": text, "selectionStart": len(text), "selectionEnd": len(text)})
    before = desk.catalog.read_bytes()
    for modifiers in ({"ctrlKey": True}, {"ctrlKey": True, "altKey": True}, {}):
        desk.run(
            "arguments[0].dispatchEvent(new KeyboardEvent('keydown',"
            " {key: 'Enter', isComposing: true, bubbles: true, cancelable: true, ...arguments[1]}))",
            area,
            modifiers,
        )
    assert area.get_attribute("id") == desk.focused()
    assert before == desk.catalog.read_bytes()
    desk.rewrite(lambda message: replace(message, msgstr="남의") if message.msgid == "First Call" else message)
    desk.until(lambda: "while you were typing" in desk.status())
    assert "첫" == area.get_attribute("value")
    cdp("Input.insertText", {"text": "첫"})
    assert "첫" == area.get_attribute("value")
    press(desk, Keys.CONTROL, Keys.ENTER)
    desk.until(lambda: desk.all(".conflict"))
    assert "남의" == desk.message("First Call").msgstr
    assert "첫" == area.get_attribute("value")


def test_one_save_for_one_press(desk):
    """A key that is held down, or pressed twice, saves once: the program is asked once for one text."""
    desk.open()
    area = desk.area("First Call")
    area.send_keys("첫 통화")
    desk.run(
        "window.posts = 0; document.addEventListener('htmx:beforeRequest',"
        " (event) => { if (event.detail.requestConfig.verb === 'post') window.posts += 1; });"
        "for (const repeat of [false, true, true]) arguments[0].dispatchEvent(new KeyboardEvent('keydown',"
        " {key: 'Enter', ctrlKey: true, repeat, bubbles: true, cancelable: true}))",
        area,
    )
    desk.until(lambda: desk.message("First Call").msgstr == "첫 통화")
    assert 1 == desk.run("return window.posts")


def test_conflict_is_settled_by_the_person(desk):
    """Both versions are shown side by side; the person takes theirs, or keeps their own."""
    desk.open()
    for source in ("First Call", "What Was Said"):
        desk.area(source).send_keys("나의")
    desk.rewrite(lambda message: replace(message, msgstr="남의", flags=()))
    for source, choice, expected in (("First Call", ".theirs", "남의"), ("What Was Said", "[name=force]", "나의")):
        desk.area(source).click()
        press(desk, Keys.CONTROL, Keys.ENTER)
        key = desk.unit(source).id
        desk.until(lambda key=key: desk.all(f"#m-{key}.conflict"))
        assert "남의" in desk.one(f"#m-{key} .version").text
        desk.one(f"#m-{key} {choice}").click()
        desk.until(lambda key=key: not desk.all(f"#m-{key}.conflict"))
        desk.until(lambda source=source, expected=expected: desk.message(source).msgstr == expected)
        assert expected == desk.area(source).get_attribute("value")
        desk.until(lambda key=key: desk.focused() == f"t-{key}")


def test_changes_on_disk_appear_and_focus_stays(desk):
    """What Poedit saves is on the page within two seconds, with a notice; the person stays where they were."""
    desk.open()
    area = desk.area("First Call")
    area.click()
    desk.rewrite(lambda message: replace(message, msgstr="디스크") if message.msgid == "First Call" else message)
    desk.until(lambda: desk.area("First Call").get_attribute("value") == "디스크", seconds=4)
    assert "Changed on disk" in desk.status()
    assert f"t-{desk.unit('First Call').id}" == desk.focused()


def test_what_was_typed_survives_the_window(desk):
    """Text that was not saved is there again after the page was loaded anew, and leaving asks first."""
    desk.open()
    desk.area("First Call").send_keys("아직 저장 안 함")
    leaving = "const e = new Event('beforeunload', {cancelable: true}); dispatchEvent(e); return e.defaultPrevented"
    assert desk.run(leaving)
    desk.run("addEventListener('beforeunload', (event) => event.stopImmediatePropagation(), true)")
    desk.browser.refresh()
    desk.until(lambda: desk.all("main[data-ready]"))
    assert "아직 저장 안 함" == desk.area("First Call").get_attribute("value")
    assert "dirty" in desk.part("First Call", "u").get_attribute("class")
    desk.area("First Call").click()
    press(desk, Keys.CONTROL, Keys.ENTER)
    desk.until(lambda: desk.message("First Call").msgstr == "아직 저장 안 함")
    desk.until(lambda: not desk.run(leaving))


def test_filter_bulk_approve_and_undo(desk):
    """Drafts are filtered, approved together and taken back; what was approved before stays."""
    desk.draft_all()
    desk.open()
    desk.area("First Call").clear()
    desk.area("First Call").send_keys("첫 통화")
    press(desk, Keys.CONTROL, Keys.ALT, Keys.ENTER)
    desk.until(lambda: desk.message("First Call").state is State.APPROVED)
    Select(desk.one("#filter-state")).select_by_value("draft")
    desk.until(lambda: not desk.part("First Call", "u").is_displayed())
    desk.one("#pick-all").click()
    desk.one("#approve-picked").click()
    desk.until(lambda: desk.message("Cars").state is State.APPROVED)
    desk.one("#undo").click()
    desk.until(lambda: desk.message("Cars").state is State.DRAFT)
    desk.until(lambda: desk.part("Cars", "m").get_attribute("data-state") == "draft")
    assert State.APPROVED is desk.message("First Call").state


def test_certain_fix_with_one_click(desk):
    """A finding's repair goes into the text and is saved."""
    desk.rewrite(lambda m: replace(m, msgstr="첫\u200b 통화") if m.msgid == "First Call" else m)
    desk.open()
    desk.until(lambda: desk.all(".fix"))
    desk.part("First Call", "u").find_element("css selector", ".fix").click()
    desk.until(lambda: desk.message("First Call").msgstr == "첫 통화")
    desk.until(lambda: not desk.all(f"#m-{desk.unit('First Call').id} .fix"))


def test_preview_in_a_sandbox(desk):
    """The preview shows the compiled article, and follows what is saved."""
    desk.rewrite(lambda message: replace(message, msgstr="첫 통화") if message.msgid == "First Call" else message)
    desk.open()
    desk.one("#toggle-preview").click()
    frame = desk.one("#preview iframe")
    desk.browser.switch_to.frame(frame)
    desk.until(lambda: desk.all("h1"))
    text = desk.one("h1").text
    desk.browser.switch_to.default_content()
    assert "첫 통화" == text
    assert "" == frame.get_attribute("sandbox")


def test_keys_are_explained(desk):
    """`?` opens the list of keys, Escape closes it."""
    desk.open()
    desk.one("#main").send_keys("?")
    desk.until(lambda: desk.one("#keys").is_displayed())
    press(desk, Keys.ESCAPE)
    desk.until(lambda: not desk.one("#keys").is_displayed())
