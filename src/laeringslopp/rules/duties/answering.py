"""Duties to answer: to whoever asked, and to oversight."""

from collections.abc import Iterator

from laeringslopp.decision import Decision
from laeringslopp.decision.state import Answerable
from laeringslopp.policy import Parameter
from laeringslopp.rules.duty import Matter, duty, in_working_days

ANSWER_WITHIN = Parameter("days", 14, "working days after the question", least=1, most=365, tighter="less")
COMPLY_WITHIN = Parameter("days", 30, "working days where oversight named no day", least=1, most=365, tighter="less")


@duty("answer-question", in_working_days("answer-question", ANSWER_WITHIN), ANSWER_WITHIN)
def answer_question(decision: Decision) -> Iterator[Matter]:
    """A question without an answer is one level asking and the other not listening."""
    for question_id, asked in decision.each(Answerable):
        if asked.to_level is not None:  # oversight is addressed to nobody in particular
            yield Matter(question_id, asked.version, asked.to_level, asked.on, met_on=asked.answered_on)


@duty("answer-oversight", in_working_days("answer-oversight", COMPLY_WITHIN), COMPLY_WITHIN)
def answer_oversight(decision: Decision) -> Iterator[Matter]:
    """Who decides answers for what a supervisor found."""
    deciding = decision.deciding_level
    for oversight_id, word in decision.each(Answerable):
        if word.noun == "oversight" and word.asks and deciding:
            yield Matter(oversight_id, word.version, deciding, word.on, word.due, word.answered_on)
