"""A change of the cadastre is part of the step that resolves it: `[[enacts]]` of the manifest.

Everything is checked anew under the lock of the municipality's history, so that one change at a
time is decided. What the register does not take refuses the completion in its form, in words;
nothing is written then, and what was typed stays. The case and the municipality tell the change.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from engine.bpmn import data_of
from engine.cadastre.parcels import parcels_told, people_touched
from engine.cadastre.recording import Source
from engine.cases.scene import Scene
from engine.cases.submitting import Submitted
from engine.definitions.enacting import Enactment
from engine.definitions.loading import Definition
from engine.definitions.publication import condition
from engine.forms import FieldError
from engine.history.kinds import EventKind
from engine.history.town import TownEventKind, TownHistory
from engine.refusals import InvalidData, RefusalKind
from engine.sentences import N_, Sentence
from engine.values import Value, dumps
from storage.database import Connection
from storage.queries.cadastre import ParcelRow
from storage.queries.documents import hash_left_by_task
from storage.step import LoadedTask

ENOUGH = 160
"""Characters of what a change rests on."""


@dataclass(frozen=True, slots=True)
class Enacting:
    """A change that is asked for: by which case, on which day, what it rests on, and the `facts`
    that the manifest takes from it."""

    connection: Connection
    scene: Scene
    change: str
    source: Source
    facts: Mapping[str, Value]
    today: date

    @property
    def municipality_id(self) -> int:
        return self.scene.municipality_id

    @property
    def case_id(self) -> int:
        return self.scene.loaded.case.id


@dataclass(frozen=True, slots=True)
class Changed:
    """The versions that ended and those that began."""

    before: tuple[ParcelRow, ...]
    after: tuple[ParcelRow, ...]
    told: Mapping[str, Value] | None = None
    """Where the ground stays as it was: what the step knows of it besides."""


Unfit = tuple[Sentence, ...]
"""Why the register does not take a change."""
Change = Callable[[Enacting], Changed | Unfit]


@dataclass(frozen=True, slots=True)
class Enacted:
    """It is in the register; the step is completed with what it now says, too."""

    into: str
    values: Mapping[str, Value]

    def added_to(self, submitted: Submitted) -> Submitted:
        """What was entered, with the parcels as they are now."""
        values = {**submitted.values, self.into: dict(self.values)}
        return Submitted(values, dumps(values))


def enact(
    connection: Connection,
    scene: Scene,
    definition: Definition,
    task: LoadedTask,
    values: Mapping[str, Value],
    today: date,
) -> Enacted | InvalidData | None:
    """What completing this task with these values does to the cadastre; None where it does
    nothing."""
    element = definition.program.elements[task.element].id
    rule = next((each for each in definition.manifest.enacts if each.element == element), None)
    if rule is None:
        return None
    known = {**data_of(definition.program, scene.snapshot, task.token), **values}
    if _value(rule.when, known) is not True:
        return None
    history = TownHistory(scene.installation, connection, scene.actor)
    asked = _asked(connection, scene, rule, task, known, today)
    changed = _changes()[rule.change](asked)
    if not isinstance(changed, Changed):
        return _refused(rule, changed)
    _tell(scene, history, rule, task, changed)
    parcels = parcels_told(connection, scene.municipality_id, changed.after)
    before = [row.code for row in changed.before]
    told = {"predios": parcels, "antes": before, "rige_tributo": taxed_from(today)}
    every = (*changed.before, *changed.after)
    told["interesados"] = people_touched(connection, scene.municipality_id, every, today)
    told.update(changed.told or {})
    return Enacted(rule.into, told)


def taxed_from(day: date) -> date:
    """The tax of the running year never changes: it counts from the next 1 January."""
    return date(day.year + 1, 1, 1)


def _changes() -> Mapping[str, Change]:
    from engine.cadastre.changing import CHANGES  # they take what is defined above

    return CHANGES


def _asked(
    connection: Connection, scene: Scene, rule: Enactment, task: LoadedTask,
    known: Mapping[str, Value], today: date,
) -> Enacting:  # fmt: skip
    title = str(_value(rule.title, known) or "").strip()[:ENOUGH]
    left = (
        hash_left_by_task(connection, scene.municipality_id, task.id, rule.document)
        if rule.document
        else None
    )
    facts = {name: _value(text, known) for name, text in rule.facts.items()}
    return Enacting(connection, scene, rule.change, Source(title, left or ""), facts, today)


def _value(text: str, known: Mapping[str, Value]) -> Value:
    return condition(text).evaluate(dict(known))


def _refused(rule: Enactment, why: Unfit) -> InvalidData:
    """On the form: the field that decided, and each reason."""
    said = N_("No se inscribe: {why}")
    errors = tuple(FieldError(rule.control, said, {"why": each}) for each in why)
    return InvalidData(RefusalKind.INVALID_DATA, {}, errors)


def _tell(
    scene: Scene, history: TownHistory, rule: Enactment, task: LoadedTask, changed: Changed
) -> None:
    number = scene.loaded.case.number
    if changed.told is not None:
        _tell_facts(scene, history, rule, task, changed)
        return
    data = {
        "operation": rule.change,
        "from": _areas(changed.before),
        "to": _areas(changed.after),
    }
    scene.ledger.add(
        EventKind.PARCELS_CHANGED, element=task.element, task_id=task.id, data=data
    )  # fmt: skip
    codes = {key: ", ".join(each["code"] for each in data[key]) for key in ("from", "to")}  # type: ignore[index]
    told = {"operation": rule.change, **codes, "number": number}
    first = not changed.before
    kind = TownEventKind.PARCEL_REGISTERED if first else TownEventKind.PARCELS_CHANGED
    history.add(kind, data=told)
    history.write()


def _tell_facts(
    scene: Scene, history: TownHistory, rule: Enactment, task: LoadedTask, changed: Changed
) -> None:
    """What is told of people stands in the register, not in the chain."""
    code = changed.after[0].code
    data = {"operation": rule.change, "parcel": code}
    scene.ledger.add(EventKind.PARCEL_INSCRIBED, element=task.element, task_id=task.id, data=data)
    told = {"operation": rule.change, "to": code, "number": scene.loaded.case.number}
    history.add(TownEventKind.PARCEL_INSCRIBED, data=told)
    history.write()


def _areas(rows: Sequence[ParcelRow]) -> list[dict[str, Any]]:
    return [{"code": row.code, "area": row.area} for row in rows]
