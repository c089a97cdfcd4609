"""An idempotency key makes a retry safe: the same call records once, and is answered as the first time."""

import pytest

from laeringslopp import Conflict, FailureDisclosed, Invalid, KeyReused, Refused, Unknown, Verdict
from tests.municipality import disclosed, entry, opened, started
from tests.register.contract.test_appending import ENDED

FIRST = (entry("a", disclosed()), entry("b", opened()))


def test_the_same_call_is_answered_as_the_first_time(at_work):
    """Whoever got no answer asks again, however late."""
    first = at_work.append(FIRST, key="k")
    at_work.append([entry("a", disclosed("f2"))])
    again = at_work.append(FIRST, key="k")
    assert (again.recorded, again.remarks) == (first.recorded, first.remarks)
    assert (first.replayed, again.replayed) == (False, True)
    assert at_work.position == 5


@pytest.mark.parametrize(
    "other",
    [
        (entry("a", disclosed("f9")), entry("b", opened())),
        (entry("a", disclosed()),),
        (entry("b", opened()), entry("a", disclosed())),
        (entry("c", disclosed()), entry("b", opened())),
        (entry("a", disclosed(), sources=["s"]), entry("b", opened())),
        (entry("nowhere", disclosed()),),
    ],
)
def test_another_call_under_the_same_key_is_an_error(at_work, other):
    """It would be answered with what somebody else recorded; the key is register-wide."""
    at_work.append(FIRST, key="k")
    with pytest.raises(KeyReused) as no:
        at_work.append(other, key="k")
    assert no.value.key == "k"
    assert at_work.position == 4


def test_the_body_is_what_was_given_and_not_what_became_of_it(at_work):
    """An id or a time that the register made up is not asked of the one who asks again."""
    unnamed = entry("a", FailureDisclosed(what_happened="Alarmen kom ikke fram"))
    first = at_work.append([unnamed], key="k")
    at_work.append([unnamed])
    assert at_work.append([unnamed], key="k").recorded == first.recorded
    assert at_work.position == 4


@pytest.mark.parametrize("expected", [2, {"a": 2}, 99])
def test_a_key_is_looked_at_before_the_version(at_work, expected):
    """The first call moved the version itself; to its retry that is no conflict."""
    first = at_work.append([entry("a", disclosed())], key="k")
    assert at_work.append([entry("a", disclosed())], expected, key="k").recorded == first.recorded
    with pytest.raises(KeyReused):
        at_work.append([entry("a", disclosed("f2"))], expected, key="k")


def test_a_key_is_looked_at_before_integrity_and_rules(at_work):
    """An id is taken by the first call itself, and a rule may have been met only then."""
    at_work.append([entry("a", disclosed())], key="k")
    assert at_work.append([entry("a", disclosed())], key="k").replayed
    with pytest.raises(KeyReused):
        at_work.append([entry("a", disclosed(trial_id="nothing"))], key="k")
    with pytest.raises(KeyReused):
        at_work.append([entry("a", started("t9", criteria=()))], key="k")


@pytest.mark.parametrize(
    ("given", "expected", "error"),
    [
        (entry("a", ENDED), None, Refused),
        (entry("a", disclosed(trial_id="x")), None, Invalid),
        (entry("a", disclosed()), 1, Conflict),
        (entry("nowhere", disclosed()), None, Unknown),
    ],
)
def test_a_no_is_not_kept(at_work, given, expected, error):
    """Once what was missing is there, the same key records."""
    with pytest.raises(error):
        at_work.append([given], expected, key="k")
    assert not at_work.is_recorded("k")
    at_work.append([entry("a", disclosed("f7"))], key="k")
    assert at_work.is_recorded("k")


def test_a_key_takes_no_position(at_work):
    """Whoever follows the register sees facts alone."""
    at_work.append(FIRST, key="k")
    assert [fact.position for fact in at_work.facts()] == [1, 2, 3, 4]


class TestDryRun:
    def test_a_key_is_not_kept_by_a_dry_run(self, at_work):
        """Nothing was recorded under it."""
        at_work.append(FIRST, key="k", dry_run=True)
        assert not at_work.is_recorded("k")
        assert not at_work.append(FIRST, key="k").replayed

    def test_a_dry_run_of_what_was_recorded_says_what_the_call_would(self, at_work):
        """The call would answer as the first time, so nothing speaks against it."""
        done = at_work.append([entry("a", disclosed()), entry("a", started("t2", where="x"))], key="k")
        again = [entry("a", disclosed()), entry("a", started("t2", where="x"))]
        assert at_work.append(again, 1, key="k", dry_run=True) == Verdict((), done.remarks)
        with pytest.raises(KeyReused):
            at_work.append(FIRST, key="k", dry_run=True)


class TestGroups:
    """Several calls in one transaction, each all or none with a key of its own."""

    def test_each_group_is_answered_for_itself_also_later(self, at_work):
        """With a key or without, wherever it stood among the others."""
        groups = [
            ([entry("a", disclosed("f1"))], None),
            ([entry("a", disclosed("f2")), entry("b", opened())], "two"),
            ([entry("b", disclosed("f3"))], None),
            ([entry("b", disclosed("f4"))], "four"),
        ]
        done = at_work.append_each(groups)
        assert [receipt.position for receipt in done] == [3, 5, 6, 7]
        assert at_work.append(groups[1][0], key="two").recorded == done[1].recorded
        assert at_work.append(groups[3][0], key="four").recorded == done[3].recorded

    def test_groups_of_which_one_cannot_be_recorded_are_none_of_them(self, at_work):
        """Unless somebody is there to be told."""
        groups = [([entry("a", disclosed())], "k"), ([entry("a", ENDED), entry("a", started("t2", criteria=()))], None)]
        with pytest.raises(Refused):
            at_work.append_each(groups)
        assert (at_work.position, at_work.is_recorded("k")) == (2, False)

    def test_whoever_is_told_of_a_group_that_cannot_be_recorded_gets_the_others(self, at_work):
        """An import goes on after a bad line; what builds on it is told too."""
        told = []
        done = at_work.append_each(
            [
                ([entry("a", disclosed("f1"))], None),
                ([entry("b", disclosed())], "bad"),
                ([entry("a", disclosed("f1"))], None),
                ([entry("a", disclosed("f2"))], "good"),
            ],
            failed=lambda at, why: told.append((at, type(why))),
        )
        assert told == [(1, Unknown), (2, Invalid)]
        assert [receipt.version for receipt in done] == [3, 4]
        assert (at_work.is_recorded("bad"), at_work.is_recorded("good")) == (False, True)

    def test_a_key_that_comes_twice_records_once(self, at_work):
        """In one transaction as in two."""
        first, second = at_work.append_each([([entry("a", disclosed())], "k"), ([entry("a", disclosed())], "k")])
        assert (first.replayed, second.replayed) == (False, True)
        assert first.recorded == second.recorded == tuple(at_work.facts(after=2))

    def test_a_key_that_comes_twice_with_two_bodies_is_an_error(self, at_work):
        """And nothing is recorded, unless somebody is told and the first stands."""
        groups = [([entry("a", disclosed())], "k"), ([entry("a", disclosed("f2"))], "k")]
        with pytest.raises(KeyReused):
            at_work.append_each(groups)
        assert at_work.position == 2
        told = []
        at_work.append_each(groups, failed=lambda at, why: told.append((at, type(why))))
        assert told == [(1, KeyReused)]
        assert at_work.position == 3
