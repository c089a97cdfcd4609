"""Words of what every fact has around it, and of the small values inside facts."""

from collections.abc import Mapping

from laeringslopp.entry import Actor, Entry, Envelope, ExternalReference
from laeringslopp.facts import Access, Criterion, Fact, Money
from laeringslopp.facts.values import Value
from laeringslopp.story.fields.shared import UNIT, Said
from laeringslopp.story.wording import N_

FIELDS: Mapping[type[Value], Mapping[str, Said]] = {
    Fact: {
        "kind": Said(N_("Kind of entry"), N_("What sort of thing happened.")),
    },
    Criterion: {
        "metric": Said(N_("What is measured"), N_("What you count or measure, such as days of waiting.")),
        "comparison": Said(
            N_("At least or at most"), N_("Whether the number is to reach the target or stay below it.")
        ),
        "target": Said(N_("Target"), N_("The number to reach or stay within.")),
        "unit": UNIT,
    },
    Money: {
        "amount": Said(N_("Amount"), N_("The number alone, such as 250000.")),
        "currency": Said(N_("Currency"), N_("NOK is kroner.")),
    },
    Actor: {
        "id": Said(N_("Who"), N_("A short name for the person or organ. Only those with the right to it see it.")),
        "role": Said(N_("Role"), N_("As it is shown to others, such as head teacher.")),
        "level": Said(N_("Level"), N_("The level that you or the organ act for.")),
        "unit": Said(N_("Unit or organ"), N_("Where you work, or the name of the organ.")),
    },
    ExternalReference: {
        "system": Said(N_("System"), N_("The name of the other system.")),
        "id": Said(N_("Number there"), N_("What it is called there, such as 26/1234.")),
        "url": Said(N_("Address"), N_("Where it can be opened, if it can.")),
    },
    Access: {
        "level": Said(N_("Who may see it"), N_("Everyone, the organisation, or only some levels.")),
        "ground": Said(
            N_("Legal ground"), N_("The section of the law that lets you keep it back, such as offl. § 23.")
        ),
        "levels": Said(N_("Levels that see it"), N_("Those who may see it all the same.")),
        "until": Said(N_("Until"), N_("The day it no longer holds. After that, the organisation sees it.")),
    },
    Envelope: {
        "by": Said(N_("Whose act it was"), N_("The person or organ that did it. The council is an organ.")),
        "occurred_at": Said(N_("When it happened"), N_("When it happened. Leave it empty for now.")),
        "occurred_precision": Said(
            N_("How precisely it is known"), N_("If you know only the month or the year, say so.")
        ),
        "recorded_by": Said(
            N_("Recorded by"), N_("You who write, if it was the act of somebody else, such as an organ.")
        ),
        "known_from": Said(N_("Generally known from"), N_("When most people knew it, if a source says so.")),
        "sources": Said(N_("Sources"), N_("Where others can check it, such as a web address or a case number.")),
        "references": Said(
            N_("In other systems"), N_("The same thing in another system, so that it can be found there.")
        ),
        "confidence": Said(N_("How certain"), N_("Whether you know it, have been told it, or some say otherwise.")),
        "caused_by": Said(N_("Caused by"), N_("The numbers of the entries that led to this one.")),
        "access": Said(
            N_("Who may see it"), N_("Who may see this entry. Leave it empty for what holds in this decision.")
        ),
        "ext": Said(N_("From your own system"), N_("What your system keeps with the entry. Nobody reads it here.")),
    },
    Entry: {
        "decision_id": Said(N_("Decision"), N_("The decision that the entry belongs to.")),
        "fact": Said(N_("What happened"), N_("The entry itself.")),
    },
}
