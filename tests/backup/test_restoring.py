"""A backup holds the whole register, and any empty register can be made of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from laeringslopp import Register
from laeringslopp.errors import StoreError
from laeringslopp.store import KeyTaken, NotEmpty, Store, Stored, open_store
from laeringslopp.store.backup import open_backup, restore
from laeringslopp.store.digest import Digesting, digest_of
from tests.backup.filled import COUNT, fill, kept
from tests.municipality import ADMINISTRATION, COUNCIL, disclosed, opened
from tests.stores.rows import key, row, rows


def test_a_backup_of_any_store_restores_into_any_other(filled: Store, empty: Store, tmp_path: Path):
    """An organisation that outgrows one file, or leaves its server, takes everything along, and can prove it."""
    digest = kept(filled, tmp_path / "backup")
    assert (digest.entries, digest.position, digest.keys, digest.policy) == (COUNT, COUNT, 3, "standard")
    with open_backup(tmp_path / "backup") as backup:
        assert restore(backup, empty) == digest
    assert digest_of(empty) == digest_of(filled) == digest
    assert empty.since(0, COUNT + 1) == filled.since(0, COUNT + 1)
    assert kept(empty, tmp_path / "again") == digest


def test_a_restored_register_goes_on(filled: Store, empty: Store, tmp_path: Path):
    """The next fact stands after the last, and a retry of what was recorded before the backup records nothing."""
    kept(filled, tmp_path / "backup")
    with open_backup(tmp_path / "backup") as backup:
        restore(backup, empty)
    with pytest.raises(KeyTaken):
        empty.append([row("d", 1)], [(key("først"), 1)])
    assert empty.answered("først") == filled.answered("først")
    assert empty.append(rows("b", 4, 5)) == COUNT + 1
    assert empty.last_position() == COUNT + 2


def test_a_retry_after_a_restore_records_once(tmp_path: Path):
    """Whoever sent a disclosure just before the crash, and sends it again, must not find it there twice."""
    with Register.open(f"sqlite:///{tmp_path}/first.db") as first:
        first.record("a", opened(), by=COUNCIL)
        told = first.record("a", disclosed(), by=ADMINISTRATION, key="once")
        kept(first.store, tmp_path / "backup")
    with Register.open("memory:") as second, open_backup(tmp_path / "backup") as backup:
        restore(backup, second.store)
        again = second.record("a", disclosed(), by=ADMINISTRATION, key="once")
        assert (again.replayed, again.recorded) == (True, told.recorded)
        assert second.position == 2


def test_a_restore_takes_an_empty_store_alone(filled: Store, empty: Store, tmp_path: Path):
    """Two registers poured together would share no order."""
    kept(filled, tmp_path / "backup")
    empty.append(rows("other", 1, 1))
    with open_backup(tmp_path / "backup") as backup, pytest.raises(NotEmpty):
        restore(backup, empty)
    assert empty.last_position() == 1


def test_a_copy_that_breaks_off_leaves_nothing(empty: Store):
    """A source that fails half way must leave a register that a second try can be made in."""

    def breaking() -> Iterator[Stored]:
        for position in range(1, 2500):
            yield Stored(position, "a", position, "trial-started", b"{}")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        empty.copy(breaking())
    assert empty.last_position() == 0
    assert empty.copy([Stored(1, "a", 1, "trial-started", b"{}")]) == 1
    assert empty.append([row("a", 2)]) == 2


def test_another_policy_is_not_written_over(filled: Store, tmp_path: Path):
    """The rules of a register are part of it, and its facts were judged by them."""
    kept(filled, tmp_path / "backup")
    other = open_store("memory:")
    other.name_policy("strict")
    with open_backup(tmp_path / "backup") as backup, pytest.raises(StoreError) as no:
        restore(backup, other)
    assert no.value.reason == "backup-other-policy"
    assert other.last_position() == 0


def test_an_empty_register_has_a_backup_too(empty: Store, tmp_path: Path):
    """The first night of a new installation is no error."""
    digest = kept(empty, tmp_path / "backup")
    assert (digest.entries, digest.position) == (0, 0)
    other = open_store("memory:")
    other.name_policy("standard")
    with open_backup(tmp_path / "backup") as backup:
        assert restore(backup, other) == digest


FACTS = [Stored(1, "a", 1, "trial-started", b"{}"), Stored(2, "ab", 1, "trial-started", b"{}")]
CHANGED = {
    "a position": [FACTS[0], FACTS[1]._replace(position=3)],
    "a version": [FACTS[0], FACTS[1]._replace(version=2)],
    "a decision": [FACTS[0], FACTS[1]._replace(decision_id="ac")],
    "a topic": [FACTS[0], FACTS[1]._replace(topic="trial-started:2")],
    "a state": [FACTS[0], FACTS[1]._replace(state=b"{ }")],
    "where a field ends": [FACTS[0], FACTS[1]._replace(decision_id="abt", topic="rial-started")],
    "the order": [FACTS[1], FACTS[0]],
    "the end": FACTS[:1],
}


@pytest.mark.parametrize("changed", CHANGED.values(), ids=CHANGED.keys())
def test_the_digest_tells_any_change(changed: list[Stored]):
    """What it does not cover could be lost without anybody noticing."""

    def of(facts: list[Stored], policy: str = "standard") -> str:
        digesting = Digesting()
        list(digesting.facts(facts))
        return digesting.of(policy).digest

    assert of(changed) != of(FACTS)
    assert of(FACTS, "strict") != of(FACTS)


def test_the_digest_covers_the_keys_in_any_order(filled: Store):
    """Each store sorts text in its own way, and a key that is lost would let a retry record twice."""
    keys = list(filled.keys(COUNT))
    assert {name for name, _ in keys} == {"først", "Zulu", "alfa"}
    assert {name for name, _ in filled.keys(4)} == {"først", "Zulu"}

    def of(those: list) -> str:
        digesting = Digesting()
        list(digesting.keys(those))
        return digesting.of("standard").digest

    assert of(keys) == of(keys[::-1])
    assert len({of(keys), of(keys[1:]), of([*keys, keys[0]]), of([])}) == 4


def test_what_was_recorded_before_is_the_same_later(filled: Store):
    """A digest up to a position is a lasting name for the register as it was then."""
    before = digest_of(filled)
    filled.append(rows("later", 1, 3), [(key("later"), 3)])
    assert digest_of(filled, COUNT) == before
    assert digest_of(filled) != before


def test_filling_is_the_same_everywhere():
    """The tests above compare stores by what this fills them with."""
    first, second = open_store("memory:"), open_store("memory:")
    fill(first)
    fill(second)
    assert digest_of(first) == digest_of(second)
