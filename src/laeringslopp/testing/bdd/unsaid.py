"""What a sentence about a fact need not say, and which field a text below it fills."""

from collections.abc import Mapping
from typing import Any

CRITERION: dict[str, Any] = {"metric": "uptake", "comparison": ">=", "target": 60}
ATTEMPT: dict[str, Any] = {"hypothesis": "It works", "criteria": [CRITERION]}
UNSAID: Mapping[str, dict[str, Any]] = {
    "decision-opened": {
        "title": "A question",
        "question": "Which way should we go?",
        "organisation": "a-town",
        "deciding_level": "political",
    },
    "alternative-proposed": {"title": "One way to go"},
    "risk-assessed": {"what": "It may not work"},
    "risk-materialised": {"came_true": True},
    "direction-chosen": {"what": "The way to go"},
    "trial-started": ATTEMPT,
    "retry-started": {**ATTEMPT, "hypothesis": "It works when changed"},
    "plan-changed": {"what": "The date", "reason": "It takes longer"},
    "trial-ended": {"summary": "It is over"},
    "failure-disclosed": {"what_happened": "It did not work"},
    "failure-contained": {"what": "Went back to the old way"},
    "failure-corrected": {"reason": "We know more now"},
    "lesson-drawn": {"statement": "Ask those who will use it first"},
    "lesson-applied": {"how": "We asked them first"},
    "adjustment-made": {"changes": [{"what": "training", "to": "two hours"}]},
    "question-asked": {"text": "How is it going?"},
    "question-answered": {"answer": "As planned"},
    "oversight-received": {
        "from_body": "The inspectorate",
        "nature": "order",
        "what": "Ask for consent first",
        "binding": True,
    },
    "oversight-answered": {"answer": "We ask now", "response": "followed"},
    "account-disputed": {"claim": "It was otherwise"},
    "decision-escalated": {"reason": "We need your word"},
    "decision-linked": {"relation": "see-also"},
    "rule-waived": {"reason": "The vote was held on one proposal"},
    "access-changed": {"reason": "It was asked for"},
    "decision-concluded": {"reason": "It is settled"},
    "decision-reopened": {"reason": "There is more to it"},
    "policy-adopted": {"reason": "We want it so"},
}
"""What a sentence need not say."""
TEXT: Mapping[str, str] = {
    "decision-opened": "question",
    "risk-assessed": "what",
    "direction-chosen": "reason",
    "observation-recorded": "note",
    "trial-ended": "summary",
    "failure-disclosed": "what_happened",
    "lesson-drawn": "statement",
    "question-asked": "text",
    "question-answered": "answer",
    "oversight-received": "what",
    "oversight-answered": "answer",
    "decision-concluded": "reason",
}
"""The field that a text below the sentence fills."""
