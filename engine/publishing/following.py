"""The publisher's duty of the worker: looks which events are new, and publishes what they mean.

No step does anything for this. As the notifier does, it follows the histories and looks back for a
while; what a case has published is known by the place in its history, so that nothing is published
twice, nothing is left out, and what comes first is published first, whoever dies in between.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from engine.bpmn import StepFailed
from engine.cases.eras import eras_of
from engine.cases.surroundings import surroundings_of
from engine.deadlines.calendars import town_of
from engine.definitions.loading import Definition, program_of
from engine.definitions.manifest import manifest_from_text
from engine.feel import FeelError
from engine.history.kinds import EventKind as K
from engine.installation import Installation
from engine.memory import Bounded
from engine.publishing.telling import CaseTold, Related
from engine.publishing.unfolding import Book, unfold
from storage.database import WHOLE_INSTALLATION, Connection, StaleVersion
from storage.queries.casefile import links_of_case
from storage.queries.cases import case_by_id, submissions_of_case
from storage.queries.contracts import ContractRow, GuaranteeRow
from storage.queries.definitions import active_definitions
from storage.queries.documents import documents_of_case
from storage.queries.history import history_of
from storage.queries.plans import (
    PlanItemRow,
    PlanPurchaseRow,
    PlanVersionRow,
    published_plans,
)
from storage.queries.releases import (
    FollowRow,
    NewsRow,
    RecordRow,
    ReleaseRow,
    cases_with_news,
    record_of_case,
    releases_to_follow,
)
from storage.tables.cases import CaseState
from storage.writes.contracts import put_contracts, put_guarantees
from storage.writes.plans import put_plan, put_plan_purchase
from storage.writes.releases import follow_releases_to, insert_releases, put_record

log = logging.getLogger("cauce.worker")
OVERLAP = timedelta(minutes=5)
"""How far back each look goes."""
BATCH = 500
"""Events of one municipality that one look takes."""
KINDS = frozenset(
    map(
        int,
        (
            K.CASE_STARTED, K.TASK_COMPLETED, K.DECIDED, K.COMPUTED, K.PASSED, K.STEP_UNDONE,
            K.CASE_CANCELLED, K.CASE_MOVED, K.CASE_MIGRATED, K.DOCUMENT_ADDED,
            K.DOCUMENT_REPLACED, K.DEADLINE_EXTENDED, K.DEADLINE_PAUSED, K.DEADLINE_RESUMED,
            K.DEADLINE_RESTARTED, K.DEADLINE_DECREED,
        ),
    )
)  # fmt: skip
UNTELLABLE = (
    ArithmeticError,
    AttributeError,
    FeelError,
    LookupError,
    StepFailed,
    TypeError,
    ValueError,
)
"""What a process that says something wrong of itself raises; anything else is to be tried again."""
_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Made:
    """What a case publishes now, what all it published comes to (None while nothing was), and its
    rows in the registers: of contracts and guarantees, of a plan with its versions, and the item of
    a plan that a purchase runs."""

    releases: Sequence[ReleaseRow]
    record: RecordRow | None
    contracts: Sequence[ContractRow] = ()
    guarantees: Sequence[GuaranteeRow] = ()
    items: Sequence[PlanItemRow] = ()
    versions: Sequence[PlanVersionRow] = ()
    runs: PlanPurchaseRow | None = None


Publisher = Callable[[CaseTold, RecordRow | None, datetime], Made | None]
"""Given a case, what it published so far and the present: what it publishes now. Pure."""

_looked: Bounded[tuple[str, int], int] = Bounded(20_000)
"""By case, the length of the history that was looked at: nothing is unfolded twice for nothing."""


def publish(
    installation: Installation, publishers: Mapping[str, Publisher], *, limit: int = BATCH
) -> int:
    """Publish what is new, in every municipality where something is; how many releases."""
    now = installation.clock.now()
    with installation.database.read(WHOLE_INSTALLATION) as connection:
        found = releases_to_follow(connection, now=now, overlap=OVERLAP, kinds=KINDS)
    return sum(_publish_town(installation, publishers, row, limit) for row in found)


def _publish_town(
    installation: Installation, publishers: Mapping[str, Publisher], row: FollowRow, limit: int
) -> int:
    now, town = installation.clock.now(), row.municipality_id
    after = _since(row)
    with installation.database.read(town) as connection:
        keys = _publishing(connection, town, publishers)
        news = (
            cases_with_news(
                connection, town, after=after, process_keys=keys, kinds=KINDS, limit=limit
            )
            if keys
            else ()
        )
    done = sum(_publish_case(installation, publishers, town, each) for each in news)
    behind = sum(each.events for each in news) == limit
    upto = news[-1].at if behind else now
    if done or behind or row.followed_at is None or now - row.followed_at > OVERLAP / 2:
        _follow(installation, town, upto, behind=behind and upto != row.followed_at)
    return done


def _since(row: FollowRow) -> datetime:
    """Who is behind goes on where it stopped: looking back would find the same again."""
    if row.followed_at is None:
        return _BEGINNING
    return row.followed_at if row.behind else row.followed_at - OVERLAP


def _publishing(
    connection: Connection, municipality_id: int, publishers: Mapping[str, Publisher]
) -> frozenset[str]:
    """The processes in force whose cases are published in a form that the house knows."""
    return frozenset(
        row.key
        for row in active_definitions(connection, municipality_id)
        if manifest_from_text(row.manifest).publication.by in publishers
    )


def _publish_case(
    installation: Installation, publishers: Mapping[str, Publisher], town: int, news: NewsRow
) -> int:
    """A case that cannot be told is logged by its number alone and stops no other; what the
    database refuses stops them all, to be tried again."""
    key = (installation.database.url, news.case_id)
    if _looked.get(key) == news.chain_seq:
        return 0
    try:
        done = _publish_new(installation, publishers, town, news)
    except UNTELLABLE as error:
        log.error("not published", extra={"case": news.case_id, "error": type(error).__name__})
        return 0
    _looked.keep(key, news.chain_seq)
    return done


def _publish_new(
    installation: Installation, publishers: Mapping[str, Publisher], town: int, news: NewsRow
) -> int:
    now = installation.clock.now()

    def verb(connection: Connection) -> int:
        definition = program_of(installation, connection, town, news.definition_id)
        publisher = publishers.get(definition.manifest.publication.by)
        if publisher is None:
            return 0
        before = record_of_case(connection, town, news.case_id)
        told = told_of(installation, connection, definition, news.case_id)
        made = publisher(told, before, now)
        if made is None:
            return 0
        _put_registers(connection, town, news.case_id, made)
        if made.record is None or not made.releases:
            return 0
        if insert_releases(connection, town, made.releases) != len(made.releases):
            raise StaleVersion(f"case {news.case_id}")  # somebody else published meanwhile
        put_record(connection, town, made.record)
        return len(made.releases)

    return installation.database.run(verb, municipality=town)


def register(
    installation: Installation, publishers: Mapping[str, Publisher], town: int, case_id: int
) -> None:
    """Put the rows of a case into the registers as its history has it now, publishing nothing."""

    def verb(connection: Connection) -> None:
        case = case_by_id(connection, town, case_id)
        assert case is not None  # noqa: S101  # whoever asks has seen it
        definition = program_of(installation, connection, town, case.definition_id)
        publisher = publishers.get(definition.manifest.publication.by)
        told = told_of(installation, connection, definition, case_id)
        made = publisher(told, None, installation.clock.now()) if publisher else None
        if made is not None:
            _put_registers(connection, town, case_id, made)

    installation.database.run(verb, municipality=town)


def _put_registers(connection: Connection, town: int, case_id: int, made: Made) -> None:
    put_contracts(connection, town, case_id, made.contracts)
    put_guarantees(connection, town, case_id, made.guarantees)
    put_plan(connection, town, case_id, made.items, made.versions)
    put_plan_purchase(connection, town, case_id, made.runs)


def told_of(
    installation: Installation, connection: Connection, definition: Definition, case_id: int
) -> CaseTold:
    """A case unfolded for its publisher."""
    town = definition.municipality_id
    case = case_by_id(connection, town, case_id)
    assert case is not None  # noqa: S101  # its events were just read
    surroundings = surroundings_of(installation, connection, town, installation.clock.now())
    book = Book(
        eras_of(installation, connection, case_id, definition),
        history_of(connection, town, case_id),
        submissions_of_case(connection, town, case_id),
        documents_of_case(connection, town, case_id),
        surroundings.host,
    )
    return CaseTold(
        case_id,
        case.number,
        case.opened_at,
        case.currency or town_of(installation, connection, town).currency,
        town_of(installation, connection, town),
        definition,
        unfold(book),
        tuple(_related(connection, town, case_id)),
        published_plans(connection, town),
        case.state not in (CaseState.OPEN, CaseState.SUSPENDED),
    )


def _related(connection: Connection, town: int, case_id: int) -> list[Related]:
    """What was published of the older cases that stand beside a case."""
    found = []
    for link in links_of_case(connection, town, case_id):
        other = link.other_id if link.case_id == case_id else link.case_id
        record = record_of_case(connection, town, other) if other < case_id else None
        if record is not None:
            found.append(Related(record.ocid, record.title, record.status))
    return found


def _follow(installation: Installation, town: int, at: datetime, *, behind: bool) -> None:
    def verb(connection: Connection) -> None:
        follow_releases_to(connection, town, at=at, behind=behind)

    installation.database.run(verb, municipality=town)
