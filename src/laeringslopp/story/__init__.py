"""The facts in words: bokmål, nynorsk and English."""

from laeringslopp.story.comparing import (
    came_round_sentence,
    closed_sentence,
    comparison_notices,
    comparison_summary,
    difference_sentence,
    learned_sentence,
    owed_sentence,
    settled_sentence,
    tell_comparison,
)
from laeringslopp.story.dutywords import duty_sentence
from laeringslopp.story.exceptions import exceptions, waiver_sentence
from laeringslopp.story.fieldwords import (
    ENVELOPE,
    field_help,
    field_label,
    kind_act,
    kind_help,
    kind_name,
    limit_said,
    value_label,
)
from laeringslopp.story.flawwords import flaw_sentence, has_words, is_exact
from laeringslopp.story.parts import LENGTHS, Length, Paragraph, Story, StorySentence
from laeringslopp.story.rulewords import refusal_sentence, remark_sentence
from laeringslopp.story.sentences import name_of, sentence
from laeringslopp.story.standing import open_sentence, standing, stands, summary
from laeringslopp.story.telling import (
    tell,
    tell_decision,
    tell_duty,
    tell_flaw,
    tell_recorded,
    tell_refusal,
    tell_withheld,
    withheld_to,
)
from laeringslopp.story.troubles import file_sentence, trouble_sentence
from laeringslopp.story.whole import story, tell_story
from laeringslopp.story.wording import LANGUAGES, Language, Wording, wording

__all__ = [
    "ENVELOPE",
    "LANGUAGES",
    "LENGTHS",
    "Language",
    "Length",
    "Paragraph",
    "Story",
    "StorySentence",
    "Wording",
    "came_round_sentence",
    "closed_sentence",
    "comparison_notices",
    "comparison_summary",
    "difference_sentence",
    "duty_sentence",
    "exceptions",
    "field_help",
    "field_label",
    "file_sentence",
    "flaw_sentence",
    "has_words",
    "is_exact",
    "kind_act",
    "kind_help",
    "kind_name",
    "learned_sentence",
    "limit_said",
    "name_of",
    "open_sentence",
    "owed_sentence",
    "refusal_sentence",
    "remark_sentence",
    "sentence",
    "settled_sentence",
    "standing",
    "stands",
    "story",
    "summary",
    "tell",
    "tell_comparison",
    "tell_decision",
    "tell_duty",
    "tell_flaw",
    "tell_recorded",
    "tell_refusal",
    "tell_story",
    "tell_withheld",
    "trouble_sentence",
    "value_label",
    "waiver_sentence",
    "withheld_to",
    "wording",
]
