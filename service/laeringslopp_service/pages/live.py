"""How a decision's page stays up to date while somebody reads it, and what is then said to be new."""

from dataclasses import dataclass
from urllib.parse import quote

from laeringslopp import Unknown
from laeringslopp.story import sentence
from laeringslopp_service.pages.asked import Asked, PageProblem
from laeringslopp_service.pages.texts import N_

LOOKS_BACK = ("as_of", "known_at", "level")


@dataclass(frozen=True, slots=True)
class Live:
    """Where the page listens, and from where on."""

    events: str
    news: str
    after: int
    """The position of the last entry that the page shows."""
    seen: int
    """Its version."""


@dataclass(frozen=True, slots=True)
class News:
    """What was recorded since the page was made."""

    count: int
    version: int | None
    """The newest that the reader may see, in the words of ``sentence``."""
    sentence: str | None


def live(page: Asked, decision_id: str, version: int) -> Live | None:
    """How the page of a decision at a version listens; None where it looks back, and stays as it is."""
    last = page.register.entry(decision_id, version)
    if last is None or any(name in page.query for name in LOOKS_BACK):
        return None
    name = quote(decision_id)
    events, news = page.to(f"/api/decisions/{name}/events"), page.to(f"/decisions/{name}/news")
    return Live(events, news, last.position, version)


def news(page: Asked, decision_id: str) -> News:
    """What the page lacks that has ``seen`` so much. Raises Unknown and PageProblem."""
    text = page.query.get("seen", "0")
    if not (text.isascii() and text.isdigit() and len(text) <= 9):
        raise PageProblem(422, N_("“{value}” is no number of an entry."), page.here(seen=None), value=text)
    seen, version = int(text), page.register.version(decision_id)
    if version == 0:
        raise Unknown(decision_id)
    if version <= seen:
        return News(0, None, None)
    timeline = page.register.timeline(decision_id, reader=page.reader)
    newest = max(timeline.entries, key=lambda entry: entry.recorded.version, default=None)
    if newest is None or newest.recorded.version <= seen:
        return News(version - seen, None, None)
    said = sentence(newest.recorded, timeline.named, page.texts.words)
    return News(version - seen, newest.recorded.version, said)
