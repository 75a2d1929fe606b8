"""Who may look at the cadastre (it names who owns what), and which steps draw."""

from __future__ import annotations

from engine.identity import AUDITOR, Actor
from engine.identity.house import OPERATOR, TREASURER

READERS = frozenset(
    {"catastro", "asesoria_legal", "autoridad", "mesa_de_partes", "rentas", "caja"}
    | {AUDITOR, OPERATOR, TREASURER}
)
PLAN = "plano_catastral"
"""The kind of document by which a step is known to draw."""
OWNERSHIP = "ownership"
"""The right whose shares add up to the whole."""


def may_look(actor: Actor) -> bool:
    """The person's work needs the register."""
    return not actor.outside and not actor.roles.isdisjoint(READERS)
