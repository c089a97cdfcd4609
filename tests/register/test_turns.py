"""Many who record in one decision at once."""

import threading
from pathlib import Path

import pytest

from laeringslopp import Conflict, ObservationRecorded, Register
from laeringslopp.register.turns import Turns
from tests.municipality import OPERATIONS, entry, opened

PATIENCE = 20.0


@pytest.mark.parametrize("where", ["memory:", "file"])
def test_nobody_who_expects_no_version_is_sent_away(where: str, tmp_path: Path):
    """Eight threads and one decision: each is recorded, however often it loses the race."""
    url = where if where == "memory:" else f"sqlite:///{tmp_path}/x.db"
    with Register.open(url) as register:
        register.append([entry("d", opened())])
        lost: list[Conflict] = []

        def record(who: int) -> None:
            for at in range(20):
                try:
                    register.append([entry("d", ObservationRecorded(note=f"{who} {at}"), OPERATIONS)])
                except Conflict as conflict:
                    lost.append(conflict)

        threads = [threading.Thread(target=record, args=(who,)) for who in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(PATIENCE)
        assert lost == []
        assert register.version("d") == 1 + 8 * 20
        _, *facts = register.facts()
        notes = [recorded.fact.note for recorded in facts if isinstance(recorded.fact, ObservationRecorded)]
        assert len(set(notes)) == 8 * 20


def test_who_comes_later_waits_for_who_has_lost_and_for_nobody_else():
    """A contended decision holds up no other."""
    turns, order, holds, through = Turns(), list[str](), threading.Event(), threading.Event()

    def loser() -> None:
        with turns.after_those_who_lost(["d"]) as take:
            take("d")
            holds.set()
            through.wait(PATIENCE)
            order.append("loser")

    def later() -> None:
        with turns.after_those_who_lost(["d"]):
            order.append("later")

    first, second = threading.Thread(target=loser), threading.Thread(target=later)
    first.start()
    assert holds.wait(PATIENCE)
    second.start()
    with turns.after_those_who_lost(["other"]):
        order.append("other")
    through.set()
    first.join(PATIENCE)
    second.join(PATIENCE)
    assert order == ["other", "loser", "later"]
    assert turns._queues == {}


def test_who_takes_another_turn_gives_back_the_one_before():
    """Two who lost in each other's decisions would else wait for ever."""
    turns = Turns()
    with turns.after_those_who_lost(["a", "b"]) as take:
        take("a")
        take("b")
        with turns.after_those_who_lost(["a"]) as other:
            other("a")
    assert turns._queues == {}
