"""Who may do, in a case that was asked for from outside, what belongs to its applicant."""

from __future__ import annotations

from engine.identity import Actor
from engine.identity.house import COUNTER


def acts_as_applicant(actor: Actor, case_id: int) -> bool:
    """The applicant, who acts for them, who shows the PIN; or the counter, in their name."""
    return case_id in actor.applicant_of if actor.outside else COUNTER in actor.roles


def at_the_counter(actor: Actor) -> bool:
    """Somebody of the house who receives."""
    return not actor.outside and COUNTER in actor.roles
