"""The dashboard: what is tried, told and learned across decisions, from the views alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from babel.dates import format_skeleton
from markupsafe import Markup

from laeringslopp.story.wording import LOCALES
from laeringslopp_service.following import fresh
from laeringslopp_service.pages.asked import Asked, PageProblem
from laeringslopp_service.pages.charts import Series, bars, is_empty
from laeringslopp_service.pages.figures import RUNNING, WHAT, YEAR, Figures, Scope
from laeringslopp_service.pages.labels import OUTCOMES, STATUSES
from laeringslopp_service.pages.texts import N_

TABLES = ("decisions", "trials", "failures", "lessons")
ENDS = ("succeeded", "mixed", "failed", "stopped", RUNNING)
TEXTURES = ("plain", "stripes", "dots", "cross", "outline")
LEARNED = {"drawn": N_("Drawn by it"), "shared": N_("Shared with it"), "read": N_("Read by it")}


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure of a table."""

    text: str
    link: str | None = None
    """To the decisions behind it."""


@dataclass(frozen=True, slots=True)
class Part:
    """One question, with its chart and the table beside it."""

    name: str
    title: str
    about: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]
    charts: tuple[Markup, ...]
    legend: tuple[tuple[str, str], ...] = ()
    """What each texture stands for: its name, and the words."""


@dataclass(frozen=True, slots=True)
class Dashboard:
    """All of it, as one reader may see it."""

    parts: tuple[Part, ...]
    organisations: tuple[str, ...]
    organisation: str
    begin: str
    end: str
    is_narrow: bool
    """Whether figures about few are withheld."""


def scope_of(page: Asked) -> Scope:
    """Whose decisions, and of which days. Raises PageProblem for what is no day."""
    return Scope(page.query.get("organisation"), _day(page, "from"), _day(page, "to"))


def _day(page: Asked, name: str) -> date | None:
    text = page.query.get(name)
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        text_of = N_("“{value}” is no day this page knows. Write a date such as 2026-03-12.")
        raise PageProblem(422, text_of, page.here(**{name: None}), value=text) from None


def dashboard(page: Asked) -> Dashboard:
    """What the page shows. Raises PageProblem, StoreError."""
    scope = scope_of(page)
    figures = Figures(fresh(page.request, *TABLES), page.reader, scope)
    shown = _Shown(page, figures)
    parts = (shown.states(), shown.attempts(), shown.disclosures(), shown.lessons())
    return Dashboard(
        tuple(part for part in parts if part is not None),
        figures.organisations,
        scope.organisation or "",
        page.query.get("from", ""),
        page.query.get("to", ""),
        page.reader.levels is not None,
    )


class _Shown:
    """Figures in words, for one page."""

    def __init__(self, page: Asked, figures: Figures) -> None:
        self._page, self._figures, self._say = page, figures, page.texts.say
        self._number = page.texts.words.number

    def _cell(self, count: int, **pick: str) -> Cell:
        if self._figures.is_withheld(count):
            return Cell(self._say(N_("fewer than 5")))
        return Cell(self._number(count), self._to(**pick) if count else None)

    def _to(self, **pick: str) -> str:
        kept = {name: self._page.query.get(name) for name in ("organisation", "from", "to")}
        return self._page.to("/decisions", **kept, **pick)

    def _drawn(self, count: int) -> int | None:
        """What a chart shows of a figure: nothing of one that is withheld."""
        return None if self._figures.is_withheld(count) else count

    def states(self) -> Part | None:
        """Decisions by where they stand."""
        found = self._figures.states()
        states = [state for state in STATUSES if found.get(state)]
        if not states:
            return None
        labels = [self._say(STATUSES[state]) for state in states]
        title, count = self._say(N_("Where the decisions stand")), self._say(N_("Decisions"))
        series = Series(count, tuple(self._drawn(found[state]) for state in states))
        return Part(
            "states",
            title,
            self._say(N_("A decision that was given up or put off is a decision too, and what it taught stays here.")),
            (self._say(N_("State")), count),
            tuple((label, (self._cell(found[s], status=s),)) for label, s in zip(labels, states, strict=True)),
            self._chart("states", title, labels, [series]),
        )

    def attempts(self) -> Part | None:
        """How attempts ended, by number."""
        found = self._figures.attempts()
        if not found:
            return None
        ends = [end for end in ENDS if any(row.get(end) for row in found.values())]
        said = {end: self._say(OUTCOMES[None if end == RUNNING else end]) for end in ends}
        labels = [self._say(N_("Attempt {n}"), n=self._number(number)) for number in found]
        texture = dict(zip(ENDS, TEXTURES, strict=True))
        series = [
            Series(said[end], tuple(self._drawn(row.get(end, 0)) for row in found.values()), texture[end])
            for end in ends
        ]
        title = self._say(N_("How attempts ended"))
        return Part(
            "attempts",
            title,
            self._say(
                N_("The first attempt seldom goes as meant. What counts is what is changed before the next one.")
            ),
            (self._say(N_("Attempt")), *said.values()),
            tuple(
                (
                    label,
                    tuple(self._cell(row.get(end, 0), attempt=str(number), outcome=end) for end in ends),
                )
                for label, (number, row) in zip(labels, found.items(), strict=True)
            ),
            self._chart("attempts", title, labels, series, stacked=True),
            tuple((texture[end], said[end]) for end in ends),
        )

    def disclosures(self) -> Part | None:
        """Failures disclosed over time, and how soon."""
        found = self._figures.disclosures()
        if not found:
            return None
        labels = [self._period(each.period) for each in found]
        count, days = self._say(N_("Failures disclosed")), self._say(N_("Days until disclosed"))
        counts = Series(count, tuple(self._drawn(each.count) for each in found))
        shown = [None if self._figures.is_withheld(each.count) else each.days for each in found]
        return Part(
            "failures",
            self._say(N_("Failures that were disclosed")),
            self._say(
                N_(
                    "Many disclosed failures are a sign that people tell, not that more goes wrong. Half of those "
                    "disclosed in a period were disclosed within the days shown; days are not known for all."
                )
            ),
            (self._say(N_("Period")), count, days),
            tuple(
                (
                    label,
                    (
                        self._cell(each.count, disclosed=each.period),
                        Cell("–" if middle is None else self._number(_whole(middle))),
                    ),
                )
                for label, each, middle in zip(labels, found, shown, strict=True)
            ),
            (
                *self._chart("failures", count, labels, [counts]),
                *self._chart("days", days, labels, [Series(days, tuple(shown), "stripes")]),
            ),
        )

    def lessons(self) -> Part | None:
        """Lessons by level, in the order of the levels: nobody is ranked."""
        found = self._figures.lessons()
        known = self._page.register.levels(self._page.query.get("organisation"))
        levels = [level for level in (*known, *sorted(set(found) - set(known))) if level in found]
        if not levels:
            return None
        words = self._page.texts.words
        labels = [_capital(words.level(level)) for level in levels]
        said = {what: self._say(text) for what, text in LEARNED.items()}
        texture = dict(zip(WHAT, TEXTURES, strict=False))
        series = [
            Series(said[what], tuple(self._drawn(found[level].get(what, 0)) for level in levels), texture[what])
            for what in WHAT
        ]
        title = self._say(N_("Lessons drawn, shared and read"))
        return Part(
            "lessons",
            title,
            self._say(
                N_("A lesson does good where it is read. One that is shared and not yet read waits for somebody.")
            ),
            (self._say(N_("Level")), *said.values()),
            tuple(
                (
                    label,
                    tuple(self._cell(found[level].get(what, 0), level=level, lesson=what) for what in WHAT),
                )
                for label, level in zip(labels, levels, strict=True)
            ),
            self._chart("lessons", title, labels, series),
            tuple((texture[what], said[what]) for what in WHAT),
        )

    def _chart(
        self, name: str, title: str, labels: Sequence[str], series: Sequence[Series], *, stacked: bool = False
    ) -> tuple[Markup, ...]:
        if is_empty(series):
            return ()
        about = self._say(N_("Bars. The same figures stand in the table beside it."))
        drawn = bars(name, title, about, labels, series, lambda value: self._number(_whole(value)), stacked=stacked)
        return (drawn,)

    def _period(self, period: str) -> str:
        if len(period) == YEAR:
            return period
        month = date.fromisoformat(f"{period}-01")
        return str(format_skeleton("yMMM", month, locale=LOCALES[self._page.language]))


def _whole(value: float) -> int | float:
    return int(value) if value == int(value) else value


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
