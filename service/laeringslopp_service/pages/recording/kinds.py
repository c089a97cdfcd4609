"""Which kinds can be recorded in a form, in the order of the loop, and what each of them asks first."""

from collections.abc import Mapping
from typing import NamedTuple

from laeringslopp_service.pages.texts import N_


class Group(NamedTuple):
    """Kinds that belong to one part of the loop."""

    name: str
    title: str
    kinds: tuple[str, ...]


GROUPS: tuple[Group, ...] = (
    Group(
        "failing",
        N_("After a failure"),
        ("failure-disclosed", "failure-contained", "risk-materialised", "failure-corrected"),
    ),
    Group("learning", N_("Learn"), ("lesson-drawn", "lesson-shared", "lesson-acknowledged", "lesson-applied")),
    Group("changing", N_("Change, and try again"), ("adjustment-made", "retry-started")),
    Group("trying", N_("Try"), ("trial-started", "observation-recorded", "plan-changed", "trial-ended")),
    Group(
        "deciding",
        N_("Decide"),
        ("alternative-proposed", "risk-assessed", "direction-chosen", "decision-concluded", "decision-reopened"),
    ),
    Group(
        "telling",
        N_("Tell, ask and answer"),
        ("case-presented", "question-asked", "question-answered", "decision-escalated", "account-disputed"),
    ),
    Group("overseeing", N_("Oversight"), ("oversight-received", "oversight-answered")),
    Group(
        "keeping",
        N_("The record itself"),
        ("tags-added", "decision-linked", "access-changed", "rule-waived"),
    ),
)
"""A failure comes first: whoever looks for where to tell it should not look long."""

OPENING = "decision-opened"
POLICY = "policy-adopted"
ELSEWHERE = (OPENING, POLICY)
"""Kinds that are not recorded in a decision that is there already."""

WHEN = "occurred"
"""The field that says when it happened."""

PRIMARY: Mapping[str, tuple[str, ...]] = {
    OPENING: ("title", "question", "organisation", "deciding_level", "goal", "tags"),
    "alternative-proposed": ("title", "expected_consequences", "recommended_because"),
    "risk-assessed": ("what", "alternative_id", "consequence", "likelihood", "tolerance"),
    "risk-materialised": ("risk_id", "came_true", "failure_id", "note"),
    "direction-chosen": (
        "alternative_id",
        "what",
        "reason",
        "tolerated_risks",
        "organ",
        "meeting",
        "case_number",
        WHEN,
    ),
    "trial-started": ("hypothesis", "criteria", "where", "review_by"),
    "plan-changed": ("what", "to_date", "reason"),
    "observation-recorded": ("trial_id", "metric", "value", "unit", "note"),
    "trial-ended": ("trial_id", "outcome", "summary"),
    "failure-disclosed": ("what_happened", "trial_id", "consequence", "severity"),
    "failure-contained": ("failure_id", "what"),
    "failure-corrected": ("failure_id", "reason", "what_happened", "severity", "finding", "sources"),
    "lesson-drawn": ("statement", "from_failures", "from_trials", "recommendation"),
    "lesson-shared": ("lesson_id", "with_levels"),
    "lesson-acknowledged": ("lesson_id", "reflection"),
    "lesson-applied": ("lesson", "how"),
    "adjustment-made": ("changes", "because_of"),
    "retry-started": ("retry_of", "adjustments", "hypothesis", "criteria", "review_by"),
    "case-presented": ("to_level", "up_to_version", "organ", "meeting", "case_number"),
    "question-asked": ("text", "to_level"),
    "question-answered": ("question_id", "answer"),
    "oversight-received": ("from_body", "nature", "what", "binding", "comply_by", WHEN),
    "oversight-answered": ("oversight_id", "response", "answer"),
    "account-disputed": ("disputed_version", "claim", "sources"),
    "decision-escalated": ("to_level", "reason"),
    "tags-added": ("tags",),
    "decision-linked": ("to_decision", "relation", "reason"),
    "rule-waived": ("rule_id", "for_kind", "reason"),
    "access-changed": ("versions", "access", "reason"),
    "decision-concluded": ("outcome", "reason", "organ", "meeting", "revisit_by", WHEN),
    "decision-reopened": ("reason",),
}
"""What each kind asks first; the rest is folded, and what the model requires is never folded."""

FROM_WHO: Mapping[tuple[str, str], str] = {("lesson-acknowledged", "level"): "level"}
"""Required by the model, and said already by who one is: a level acknowledges for itself."""

OF_THE_DECIDING = frozenset(
    ("direction-chosen", "decision-concluded", "decision-reopened", "lesson-acknowledged", "question-asked")
)
"""Mostly acts of the deciding level; the rest are mostly the administration's."""
