"""Who keeps the register of suppliers, and who only looks."""

from __future__ import annotations

from engine.identity import AUDITOR, Actor
from engine.identity.house import PURCHASER
from engine.refusals import RefusalKind, Refused


def keeps_suppliers(actor: Actor) -> bool:
    """The person enters suppliers; whoever runs the installation acts as nobody."""
    if actor.outside:
        return False
    return PURCHASER in actor.roles or actor.person_id is None


def may_look(actor: Actor) -> bool:
    """The person may see the register."""
    return keeps_suppliers(actor) or (AUDITOR in actor.roles and not actor.outside)


def refusal_to_keep(actor: Actor) -> Refused | None:
    """Why the person may not enter a supplier."""
    return None if keeps_suppliers(actor) else Refused(RefusalKind.NO_ROLE, {"role": PURCHASER})
