"""Who works in the municipality and as what; only for tokens with the role `administrador`."""

from __future__ import annotations

import json
from typing import Annotated, Literal

from fastapi import Path, Query
from starlette.responses import Response

from engine.access import Scope
from engine.identity import founding
from engine.identity.granting import Grant, grant_role, revoke_role
from engine.identity.leaving import disable_person
from engine.identity.people import Particulars, add_person
from engine.identity.renewing import give_password
from engine.identity.rights import may_administer, refusal_to_administer
from engine.refusals import RefusalKind, Refused
from storage.queries.definitions import active_definitions
from storage.queries.people import PersonLine as Row
from storage.queries.people import everyone, held_counts, roles_by_person
from ui.api.answers import answer, id_of
from ui.api.describing import reads, writes
from ui.api.door import Here
from ui.api.kinds import ApiKind
from ui.api.law import EARLIEST, LATEST
from ui.api.problems import Problem, of_refusal, own
from ui.api.repeats import Key, once
from ui.api.rooms import Identifier, room
from ui.api.shapes.people import (
    ChangedTown,
    Departed,
    FirstPassword,
    HeldRole,
    NewPerson,
    NewRole,
    People,
    PersonLine,
    RoleLine,
    RoleOf,
    Roles,
    TownFacts,
    WhyOnly,
)
from ui.people.present import is_gone
from ui.roles import role_choices
from ui.wrong_fields import WRONG

router = room("people")
Reason = Annotated[str, Query(min_length=1, max_length=500, description="Why; it is told.")]
Role = Annotated[str, Path(max_length=100, examples=["calendario"])]
PassTo = Annotated[
    str | None, Query(pattern=r"^[0-9]{1,19}$", description="Who follows in their tasks.")
]


@router.get("/people", **reads(Scope.PEOPLE_READ, People))
def people(here: Here) -> Response:
    """Everybody who comes in, or came in once."""
    return answer(here, People(items=_lines(here) if may_administer(here.actor) else []))


@router.post("/people", **writes(Scope.PEOPLE_WRITE, FirstPassword))
def add(here: Here, asked: NewPerson, key: Key = None) -> Response:
    """Let somebody in; the first password is told only this once."""

    def work() -> Response:
        told = Particulars(asked.name, asked.email, asked.national_id, asked.position)
        outcome = add_person(
            here.installation, here.actor, told, roles=asked.roles, reason=asked.reason
        )
        if isinstance(outcome, Refused):
            raise _refused(outcome)
        shape = FirstPassword(person_id=str(outcome.person_id), password=outcome.password)
        return answer(here, shape)

    return once(here, key, work, kept=without_password)


@router.get("/people/{person_id}", **reads(Scope.PEOPLE_READ, PersonLine))
def person(here: Here, person_id: Identifier) -> Response:
    """One person."""
    refused = refusal_to_administer(here.actor)
    found = None if refused else [row for row in _lines(here) if row.id == str(id_of(person_id))]
    if not found:
        raise of_refusal(refused or Refused(RefusalKind.NOT_FOUND))
    return answer(here, found[0])


@router.post("/people/{person_id}/password", **writes(Scope.PEOPLE_WRITE, FirstPassword))
def renew(here: Here, person_id: Identifier, asked: WhyOnly, key: Key = None) -> Response:
    """Give somebody a new first password; their sessions end."""

    def work() -> Response:
        outcome = give_password(here.installation, here.actor, id_of(person_id), asked.reason)
        if isinstance(outcome, Refused):
            raise _refused(outcome)
        shape = FirstPassword(person_id=str(outcome.person_id), password=outcome.password)
        return answer(here, shape)

    return once(here, key, work, kept=without_password)


@router.post("/people/{person_id}/roles", **writes(Scope.PEOPLE_WRITE, RoleOf))
def grant(here: Here, person_id: Identifier, asked: NewRole, key: Key = None) -> Response:
    """Give somebody a role."""

    def work() -> Response:
        days = [day for day in (asked.from_on, asked.until_on) if day is not None]
        if any(not EARLIEST <= day <= LATEST for day in days):
            raise _refused(Refused(RefusalKind.INVALID_DATA, {"field": "until"}))
        wanted = Grant(asked.role, asked.reason, asked.from_on, asked.until_on)
        outcome = grant_role(here.installation, here.actor, id_of(person_id), wanted)
        if isinstance(outcome, Refused):
            raise _refused(outcome)
        return answer(here, RoleOf(person_id=str(outcome.person_id), role=outcome.role))

    return once(here, key, work)


@router.delete("/people/{person_id}/roles/{role}", **writes(Scope.PEOPLE_WRITE, RoleOf))
def revoke(here: Here, person_id: Identifier, role: Role, reason: Reason) -> Response:
    """Take a role from somebody, from now on."""
    outcome = revoke_role(here.installation, here.actor, id_of(person_id), role, reason)
    if isinstance(outcome, Refused):
        raise _refused(outcome)
    return answer(here, RoleOf(person_id=str(outcome.person_id), role=outcome.role))


@router.delete("/people/{person_id}", **writes(Scope.PEOPLE_WRITE, Departed))
def disable(here: Here, person_id: Identifier, reason: Reason, pass_to: PassTo = None) -> Response:
    """Shut somebody out at once; their tasks go to who follows, or are free for their role."""
    follower = id_of(pass_to) if pass_to else None
    outcome = disable_person(
        here.installation, here.actor, id_of(person_id), reason, pass_to=follower
    )
    if isinstance(outcome, Refused):
        raise _refused(outcome)
    shape = Departed(
        person_id=str(outcome.person_id),
        released=outcome.released,
        passed=outcome.passed,
        kept=outcome.kept,
    )
    return answer(here, shape)


@router.get("/roles", **reads(Scope.PEOPLE_READ, Roles))
def roles(here: Here) -> Response:
    """Every role that can be given."""
    items = []
    if may_administer(here.actor):
        with here.installation.database.read(here.municipality.id) as connection:
            found = role_choices(active_definitions(connection, here.municipality.id), here.words)
        items = [RoleLine(role=each.value, title=each.label) for each in found]
    return answer(here, Roles(items=items))


@router.put("/municipality", **writes(Scope.PEOPLE_WRITE, ChangedTown))
def describe(here: Here, asked: TownFacts) -> Response:
    """Say anew what the municipality is called, where it lies and what colour it shows."""
    facts = founding.TownFacts(**asked.model_dump(exclude={"reason"}))
    outcome = founding.change_town(here.installation, here.actor, facts, asked.reason)
    if isinstance(outcome, Refused):
        raise _refused(outcome)
    return answer(here, ChangedTown(fields=list(outcome.fields), accent=outcome.accent))


def without_password(body: bytes) -> bytes:
    """What is kept for who asks again: a password is told once."""
    told = json.loads(body)
    return json.dumps({**told, "password": ""}).encode()


def _refused(refused: Refused) -> Problem:
    """A field that is wrong is named in the words of the pages."""
    field = refused.details.get("field", "")
    if refused.kind is not RefusalKind.INVALID_DATA or field not in WRONG:
        return of_refusal(refused)
    return own(ApiKind.INVALID_REQUEST, errors=[(f"body.{field}", WRONG[field])])


def _lines(here: Here) -> list[PersonLine]:
    town = here.municipality.id
    with here.installation.database.read(town) as connection:
        rows = everyone(connection, town)
        held = roles_by_person(connection, town, at=here.now)
        tasks = held_counts(connection, town)
    return [
        PersonLine(
            id=str(row.id),
            name=row.name,
            position=row.position or "",
            email=row.email or "",
            state=_state(here, row),
            roles=[
                HeldRole(role=m.role, valid_from=m.valid_from, valid_until=m.valid_until)
                for m in held.get(row.id, ())
            ],
            tasks=tasks.get(row.id, 0),
        )
        for row in rows
    ]


def _state(here: Here, row: Row) -> Literal["active", "no_password", "disabled"]:
    if is_gone(row, here.now):
        return "disabled"
    return "active" if row.signs_in else "no_password"
