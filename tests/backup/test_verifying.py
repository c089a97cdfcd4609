"""verify finds what does not hang together, and says where."""

from pathlib import Path

import apsw
import pytest

from laeringslopp import Register
from laeringslopp.errors import StoreError
from laeringslopp.store import Store
from laeringslopp.store.digest import digest_of
from laeringslopp.store.verifying import Trouble, verify
from tests.municipality import ADMINISTRATION, COUNCIL, disclosed, opened
from tests.stores.every import EVERY_STORE
from tests.stores.rows import rows


def _found(store: Store) -> list[Trouble]:
    found: list[Trouble] = []
    verify(store, found.append)
    return found


@pytest.fixture
def register(tmp_path: Path) -> Path:
    """The file of a register with six facts in two decisions, and a key."""
    path = tmp_path / "register.db"
    with Register.open(f"sqlite:///{path}") as ours:
        for name in "ab":
            ours.record(name, opened(), by=COUNCIL)
            ours.record(name, disclosed(f"{name}1"), disclosed(f"{name}2"), by=ADMINISTRATION, key=name)
    return path


def _spoilt(path: Path, *statements: str) -> list[Trouble]:
    connection = apsw.Connection(str(path))
    for statement in statements:
        connection.execute(statement)
    connection.close()
    with Register.open(f"sqlite:///{path}") as ours:
        return _found(ours.store)


def test_a_sound_register_is_sound_and_its_digest_is_that_of_a_backup(register: Path):
    """The number that it prints can be held against the one that a backup printed."""
    with Register.open(f"sqlite:///{register}") as ours:
        found: list[Trouble] = []
        assert verify(ours.store, found.append) == digest_of(ours.store)
        assert found == []


SPOILT = {
    "DELETE FROM stored_events WHERE rowid=4": [("position-gap", 5), ("version-gap", 5)],
    "DELETE FROM stored_events WHERE rowid=2": [("position-gap", 3), ("version-gap", 3), ("key-astray", None)],
    "DELETE FROM stored_events WHERE rowid=6": [("key-astray", None)],
    "UPDATE stored_events SET originator_version=9 WHERE rowid=3": [("version-gap", 3)],
    "UPDATE stored_events SET state=x'7b' WHERE rowid=3": [("unreadable", 3)],
    "UPDATE stored_events SET topic='moon-landed' WHERE rowid=3": [("unreadable", 3)],
    "UPDATE laeringslopp_keys SET last=99 WHERE key='b'": [("key-astray", None)],
    "UPDATE laeringslopp_keys SET first=0 WHERE key='a'": [("key-astray", None)],
    "UPDATE laeringslopp_keys SET first=4 WHERE key='a'": [("key-astray", None)],
}


@pytest.mark.parametrize(("statement", "expected"), SPOILT.items(), ids=SPOILT.keys())
def test_each_trouble_is_found_and_placed(register: Path, statement: str, expected: list[tuple[str, int | None]]):
    """Whoever is to mend it, or to say what was lost, needs to know where."""
    found = _spoilt(register, statement)
    assert [(trouble.code, trouble.position) for trouble in found] == expected


def test_what_is_no_fact_at_all_is_damage(register: Path):
    """A number where a text belongs is not the register's own doing."""
    with pytest.raises(StoreError):
        _spoilt(register, "UPDATE stored_events SET state=7 WHERE rowid=3")


def test_what_is_recorded_meanwhile_is_no_trouble(make: str, tmp_path: Path):
    """A register is verified while it is in use."""
    store = EVERY_STORE[make](tmp_path)
    try:
        with Register.open("memory:") as other:
            other.record("a", opened(), by=COUNCIL)
            store.copy(other.store.since(0, 10))
        store.name_policy("standard")
        found: list[Trouble] = []
        before = digest_of(store)
        assert verify(store, found.append, lambda _: store.append(rows("b", 1, 1)) and None) == before
        assert found == []
    finally:
        store.close()
