"""Words of facts about what was learned and what was changed because of it."""

from collections.abc import Mapping

from laeringslopp.facts import (
    AdjustmentMade,
    Change,
    LessonAcknowledged,
    LessonApplied,
    LessonDrawn,
    LessonElsewhere,
    LessonShared,
)
from laeringslopp.facts.values import Value
from laeringslopp.story.fields.shared import CASE_NUMBER, ORGAN, OWN_ID, KindSaid, Said
from laeringslopp.story.wording import N_

KINDS: Mapping[str, KindSaid] = {
    "lesson-drawn": KindSaid(
        N_("Lesson"),
        N_("Draw a lesson"),
        N_("What a failure, a trial or oversight taught you, for those who come after."),
    ),
    "lesson-shared": KindSaid(
        N_("Lesson shared"),
        N_("Share a lesson"),
        N_("You tell a lesson to other levels. They are asked to say that they have read it."),
    ),
    "lesson-acknowledged": KindSaid(
        N_("Lesson read"),
        N_("I have read this lesson"),
        N_("A level says that it has read a lesson, and what it means for them."),
    ),
    "lesson-applied": KindSaid(
        N_("Lesson used"),
        N_("Say that a lesson was used"),
        N_("A lesson from here or from elsewhere was put to use in this decision."),
    ),
    "adjustment-made": KindSaid(
        N_("Change"), N_("Make a change"), N_("You do or want something else now, because of what you learned.")
    ),
}

FIELDS: Mapping[type[Value], Mapping[str, Said]] = {
    LessonDrawn: {
        "lesson_id": OWN_ID,
        "from_failures": Said(N_("From failures"), N_("The failures that taught it.")),
        "from_trials": Said(N_("From trials"), N_("The trials that taught it, also those that went well.")),
        "from_oversight": Said(N_("From oversight"), N_("The oversight that taught it.")),
        "statement": Said(
            N_("Lesson"), N_("What you know now that you did not know then. Write it so that others can use it.")
        ),
        "recommendation": Said(N_("Recommendation"), N_("What you would tell others to do, or not to do.")),
        "applies_to": Said(
            N_("Of use for"),
            N_("Tags of other decisions that can use it, such as school. Leave it empty for the same tags as here."),
        ),
    },
    LessonShared: {
        "lesson_id": Said(N_("Lesson"), N_("The lesson that you share.")),
        "with_levels": Said(N_("With"), N_("The levels that are to know it.")),
        "how": Said(N_("How"), N_("How you told them, such as in a meeting or a note.")),
    },
    LessonAcknowledged: {
        "lesson_id": Said(N_("Lesson"), N_("The lesson that you have read.")),
        "level": Said(N_("Read by"), N_("The level that has read it. One can only say so for one’s own.")),
        "organ": ORGAN,
        "case_number": CASE_NUMBER,
        "reflection": Said(N_("In their own words"), N_("What it means for us, in your own words. One line is fine.")),
    },
    LessonApplied: {
        "lesson": Said(N_("Lesson"), N_("The lesson, and the decision it comes from.")),
        "how": Said(N_("How"), N_("What you did in another way because of it.")),
    },
    LessonElsewhere: {
        "decision_id": Said(
            N_("Decision it comes from"), N_("The decision where the lesson was drawn. It may be this one.")
        ),
        "lesson_id": Said(N_("Lesson"), N_("The id of the lesson there.")),
    },
    AdjustmentMade: {
        "adjustment_id": OWN_ID,
        "because_of": Said(N_("Because of"), N_("The lessons, failures or oversight that made you do it.")),
        "depth": Said(
            N_("How deep the change goes"),
            N_("Whether you do things in another way, seek another aim, or learn in another way."),
        ),
        "changes": Said(N_("What is changed"), N_("One line for each thing: what, how it was, and how it is now.")),
        "temporary": Said(N_("For a time"), N_("Yes if it will be changed back.")),
    },
    Change: {
        "what": Said(N_("What"), N_("What you change, such as who opens the door.")),
        "from_": Said(N_("Before"), N_("How it was, if it was there before.")),
        "to": Said(N_("Now"), N_("How it is from now on.")),
    },
}
