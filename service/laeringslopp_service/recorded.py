"""A recorded fact as it is sent: one form for the feed and for those who listen."""

from collections.abc import Iterable

from laeringslopp import Reader, Recorded, StoreError, Withheld
from laeringslopp.story import tell_recorded, tell_withheld


def told(seen: Recorded | Withheld, reader: Reader) -> dict[str, object]:
    """The fact, or in its place that it is withheld; the public is not told from which decision."""
    if isinstance(seen, Recorded):
        return tell_recorded(seen)
    return tell_withheld(seen, seen.decision_id, seen.position, public=reader.is_public)


def found(feed: Iterable[Recorded | Withheld]) -> tuple[list[Recorded | Withheld], bool]:
    """What can be read, and whether that is all. Whoever goes on from there is told why it stops. Raises StoreError."""
    seen: list[Recorded | Withheld] = []
    try:
        for each in feed:
            seen.append(each)
    except StoreError:
        if not seen:
            raise
        return seen, False
    return seen, True
