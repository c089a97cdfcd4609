"""A register in memory, for tests and notebooks: eventsourcing's plain-object recorder."""

import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from eventsourcing.persistence import StoredEvent
from eventsourcing.popo import POPOApplicationRecorder

from laeringslopp.errors import StoreError
from laeringslopp.store.protocol import Answered, Keys, KeyTaken, NotEmpty, Row, Stored, answers, check_versions


class _Recorder(POPOApplicationRecorder):
    """Checks versions and keeps keys under the recorder's own lock."""

    def __init__(self) -> None:
        super().__init__()
        self.keys: dict[str, Answered] = {}
        self.policy: str | None = None
        self.news = threading.Condition(self._database_lock)

    def last_versions(self, decision_ids: set[str]) -> dict[str, int]:
        return {name: self.version(name) for name in decision_ids}

    def _assert_uniqueness(self, stored_events: Sequence[StoredEvent], **kwargs: Any) -> None:
        rows: Sequence[Row] = kwargs["rows"]
        for name in answers(kwargs["keys"], 1):
            if name in self.keys:
                raise KeyTaken(name)
        check_versions(rows, self.last_versions({row.decision_id for row in rows}))
        super()._assert_uniqueness(stored_events)

    def _update_table(self, stored_events: Sequence[StoredEvent], **kwargs: Any) -> Sequence[int] | None:
        positions = super()._update_table(stored_events)
        assert positions
        self.news.notify_all()
        self.keys.update(answers(kwargs["keys"], positions[0]))
        return positions

    def decision_ids(self) -> list[str]:
        with self._database_lock:
            return [name for name, versions in self._stored_events_index.items() if versions]

    def version(self, decision_id: str) -> int:
        with self._database_lock:
            versions = self._stored_events_index.get(decision_id)
            return next(reversed(versions.keys()), 0) if versions else 0

    def keys_up_to(self, position: int) -> list[tuple[str, Answered]]:
        with self._database_lock:
            return [(name, kept) for name, kept in self.keys.items() if kept.last <= position]

    def copy(self, facts: Sequence[Stored], keys: dict[str, Answered]) -> None:
        with self._database_lock:
            if self._stored_events or self.keys:
                raise NotEmpty(len(self._stored_events))
            super()._update_table([StoredEvent(*stored[1:]) for stored in facts])
            self.keys.update(keys)
            self.news.notify_all()

    def name_policy(self, name: str) -> str:
        with self._database_lock:
            self.policy = self.policy or name
            return self.policy


class MemoryStore:
    """Gone when the process ends; in all else it promises what the others do."""

    def __init__(self) -> None:
        self._recorder = _Recorder()
        self._snapshots: dict[str, tuple[str, bytes]] = {}

    def append(self, rows: Sequence[Row], keys: Keys = ()) -> int:
        events = [StoredEvent(row.decision_id, row.version, row.topic, row.state) for row in rows]
        positions = self._recorder.insert_events(events, rows=rows, keys=keys)
        assert positions
        return positions[0]

    def of_decision(self, decision_id: str, after: int = 0, limit: int | None = None) -> list[Stored]:
        # Positions are not part of what the recorder selects by originator, so they come from its index.
        recorder = self._recorder
        with recorder._database_lock:
            index = recorder._stored_events_index.get(decision_id, {})
            last = len(index) if limit is None else min(len(index), after + limit)
            found = ((version, index[version]) for version in range(after + 1, last + 1))
            events = recorder._stored_events
            return [Stored(at + 1, decision_id, version, events[at].topic, events[at].state) for version, at in found]

    def version(self, decision_id: str) -> int:
        return self._recorder.version(decision_id)

    def since(self, position: int, limit: int) -> list[Stored]:
        return [
            Stored(n.id, str(n.originator_id), n.originator_version, n.topic, n.state)
            for n in self._recorder.select_notifications(position + 1, limit)
        ]

    def last_position(self) -> int:
        return self._recorder.max_notification_id() or 0

    def wait(self, after: int, timeout: float) -> bool:
        with self._recorder.news:
            return self._recorder.news.wait_for(lambda: self.last_position() > after, timeout)

    def decision_ids(self) -> Iterator[str]:
        return iter(self._recorder.decision_ids())

    def answered(self, key: str) -> Answered | None:
        return self._recorder.keys.get(key)

    def answered_among(self, keys: Sequence[str]) -> dict[str, Answered]:
        kept = self._recorder.keys
        return {name: kept[name] for name in keys if name in kept}

    def group_sizes(self) -> Mapping[int, int]:
        return {}

    def keys(self, upto: int) -> Iterator[tuple[str, Answered]]:
        return iter(self._recorder.keys_up_to(upto))

    def copy(self, facts: Iterable[Stored], keys: Iterable[tuple[str, Answered]] = ()) -> int:
        held = list(facts)
        for due, stored in enumerate(held, 1):
            if stored.position != due:
                detail = f"position {stored.position} stands where {due} is due, which memory cannot hold"
                raise StoreError(detail, "position-gap", position=stored.position, due=due)
        self._recorder.copy(held, dict(keys))
        return len(held)

    def snapshot(self, decision_id: str, shape: str) -> bytes | None:
        kept_as, state = self._snapshots.get(decision_id, ("", b""))
        return state if kept_as == shape else None

    def keep_snapshot(self, decision_id: str, shape: str, state: bytes) -> None:
        self._snapshots[decision_id] = (shape, state)

    def policy_name(self) -> str | None:
        return self._recorder.policy

    def name_policy(self, name: str) -> str:
        return self._recorder.name_policy(name)

    def close(self) -> None:
        """Nothing is held."""
