"""Answers that are kept until they are pushed out: what did not change is not made twice."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any

Key = tuple[Any, ...]
"""A decision's id, its version, and all else that an answer depends on."""
OVERHEAD = 512
"""About what keeping one answer takes besides its body."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The bytes of an answer and the tag that tells them from any other."""

    etag: str
    body: bytes


class Answers:
    """The answers last asked for, up to so many bytes. A key says everything that an answer depends on.

    It begins with the decision and its version; the rest says who asks, and for what. When the register is away, the
    version is not known, and ``last`` gives what was given last to the same question.
    """

    def __init__(self, most_bytes: int, clock: Callable[[], float] = time.monotonic) -> None:
        self.most_bytes, self._clock = most_bytes, clock
        self.bytes = 0
        self._kept: OrderedDict[Key, Answer] = OrderedDict()
        self._last: dict[tuple[Hashable, ...], tuple[Key, float]] = {}
        """Under which key each question was answered last, and when that was known to be current."""
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, key: Key) -> Answer | None:
        """The answer under this key, where it is still kept."""
        with self._lock:
            answer = self._kept.get(key)
            if answer is not None:
                self._kept.move_to_end(key)
                self._last[_question(key)] = (key, self._clock())
            return answer

    def last(self, decision_id: str, *asked: Hashable) -> tuple[int, int, Answer] | None:
        """What was answered last: its version, how many seconds ago it was known to be current, and the answer."""
        with self._lock:
            found = self._last.get((decision_id, *asked))
            if found is None:
                return None
            key, at = found
            return key[1], int(self._clock() - at), self._kept[key]

    def put(self, key: Key, answer: Answer) -> None:
        """Keeps an answer; those asked for longest ago make room for it."""
        size = _size(answer)
        with self._lock:
            before = self._kept.pop(key, None)
            if before is not None:
                self.bytes -= _size(before)
            if size > self.most_bytes:
                self._last.pop(_question(key), None)
                return
            self._kept[key] = answer
            self.bytes += size
            self._last[_question(key)] = (key, self._clock())
            while self.bytes > self.most_bytes:
                gone, pushed_out = self._kept.popitem(last=False)
                self.bytes -= _size(pushed_out)
                if self._last.get(_question(gone), (None,))[0] == gone:
                    del self._last[_question(gone)]


def _question(key: Key) -> tuple[Hashable, ...]:
    return (key[0], *key[2:])


def _size(answer: Answer) -> int:
    return len(answer.body) + OVERHEAD
