"""The page of the register: which decisions are shown, in which order, and what to choose from."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from laeringslopp_service.following import fresh
from laeringslopp_service.pages.asked import Asked, PageProblem
from laeringslopp_service.pages.dashboard import TABLES, scope_of
from laeringslopp_service.pages.figures import PICKS, Figures
from laeringslopp_service.pages.labels import STATUSES
from laeringslopp_service.pages.listing import FILTERS, READ, Decisions, Listed, status_of
from laeringslopp_service.pages.rendering import spaced
from laeringslopp_service.pages.texts import N_

LISTED = 50
"""How many decisions a page of the list shows."""
ORDERS = {"newest": N_("Newest first"), "title": N_("By title"), "overdue": N_("Most overdue first")}
PARAMETERS = ("page", "order", *FILTERS, *PICKS)
"""What the page takes."""
ALL_READ = tuple(dict.fromkeys((*READ, *TABLES)))
"""The tables that it is made of."""
ONE_VALUE = {"loops": "open", "overdue": "yes"}


@dataclass(frozen=True, slots=True)
class Choice:
    """One value that a list may be asked for."""

    value: str
    name: str


@dataclass(frozen=True, slots=True)
class Lifted:
    """Something that was asked for, and the same list without it."""

    name: str
    link: str
    count: int
    """How many decisions fit without it."""


@dataclass(frozen=True, slots=True)
class RegisterShown:
    """The page of the register."""

    live: Sequence[Listed]
    known: Sequence[Listed]
    count: int
    """How many fit what was asked, on all pages."""
    is_empty: bool
    """Whether there is nothing at all, to this reader."""
    withheld: int
    number: int
    pages: int
    order: str
    orders: Sequence[Choice]
    statuses: Sequence[Choice]
    tags: Sequence[Choice]
    organisations: Sequence[Choice]
    levels: Sequence[Choice]
    lifted: Sequence[Lifted]
    """What was asked for, each with the list without it."""
    carried: Sequence[Choice]
    """What the form keeps of the address without showing it: a figure of the overview."""
    is_narrowed: bool
    """Whether more than the words is asked for."""


def register_page(page: Asked) -> RegisterShown:
    """What the address asks for. Raises PageProblem where it asks for what there is not."""
    order = _one_of(page, "order", tuple(ORDERS), "newest")
    for name, value in ONE_VALUE.items():
        _one_of(page, name, (value,), value)
    figures = Figures(fresh(page.request, *ALL_READ), page.reader, scope_of(page))
    # The organisation is a filter of the list's own; asked with a figure, it is the figure's too.
    found = Decisions(page, figures.chosen(page.query))
    fitting = found.ordered(found.fitting(page.query), order)
    together = [*(row for row in fitting if not row["history"]), *(row for row in fitting if row["history"])]
    pages = max(1, -(-len(together) // LISTED))
    number = _number(page)
    if number > pages:
        raise PageProblem(404, N_("The list has no page {number}."), page.here(page=None), number=number)
    on_page = together[(number - 1) * LISTED : number * LISTED]
    own = sum(1 for row in on_page if not row["history"])
    shown = found.listed(on_page)
    texts = page.texts
    statuses = {status_of(row) for row in found.rows}
    return RegisterShown(
        live=shown[:own],
        known=shown[own:],
        count=len(together),
        is_empty=not found.rows,
        withheld=found.withheld,
        number=number,
        pages=pages,
        order=order,
        orders=[Choice(value, texts.say(name)) for value, name in ORDERS.items()],
        statuses=[Choice(value, texts.say(name)) for value, name in STATUSES.items() if value in statuses],
        tags=_choices((tag for row in found.rows for tag in row["tags"]), str),
        organisations=_choices((row["organisation"] for row in found.rows), spaced),
        levels=_choices((row["deciding_level"] for row in found.rows), texts.words.level),
        lifted=_lifted(page, found),
        carried=[Choice(name, page.query[name]) for name in PICKS if name in page.query],
        is_narrowed=any(name in page.query for name in FILTERS[1:]),
    )


def _choices(values: Iterable[str], named: Callable[[str], str]) -> list[Choice]:
    return sorted((Choice(value, named(value)) for value in set(values)), key=lambda choice: choice.name.casefold())


def _lifted(page: Asked, found: Decisions) -> list[Lifted]:
    asked = {name: page.query[name] for name in FILTERS if name in page.query}
    lifted = []
    for name, value in asked.items():
        others = {each: asked[each] for each in asked if each != name}
        link = page.here(**{name: None, "page": None})
        lifted.append(Lifted(_name(page, name, value), link, len(found.fitting(others))))
    if any(name in page.query for name in PICKS):
        link = page.here(**dict.fromkeys((*PICKS, "page")))
        count = len(Decisions(page).fitting(asked))
        lifted.append(Lifted(page.texts.say(N_("a figure in the overview")), link, count))
    return lifted


def _name(page: Asked, name: str, value: str) -> str:
    """What was asked for, in words."""
    texts = page.texts
    match name:
        case "q":
            return texts.say(N_("the words “{value}”"), value=value)
        case "status":
            status = texts.say(STATUSES[value]) if value in STATUSES else value
            return texts.say(N_("state: {value}"), value=status)
        case "tag":
            return texts.say(N_("tag: {value}"), value=value)
        case "organisation":
            return texts.say(N_("organisation: {value}"), value=spaced(value))
        case "decides":
            return texts.say(N_("who decides: {value}"), value=texts.words.level(value))
        case "loops":
            return texts.say(N_("with open learning loops"))
        case _:
            return texts.say(N_("with something overdue"))


def _one_of(page: Asked, name: str, known: Sequence[str], default: str) -> str:
    value = page.query.get(name, default)
    if value not in known:
        raise PageProblem(
            422,
            N_("“{name}” cannot be “{value}”; it may be: {known}."),
            page.here(**{name: None}),
            name=name,
            value=value,
            known=", ".join(known),
        )
    return value


def _number(page: Asked) -> int:
    text = page.query.get("page", "1")
    if not (text.isascii() and text.isdigit() and int(text[:6]) > 0 and len(text) <= 6):
        raise PageProblem(422, N_("“{value}” is no page number."), page.here(page=None), value=text)
    return int(text)
