"""A timeline on a terminal. Failures stand out, and stay calm: no red."""

from collections.abc import Iterable

from rich.console import Console
from rich.table import Table
from rich.text import Text

from laeringslopp.cli.timeline_text import Block, Tone

STYLES: dict[Tone, str] = {
    "title": "bold",
    "plain": "",
    "quiet": "dim",
    "failure": "yellow",
    "learned": "cyan",
    "decided": "bold",
}


def show(blocks: Iterable[Block], console: Console | None = None) -> None:
    """Prints the blocks, each row wrapped beside what stands on its left."""
    console = console or Console()
    for block in blocks:
        if block.heading:
            console.rule(Text(block.heading, "bold"), align="left", style="dim")
        grid = Table.grid(padding=(0, 2))
        if has_left := any(row.left for row in block.rows):
            grid.add_column(style="dim", max_width=34)
        grid.add_column()
        for row in block.rows:
            said = Text(row.said, STYLES[row.tone])
            grid.add_row(*([Text(row.left), said] if has_left else [said]))
        console.print(grid)
        console.print()
