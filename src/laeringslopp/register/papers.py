"""What a case paper is made of, read from the register."""

from collections.abc import Callable
from datetime import date, datetime

from laeringslopp.errors import Flaw, Invalid
from laeringslopp.paper import Paper
from laeringslopp.paper.making import Given, make
from laeringslopp.policy import Policy
from laeringslopp.register.looking import Looking
from laeringslopp.register.ruling import organisation_of
from laeringslopp.rules.duties.deciding import GROUND, PREPARED
from laeringslopp.story import LANGUAGES, Language
from laeringslopp.timeline import Timeline

PREPARATION = "case-paper-complete"
"""The duty that says what a properly prepared case holds."""


def paper_of(
    looking: Looking,
    as_of: datetime | date | None,
    language: Language,
    policy_at: Callable[[str | None, datetime], Policy],
) -> Paper:
    """The paper of a decision. Raises Invalid."""
    if language not in LANGUAGES:
        raise Invalid([Flaw("unknown-language", f"{language!r} is not spoken here; write nb, nn or en", "/lang")])
    at = looking.moment(as_of, "/as_of") or looking.now
    timeline = looking.on_paper(at)
    policy = policy_at(organisation_of(looking.whole), at)
    given = Given(
        timeline=timeline,
        as_of=at.date(),
        up_to=reaches(timeline),
        ground=policy.value(PREPARATION, GROUND),
        lacking=tuple(part for part in PREPARED if part not in timeline.decision.prepared),
    )
    return make(given, language)


def reaches(timeline: Timeline) -> int:
    """The last version up to which a paper lays out the record: nothing before it was left out."""
    return max((entry.version for entry in timeline.entries), default=0)
