"""The page of rules: what each asks, why, how it acts here, its scenarios, and how often it spoke."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from laeringslopp import Policy
from laeringslopp.rules.figures import RuleFigures
from laeringslopp.story import kind_name, value_label
from laeringslopp.story.catalogue import DECIDING, NATURES, Nature, ParameterShown, RuleShown, rules_shown
from laeringslopp_service.auth import reader_of
from laeringslopp_service.pages.asked import Asked, PageProblem
from laeringslopp_service.pages.texts import N_, Texts
from laeringslopp_service.ruling import figures_asked, organisation_asked, policy_asked

MODES: Mapping[str, tuple[str, str]] = {
    "refuse": (N_("Refuses"), "warning"),
    "remark": (N_("Remarks"), "info"),
    "off": (N_("Off"), "neutral"),
    "on": (N_("On"), "success"),
}
"""What each mode is called, and its colour."""
HEADINGS: Mapping[Nature, tuple[str, str]] = {
    "guard": (
        N_("What an entry must hold"),
        N_("A guard looks at one entry. It refuses it, remarks on it, or is off."),
    ),
    "duty": (N_("What is owed by a date"), N_("A duty says what a level owes the others, and by when.")),
}


@dataclass(frozen=True, slots=True)
class RuleCard:
    """A rule as the page shows it."""

    rule: RuleShown
    mode: str
    tone: str
    owner: str
    kinds: tuple[str, ...]
    parameters: tuple[str, ...]
    figures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """The rules of one nature."""

    nature: Nature
    heading: str
    about: str
    cards: tuple[RuleCard, ...]


@dataclass(frozen=True, slots=True)
class RuleList:
    """All that the page shows."""

    policy: Policy
    organisation: str | None
    organisations: tuple[str, ...]
    parts: tuple[Part, ...]
    choices: tuple[tuple[Nature, str], ...]
    nature: str | None
    are_withheld: bool
    scenarios_in: str


def rule_list(page: Asked) -> RuleList:
    """The rules for whoever asks. Raises PageProblem for a nature that no rule has, Invalid for an organisation."""
    nature = page.query.get("nature")
    if nature is not None and nature not in NATURES:
        raise PageProblem(404, N_("There are no rules called “{value}”."), page.here(nature=None), value=nature)
    organisation = organisation_asked(page.request, page.query)
    policy = policy_asked(page.request, organisation)
    reader = reader_of(page.request)
    shown = rules_shown(policy, page.texts.words, figures_asked(page.request, reader, organisation))
    parts = [_part(each, [rule for rule in shown if rule.nature == each], page.texts) for each in NATURES]
    there = [part for part in parts if part.cards]
    return RuleList(
        policy=policy,
        organisation=organisation,
        organisations=tuple(page.register.organisations()),
        parts=tuple(part for part in there if nature in (None, part.nature)),
        choices=tuple((part.nature, part.heading) for part in there),
        nature=nature,
        are_withheld=reader.is_public,
        scenarios_in="en" if page.language == "en" else "nb",
    )


def _part(nature: Nature, rules: list[RuleShown], texts: Texts) -> Part:
    heading, about = HEADINGS[nature]
    return Part(nature, texts.say(heading), texts.say(about), tuple(_card(rule, texts) for rule in rules))


def _card(rule: RuleShown, texts: Texts) -> RuleCard:
    mode, tone = MODES[rule.mode]
    owner = texts.say(N_("the deciding level")) if rule.owner == DECIDING else texts.words.level(rule.owner)
    return RuleCard(
        rule=rule,
        mode=texts.say(mode),
        tone=tone,
        owner=owner,
        kinds=tuple(kind_name(kind, texts.words) for kind in rule.kinds),
        parameters=tuple(_parameter(each, texts) for each in rule.parameters),
        figures=tuple(_figures(rule.figures, texts)),
    )


def _parameter(shown: ParameterShown, texts: Texts) -> str:
    value, default = (
        texts.words.number(each) if isinstance(each, int | float) else value_label(each, texts.words)
        for each in (shown.value, shown.parameter.default)
    )
    if value == default:
        return f"{value}: {shown.meaning}"
    otherwise = texts.say(N_("{value} unless a policy says otherwise"), value=default)
    return f"{value}: {shown.meaning} ({otherwise})"


def _figures(figures: RuleFigures, texts: Texts) -> Iterator[str]:
    """How often it spoke; what is not known, or is withheld, is left out."""
    if figures.refused is not None:
        yield texts.ngettext("refused {n} time", "refused {n} times", figures.refused)
    if figures.refused and figures.followed is not None:
        yield texts.ngettext(
            "recorded after all within a day {n} time", "recorded after all within a day {n} times", figures.followed
        )
    if figures.remarked is not None:
        yield texts.ngettext("remarked {n} time", "remarked {n} times", figures.remarked)
    if figures.waived is not None:
        yield texts.ngettext("set aside {n} time", "set aside {n} times", figures.waived)
