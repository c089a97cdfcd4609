"""The six questions that a properly prepared case answers, after the pattern of *utredningsinstruksen* § 2-1."""

from collections.abc import Callable, Iterator

from laeringslopp.facts import AlternativeProposed, DecisionConcluded, DecisionOpened, DirectionChosen
from laeringslopp.paper.model import Block, Paragraph, Section
from laeringslopp.paper.saying import Sayer, item, joined, listed
from laeringslopp.story.sentences import name_of
from laeringslopp.story.wording import N_
from laeringslopp.timeline import AlternativeShown, Timeline, alternatives

YES, NO = N_("It can be undone."), N_("It cannot be undone.")
Tell = Callable[[AlternativeProposed], str]


def questions(timeline: Timeline, say: Sayer) -> Iterator[Section]:
    """Each question, answered from the facts; what is not answered is said to be not on record."""
    shown = alternatives(timeline)
    yield say.section("problem", N_("What is the problem, and what do we want?"), _problem(timeline, say))
    yield say.section("measures", N_("Which measures are there to choose from?"), _measures(shown, say))
    yield say.section(
        "principles",
        N_("Which questions of principle do they raise?"),
        _each(shown, say, lambda fact: say.told(fact.principles) if fact.principles else "")
        or [say.absent(N_("Whether it raises questions of principle is not {recorded}."))],
    )
    yield say.section("effects", N_("What are the effects, for whom, and how lasting?"), _effects(shown, say))
    yield say.section("recommended", N_("What is recommended, and why?"), _recommended(timeline, shown, say))
    yield say.section(
        "needs",
        N_("What does it take to succeed?"),
        _each(shown, say, lambda fact: say.told(fact.needs) if fact.needs else "")
        or [say.absent(N_("What it takes to succeed is not {recorded}."))],
    )


def _fact(shown: AlternativeShown) -> AlternativeProposed:
    fact = shown.proposed.fact
    assert isinstance(fact, AlternativeProposed)
    return fact


def _each(shown: tuple[AlternativeShown, ...], say: Sayer, tell: Tell) -> list[Block]:
    """What is told of each alternative that it is told of."""
    facts = ((each.proposed.version, _fact(each)) for each in shown)
    items = [item(f"{say.quote(fact.title)}: {told}", version) for version, fact in facts if (told := tell(fact))]
    return list(listed(items))


def _problem(timeline: Timeline, say: Sayer) -> Iterator[Block]:
    opened = next((e.recorded for e in timeline.entries if isinstance(e.recorded.fact, DecisionOpened)), None)
    if opened is None:
        yield say.absent(N_("The question is not shown here."))
        return
    fact = opened.fact
    assert isinstance(fact, DecisionOpened)
    yield item(say.labelled(N_("The question"), fact.question), opened.version)
    if fact.goal:
        yield item(say.labelled(N_("Goal"), fact.goal), opened.version)
    else:
        yield say.absent(N_("What one wants to reach is not {recorded}."))
    if fact.expected_outcome:
        yield item(say.labelled(N_("Expected before it was decided"), fact.expected_outcome), opened.version)


def _measures(shown: tuple[AlternativeShown, ...], say: Sayer) -> Iterator[Block]:
    if not shown:
        yield say.absent(N_("No alternative is {recorded}."))
        return
    if len(shown) == 1:
        yield say.absent(N_("Only one alternative is {recorded}."))
    yield from listed([_measure(each, say) for each in shown])


def _measure(shown: AlternativeShown, say: Sayer) -> Paragraph:
    fact = _fact(shown)
    cost = say.say(N_("Cost: {money}."), money=say.words.money(fact.cost)) if fact.cost else None
    return item(joined(say.told(fact.title), cost, _undone(fact, say), _chosen(shown, say)), *_versions(shown))


def _undone(fact: AlternativeProposed, say: Sayer) -> str | None:
    return None if fact.reversible is None else say.text(YES if fact.reversible else NO)


def _chosen(shown: AlternativeShown, say: Sayer) -> str | None:
    if not shown.chosen:
        return None
    last = shown.chosen[-1]
    values = {"who": _by(last.fact, name_of(last.by)), "date": say.day(last)}
    if shown.is_in_force:
        return say.say(N_("Chosen by {who}, {date}, and in force."), **values)
    return say.say(N_("Chosen by {who}, {date}, and later replaced."), **values)


def _by(fact: object, otherwise: str) -> str:
    return fact.organ if isinstance(fact, DirectionChosen) and fact.organ else otherwise


def _versions(shown: AlternativeShown) -> tuple[int, ...]:
    return (shown.proposed.version, *(each.version for each in shown.chosen))


def _effects(shown: tuple[AlternativeShown, ...], say: Sayer) -> Iterator[Block]:
    def tell(fact: AlternativeProposed) -> str:
        expected = say.labelled(N_("Effects"), fact.expected_consequences) if fact.expected_consequences else None
        affects = say.words.these([say.quote(each) for each in fact.affects])
        for_whom = say.say(N_("For: {whom}."), whom=affects) if affects else None
        lasting = say.labelled(N_("How lasting"), fact.lasting) if fact.lasting else None
        return joined(expected, for_whom, lasting)

    facts = [_fact(each) for each in shown]
    yield from _each(shown, say, tell)
    if not any(fact.expected_consequences for fact in facts):
        yield say.absent(N_("What effects are expected is not {recorded}."))
    if not any(fact.affects for fact in facts):
        yield say.absent(N_("Whom it affects is not {recorded}."))
    if not any(fact.lasting for fact in facts):
        yield say.absent(N_("How long the effects last is not {recorded}."))


def _recommended(timeline: Timeline, shown: tuple[AlternativeShown, ...], say: Sayer) -> Iterator[Block]:
    found = _each(
        shown,
        say,
        lambda fact: joined(
            say.labelled(N_("Recommended because"), fact.recommended_because) if fact.recommended_because else None,
            say.labelled(N_("Not recommended because"), fact.rejected_because) if fact.rejected_because else None,
        ),
    )
    yield from found
    if not any(_fact(each).recommended_because for each in shown):
        yield say.absent(N_("What is recommended, and why, is not {recorded}."))
    direction = timeline.decision.direction
    entry = timeline.entry(direction.version) if direction else None
    if entry is not None and isinstance(fact := entry.recorded.fact, DirectionChosen):
        named = timeline.named.get(fact.alternative_id or "")
        title = named.fact.title if named and isinstance(named.fact, AlternativeProposed) else fact.alternative_id
        said = say.say(N_("In force now: {what}"), what=say.told(fact.what or title or ""))
        until = say.say(N_("It holds until {date}."), date=say.words.day(fact.until)) if fact.until else None
        why = say.labelled(N_("The reason given"), fact.reason) if fact.reason else None
        yield item(joined(said, until, why), entry.version)
    concluded = timeline.entry(timeline.decision.concluded)
    if concluded is not None and isinstance(ended := concluded.recorded.fact, DecisionConcluded):
        values = {"who": ended.organ or name_of(concluded.recorded.by), "date": say.day(concluded.recorded)}
        text = N_("Concluded by {who}, {date}: {what}")
        yield item(say.say(text, what=say.told(ended.reason), **values), concluded.version)
