"""What trying a policy on a whole register costs."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

from benchmarks.filling import filled_store
from benchmarks.measuring import Sides, amount, row
from laeringslopp import Register
from laeringslopp.backtest.sharing import processes_for
from laeringslopp.rules import shipped

LIMIT = 90.0


@row("backtest-1000000", issue=5, unit="s", goal=1.0, peer="the limit, 90 s on two cores")
@contextmanager
def backtested() -> Iterator[Sides]:
    """``strict`` over a million facts in twenty thousand decisions that all have the same tags and a lesson each."""
    facts = amount(1_000_000, 1000)
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/register.db"
        filled_store(url, facts).close()
        with Register.open(url) as register:
            many = processes_for(register.position, url)

            def work() -> None:
                register.backtest(shipped("strict")).close()

            alike = f"{facts} facts in {facts // 50} decisions with a lesson each, SQLite, {many} processes"
            yield Sides(work, None, 1, alike, limit=LIMIT, rounds=2)
