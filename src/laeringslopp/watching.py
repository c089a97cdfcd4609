"""What a register does, told to whoever keeps it running: numbers and spans of time, never what is recorded."""

from contextlib import AbstractContextManager, nullcontext

_UNWATCHED: AbstractContextManager[None] = nullcontext()


class Watcher:
    """Somebody who watches a register. This one does nothing with what it is told."""

    def span(self, name: str) -> AbstractContextManager[object]:
        """What is done inside of it belongs together: ``register.append``, ``store.commit``."""
        return _UNWATCHED

    def recorded(self, facts: int) -> None:
        """So many facts were recorded, in one append."""

    def failed(self, reason: str) -> None:
        """The store did not take what was to be recorded; ``reason`` is that of its StoreError."""

    def lost(self) -> None:
        """Somebody else recorded in the same decision first. It is tried again, unless a version was expected."""
