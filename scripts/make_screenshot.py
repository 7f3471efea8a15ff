"""Draws docs/review.png, the picture of the review page: the example article, half judged.

Needs Chromium with its driver, selenium, and the fonts Noto Serif and Noto Sans.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.chrome.service import Service

from mtfix.cli import app

ROOT = Path(__file__).parents[1]
ARTICLE = ROOT / "examples" / "nagorno-karabakh" / "article.txt"
SWITCHES = ("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--force-device-scale-factor=1.5")
# All places of the region's name are accepted, the page's own texts are deleted, and the eye is on "Asia".
JUDGE = """
prefer({ theme: "light" });
const pick = (test) => choose(findings.find(test));
pick((one) => one.rule === "term.variant"); act("accept", true);
pick((one) => one.rule === "page.byline"); act("accept");
pick((one) => one.rule === "garble.bracketed-subject"); act("reject");
pick((one) => one.rule === "term.suspect");
document.activeElement.blur();
"""


def draw(page: Path, picture: Path, profile: str) -> None:
    """Open the page, judge some findings and take the picture."""
    options = webdriver.ChromeOptions()
    for switch in (*SWITCHES, f"--user-data-dir={profile}", "--window-size=1360,860"):
        options.add_argument(switch)
    options.binary_location = shutil.which("chromium") or ""
    browser = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))
    browser.get(page.as_uri())
    browser.execute_script(JUDGE)
    browser.save_screenshot(str(picture))
    browser.quit()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "page.html"
        app(["review", str(ARTICLE.relative_to(ROOT)), "--html", str(made)], standalone_mode=False)
        draw(made, ROOT / "docs" / "review.png", f"{folder}/profile")
