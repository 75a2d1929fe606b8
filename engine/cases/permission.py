"""Who may look into a case, and who may operate it.

The roles that take part in its process see it, the auditor, and its operators: the roles that the
manifest names (`operators`), and whoever is an operator of the whole municipality.
"""

from __future__ import annotations

from engine.definitions.loading import Definition
from engine.definitions.manifest import Manifest
from engine.identity import AUDITOR, Actor
from engine.identity.house import OPERATOR

__all__ = [
    "OPERATOR",
    "may_cancel",
    "may_mend",
    "may_operate",
    "may_see",
    "operates",
    "sees",
    "takes_part",
]


def takes_part(actor: Actor, definition: Definition) -> bool:
    """One of the person's roles does something in this process."""
    return not actor.roles.isdisjoint(definition.manifest.role_titles)


def may_see(actor: Actor, definition: Definition) -> bool:
    """The person may read the case, except what is still sealed."""
    return sees(actor, definition.manifest)


def sees(actor: Actor, manifest: Manifest) -> bool:
    """The same, asked of the manifest alone."""
    part = not actor.roles.isdisjoint(manifest.role_titles)
    return part or AUDITOR in actor.roles or operates(actor, manifest)


def may_operate(actor: Actor, definition: Definition) -> bool:
    """The person may suspend, resume and move cases of this process, and mend what failed."""
    return operates(actor, definition.manifest)


def operates(actor: Actor, manifest: Manifest) -> bool:
    """The same, asked of the manifest alone."""
    return OPERATOR in actor.roles or not actor.roles.isdisjoint(manifest.operators)


def may_cancel(actor: Actor, definition: Definition) -> bool:
    """Who may open such a case may also end it with a reason, and so may its operators."""
    starts = not actor.roles.isdisjoint(definition.manifest.starters)
    return starts or may_operate(actor, definition)


def may_mend(actor: Actor, definition: Definition) -> bool:
    """Who takes part in the process may try again what failed, and so may its operators."""
    return takes_part(actor, definition) or may_operate(actor, definition)
