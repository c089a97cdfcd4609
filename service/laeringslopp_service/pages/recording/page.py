"""The page of one form."""

from dataclasses import dataclass

from fastapi import Response

from laeringslopp import Recorded
from laeringslopp.story import kind_act, kind_help, remark_sentence
from laeringslopp_service.pages.asked import Asked
from laeringslopp_service.pages.recording.choices import Choices
from laeringslopp_service.pages.recording.form import Form
from laeringslopp_service.pages.recording.kinds import OPENING
from laeringslopp_service.pages.recording.seeing import field_of, sights, terms
from laeringslopp_service.pages.recording.sending import offers
from laeringslopp_service.pages.recording.shapes import Shape, shapes_around, shapes_of
from laeringslopp_service.pages.recording.showing import Showing, Shown
from laeringslopp_service.pages.recording.who import ME, ORGAN
from laeringslopp_service.pages.searching import beside
from laeringslopp_service.pages.sent import with_token
from laeringslopp_service.pages.texts import N_


@dataclass(frozen=True, slots=True)
class Told:
    """An entry that the form speaks of: its sentence, and all that it says."""

    version: int
    sentence: str
    text: str
    remarks: tuple[str, ...] = ()


def form_page(form: Form, status: int = 200) -> Response:
    """A form with what was typed in it, and what is to be mended."""
    typed, words = form.typed, form.page.texts.words
    showing, seen = Showing(form), field_of(form)
    primary, more = showing.fields(form.primary), showing.fields(form.rest)
    me, organ = (_who(showing, before) for before in (ME, ORGAN))
    exempt = [showing.shown(part, f"{seen}.{part.name}") for part in terms(form)]
    showing.shown(_access_level(), f"{seen}.level")
    made = offers(form)
    written = [each for each in more if _is_written(form, each)]
    return with_token(
        form.page,
        "recording/form.html",
        status,
        form=form,
        act=kind_act(form.kind, words),
        helped=kind_help(form.kind, words),
        title=_title(form),
        primary=primary,
        more=more,
        is_more_open=bool(written) and not form.is_fresh,
        written=[each.label for each in written],
        me=me,
        organ=organ,
        is_me_open=any(each.mistake for each in me),
        is_for_organ=any(typed.has(each.name) or each.mistake for each in organ),
        seen=seen,
        seen_mistake=showing.said.get(f"{seen}.level", ""),
        sights=sights(form),
        exempt=exempt,
        is_opening=form.kind == OPENING,
        failed=beside(form.page, [typed.one("title"), typed.one("question")]) if form.kind == OPENING else None,
        before_hits=None,
        is_exempt=typed.one(f"{seen}.level") == "exempt",
        offers=made,
        summary=_summary(form, showing, primary, [(offer.anchor, offer.sentence) for offer in made]),
        about=_about(form),
        before=_told(form.choices, form.before) if form.before else None,
        then=kind_act(typed.then.kind, words) if typed.then else "",
        waiting=typed.waiting_json(),
    )


def _summary(
    form: Form, showing: Showing, primary: list[Shown], refused: list[tuple[str, str]]
) -> list[tuple[str, str]]:
    """What keeps it from being recorded, each with where to mend it; said once."""
    first = primary[0].name
    said = [(first, trouble) for trouble in form.troubles]
    said += [*refused, *showing.said.items(), *((first, other) for other in showing.others().values())]
    return [(where, text) for at, (where, text) in enumerate(said) if text not in {each for _, each in said[:at]}]


def _title(form: Form) -> str:
    """The decision that it is recorded in; empty for a new one."""
    decision = form.choices.decision
    if decision is None:
        return ""
    return decision.opened.title if decision.opened else form.page.texts.say(N_("A decision that is withheld"))


def _who(showing: Showing, before: str) -> list[Shown]:
    """The fields of an actor, in the order in which one says them."""
    by = next(shape for shape in shapes_around() if shape.path == "by")
    parts = {part.name: part for part in by.parts}
    order = ("role", "level", "unit") if before == ME else ("unit", "role", "level")
    return [showing.shown(parts[name], f"{before}.{name}") for name in order]


def _access_level() -> Shape:
    access = next(shape for shape in shapes_around() if shape.path == "access")
    return next(part for part in access.parts if part.name == "level")


def _is_written(form: Form, shown: Shown) -> bool:
    return bool(shown.mistake) or form.typed.under(shown.name) or form.row == shown.name


def _about(form: Form) -> list[Told]:
    """What is spoken of, in full: whoever says that they have read a lesson can read it here."""
    found = []
    for shape in shapes_of(form.kind):
        if shape.widget in ("thing", "entry") and form.typed.has(shape.path):
            recorded = form.choices.named(form.typed.one(shape.path))
            if recorded is not None and shape.path != "up_to_version":
                found.append(_told(form.choices, recorded))
    return found


def just_recorded(page: Asked, decision_id: str) -> Told | None:
    """The entry that the address says was recorded just now, where the reader sees it."""
    version = page.query.get("recorded", "")
    if not (version.isascii() and version.isdigit() and len(version) <= 9):
        return None
    choices = Choices(page, page.register.timeline(decision_id, reader=page.reader))
    recorded = choices.named(version)
    return _told(choices, recorded) if recorded else None


def _told(choices: Choices, recorded: Recorded) -> Told:
    words, fact = choices.page.texts.words, recorded.fact
    texts = [getattr(fact, shape.name, None) for shape in shapes_of(fact.kind) if shape.widget in ("text", "line")]
    remarks = tuple(remark_sentence(rule, words, recorded.history, fact) for rule in recorded.remarks)
    return Told(recorded.version, choices.said(recorded), next((text for text in texts if text), ""), remarks)
