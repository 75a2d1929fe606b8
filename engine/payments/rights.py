"""Who takes money, who reconciles it, and who only looks."""

from __future__ import annotations

from engine.identity import AUDITOR, Actor
from engine.identity.house import CASHIER, TREASURER
from engine.refusals import RefusalKind, Refused


def is_cashier(actor: Actor) -> bool:
    """The person takes money at a till."""
    return CASHIER in actor.roles


def reconciles(actor: Actor) -> bool:
    """The person reads files of banks, settles what waits and gives money back; whoever runs the
    installation acts as nobody."""
    return TREASURER in actor.roles or (actor.person_id is None and not actor.outside)


def may_look(actor: Actor) -> bool:
    """The person may see what is owed and what came."""
    return reconciles(actor) or AUDITOR in actor.roles


def refusal_to_take(actor: Actor) -> Refused | None:
    """Why the person takes no money."""
    return None if is_cashier(actor) else Refused(RefusalKind.NO_ROLE, {"role": CASHIER})


def refusal_to_reconcile(actor: Actor) -> Refused | None:
    """Why the person does not reconcile."""
    return None if reconciles(actor) else Refused(RefusalKind.NO_ROLE, {"role": TREASURER})
