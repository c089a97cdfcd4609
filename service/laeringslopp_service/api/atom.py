"""News as an Atom feed (RFC 4287)."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from html import escape
from typing import NamedTuple
from uuid import NAMESPACE_URL, uuid5

from feedgenerator import Atom1Feed

from laeringslopp.story import Language

FIRST = datetime(1970, 1, 1, tzinfo=UTC)
"""When a feed was changed that has no entries: a feed must say, and a clock would make it another each time."""
NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
LONGEST = 120


class Told(NamedTuple):
    """One entry of a feed."""

    decision_id: str
    version: int
    title: str
    text: str
    who: str
    kind: str
    recorded_at: datetime
    link: str


class _Feed(Atom1Feed):  # type: ignore[misc]  # it ships no types
    """One that is changed when its newest entry was recorded, and says nothing of a clock."""

    def latest_post_date(self) -> datetime:
        return max((item["updateddate"] for item in self.items), default=FIRST)


def atom(title: str, about: str, link: str, own: str, language: Language, entries: Sequence[Told]) -> bytes:
    """The feed; ``own`` is its address, ``link`` that of the page it is about."""
    feed = _Feed(
        title=_clean(title), link=link, description=_clean(about), language=language, feed_url=own, feed_guid=_id(own),
        author_name="Læringsløpp",
    )  # fmt: skip
    for each in entries:
        line = " ".join(each.text.split())
        feed.add_item(
            title=_clean(f"{each.title}: {line if len(line) <= LONGEST else line[:LONGEST].rsplit(' ', 1)[0] + ' …'}"),
            link=each.link,
            description=escape(_clean(each.text)),
            author_name=_clean(each.who),
            pubdate=each.recorded_at,
            updateddate=each.recorded_at,
            unique_id=_id(f"{each.decision_id}/{each.version}/{each.recorded_at.isoformat()}"),
            categories=(each.kind,),
        )
    return str(feed.writeString("utf-8")).encode()


def _id(name: str) -> str:
    """The same for the same entry, wherever the service stands."""
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'laeringslopp/{name}')}"


def _clean(text: str) -> str:
    """What XML has no place for is left out."""
    return NOT_XML.sub("", text)
