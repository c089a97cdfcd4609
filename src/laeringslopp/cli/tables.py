"""Rows under heads: laid out on a terminal, and with tabs between them for another program."""

import sys
from collections.abc import Collection, Iterable, Sequence

import typer


def lay_out(heads: Sequence[str], rows: Iterable[Sequence[str]], numbers: Collection[int] = ()) -> None:
    """Prints them; the columns of which ``numbers`` names the places stand to the right."""
    if not sys.stdout.isatty():
        for row in (heads, *rows):
            typer.echo("\t".join(row))
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold")
    for at, head in enumerate(heads):
        is_number = at in numbers
        table.add_column(head, justify="right" if is_number else "left", overflow="fold", no_wrap=is_number)
    for row in rows:
        table.add_row(*map(Text, row))  # what people wrote is no markup
    Console().print(table)
