"""The store contract: what is read back, and in which order."""

from collections.abc import Callable

import pytest

from laeringslopp.store import Answered, Store, Stored
from tests.stores.rows import key, row, rows


def test_an_empty_store_answers_every_question(store: Store) -> None:
    """A new register is opened, listed and followed before anything is recorded."""
    assert store.of_decision("a") == []
    assert store.since(0, 10) == []
    assert store.version("a") == 0
    assert store.last_position() == 0
    assert list(store.decision_ids()) == []
    assert store.answered("k") is None
    assert store.policy_name() is None


def test_asking_for_a_decision_does_not_make_it(store: Store) -> None:
    """A reader leaves no trace: what was asked for in vain is not listed afterwards."""
    store.version("nothing")
    store.of_decision("nothing")
    store.append([row("a", 1)])
    assert list(store.decision_ids()) == ["a"]


def test_a_decision_is_read_in_order_of_version(store: Store) -> None:
    """A decision is folded from its first fact to its last."""
    store.append([row("b", 1), *rows("a", 1, 2), row("b", 2)])
    store.append(rows("a", 3, 12))
    found = store.of_decision("a")
    assert [stored.version for stored in found] == list(range(1, 13))
    assert found[2] == Stored(5, "a", 3, "trial-started", b"a 3")


@pytest.mark.parametrize(("after", "versions"), [(0, [1, 2, 3]), (1, [2, 3]), (2, [3]), (3, []), (99, [])])
def test_a_decision_is_read_after_a_version(store: Store, after: int, versions: list[int]) -> None:
    """Whoever has folded so far reads only what is new."""
    store.append(rows("a", 1, 3))
    assert [stored.version for stored in store.of_decision("a", after)] == versions


@pytest.mark.parametrize(
    ("position", "limit", "found"),
    [(0, 100, [1, 2, 3, 4, 5]), (0, 2, [1, 2]), (2, 2, [3, 4]), (4, 2, [5]), (5, 2, []), (99, 2, []), (0, 1, [1])],
)
def test_facts_are_read_after_a_position_and_no_more_than_asked_for(
    store: Store, position: int, limit: int, found: list[int]
) -> None:
    """A projection reads a page at a time, in constant memory."""
    store.append([row("a", 1), row("b", 1), row("a", 2), row("b", 2), row("c", 1)])
    assert [stored.position for stored in store.since(position, limit)] == found


def test_both_ways_in_lead_to_the_same_facts(store: Store) -> None:
    """A decision and the register as a whole never tell two stories."""
    store.append([row("a", 1), row("b", 1), row("a", 2)])
    store.append([row("b", 2)])
    by_position = store.since(0, 100)
    for name in ("a", "b"):
        assert store.of_decision(name) == [stored for stored in by_position if stored.decision_id == name]


def test_the_last_position_and_version_are_those_of_the_last_fact(store: Store) -> None:
    """Freshness is asked of them."""
    store.append(rows("a", 1, 2))
    store.append([row("b", 1)])
    assert store.last_position() == 3
    assert (store.version("a"), store.version("b")) == (2, 1)


def test_decisions_are_listed_in_the_order_of_their_first_fact(store: Store) -> None:
    """The list is the same whoever asks, however the ids sort, and whatever was tried in vain before."""
    for name in ("m", "z"):
        with pytest.raises(Exception, match=name):
            store.append([row(name, 2)])
    store.append([row("z", 1), row("b", 1), row("x", 1), row("a", 1), row("y", 1)])
    store.append([row("m", 1), row("z", 2)])
    store.append([row("a", 2)])
    assert list(store.decision_ids()) == ["z", "b", "x", "a", "y", "m"]


def test_decisions_can_be_listed_while_more_are_recorded(store: Store) -> None:
    """A list that is walked slowly does not stand in a writer's way."""
    store.append([row("a", 1), row("b", 1)])
    listing = store.decision_ids()
    assert next(listing) == "a"
    store.append([row("c", 1)])
    assert next(listing) == "b"


def test_a_key_answers_what_it_recorded(store: Store) -> None:
    """The answer to a repeated call is the first answer."""
    store.append([row("a", 1)])
    store.append(rows("a", 2, 4), [(key("k", b"digest"), 3)])
    assert store.answered("k") == Answered(b"digest", 2, 4)
    assert store.answered("K") is None


def test_each_key_of_an_append_answers_for_its_own_rows(store: Store) -> None:
    """Callers who arrive together share a transaction, and each gets its own answer."""
    groups = [(key("one"), 1), (key("two"), 2), (key("three"), 1)]
    store.append([row("z", 1)])
    store.append([row("a", 1), row("b", 1), row("a", 2), row("c", 1)], groups)
    assert [store.answered(k.name) for k, _ in groups] == [
        Answered(b"body", 2, 2),
        Answered(b"body", 3, 4),
        Answered(b"body", 5, 5),
    ]


def test_rows_without_a_key_can_stand_among_rows_that_have_one(store: Store) -> None:
    """Not every caller sends a key; those who do are answered for their own rows alone."""
    store.append(rows("a", 1, 4), [(None, 2), (key("k"), 1), (None, 1)])
    assert store.answered("k") == Answered(b"body", 3, 3)


@pytest.mark.parametrize("name", ["nøkkel", "a b", "0", "%", "x" * 1000, "'; --"])
def test_a_key_is_any_text(store: Store, name: str) -> None:
    """Keys are the callers' own."""
    store.append([row("a", 1)], [(key(name), 1)])
    assert store.answered(name) == Answered(b"body", 1, 1)


def test_the_policy_is_named_once(store: Store) -> None:
    """Rules that could be renamed from outside would be no rules."""
    assert store.name_policy("strict") == "strict"
    assert store.name_policy("standard") == "strict"
    assert store.policy_name() == "strict"


def test_closing_twice_is_closing(store: Store) -> None:
    """Somebody who leaves a with-block may have closed already."""
    store.close()
    store.close()


def test_what_was_acknowledged_is_there_when_the_store_is_opened_again(reopen: Callable[[], Store]) -> None:
    """Facts, keys, the policy and the order of decisions outlive the process."""
    store = reopen()
    store.name_policy("strict")
    store.append([row("b", 1), row("a", 1)])
    store.append(rows("a", 2, 3), [(key("k"), 2)])
    before = (store.since(0, 100), store.of_decision("a"), list(store.decision_ids()), store.answered("k"))
    store = reopen()
    assert (store.since(0, 100), store.of_decision("a"), list(store.decision_ids()), store.answered("k")) == before
    assert (store.policy_name(), store.last_position(), store.version("a")) == ("strict", 4, 3)
    assert store.append([row("a", 4)]) == 5


@pytest.mark.parametrize("asked", [[], ["k"], ["no"], ["no", "k"], ["k", "æ'\"", "no", "k"]], ids=str)
def test_many_keys_are_asked_about_at_once(store: Store, asked: list[str]) -> None:
    """A file of a million lines, each with a key, must not be a million questions; the answers are the same."""
    store.append(rows("a", 1, 3), [(key("k"), 2), (key("æ'\""), 1)])
    one_by_one = {name: found for name in asked if (found := store.answered(name)) is not None}
    assert store.answered_among(asked) == one_by_one
