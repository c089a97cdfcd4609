"""What words of a field are, and those that several facts share."""

from typing import NamedTuple

from laeringslopp.story.wording import N_


class Said(NamedTuple):
    """A field's label, and what to write in it; each is a key of the catalogues."""

    label: str
    help: str


class KindSaid(NamedTuple):
    """What an entry of a kind is called, what one does when recording it, and when to use it."""

    name: str
    act: str
    help: str


OWN_ID = Said(N_("Id"), N_("A short name that other entries can point to. Leave it empty, and the register makes one."))
TRIAL = Said(N_("Trial"), N_("The trial that this is about. Leave it empty if it is about the decision as a whole."))
FAILURE = Said(N_("Failure"), N_("The failure that this is about."))
SEVERITY = Said(N_("Severity"), N_("How bad it was for those it reached. Leave it empty if you do not know."))
FAILURE_KIND = Said(
    N_("What kind of failure"), N_("How it came about. Leave it empty until somebody has looked into it.")
)
CASE_NUMBER = Said(N_("Case number"), N_("As it stands in the minutes, such as PS 12/26."))
ORGAN = Said(N_("Organ"), N_("The name of the organ, such as the council."))
MEETING = Said(N_("Meeting"), N_("The day of the meeting."))
COST = Said(N_("Cost"), N_("What it costs or has cost, as near as you know."))
UNIT = Said(N_("Unit"), N_("What the number counts, such as % or days."))
