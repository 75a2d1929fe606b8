"""Who acts: a person of a municipality with the roles they hold now, or the system itself."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Actor:
    """Taken anew for every request: a role that ended is gone with the next page.

    `person_id` is None for what rules and clocks do; `locale` is the language the person reads in,
    empty when they chose none.
    """

    municipality_id: int
    person_id: int | None
    name: str
    roles: frozenset[str] = frozenset()
    locale: str = ""


def system_actor(municipality_id: int) -> Actor:
    """The system at work for one municipality: timers, jobs, deployments from the terminal."""
    return Actor(municipality_id, None, "")
