"""What a store keeps of a folded decision: a help for reading, and never the record."""

from laeringslopp.store import Store
from tests.stores.rows import rows


def test_the_last_snapshot_of_a_shape_is_given(store: Store) -> None:
    """An older one would be folded on from the wrong place."""
    store.append(rows("a", 1, 2))
    assert store.snapshot("a", "s1") is None
    store.keep_snapshot("a", "s1", b"old")
    store.keep_snapshot("a", "s1", b"new")
    store.keep_snapshot("b", "s1", b"other")
    assert store.snapshot("a", "s1") == b"new"


def test_a_snapshot_of_another_shape_is_not_given(store: Store) -> None:
    """It was made by other code, which may have folded otherwise."""
    store.keep_snapshot("a", "s1", b"old")
    assert store.snapshot("a", "s2") is None
    store.keep_snapshot("a", "s2", b"new")
    assert store.snapshot("a", "s1") is None


def test_snapshots_are_no_facts(store: Store) -> None:
    """Whoever reads the log meets facts alone."""
    store.keep_snapshot("a", "s1", b"x")
    assert (store.last_position(), store.version("a"), list(store.decision_ids())) == (0, 0, [])
