"""The exchange format in and out: JSON Lines, one entry a line.

An import records, as any other way in does; a move copies a whole register, facts exactly as they were.
"""

from laeringslopp.exchange.exporting import export, line_of
from laeringslopp.exchange.importing import Imported, import_lines, import_together
from laeringslopp.exchange.lines import BadLine, Line, entry_of, lines, rereadable
from laeringslopp.exchange.moving import move, policy_named_in

__all__ = [
    "BadLine",
    "Imported",
    "Line",
    "entry_of",
    "export",
    "import_lines",
    "import_together",
    "line_of",
    "lines",
    "move",
    "policy_named_in",
    "rereadable",
]
