"""The machine's Chromium before the real service: one browser for a file of tests, one service for all of them."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from laeringslopp import Register
from scripts.browsing import NOW, chromium, launched, served, shipped
from tests.browser.visiting import Site


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The service over the shipped cases, and over an empty register."""
    with (
        shipped(Path(tmp_path_factory.mktemp("browser"))) as full,
        Register.open("memory:", clock=lambda: NOW) as empty,
        served(full) as there,
        served(empty) as nothing,
    ):
        yield Site(there, nothing, full)


# A file's own: while Playwright runs, its event loop stands in the way of others in the same process.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The machine's Chromium. Without one nothing is tested, unless changes are being checked: then that is a fault."""
    if chromium() is None and os.environ.get("CI") != "true":
        pytest.skip("there is no Chromium here; on Debian: apt install chromium")
    with sync_playwright() as playwright:
        opened = launched(playwright)
        yield opened
        opened.close()
