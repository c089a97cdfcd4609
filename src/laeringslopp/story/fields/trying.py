"""Words of facts about trials, what they are measured by, and what they showed."""

from collections.abc import Mapping

from laeringslopp.facts import Attempt, ObservationRecorded, PlanChanged, RetryStarted, TrialEnded, TrialStarted
from laeringslopp.facts.values import Value
from laeringslopp.story.fields.shared import COST, OWN_ID, TRIAL, UNIT, KindSaid, Said
from laeringslopp.story.wording import N_

KINDS: Mapping[str, KindSaid] = {
    "trial-started": KindSaid(
        N_("Trial started"),
        N_("Start a trial"),
        N_("You try something, and have said before you begin how you will know if it works."),
    ),
    "retry-started": KindSaid(
        N_("Retry"), N_("Try again"), N_("You try again after a failure, with something changed since the last time.")
    ),
    "plan-changed": KindSaid(
        N_("Plan changed"), N_("Change a plan"), N_("A date or a plan was moved. Say it as soon as you know.")
    ),
    "observation-recorded": KindSaid(
        N_("Observation"), N_("Record what you saw"), N_("Something you measured or saw. A few words are enough.")
    ),
    "trial-ended": KindSaid(
        N_("Trial ended"), N_("End a trial"), N_("A trial is over. That it did not go as meant is also an answer.")
    ),
}

FIELDS: Mapping[type[Value], Mapping[str, Said]] = {
    Attempt: {
        "trial_id": OWN_ID,
        "hypothesis": Said(
            N_("Hypothesis"), N_("What you think will happen if you do this. Say it so that it can be proved wrong.")
        ),
        "criteria": Said(
            N_("Measured by"), N_("What you will measure, and what it takes to say that it went as meant.")
        ),
        "stop_when": Said(N_("To be stopped when"), N_("What would make you stop before time.")),
        "scale": Said(N_("Scale"), N_("How many or how much, such as two schools for one term.")),
        "where": Said(N_("Where"), N_("The place or unit, if it is one of several.")),
        "cost_limit": Said(N_("Cost limit"), N_("The most that it may cost.")),
        "review_by": Said(N_("To be reviewed by"), N_("The day by which somebody says how it goes.")),
    },
    TrialStarted: {},
    RetryStarted: {
        "retry_of": Said(N_("Another attempt at"), N_("The trial or the failure that you learned from.")),
        "adjustments": Said(N_("Changes made before it"), N_("What you changed since the last time. At least one.")),
    },
    PlanChanged: {
        "trial_id": TRIAL,
        "what": Said(N_("What is moved"), N_("What was to happen, such as moving in.")),
        "from_date": Said(N_("From date"), N_("The day it was to happen.")),
        "to_date": Said(N_("To date"), N_("The new day. Leave it empty if nobody knows it yet.")),
        "reason": Said(N_("Reason"), N_("What made it so.")),
        "extra_cost": Said(N_("Extra cost"), N_("What the change costs beyond the plan.")),
    },
    ObservationRecorded: {
        "observation_id": OWN_ID,
        "trial_id": TRIAL,
        "metric": Said(N_("What was measured"), N_("The same words as in the trial, if it is measured by this.")),
        "value": Said(N_("Value"), N_("The number alone, such as 42. Leave it empty if it is a note.")),
        "unit": UNIT,
        "note": Said(N_("Note"), N_("What you saw, in plain words.")),
    },
    TrialEnded: {
        "trial_id": Said(N_("Trial"), N_("The trial that is over.")),
        "outcome": Said(N_("Outcome"), N_("How it went, by what you said you would measure.")),
        "summary": Said(N_("Summary"), N_("What happened and what you know now, in a few sentences.")),
        "stopped_because": Said(N_("Stopped because"), N_("The reason, if it was stopped before time.")),
        "cost": COST,
    },
}
