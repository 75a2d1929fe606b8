"""Notices to people: what concerns whom, by which channels it went, what each person wishes, and
the words of each municipality. What a notice says lies in the history; here is only which event.
"""

from enum import StrEnum

from sqlalchemy import CheckConstraint, Column, Index, Integer, Text, UniqueConstraint, text

from storage.tables.catalogue import identity, inside, municipality_key, one_of, table
from storage.tables.types import Id, Instant, LocalDate, Small


class AttemptState(StrEnum):
    """waiting: it is to be sent, perhaps after the quiet hours; sent: the next server has it;
    failed: nobody took it."""

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"


class DraftMatter(StrEnum):
    """asked: a person may approve what is asked; approved, refused: what came of what they asked;
    commented: on what they drew; named: in a comment; replied: beside their comment; settled:
    their comment was dealt with."""

    ASKED = "asked"
    APPROVED = "approved"
    REFUSED = "refused"
    COMMENTED = "commented"
    NAMED = "named"
    REPLIED = "replied"
    SETTLED = "settled"


notices = table(
    "notices",
    municipality_key(),
    identity(),
    Column("person_id", Id, nullable=False),
    Column("kind", Text, nullable=False),
    Column("case_id", Id),  # an event of a case, or a matter of a draft of a process
    Column("seq", Integer),
    Column("definition_id", Id),  # which names the elements of then
    Column("draft_id", Id),  # none is ever taken away; its table came later than this one
    Column("matter", Text),
    Column("about_id", Id),  # what was asked, or the comment
    Column("created_at", Instant, nullable=False),
    Column("read_at", Instant),
    CheckConstraint("(case_id IS NULL) <> (draft_id IS NULL)", name="of_a_case_or_a_draft"),
    one_of("matter", DraftMatter),
    inside("persons", "person_id"),
    inside("cases", "case_id"),
    # Looking at the same events again makes no second notice.
    UniqueConstraint("municipality_id", "person_id", "case_id", "seq"),
    UniqueConstraint("municipality_id", "person_id", "matter", "about_id"),
    Index(None, "municipality_id", "person_id", "id"),  # the list, newest first
    Index(None, "municipality_id", "created_at"),  # what was told of a moment ago
    Index(  # the number beside the bell: asked at every page
        "ix_notices_unread",
        "municipality_id",
        "person_id",
        sqlite_where=text("read_at IS NULL"),
        postgresql_where=text("read_at IS NULL"),
    ),
)

notice_follows = table(
    "notice_follows",
    municipality_key(root=True),
    Column("followed_at", Instant, nullable=False),  # events up to here have their notices
)

notice_attempts = table(
    "notice_attempts",
    municipality_key(),
    identity(),
    Column("notice_id", Id),  # NULL: the digest of a day
    Column("person_id", Id, nullable=False),
    Column("channel", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("wished_at", Instant, nullable=False),
    Column("tried_at", Instant),
    Column("tries", Integer, nullable=False),
    one_of("state", AttemptState),
    inside("notices", "notice_id"),
    inside("persons", "person_id"),
    Index(None, "municipality_id", "person_id", "id"),  # what went to a person
)

notice_choices = table(
    "notice_choices",
    municipality_key(),
    Column("person_id", Id, primary_key=True, autoincrement=False),
    Column("kind", Text, primary_key=True),
    Column("channel", Text, primary_key=True),
    Column("wanted", Small, nullable=False),
    inside("persons", "person_id"),
)

notice_habits = table(
    "notice_habits",
    municipality_key(),
    Column("person_id", Id, primary_key=True, autoincrement=False),
    Column("phone", Text),
    Column("digest_hour", Small),  # of the municipality's day; NULL: no digest
    Column("digested_on", LocalDate),
    CheckConstraint("digest_hour BETWEEN 0 AND 23", name="hour_of_a_day"),
    inside("persons", "person_id"),
)

notice_templates = table(
    "notice_templates",
    municipality_key(root=True),
    identity(),
    Column("key", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("valid_from", LocalDate, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("created_by", Id),
    Index(None, "municipality_id", "key", "language", "valid_from"),  # the one in force
)

party_ways = table(  # how somebody in a case, who has no account, agreed to be told of it
    "party_ways",
    municipality_key(),
    Column("party_id", Id, primary_key=True, autoincrement=False),
    Column("case_id", Id, nullable=False),
    Column("channel", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("agreed_at", Instant, nullable=False),
    Column("agreed_by", Id),  # who wrote it down
    one_of("channel", ("mail", "sms", "whatsapp")),
    inside("case_people", "party_id"),
    inside("cases", "case_id"),
    inside("persons", "agreed_by"),
    Index(None, "municipality_id", "case_id"),  # whom something in a case concerns
)

party_notices = table(  # what went to them; where it went to is not kept here
    "party_notices",
    municipality_key(),
    identity(),
    Column("party_id", Id, nullable=False),
    Column("case_id", Id, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("event", Integer, nullable=False),
    Column("channel", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("wished_at", Instant, nullable=False),
    Column("tried_at", Instant),
    Column("tries", Integer, nullable=False),
    one_of("channel", ("mail", "sms", "whatsapp")),
    one_of("state", AttemptState),
    inside("case_people", "party_id"),
    inside("cases", "case_id"),
    # Looking at the same events again sends nothing twice.
    UniqueConstraint("municipality_id", "party_id", "seq"),
    Index(None, "municipality_id", "case_id"),  # what went to the people of a case
)
