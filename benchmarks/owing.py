"""What is owed over many decisions: asked of the view of duties, with each deadline worked out when it is asked."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from benchmarks.filling import filled_store
from benchmarks.measuring import Sides, amount, row
from laeringslopp import Register
from laeringslopp.rules import shipped
from laeringslopp.views import SHIPPED, Views

FACTS = 500_000


@row("duties-10000", issue=5, unit="ms", goal=1.0, peer="a limit of 1 s")
@contextmanager
def duties() -> Iterator[Sides]:
    """All that is owed or was met in 10,000 decisions, the first due first."""
    facts = amount(FACTS, 500)
    with tempfile.TemporaryDirectory() as folder:
        store = filled_store(f"sqlite:///{folder}/register.db", facts)
        register = Register(store, shipped("standard"), lambda: datetime.now(UTC), lambda: "x")
        duties_view = [view for view in SHIPPED if view.name == "duties"]
        with Views(store, f"sqlite:///{folder}/views.db", duties_view, clock=register.now) as views:
            views.catch_up()

            def ours() -> None:
                assert register.duties(views=views)

            settings = f"{facts} facts, fifty in a decision; the view in a file, each deadline worked out anew"
            yield Sides(ours, None, 1, settings, limit=1000.0)
        register.close()
