"""Human work: claim, release, assign, complete; who may, and what may follow what."""

from engine.tasks.completing import Completed, complete
from engine.tasks.drafts import DraftSaved, read_draft, save_draft
from engine.tasks.holding import Assigned, Claimed, Released, assign, claim, release
from engine.tasks.permission import may_assign, may_claim, may_complete, may_release

__all__ = [
    "Assigned",
    "Claimed",
    "Completed",
    "DraftSaved",
    "Released",
    "assign",
    "claim",
    "complete",
    "may_assign",
    "may_claim",
    "may_complete",
    "may_release",
    "read_draft",
    "release",
    "save_draft",
]
