"""Which decisions are about the same: their tags, read on from the record whenever somebody asks."""

import threading
from collections.abc import Collection

from laeringslopp.facts import DecisionOpened, LessonDrawn, TagsAdded
from laeringslopp.register.reading import PAGE
from laeringslopp.store import Store, decode

TAGGING = frozenset(("decision-opened", "tags-added", "lesson-drawn"))


class Subjects:
    """The tags of every decision, and of what its lessons apply to.

    Nothing is read before somebody asks; then everything that stands by now is, whoever recorded it. It says nothing
    of who may see a decision: whoever asks looks at each through its own reader.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = threading.Lock()
        self._about: dict[str, dict[str, int]] = {}
        """For each tag, the decisions that have it, with the position of the entry that gave it to them."""
        self._read_to = 0

    def alike(self, tags: Collection[str], other_than: str) -> list[str]:
        """The decisions that share a tag with these, those that share most first, then the newest.

        Raises StoreError where the record cannot be read.
        """
        with self._lock:
            self._read_on()
            found: dict[str, tuple[int, int]] = {}
            for tag in set(tags):
                for decision_id, position in self._about.get(tag, {}).items():
                    shared, newest = found.get(decision_id, (0, 0))
                    found[decision_id] = shared + 1, max(newest, position)
        found.pop(other_than, None)
        return sorted(found, key=lambda decision_id: found[decision_id], reverse=True)

    def _read_on(self) -> None:
        last = self._store.last_position()
        while self._read_to < last:
            page = self._store.since(self._read_to, PAGE)
            for stored in page:
                if stored.topic.partition(":")[0] not in TAGGING:
                    continue
                match decode(stored).fact:
                    case DecisionOpened(tags=tags) | TagsAdded(tags=tags) | LessonDrawn(applies_to=tags):
                        for tag in tags:
                            self._about.setdefault(tag, {}).setdefault(stored.decision_id, stored.position)
            self._read_to = page[-1].position if page else last
