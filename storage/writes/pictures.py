"""Adding to what pictures of processes add up; whoever does holds the counting of the town."""

from collections.abc import Mapping
from datetime import UTC, datetime

from sqlalchemy import delete, update
from sqlalchemy.dialects import postgresql, sqlite

from storage.database import Connection
from storage.queries.pictures import PictureCountRow
from storage.tables import picture_cases, picture_counts, picture_follows, picture_ways

PIECE = 500
_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
_KEY = ("municipality_id", "process_key", "month", "version", "element", "what", "bucket")


def hold_pictures(connection: Connection, municipality_id: int, *, rule: int) -> None:
    """Wait until nobody else counts there; until the transaction ends nobody else does."""
    connection.execute(
        _upsert(connection)(picture_follows)
        .values(municipality_id=municipality_id, followed_at=_BEGINNING, behind=1, rule=rule)
        .on_conflict_do_update(
            index_elements=["municipality_id"], set_={"behind": picture_follows.c.behind}
        )
    )


def add_to_pictures(
    connection: Connection,
    municipality_id: int,
    counts: list[PictureCountRow],
    ways: Mapping[tuple[str, str], str],
    upto: Mapping[int, int],
) -> None:
    """Add what changed, keep the steps of new ways (by process and digest), and up to where each
    case is counted now."""
    question = _upsert(connection)(picture_counts)
    adding = question.on_conflict_do_update(
        index_elements=list(_KEY), set_={"n": picture_counts.c.n + question.excluded.n}
    )
    _in_pieces(
        connection,
        adding,
        [
            {
                "municipality_id": municipality_id, "process_key": row.process_key,
                "month": row.month, "version": row.version, "element": row.element,
                "what": row.what, "bucket": row.bucket, "n": row.n,
            }
            for row in counts
        ],
    )  # fmt: skip
    _in_pieces(
        connection,
        _upsert(connection)(picture_ways).on_conflict_do_nothing(),
        [
            {"municipality_id": municipality_id, "process_key": key, "way": way, "steps": steps}
            for (key, way), steps in sorted(ways.items())
        ],
    )
    keeping = _upsert(connection)(picture_cases)
    _in_pieces(
        connection,
        keeping.on_conflict_do_update(
            index_elements=["municipality_id", "case_id"], set_={"seq": keeping.excluded.seq}
        ),
        [
            {"municipality_id": municipality_id, "case_id": case_id, "seq": seq}
            for case_id, seq in sorted(upto.items())
        ],
    )


def follow_pictures_to(
    connection: Connection, municipality_id: int, *, at: datetime, behind: bool
) -> None:
    """Events up to that instant are counted."""
    of = picture_follows.c
    connection.execute(
        update(picture_follows)
        .where(of.municipality_id == municipality_id)
        .values(followed_at=at, behind=int(behind))
    )


def forget_pictures(connection: Connection, municipality_id: int, *, rule: int) -> None:
    """All that was added up goes: it is made anew from the histories."""
    for table in (picture_counts, picture_ways, picture_cases):
        connection.execute(delete(table).where(table.c.municipality_id == municipality_id))
    of = picture_follows.c
    connection.execute(
        update(picture_follows)
        .where(of.municipality_id == municipality_id)
        .values(followed_at=_BEGINNING, behind=1, rule=rule)
    )


def _in_pieces(
    connection: Connection,
    question: postgresql.Insert | sqlite.Insert,
    values: list[dict[str, object]],
) -> None:
    for place in range(0, len(values), PIECE):
        connection.execute(question, values[place : place + PIECE])


def _upsert(connection: Connection) -> type[postgresql.Insert] | type[sqlite.Insert]:
    return postgresql.Insert if connection.dialect.name == "postgresql" else sqlite.Insert
