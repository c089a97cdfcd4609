"""A decision's page updates itself while somebody reads it."""

import pytest
from playwright.sync_api import Browser

from laeringslopp import ObservationRecorded
from laeringslopp.facts import OPEN
from tests.live.listening import serving
from tests.municipality import ADMINISTRATION, OPERATIONS, disclosed, entry, opened, register

pytestmark = pytest.mark.xdist_group("browser")

TOP = "document.getElementById('v20').getBoundingClientRect().top"


def test_what_is_read_stays_where_it_is_and_what_is_new_is_announced(browser: Browser):
    """Neither the place, nor what is open, nor the keyboard's place is lost; after a lost connection neither."""
    with register() as town:
        notes = [entry("sensorer", ObservationRecorded(note=f"Notat {number}")) for number in range(30)]
        town.append([entry("sensorer", opened(access=OPEN)), *notes])
        with serving(town) as service:
            page = browser.new_page(viewport={"width": 800, "height": 600})
            troubles: list[str] = []
            page.on("pageerror", lambda error: troubles.append(str(error)))
            page.goto(f"http://127.0.0.1:{service.port}/decisions/sensorer?lang=nb", wait_until="load")
            page.locator("details:has(#v20) > summary").click()
            page.locator("#v20 details summary").click()
            page.locator("#v20 details summary").focus()
            page.evaluate("document.getElementById('v20').scrollIntoView()")
            before = page.evaluate(TOP)
            town.record("sensorer", disclosed(), by=OPERATIONS)
            page.locator("#live-news", has_text="1 ny oppføring").wait_for()
            assert abs(page.evaluate(TOP) - before) < 1
            assert page.locator("#v20 details").get_attribute("open") is not None
            assert page.evaluate("document.activeElement.closest('#v20') !== null")
            assert page.locator("#v32").count() == 1
            service.app.state.live.end()  # every stream ends, and the service turns away who comes
            town.record("sensorer", ObservationRecorded(note="Etterpå"), by=ADMINISTRATION)
            service.app.state.live._ending = False
            page.locator("#live-news", has_text="Etterpå").wait_for()
            assert not troubles
            page.close()
