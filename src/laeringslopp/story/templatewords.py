"""What is wrong with an organisation's own template, said to whoever wrote it."""

from collections.abc import Iterator, Mapping

from laeringslopp.errors import TemplateFlaw, TemplateFlawed
from laeringslopp.story.wording import N_, Wording

PLACES: Mapping[str, str] = {
    "line": N_("line {n}"),
    "paragraph": N_("paragraph {n}"),
    "table": N_("table {n}"),
    "row": N_("row {n}"),
    "cell": N_("cell {n}"),
    "header": N_("header {n}"),
    "footer": N_("footer {n}"),
}
FLAWS: Mapping[str, str] = {
    "syntax": N_("This is not written as the template language asks: {said}"),
    "unknown-field": N_("There is no field {said}."),
    "fails": N_("This cannot be worked out: {said}"),
    "past-the-escaping": N_("A text must not go past the escaping. Take out autoescape, and filters over a part."),
    "stands-alone": N_("A template stands alone. Take out what fetches another file."),
    "script": N_("A paper runs nothing. Take out {said}."),
    "value-in-markup": N_("A field must not stand here, where it could be run or followed: {said}"),
    "body-in-a-line": N_("The body holds paragraphs and tables, so it cannot stand within a line."),
    "tags-in-word": N_("A tag that takes a row or a paragraph with it stands where it cannot: {said}"),
    "not-utf-8": N_("The file is not text in UTF-8. Save it as that."),
    "not-word": N_("The file is not a Word document (.docx) that can be read."),
    "too-large": N_("The file is too large when it is unfolded."),
    "macros": N_("The file holds macros. Save it as a document without them."),
    "other-form": N_("The template is {instead}, and {said} was asked for. Ask for {instead}."),
    "leaves-out": N_("The template leaves out a failure or what is missing: “{said}” Print all sections, or the body."),
}
SAID_OF_EACH = 3
"""A template without its body leaves out everything; nobody reads that list."""
NEAREST = N_("The nearest is {name}.")
WRITE = N_("Write {name}.")
_INSTEAD: Mapping[str, str] = {"unknown-field": NEAREST, "body-in-a-line": WRITE}


def template_sentences(error: TemplateFlawed, words: Wording) -> Iterator[str]:
    """A sentence or two for each flaw, with its place before it. Of what is left out the first few say enough."""
    left_out = [flaw for flaw in error.flaws if flaw.code == "leaves-out"]
    for flaw in error.flaws:
        if flaw in left_out[SAID_OF_EACH:]:
            continue
        place = place_words(flaw, words)
        said = " ".join(_said(flaw, words))
        yield f"{place}: {said}" if place else said
    if (more := len(left_out) - SAID_OF_EACH) > 0:
        yield words.ngettext("It leaves out one more.", "It leaves out {n} more.", more)


def place_words(flaw: TemplateFlaw, words: Wording) -> str:
    """Where it is: ``Table 1, row 2, cell 3``; empty where it has no place of its own."""
    steps = [words.text(PLACES[kind]).format(n=number) for kind, number in flaw.place]
    told = ", ".join(steps)
    return told[:1].upper() + told[1:]


def _said(flaw: TemplateFlaw, words: Wording) -> Iterator[str]:
    yield words.say(FLAWS[flaw.code], said=flaw.said, instead=flaw.instead or "")
    if flaw.instead and (after := _INSTEAD.get(flaw.code)):
        yield words.say(after, name=flaw.instead)
