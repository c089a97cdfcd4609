"""Any eventsourcing user can drop the module in: its recorders pass the test cases that eventsourcing ships."""

import os
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch
from uuid import UUID, uuid4

import pytest
from eventsourcing.persistence import StoredEvent
from eventsourcing.tests import application, persistence  # as modules: their classes are no tests of this one
from eventsourcing.utils import Environment

from laeringslopp.store.sqlite import AggregateRecorder, ApplicationRecorder, Factory, ProcessRecorder, TrackingRecorder
from laeringslopp.store.sqlite.datastore import Datastore

SETTINGS = {"PERSISTENCE_MODULE": "laeringslopp.store.sqlite"}


class InAFile:
    """A database in a folder of its own for each test."""

    originator_id_type: Any = "uuid"

    def setUp(self) -> None:
        self.folder = TemporaryDirectory()
        self.datastore = self.made()

    def made(self) -> Datastore:
        return Datastore(str(Path(self.folder.name) / "x.db"), originator_id_type=self.originator_id_type)

    def tearDown(self) -> None:
        self.datastore.close()
        self.folder.cleanup()

    def new_originator_id(self) -> UUID | str:
        return uuid4() if self.originator_id_type == "uuid" else f"sak-{uuid4()}"

    def recorder(self, of: Any) -> Any:
        recorder = of(self.datastore)
        recorder.create_table()
        return recorder


class InMemory(InAFile):
    def made(self) -> Datastore:
        return Datastore(":memory:", originator_id_type=self.originator_id_type)


class TestAggregateRecorder(InAFile, persistence.AggregateRecorderTestCase):
    def create_recorder(self) -> AggregateRecorder:
        return self.recorder(AggregateRecorder)


class TestApplicationRecorder(InAFile, persistence.ApplicationRecorderTestCase[ApplicationRecorder]):
    def create_recorder(self) -> ApplicationRecorder:
        return self.recorder(ApplicationRecorder)


class TestApplicationRecorderWithTextIds(TestApplicationRecorder):
    originator_id_type = "text"


class TestApplicationRecorderInMemory(InMemory, persistence.ApplicationRecorderTestCase[ApplicationRecorder]):
    def create_recorder(self) -> ApplicationRecorder:
        return self.recorder(ApplicationRecorder)


class TestTrackingRecorder(InAFile, persistence.TrackingRecorderTestCase):
    def create_recorder(self) -> TrackingRecorder:
        return self.recorder(TrackingRecorder)


class TestProcessRecorder(InAFile, persistence.ProcessRecorderTestCase):
    def create_recorder(self) -> ProcessRecorder:
        return self.recorder(ProcessRecorder)


class TestNotificationsDoNotInterleave(InAFile, persistence.NonInterleavingNotificationIDsBaseCase):
    def create_recorder(self) -> ApplicationRecorder:
        return self.recorder(ApplicationRecorder)


class TestFactory(persistence.InfrastructureFactoryTestCase[Factory]):
    def setUp(self) -> None:
        self.env = Environment("TestCase", {**SETTINGS, "SQLITE_DBNAME": ":memory:"})
        super().setUp()

    def expected_factory_class(self) -> type[Factory]:
        return Factory

    def expected_aggregate_recorder_class(self) -> type[AggregateRecorder]:
        return AggregateRecorder

    def expected_application_recorder_class(self) -> type[ApplicationRecorder]:
        return ApplicationRecorder

    def expected_tracking_recorder_class(self) -> type[TrackingRecorder]:
        return TrackingRecorder

    def tracking_recorder_subclass(self) -> type[TrackingRecorder]:
        return type("Mine", (TrackingRecorder,), {})

    def expected_process_recorder_class(self) -> type[ProcessRecorder]:
        return ProcessRecorder


class InAnApplication:
    """eventsourcing's applications find the module by its name in the environment."""

    expected_factory_topic = "laeringslopp.store.sqlite.recorders:Factory"

    def run(self, result: Any = None) -> Any:
        with (
            TemporaryDirectory() as folder,
            patch.dict(os.environ, {**SETTINGS, "SQLITE_DBNAME": str(Path(folder) / "x.db")}),
        ):
            return super().run(result)  # type: ignore[misc]


class TestExampleApplication(InAnApplication, application.ExampleApplicationTestCase):
    pass


@pytest.mark.filterwarnings(
    "default::DeprecationWarning"
)  # it calls what eventsourcing deprecates, to see that it warns
class TestApplication(InAnApplication, application.ApplicationTestCase):
    pass


def test_an_event_of_eventsourcings_own_module_is_read_by_ours_and_back(tmp_path: Path) -> None:
    """Who drops the module in keeps the database, and can drop it out again."""
    from eventsourcing.sqlite import SQLiteApplicationRecorder, SQLiteDatastore

    name, first, second = str(tmp_path / "x.db"), uuid4(), uuid4()
    theirs = SQLiteApplicationRecorder(SQLiteDatastore(name))
    theirs.create_table()
    theirs.insert_events([StoredEvent(first, 1, "a", b"1")])
    theirs.datastore.close()
    ours = ApplicationRecorder(Datastore(name))
    assert ours.insert_events([StoredEvent(second, 1, "b", b"2")]) == [2]
    assert [(n.originator_id, n.state) for n in ours.select_notifications(1, 9)] == [(first, b"1"), (second, b"2")]
    ours.datastore.close()
    theirs = SQLiteApplicationRecorder(SQLiteDatastore(name))
    assert [e.state for e in theirs.select_events(second)] == [b"2"]
    theirs.datastore.close()
