"""What of all drafts waits for people: approvals asked, comments not dealt with."""

from dataclasses import dataclass

from sqlalchemy import func, select

from storage.database import Connection
from storage.queries.reading import joined, many
from storage.tables import process_askings, process_comments, process_drafts
from storage.tables.workshop import AskingState, DraftState

MOST = 50


@dataclass(frozen=True, slots=True)
class AskingMatter:
    """An approval that is asked, and of which process."""

    asking_id: int
    draft_id: int
    key: str
    title: str
    asked_by: int | None


@dataclass(frozen=True, slots=True)
class CommentMatter:
    """How many comments of others on a draft nobody has dealt with."""

    draft_id: int
    key: str
    title: str
    number: int


def asking_matters(connection: Connection, municipality_id: int) -> tuple[AskingMatter, ...]:
    """Every approval that waits, newest first."""
    found = (
        select(
            process_askings.c.id, process_drafts.c.id, process_drafts.c.process_key,
            process_drafts.c.title, process_askings.c.asked_by,
        )
        .join(process_drafts, joined(process_askings, process_drafts, "draft_id"))
        .where(process_askings.c.municipality_id == municipality_id)
        .where(process_askings.c.state == AskingState.ASKED)
        .where(process_drafts.c.state == DraftState.OPEN)  # what was given up waits for nobody
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
