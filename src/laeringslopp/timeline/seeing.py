"""What one reader sees of a decision: all that its timeline is made of, wherever that is made."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from laeringslopp.access import Reader, Withheld, visible
from laeringslopp.decision import Decision
from laeringslopp.entry import Recorded


@dataclass(frozen=True, slots=True)
class Seen:
    """The entries that a reader sees, and that others are withheld."""

    version: int
    """The last of the decision's stream, seen or not."""
    shown: Sequence[Recorded]
    """In order of version, each with the access that it has now."""
    withheld: tuple[Withheld, ...]
    whole: Decision
    """The decision after all of it. Where something is withheld, only its id and the waivers left are asked for."""
    is_public: bool


def see(facts: Sequence[Recorded], reader: Reader, whole: Decision, today: date) -> Seen:
    """What the reader sees of facts given in order of version; ``whole`` is the decision after them."""
    shown: list[Recorded] = []
    withheld: list[Withheld] = []
    for recorded in facts:
        seen = visible(recorded, reader, whole.rulings, today)
        if isinstance(seen, Withheld):
            withheld.append(seen)
        else:
            access = whole.rulings.of(seen.version, seen.access)
            shown.append(seen if access is seen.access else seen.model_copy(update={"access": access}))
    return Seen(facts[-1].version, shown, tuple(withheld), whole, reader.is_public)
