"""Who controls: reads everything, changes nothing, and is read about as well."""

from __future__ import annotations

from engine.identity import AUDITOR, Actor


def may_audit(actor: Actor) -> bool:
    """The auditor of the municipality."""
    return AUDITOR in actor.roles and not actor.outside
