"""Migrations of cases: the last of a case, which events tell of them, whom a version still has."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import func, select, text

from storage.database import Connection
from storage.queries.reading import joined, many, one
from storage.tables import case_migrations, cases, events, instances, jobs


@dataclass(frozen=True, slots=True)
class CaseMigrationRow:
    """One migration of a case; `before` is JSON, `after` a hash of the state that it left."""

    id: int
    batch_id: int | None
    from_definition_id: int
    to_definition_id: int
    after: bytes
    before: str
    undone_seq: int | None


@dataclass(frozen=True, slots=True)
class TurnRow:
    """An event with which another version came into force in a case; `data` names both."""

    seq: int
    data: str


@dataclass(frozen=True, slots=True)
class RunningRow:
    """A case that runs on a version, with its state."""

    case_id: int
    number: str
    title: str
    instance_id: int
    tokens: bytes
    scopes: str


_MIGRATION = select(*(case_migrations.c[name] for name in CaseMigrationRow.__dataclass_fields__))


@dataclass(frozen=True, slots=True)
class StateCount:
    """So many cases stand in this state."""

    tokens: bytes
    cases: int


_RUNS = text("cases.state IN ('open', 'suspended')")


def last_migration(
    connection: Connection, municipality_id: int, case_id: int
) -> CaseMigrationRow | None:
    """The last migration of a case that was not undone."""
    found = (
        _MIGRATION.where(case_migrations.c.municipality_id == municipality_id)
        .where(case_migrations.c.case_id == case_id, case_migrations.c.undone_seq.is_(None))
        .order_by(case_migrations.c.id.desc())
        .limit(1)
    )
    return one(connection, found, CaseMigrationRow)


def migrated_by(connection: Connection, municipality_id: int, batch_id: int) -> tuple[int, ...]:
    """The cases that a batch has brought over, as far as that was not undone."""
    found = (
        select(case_migrations.c.case_id)
        .where(case_migrations.c.municipality_id == municipality_id)
        .where(case_migrations.c.batch_id == batch_id, case_migrations.c.undone_seq.is_(None))
        .order_by(case_migrations.c.case_id)
    )
    return tuple(connection.scalars(found))


def jobs_that_ran(connection: Connection, municipality_id: int, job_ids: Collection[int]) -> bool:
    """Whether any of these does not wait any more: something may have gone outside."""
    if not job_ids:
        return False
    found = (
        select(jobs.c.id)
        .where(jobs.c.municipality_id == municipality_id, jobs.c.id.in_(list(job_ids)))
        .where(text("(jobs.state NOT IN ('waiting', 'held') OR jobs.attempts > 0)"))
        .limit(1)
    )
    return connection.execute(found).first() is not None


def turns_of(
    connection: Connection, municipality_id: int, case_id: int, kinds: tuple[int, ...]
) -> tuple[TurnRow, ...]:
    """The events of these kinds in a case, in their order."""
    return turns_of_cases(connection, municipality_id, [case_id], kinds).get(case_id, ())


def turns_of_cases(
    connection: Connection, municipality_id: int, case_ids: Collection[int], kinds: tuple[int, ...]
) -> Mapping[int, tuple[TurnRow, ...]]:
    """The same of several, by case; only of those that have any."""
    found = (
        select(events.c.case_id, events.c.seq, events.c.data)
        .where(events.c.municipality_id == municipality_id)
        .where(events.c.case_id.in_(sorted(case_ids)), events.c.kind.in_(kinds))
        .order_by(events.c.case_id, events.c.seq)
    )
    told: dict[int, tuple[TurnRow, ...]] = {}
    for case_id, seq, data in connection.execute(found):
        told[case_id] = (*told.get(case_id, ()), TurnRow(seq, data))
    return told


def cases_running_on(
    connection: Connection,
    municipality_id: int,
    definition_id: int,
    *,
    after: int = 0,
    limit: int = 200,
) -> tuple[RunningRow, ...]:
    """The cases that are not over and run on a version, by id; the page after case `after`."""
    found = (
        select(
            cases.c.id, cases.c.number, cases.c.title,
            instances.c.id, instances.c.tokens, instances.c.scopes,
        )
        .join(instances, (instances.c.municipality_id == cases.c.municipality_id)
              & (instances.c.case_id == cases.c.id))
        .where(instances.c.municipality_id == municipality_id)
        .where(instances.c.definition_id == definition_id, cases.c.id > after, _RUNS)
        .order_by(cases.c.id)
        .limit(limit)
    )  # fmt: skip
    return many(connection, found, RunningRow)


def states_of(
    connection: Connection, municipality_id: int, definition_id: int, *, limit: int
) -> tuple[StateCount, ...]:
    """The different states in which the cases of a version that are not over stand, with how many
    stand so, the most frequent first. Tokens hold no data of the case: very many cases share few
    states, and the database groups them."""
    found = (
        select(instances.c.tokens, func.count().label("cases"))
        .join(cases, joined(instances, cases, "case_id"))
        .where(instances.c.municipality_id == municipality_id)
        .where(instances.c.definition_id == definition_id, _RUNS)
        .group_by(instances.c.tokens)
        .order_by(func.count().desc(), instances.c.tokens)
        .limit(limit)
    )
    return many(connection, found, StateCount)


def running_by_version(
    connection: Connection, municipality_id: int, process_key: str
) -> dict[int, int]:
    """How many cases that are not over run on each version of a process, by definition id."""
    found = (
        select(cases.c.definition_id, func.count())
        .where(cases.c.municipality_id == municipality_id, cases.c.process_key == process_key)
        .where(_RUNS)
        .group_by(cases.c.definition_id)
    )
    return {row[0]: row[1] for row in connection.execute(found)}
