"""How often a rule spoke, and what the public is told of it."""

from dataclasses import dataclass, replace

FEWEST = 5
"""A smaller figure may be about somebody; the public is not told it."""


@dataclass(frozen=True, slots=True)
class RuleFigures:
    """How often a rule spoke. None: it is not known, or withheld."""

    refused: int | None = 0
    """Attempts that it refused."""
    followed: int | None = 0
    """How many of those were recorded after all, within a day."""
    remarked: int | None = 0
    """Entries that it remarked on."""
    waived: int | None = 0
    """How often somebody set it aside."""
    let_past: int | None = 0
    """Entries that were let past it."""

    def for_public(self) -> "RuleFigures":
        """The same without figures under five; nor may one be worked out from two others."""
        gone = (self.refused or 0) - (self.followed or 0)
        return replace(
            self,
            refused=_enough(self.refused),
            followed=_enough(self.followed) if gone >= FEWEST else None,
            remarked=_enough(self.remarked),
            waived=_enough(self.waived),
            let_past=_enough(self.let_past),
        )


def _enough(figure: int | None) -> int | None:
    return figure if figure is not None and figure >= FEWEST else None
