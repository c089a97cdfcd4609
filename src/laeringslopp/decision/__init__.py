"""A decision: its immutable state, and how facts make the next one."""

from laeringslopp.decision.evolve import Heard, evolve, fold, fold_heard
from laeringslopp.decision.state import Decision

__all__ = ["Decision", "Heard", "evolve", "fold", "fold_heard"]
