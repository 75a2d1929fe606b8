"""Who may decide about people, roles and the municipality's own page."""

from __future__ import annotations

from engine.identity.actor import Actor
from engine.identity.house import ADMINISTRATOR
from engine.refusals import RefusalKind, Refused


def may_administer(actor: Actor) -> bool:
    """The person administers the municipality; whoever runs the installation acts as nobody."""
    return actor.person_id is None or ADMINISTRATOR in actor.roles


def refusal_to_administer(actor: Actor) -> Refused | None:
    """Why the person may not decide about others."""
    return None if may_administer(actor) else Refused(RefusalKind.NO_ROLE, {"role": ADMINISTRATOR})


def refusal_about_oneself(actor: Actor, person_id: int | None) -> Refused | None:
    """Nobody gives themselves a right, nor a new password without the old one."""
    if person_id is not None and actor.person_id == person_id:
        return Refused(RefusalKind.ONESELF)
    return None
