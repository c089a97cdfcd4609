"""Words of facts between levels: laid before whom, asked, overseen, disputed, waived, opened and ruled."""

from collections.abc import Mapping

from laeringslopp.facts import (
    AccessChanged,
    AccountDisputed,
    CasePresented,
    OversightAnswered,
    OversightReceived,
    PolicyAdopted,
    QuestionAnswered,
    QuestionAsked,
    RuleWaived,
)
from laeringslopp.facts.values import Value
from laeringslopp.story.fields.shared import CASE_NUMBER, MEETING, ORGAN, OWN_ID, KindSaid, Said
from laeringslopp.story.wording import N_

KINDS: Mapping[str, KindSaid] = {
    "case-presented": KindSaid(
        N_("Presented"),
        N_("Lay the decision before a level"),
        N_("What is on record, up to a certain entry, was laid before a level."),
    ),
    "question-asked": KindSaid(
        N_("Question"), N_("Ask a question"), N_("You ask another level something. They are asked to answer by a day.")
    ),
    "question-answered": KindSaid(
        N_("Answer"), N_("Answer a question"), N_("You answer a question that is on record.")
    ),
    "oversight-received": KindSaid(
        N_("Oversight"),
        N_("Record oversight"),
        N_("A supervisor, an auditor or a court has said something about this decision."),
    ),
    "oversight-answered": KindSaid(
        N_("Answer to oversight"), N_("Answer oversight"), N_("You say what you do with what they asked for.")
    ),
    "account-disputed": KindSaid(
        N_("Another account"),
        N_("Tell it otherwise"),
        N_("You see it otherwise than an entry does. Both stand side by side."),
    ),
    "rule-waived": KindSaid(
        N_("Waiver"),
        N_("Set a rule aside once"),
        N_("A rule is set aside once, by someone who may. Everyone can read the reason."),
    ),
    "access-changed": KindSaid(
        N_("Access changed"),
        N_("Change who may see it"),
        N_("Open entries to more people, or keep them to fewer. It is itself an entry with a date."),
    ),
    "policy-adopted": KindSaid(
        N_("Policy adopted"),
        N_("Adopt a policy"),
        N_("The top level says which rules hold for the organisation from now on."),
    ),
}

FIELDS: Mapping[type[Value], Mapping[str, Said]] = {
    CasePresented: {
        "to_level": Said(N_("To"), N_("The level that got to see it.")),
        "up_to_version": Said(N_("Up to entry"), N_("The number of the last entry that they saw.")),
        "organ": ORGAN,
        "meeting": MEETING,
        "case_number": CASE_NUMBER,
    },
    QuestionAsked: {
        "question_id": OWN_ID,
        "to_level": Said(N_("To"), N_("The level that is to answer.")),
        "text": Said(N_("Question"), N_("One question at a time, in plain words.")),
    },
    QuestionAnswered: {
        "question_id": Said(N_("Question"), N_("The question that you answer.")),
        "answer": Said(N_("Answer"), N_("The answer first, then the reason. If you do not know, say so.")),
    },
    OversightReceived: {
        "oversight_id": OWN_ID,
        "from_body": Said(N_("From"), N_("Who said it, such as the county governor.")),
        "nature": Said(N_("Kind of oversight"), N_("What sort of word it is, such as advice or an order.")),
        "what": Said(N_("What they said"), N_("What they found or ask for, in plain words.")),
        "binding": Said(N_("Binding"), N_("Yes if you have to follow it.")),
        "comply_by": Said(N_("To be followed by"), N_("The last day to follow it or to answer.")),
        "sum": Said(N_("Sum"), N_("The amount, if there is one to pay.")),
        "about": Said(N_("About"), N_("The entries that they spoke of.")),
    },
    OversightAnswered: {
        "oversight_id": Said(N_("Oversight"), N_("The oversight that you answer.")),
        "answer": Said(N_("Answer"), N_("What you have done or will do, and by when.")),
        "response": Said(N_("Response"), N_("Whether you follow it, in full or in part.")),
    },
    AccountDisputed: {
        "disputed_version": Said(N_("Entry told otherwise"), N_("The number of the entry that you see otherwise.")),
        "claim": Said(N_("The other account"), N_("How you see it, and what you build on.")),
    },
    RuleWaived: {
        "rule_id": Said(N_("Rule"), N_("The rule that is set aside.")),
        "for_kind": Said(N_("For"), N_("The kind of entry that is let past.")),
        "reason": Said(N_("Reason"), N_("Why it is right to do so this once.")),
        "expires_on": Said(N_("Expires"), N_("The last day that it can be used.")),
    },
    AccessChanged: {
        "versions": Said(N_("Entries"), N_("The numbers of the entries. Leave it empty for the whole decision.")),
        "access": Said(N_("Who may see it"), N_("Who may see them from now on.")),
        "reason": Said(N_("Reason"), N_("Why it is opened or closed. Others will read it.")),
    },
    PolicyAdopted: {
        "policy": Said(N_("Policy"), N_("The rules, as the file of a policy says them.")),
        "reason": Said(N_("Reason"), N_("Why these rules, for those who will live by them.")),
        "in_force_from": Said(N_("In force from"), N_("When the rules begin. Leave it empty for now.")),
    },
}
