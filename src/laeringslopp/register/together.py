"""Many groups of entries for one transaction."""

from collections.abc import Callable, Sequence

from laeringslopp.entry import Entry
from laeringslopp.errors import Conflict
from laeringslopp.register.receipts import Receipt, Verdict
from laeringslopp.register.sitting import Heard, Sitting, digest_of
from laeringslopp.store import Key, KeyTaken, VersionTaken


class Together:
    """Groups that are recorded all together or not at all. Make one with ``Register.together``.

    Until then they are held as the rows they will be, about a kilobyte each, and nothing is on record.
    """

    def __init__(
        self,
        sitting: Sitting,
        answered: Callable[[Key], Receipt | None],
        store_all: Callable[[Sitting], VersionTaken | KeyTaken | None],
    ) -> None:
        self._sitting, self._answered, self._store_all = sitting, answered, store_all
        self._names: set[str] = set()
        self._given_up = False

    def hear(self, entries: Sequence[Entry], key: str) -> Heard | None:
        """Judges a group on all before it; None where its key recorded it before, here or in the register.

        Raises Invalid, Refused, Unknown and KeyReused; what was heard before stays.
        """
        wanted = Key(key, digest_of(entries))
        if key in self._names or self._answered(wanted) is not None:
            return None
        heard = self._sitting.hear(entries, key=wanted)
        self._sitting.recorded.clear()
        self._names.add(key)
        if self._given_up:
            self.give_up()
        return heard

    def judge(self, entries: Sequence[Entry]) -> Verdict:
        """What would be said of more entries after all that was heard; nothing of them is kept.

        Raises Invalid, Unknown, and RuleFailed.
        """
        heard = self._sitting.judge(entries)
        return Verdict(heard.refusals, heard.remarks)

    def give_up(self) -> None:
        """Nothing of it will be recorded; more can be heard, to find what else is wrong."""
        self._given_up = True
        self._sitting.rows.clear()
        self._sitting.keys.clear()

    def record(self) -> bool:
        """Records all that was heard; False where somebody recorded the same first, and it is to be heard anew.

        Raises Conflict where somebody else recorded in one of the decisions meanwhile, and StoreError.
        """
        lost = self._store_all(self._sitting)
        if isinstance(lost, VersionTaken):
            raise Conflict(lost.decision_id, lost.expected, lost.actual)
        return lost is None
