"""What is new for a level, as a page."""

from dataclasses import dataclass
from urllib.parse import quote

from laeringslopp import Invalid
from laeringslopp.digest import Digest, Item
from laeringslopp.nearest import closest
from laeringslopp_service.api.digesting import TABLES, for_level
from laeringslopp_service.following import fresh
from laeringslopp_service.pages.asked import Asked, PageProblem
from laeringslopp_service.pages.texts import N_

PARAMETERS = ("level", "organisation", "since", "whole")


@dataclass(frozen=True, slots=True)
class Choice:
    """A level to choose."""

    level: str
    label: str
    link: str


@dataclass(frozen=True, slots=True)
class DigestPage:
    """What the page shows: the digest, or why there is none yet, and what to choose."""

    page: Asked
    organisation: str | None
    organisations: tuple[str, ...]
    levels: tuple[Choice, ...]
    level: str | None
    since: str
    digest: Digest | None
    needs_day: bool
    """No earlier meeting is known, and no day was given."""

    def link(self, item: Item) -> str:
        """The entry that an item rests on."""
        return self.page.decision(item.decision_id, f"#v{item.version}")

    @property
    def feed(self) -> str | None:
        """Where the level's news are subscribed to."""
        return self._subscription("/feeds/organisations/{}.atom")

    @property
    def calendar(self) -> str | None:
        """Where what the level owes is subscribed to."""
        return self._subscription("/calendar/organisations/{}.ics")

    def _subscription(self, path: str) -> str | None:
        if self.organisation is None:
            return None
        return self.page.to(path.format(quote(self.organisation)), level=self.level)

    @property
    def whole(self) -> str:
        """Everything, however long."""
        return self.page.here(whole="yes")


def digest_page(page: Asked) -> DigestPage:
    """What the page shows. Raises PageProblem for what is no day, and for a level or an organisation nobody knows."""
    register = page.register
    known = tuple(register.organisations())
    whose = page.query.get("organisation")
    if whose is None:
        try:
            whose = page.settings.organisation or register.organisation_at_work()
        except Invalid:
            return DigestPage(page, None, known, (), None, "", None, False)
    if whose not in known:
        near = closest(whose, known)
        raise PageProblem(
            404,
            N_("No decision of “{value}” is on record here."),
            page.here(organisation=near),
            value=whose,
        )
    levels = register.levels(whose)
    level = page.query.get("level", levels[0])
    if level not in levels:
        raise PageProblem(
            422,
            N_("There is no level “{value}” here. The levels are: {known}."),
            page.here(level=None),
            value=level,
            known=", ".join(levels),
        )
    since = page.moment("since")
    label = page.texts.words.level
    choices = tuple(Choice(each, label(each), page.here(level=each, whole=None)) for each in levels)
    try:
        found = register.digest(
            level,
            whose,
            since,
            page.language,
            whole=page.query.get("whole") == "yes",
            reader=for_level(page.reader, level),
            views=fresh(page.request, *TABLES),
        )
    except Invalid as error:
        if since is not None or [flaw.code for flaw in error.flaws] != ["no-meeting-known"]:
            raise
        return DigestPage(page, whose, known, choices, level, "", None, True)
    return DigestPage(page, whose, known, choices, level, found.since.isoformat(), found, False)
