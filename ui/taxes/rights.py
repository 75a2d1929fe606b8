"""Who looks at taxes."""

from __future__ import annotations

from engine.identity import AUDITOR, Actor
from engine.identity.house import CASHIER, TREASURER

TAX_OFFICE = "rentas"
COLLECTOR = "cobranza"
EXECUTOR, ASSISTANT = "ejecutor", "auxiliar_coactivo"
_LOOK = frozenset(
    {TAX_OFFICE, COLLECTOR, EXECUTOR, ASSISTANT, CASHIER, TREASURER, AUDITOR, "autoridad"}
)


def looks_at_taxes(actor: Actor) -> bool:
    """The tax office, who collects, who takes the money, who approves, and who audits."""
    return not actor.roles.isdisjoint(_LOOK)


def collects(actor: Actor) -> bool:
    """Who begins reminders, valores and write-offs."""
    return not actor.roles.isdisjoint({TAX_OFFICE, COLLECTOR})


def keeps_taxes(actor: Actor) -> bool:
    """The tax office brings in tables and writes down deliveries."""
    return TAX_OFFICE in actor.roles


def gives_pins(actor: Actor) -> bool:
    """Who sees the document of a taxpayer before giving them the PIN of their account."""
    return not actor.roles.isdisjoint({TAX_OFFICE, CASHIER})
