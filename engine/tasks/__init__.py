"""Human work: claim, release, assign, complete; who may, and what may follow what."""

from engine.tasks.arranging import Arranged, set_due, set_priority
from engine.tasks.commenting import Commented, comment
from engine.tasks.completing import Completed, complete
from engine.tasks.delegating import delegate, get_back
from engine.tasks.drafts import DraftSaved, read_draft, save_draft
from engine.tasks.holding import Assigned, Claimed, Released, assign, claim, release
from engine.tasks.permission import may_assign, may_claim, may_complete, may_release
from engine.tasks.taking_back import ActUndone, undo_act

__all__ = [
    "ActUndone",
    "Arranged",
    "Assigned",
    "Claimed",
    "Commented",
    "Completed",
    "DraftSaved",
    "Released",
    "assign",
    "claim",
    "comment",
    "complete",
    "delegate",
    "get_back",
    "may_assign",
    "may_claim",
    "may_complete",
    "may_release",
    "read_draft",
    "release",
    "save_draft",
    "set_due",
    "set_priority",
    "undo_act",
]
