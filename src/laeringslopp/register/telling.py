"""What a register tells in words: the story, the case paper, what has failed before, and what is new."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import nullcontext
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from laeringslopp.access import Reader
from laeringslopp.errors import Flaw, Invalid
from laeringslopp.register.asking import MEMBER, Asking
from laeringslopp.register.owing import Raising

if TYPE_CHECKING:
    from laeringslopp.digest import Digest
    from laeringslopp.paper import Paper
    from laeringslopp.search.before import Searching
    from laeringslopp.search.hits import FailedBefore
    from laeringslopp.story import Language, Length, Story
    from laeringslopp.views import Views

PATIENT = 600.0
"""Seconds in which an index is built anew, where nobody has asked before."""


def check_told_as(lang: str, length: str) -> None:
    """Raises Invalid for a language that is not spoken here, and for a length that there is none of."""
    from laeringslopp.story import LANGUAGES, LENGTHS

    flaws = []
    if lang not in LANGUAGES:
        flaws.append(Flaw("unknown-language", f"{lang!r} is not spoken here; write nb, nn or en", "/lang"))
    if length not in LENGTHS:
        flaws.append(Flaw("unknown-word", f"there is no length {length!r}; write short, medium or long", "/length"))
    if flaws:
        raise Invalid(flaws)


class Telling(Asking):
    """A register as those read it who do not want the facts one by one; words load when somebody asks for them."""

    def story(
        self,
        decision_id: str,
        lang: "Language" = "nb",
        length: "Length" = "short",
        as_of: datetime | date | None = None,
        known_at: datetime | date | None = None,
        level: str | None = None,
        reader: Reader = MEMBER,
    ) -> "Story":
        """The whole decision as a short plain text, of which ``str`` gives all; ``lang`` is nb, nn or en.

        ``short`` takes twenty seconds to read, ``medium`` a minute, and ``long`` is the whole course. It is made of the
        timeline as the reader may see it. Raises Unknown, and Invalid as ``timeline`` does and for an unknown language
        or length.
        """
        from laeringslopp.story import story  # words load when somebody asks for them

        check_told_as(lang, length)
        return story(self.timeline(decision_id, as_of, known_at, level, reader), lang, length)

    def paper(
        self,
        decision_id: str,
        lang: "Language" = "nb",
        as_of: datetime | date | None = None,
        reader: Reader = MEMBER,
    ) -> "Paper":
        """The case paper: the decision laid out for those who decide, as it would have been on a day; now by default.

        Raises Unknown, and Invalid for an unknown language or a time without offset.
        """
        from laeringslopp.register.papers import paper_of  # words load when somebody asks for them

        return paper_of(self._looking, self._subjects, self.policy_of, decision_id, lang, as_of, reader)

    def failed_before(
        self,
        text: str,
        lang: "Language" = "nb",
        organisation: str | None = None,
        most: int = 10,
        reader: Reader = MEMBER,
        views: "Searching | None" = None,
    ) -> "FailedBefore":
        """The earlier failures and lessons most like what somebody plans, as the reader may see them.

        The text may be in any of the languages. Without ``views`` of this register they are opened beside it and
        brought on. Raises Invalid for a text without words or with too many, Behind where another process holds the
        views and does not bring them on, and StoreError.
        """
        from laeringslopp.search.before import failed_before, wanted

        asked = wanted(text, lang, organisation, most)
        if views is not None:
            return failed_before(self, asked, reader, views)
        from laeringslopp.views import open_views  # SQL loads when somebody searches

        with open_views(self, self._url or "memory:") as own:
            own.at_least(self.position, PATIENT, ("texts",))
            return failed_before(self, asked, reader, own)

    def digest(
        self,
        level: str,
        organisation: str | None = None,
        since: date | str | None = None,
        lang: "Language" = "nb",
        *,
        only: Collection[str] | None = None,
        whole: bool = False,
        reader: Reader | None = None,
        views: "Views | None" = None,
    ) -> "Digest":
        """What is new for a level since its last meeting, or a date: one page, or with ``whole`` all of it.

        Of the decisions that concern the level, or ``only`` those that are named. It is made for the level's own
        reader unless another is given: nothing in it is withheld from those it is sent to. Raises Invalid for a level
        that the organisation does not have, and where no earlier meeting is known.
        """
        from laeringslopp.register.digesting import digest_of

        return digest_of(self, level, organisation, since, lang, only, whole, reader, views)

    def tell_duties(
        self,
        lang: "Language" = "nb",
        as_of: datetime | date | None = None,
        level: str | None = None,
        organisation: str | None = None,
        decision_id: str | None = None,
        open: bool | None = None,
        reader: Reader = MEMBER,
        views: Raising | None = None,
    ) -> list[dict[str, Any]]:
        """What is owed, as ``duties`` gives it, each as a dictionary with its sentence in a language.

        Raises as ``duties`` does, and Invalid for an unknown language.
        """
        from laeringslopp.story import tell_duty, wording

        check_told_as(lang, "short")
        words, owed = wording(lang), self.duties(as_of, level, organisation, decision_id, open, reader, views)
        return [tell_duty(each, self.entry(each.decision_id, each.version, reader), words) for each in owed]

    def rows(
        self,
        view: str,
        where: Mapping[str, Any] | None = None,
        columns: Iterable[str] | None = None,
        reader: Reader = MEMBER,
        views: "Views | None" = None,
    ) -> Iterator[dict[str, Any]]:
        """Every row of a view across decisions, such as ``failures``, as the reader may see it; in its order.

        ``where`` and ``columns`` are as ``Views.rows`` takes them. Without ``views`` of this register they are opened
        beside it and brought on. Going through it raises Invalid with the nearest name for what is unknown, Behind
        where another process holds the views and does not bring them on, and StoreError.
        """
        from laeringslopp.register.digesting import own_views
        from laeringslopp.views import MOST_ROWS

        with nullcontext(views) if views is not None else own_views(self) as asked:
            names, after = None if columns is None else tuple(columns), None
            while True:
                page = asked.rows(view, reader, where, names, after, MOST_ROWS)
                yield from page.rows
                if (after := page.next) is None:
                    return
