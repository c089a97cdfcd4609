"""The store contract: what an append takes, and what it turns away."""

import pytest

from laeringslopp.store import KeyTaken, Row, Store, VersionTaken
from tests.stores.rows import key, row, rows


def everything(store: Store) -> list[tuple[int, str, int]]:
    return [(stored.position, stored.decision_id, stored.version) for stored in store.since(0, 1000)]


def test_an_append_says_where_the_first_row_stands(store: Store) -> None:
    """A receipt names positions; the caller must not have to read to learn them."""
    assert store.append(rows("a", 1, 3)) == 1
    assert store.append([row("b", 1)]) == 4


def test_positions_are_contiguous_in_the_order_of_recording(store: Store) -> None:
    """A reader follows positions; a hole would make it wait for something that never comes."""
    store.append([row("b", 1), row("a", 1), row("b", 2)])
    store.append([row("a", 2)])
    assert everything(store) == [(1, "b", 1), (2, "a", 1), (3, "b", 2), (4, "a", 2)]


def test_what_is_refused_leaves_no_gap_in_the_positions(store: Store) -> None:
    """A lost race must not look like a lost fact."""
    store.append([row("a", 1)])
    with pytest.raises(VersionTaken):
        store.append([row("a", 1)])
    assert store.append([row("a", 2)]) == 2


def test_a_taken_version_says_how_far_the_decision_has_come(store: Store) -> None:
    """Whoever lost the race reads on from there."""
    store.append(rows("a", 1, 3))
    with pytest.raises(VersionTaken) as lost:
        store.append([row("a", 2)])
    assert (lost.value.decision_id, lost.value.expected, lost.value.actual) == ("a", 1, 3)


def test_a_gap_is_told_apart_from_a_taken_version(store: Store) -> None:
    """A gap is a mistake in the caller, not a race: the actual version is lower than the expected."""
    store.append([row("a", 1)])
    with pytest.raises(VersionTaken) as lost:
        store.append([row("a", 3)])
    assert (lost.value.expected, lost.value.actual) == (2, 1)


@pytest.mark.parametrize(
    ("versions", "expected", "actual"),
    [([2], 1, 0), ([0], -1, 0), ([1, 3], 2, 1), ([1, 1], 0, 1), ([2, 1], 1, 0)],
)
def test_a_decision_begins_at_one_and_goes_on_one_by_one(
    store: Store, versions: list[int], expected: int, actual: int
) -> None:
    """Versions count the entries of a decision; a count skips nothing and counts nothing twice."""
    with pytest.raises(VersionTaken) as lost:
        store.append([row("a", version) for version in versions])
    assert (lost.value.expected, lost.value.actual) == (expected, actual)
    assert everything(store) == []


def test_all_rows_are_recorded_or_none(store: Store) -> None:
    """A vote without the direction it chose would be a half-truth for ever."""
    store.append([row("a", 1)])
    before = everything(store)
    with pytest.raises(VersionTaken):
        store.append([row("b", 1), row("a", 2), row("c", 1), row("a", 4)])
    assert everything(store) == before
    assert (store.version("a"), store.version("b"), store.version("c")) == (1, 0, 0)
    assert list(store.decision_ids()) == ["a"]


def test_the_conflict_names_the_decision_it_is_about(store: Store) -> None:
    """Of several decisions in one append, the caller reads again the one that moved."""
    store.append([row("a", 1), row("b", 1)])
    with pytest.raises(VersionTaken) as lost:
        store.append([row("a", 2), row("b", 1)])
    assert lost.value.decision_id == "b"


def test_a_refused_append_keeps_no_key(store: Store) -> None:
    """A key without its facts would answer for ever that something was recorded that was not."""
    with pytest.raises(VersionTaken):
        store.append([row("a", 7)], [(key("k"), 1)])
    assert store.answered("k") is None
    store.append([row("a", 1)], [(key("k"), 1)])
    assert store.answered("k") is not None


def test_a_taken_key_records_nothing(store: Store) -> None:
    """The same key records once, however often it is sent."""
    store.append([row("a", 1)], [(key("k"), 1)])
    with pytest.raises(KeyTaken):
        store.append([row("a", 2), row("b", 1)], [(key("new"), 1), (key("k"), 1)])
    assert everything(store) == [(1, "a", 1)]
    assert store.answered("new") is None


def test_a_taken_key_is_said_before_a_taken_version(store: Store) -> None:
    """A caller who sends again expects the old version; the answer is what was recorded, not a conflict."""
    store.append([row("a", 1)], [(key("k"), 1)])
    with pytest.raises(KeyTaken):
        store.append([row("a", 1)], [(key("k"), 1)])


def test_a_key_cannot_stand_twice_in_one_append(store: Store) -> None:
    """Two groups under one key would leave one of them without an answer."""
    with pytest.raises(KeyTaken):
        store.append(rows("a", 1, 2), [(key("k"), 1), (key("k"), 1)])
    assert everything(store) == []
    assert store.answered("k") is None


@pytest.mark.parametrize(
    "decision_id",
    ["sak-1", "A.b_c-9", "." * 100, "blåbærsyltetøy", "ид", "判断", "a b", "a'b\"c", "%", "_", "0", "1e5", "007", "🧭"],
)
def test_an_id_comes_back_as_it_went_in(store: Store, decision_id: str) -> None:
    """Ids are text; a store that makes numbers or patterns of them confuses one decision with another."""
    store.append([row("other", 1), Row(decision_id, 1, "kind:2", b"{}")])
    assert list(store.decision_ids()) == ["other", decision_id]
    assert store.version(decision_id) == 1
    assert store.of_decision(decision_id)[0].decision_id == decision_id
    assert store.since(1, 1)[0].decision_id == decision_id


@pytest.mark.parametrize("other", ["A", "a ", "a\u0301", "á", "a.", "aa"])
def test_ids_that_look_alike_are_different_decisions(store: Store, other: str) -> None:
    """Nothing is folded: case, accents and spaces tell decisions apart."""
    store.append([row("a", 1), row(other, 1)])
    assert (store.version("a"), store.version(other)) == (1, 1)


@pytest.mark.parametrize("state", [b"{}", "æøå \U0001f9ed \u2028".encode(), b"\x00\xff'\"\\", b"x" * 1_000_000])
def test_a_state_comes_back_byte_for_byte(store: Store, state: bytes) -> None:
    """The record is what was recorded."""
    store.append([Row("a", 1, "trial-started:2", state)])
    (stored,) = store.of_decision("a")
    assert (stored.topic, stored.state) == ("trial-started:2", state)
    assert store.since(0, 1) == [stored]
