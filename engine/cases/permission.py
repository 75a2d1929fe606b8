"""Who may look into a case: the roles that take part in its process, and the auditor."""

from __future__ import annotations

from engine.definitions.loading import Definition
from engine.identity import Actor

AUDITOR = "auditor"


def takes_part(actor: Actor, definition: Definition) -> bool:
    """One of the person's roles does something in this process."""
    return not actor.roles.isdisjoint(definition.manifest.role_titles)


def may_see(actor: Actor, definition: Definition) -> bool:
    """The person may read the case, except what is still sealed."""
    return AUDITOR in actor.roles or takes_part(actor, definition)


def may_cancel(actor: Actor, definition: Definition) -> bool:
    """Who may open such a case may also end it with a reason."""
    return not actor.roles.isdisjoint(definition.manifest.starters)
