"""When the organs of a level meet: shown, and adopted from a calendar or a meeting plan."""

import json
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from laeringslopp.cli.errors import explain_refusal
from laeringslopp.cli.files import must_exist, opened
from laeringslopp.cli.recording import Key
from laeringslopp.cli.session import AsJson, Lang, Session
from laeringslopp.cli.who import ROLE, WhoId, WhoRole, WhoUnit, actor, moment, who
from laeringslopp.exchange.meetings import LARGEST, of_organ, read_meetings
from laeringslopp.policy import Policy
from laeringslopp.register import Register, Verdict
from laeringslopp.rules.differing import differences
from laeringslopp.rules.document import policy_of
from laeringslopp.story import Wording
from laeringslopp.story.policywords import difference_sentence, tell_differences
from laeringslopp.story.wording import N_

Json = dict[str, Any]


def meetings(
    ctx: typer.Context,
    file: Annotated[
        Path | None,
        typer.Argument(metavar="[FILE]", dir_okay=False, help="iCalendar, or moeteplan in JSON; - is standard input."),
    ] = None,
    level: Annotated[
        str | None, typer.Option("--level", metavar="LEVEL", help="Whose meetings (the top level unless given).")
    ] = None,
    organ: Annotated[
        str | None, typer.Option(metavar="NAME", help="Which organ's, where the file holds several; a part is enough.")
    ] = None,
    from_: Annotated[
        str | None,
        typer.Option("--from", metavar="DATE", help="From when the file counts (its first day)."),
    ] = None,
    organisation: Annotated[
        str | None, typer.Option(metavar="ID", help="In which organisation (the only one that records here).")
    ] = None,
    reason: Annotated[str | None, typer.Option(metavar="TEXT", help="Why; everyone can read it.")] = None,
    key: Key = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what it would change; adopt nothing.")] = False,
    by_id: WhoId = None,
    role: WhoRole = ROLE,
    by_level: Annotated[
        str | None, typer.Option("--by-level", metavar="LEVEL", help="Whose act it is (the top level unless given).")
    ] = None,
    unit: WhoUnit = None,
    lang: Lang = None,
    as_json: AsJson = False,
) -> None:
    """Show when a level meets, or adopt the meetings of a file.

    Deadlines, digests and papers count to the next meeting. From the first day in the file on, the file counts, so a
    meeting that was moved or called off is so here too; every meeting that was held stays. Nothing is adopted where
    nothing is new, so it can be run every night.
    """
    session: Session = ctx.obj
    words = session.words(lang)
    if file is None:
        with session.to_read() as (register, _):
            whose = organisation or register.organisation_at_work()
            _show(register, whose, level or register.levels(whose)[0], words, as_json)
        return
    must_exist([file], words)
    begins = None if from_ is None else moment(from_, "--from", words)[0].date()
    with opened(file) as stream:
        data = stream.read(LARGEST + 1)
    with session.to_write() as register:
        whose = organisation or register.organisation_at_work()
        levels = register.levels(whose)
        called, days = of_organ(read_meetings(data, register.now().tzinfo), organ)
        document = register.plan_meetings(whose, level or levels[0], days, called, begins)
        found = differences(register.last_policy(whose), policy_of(json.dumps(document)))
        told: Json = {"adopted": False, **tell_differences(found, words)}
        if found:
            by = actor(who(by_id, role, by_level or levels[0], unit))
            why = reason or words.say(N_("The meetings are read from {file}."), file=file.name)
            answer = register.adopt(whose, document, why, by, key=key, dry_run=dry_run)
            if isinstance(answer, Verdict) and answer.refusals:
                for refusal in answer.refusals:
                    for line in explain_refusal(refusal, words):
                        typer.echo(line, err=True)
                raise typer.Exit(1)
            told["adopted"] = not isinstance(answer, Verdict)
        if as_json:
            typer.echo(json.dumps(told, ensure_ascii=False))
            return
        for each in found:
            typer.echo(difference_sentence(each, words))
        if not found:
            typer.echo(words.text(N_("Nothing is otherwise.")))
        elif dry_run:
            typer.echo(words.text(N_("This can be adopted. Nothing was.")))


def _show(register: Register, organisation: str, level: str, words: Wording, as_json: bool) -> None:
    policy, today = register.policy_of(organisation), register.now().date()
    if as_json:
        typer.echo(json.dumps(_told(policy, organisation, level, today), ensure_ascii=False))
        return
    who_meets = policy.organs.get(level) or words.level(level)
    days = policy.meetings.get(level, ())
    if not days:
        typer.echo(words.say(N_("No days are known on which {level} meets."), level=who_meets))
        return
    last, coming = policy.last_meeting(level, today), [day for day in days if day >= today]
    if last is not None:
        typer.echo(words.say(N_("Last meeting of {level}: {date}."), level=who_meets, date=words.day(last)))
    for day in coming:
        typer.echo(words.say(N_("Coming meeting of {level}: {date}."), level=who_meets, date=words.day(day)))
    if not coming:
        typer.echo(words.say(N_("No coming meeting of {level} is known."), level=who_meets))


def _told(policy: Policy, organisation: str, level: str, today: date) -> Json:
    last, coming = policy.last_meeting(level, today), policy.next_meeting(level, today)
    return {
        "organisation": organisation,
        "level": level,
        "organ": policy.organs.get(level),
        "meetings": [day.isoformat() for day in policy.meetings.get(level, ())],
        "last": last.isoformat() if last else None,
        "next": coming.isoformat() if coming else None,
    }
