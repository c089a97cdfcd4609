"""How often each rule spoke, from the view of judgements and from what counts refusals."""

from collections.abc import Mapping
from typing import Any

from laeringslopp.access import Reader
from laeringslopp.register import Register
from laeringslopp.rules import GUARDS
from laeringslopp.rules.figures import RuleFigures
from laeringslopp.views.views import Views


def rule_figures(
    register: Register, views: Views, reader: Reader, organisation: str | None = None
) -> Mapping[str, RuleFigures]:
    """By rule, in an organisation or in all; of what the reader may see. Raises StoreError.

    Refusals are no entries, so every member is told them; the public is told no figure under five.
    """
    where: dict[str, Any] = {} if organisation is None else {"organisation": organisation}
    said = views.counts("judgements", reader, ("rule_id", "said"), where)
    counts = register.tally.counts(organisation) if register.tally is not None else None
    rule_ids = {*GUARDS, *(rule_id for rule_id, _ in said), *(counts or ())}
    found = {}
    for rule_id in rule_ids:
        count = None if counts is None else counts.get(rule_id)
        figures = RuleFigures(
            refused=None if counts is None else count.refused if count else 0,
            followed=None if counts is None else count.followed if count else 0,
            remarked=said.get((rule_id, "remarked"), 0),
            waived=said.get((rule_id, "waived"), 0),
            let_past=said.get((rule_id, "let-past"), 0),
        )
        found[rule_id] = figures.for_public() if reader.is_public else figures
    return found
