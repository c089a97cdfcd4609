"""Answers that are kept until they are pushed out: what did not change is not made twice."""

import threading
from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass

OVERHEAD = 512
"""About what keeping one answer takes besides its body."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The bytes of an answer and the tag that tells them from any other."""

    etag: str
    body: bytes


class Answers:
    """The answers last asked for, up to so many bytes. A key says everything that an answer depends on."""

    def __init__(self, most_bytes: int) -> None:
        self.most_bytes = most_bytes
        self.bytes = 0
        self._kept: OrderedDict[Hashable, Answer] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, key: Hashable) -> Answer | None:
        """The answer under this key, where it is still kept."""
        with self._lock:
            answer = self._kept.get(key)
            if answer is not None:
                self._kept.move_to_end(key)
            return answer

    def put(self, key: Hashable, answer: Answer) -> None:
        """Keeps an answer; those asked for longest ago make room for it."""
        size = _size(answer)
        with self._lock:
            before = self._kept.pop(key, None)
            if before is not None:
                self.bytes -= _size(before)
            if size > self.most_bytes:
                return
            self._kept[key] = answer
            self.bytes += size
            while self.bytes > self.most_bytes:
                _, pushed_out = self._kept.popitem(last=False)
                self.bytes -= _size(pushed_out)


def _size(answer: Answer) -> int:
    return len(answer.body) + OVERHEAD
