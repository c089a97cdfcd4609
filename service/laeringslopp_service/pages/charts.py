"""Charts as drawings within the page: no script, no other host, and colours from the theme.

Pygal lays the bars out. What it would add for browsers that run scripts is taken away, and each series gets a texture
beside its colour, for those who do not tell colours apart.
"""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import pygal
from markupsafe import Markup
from pygal.style import Style

# Pygal looks for plug-ins in every import of the process, in a way that Python warns of; none are used here.
sys.meta_path[:] = [finder for finder in sys.meta_path if not type(finder).__module__.startswith("pygal")]

WIDTH = 380
ROW = 28
SHORT, LETTER = 16, 8
"""A label with more letters makes the drawing wider by so much for each, so that the bars keep their room."""
MARGINS = 34
"""Above and below the rows, for the axis."""
MOST_STEPS = 5
TEXTURES = ("plain", "stripes", "dots", "cross", "outline")
DRAWINGS = {
    "stripes": [("path", {"d": "M-2 2L2-2M0 8L8 0M6 10L10 6", "class": "texture-line"})],
    "dots": [("circle", {"cx": "4", "cy": "4", "r": "1.7", "class": "texture-dot"})],
    "cross": [("path", {"d": "M0 0L8 8M8 0L0 8", "class": "texture-line"})],
    "outline": [],
}


MEASURES = Style(label_font_size=15, major_label_font_size=15)
"""What room pygal leaves for words; what they look like is said in figures.css."""


@dataclass(frozen=True, slots=True)
class Series:
    """One row of figures in a chart; its texture is also that of its colour."""

    name: str
    values: tuple[float | None, ...]
    texture: str = "plain"


def is_empty(series: Sequence[Series]) -> bool:
    """Whether there is nothing to draw."""
    return not any(value for each in series for value in each.values)


def bars(
    name: str,
    title: str,
    about: str,
    labels: Sequence[str],
    series: Sequence[Series],
    say: Callable[[float], str],
    *,
    stacked: bool = False,
) -> Markup:
    """A row of bars for each label, from the top down; ``name`` is unique on the page, ``say`` writes a figure."""
    made = pygal.HorizontalStackedBar if stacked else pygal.HorizontalBar
    rows = len(labels) * (1 if stacked else len(series))
    chart = made(
        js=(),
        width=WIDTH + LETTER * max(0, max(map(len, labels)) - SHORT),
        height=MARGINS + max(rows, 2) * (ROW if stacked or len(series) == 1 else 22),
        style=MEASURES,
        margin=4,
        margin_right=30,
        spacing=4,
        show_legend=False,
        print_values=True,
        disable_xml_declaration=True,
        truncate_label=-1,
    )
    # Pygal draws labels from the bottom up.
    chart.x_labels = list(reversed(labels))
    for each in series:
        chart.add(each.name, list(reversed(each.values)), formatter=lambda value: say(value) if value else "")
    highest = _highest(series, stacked)
    chart.y_labels = _steps(highest)
    chart.y_labels_major_count = 2
    chart.value_formatter = say
    chart.add_xml_filter(lambda root: _dressed(root, name, title, about, series, stacked))
    return Markup(chart.render(is_unicode=True))


def _highest(series: Sequence[Series], stacked: bool) -> float:
    if stacked:
        return max(
            (sum(value or 0 for value in row) for row in zip(*(s.values for s in series), strict=True)), default=1
        )
    return max((value or 0 for each in series for value in each.values), default=1)


def _steps(highest: float) -> list[int]:
    """Whole numbers from 0 on, a few of them."""
    step = 1
    while highest / step > MOST_STEPS:
        step = step * 5 // 2 if str(step).startswith("2") else step * 2
    return [number * step for number in range(-(-max(int(-(-highest // 1)), 1) // step) + 1)]


def _dressed(root: Any, name: str, title: str, about: str, series: Sequence[Series], stacked: bool) -> Any:
    """The drawing with a title, without what pygal adds for scripts, and with textures."""
    box = root.get("viewBox")
    root.attrib.clear()
    root.attrib.update({"viewBox": box, "class": "chart", "role": "img", "focusable": "false"})
    root.set("aria-labelledby", f"{name}-title {name}-about")
    _prune(root)
    for at, (tag, said) in enumerate((("title", title), ("desc", about))):
        element = root.makeelement(tag, {"id": f"{name}-{'title' if tag == 'title' else 'about'}"})
        element.text = said
        root.insert(at, element)
    root.insert(2, _textures(root, name, {each.texture for each in series}))
    for at, each in enumerate(series):
        for group in root.iter("g"):
            if f"serie-{at}" in group.get("class", "").split():
                group.set("class", f"series of-{each.texture}")
                _texture(group, name, each.texture)
    if not stacked:
        _values_beside(root)
    return root


def _prune(element: Any) -> None:
    for child in list(element):
        classes = str(child.get("class", "")).split() if isinstance(child.tag, str) else []
        unwanted = not isinstance(child.tag, str) or child.tag in ("defs", "desc", "title", "script", "style")
        if unwanted or "tooltip-overlay" in classes or "background" in classes:
            element.remove(child)
        else:
            child.attrib.pop("style", None)
            _prune(child)


def _textures(root: Any, name: str, used: set[str]) -> Any:
    defs = root.makeelement("defs", {})
    for texture, drawing in DRAWINGS.items():
        if texture in used:
            size = {"width": "8", "height": "8", "patternUnits": "userSpaceOnUse"}
            pattern = root.makeelement("pattern", {"id": f"{name}-{texture}", "class": f"texture-{texture}", **size})
            pattern.append(root.makeelement("rect", {"width": "8", "height": "8", "class": "texture-ground"}))
            for tag, attributes in drawing:
                pattern.append(root.makeelement(tag, attributes))
            defs.append(pattern)
    return defs


def _texture(group: Any, name: str, texture: str) -> None:
    for bar in group.iter("rect"):
        bar.attrib.pop("rx", None)
        bar.attrib.pop("ry", None)
        bar.set("class", "bar-fill")
        if texture != "plain":
            bar.set("fill", f"url(#{name}-{texture})")


def _values_beside(root: Any) -> None:
    """Each figure stands behind its bar, where nothing lies under it."""
    ends = {}
    for bar in root.iter("rect"):
        if bar.get("class") == "bar-fill":
            middle = round(float(bar.get("y")) + float(bar.get("height", 0)) / 2)
            ends[middle] = float(bar.get("x")) + float(bar.get("width", 0))
    for text in root.iter("text"):
        if text.get("class") == "value":
            middle = min(ends, key=lambda at: abs(at + 5 - float(text.get("y"))))
            text.set("x", f"{ends[middle] + 5:.1f}")
            text.set("text-anchor", "start")
