"""Any eventsourcing user can drop the module in: its recorders pass the test cases that eventsourcing ships."""

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any
from unittest.mock import patch
from uuid import UUID, uuid4

import pytest
from eventsourcing.persistence import IntegrityError, StoredEvent, Tracking
from eventsourcing.postgres import PostgresApplicationRecorder, PostgresDatastore, PostgresProcessRecorder
from eventsourcing.tests import application, persistence  # as modules: their classes are no tests of this one
from eventsourcing.utils import Environment
from psycopg.conninfo import conninfo_to_dict

from laeringslopp.store.postgres import (
    AggregateRecorder,
    ApplicationRecorder,
    Factory,
    ProcessRecorder,
    TrackingRecorder,
)
from tests.stores.postgres_server import a_database

MODULE = {"PERSISTENCE_MODULE": "laeringslopp.store.postgres"}


def settings_for(url: str) -> dict[str, str]:
    """eventsourcing's settings for a database."""
    given = conninfo_to_dict(url)
    return {
        "POSTGRES_HOST": str(given["host"]),
        "POSTGRES_DBNAME": str(given["dbname"]),
        "POSTGRES_USER": str(given["user"]),
        "POSTGRES_PASSWORD": "",
    }


def datastore_for(url: str, **more: Any) -> PostgresDatastore:
    given = conninfo_to_dict(url)
    return PostgresDatastore(
        str(given["dbname"]), str(given["host"]), "5432", str(given["user"]), "", pool_size=2, max_overflow=8, **more
    )


class InADatabase:
    """A database of its own for each test."""

    originator_id_type: Any = "uuid"

    def setUp(self) -> None:
        self.database = a_database()
        self.datastore = datastore_for(self.database.__enter__(), originator_id_type=self.originator_id_type)

    def tearDown(self) -> None:
        self.datastore.close()
        self.database.__exit__(None, None, None)

    def new_originator_id(self) -> UUID | str:
        return uuid4() if self.originator_id_type == "uuid" else f"sak-{uuid4()}"

    def recorder(self, of: Any) -> Any:
        recorder = of(self.datastore)
        recorder.create_table()
        return recorder


class TestAggregateRecorder(InADatabase, persistence.AggregateRecorderTestCase):
    def create_recorder(self) -> AggregateRecorder:
        return self.recorder(AggregateRecorder)


class TestApplicationRecorder(InADatabase, persistence.ApplicationRecorderTestCase[ApplicationRecorder]):
    def create_recorder(self) -> ApplicationRecorder:
        return self.recorder(ApplicationRecorder)

    def test_insert_subscribe(self) -> None:
        self.optional_test_insert_subscribe()


class TestApplicationRecorderWithTextIds(TestApplicationRecorder):
    originator_id_type = "text"


class TestTrackingRecorder(InADatabase, persistence.TrackingRecorderTestCase):
    def create_recorder(self) -> TrackingRecorder:
        return self.recorder(TrackingRecorder)


class TestProcessRecorder(InADatabase, persistence.ProcessRecorderTestCase):
    def create_recorder(self) -> ProcessRecorder:
        return self.recorder(ProcessRecorder)


class TestProcessRecorderWithTextIds(TestProcessRecorder):
    originator_id_type = "text"


class TestNotificationsDoNotInterleave(InADatabase, persistence.NonInterleavingNotificationIDsBaseCase):
    def create_recorder(self) -> ApplicationRecorder:
        return self.recorder(ApplicationRecorder)


class TestFactory(persistence.InfrastructureFactoryTestCase[Factory]):
    def setUp(self) -> None:
        self.database = a_database()
        self.env = Environment("TestCase", {**MODULE, **settings_for(self.database.__enter__())})
        super().setUp()

    def tearDown(self) -> None:
        super().tearDown()
        self.database.__exit__(None, None, None)

    def expected_factory_class(self) -> type[Factory]:
        return Factory

    def expected_aggregate_recorder_class(self) -> type[AggregateRecorder]:
        return AggregateRecorder

    def expected_application_recorder_class(self) -> type[ApplicationRecorder]:
        return ApplicationRecorder

    def expected_tracking_recorder_class(self) -> type[TrackingRecorder]:
        return TrackingRecorder

    def tracking_recorder_subclass(self) -> type[TrackingRecorder]:
        return Mine

    def expected_process_recorder_class(self) -> type[ProcessRecorder]:
        return ProcessRecorder


class Mine(TrackingRecorder):
    """A recorder that somebody made of ours."""


class InAnApplication:
    """eventsourcing's applications find the module by its name in the environment."""

    expected_factory_topic = "laeringslopp.store.postgres.recorders:Factory"

    def run(self, result: Any = None) -> Any:
        with a_database() as url, patch.dict(os.environ, {**MODULE, **settings_for(url)}):
            return super().run(result)  # type: ignore[misc]


class TestExampleApplication(InAnApplication, application.ExampleApplicationTestCase):
    pass


# It calls what eventsourcing deprecates, to see that it warns; and it leaves its applications to be collected.
@pytest.mark.filterwarnings("default::DeprecationWarning", "default::ResourceWarning")
class TestApplication(InAnApplication, application.ApplicationTestCase):
    pass


@pytest.fixture
def datastore(database: str) -> Iterator[PostgresDatastore]:
    made = datastore_for(database, originator_id_type="text")
    yield made
    made.close()


def test_ours_and_eventsourcings_own_write_to_one_table(datastore: PostgresDatastore) -> None:
    """Whoever drops the module in keeps the database, and can drop it out again, even while others have not."""
    theirs, ours = PostgresApplicationRecorder(datastore), ApplicationRecorder(datastore)
    theirs.create_table()
    ours.create_table()
    for version in range(1, 40, 3):
        theirs.insert_events([StoredEvent("a", version, "theirs", b"")])
        ours.insert_events([StoredEvent("a", version + n, "ours", b"") for n in (1, 2)])
    with pytest.raises(IntegrityError):
        theirs.insert_events([StoredEvent("a", 1, "theirs", b"")])
    assert ours.insert_events([StoredEvent("b", 1, "ours", b"")]) == [40]
    met = [notification.id for notification in theirs.select_notifications(1, 100)]
    assert met == list(range(1, 41))


def test_of_recorders_that_insert_the_same_version_exactly_one_succeeds(datastore: PostgresDatastore) -> None:
    """One that clashes is refused alone: those who happened to wait beside it are recorded."""
    recorder = ApplicationRecorder(datastore)
    recorder.create_table()
    gate = Barrier(12)

    def insert(number: int) -> bool:
        gate.wait()
        name = "same" if number % 2 else f"own-{number}"
        try:
            positions = recorder.insert_events([StoredEvent(name, 1, "t", b""), StoredEvent(name, 2, "t", b"")])
        except IntegrityError:
            return False
        assert positions is not None
        assert [n.originator_id for n in recorder.select_notifications(positions[0], 2)] == [name, name]
        return True

    with ThreadPoolExecutor(12) as pool:
        done = list(pool.map(insert, range(12)))
    assert all(done[::2])
    assert sum(done[1::2]) == 1


def test_what_cannot_be_stored_fails_alone(datastore: PostgresDatastore) -> None:
    """A null character in one caller's id is no fault of those whose transaction it would have shared."""
    recorder = ApplicationRecorder(datastore)
    recorder.create_table()
    good, bad = [StoredEvent("good", 1, "t", b"")], [StoredEvent("b\0d", 1, "t", b"")]
    answers = recorder._commit([good, bad, [StoredEvent("other", 1, "t", b"")]])
    assert (list(answers[0]), list(answers[2])) == ([1], [2])  # type: ignore[arg-type]
    assert isinstance(answers[1], Exception)


def test_a_position_that_was_tracked_already_records_no_events(datastore: PostgresDatastore) -> None:
    """An event that is processed twice would otherwise have its consequences twice."""
    recorder = ProcessRecorder(datastore)
    recorder.create_table()
    recorder.insert_events([StoredEvent("a", 1, "t", b"")], tracking=Tracking("upstream", 1))
    with pytest.raises(IntegrityError):
        recorder.insert_events([StoredEvent("a", 2, "t", b"")], tracking=Tracking("upstream", 1))
    assert [event.originator_version for event in recorder.select_events("a")] == [1]
    assert PostgresProcessRecorder(datastore).max_tracking_id("upstream") == 1
