"""Words of facts about failures."""

from collections.abc import Mapping

from laeringslopp.facts import FailureContained, FailureCorrected, FailureDisclosed
from laeringslopp.facts.values import Value
from laeringslopp.story.fields.shared import FAILURE, FAILURE_KIND, OWN_ID, SEVERITY, TRIAL, KindSaid, Said
from laeringslopp.story.wording import N_

KINDS: Mapping[str, KindSaid] = {
    "failure-disclosed": KindSaid(
        N_("Failure disclosed"),
        N_("Disclose a failure"),
        N_("Something did not go as meant. It says nothing about fault, and one sentence is enough."),
    ),
    "failure-contained": KindSaid(
        N_("Containment"),
        N_("Say what was done at once"),
        N_("What was done at once to stop the harm or hold it back."),
    ),
    "failure-corrected": KindSaid(
        N_("Account corrected"),
        N_("Correct the account"),
        N_("Something in the account of a failure was wrong. The first text stays beside the new one."),
    ),
}

FIELDS: Mapping[type[Value], Mapping[str, Said]] = {
    FailureDisclosed: {
        "failure_id": OWN_ID,
        "what_happened": Said(N_("What happened"), N_("What happened, in your own words. You need not know why.")),
        "trial_id": TRIAL,
        "consequence": Said(N_("Consequence"), N_("What it led to, and for whom.")),
        "severity": SEVERITY,
        "failure_kind": FAILURE_KIND,
        "finding": Said(N_("How certain"), N_("Choose suspected if you are not sure. It counts just as much.")),
        "own": Said(N_("Our own doing"), N_("Yes if it came from what we did, and not from outside.")),
        "discovered_at": Said(N_("Discovered"), N_("When somebody first saw it.")),
        "discovered_by": Said(N_("Discovered by"), N_("The level that saw it first.")),
    },
    FailureContained: {
        "failure_id": FAILURE,
        "what": Said(N_("What was done at once"), N_("What you did, and if it helped.")),
        "harm_stopped_at": Said(N_("Harm stopped"), N_("When it did no more harm, if you know.")),
    },
    FailureCorrected: {
        "failure_id": FAILURE,
        "reason": Said(N_("Reason"), N_("What you know now, and how you came to know it.")),
        "what_happened": Said(N_("What happened"), N_("The new account, if that is what you correct.")),
        "consequence": Said(N_("Consequence"), N_("What it led to, if that was told wrongly.")),
        "severity": Said(N_("Severity"), N_("The new severity. To lower it you must name a source.")),
        "failure_kind": FAILURE_KIND,
        "finding": Said(
            N_("How certain"),
            N_("Whether it is confirmed, or found to be no failure. For the last you must name a source."),
        ),
    },
}
