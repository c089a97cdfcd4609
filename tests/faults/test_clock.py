"""The clock is set back: order is by version and position, and nothing depends on a clock that only goes forward."""

from datetime import timedelta
from pathlib import Path

from laeringslopp import Register
from laeringslopp.views import Views
from laeringslopp.views.ledger import LEASE
from tests.municipality import ADMINISTRATION, Clock, disclosed, entry, opened, started
from tests.views.read import store_of, tables


def test_a_clock_that_is_set_back_loses_nothing_and_puts_nothing_out_of_order() -> None:
    """A machine that wakes up in the wrong year must not keep a failure off the record.

    ``recorded_at`` is what the clock said, and is not bent to look right; a wrong one would otherwise spread for ever.
    """
    clock = Clock()
    with Register.open("memory:", clock=clock) as register:
        register.append([entry("d", opened()), entry("d", started())])
        clock.move(days=-400)
        register.append([entry("d", disclosed())])
        register.disclose("Bussen kom ikke", ADMINISTRATION, organisation="nordfjord", key="k")
        clock.move(days=401)
        register.append([entry("d", disclosed("f2"))])
        facts = [recorded for recorded in register.facts() if recorded.decision_id == "d"]
        assert [recorded.version for recorded in facts] == [1, 2, 3, 4]
        assert [recorded.position for recorded in register.facts()] == list(range(1, 7))
        assert facts[2].recorded_at < facts[0].recorded_at < facts[3].recorded_at
        assert {mark.version for mark in register.timeline("d").entries} == {1, 2, 3, 4}
        with Views(register.store, "memory:", clock=clock) as views:
            views.catch_up()
            assert [row["failure_id"] for row in tables(views)["failures"] if row["decision_id"] == "d"] == ["f1", "f2"]


def test_what_happens_now_is_no_history_because_the_clock_was_set_back() -> None:
    """Rules only remark on history, so a wrong clock would have switched them off."""
    clock = Clock()
    with Register.open("memory:", clock=clock) as register:
        register.append([entry("d", opened())])
        clock.move(days=-1)
        (recorded,) = register.append([entry("d", started())]).recorded
        assert not recorded.history
        (before,) = register.append([entry("d", disclosed(), occurred_at=clock.now - timedelta(days=9))]).recorded
        assert before.history, "what is said to be older than the first entry still is"


def test_a_lease_that_was_given_before_the_clock_was_set_back_does_not_keep_a_view(tmp_path: Path) -> None:
    """A worker that died would else be waited for until the clock had come there again."""
    store, url = store_of(1), f"sqlite:///{tmp_path}/views.db"
    dead = Views(store, url, clock=Clock())
    dead.step()
    clock = Clock()
    with Views(store, url, clock=clock) as views:
        clock.move(seconds=-LEASE.total_seconds() / 2)
        assert views.step() == 0, "whoever lives is not robbed for a small step"
        clock.move(hours=-2)
        views.at_least(9, timeout=0)
    dead._database.close()
