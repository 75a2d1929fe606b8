"""What of all drafts waits for people: approvals asked and answered, comments not dealt with."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, or_, select

from storage.database import Connection
from storage.queries.reading import joined, many
from storage.tables import process_askings, process_comments, process_drafts
from storage.tables.workshop import AskingState, DraftState

MOST = 50


@dataclass(frozen=True, slots=True)
class AskingMatter:
    """An approval that is asked, or was answered, and of which process."""

    asking_id: int
    draft_id: int
    key: str
    title: str
    state: str
    asked_by: int | None
    answer: str


@dataclass(frozen=True, slots=True)
class CommentMatter:
    """How many comments of others on a draft nobody has dealt with."""

    draft_id: int
    key: str
    title: str
    number: int


def asking_matters(
    connection: Connection, municipality_id: int, person_id: int, *, since: datetime
) -> tuple[AskingMatter, ...]:
    """Every approval that waits, and those that a person asked for and that were answered since an
    instant; newest first."""
    told = and_(
        process_askings.c.state.in_([AskingState.APPROVED, AskingState.REFUSED]),
        process_askings.c.asked_by == person_id,
        process_askings.c.decided_at >= since,
    )
    found = (
        select(
            process_askings.c.id, process_drafts.c.id, process_drafts.c.process_key,
            process_drafts.c.title, process_askings.c.state, process_askings.c.asked_by,
            process_askings.c.answer,
        )
        .join(process_drafts, joined(process_askings, process_drafts, "draft_id"))
        .where(process_askings.c.municipality_id == municipality_id)
        .where(or_(process_askings.c.state == AskingState.ASKED, told))
        .where(  # of a draft that was given up nothing is asked any more
            or_(
                process_drafts.c.state == DraftState.OPEN,
                process_askings.c.state == AskingState.APPROVED,
            )
        )
        .order_by(process_askings.c.id.desc())
        .limit(MOST)
    )  # fmt: skip
    return many(connection, found, AskingMatter)


def comment_matters(
    connection: Connection, municipality_id: int, person_id: int
) -> tuple[CommentMatter, ...]:
    """The open drafts on which others than this person said something that is not settled."""
    found = (
        select(
            process_drafts.c.id,
            process_drafts.c.process_key,
            process_drafts.c.title,
            func.count(process_comments.c.id),
        )
        .join(process_drafts, joined(process_comments, process_drafts, "draft_id"))
        .where(process_comments.c.municipality_id == municipality_id)
        .where(process_drafts.c.state == DraftState.OPEN)
        .where(process_comments.c.settled_at.is_(None), process_comments.c.person_id != person_id)
        .group_by(process_drafts.c.id, process_drafts.c.process_key, process_drafts.c.title)
        .order_by(process_drafts.c.id.desc())
        .limit(MOST)
    )
    return many(connection, found, CommentMatter)
