"""The risks, whether they are tolerated, and what became of those that were known before."""

from collections.abc import Iterator

from laeringslopp.entry import Recorded
from laeringslopp.facts import DirectionChosen, FailureDisclosed, RiskAssessed, RiskMaterialised
from laeringslopp.paper.model import Block, Section, Table
from laeringslopp.paper.saying import Sayer, joined, written
from laeringslopp.story.comparing import VALUES
from laeringslopp.story.sentences import name_of
from laeringslopp.story.wording import N_
from laeringslopp.timeline import RiskShown, Timeline, risks

HEADER = (N_("Risk"), N_("How likely"), N_("How bad"), N_("Tolerance"), N_("What became of it"), N_("Entries"))


def risked(timeline: Timeline, say: Sayer) -> Section:
    """The section."""
    return say.section("risks", N_("The risks, and what became of earlier ones"), _risks(timeline, say))


def _risks(timeline: Timeline, say: Sayer) -> Iterator[Block]:
    shown = risks(timeline)
    if not shown:
        yield say.absent(N_("No risk is {recorded}."))
        return
    rows = tuple(_row(each, say) for each in shown)
    yield Table(say.text(N_("Each risk as it was judged last")), tuple(map(say.text, HEADER)), rows)


def _row(risk: RiskShown, say: Sayer) -> tuple[str, ...]:
    fact = risk.last.fact
    assert isinstance(fact, RiskAssessed)
    signs = say.words.these([say.quote(each) for each in fact.warning_signs])
    what = joined(say.told(fact.what), say.say(N_("Warning signs: {signs}."), signs=signs) if signs else None)
    versions = sorted({each.version for each in (*risk.assessments, *risk.said, *risk.failures)})
    return (
        what,
        _likely(fact, say),
        say.text(VALUES[fact.consequence]) if fact.consequence else _nobody(say),
        _tolerated(risk, fact, say),
        _became(risk, say),
        ", ".join(map(str, versions)),
    )


def _nobody(say: Sayer) -> str:
    return say.say(N_("Not {recorded}"), recorded=say.recorded)


def _likely(fact: RiskAssessed, say: Sayer) -> str:
    if fact.probability is not None:
        return say.words.amount(round(fact.probability * 100), "%")
    if fact.likelihood is not None:
        return say.say(N_("{n} of 5"), n=fact.likelihood)
    return _nobody(say)


def _tolerated(risk: RiskShown, fact: RiskAssessed, say: Sayer) -> str:
    organs = list(dict.fromkeys(_organ(each) for each in risk.tolerated))
    if not organs:
        return say.say(VALUES[fact.tolerance]) if fact.tolerance else _nobody(say)
    by = say.say(N_("Tolerated by {who}"), who=say.words.these(organs))
    is_more = fact.tolerance is not None and fact.tolerance != "tolerated"
    return f"{by} ({say.text(VALUES[fact.tolerance])})" if fact.tolerance and is_more else by


def _organ(recorded: Recorded) -> str:
    fact = recorded.fact
    return written(fact.organ) if isinstance(fact, DirectionChosen) and fact.organ else name_of(recorded.by)


def _became(risk: RiskShown, say: Sayer) -> str:
    if risk.came_true is None:
        return _nobody(say)
    if not risk.came_true:
        return say.text(N_("It did not come true."))
    note = risk.said[-1].fact
    told = [each.fact.what_happened for each in risk.failures if isinstance(each.fact, FailureDisclosed)]
    if not told and isinstance(note, RiskMaterialised) and note.note:
        told = [note.note]
    return joined(say.text(N_("It came true.")), *(say.told(each) for each in told))
