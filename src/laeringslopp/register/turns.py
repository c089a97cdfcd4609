"""Whose turn it is to record in a decision, among the threads of one process."""

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager


class Turns:
    """Who has lost a race over a decision has the next turn in it, and who comes later waits.

    Where nobody has lost, nobody waits. Nobody has two turns, so no two wait for each other.
    """

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._queues: dict[str, tuple[threading.Lock, list[None]]] = {}
        """The turn in each decision that is contended, and how many have it or wait for it."""

    @contextmanager
    def after_those_who_lost(self, decision_ids: Iterable[str]) -> Iterator[Callable[[str], None]]:
        """Waits for those who have lost in one of these decisions; gives what takes the next turn in one of them."""
        if self._queues:
            for each in set(decision_ids):
                if each in self._queues:
                    with self._of(each):
                        pass
        with ExitStack() as turn:

            def take(decision_id: str) -> None:
                turn.close()  # the one before
                turn.enter_context(self._of(decision_id))

            yield take

    @contextmanager
    def _of(self, decision_id: str) -> Iterator[None]:
        with self._guard:
            turn, queue = self._queues.setdefault(decision_id, (threading.Lock(), []))
            queue.append(None)
        try:
            with turn:
                yield
        finally:
            with self._guard:
                queue.pop()
                if not queue:
                    del self._queues[decision_id]
