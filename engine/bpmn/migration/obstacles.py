"""Why one case cannot go over: a value, for a sentence in the language of the reader."""

from dataclasses import dataclass
from enum import StrEnum

from engine.sentences import Fact


class ObstacleKind(StrEnum):
    """What stands in the way.

    no_target: something waits at an element that becomes nothing.
    scope: its token would stand in another subprocess or process than the one that runs.
    flow: a token waits in a join on a flow that the new join does not have.
    join: tokens wait for one another where the new version joins nothing.
    undoing: what was completed here could not be undone any more.
    items: the instances of several have no list to take their item from.
    turn: the ad-hoc subprocess cannot tell which activity is next.
    happened: all that the event waits for has happened already.
    ends: the case would come to its end by the migration itself.
    fails: an expression of the new version fails; `told` says how.
    """

    NO_TARGET = "no_target"
    SCOPE = "scope"
    FLOW = "flow"
    JOIN = "join"
    UNDOING = "undoing"
    ITEMS = "items"
    TURN = "turn"
    HAPPENED = "happened"
    ENDS = "ends"
    FAILS = "fails"


@dataclass(frozen=True, slots=True)
class Obstacle:
    """`element_id` is of the old version, of the new one where that is all there is; `told` is the
    flow, or what failed: a sentence for the language of the reader."""

    kind: ObstacleKind
    element_id: str
    told: Fact = ""


class Blocked(Exception):
    """Inside this room: one obstacle, met on the way."""

    def __init__(self, kind: ObstacleKind, element_id: str, told: str = "") -> None:
        self.obstacle = Obstacle(kind, element_id, told)
        super().__init__(f"{kind}: {element_id} {told}")
