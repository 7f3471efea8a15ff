"""A review page in a real Chromium: what a reader does with it, and what it saves. One browser serves all tests."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from mtfix.cli import app

GLOSSARY = """
mtfix: 1
entries:
- preferred: Nagorno-Karabakh
  type: place
  variants: [Naqqa, {text: Naka, action: suggest}]
  note: Region in the South Caucasus.
- {preferred: Pham Minh Chinh, type: person, variants: [{text: Van Minh, action: suggest}]}
"""
SWITCHES = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--window-size=1400,900",
)
# What a page would do if words of an article were obeyed.
WATCH = """
window.broken = [];
addEventListener("securitypolicyviolation", (event) => broken.push(`${event.violatedDirective} ${event.blockedURI}`));
for (const name of ["alert", "confirm", "prompt"]) window[name] = () => broken.push(name);
"""


def start_browser(profile: Path) -> Any:
    """Chromium without a window; skips the test where it is not installed."""
    webdriver = pytest.importorskip("selenium.webdriver", reason="the page needs a driver: pip install selenium")
    chromium, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if not (chromium and driver):
        pytest.skip("the page is tested in a real Chromium: apt-get install chromium chromium-driver")
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for switch in (*SWITCHES, f"--user-data-dir={profile}"):
        options.add_argument(switch)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    browser = webdriver.Chrome(options=options, service=Service(driver))
    browser.set_script_timeout(30)
    browser.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": WATCH})
    return browser


def run(*arguments: str) -> str:
    """Run mtfix; what it printed."""
    done = CliRunner().invoke(app, list(arguments))
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    assert done.exit_code in (0, 1), done.output
    return done.output


def make_page(folder: Path, articles: Mapping[str, bytes], *options: str, glossary: str = GLOSSARY) -> Path:
    """The page of `mtfix fix` over articles, with its JSON report beside it; the current folder becomes `folder`."""
    (folder / "g.yaml").write_text(glossary, encoding="utf-8")
    (folder / "mtfix.toml").write_text('glossaries = ["g.yaml"]\nselect = ["term"]\n')
    for name, data in articles.items():
        (folder / name).write_bytes(data)
    out = str(folder / "out") + "/"
    reports = ("--reproducible", "--report", "html=page.html", "--report", "report.json")
    run("fix", *articles, "-q", "-o", out, *reports, *options)
    return folder / "page.html"


class Page:
    """A page that is open in the browser."""

    ENTER, ESCAPE, TAB, HOME, DOWN = "\ue007", "\ue00c", "\ue004", "\ue011", "\ue015"

    def __init__(self, browser: Any, path: Path) -> None:
        self.browser = browser
        self.path = path
        self.downloads = path.parent / "downloads"
        self.downloads.mkdir(exist_ok=True)
        place = {"behavior": "allow", "downloadPath": str(self.downloads)}
        browser.execute_cdp_cmd("Browser.setDownloadBehavior", place)
        self.open()

    def open(self) -> None:
        """Load the page, again if it is open."""
        self.browser.get_log("browser")
        self.browser.get(self.path.as_uri())

    def js(self, code: str, *arguments: object) -> Any:
        """What JavaScript returns."""
        return self.browser.execute_script(code, *arguments)

    def press(self, *keys: str) -> None:
        """Press keys, one after the other."""
        from selenium.webdriver import ActionChains

        for key in keys:
            ActionChains(self.browser).send_keys(key).perform()

    def click(self, selector: str, number: int = 0) -> None:
        """Click the nth element that a CSS selector finds."""
        element = self.browser.find_elements("css selector", selector)[number]
        self.js("arguments[0].scrollIntoView({ block: 'center' })", element)
        element.click()

    def choose(self, which: str, value: str) -> None:
        """Choose a value of a filter with the mouse, which opens a list."""
        code = (
            "return [...document.getElementById(arguments[0]).options].findIndex((one) => one.value === arguments[1])"
        )
        number = self.js(code, f"filter-{which}", value)
        self.click(f"#filter-{which}")
        self.press(self.HOME, *[self.DOWN] * number, self.ENTER)

    def options(self, which: str) -> list[str]:
        """What a filter offers."""
        return [one.text for one in self.browser.find_elements("css selector", f"#filter-{which} option")]

    def text(self, selector: str) -> str:
        """The text of an element, seen or not."""
        return str(self.js("return document.querySelector(arguments[0]).textContent", selector))

    def all(self, selector: str) -> list[str]:
        """The texts of all elements that can be seen."""
        code = "return [...document.querySelectorAll(arguments[0])].filter((one) => one.checkVisibility())"
        return list(self.js(f"{code}.map((one) => one.textContent)", selector))

    @property
    def status(self) -> str:
        """What the page told last."""
        return self.text("#status")

    @property
    def current(self) -> str:
        """The words of the card that is open."""
        return self.text(".card.current .words")

    @property
    def states(self) -> list[str]:
        """The state of each card that is shown, in order."""
        return self.all(".card .state")

    def saved(self, button: str, name: str) -> bytes:
        """Click a button that saves; the bytes of the file."""
        file = self.downloads / name
        file.unlink(missing_ok=True)
        self.click(f"#{button}")
        for _ in range(200):
            if file.exists() and not list(self.downloads.glob("*.crdownload")):
                return file.read_bytes()
            time.sleep(0.02)
        raise AssertionError(f"{name} was not saved, but {sorted(self.downloads.iterdir())}")

    def complaints(self) -> list[Any]:
        """What went wrong: violations of the policy, dialogs, errors and warnings of the browser."""
        return [*self.js("return broken"), *self.browser.get_log("browser")]


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    one = start_browser(tmp_path_factory.mktemp("profile"))
    yield one
    one.quit()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(name="run")
def run_fixture() -> Callable[..., str]:
    return run


@pytest.fixture
def files_of(folder: Path) -> Callable[..., Path]:
    """Makes the page of `mtfix fix` over articles, without a browser."""
    return lambda *options, **articles: make_page(folder, _named(articles), *options)


def _named(articles: Mapping[str, bytes]) -> dict[str, bytes]:
    return {name.replace("_", "."): data for name, data in articles.items()}


@pytest.fixture
def page_of(browser: Any, folder: Path) -> Iterator[Callable[..., Page]]:
    """Opens the page of `mtfix fix` over articles; afterwards nothing may have gone wrong in the browser."""
    pages: list[Page] = []

    def made(*options: str, glossary: str | None = None, **articles: bytes) -> Page:
        other = {} if glossary is None else {"glossary": glossary}
        pages.append(Page(browser, make_page(folder, _named(articles), *options, **other)))
        return pages[-1]

    yield made
    for page in pages[-1:]:
        assert page.complaints() == []
        page.js("try { localStorage.clear() } catch {} decisions.clear()")
