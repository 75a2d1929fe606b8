"""Clocks that an activity holds, where the new version draws them otherwise or not at all.

A term that the old version stopped goes on where it stood: nobody has corrected anything, so it is
never counted anew. One that the new version stops during an activity that is under way stands still
from now on. What both stop keeps standing.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from engine.bpmn.changes import ClockStarted, ClockStopped, TaskOpened, TimerArmed
from engine.bpmn.instance import Instance
from engine.bpmn.migration.plan import Plan
from engine.bpmn.specs.activities import Activity


@dataclass(frozen=True, slots=True)
class Turned:
    """What goes on, in the numbers of the old version; what stops, in those of the new one."""

    started: tuple[ClockStarted, ...]
    stopped: tuple[ClockStopped, ...]


def turn_clocks(
    plan: Plan, instance: Instance, was: Mapping[int, int], begun: Collection[int]
) -> Turned:
    """For every activity that is under way; `was` gives the old place of each token, `begun` the
    elements whose term only begins now and has to be stopped like one that is new."""
    started: list[ClockStarted] = []
    stopped: list[ClockStopped] = []
    for place, spec in _under_way(instance, was):
        old = plan.old._places[place]
        held, holds = _terms(old), _terms(spec)
        same = {each for each in holds if each not in begun} & {plan.index_of(one) for one in held}
        gone = (each for each in held if plan.index_of(each) not in same)
        started += [ClockStarted(old.element, each, anew=False) for each in gone]
        stopped += [ClockStopped(spec.element, each) for each in holds if each not in same]
    return Turned(tuple(started), tuple(stopped))


def terms_begun(instance: Instance) -> set[int]:
    """Elements whose term has begun in this step."""
    found = (each for each in instance.changes if isinstance(each, TimerArmed | TaskOpened))
    return {each.element for each in found if each.deadline is not None}


def _under_way(instance: Instance, was: Mapping[int, int]) -> Iterator[tuple[int, Any]]:
    for key, place in was.items():
        if (token := instance.tokens.get(key)) is not None:
            yield place, token.task_spec


def _terms(spec: Any) -> tuple[int, ...]:
    """The elements whose term it stops, each once."""
    stopped = (each.term for each in spec.clocks) if isinstance(spec, Activity) else ()
    return tuple(dict.fromkeys(stopped))
