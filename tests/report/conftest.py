"""A real browser for the tests of the page; where there is none they are skipped, loudly, unless one is required."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from shutil import which
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run",
)  # fmt: skip


def _absent(why: str) -> None:
    if os.environ.get("EVIDENCE_REQUIRE_BROWSER"):
        pytest.fail(f"{why}, and EVIDENCE_REQUIRE_BROWSER is set")
    pytest.skip(f"{why}: the page is not tried in a browser")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium without a window."""
    path = which("chromium") or which("chromium-browser") or which("google-chrome")
    if path is None:
        _absent("no Chromium (apt-get install chromium)")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        _absent("no Playwright (pip install playwright)")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield started
        started.close()


class Opened:
    """A page opened from disk, with all that it asked for and all that went wrong on it."""

    def __init__(self, page: Page, path: Path) -> None:
        self.page = page
        self.asked: list[str] = []
        self.faults: list[str] = []
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("console", lambda message: self.faults.append(message.text) if message.type == "error" else None)
        page.goto(path.as_uri())

    def pmids(self) -> list[int]:
        """The PMIDs of the rows that are shown."""
        rows = self.page.locator("#rows tbody tr")
        return [int(pmid) for pmid in rows.evaluate_all("rows => rows.map(row => row.dataset.pmid)")]

    def count(self) -> str:
        """What the page says it shows."""
        return self.page.locator("#count").inner_text()

    def settle(self) -> None:
        """Wait until typing was taken note of."""
        self.page.wait_for_timeout(200)


@pytest.fixture
def opened(browser: Browser) -> Iterator[type[Opened]]:
    """A way to open pages; `opened(path)` in tests, closed afterwards."""
    contexts = []

    def make(path: Path, width: int = 1280, *, dark: bool = False) -> Opened:
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme="dark" if dark else "light", offline=True
        )
        contexts.append(context)
        return Opened(context.new_page(), path)

    yield make  # type: ignore[misc]  # a function that makes them stands for the class
    for context in contexts:
        context.close()
