"""Figures across decisions, counted from the rows of views that the reader may see; and the decisions behind each."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from statistics import median
from typing import Any

from laeringslopp import Reader
from laeringslopp.views import Views
from laeringslopp_service.finding import Row, all_rows
from laeringslopp_service.pages.listing import NO_END

SMALL = 5
"""Figures about groups smaller than this are withheld from those who are not full members."""
MONTHS = 24
"""Longer stretches than so many months are counted by year."""
YEAR, MONTH = len("2026"), len("2026-03")
RUNNING = "running"
WHAT = ("drawn", "shared", "read")
PICKS = ("from", "to", "attempt", "outcome", "disclosed", "level", "lesson")
"""What the list of decisions may be asked for besides words, status, tag and organisation."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose decisions are counted, and of which days; both days are among them."""

    organisation: str | None = None
    begin: date | None = None
    end: date | None = None

    def where(self, column: str) -> dict[str, str]:
        """The period, asked of a column that says when."""
        asked = {}
        if self.begin:
            asked[f"{column}.from"] = self.begin.isoformat()
        if self.end:
            asked[f"{column}.before"] = (self.end + timedelta(days=1)).isoformat()
        return asked


@dataclass(frozen=True, slots=True)
class Disclosed:
    """The failures of a month or a year."""

    period: str
    count: int
    days: float | None
    """Half of them were disclosed within so many days; None: not known of any."""


class Figures:
    """What is counted, for one reader. Raises StoreError."""

    def __init__(self, views: Views, reader: Reader, scope: Scope) -> None:
        self._views, self._reader, self._scope = views, reader, scope

    def is_withheld(self, count: int) -> bool:
        """Whether a figure is about so few that somebody could be known by it."""
        return self._reader.levels is not None and 0 < count < SMALL

    @cached_property
    def _seen(self) -> Mapping[str, str]:
        """Every decision that the reader may see, and whose it is."""
        rows = all_rows(self._views, "decisions", self._reader, {}, ("decision_id", "organisation"))
        return {row["decision_id"]: row["organisation"] for row in rows}

    @cached_property
    def organisations(self) -> tuple[str, ...]:
        """Whose decisions there are, in the order of the first of each."""
        return tuple(dict.fromkeys(self._seen.values()))

    def _rows(self, table: str, when: str, *columns: str) -> Iterator[Row]:
        asked = self._scope.where(when)
        for row in all_rows(self._views, table, self._reader, asked, ("decision_id", *columns)):
            whose = self._seen.get(row["decision_id"])
            if whose is not None and self._scope.organisation in (None, whose):
                yield row

    def states(self) -> Mapping[str, int]:
        """Decisions by where they stand; of an old case that nobody closed, that no end is found in the sources."""
        rows = self._rows("decisions", "opened_at", "status", "only_history")
        return Counter(NO_END if row["status"] == "open" and row["only_history"] else row["status"] for row in rows)

    def attempts(self) -> Mapping[int, Mapping[str, int]]:
        """How attempts ended, by their number within their decision."""
        found: dict[int, Counter[str]] = defaultdict(Counter)
        for row in self._trials():
            found[row["number"]][row["outcome"] or RUNNING] += 1
        return dict(sorted(found.items()))

    def disclosures(self) -> list[Disclosed]:
        """Failures by the month in which they were disclosed, or by year; those between with none among them."""
        days: dict[str, list[int | None]] = defaultdict(list)
        for row in self._failures():
            days[row["disclosed_month"]].append(row["days_until_disclosure"])
        if not days:
            return []
        months = list(_months(min(days), max(days)))
        length = MONTH if len(months) <= MONTHS else YEAR
        found: dict[str, list[int | None]] = {month[:length]: [] for month in months}
        for month, each in days.items():
            found[month[:length]] += each
        return [_disclosed(period, each) for period, each in found.items()]

    def lessons(self) -> Mapping[str, Mapping[str, int]]:
        """Lessons by level: drawn by it, shared with it, read by it."""
        found: dict[str, Counter[str]] = defaultdict(Counter)
        for level, what, _ in self._lessons():
            found[level][what] += 1
        return found

    def chosen(self, pick: Mapping[str, str]) -> frozenset[str] | None:
        """The decisions behind a figure, as its link names it; None: no figure is named."""
        found: list[frozenset[str]] = []
        if "attempt" in pick or "outcome" in pick:
            found.append(
                frozenset(
                    row["decision_id"]
                    for row in self._trials()
                    if pick.get("attempt") in (None, str(row["number"]))
                    and pick.get("outcome") in (None, row["outcome"] or RUNNING)
                )
            )
        if "disclosed" in pick:
            told = (row for row in self._failures() if row["disclosed_month"].startswith(pick["disclosed"]))
            found.append(frozenset(row["decision_id"] for row in told))
        if "level" in pick or "lesson" in pick:
            found.append(
                frozenset(
                    decision_id
                    for level, what, decision_id in self._lessons()
                    if pick.get("level") in (None, level) and pick.get("lesson") in (None, what)
                )
            )
        if not found and (self._scope.begin or self._scope.end):
            found.append(frozenset(row["decision_id"] for row in self._rows("decisions", "opened_at")))
        return frozenset.intersection(*found) if found else None

    def _trials(self) -> Iterator[Row]:
        return self._rows("trials", "started_at", "number", "outcome")

    def _failures(self) -> Iterator[Row]:
        rows = self._rows("failures", "disclosed_at", "disclosed_month", "days_until_disclosure")
        return (row for row in rows if row["disclosed_month"] is not None)

    def _lessons(self) -> Iterator[tuple[str, str, str]]:
        """Each lesson drawn in the period, with the levels that it has to do with."""
        drawn = set()
        for row in self._rows("lessons", "drawn_at", "lesson_id", "by_level"):
            drawn.add((row["decision_id"], row["lesson_id"]))
            yield row["by_level"], "drawn", row["decision_id"]
        columns = ("decision_id", "lesson_id", "level", "shared_at", "acknowledged_at")
        for row in all_rows(self._views, "lesson_levels", self._reader, {}, columns):
            if (row["decision_id"], row["lesson_id"]) in drawn:
                if row["shared_at"] is not None:
                    yield row["level"], "shared", row["decision_id"]
                if row["acknowledged_at"] is not None:
                    yield row["level"], "read", row["decision_id"]


def _months(first: str, last: str) -> Iterator[str]:
    year, month = int(first[:YEAR]), int(first[YEAR + 1 :])
    while (name := f"{year:04}-{month:02}") <= last:
        yield name
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)


def _disclosed(period: str, days: list[Any]) -> Disclosed:
    known = [each for each in days if each is not None]
    return Disclosed(period, len(days), median(known) if known else None)
