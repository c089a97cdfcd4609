"""An entry of the timeline as markup.

It is written here and not in a template since a long timeline is a thousand of them, and a template takes longer.
Whatever somebody wrote goes through ``e``, which is ``html.escape`` for what holds any of its signs.
"""

import re
from collections.abc import Iterable
from functools import cache
from html import escape

from markupsafe import Markup

from laeringslopp_service.pages.entries import Lane, Row
from laeringslopp_service.pages.fulltext import Field, Piece, Source
from laeringslopp_service.pages.spans import begun, runs
from laeringslopp_service.pages.texts import N_, Texts
from laeringslopp_service.pages.ways import Way

COLOURS = {"failure": "warning", "deciding": "accent", "learning": "success", "plain": "neutral"}
"""The design system's colour of each tone; never red: nobody is blamed."""

_holds_a_sign = re.compile("[&<>\"']").search


def e(text: str) -> str:
    """What somebody wrote, safe in markup; most texts hold none of the signs, and asking that is quicker."""
    return escape(text) if _holds_a_sign(text) else text


class EntryMarkup:
    """Writes the entries of one page; what is the same in all of them is translated once."""

    def __init__(self, texts: Texts) -> None:
        def said(text: str) -> str:
            return e(texts.say(text))

        self._texts = texts
        self._entry = said(N_("entry"))
        self._remark, self._exception = said(N_("Remark")), said(N_("Exception from a rule"))
        self._follows, self._led = said(N_("Follows from")), said(N_("Led to"))
        self._disputed = said(N_("Told otherwise in"))
        self._one, self._many = (e(texts.ngettext("Source:", "Sources:", number)) for number in (1, 2))
        self._source, self._whole = said(N_("source")), said(N_("All of it"))
        self._unknown: dict[tuple[Lane | str, ...], str] = {}
        self._label = cache(e)
        """For what stands in many entries: labels, days and names, escaped once."""

    def __call__(self, rows: Iterable[Row]) -> Markup:
        """Entries, as elements of the list."""
        return Markup("".join(map(self._written, rows)))

    def _written(self, row: Row) -> str:
        known = self._label
        gaps = "".join(
            f'<span class="lane-gap lane-gap-{lane.number}" aria-hidden="true"></span>'
            for lane in row.unknown_to
            if isinstance(lane, Lane)
        )
        head = " · ".join((known(row.when), f"<bdi>{known(row.who)}</bdi>", *map(known, row.times)))
        if row.confidence:
            head += f" · {e(row.confidence)}"
        more = "".join(self._more(row))
        fields = "".join(map(self._field, row.fields))
        ways = self._ways(row.ways)
        beside, folded = ("", ways) if row.tone == "plain" else (ways, "")
        number = f'<span class="ds-sr-only">{self._entry} </span>#{row.version}'
        return (
            f'<li class="entry tone-{row.tone} lane-{row.lane.number}" id="v{row.version}">'
            f'<span class="mark" aria-hidden="true"></span>{gaps}<div class="entry-body"><p class="entry-head notes">'
            f'<span class="kind ds-tag" data-size="sm" data-color="{COLOURS[row.tone]}">{known(row.kind)}</span> '
            f'<span class="level-tag">{known(begun(row.lane.name))} ·</span> {head} '
            f'<a class="ds-link entry-number" href="#v{row.version}">{number}</a></p>'
            f'<p class="entry-sentence">{e(row.sentence)}</p><div class="entry-more">{more}{beside}'
            f'<details class="whole"><summary>{self._whole}<span class="ds-sr-only"> ({self._entry} #{row.version})'
            f'</span></summary><dl class="facts">{fields}</dl>{folded}</details></div></div></li>\n'
        )

    def _more(self, row: Row) -> Iterable[str]:
        if row.lag:
            yield f'<p class="entry-note">{e(row.lag)}</p>'
        for late in row.learned_late:
            yield f'<p class="entry-note">{e(late)}</p>'
        if row.unknown_to:
            yield self._not_known(row.unknown_to)
        for remark in row.remarks:
            yield f'<p class="entry-note"><strong>{self._remark}:</strong> {e(remark)}</p>'
        for said, version in row.exceptions:
            link = "" if version is None else f" {self._link(version)}"
            yield f'<p class="entry-note"><strong>{self._exception}:</strong> {e(said)}{link}</p>'
        if row.disputed_by:
            yield f'<p class="entry-note">{self._disputed} {self._runs(runs(row.disputed_by))}</p>'
        if row.caused_by:
            yield f"<p>{self._follows} {self._runs(runs(row.caused_by))}</p>"
        if row.followed_by:
            yield f"<p>{self._led} {self._runs(runs(row.followed_by))}</p>"
        if row.sources:
            label = self._one if len(row.sources) == 1 else self._many
            yield f"<p>{label} {', '.join(map(self._cited, row.sources))}</p>"

    def _ways(self, ways: tuple[Way, ...]) -> str:
        """Of an entry that says little in itself they are folded with all that it says."""
        if not ways:
            return ""
        links = (
            f'<a class="ds-link" href="{e(way.link)}">{e(way.act)}<span class="ds-sr-only"> '
            f"({self._entry} #{way.version})</span></a>"
            for way in ways
        )
        return f'<p class="ways">{"".join(links)}</p>'

    def _not_known(self, levels: tuple[Lane | str, ...]) -> str:
        made = self._unknown.get(levels)
        if made is None:
            names = [each.name if isinstance(each, Lane) else each for each in levels]
            text = self._texts.say(N_("Not on record as known to {levels}"), levels=self._texts.words.these(names))
            made = self._unknown[levels] = f'<p class="entry-note">{e(text)}</p>'
        return made

    def _cited(self, cited: tuple[Source, int]) -> str:
        source, number = cited
        text = f"<bdi>{e(source.text)}</bdi>"
        if source.link:
            text = f'<a class="ds-link" href="{e(source.link)}" rel="noopener noreferrer">{text}</a>'
        return (
            f'{text} <a class="ds-link" href="#s{number}"><span class="ds-sr-only">{self._source} </span>[{number}]</a>'
        )

    def link(self, version: int) -> Markup:
        """A way to an entry of this page."""
        return Markup(self._link(version))

    def _link(self, version: int) -> str:
        return f'<a class="ds-link" href="#v{version}"><span class="ds-sr-only">{self._entry} </span>#{version}</a>'

    def links(self, versions: Iterable[int]) -> Markup:
        """Ways to entries of this page; of those that follow each other, to the first and the last."""
        return self.of_runs(runs(versions))

    def of_runs(self, found: Iterable[tuple[int, int]]) -> Markup:
        """The same, where it is known already which follow each other."""
        return Markup(self._runs(found))

    def _runs(self, found: Iterable[tuple[int, int]]) -> str:
        return ", ".join(map(self._run, found))

    def _run(self, run: tuple[int, int]) -> str:
        first, last = run
        if first == last:
            return self._link(first)
        return f"{self._link(first)}{', ' if last == first + 1 else '–'}{self._link(last)}"

    def _field(self, field: Field) -> str:
        return f"<div><dt>{self._label(field.label)}</dt>{''.join(map(_piece, field.pieces))}</div>"


def _piece(piece: Piece | str) -> str:
    if type(piece) is str:
        return f'<dd class="told" dir="auto">{e(piece)}</dd>'
    assert isinstance(piece, Piece)
    text = e(piece.text)
    if piece.link:
        away = ' rel="noopener noreferrer"' if piece.is_elsewhere else ""
        text = f'<a class="ds-link" href="{e(piece.link)}"{away}>{text}</a>'
    return f'<dd class="told" dir="auto">{text}</dd>'
