"""What a conversation with a service is made of: what is asked and heard, whoever carries it.

A method of the client is a generator that yields one of these and is sent what came of it. It does no input or output
itself, so the same one serves those who wait and those who await.
"""

from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Ask:
    """One request; what comes back is an ``Answer``."""

    method: str
    path: str
    query: Mapping[str, str | list[str]] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = None


@dataclass(frozen=True, slots=True)
class Listen:
    """A request whose answer goes on; what comes back is an ``Answer``, whole unless its status is 200."""

    ask: Ask


@dataclass(frozen=True, slots=True)
class Hear:
    """What comes next of that answer: bytes, none of them at its end, or None where nothing came in so many seconds."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Pause:
    """So many seconds in which nothing is done."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Items(Generic[T]):
    """What is given to whoever goes through a stream."""

    items: Sequence[T]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a service answered."""

    status: int
    headers: Mapping[str, str]
    """By their names in small letters."""
    body: bytes = b""


class Lost(Exception):
    """The connection was not made, or was lost; whether what was asked was done, nobody knows."""

    def __init__(self, why: str, after: float = 0.0, is_trusted: bool = True) -> None:
        self.after = after
        """Seconds after which the service said to come back."""
        self.is_trusted = is_trusted
        """Whether it may be who it says it is; one that showed a certificate of nobody we know is not asked again."""
        super().__init__(why)


Effect = Ask | Listen | Hear | Pause | Items[Any]
Flow = Generator[Effect, Any, T]
"""A method: it yields effects, and returns what was asked for."""
Stream = Generator[Ask | Listen | Hear | Pause | Items[T], Any, None]
"""A method that gives one thing after the other."""


@dataclass(frozen=True, slots=True)
class Retrying:
    """How often, and how soon, what was lost is tried again. Nothing is recorded twice by it."""

    tries: int = 7
    """In all, the first among them."""
    first: float = 0.1
    """Seconds before the second; each pause after that is about twice as long."""
    longest: float = 5.0
    """Seconds; a service that asks for a longer pause gets it up to ``patience``."""
    patience: float = 30.0
    """Of a service that says when to come back, no later than this is believed."""

    def pauses(self, chance: Callable[[], float]) -> Iterator[float]:
        """The seconds between the tries. By chance half as long at most, so that not all come back at once."""
        for nth in range(self.tries - 1):
            yield min(self.longest, self.first * 2**nth) * (1 - chance() / 2)
