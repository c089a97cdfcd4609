"""A register of twenty years is backed up, restored and verified on the machine that holds it."""

import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from laeringslopp.store import Answered, Store, Stored, open_store
from laeringslopp.store.backup import open_backup, restore
from laeringslopp.store.digest import digest_of
from laeringslopp.store.verifying import verify
from tests.backup.filled import kept
from tests.stores.postgres_server import a_database

FEW, MANY = 3_000, 9_000
STATE = b'{"note": "' + b"Det gikk som ventet. " * 40 + b'"}'


def _facts(count: int) -> Iterator[Stored]:
    return (Stored(at, "a", at, "observation-recorded", STATE) for at in range(1, count + 1))


def _keys(count: int) -> Iterator[tuple[str, Answered]]:
    return ((f"key-{at}", Answered(b"digest" * 5, at, at)) for at in range(1, count + 1))


def _filled(path: Path, count: int) -> Store:
    store = open_store(f"sqlite:///{path}")
    store.name_policy("standard")
    store.copy(_facts(count), _keys(count))
    return store


def _peak(work: Callable[[], object]) -> int:
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def _restored(path: Path, url: str) -> None:
    store = open_store(url)
    try:
        store.name_policy("standard")
        with open_backup(path) as backup:
            restore(backup, store)
    finally:
        store.close()


def _copied(path: Path, count: int) -> None:
    _filled(path.with_name(f"copied-{count}.db"), count).close()


WORK: dict[str, Callable[[Store, Path, int], object]] = {
    "digest": lambda store, path, count: digest_of(store),
    "verify": lambda store, path, count: verify(store, lambda trouble: None),
    "copy": lambda store, path, count: _copied(path, count),
    "backup": lambda store, path, count: kept(store, path),
    "restore": lambda store, path, count: _restored(path, f"sqlite:///{path}-{count}.db"),
}


@pytest.mark.parametrize("work", WORK.values(), ids=WORK.keys())
def test_a_longer_register_takes_no_more_memory(work: Callable[[Store, Path, int], object], tmp_path: Path):
    """What is held is a page of it, however long it is."""
    peaks = []
    for count in (FEW, MANY):
        store = _filled(tmp_path / f"{count}.db", count)
        kept(store, tmp_path / str(count))
        peaks.append(_peak(lambda store=store, count=count: work(store, tmp_path / str(count), count)))
        store.close()
    assert peaks[1] - peaks[0] < (MANY - FEW) * len(STATE) / 10


def test_a_longer_register_takes_no_more_memory_to_restore_into_a_database(tmp_path: Path):
    """The same on a server."""
    peaks = []
    for count in (FEW, MANY):
        store = _filled(tmp_path / f"{count}.db", count)
        kept(store, tmp_path / str(count))
        store.close()
        with a_database() as url:
            peaks.append(_peak(lambda url=url, count=count: _restored(tmp_path / str(count), url)))
    assert peaks[1] - peaks[0] < (MANY - FEW) * len(STATE) / 10
