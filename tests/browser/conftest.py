"""A real browser at the real program. Skipped where Chromium, its driver or selenium is missing."""

from __future__ import annotations

import os
import shutil
import signal
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from l10n.catalog.po import parse_po, render_po
from l10n.files import write_atomic
from l10n.model import Draft, Message
from l10n.project import find_project
from l10n.workflow.review.articles import ReviewUnit, open_article

webdriver = pytest.importorskip("selenium.webdriver")
exceptions = pytest.importorskip("selenium.common.exceptions")
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
DRIVER = shutil.which("chromedriver")

SOURCE = """# First Call

The call lasted 20 minutes.

## What Was Said

- Trade came first.
- Ships came **second**.

| Goods | Rate |
| --- | --- |
| Cars | 25% |

The call lasted 30 minutes.
"""


@pytest.fixture(scope="session")
def chromium() -> Iterator[object]:
    """One browser for all tests, without a window."""
    if not CHROMIUM or not DRIVER:
        pytest.skip("there is no Chromium with its driver on this machine")
    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    for argument in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--window-size=1400,1000"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    browser = webdriver.Chrome(options=options, service=webdriver.ChromeService(DRIVER))
    yield browser
    browser.quit()


@dataclass
class Desk:
    """A translator's desk: the program, the browser, and the catalog on disk."""

    browser: object
    root: Path
    address: str

    @property
    def catalog(self) -> Path:
        return self.root / "locales/ko/LC_MESSAGES/call.po"

    def message(self, source: str) -> Message:
        return self.unit(source).message

    def unit(self, source: str) -> ReviewUnit:
        project = find_project(self.root)
        units = open_article(project, "ko", project.articles()[0]).units
        return next(unit for unit in units if unit.message.msgid == source)

    def rewrite(self, change) -> None:
        """Changes the catalog's messages as another program would."""
        catalog = parse_po(self.catalog.read_bytes(), self.catalog)
        write_atomic(self.catalog, render_po(replace(catalog, messages=tuple(map(change, catalog.messages)))))

    def add(self, message: Message) -> None:
        """Puts a message into the catalog as another program would."""
        catalog = parse_po(self.catalog.read_bytes(), self.catalog)
        write_atomic(self.catalog, render_po(replace(catalog, messages=(*catalog.live, message))))

    def draft_all(self) -> None:
        def drafted(message: Message) -> Message:
            mark = Draft.of("mt test", message.msgid, "초안").render()
            return replace(message, msgstr="초안", flags=("fuzzy",), comments=(mark,))

        self.rewrite(drafted)

    def open(self, locale: str = "ko") -> None:
        """Opens the article and waits until its scripts are ready."""
        self.browser.get(self.address)
        self.until(lambda: self.all("#main a"))
        self.browser.get(self.one(f"#main a[href^='/a/{locale}/']").get_attribute("href"))
        self.until(lambda: self.all("main[data-ready]"))
        self.until(lambda: self.all("#findings #rules"))

    def speak(self, tag: str) -> None:
        """Chooses the language of the page, by its link."""
        self.one(f".languages [lang={tag}]").click()
        self.until(lambda: self.one("html").get_attribute("lang") == tag)

    def look(self, width: int = 1400, height: int = 1000, *, dark: bool = False) -> None:
        """Sets the size of the window in CSS pixels, and the colours that the reader prefers."""
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self.browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [scheme]})

    def all(self, selector: str):
        return self.browser.find_elements("css selector", selector)

    def one(self, selector: str):
        return self.browser.find_element("css selector", selector)

    def area(self, source: str):
        """The text field of a unit."""
        return self.one(f"#t-{self.unit(source).id}")

    def part(self, source: str, part: str):
        """Another part of a unit: `m` what is known of it, `u` the whole, `c` its check box."""
        return self.one(f"#{part}-{self.unit(source).id}")

    def run(self, script: str, *arguments: object):
        return self.browser.execute_script(script, *arguments)

    def focused(self) -> str:
        return self.run("return document.activeElement.id")

    def status(self) -> str:
        return self.one("#status").text

    def until(self, condition, seconds: float = 15):
        """Waits for something to become true, and gives it; parts of the page may be put in anew meanwhile."""
        end = time.monotonic() + seconds
        while not (result := self._now(condition)):
            assert time.monotonic() < end, f"in vain: {self.status() if self.all('#status') else ''}"
            time.sleep(0.05)
        return result

    def _now(self, condition):
        try:
            return condition()
        except exceptions.StaleElementReferenceException:
            return None


@pytest.fixture
def desk(chromium, workspace) -> Iterator[Desk]:
    """The program, started for a project of one article in Korean and Arabic."""
    workspace.write("l10n.toml", 'locales = ["ko", "ar"]\nengine = "pseudo"\n')
    workspace.write("source/call.md", SOURCE)
    workspace.write("glossary/ko.csv", "term,translation,note,flags\ntrade,무역,,\n")
    server = workspace.start("review", "--no-browser", "--port", "0")
    try:
        line = server.stderr.readline()
        assert "http://127.0.0.1:" in line, line + server.stderr.read()
        chromium.execute_cdp_cmd("Network.clearBrowserCookies", {})
        desk = Desk(chromium, workspace.root, line.split()[-1])
        desk.look()
        yield desk
        errors = [entry["message"] for entry in chromium.get_log("browser") if entry["level"] == "SEVERE"]
        assert [] == [text for text in errors if "409 (Conflict)" not in text]
    finally:
        chromium.execute_script("addEventListener('beforeunload', (event) => event.stopImmediatePropagation(), true)")
        chromium.get("about:blank")
        os.kill(server.pid, signal.SIGINT)
        server.communicate(timeout=20)
