"""Rows to put in a store: what a store keeps means nothing to it."""

from laeringslopp.store import Key, Row


def row(decision_id: str, version: int, state: bytes | None = None, topic: str = "trial-started") -> Row:
    """One fact on its way in, told apart from the others by its state."""
    return Row(decision_id, version, topic, state if state is not None else f"{decision_id} {version}".encode())


def rows(decision_id: str, first: int, last: int) -> list[Row]:
    """Several versions of one decision."""
    return [row(decision_id, version) for version in range(first, last + 1)]


def key(name: str, body: bytes = b"body") -> Key:
    """An idempotency key with the digest of what came with it."""
    return Key(name, body)
