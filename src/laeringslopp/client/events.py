"""Server-Sent Events (HTML, section 9.2), as far as the service writes them."""

from collections.abc import Iterator
from typing import NamedTuple


class Event(NamedTuple):
    """One block of a stream."""

    id: str | None
    data: str | None


class Events:
    """Makes events of what is heard, wherever that was cut."""

    def __init__(self) -> None:
        self._rest = b""
        self._id: str | None = None
        self._data: list[str] = []

    def hear(self, heard: bytes) -> Iterator[Event]:
        """The events that are whole by now; what is not yet is kept for later."""
        *lines, self._rest = (self._rest + heard).split(b"\n")
        for line in lines:
            text = line.rstrip(b"\r").decode()
            if text:
                self._take(text)
            elif self._id is not None or self._data:
                yield Event(self._id, "\n".join(self._data) if self._data else None)
                self._id, self._data = None, []

    def _take(self, line: str) -> None:
        name, _, value = line.partition(":")
        value = value.removeprefix(" ")
        if name == "id":
            self._id = value
        elif name == "data":
            self._data.append(value)
