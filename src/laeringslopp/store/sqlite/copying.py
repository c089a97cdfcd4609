"""Another store's facts and keys into an empty register; and a register's whole file into another while it is used."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import cast

from laeringslopp.store.protocol import Answered, NotEmpty, Stored
from laeringslopp.store.sqlite.datastore import Execute
from laeringslopp.store.sqlite.engine import connect

CACHE = "PRAGMA cache_size=-65536"
"""64 MB: with less, an index that is written in no order is read back and written out for each fact."""
PAGES_AT_ONCE = 1024
"""How many pages are copied before anybody is told (4 MB)."""

EMPTY = "SELECT (SELECT coalesce(max(rowid), 0) FROM stored_events), EXISTS (SELECT 1 FROM laeringslopp_keys)"
FACT = "INSERT INTO stored_events (rowid, originator_id, originator_version, topic, state) VALUES (?,?,?,?,?)"
KEY = "INSERT INTO laeringslopp_keys VALUES (?,?,?,?)"


def take_over(execute: Execute, facts: Iterable[Stored], keys: Iterable[tuple[str, Answered]]) -> int:
    """Writes facts, and then keys, in the transaction that is under way; how many facts.

    Raises NotEmpty, apsw.Error, and whatever the facts and keys raise.
    """
    ((last, kept),) = execute(EMPTY).fetchall()
    if last or kept:
        raise NotEmpty(cast(int, last))
    ((usual,),) = execute("PRAGMA cache_size").fetchall()
    execute(CACHE)
    count = 0
    try:
        for stored in facts:
            execute(FACT, stored)
            count += 1
        for name, answered in keys:
            execute(KEY, (name, *answered))
    finally:
        execute(f"PRAGMA cache_size={usual}")
    return count


def copy_file(uri: str, into: Path, show: Callable[[int, int], None]) -> int:
    """Copies the register, as it is now, into a new file while others go on writing; the last position in it.

    SQLite's online backup, over one snapshot: it is read as any reader does, so no writer waits. ``show`` is told how
    many pages of how many are copied. Raises apsw.Error.
    """
    source, target = connect(uri), connect(into.absolute().as_uri())
    try:
        # A backup lets go of its snapshot between two steps, and begins anew where somebody wrote meanwhile, unless
        # its connection is reading already.
        source.execute("BEGIN")
        ((last,),) = source.execute("SELECT coalesce(max(rowid), 0) FROM stored_events").fetchall()
        with target.backup("main", source, "main") as backup:
            while not backup.done:
                backup.step(PAGES_AT_ONCE)
                show(backup.page_count - backup.remaining, backup.page_count)
        source.execute("ROLLBACK")
    finally:
        target.close()
        source.close()
    return cast(int, last)
