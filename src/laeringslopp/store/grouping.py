"""Group commit: appends that arrive together share one transaction and one flush to disk."""

import threading
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Generic, TypeVar

T = TypeVar("T")
A = TypeVar("A")


class _Seat(Generic[T, A]):
    """One caller's item while it waits, and what came of it."""

    __slots__ = ("answer", "error", "item", "leads", "turn")

    def __init__(self, item: T) -> None:
        self.item = item
        self.answer: A | None = None
        self.error: BaseException | None = None
        self.leads = False
        self.turn: threading.Lock | None = None
        """Held until it is this caller's turn, or its item is answered; whoever leads at once waits for nobody."""

    def call(self) -> None:
        """It is this caller's turn, or its item is answered."""
        if self.turn is not None:
            self.turn.release()


class Group(Generic[T, A]):
    """Commits what several threads bring, together, in the threads that brought it.

    The first to come leads: it commits its item at once, so a lone caller never waits. Those who come meanwhile
    wait, and the first of them leads the next commit with all that is waiting by then. There is no thread and
    no timer. The idea is the leader and followers of LevelDB's and RocksDB's write queues.

    ``commit`` takes items in the order in which they came and gives an answer or an exception for each; what it
    raises goes to all of them. ``weigh`` says how heavy an item is, and ``most`` bounds the weight of a group.
    """

    def __init__(
        self,
        commit: Callable[[Sequence[T]], Sequence[A | Exception]],
        weigh: Callable[[T], int] = lambda item: 1,
        most: int = 4096,
    ) -> None:
        self._commit, self._weigh, self._most = commit, weigh, most
        self._mutex = threading.Lock()
        self._waiting: list[_Seat[T, A]] = []
        self._led = False
        self._sizes: Counter[int] = Counter()

    @property
    def sizes(self) -> Mapping[int, int]:
        """How often so many went together since the start; how many is rounded up to a power of two."""
        with self._mutex:
            return dict(self._sizes)

    def submit(self, item: T) -> A:
        """The answer for the item once it is committed. Raises its exception."""
        seat: _Seat[T, A] = _Seat(item)
        with self._mutex:
            self._waiting.append(seat)
            if self._led:
                seat.turn = threading.Lock()
                seat.turn.acquire()
            else:
                self._led = seat.leads = True
        if seat.turn is not None:
            try:
                seat.turn.acquire()
            except BaseException:  # interrupted while it waited
                self._leave(seat)
                raise
        if seat.leads:
            self._lead()
        if seat.error is not None:
            raise seat.error
        return seat.answer  # type: ignore[return-value]

    def _lead(self) -> None:
        """Commits all that is waiting, answers it, and hands on to the first of those who came meanwhile."""
        with self._mutex:
            seats = self._next_group()
        try:
            answers = self._commit([seat.item for seat in seats])
            for seat, answer in zip(seats, answers, strict=True):
                if isinstance(answer, Exception):
                    seat.error = answer
                else:
                    seat.answer = answer
        except BaseException as error:
            for seat in seats:
                seat.error = error
        # Whoever leads next is told before the others: it commits while they go on.
        with self._mutex:
            self._hand_on()
        for seat in seats:
            if not seat.leads:
                seat.call()

    def _hand_on(self) -> None:
        heir = self._waiting[0] if self._waiting else None
        self._led = heir is not None
        if heir is not None:
            heir.leads = True
            heir.call()

    def _leave(self, seat: _Seat[T, A]) -> None:
        """Lets go of a seat whose caller will not come back; what is being committed already stays so."""
        with self._mutex:
            if seat in self._waiting:
                self._waiting.remove(seat)
                if seat.leads:
                    self._hand_on()

    def _next_group(self) -> list[_Seat[T, A]]:
        """As many as may go together, one at least."""
        weight, count = 0, 0
        for seat in self._waiting:
            weight += self._weigh(seat.item)
            if count and weight > self._most:
                break
            count += 1
        seats, self._waiting = self._waiting[:count], self._waiting[count:]
        self._sizes[1 << (count - 1).bit_length()] += 1
        return seats
