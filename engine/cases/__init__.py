"""Cases: start, advance, suspend, move, cancel; one verb is one transaction."""

from engine.cases.advance import OpenedTask
from engine.cases.cancelling import Cancelled, cancel
from engine.cases.entry import Facts
from engine.cases.first_step import Started
from engine.cases.moving import CaseMoved, MovePreview, Order, move, preview_move
from engine.cases.opening import may_start
from engine.cases.permission import may_cancel, may_operate, may_see
from engine.cases.starting import start
from engine.cases.surroundings import surroundings_of
from engine.cases.suspending import Resumed, Suspended, resume, suspend

__all__ = [
    "Cancelled",
    "CaseMoved",
    "Facts",
    "MovePreview",
    "OpenedTask",
    "Order",
    "Resumed",
    "Started",
    "Suspended",
    "cancel",
    "may_cancel",
    "may_operate",
    "may_see",
    "may_start",
    "move",
    "preview_move",
    "resume",
    "start",
    "surroundings_of",
    "suspend",
]
