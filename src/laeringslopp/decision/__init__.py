"""A decision: its immutable state, and how facts make the next one."""

from laeringslopp.decision.evolve import evolve, fold
from laeringslopp.decision.state import Decision

__all__ = ["Decision", "evolve", "fold"]
