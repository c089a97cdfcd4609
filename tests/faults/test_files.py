"""What becomes of a register's files while it is open: taken away, held, made read-only, cut off."""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from laeringslopp import Register, StoreError
from laeringslopp.store.sqlite.engine import LOCK_TIMEOUT, connect
from laeringslopp_service.app import create_app
from laeringslopp_service.settings import Settings
from tests.faults.laws import assert_whole
from tests.faults.processes import PATIENCE, running
from tests.faults.recording import FACTS, SHARED, body, entries, prepare
from tests.stores.test_sqlite_opening import as_somebody_else


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "register.db"


@pytest.fixture
def register(path: Path) -> Iterator[Register]:
    with Register.open(f"sqlite:///{path}") as made:
        prepare(made)
        yield made


def removed(path: Path) -> None:
    path.unlink()


def replaced(path: Path) -> None:
    shutil.copy(path, path.with_suffix(".copy"))
    path.with_suffix(".copy").replace(path)


def folder_moved(path: Path) -> None:
    path.parent.rename(f"{path.parent}-moved")


def without(ending: str) -> Callable[[Path], None]:
    return lambda path: Path(f"{path}{ending}").unlink()


@pytest.mark.parametrize("lose", [removed, replaced, folder_moved, without("-wal"), without("-shm")])
def test_a_register_whose_file_is_gone_acknowledges_nothing(
    register: Register, path: Path, lose: Callable[[Path], None]
) -> None:
    """What is written into a file that has no name any more is lost as soon as the program ends."""
    lose(path)
    there = sorted(path.parent.glob("*"))
    for asked in (lambda: register.append(entries("k"), key="k"), lambda: register.append(entries("l"))):
        with pytest.raises(StoreError) as why:
            asked()
        assert why.value.reason == "gone"
    assert sorted(path.parent.glob("*")) == there, "nor is an empty one put in its place"


def test_a_register_that_is_put_back_goes_on(register: Register, path: Path) -> None:
    """Somebody moved the wrong folder, and moved it back."""
    folder_moved(path)
    with pytest.raises(StoreError):
        register.append(entries("k"), key="k")
    Path(f"{path.parent}-moved").rename(path.parent)
    register.append(entries("l"), key="l")
    assert_whole(register, ["l"], FACTS)


def test_the_service_says_that_its_register_is_gone(path: Path) -> None:
    """201 for something that lies nowhere is the worst answer there is; readiness tells whoever watches."""
    url = f"sqlite:///{path}"
    with Register.open(url) as register:
        prepare(register)
    with TestClient(create_app(url, Settings()), base_url="http://localhost") as client:
        assert client.post(f"/api/decisions/{SHARED}/facts", json=body("a")).status_code == 201
        path.unlink()
        answer = client.post(f"/api/decisions/{SHARED}/facts", json=body("b"))
        assert (answer.status_code, answer.json()["type"]) == (503, "/problems/store")
        assert str(path) not in answer.text
        assert answer.headers["Retry-After"]
        assert eventually(lambda: client.get("/readyz").status_code == 503)
        for page in ("/readyz", "/"):
            told = client.get(page, headers={"Accept": "text/html,*/*;q=0.8"})
            assert (told.status_code, told.headers["Retry-After"]) == (503, "5")


def eventually(there: Callable[[], bool]) -> bool:
    """A reader looks a few times a second."""
    until = time.monotonic() + 10
    while time.monotonic() < until:
        if there():
            return True
    return False


def test_a_register_that_another_program_holds_is_answered_for_in_time(path: Path, register: Register) -> None:
    """A form that hangs is filled in twice; one that says 503 is sent again in a while, under its key."""
    with TestClient(create_app(register, Settings()), base_url="http://localhost") as client:
        other = connect(str(path))
        other.execute("BEGIN IMMEDIATE")
        asked = time.monotonic()
        answer = client.post(
            f"/api/decisions/{SHARED}/facts", json=body("a"), headers={"Idempotency-Key": "a", "Accept-Language": "nb"}
        )
        assert LOCK_TIMEOUT <= time.monotonic() - asked < 2 * LOCK_TIMEOUT + 1
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, f"{LOCK_TIMEOUT:.0f}")
        assert client.get(f"/api/decisions/{SHARED}/timeline").status_code == 200, "readers are not held up"
        other.execute("ROLLBACK")
        other.close()
        again = client.post(f"/api/decisions/{SHARED}/facts", json=body("a"), headers={"Idempotency-Key": "a"})
        assert again.status_code == 201


@pytest.mark.skipif("FAULTS" not in os.environ, reason="it waits for as long as a register does: make faults")
def test_a_register_that_another_program_has_for_itself_is_not_opened_for_ever(path: Path) -> None:
    """Nor does anybody wait longer than that to read or open it."""
    Register.open(f"sqlite:///{path}").close()
    other = connect(str(path))
    other.execute("PRAGMA locking_mode=EXCLUSIVE")
    other.execute("BEGIN EXCLUSIVE")
    asked = time.monotonic()
    with pytest.raises(StoreError) as why:
        Register.open(f"sqlite:///{path}")
    assert why.value.reason == "busy"
    assert time.monotonic() - asked < 2 * LOCK_TIMEOUT + 1
    other.close()


CUT_OFF = """
import os, sys
from laeringslopp import Register
from tests.faults.laws import assert_whole
from tests.faults.recording import FACTS, entries, prepare
register = Register.open("sqlite:///" + sys.argv[1])
prepare(register)
for times in range(20):
    register.append(entries(f"before{times}"), key=f"before{times}")
    os.truncate(sys.argv[1] + "-shm", times * 1000)
    register.append(entries(f"after{times}"), key=f"after{times}")
assert_whole(register, [f"{when}{times}" for when in ("before", "after") for times in range(20)], FACTS)
os.truncate(sys.argv[1] + "-shm", 0)
register.close()
"""


def test_an_index_that_was_cut_off_is_made_again_and_ends_no_process(path: Path) -> None:
    """It is a part of memory, and whoever touches what was cut off is ended by the system (SIGBUS)."""
    with running("-c", CUT_OFF, str(path)) as process:
        _, errors = process.communicate(timeout=PATIENCE)
        assert process.returncode == 0, errors
    with Register.open(f"sqlite:///{path}") as register:
        assert_whole(register, [f"after{times}" for times in range(20)], FACTS)


@pytest.mark.parametrize(("file", "folder", "reason"), [(0o444, 0o777, "not-permitted"), (0o666, 0o555, "cannot-open")])
def test_who_may_not_write_is_told_so(file: int, folder: int, reason: str) -> None:
    """A register needs its folder too: what is recorded lies beside the file first."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "register.db"
        Register.open(f"sqlite:///{path}").close()
        path.chmod(file)
        path.parent.chmod(folder)
        with as_somebody_else(), pytest.raises(StoreError) as why:
            Register.open(f"sqlite:///{path}")
        path.parent.chmod(0o755)
        assert why.value.reason == reason
        with Register.open(f"sqlite:///{path}") as register:
            assert register.position == 0


def test_a_register_that_is_made_read_only_while_it_is_open_goes_on_for_who_has_it_open(
    register: Register, path: Path
) -> None:
    """Rights are asked about when a file is opened; until then nothing changes and nothing is lost."""
    register.append(entries("a"), key="a")
    path.chmod(0o444)
    register.append(entries("b"), key="b")
    path.chmod(0o644)
    assert_whole(register, ["a", "b"], FACTS)


def test_a_disk_that_becomes_read_only_while_it_is_written_to_says_so() -> None:
    """As Linux does with a disk that fails."""
    if os.geteuid() != 0:
        pytest.skip("only an administrator can do that to a disk")
    from tests.faults.test_full_disks import small_disk

    with small_disk("8m") as folder:
        with Register.open(f"sqlite:///{folder}/register.db") as register:
            prepare(register)
            register.append(entries("a"), key="a")
        subprocess.run(["mount", "-o", "remount,ro", str(folder)], check=True, timeout=20)
        with pytest.raises(StoreError) as why:
            Register.open(f"sqlite:///{folder}/register.db")
        assert why.value.reason == "not-permitted"
        subprocess.run(["mount", "-o", "remount,rw", str(folder)], check=True, timeout=20)
        with Register.open(f"sqlite:///{folder}/register.db") as register:
            assert_whole(register, ["a"], FACTS)
