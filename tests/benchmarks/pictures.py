"""The pictures of the README, made from the real demo: the terminal table, the report's page, the workbook.

    python tests/benchmarks/pictures.py        writes data/pictures/{table.svg,report.png,xlsx.png}

The table comes from rich, the page from headless Chromium through Playwright, the workbook from LibreOffice and
pdftoppm; what is not installed is said, and its picture left as it was.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from shutil import which

from evidence.demo import run_demo
from evidence.topics import DEFAULT
from evidence.tracker import Tracker

PICTURES = Path(__file__).parents[2] / "data" / "pictures"
DAY = datetime(2026, 3, 1, 12, tzinfo=UTC)
COMMAND = "$ evidence search design:interventional -k 14"


def terminal(folder: Path) -> str:
    """The table that the command above prints, 108 letters wide."""
    from rich.console import Console

    from evidence.cli import screen
    from evidence.tables.columns import pick

    page = Console(record=True, width=108, force_terminal=True, file=(folder / "ignored").open("w", encoding="utf-8"))
    page.print(COMMAND, highlight=False)
    old = screen.console, screen.at_terminal
    screen.console, screen.at_terminal = lambda **_: page, lambda: True
    try:
        with Tracker.open(folder / "evidence.db", create=True) as tracker:
            found = tracker.search("design:interventional", limit=14, sort="design")
            screen.show_entries(found.entries, pick(tracker.topic.columns))
    finally:
        screen.console, screen.at_terminal = old
        page.file.close()
    (PICTURES / "table.svg").write_text(page.export_svg(title="Evidence", unique_id="evidence"), encoding="utf-8")
    return "table.svg"


def report(folder: Path) -> str:
    """The top of the page, and the evidence map beside it is left to the reader."""
    chromium = which("chromium") or which("google-chrome")
    if chromium is None:
        raise LookupError("no Chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": 1280, "height": 860})
        page.goto((folder / "report" / "index.html").as_uri())
        page.screenshot(path=PICTURES / "report.png")
        page.locator('#rows button[data-pmid="22814142"]').click()
        page.wait_for_selector("dialog[open] .values")
        page.screenshot(path=PICTURES / "record.png")
        page.keyboard.press("Escape")
        page.locator("#map-population figure .scroll").screenshot(path=PICTURES / "map.png")
        browser.close()
    return "report.png, record.png, map.png"


def workbook(folder: Path) -> str:
    """The first page of the first sheet, as LibreOffice prints it."""
    office, pages = which("soffice"), which("pdftoppm")
    if office is None or pages is None:
        raise LookupError("no LibreOffice or no pdftoppm")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    convert = [office, profile, "--headless", "--convert-to", "pdf", "table.xlsx"]
    subprocess.run(convert, cwd=folder, check=True, capture_output=True)
    picture = str(PICTURES / "xlsx")
    subprocess.run([pages, "-png", "-r", "110", "-singlefile", "table.pdf", picture], cwd=folder, check=True)
    return "xlsx.png"


def main() -> int:
    """Make what can be made; 1 when something could not."""
    PICTURES.mkdir(exist_ok=True)
    failed = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        run_demo(folder, now=DAY, topic=DEFAULT, progress=lambda *_: None)
        makers: tuple[Callable[[Path], str], ...] = (terminal, report, workbook)
        for make in makers:
            try:
                print(f"made {make(folder)}")
            except (LookupError, ImportError) as missing:
                failed = 1
                print(f"not made: {make.__name__} ({missing})", file=sys.stderr)
    return failed


if __name__ == "__main__":
    sys.exit(main())
