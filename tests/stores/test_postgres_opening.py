"""A PostgreSQL register is opened, or the one sentence says what to do; what is not ours is left untouched."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import psycopg
import pytest

from laeringslopp import Register, StoreError
from laeringslopp.store import open_store
from laeringslopp.store.postgres import opening
from laeringslopp.store.postgres.schema import answer, steps, take_steps
from tests.stores.elsewhere import ROOT
from tests.stores.postgres_server import server, url_of
from tests.stores.rows import key, row


def refused(url: str) -> str:
    """Why it was refused; the password is no part of it."""
    with pytest.raises(StoreError) as why:
        open_store(url)
    assert "secret" not in str(why.value)
    return str(why.value)


@contextmanager
def connected(url: str) -> Iterator[psycopg.Connection[Any]]:
    with psycopg.connect(url, autocommit=True) as connection:
        yield connection


def named(url: str) -> str:
    return str(psycopg.conninfo.conninfo_to_dict(url)["dbname"])


@pytest.fixture
def somebody(database: str) -> Iterator[str]:
    """The URL of the same database for a user who has no rights in it."""
    user = f"u_{named(database)}"
    with connected(database) as connection:
        connection.execute(f"CREATE ROLE {user} LOGIN")
        yield url_of(named(database), user)
        connection.execute(f"DROP OWNED BY {user}")
        connection.execute(f"DROP ROLE {user}")


def tables(url: str) -> list[str]:
    with connected(url) as connection:
        found = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1").fetchall()
    return [name for (name,) in found]


def test_a_register_is_opened_by_its_url_and_has_the_policy_it_was_made_with(database: str) -> None:
    """Nothing has to be set up but an empty database."""
    Register.open(database, policy="strict").close()
    with Register.open(database.replace("postgresql://", "postgres://")) as register:
        assert register.policy.name == "strict"


def test_without_the_extra_the_sentence_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """psycopg is not asked of those who keep a register in a file."""
    for module in [name for name in sys.modules if name.startswith("laeringslopp.store.postgres")]:
        monkeypatch.delitem(sys.modules, module)
    monkeypatch.setitem(sys.modules, "psycopg", None)
    assert "pip install 'laeringslopp[postgres]'" in refused("postgresql://u:secret@host/x")


def test_an_address_that_makes_no_sense_is_answered_with_one_that_does() -> None:
    """The next try should be the last, and the password is not printed."""
    assert "postgresql://user:password@host:5432/database" in refused("postgresql://u:secret@host:port/x?colour=blue")


def test_a_server_that_does_not_answer_is_named(tmp_path: Any) -> None:
    """At open, not at the first request."""
    assert str(tmp_path) in refused(f"postgresql://u:secret@/x?host={tmp_path}")


def test_a_database_that_does_not_exist_is_named(database: str) -> None:
    """It is more likely mistyped than meant, so none is made."""
    assert "nowhere_to_be_found" in refused(url_of("nowhere_to_be_found"))


def test_another_applications_database_is_left_untouched(database: str) -> None:
    """Tables of ours among another's would be a trap for both."""
    with connected(database) as connection:
        connection.execute("CREATE TABLE invoices (number int)")
    assert "another application" in refused(database)
    assert tables(database) == ["invoices"]


def test_a_schema_of_its_own_may_stand_in_a_shared_database(database: str) -> None:
    """Whoever has one database from their operations gives Læringsløpp a schema in it."""
    with connected(database) as connection:
        connection.execute("CREATE TABLE invoices (number int)")
        connection.execute("CREATE SCHEMA llop")
    store = open_store(f"{database}&options=-csearch_path%3Dllop")
    assert store.append([row("a", 1)], [(key("k"), 1)]) == 1
    store.close()
    assert tables(database) == ["invoices"]


def test_a_register_made_by_a_newer_version_is_left_untouched(database: str) -> None:
    """What a later version keeps, this one could only harm."""
    open_store(database).close()
    with connected(database) as connection:
        connection.execute("INSERT INTO laeringslopp_schema (step) VALUES (1000)")
    assert "upgrade laeringslopp" in refused(database)


def test_a_server_that_is_too_old_is_refused(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The sentence says which would do."""
    monkeypatch.setattr(opening, "OLDEST", 990000)
    assert "needs 99 or newer" in refused(database)
    assert tables(database) == []


def test_a_database_that_is_only_read_from_is_refused(database: str) -> None:
    """A standby would refuse the first disclosure; better say so before anybody writes one."""
    assert "read-only" in refused(f"{database}&options=-cdefault_transaction_read_only%3Don")


def test_a_database_in_another_encoding_is_refused(database: str) -> None:
    """Æ, ø and å must come back as they went in."""
    name = f"{named(database)}_latin1"
    with connected(database) as connection:
        connection.execute(f"CREATE DATABASE {name} ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0")
        try:
            assert "ENCODING 'UTF8'" in refused(url_of(name))
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def test_who_may_not_make_tables_is_told_so(somebody: str) -> None:
    """The sentence says what the owner of the database can give."""
    assert "GRANT CREATE ON SCHEMA" in refused(somebody)


def test_who_lacks_a_right_is_told_which(database: str, somebody: str) -> None:
    """All that is needed is asked for at open, so that no request finds it missing; no more than that is needed."""
    open_store(database).close()
    for right, missing in (
        ("SELECT ON laeringslopp_schema", "laeringslopp_schema"),
        ("SELECT, INSERT, UPDATE ON stored_events", "stored_events"),
        ("UPDATE ON SEQUENCE stored_events_notification_id_seq", "stored_events_notification_id_seq"),
        ("SELECT, INSERT ON laeringslopp_keys", "laeringslopp_keys"),
        ("SELECT, INSERT ON laeringslopp_about", "laeringslopp_about"),
        ("SELECT, INSERT, UPDATE ON laeringslopp_snapshots", "laeringslopp_snapshots"),
    ):
        assert missing in refused(somebody)
        with connected(database) as connection:
            connection.execute(f"GRANT {right} TO {psycopg.conninfo.conninfo_to_dict(somebody)['user']}")
    store = open_store(somebody)
    assert store.append([row("a", 1)], [(key("k"), 1)]) == 1
    assert store.name_policy("strict") == "strict"
    store.close()


def test_ids_that_are_not_text_are_refused(database: str) -> None:
    """eventsourcing's default takes text in and cannot give it back."""
    open_store(database).close()
    with connected(database) as connection:
        connection.execute("DROP VIEW laeringslopp_facts")
        connection.execute("ALTER TABLE stored_events ALTER originator_id TYPE uuid USING NULL::uuid")
    assert "ORIGINATOR_ID_TYPE" in refused(database)


def test_processes_that_make_the_same_register_at_once_both_have_it(database: str) -> None:
    """Two services that are started together on a new database must not trip over each other."""
    code = (
        "import sys; from laeringslopp.store import open_store, Row; sys.stdin.readline()\n"
        "store = open_store(sys.argv[1]); store.append([Row(sys.argv[2], 1, 'kind', b'{}')]); "
        "print(store.name_policy(sys.argv[2])); store.close()"
    )
    made = [
        subprocess.Popen(
            [sys.executable, "-c", code, database, name],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for name in ("one", "two", "three")
    ]
    for process in made:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    assert len({process.communicate(timeout=60)[0] for process in made}) == 1
    assert [process.returncode for process in made] == [0, 0, 0]
    store = open_store(database)
    assert sorted(store.decision_ids()) == ["one", "three", "two"]
    store.close()


@pytest.mark.parametrize("step", range(1, len(steps())))
def test_a_register_of_an_earlier_step_is_brought_up_to_date_with_all_it_holds(database: str, step: int) -> None:
    """An upgrade is an opening, and loses nothing."""
    with connected(database) as connection:
        take_steps(connection, step)
        connection.execute("INSERT INTO stored_events VALUES ('a', 1, 'kind', '{}'), ('a', 2, 'kind', '{}')")
        connection.execute("INSERT INTO laeringslopp_keys VALUES ('k', 'digest', 1, 2)")
        connection.execute("INSERT INTO laeringslopp_about VALUES ('policy', 'strict')")
    store = open_store(database)
    assert [(s.position, s.decision_id, s.version, s.state) for s in store.since(0, 9)] == [
        (1, "a", 1, b"{}"),
        (2, "a", 2, b"{}"),
    ]
    assert store.answered("k") == (b"digest", 1, 2)
    assert (store.policy_name(), list(store.decision_ids())) == ("strict", ["a"])
    assert store.append([row("a", 3)], [(key("k2"), 1)]) == 3
    store.close()
    with connected(database) as connection:
        assert answer(connection, "SELECT max(step) FROM laeringslopp_schema") == len(steps())


def test_a_step_that_fails_leaves_the_register_as_it_was(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Half an upgrade is neither the old nor the new."""
    with connected(database) as connection:
        take_steps(connection, 1)
        before = tables(database)
        monkeypatch.setattr(
            "laeringslopp.store.postgres.schema.steps", lambda: (*steps()[:2], "CREATE TABLE more (); SELECT 1 / 0")
        )
        with pytest.raises(psycopg.errors.DivisionByZero):
            take_steps(connection)
        assert answer(connection, "SELECT max(step) FROM laeringslopp_schema") == 1
    assert tables(database) == before


def test_sql_reads_facts_as_jsonb(database: str) -> None:
    """An auditor with psql needs no Python."""
    store = open_store(database)
    store.append([row("sak-1", 1, b'{"by":{"id":"x"},"fact":{"kind":"trial-started","trial_id":"t1"}}')])
    store.append([row("sak-1", 2, b'{"fact":{"kind":"trial-ended"}}', topic="trial-ended:2")])
    store.close()
    with connected(database) as connection:
        found = connection.execute(
            "SELECT position, decision_id, version, kind, shape, fact ->> 'trial_id', envelope FROM laeringslopp_facts"
        ).fetchall()
    assert found == [
        (1, "sak-1", 1, "trial-started", 1, "t1", {"by": {"id": "x"}}),
        (2, "sak-1", 2, "trial-ended", 2, None, {}),
    ]


def test_an_acknowledged_append_reaches_the_disk_whatever_the_servers_default(database: str) -> None:
    """A database that was set up for speed would lose the last disclosures in a power cut."""
    with connected(database) as connection:
        connection.execute(f"ALTER DATABASE {named(database)} SET synchronous_commit = off")
    store = open_store(database)
    with store._dedicated.borrow() as writer:  # type: ignore[attr-defined]
        assert answer(writer, "SHOW synchronous_commit") == "on"
    store.close()


def test_a_register_that_is_closed_says_so(database: str) -> None:
    """Nothing is read or recorded through what was given back."""
    store = open_store(database)
    store.close()
    for asked in (store.last_position, lambda: store.append([row("a", 1)]), lambda: store.name_policy("strict")):
        with pytest.raises(StoreError, match="closed"):
            asked()


@pytest.fixture
def guarded(database: str) -> Iterator[str]:
    """A user whose password the server asks for."""
    user = f"p_{named(database)}"
    settings = Path(server().pgdata) / "pg_hba.conf"
    before = settings.read_text()
    with connected(database) as connection:
        connection.execute(f"CREATE ROLE {user} LOGIN PASSWORD 'right'")
        settings.write_text(f"local all {user} scram-sha-256\n{before}")
        connection.execute("SELECT pg_reload_conf()")
        with suppress(psycopg.OperationalError):
            while True:  # until the server has read it
                psycopg.connect(url_of(named(database), user)).close()
        yield user
        settings.write_text(before)
        connection.execute("SELECT pg_reload_conf()")
        connection.execute(f"DROP ROLE {user}")


def test_a_wrong_password_and_a_missing_one_are_told_apart(database: str, guarded: str) -> None:
    """The one is mended in the URL, the other may be forgotten in the environment."""
    url = url_of(named(database), guarded)
    assert "PGPASSWORD" in refused(url)
    wrong = refused(url.replace(f"{guarded}@", f"{guarded}:secret@"))
    assert "PGPASSWORD" not in wrong
    assert "check the user, the password" in wrong
