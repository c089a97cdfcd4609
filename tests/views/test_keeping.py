"""What views cost and where they are kept."""

import sqlite3
import subprocess
import sys
import tracemalloc

import pytest

from laeringslopp import Register, StoreError
from laeringslopp.views import Views, open_views, views_url, working
from laeringslopp.views import database as kept
from tests.views.read import store_of


def peak(decisions: int) -> int:
    """The most memory that Python held while views were built, in bytes."""
    store = store_of(decisions)
    with Views(store, "memory:", batch=500) as views:
        tracemalloc.start()
        try:
            views.catch_up()
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()


def test_many_times_the_facts_take_the_same_memory(monkeypatch):
    """A rebuild of a register of ten years must not need a machine of its own."""
    monkeypatch.setattr(working, "KEPT", 100)
    peak(10)  # what is made once is made
    few, many = peak(150), peak(1000)
    assert many < 1.25 * few


@pytest.mark.parametrize(
    ("register", "views"),
    [
        ("memory:", "memory:"),
        ("sqlite:///town.db", "sqlite:///town.db.views"),
        ("postgresql://a@b/c?host=/d", "postgresql+psycopg://a@b/c?host=/d"),
    ],
)
def test_views_are_kept_beside_their_register(register, views):
    """In a file of their own, so that who records never waits for who reads."""
    assert views_url(register) == views


def test_a_register_opens_its_views(tmp_path):
    """With its own clock, so that a test of one is a test of both."""
    url = f"sqlite:///{tmp_path / 'town.db'}"
    with Register.open(url) as register, open_views(register, url) as views:
        views.catch_up()
        assert (tmp_path / "town.db.views").exists()
        assert {status.behind for status in views.status()} == {0}


def test_an_engine_that_can_damage_a_file_is_refused(monkeypatch):
    """Better no views than views that were silently corrupted."""
    monkeypatch.setattr(kept, "import_module", lambda name: sqlite3)
    if sqlite3.sqlite_version_info >= kept.SOUND_SQLITE:
        assert kept.engine_module() is sqlite3
    else:
        with pytest.raises(StoreError):
            Views(store_of(1), "memory:")


def test_a_file_that_is_no_database_is_said_to_be_damaged(tmp_path):
    """Views can be deleted and are built again; whoever runs the register must be told."""
    file = tmp_path / "register.db.views"
    file.write_bytes(b"no database at all, and long enough to be looked at as one" * 20)
    with pytest.raises(StoreError):
        Views(store_of(1), f"sqlite:///{file}")


def test_a_server_that_is_gone_is_a_store_error():
    """The command line says in one sentence what could not be reached."""
    with pytest.raises(StoreError):
        Views(store_of(1), "postgresql+psycopg://nobody@127.0.0.1:1/none")


def test_importing_the_library_loads_no_sql():
    """Who only records pays nothing for views."""
    code = "import sys, laeringslopp; print('sqlalchemy' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
    assert told.strip() == "False"
