"""A draft comes into force: somebody asks, a second person approves, and its day comes.

What is approved is the very state that was asked for, checked once more; a draft that was changed
meanwhile has to be asked for anew. The approved version is stored at once and begins on its day.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from engine.bpmn import StepFailed
from engine.deadlines.calendars import calendar_of
from engine.definitions.bundle import Bundle
from engine.definitions.compilation import Compiled
from engine.definitions.deploying import Deployed, checked, put_in_force, store
from engine.history.town import TownEventKind, TownHistory
from engine.identity import Actor
from engine.identity.actor import system_actor
from engine.installation import Installation
from engine.refusals import BadDefinition, Fault, RefusalKind, Refused
from engine.workshop.checking import checked_files
from engine.workshop.origins import inherit_origin
from engine.workshop.rights import may_approve, may_edit
from engine.workshop.telling import tell_who_asked, tell_who_may_approve
from engine.workshop.working import Bench, bench_of, told
from storage.database import WHOLE_INSTALLATION, Connection
from storage.queries.definitions import definition_by_id, files_of
from storage.queries.workshop import (
    AskingRow,
    asking_by_id,
    askings_of,
    authors_of,
    due_askings,
    files_of_draft,
    saves_of,
)
from storage.tables.definitions import DefinitionState
from storage.tables.workshop import AskingState, DraftState, SaveAct
from storage.writes.workshop import put_asking, set_draft_state

LONGEST = 500


@dataclass(frozen=True, slots=True)
class Asked:
    """It waits for a second person."""

    asking_id: int


@dataclass(frozen=True, slots=True)
class Approved:
    """The version that it became; `in_force`: it begins now and not on a later day."""

    version: int
    effective_on: date
    in_force: bool


def ask(
    installation: Installation, actor: Actor, draft_id: int, *, reason: str, effective_on: date
) -> Asked | Refused:
    """Ask that the draft as it is now may come into force on a day."""

    def verb(connection: Connection, history: TownHistory) -> Asked | Refused:
        bench = bench_of(connection, actor, draft_id)
        if isinstance(bench, Refused):
            return bench
        wrong = _may_not_ask(installation, actor, bench, reason, effective_on)
        if wrong is not None:
            return wrong
        town = actor.municipality_id
        for before in askings_of(connection, town, draft_id):
            if before.state == AskingState.ASKED:
                put_asking(connection, town, replace(before, state=AskingState.WITHDRAWN))
        row = AskingRow(
            installation.ids.new(), draft_id, revision_of(bench, town), reason.strip()[:LONGEST],
            effective_on, AskingState.ASKED, actor.person_id, history.now, None, None, "", None,
            None,
        )  # fmt: skip
        put_asking(connection, town, row)
        tell_who_may_approve(installation, actor, bench, row)
        data = {"key": bench.draft.process_key, "title": bench.draft.title, "from": effective_on}
        history.add(TownEventKind.PUBLISHING_ASKED, data=data, detail={"reason": row.reason})
        return Asked(row.id)

    return told(installation, actor, verb)


def withdraw(installation: Installation, actor: Actor, asking_id: int) -> AskingRow | Refused:
    """Take back what was asked; by whoever may change the draft."""

    def verb(connection: Connection, history: TownHistory) -> AskingRow | Refused:
        found = _waiting(connection, actor, asking_id)
        if isinstance(found, Refused):
            return found
        asking, bench = found
        if not may_edit(actor, bench.manifest):
            return Refused(RefusalKind.NO_ROLE)
        row = _decided(asking, AskingState.WITHDRAWN, actor, history, "")
        put_asking(connection, actor.municipality_id, row)
        history.add(TownEventKind.PUBLISHING_WITHDRAWN, data=_named(bench))
        return row

    return told(installation, actor, verb)


def refuse(
    installation: Installation, actor: Actor, asking_id: int, *, reason: str
) -> AskingRow | Refused:
    """The second person says why not; the draft stays open."""

    def verb(connection: Connection, history: TownHistory) -> AskingRow | Refused:
        found = _for_the_second(connection, actor, asking_id)
        if isinstance(found, Refused):
            return found
        asking, bench = found
        why = reason.strip()[:LONGEST]
        if not why:
            return Refused(RefusalKind.INVALID_DATA, {"field": "reason"})
        row = _decided(asking, AskingState.REFUSED, actor, history, why)
        put_asking(connection, actor.municipality_id, row)
        tell_who_asked(installation, actor, bench, row)
        history.add(TownEventKind.PUBLISHING_REFUSED, data=_named(bench), detail={"reason": why})
        return row

    return told(installation, actor, verb)


def approve(installation: Installation, actor: Actor, asking_id: int) -> Approved | Refused:
    """The second person lets it come into force: now, or when its day comes."""

    def verb(connection: Connection, history: TownHistory) -> Approved | Refused:
        found = _for_the_second(connection, actor, asking_id)
        if isinstance(found, Refused):
            return found
        asking, bench = found
        town = actor.municipality_id
        if revision_of(bench, town) != asking.revision:
            return Refused(RefusalKind.CHANGED)
        bundle = _bundle(bench, town)
        compiled = _checked(installation, bench, bundle)
        if isinstance(compiled, Refused):
            return compiled
        now = asking.effective_on <= today_of(installation, connection, town)
        stored = store(installation, actor, connection, bundle, compiled, in_force=now)
        row = _decided(asking, AskingState.APPROVED, actor, history, "")
        row = replace(
            row, definition_id=stored.definition_id, in_force_at=history.now if now else None
        )
        put_asking(connection, town, row)
        tell_who_asked(installation, actor, bench, row)
        set_draft_state(connection, town, bench.draft.id, state=DraftState.PUBLISHED)
        inherit_origin(connection, town, bench.draft, stored.definition_id)
        _tell(history, bench, stored, asking.effective_on)
        return Approved(stored.version, asking.effective_on, now)

    try:
        return told(installation, actor, verb)
    except StepFailed as failure:
        said = failure.sentence
        fault = Fault("", said.text, failure.element_id, facts=said.facts)
        return BadDefinition(RefusalKind.BAD_DEFINITION, {}, (fault,))


def sweep_versions(installation: Installation, *, limit: int = 50) -> int:
    """Bring into force what was approved and whose day has come; how many versions."""
    with installation.database.read(WHOLE_INSTALLATION) as connection:
        last = installation.clock.now().date()
        due = due_askings(connection, on=last, limit=limit)
    return sum(_enters(installation, each.municipality_id, each.asking_id) for each in due)


def _enters(installation: Installation, town: int, asking_id: int) -> bool:
    def verb(connection: Connection, history: TownHistory) -> bool:
        asking = asking_by_id(connection, town, asking_id)
        if asking is None or asking.in_force_at is not None or asking.definition_id is None:
            return False
        if asking.effective_on > today_of(installation, connection, town):
            return False
        row = definition_by_id(connection, town, asking.definition_id)
        if row is None:
            return False
        put_asking(connection, town, replace(asking, in_force_at=history.now))
        if row.state == DefinitionState.DEPLOYED:
            put_in_force(installation, connection, town, row.key, row.id)
            data = {"key": row.key, "title": row.title, "number": row.version}
            history.add(TownEventKind.VERSION_IN_FORCE, data=data)
        return True

    return told(installation, system_actor(town), verb) is True


def revision_of(bench: Bench, municipality_id: int) -> int:
    """The state that the draft is in."""
    saves = saves_of(bench.connection, municipality_id, bench.draft.id, limit=1_000_000)
    return next((each.revision for each in saves if each.act != SaveAct.ASIDE), 0)


def today_of(installation: Installation, connection: Connection, municipality_id: int) -> date:
    """The municipality's own day."""
    calendar = calendar_of(installation, connection, municipality_id)
    return calendar.local_day(installation.clock.now())


def _may_not_ask(
    installation: Installation, actor: Actor, bench: Bench, reason: str, effective_on: date
) -> Refused | None:
    town = actor.municipality_id
    if not may_edit(actor, bench.manifest):
        return Refused(RefusalKind.NO_ROLE)
    if not reason.strip():
        return Refused(RefusalKind.INVALID_DATA, {"field": "reason"})
    if effective_on < today_of(installation, bench.connection, town):
        return Refused(RefusalKind.INVALID_DATA, {"field": "effective"})
    bundle = _bundle(bench, town)
    if bundle.hash == Bundle(files_of(bench.connection, town, bench.draft.base_id)).hash:
        return Refused(RefusalKind.INVALID_DATA, {"field": "nothing"})
    compiled = _checked(installation, bench, bundle)
    return compiled if isinstance(compiled, Refused) else None


def _checked(installation: Installation, bench: Bench, bundle: Bundle) -> Compiled | Refused:
    """As every deployment is checked; and it must still be the process that the right is for."""
    compiled = checked(installation, bundle)
    if isinstance(compiled, Refused) or compiled.manifest.key == bench.draft.process_key:
        return compiled
    return Refused(RefusalKind.INVALID_DATA, {"field": "key"})


def _bundle(bench: Bench, municipality_id: int) -> Bundle:
    return checked_files(files_of_draft(bench.connection, municipality_id, bench.draft.id))


def _waiting(
    connection: Connection, actor: Actor, asking_id: int
) -> tuple[AskingRow, Bench] | Refused:
    asking = asking_by_id(connection, actor.municipality_id, asking_id)
    if asking is None:
        return Refused(RefusalKind.NOT_FOUND)
    if asking.state != AskingState.ASKED:
        return Refused(RefusalKind.ANSWERED)
    bench = bench_of(connection, actor, asking.draft_id)
    return bench if isinstance(bench, Refused) else (asking, bench)


def _for_the_second(
    connection: Connection, actor: Actor, asking_id: int
) -> tuple[AskingRow, Bench] | Refused:
    """The same, for somebody who neither wrote nor asked."""
    found = _waiting(connection, actor, asking_id)
    if isinstance(found, Refused):
        return found
    asking, bench = found
    authors = authors_of(connection, actor.municipality_id, bench.draft.id)
    if actor.person_id in authors or actor.person_id == asking.asked_by:
        return Refused(RefusalKind.ONESELF)
    if not may_approve(actor, bench.manifest, authors):
        return Refused(RefusalKind.NO_ROLE)
    return asking, bench


def _decided(
    asking: AskingRow, state: AskingState, actor: Actor, history: TownHistory, answer: str
) -> AskingRow:
    return replace(
        asking, state=state, decided_by=actor.person_id, decided_at=history.now, answer=answer
    )


def _named(bench: Bench) -> dict[str, str]:
    return {"key": bench.draft.process_key, "title": bench.draft.title}


def _tell(history: TownHistory, bench: Bench, stored: Deployed, day: date) -> None:
    data = {**_named(bench), "number": stored.version, "from": day}
    history.add(TownEventKind.PUBLISHING_APPROVED, data=data)
