"""Moving a running case to another version of its process. Pure.

`make_plan` says what each element becomes, `move` brings one case over, `differences` tells two
drawings apart. Undoing is no inverse function: the state of before is kept whole and put back.
"""

from engine.bpmn.migration.differences import Differences, differences, inside
from engine.bpmn.migration.flows import LostFlow, lost_flows
from engine.bpmn.migration.moving import Moved, TaskKept, move
from engine.bpmn.migration.obstacles import Obstacle, ObstacleKind
from engine.bpmn.migration.plan import NO_EDITS, Edits, Left, Plan, Reason, make_plan
from engine.bpmn.migration.sorts import sort_of
from engine.bpmn.migration.suggestions import candidates, suggestions

__all__ = [
    "NO_EDITS", "Differences", "Edits", "Left", "LostFlow", "Moved", "Obstacle", "ObstacleKind",
    "Plan", "Reason", "TaskKept", "candidates", "differences", "inside", "lost_flows", "make_plan",
    "move", "sort_of", "suggestions",
]  # fmt: skip
