"""What is open: what waits for somebody, and since when."""

from collections.abc import Iterator, Mapping, Sequence

from laeringslopp.decision import Decision
from laeringslopp.decision.state import Answerable, Failure, Lesson, Risk, Trial
from laeringslopp.entry import Recorded
from laeringslopp.facts import EXTERNAL, Fact, OversightReceived, QuestionAsked
from laeringslopp.timeline.model import Open


def waiting(decision: Decision, named: Mapping[str, Recorded], levels: Sequence[str]) -> Iterator[Open]:
    """Everything that waits, in the order in which it was recorded."""
    for name, thing in sorted(decision.things.items(), key=lambda item: item[1].version):
        since = named.get(name)
        if since is None:
            continue
        match thing:
            case Failure(has_lesson=False, finding=finding) if finding != "unfounded":
                yield Open("failure-without-lesson", thing.version, since)
            case Trial(outcome=None):
                yield Open("trial-running", thing.version, since)
            case Answerable(noun="question", answered=False):
                to_level = since.fact.to_level if isinstance(since.fact, QuestionAsked) else None
                yield Open("question-unanswered", thing.version, since, to_level)
            case Answerable(noun="oversight", answered=False) if not _asks_nothing(since.fact):
                yield Open("oversight-unanswered", thing.version, since, decision.deciding_level)
            case Risk(replaced=False, came_true=None):
                yield Open("risk-unresolved", thing.version, since)
            case Lesson(shared_with=shared, acknowledged_by=read):
                own = since.by.level
                if not shared and own != EXTERNAL:
                    yield Open("lesson-not-shared", thing.version, since, own)
                for level in levels:
                    if level in shared and level not in read and level != own:
                        yield Open("lesson-unread", thing.version, since, level)


def _asks_nothing(fact: Fact) -> bool:
    """Oversight that had no objections waits for nobody."""
    return isinstance(fact, OversightReceived) and fact.nature == "cleared"
