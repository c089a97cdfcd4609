"""A caller without an expected version never sees a conflict: it is folded, judged and appended again."""

import pytest

from laeringslopp import Conflict, Refused, TrialEnded
from laeringslopp.store import Key, KeyTaken, open_store
from tests.municipality import ADMINISTRATION, disclosed, entry, opened, started
from tests.register.doubles import Beaten, over

TIMES = 10


def beaten(times):
    """A register with a decision, ``a``, in a store where somebody comes first so many times."""
    store = Beaten(times)
    over(store.store).record("a", opened(), by=ADMINISTRATION)
    return over(store), store


@pytest.mark.parametrize("times", [1, 2, TIMES])
def test_a_lost_race_is_run_again_up_to_ten_times(times):
    """Two who disclose at the same moment are both heard."""
    register, store = beaten(times)
    assert register.disclose("Alarmen kom ikke fram", ADMINISTRATION, "a").version == 2
    assert (store.tried, register.position) == (times + 1, 2)


def test_more_than_ten_lost_races_are_a_conflict():
    """Something is wrong then, and waiting on would hide it."""
    register, store = beaten(TIMES + 1)
    with pytest.raises(Conflict) as no:
        register.append([entry("a", disclosed())])
    assert (no.value.decision_id, no.value.expected, no.value.actual) == ("a", 1, 1)
    assert (store.tried, register.position) == (TIMES + 1, 1)


def test_each_try_is_judged_on_what_is_on_record_then():
    """The id that was free is taken, and the failure that was missing is there."""
    register, store = beaten(3)
    others = over(store.store)
    store.meanwhile = lambda: others.disclose("Den virket ikke", ADMINISTRATION, "a")
    answer = register.append([entry("a", started("t1")), entry("a", disclosed("mine"))])
    assert [fact.version for fact in answer.recorded] == [5, 6]
    assert [fact.version for fact in register.facts()] == [1, 2, 3, 4, 5, 6]


def test_what_a_rule_refuses_after_a_lost_race_is_refused():
    """Whoever came first may have changed what may follow."""
    store = Beaten(1)
    first = over(store.store)
    first.record("a", opened(), started(), by=ADMINISTRATION)
    ended = TrialEnded(trial_id="t1", outcome="stopped", summary="s", stopped_because="r")
    store.meanwhile = lambda: first.record("a", disclosed(trial_id="t1"), ended, by=ADMINISTRATION)
    register = over(store)
    assert register.version("a") == 2
    with pytest.raises(Refused) as no:
        register.append([entry("a", started("t2"))])
    assert [refusal.rule_id for refusal in no.value.refusals] == ["again-is-a-retry"]
    assert store.tried == 1


@pytest.mark.parametrize("expected", [1, {"a": 1}])
def test_a_caller_with_an_expected_version_sees_the_conflict(expected):
    """It asked to be told, and decides for itself."""
    register, store = beaten(1)
    with pytest.raises(Conflict):
        register.append([entry("a", disclosed())], expected)
    assert (store.tried, register.position) == (1, 1)


@pytest.mark.parametrize("expected", [{}, {"b": 0}])
def test_a_race_for_a_decision_of_which_no_version_was_expected_is_run_again(expected):
    """Of that one the caller said nothing, whatever it said of others."""
    register, store = beaten(1)
    assert register.append([entry("a", disclosed()), entry("b", opened())], expected).position == 3
    assert store.tried == 2


def test_a_no_is_given_only_on_what_is_on_record():
    """Another process may have recorded what was missing since the decision was folded here."""
    shared = open_store("memory:")
    mine, theirs = over(shared), over(shared)
    mine.record("a", opened(), started(), by=ADMINISTRATION)
    theirs.record("a", disclosed(trial_id="t1"), by=ADMINISTRATION)
    ended = TrialEnded(trial_id="t1", outcome="failed", summary="Den virket ikke")
    assert mine.record("a", ended, by=ADMINISTRATION).version == 4


def test_whoever_loses_the_race_for_a_key_is_answered_as_the_winner():
    """Two retries of one call at once: one records, both are told where."""
    store = Beaten(0)
    mine, theirs = over(store), over(store.store)
    mine.record("a", opened(), by=ADMINISTRATION)
    plain = store.append

    def beaten(rows, keys=()):
        store.append = plain
        theirs.append([entry("a", disclosed())], key="k")
        assert isinstance(keys[0][0], Key)
        raise KeyTaken("k")

    store.append = beaten
    answer = mine.append([entry("a", disclosed())], key="k")
    assert answer.replayed
    assert list(mine.facts(after=1)) == list(answer.recorded)
