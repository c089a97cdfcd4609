"""Words of facts about the question, its alternatives and risks, and what was chosen."""

from collections.abc import Mapping

from laeringslopp.facts import (
    AlternativeProposed,
    DecisionConcluded,
    DecisionEscalated,
    DecisionLinked,
    DecisionOpened,
    DecisionReopened,
    DirectionChosen,
    RiskAssessed,
    RiskMaterialised,
    TagsAdded,
    Where,
)
from laeringslopp.facts.values import Value
from laeringslopp.story.fields.shared import CASE_NUMBER, COST, MEETING, ORGAN, OWN_ID, KindSaid, Said
from laeringslopp.story.wording import N_

KINDS: Mapping[str, KindSaid] = {
    "decision-opened": KindSaid(
        N_("Question raised"),
        N_("Open a decision"),
        N_("A question that somebody is to answer, with something at risk. All else follows from it."),
    ),
    "alternative-proposed": KindSaid(
        N_("Alternative"),
        N_("Put forward an alternative"),
        N_("A way one could go. To leave things as they are is one too."),
    ),
    "risk-assessed": KindSaid(
        N_("Risk"),
        N_("Put a risk on record"),
        N_("Something that could go wrong: how likely, how bad, and whether it is tolerated."),
    ),
    "risk-materialised": KindSaid(
        N_("Risk came true"),
        N_("Say how a risk went"),
        N_("A risk on record came true, or you now know that it did not."),
    ),
    "direction-chosen": KindSaid(
        N_("Direction chosen"),
        N_("Record a choice of direction"),
        N_("The level that decides has chosen which way to go. A later choice takes its place."),
    ),
    "decision-escalated": KindSaid(
        N_("Lifted"),
        N_("Lift the decision"),
        N_("The question goes to another level, most often to the one that decides."),
    ),
    "tags-added": KindSaid(
        N_("Tags added"),
        N_("Add tags"),
        N_("More words that the decision can be found by, here and by lessons from others."),
    ),
    "decision-linked": KindSaid(
        N_("Linked decision"), N_("Link to another decision"), N_("This decision has to do with another one.")
    ),
    "decision-concluded": KindSaid(
        N_("Concluded"),
        N_("Conclude the decision"),
        N_("The question has its answer, is given up, or is put off. What was learned stays."),
    ),
    "decision-reopened": KindSaid(
        N_("Reopened"), N_("Reopen the decision"), N_("A question that was closed is taken up again.")
    ),
}

FIELDS: Mapping[type[Value], Mapping[str, Said]] = {
    DecisionOpened: {
        "title": Said(N_("Title"), N_("A short name that people will know it by.")),
        "question": Said(
            N_("Question"), N_("The question to be answered, in one or two sentences that anyone can read.")
        ),
        "organisation": Said(
            N_("Organisation"), N_("Whose decision it is. Write it the same way each time, such as Eksempelvik.")
        ),
        "deciding_level": Said(N_("Deciding level"), N_("The level that answers the question.")),
        "reference": Said(N_("Case number"), N_("The number in your case system, such as 26/1234.")),
        "goal": Said(N_("Goal"), N_("What you want to be better, and for whom.")),
        "expected_outcome": Said(
            N_("Expected outcome"),
            N_("What you think will happen. Write it before the choice is made, so that all can learn from it."),
        ),
        "tags": Said(N_("Tags"), N_("One short word each, such as school. Lessons find their way by them.")),
        "access": Said(
            N_("Who may see it"), N_("What holds for the entries of the decision when they say nothing themselves.")
        ),
    },
    AlternativeProposed: {
        "alternative_id": OWN_ID,
        "title": Said(N_("Title"), N_("A short name for the alternative.")),
        "expected_consequences": Said(N_("Expected consequences"), N_("What it would lead to, good and bad.")),
        "affects": Said(N_("Whom it affects"), N_("Those who will notice it, such as pupils or staff.")),
        "cost": COST,
        "reversible": Said(N_("Can be undone"), N_("Whether one can go back later without great loss.")),
        "lasting": Said(N_("How long it lasts"), N_("How long the effects will be felt, such as for one school year.")),
        "principles": Said(N_("Questions of principle"), N_("What it raises of rights, fairness or law.")),
        "needs": Said(N_("What it takes to succeed"), N_("What must be there, such as money, people or time.")),
        "recommended_because": Said(N_("Recommended because"), N_("The reason, if this is the one you advise.")),
        "rejected_because": Said(N_("Rejected because"), N_("The reason, if it was set aside.")),
    },
    RiskAssessed: {
        "risk_id": OWN_ID,
        "replaces": Said(N_("Replaces"), N_("The earlier word on the same risk, if there is one.")),
        "alternative_id": Said(
            N_("Alternative"), N_("The alternative that it comes with. Leave it empty if it comes with them all.")
        ),
        "what": Said(N_("What could go wrong"), N_("What could happen, and to whom. One sentence is enough.")),
        "probability": Said(
            N_("Probability"), N_("From 0, never, to 1, for certain. Leave it empty if nobody has counted.")
        ),
        "likelihood": Said(N_("Likelihood"), N_("From 1, hardly, to 5, almost certain.")),
        "consequence": Said(N_("Consequence"), N_("How bad it would be for those it reaches.")),
        "tolerance": Said(N_("Tolerated"), N_("Whether you live with the risk, make it smaller, or refuse it.")),
        "warning_signs": Said(N_("Warning signs"), N_("What one would see first if it were about to happen.")),
    },
    RiskMaterialised: {
        "risk_id": Said(N_("Risk"), N_("The risk that this is about.")),
        "came_true": Said(N_("Came true"), N_("Yes if it happened, no if you know that it did not.")),
        "failure_id": Said(N_("Failure"), N_("The failure that it led to, if there is one on record.")),
        "note": Said(N_("Note"), N_("What you saw, in a sentence or two.")),
    },
    DirectionChosen: {
        "alternative_id": Said(
            N_("Alternative"),
            N_("The alternative that was chosen. If it is not on record, write what was chosen below."),
        ),
        "what": Said(N_("What was chosen"), N_("The choice in plain words, or as it was voted.")),
        "reason": Said(N_("Reason"), N_("Why this one, in words that those who did not agree would know as fair.")),
        "tolerated_risks": Said(N_("Risks tolerated"), N_("The risks that you say yes to by this choice.")),
        "until": Said(N_("Until"), N_("The day until which it holds, if it is only for now.")),
    },
    Where: {
        "organ": ORGAN,
        "meeting": MEETING,
        "case_number": CASE_NUMBER,
        "vote": Said(N_("Vote"), N_("How the votes fell, such as 21 to 14, or the text of the vote.")),
        "basis": Said(N_("Decided how"), N_("In a meeting, by someone who was given the right to, or in haste.")),
    },
    DecisionEscalated: {
        "to_level": Said(N_("To"), N_("The level that is to take it from here.")),
        "reason": Said(N_("Reason"), N_("Why they should take it now, and what you ask of them.")),
    },
    TagsAdded: {
        "tags": Said(N_("Tags"), N_("One short word each, such as school.")),
    },
    DecisionLinked: {
        "to_decision": Said(N_("Decision"), N_("The other decision.")),
        "relation": Said(N_("How they belong together"), N_("What this decision is to the other one.")),
        "reason": Said(N_("Reason"), N_("Why you tie them together, if it does not go without saying.")),
    },
    DecisionConcluded: {
        "outcome": Said(N_("Outcome"), N_("How it ended.")),
        "reason": Said(N_("Reason"), N_("Why it ends here, and what you take with you.")),
        "superseded_by": Said(N_("What takes its place"), N_("The decision that takes over, if one does.")),
        "partly": Said(N_("Only in part"), N_("Yes if only some of it is adopted or given up.")),
        "revisit_by": Said(N_("To be taken up again by"), N_("The day by which somebody looks at it again.")),
    },
    DecisionReopened: {
        "reason": Said(N_("Reason"), N_("What has come up that was not known before.")),
    },
}
