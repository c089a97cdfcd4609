"""Make the pictures of the pages in docs/pictures from the shipped cases: `python -m scripts.pictures`.

The clock stands and the browser is the machine's own Chromium, so that a picture changes where a page does.
"""

import sys
import tempfile
from base64 import b64decode
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from scripts.browsing import launched, served, shipped

HERE = Path(__file__).resolve().parent.parent / "docs/pictures"
PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 1.5, "is_mobile": True, "has_touch": True}
PROJECTOR = {"viewport": {"width": 1920, "height": 1080}}
DESKTOP = {"viewport": {"width": 1280, "height": 800}}
DARK = {"color_scheme": "dark"}
QUALITY = 82
HEAVIEST = 200_000
"""Bytes that a picture may take."""


@dataclass(frozen=True, slots=True)
class Picture:
    """What one picture shows, and how it is looked at."""

    name: str
    address: str
    how: dict[str, Any]


PICTURES = (
    Picture("made-up-phone-nb", "/decisions/trygghetsalarm?lang=nb", PHONE),
    Picture("made-up-projector-nb", "/decisions/trygghetsalarm?lang=nb", PROJECTOR),
    Picture("health-platform-phone-nn", "/decisions/helseplattformen?lang=nn", PHONE),
    Picture("health-platform-projector-nn", "/decisions/helseplattformen?lang=nn", PROJECTOR),
    Picture("covid-app-phone-en", "/decisions/smittestopp?lang=en", PHONE),
    Picture("covid-app-projector-en", "/decisions/smittestopp?lang=en", PROJECTOR),
    Picture("covid-app-dark-nb", "/decisions/smittestopp?lang=nb", DESKTOP | DARK),
    Picture("register-nb", "/decisions?lang=nb&order=overdue", DESKTOP),
    Picture("dashboard-nb", "/dashboard?lang=nb", DESKTOP),
    Picture("disclose-phone-nb", "/disclose?lang=nb&decision=trygghetsalarm", PHONE),
)


def taken(browser: Browser, site: str, picture: Picture) -> bytes:
    """The first screen of a page, as WebP."""
    with browser.new_context(reduced_motion="reduce", **picture.how) as context:
        page = context.new_page()
        page.goto(site + picture.address)
        asked = {"format": "webp", "quality": QUALITY}
        return b64decode(context.new_cdp_session(page).send("Page.captureScreenshot", asked)["data"])


def main() -> None:
    HERE.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        shipped(Path(folder)) as register,
        served(register) as site,
        sync_playwright() as playwright,
    ):
        browser = launched(playwright)
        for picture in PICTURES:
            content = taken(browser, site, picture)
            if len(content) > HEAVIEST:
                sys.exit(f"{picture.name} takes {len(content)} bytes, more than {HEAVIEST}")
            (HERE / f"{picture.name}.webp").write_bytes(content)
            print(f"docs/pictures/{picture.name}.webp: {len(content) // 1000} kB")
        browser.close()


if __name__ == "__main__":
    main()
