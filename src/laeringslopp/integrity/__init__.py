"""What is refused whatever the rules say: the malformed, the unfounded reference, the future, identity numbers."""

from laeringslopp.integrity.checks import Elsewhere, flaws, identity_flaws, unfilled_flaws
from laeringslopp.integrity.malformed import flaws_of, parse, read_entry

__all__ = ["Elsewhere", "flaws", "flaws_of", "identity_flaws", "parse", "read_entry", "unfilled_flaws"]
