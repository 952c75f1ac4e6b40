"""Takes the picture of the review page that the README shows: `python tests/browser/picture.py docs/review.png`.

It is the sample project's Korean article, in a window of 1280 pixels, as the program shows it.
"""

from __future__ import annotations

import base64
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.support.ui import WebDriverWait

REPOSITORY = Path(__file__).resolve().parents[2]
ARTICLE, LOCALE, UNIT = "tariff-explainer", "ko", 2
CHANGE = "about 20 minutes", "about 25 minutes"
"""What the writer has changed since the article was translated, so that there is something to review."""


def main(target: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for name in ("source", "locales", "glossary"):
            shutil.copytree(REPOSITORY / name, Path(folder, name))
        article = Path(folder, "source", f"{ARTICLE}.md")
        article.write_text(article.read_text(encoding="utf-8").replace(*CHANGE), encoding="utf-8")
        Path(folder, "l10n.toml").write_text(f'name = "sample"\nlocales = ["{LOCALE}"]\n', encoding="utf-8")
        command = [sys.executable, "-m", "l10n", "-C", folder, "review", "--no-browser", "--port", "0"]
        server = subprocess.Popen(command, cwd=REPOSITORY, stderr=subprocess.PIPE, encoding="utf-8")
        try:
            assert server.stderr is not None
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(picture(server.stderr.readline().split()[-1]))
        finally:
            server.terminate()
            server.communicate(timeout=20)


def picture(address: str) -> bytes:
    """The page of the article as a PNG file, with one unit in work."""
    options = webdriver.ChromeOptions()
    for argument in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--lang=en", "--hide-scrollbars"):
        options.add_argument(argument)
    options.binary_location = shutil.which("chromium") or ""
    browser = webdriver.Chrome(options=options, service=webdriver.ChromeService(shutil.which("chromedriver")))
    try:
        size = {"width": 1280, "height": 680, "deviceScaleFactor": 1, "mobile": False}
        browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        browser.get(address)
        wait = WebDriverWait(browser, 20)
        link = wait.until(lambda b: [a for a in b.find_elements("css selector", "#main a") if a.text == ARTICLE])
        link[0].click()
        wait.until(lambda b: b.find_elements("css selector", "#findings #rules"))
        browser.find_elements("css selector", "form.unit textarea")[UNIT].click()
        wait.until(lambda b: b.find_elements("css selector", "#help h3"))
        browser.execute_script("scrollTo(0, 0)")
        return base64.b64decode(browser.execute_cdp_cmd("Page.captureScreenshot", {"format": "png"})["data"])
    finally:
        browser.quit()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
