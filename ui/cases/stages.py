"""Where a case stands: the river of its stages, and the elements of its diagram as a list."""

from __future__ import annotations

from datetime import date

from engine.bpmn import Element
from engine.definitions.manifest import Stage as Leg
from ui.cases.scene import CaseScene
from ui.drawing.river import River, RiverStep, Water, river
from ui.parts import Stage
from ui.visit import Member

WORK = frozenset(
    {"userTask", "manualTask", "businessRuleTask", "scriptTask", "serviceTask", "callActivity"}
    | {"subProcess", "sendTask", "receiveTask", "task"}
    | {"endEvent", "startEvent", "intermediateCatchEvent"}
)


def river_of(scene: CaseScene, here: Member, day: date | None) -> River | None:
    """The stages that the case went through or has ahead; those it went around are left out."""
    legs = scene.definition.manifest.stages
    if not legs:
        return None
    waters = [water_of(leg, scene) for leg in legs]
    last = max((n for n, water in enumerate(waters) if water is not Water.TO_COME), default=-1)
    steps = [
        RiverStep(leg.title, water, note_of(leg, water, scene, here, day))
        for number, (leg, water) in enumerate(zip(legs, waters, strict=True))
        if (water is not Water.TO_COME or number > last) and still_ahead(water, scene)
    ]
    return river(steps)


def still_ahead(water: Water, scene: CaseScene) -> bool:
    """A case that is over has nothing ahead."""
    return water is not Water.TO_COME or scene.stand.status == "running"


def water_of(leg: Leg, scene: CaseScene) -> Water:
    """Here when a token stands in the leg, passed when one was in it."""
    seen = scene.visited
    if scene.stand.status == "running" and any(each in seen.here for each in leg.elements):
        return Water.HERE
    passed = any(each in seen.elements for each in leg.elements)
    return Water.PASSED if passed else Water.TO_COME


def note_of(leg: Leg, water: Water, scene: CaseScene, here: Member, day: date | None) -> str:
    """When the leg was done, or until when it lasts."""
    if water is Water.HERE:
        if day is None:
            return ""
        told = here.formats.short_day(day, here.today)
        return here.words.gettext("hasta %(day)s") % {"day": told}
    done = [
        task.closed_at
        for task in scene.tasks
        if task.element_key in leg.elements and task.state == "completed" and task.closed_at
    ]
    return here.formats.short_day(max(done), here.today) if done else ""


def listed(scene: CaseScene, here: Member, process_id: str) -> list[Stage]:
    """The twin of one diagram: its steps in the order they are drawn."""
    return [
        stage_of(element, scene, here)
        for element in scene.definition.program.elements
        if element.process_id == process_id and element.kind in WORK and element.name
    ]


def stage_of(element: Element, scene: CaseScene, here: Member) -> Stage:
    """One step: its name, who does it, where it stands and when it was done."""
    seen = scene.visited
    water = "to-come"
    if element.id in seen.here:
        water = "here"
    elif element.id in seen.elements:
        water = "passed"
    done = [
        task.closed_at
        for task in scene.tasks
        if task.element_key == element.id and task.state == "completed" and task.closed_at
    ]
    when = here.formats.short_day(max(done), here.today) if done else ""
    who = scene.role_title(element.role) if element.role else element.lane
    return Stage(element.name, water, who, when)
