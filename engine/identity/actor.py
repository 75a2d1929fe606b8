"""Who acts: a person of a municipality with the roles they hold now, or the system itself."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StandIn:
    """Somebody who is away, and those of their roles that the substitute has not."""

    person_id: int
    roles: frozenset[str]


@dataclass(frozen=True, slots=True)
class Actor:
    """Taken anew for every request: a role that ended is gone with the next page.

    `person_id` is None for what rules and clocks do; `locale` is the language the person reads in,
    empty when they chose none. `stands_for`: who is away and whose roles are among `roles`.
    `must_renew`: somebody else knows the password, so that a new one comes before anything else.
    `must_enrol`: a role of theirs comes in with a code, and they have no device for it yet.
    `outside`: somebody who files cases and works on none; `applicant_of` are the cases in which
    they act, for themselves or for another. `confined`: they came in by the PIN of a case, which is
    good for that one and begins no other.
    """

    municipality_id: int
    person_id: int | None
    name: str
    roles: frozenset[str] = frozenset()
    locale: str = ""
    stands_for: tuple[StandIn, ...] = ()
    must_renew: bool = False
    must_enrol: bool = False
    outside: bool = False
    applicant_of: frozenset[int] = frozenset()
    confined: bool = False

    @property
    def people(self) -> tuple[int, ...]:
        """Whose tasks the person does: their own, and those of who is away."""
        own = () if self.person_id is None else (self.person_id,)
        return (*own, *(each.person_id for each in self.stands_for))


def system_actor(municipality_id: int) -> Actor:
    """The system at work for one municipality: timers, jobs, deployments from the terminal."""
    return Actor(municipality_id, None, "")
