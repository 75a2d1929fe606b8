"""Who may touch legal time: a term of a case, and the municipality's calendar."""

from __future__ import annotations

from engine.definitions.loading import Definition
from engine.identity import Actor
from engine.identity.house import CALENDAR_KEEPER

__all__ = ["CALENDAR_KEEPER", "may_decree", "may_move_terms"]


def may_move_terms(actor: Actor, definition: Definition) -> bool:
    """The process names the role among those that stop, set going and extend its terms."""
    return not actor.roles.isdisjoint(definition.manifest.timekeepers)


def may_decree(actor: Actor) -> bool:
    """The person keeps the municipality's calendar."""
    return CALENDAR_KEEPER in actor.roles
