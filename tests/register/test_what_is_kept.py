"""What a register keeps to be quick: within bounds, and never instead of the record."""

import pytest

from laeringslopp import Register
from laeringslopp.decision.snapshot import shape
from laeringslopp.register import reading
from laeringslopp.rules import shipped
from tests.municipality import Clock, disclosed, entry, numbered, opened
from tests.register.watched import watched

LONG = 2 * reading.PAGE + 100


@pytest.fixture
def long_decision():
    """A register with one very long decision, and the store it reads from."""
    ours, store = watched()
    ours.append([entry("lang", opened()), *(entry("lang", disclosed(f"f{n}")) for n in range(LONG - 1))])
    return ours, store


def anew(store) -> Register:
    """The same store, opened by somebody who has read nothing yet."""
    store.read.clear()
    return Register(store, shipped("standard"), Clock(), numbered())


def test_a_very_long_decision_is_folded_from_its_beginning_once(long_decision):
    """Each process that is started would read it all again."""
    ours, store = long_decision
    whole = anew(store).decision("lang")
    assert len(store.read) == LONG
    assert anew(store).decision("lang") == whole == ours.decision("lang")
    assert len(store.read) == reading.PAGE


def test_what_came_after_a_snapshot_is_folded_on_top_of_it(long_decision):
    """A snapshot says how it was, not how it is."""
    ours, store = long_decision
    anew(store).decision("lang")
    ours.append([entry("lang", disclosed("late"))])
    later = anew(store).decision("lang")
    assert later.version == LONG + 1
    assert later.failure("late") is not None


@pytest.mark.parametrize("lies_there", [b"", b"nonsense", b'["Decision",[]]'])
def test_a_snapshot_that_cannot_be_read_costs_nothing_but_time(long_decision, lies_there):
    """The facts are the record."""
    ours, store = long_decision
    store.keep_snapshot("lang", shape(), lies_there)
    assert anew(store).decision("lang") == ours.decision("lang")


def test_a_short_decision_leaves_no_snapshot():
    """It is folded sooner than a snapshot is looked up."""
    ours, store = watched()
    ours.append([entry("kort", opened()), entry("kort", disclosed())])
    anew(store).decision("kort")
    assert store.snapshot("kort", shape()) is None


def test_what_was_just_folded_is_not_read_again():
    """A record costs what its own facts cost, however long the decision is."""
    ours, store = watched()
    ours.append([entry("sak", opened())])
    store.read.clear()
    for n in range(20):
        ours.append([entry("sak", disclosed(f"f{n}"))])
    assert store.read == []


def test_no_more_is_kept_than_so_many_facts(monkeypatch):
    """A service that runs for a year must not hold every decision it ever met."""
    monkeypatch.setattr(reading, "KEPT", 10)
    ours, _store = watched()
    for n in range(20):
        ours.append([entry(f"sak-{n}", opened()), entry(f"sak-{n}", disclosed())])
    kept = ours._reading._kept
    assert list(kept) == [f"sak-{n}" for n in range(15, 20)]
    assert ours._reading._facts_kept == 10
    ours.append([entry("sak-0", disclosed("f9"))])
    assert list(kept)[-1] == "sak-0"
    assert sum(decision.version for decision in kept.values()) == ours._reading._facts_kept <= 10


def test_a_decision_is_known_from_its_first_fact_on():
    """Whoever recorded it. What is known is not asked for again; what was never opened is, for it may be by now."""
    ours, store = watched()
    assert not ours.knows("a")
    anew(store).append([entry("a", opened())])
    assert ours.knows("a")
    store.read.clear()
    assert ours.knows("a")
    assert not store.read
    assert not ours.knows("b")


def test_facts_that_were_read_for_a_timeline_are_not_read_again():
    """None of them ever changes; only what came since is asked for."""
    ours, store = watched()
    ours.append([entry("kort", opened()), entry("kort", disclosed())])
    later = anew(store)
    later.timeline("kort")
    store.read.clear()
    ours.append([entry("kort", disclosed("f2"))])
    store.read.clear()
    assert [each.version for each in later.timeline("kort").entries] == [1, 2, 3]
    assert len(store.read) <= 2  # once for the state, once for the entries


def test_facts_of_no_more_than_so_many_are_kept(monkeypatch):
    """However many decisions are looked at, and however long one is."""
    monkeypatch.setattr(reading, "READ", 3)
    ours, _ = watched()
    for name in "abc":
        ours.append([entry(name, opened()), entry(name, disclosed())])
    ours.append([entry("a", disclosed(f"f{n}")) for n in range(2, 5)])
    for name in "abcab":
        assert len(ours.timeline(name).entries) == (5 if name == "a" else 2)
        assert sum(map(len, ours._reading._read.values())) <= 3
