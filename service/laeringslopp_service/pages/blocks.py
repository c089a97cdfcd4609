"""The timeline as it is laid out: months, long waits in words, entries, and groups of minor entries that fold."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from typing import NamedTuple

from laeringslopp_service.pages.entries import Row
from laeringslopp_service.pages.spans import begun, wait_in_words
from laeringslopp_service.pages.texts import N_, Texts


class Block(NamedTuple):
    """A month, a wait or a fold by its words, and the entries in it."""

    kind: str
    """``period``, ``wait``, ``entries`` or ``fold``."""
    words: str
    rows: tuple[Row, ...] = ()


def blocks(rows: Iterable[Row], waits: Mapping[int, timedelta], texts: Texts) -> Iterator[Block]:
    """Every row once, in order. Minor ones that follow each other fold; a long wait parts them."""
    month = None
    group: list[Row] = []
    for row in rows:
        if group and (
            row.is_minor != group[0].is_minor or row.version in waits or not (row.is_minor or row.month == month)
        ):
            yield _together(group, texts)
            group = []
        if row.version in waits:
            yield Block("wait", wait_in_words(waits[row.version], texts))
        if not group and row.month != month:
            yield Block("period", begun(row.month))
            month = row.month
        group.append(row)
    if group:
        yield _together(group, texts)


def _together(group: list[Row], texts: Texts) -> Block:
    return _folded(group, texts) if group[0].is_minor and len(group) > 1 else Block("entries", "", tuple(group))


def _folded(minor: list[Row], texts: Texts) -> Block:
    first, last = minor[0].day, minor[-1].day
    if first == last:
        said = texts.ngettext("{n} minor entry, {first}", "{n} minor entries, {first}", len(minor), first=first)
    else:
        when = texts.say(N_("{first} to {last}"), first=first, last=last)
        said = texts.ngettext("{n} minor entry, {first}", "{n} minor entries, {first}", len(minor), first=when)
    kinds: dict[str, int] = {}
    for row in minor:
        kinds[row.kind] = kinds.get(row.kind, 0) + 1
    counted = ", ".join(f"{kind} × {number}" if number > 1 else kind for kind, number in kinds.items())
    return Block("fold", f"{said}: {counted}", tuple(minor))
