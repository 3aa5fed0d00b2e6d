"""Chromium with a page of a small run in it, and nothing else within its reach."""

import os
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from reports import html
from suites.meta._runs import everything, run

SCREENSHOTS = Path(__file__).parents[2] / "reports" / "latest" / "screenshots"
NAMES = ("chromium", "chromium-browser", "google-chrome")


def chromium() -> str:
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        pytest.fail(
            "There is no Chromium: `apt-get install chromium`, or name one in CHROMIUM.", False
        )
    return found


@pytest.fixture(scope="session")
def browser():
    executable = chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def address(tmp_path_factory):
    """Of the page, as a file."""
    folder = tmp_path_factory.mktemp("page")
    page = folder / "report.html"
    page.write_text(html.render(run(folder, *everything())), encoding="utf-8")
    return page.as_uri()


@pytest.fixture
def opened(browser, address):
    """Opens the page; afterwards nothing was complained about, and nothing was asked for."""
    contexts, complaints = [], []

    def guard(route):
        if not route.request.url.startswith(("file:", "about:", "data:")):
            complaints.append(f"asked for {route.request.url}")
        route.continue_()

    def open_page(hash="", *, width=1440, height=900, **options):
        viewport = {"width": width, "height": height}
        contexts.append(browser.new_context(viewport=viewport, offline=True, **options))
        page = contexts[-1].new_page()
        page.set_default_timeout(5000)
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.route("**/*", guard)
        page.goto(address + hash)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not complaints
