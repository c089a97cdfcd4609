"""What a caller of the register gets back."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from laeringslopp.entry import Recorded
from laeringslopp.errors import Refusal


def receipt(recorded: Sequence[Recorded], replayed: bool = False) -> "Receipt":
    """The receipt for facts that stand on record."""
    remarks = dict.fromkeys(itertools.chain.from_iterable(fact.remarks for fact in recorded))
    return Receipt(tuple(recorded), tuple(remarks), replayed)


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was recorded: where, and what the rules remarked on."""

    recorded: tuple[Recorded, ...]
    remarks: tuple[str, ...]
    """Rule ids, each once."""
    replayed: bool = False
    """The key had recorded this before; nothing was recorded now."""

    @property
    def decision_id(self) -> str:
        """The decision of the last entry."""
        return self.recorded[-1].decision_id

    @property
    def version(self) -> int:
        """The decision's version now."""
        return self.recorded[-1].version

    @property
    def position(self) -> int:
        """The position of the last entry."""
        return self.recorded[-1].position


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a dry run found: nothing was recorded."""

    refusals: tuple[Refusal, ...]
    remarks: tuple[str, ...]
