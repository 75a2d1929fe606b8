"""Who looks at taxes."""

from __future__ import annotations

from engine.identity import AUDITOR, Actor
from engine.identity.house import CASHIER, TREASURER

TAX_OFFICE = "rentas"
_LOOK = frozenset({TAX_OFFICE, CASHIER, TREASURER, AUDITOR, "autoridad"})


def looks_at_taxes(actor: Actor) -> bool:
    """The tax office, who takes the money, who approves the year, and who audits it."""
    return not actor.roles.isdisjoint(_LOOK)
