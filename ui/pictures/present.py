"""The pictures of a process as a page shows them: tinted drawings, a line a step, ways."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from engine.bpmn import Element
from engine.definitions.loading import Definition
from engine.pictures.counting import What
from engine.pictures.reading import Picture, StepPicture, Way
from ui.parts import Stage
from ui.pictures.asked import COUNT
from ui.pictures.durations import duration, short_duration
from ui.processes.present import Drawing
from ui.visit import Member

LEVELS = 5
"""Tints, from the least to the most."""
PEOPLE = ("userTask", "manualTask")
BAR = 100


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step as a line: numbers in words, `waits` and `works` as lengths of a bar up to
    `BAR`; `is_told`: done often enough to tell how long it takes."""

    name: str
    visits: str
    median: str
    slow: str
    waiting: str
    working: str
    repeats: str
    waits: int
    works: int
    is_told: bool


@dataclass(frozen=True, slots=True)
class HeatDrawing:
    """A drawing with tints (`id=2`) and numbers (`id=31 d`) by element, and its twin as a list."""

    drawing: Drawing
    heat: str
    labels: str


@dataclass(frozen=True, slots=True)
class WayLine:
    """A way: its steps in order, how many took it, and which share that is."""

    steps: str
    cases: str
    share: str
    length: int


def names_in(definitions: Sequence[Definition]) -> Callable[[str], str]:
    """What elements are called, in the first of these versions that has them."""
    names: dict[str, str] = {}
    for definition in definitions:
        for each in definition.program.elements:
            names.setdefault(each.id, each.name or each.id)
    return lambda element: names.get(element, element)


def step_lines(here: Member, picture: Picture, named: Callable[[str], str]) -> list[StepLine]:
    """The steps that people do, those that take most time of all first."""
    timed = [(element, step) for element, step in picture.steps.items() if is_timed(step)]
    longest = max((step.waited + step.worked for _, step in timed), default=0) or 1
    ordered = sorted(timed, key=lambda each: (-(each[1].waited + each[1].worked), each[0]))
    return [step_line(here, named(element), step, longest) for element, step in ordered]


def is_timed(step: StepPicture) -> bool:
    """A person does it."""
    return What.TAKES in step.times


def step_line(here: Member, name: str, step: StepPicture, longest: int) -> StepLine:
    def told(seconds: float | None) -> str:
        return "—" if seconds is None else duration(seconds, here)

    number = here.formats.number
    return StepLine(
        name,
        number(step.visits),
        told(step.median),
        told(step.slow),
        told(step.quantile(What.WAITS, 0.5)),
        told(step.quantile(What.WORKS, 0.5)),
        number(step.repeats) if step.repeats else "—",
        round(BAR * step.waited / longest),
        round(BAR * step.worked / longest),
        step.median is not None,
    )


def heat_drawings(
    here: Member, definition: Definition, picture: Picture, drawings: Sequence[Drawing], show: str
) -> list[HeatDrawing]:
    """Each drawing in which something was counted, the main one always."""
    values = {
        element: value
        for element, step in picture.steps.items()
        if (value := step.visits if show == COUNT else step.median)
    }
    most = max(values.values(), default=0)
    found: list[HeatDrawing] = []
    for drawing in drawings:
        own = [
            each
            for each in definition.program.elements
            if f"diagram-{each.process_id}" == drawing.id and each.id in values
        ]
        if own or not found:
            found.append(_tinted(here, drawing, own, values, most, show))
    return found


def _tinted(
    here: Member,
    drawing: Drawing,
    own: Sequence[Element],
    values: Mapping[str, float],
    most: float,
    show: str,
) -> HeatDrawing:
    def words(value: float) -> str:
        if show != COUNT:
            return duration(value, here)
        n = int(value)
        return here.words.ngettext("%(n)s vez", "%(n)s veces", n) % {"n": here.formats.number(n)}

    heat = " ".join(f"{each.id}={level(values[each.id], most)}" for each in own)
    labels = " ".join(f"{each.id}={_label(values[each.id], show)}" for each in own)
    stages = [Stage(each.name or each.id, "", when=words(values[each.id])) for each in own]
    return HeatDrawing(replace(drawing, stages=stages), heat, labels)


def _label(value: float, show: str) -> str:
    return str(int(value)) if show == COUNT else short_duration(value)


def level(value: float, most: float) -> int:
    """Which of the tints, by its share of the most."""
    return min(LEVELS - 1, int(LEVELS * value / most)) if most else 0


def way_lines(
    here: Member, ways: Sequence[Way], done: int, named: Callable[[str], str]
) -> list[WayLine]:
    """The ways by how many took them."""
    return [
        WayLine(
            " → ".join(map(named, way.steps)),
            here.formats.number(way.cases),
            here.formats.percent(way.cases / done if done else 0),
            round(BAR * way.cases / done) if done else 0,
        )
        for way in ways
    ]
