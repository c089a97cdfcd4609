"""What is new for a level over many decisions: asked of the views, and worded for one page."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime

from benchmarks.filling import filled_store
from benchmarks.measuring import Sides, amount, row
from laeringslopp import Register
from laeringslopp.rules import shipped
from laeringslopp.views import SHIPPED, Views

FACTS = 500_000
ASKED = ("news", "duties", "decisions")


@row("digest-10000", issue=7, unit="ms", goal=1.0, peer="a limit of 1 s")
@contextmanager
def digest() -> Iterator[Sides]:
    """What is new for the level that decides, where something is new in each of 10,000 decisions."""
    facts = amount(FACTS, 500)
    with tempfile.TemporaryDirectory() as folder:
        store = filled_store(f"sqlite:///{folder}/register.db", facts)
        register = Register(store, shipped("standard"), lambda: datetime.now(UTC), lambda: "x")
        asked = [view for view in SHIPPED if view.name in ASKED]
        with Views(store, f"sqlite:///{folder}/views.db", asked, clock=register.now) as views:
            views.catch_up()
            whose = register.organisation_at_work()

            def ours() -> None:
                assert register.digest("political", whose, date(2020, 1, 1), views=views).parts

            settings = f"{facts} facts, fifty in a decision, all new; views in a file; for the level's own reader"
            yield Sides(ours, None, 1, settings, limit=1000.0)
        register.close()
