"""Appends of three events by threads, each in streams of its own: what every recorder is asked to do."""

import json
import threading
from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID, uuid4

from eventsourcing.persistence import StoredEvent

Save = Callable[[UUID, int, Sequence[bytes]], object]
"""Appends the states to a stream that holds so many events, and returns once that is durable."""
AT_ONCE = 3
STREAMS = 50
STATE = json.dumps({"note": "Utprøvingen gikk i fire uker; to av fem soner nådde målet, så omfanget ble kuttet." * 2})


def in_threads(number: int, work: Callable[[], None]) -> None:
    """The same work in so many threads at once. Raises what one of them raised."""
    failed: list[BaseException] = []

    def each() -> None:
        try:
            work()
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=each) for _ in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failed:
        raise failed[0]


def saving(save: Save, writers: int, appends: int) -> Callable[[], None]:
    """So many appends of three events by so many writers."""

    def one() -> None:
        streams = [[uuid4(), 0] for _ in range(STREAMS)]
        for number in range(appends // writers):
            stream = streams[number % STREAMS]
            save(stream[0], stream[1], [STATE.encode()] * AT_ONCE)
            stream[1] += AT_ONCE

    return lambda: in_threads(writers, one)


def by_recorder(recorder: Any) -> Save:
    """Through eventsourcing's own way in."""

    def save(stream: UUID, version: int, states: Sequence[bytes]) -> None:
        recorder.insert_events([StoredEvent(stream, version + 1 + n, "noted", s) for n, s in enumerate(states)])

    return save
