"""The decisions of the register: the organisation's own, and known cases apart, as the views tell them."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from laeringslopp import Decision
from laeringslopp.cases import is_made_up_as
from laeringslopp.story import stands
from laeringslopp.story.wording import contained
from laeringslopp.views import Views
from laeringslopp_service.auth import MEMBER
from laeringslopp_service.finding import COLUMNS, Row, all_rows, holds, readable
from laeringslopp_service.following import following
from laeringslopp_service.pages.asked import Asked
from laeringslopp_service.pages.labels import STATUSES

NO_END = "no-end-found"
"""A case that is open as far as is on record, and of which only history is."""
SHOWN = (*COLUMNS, "deciding_level", "only_history", "trials", "failures", "lessons", "open_loops")
READ = ("decisions", "trials", "duties")
"""The tables that a list is made of."""
FILTERS = ("q", "status", "tag", "organisation", "decides", "loops", "overdue")
"""What a list may be asked for, each by itself."""
NORWEGIAN = str.maketrans("æäøöå", "{{||}")
"""The letters after z, in their order."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A decision and where it stands now."""

    decision_id: str
    title: str
    organisation: str
    reference: str | None
    tags: tuple[str, ...]
    deciding_level: str
    is_open: bool
    status: str
    stands: str
    is_made_up: bool
    attempts: int
    failures: int
    lessons: int
    open_loops: int
    overdue: int
    """How many duties were to be met before today."""


class Decisions:
    """The decisions that a reader may see, the newest first, each as a row of the view. Raises StoreError."""

    def __init__(self, page: Asked, chosen: Collection[str] | None = None) -> None:
        """``chosen``: of those, where a figure of the overview was asked about."""
        found = following(page.request)
        is_fresh = found.freshen(*READ) is not None
        self._page, self._chosen = page, chosen
        self._views: Views = found.views
        self.rows = tuple(reversed(list(all_rows(self._views, "decisions", page.reader, {}, SHOWN))))
        if not is_fresh and page.reader != MEMBER:
            # A view that stands still does not know what was closed since.
            self.rows = tuple(row for row in self.rows if self._is_still_seen(str(row["decision_id"])))

    def _is_still_seen(self, decision_id: str) -> bool:
        decision = readable(self._page.register, decision_id, self._page.reader)
        return decision is not None and decision.opened is not None

    @property
    def live(self) -> tuple[Row, ...]:
        """The organisation's own."""
        return tuple(row for row in self.rows if not row["history"])

    @property
    def known(self) -> tuple[Row, ...]:
        """Known cases: what happened before it was recorded here."""
        return tuple(row for row in self.rows if row["history"])

    @cached_property
    def withheld(self) -> int:
        """How many there are that the reader may not see."""
        if self._page.reader == MEMBER:
            return 0
        return sum(1 for _ in all_rows(self._views, "decisions", MEMBER, {}, ("version",))) - len(self.rows)

    @cached_property
    def overdue(self) -> Mapping[str, int]:
        """How many duties of each decision were to be met before today, and are not."""
        owed = self._page.register.duties(open=True, reader=self._page.reader, views=self._views)
        return Counter(each.decision_id for each in owed if each.overdue)

    def fitting(self, asked: Mapping[str, str]) -> list[Row]:
        """Those that fit all that is asked."""
        words = asked.get("q", "").casefold().split()
        wanted = {name: asked[name] for name in FILTERS if name in asked}
        return [
            row
            for row in self.rows
            if (self._chosen is None or row["decision_id"] in self._chosen)
            and all(self._fits(row, name, value, words) for name, value in wanted.items())
        ]

    def _fits(self, row: Row, name: str, value: str, words: Sequence[str]) -> bool:
        match name:
            case "q":
                return holds(row, words)
            case "status":
                return status_of(row) == value
            case "tag":
                return value in row["tags"]
            case "organisation":
                return bool(row["organisation"] == value)
            case "decides":
                return bool(row["deciding_level"] == value)
            case "loops":
                return bool(row["open_loops"])
            case _:
                return row["decision_id"] in self.overdue

    def ordered(self, rows: Iterable[Row], order: str) -> list[Row]:
        """``newest`` first, as they lie; by ``title``; or with most that is ``overdue`` first."""
        if order == "title":
            return sorted(rows, key=lambda row: str(row["title"]).casefold().translate(NORWEGIAN))
        if order == "overdue":
            return sorted(rows, key=lambda row: -self.overdue.get(row["decision_id"], 0))
        return list(rows)

    def listed(self, rows: Collection[Row]) -> list[Listed]:
        """Rows as a list shows them: two questions to the views, however many they are."""
        last = self._last_attempts([str(row["decision_id"]) for row in rows if row["trials"]])
        return [self._listed(row, last.get(str(row["decision_id"]))) for row in rows]

    def _last_attempts(self, decision_ids: Sequence[str]) -> Mapping[str, str | None]:
        """How the last attempt of each decision ended; None: it has not."""
        if not decision_ids:
            return {}
        columns = ("decision_id", "number", "outcome")
        rows = all_rows(self._views, "trials", self._page.reader, {"decision_id": decision_ids}, columns)
        last: dict[str, tuple[int, str | None]] = {}
        for row in rows:
            last[row["decision_id"]] = max(last.get(row["decision_id"], (0, None)), (row["number"], row["outcome"]))
        return {decision_id: outcome for decision_id, (_, outcome) in last.items()}

    def _listed(self, row: Row, last: str | None) -> Listed:
        status, texts = status_of(row), self._page.texts
        return Listed(
            row["decision_id"],
            contained(row["title"]),
            row["organisation"],
            row["reference"],
            tuple(row["tags"]),
            row["deciding_level"],
            row["status"] == "open",
            texts.say(STATUSES[status]),
            stands(status, row["trials"], last, row["failures"], texts.words),
            is_made_up_as(row["decision_id"], row["organisation"]),
            row["trials"],
            row["failures"],
            row["lessons"],
            row["open_loops"],
            self.overdue.get(row["decision_id"], 0),
        )


def status_of(row: Row) -> str:
    """``open``, how it was concluded, or that no end is found in the sources of a known case."""
    return NO_END if row["status"] == "open" and row["only_history"] else str(row["status"])


def is_known_case(decision: Decision) -> bool:
    """Whether it was over, or under way, before it was recorded here."""
    first = min(decision.marks, default=None)
    return first is not None and decision.is_history(first)
