"""People from outside: how they are reached and come in, the cases that they filed, who acts for
whom, and what they thought of it in the end. Each has a row in `persons` with `outside` set."""

from sqlalchemy import CheckConstraint, Column, Index, Integer, Text, UniqueConstraint

from storage.tables.catalogue import identity, inside, municipality_key, one_of, table
from storage.tables.types import Id, Instant, LocalDate, Small

SESSION_KINDS = ("guest", "account", "case")
CHANNELS = ("portal", "account", "counter")
WITHDRAWN_AS = ("procedure", "claim")

citizens = table(
    "citizens",
    municipality_key(),
    Column("person_id", Id, primary_key=True, autoincrement=False),
    Column("national_id", Text, nullable=False),  # as they said: nobody signs in with it
    Column("email", Text, nullable=False),
    Column("phone", Text, nullable=False),
    Column("login", Text),  # the e-mail of an account; NULL: they have none
    Column("password_hash", Text),
    Column("made_at", Instant, nullable=False),
    CheckConstraint("(login IS NULL) = (password_hash IS NULL)", name="login_with_password"),
    inside("persons", "person_id"),
    UniqueConstraint("municipality_id", "login"),  # one account for an address
    Index(None, "made_at"),  # guests that lapse
)

citizen_sessions = table(  # apart from those of the staff, so that none can be taken for another
    "citizen_sessions",
    municipality_key(),
    identity(),
    Column("person_id", Id, nullable=False),
    Column("kind", Text, nullable=False),
    Column("case_id", Id),  # the only case that the session is good for
    Column("token_hash", Text, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("ended_at", Instant),
    one_of("kind", SESSION_KINDS),
    CheckConstraint("(kind = 'case') = (case_id IS NOT NULL)", name="case_of_a_case"),
    inside("persons", "person_id"),
    inside("cases", "case_id"),
    UniqueConstraint("municipality_id", "token_hash"),  # looked up at every request
    Index(None, "expires_at"),  # what is over
    Index(None, "municipality_id", "person_id"),  # whether a guest may still come back
)

mandates = table(  # who acts for whom
    "mandates",
    municipality_key(),
    identity(),
    Column("agent_id", Id, nullable=False),
    Column("principal_id", Id, nullable=False),
    Column("services", Text, nullable=False),  # keys of processes with a space between; "": all
    Column("from_on", LocalDate, nullable=False),
    Column("until_on", LocalDate),
    Column("document", Text, nullable=False),  # what proves it
    Column("checked_by", Id),
    Column("checked_at", Instant, nullable=False),
    Column("revoked_at", Instant),
    Column("revoked_by", Id),
    CheckConstraint("agent_id <> principal_id", name="two_people"),
    inside("persons", "agent_id"),
    inside("persons", "principal_id"),
    inside("persons", "checked_by"),
    inside("persons", "revoked_by"),
    Index(None, "municipality_id", "agent_id"),  # asked at each act of who acts for others
)

applications = table(
    "applications",
    municipality_key(),
    Column("case_id", Id, primary_key=True, autoincrement=False),
    Column("person_id", Id, nullable=False),  # the applicant
    Column("code", Text, nullable=False),
    Column("pin_hash", Text, nullable=False),
    Column("tries_left", Integer, nullable=False),
    Column("closed_until", Instant),  # after too many wrong tries
    Column("channel", Text, nullable=False),
    Column("filed_by", Id),  # who did it for them: at the counter, or by a mandate
    Column("mandate_id", Id),
    Column("filed_at", Instant, nullable=False),
    Column("withdrawn_at", Instant),
    Column("withdrawn_as", Text),  # how far it was given up
    Column("lead_id", Id),  # the first case of those filed in one application; NULL: it came alone
    one_of("channel", CHANNELS),
    one_of("withdrawn_as", WITHDRAWN_AS),
    CheckConstraint("(withdrawn_at IS NULL) = (withdrawn_as IS NULL)", name="how_far_withdrawn"),
    inside("cases", "case_id"),
    inside("cases", "lead_id"),
    inside("persons", "person_id"),
    inside("persons", "filed_by"),
    inside("mandates", "mandate_id"),
    UniqueConstraint("municipality_id", "code"),  # a case is followed by it
    Index(None, "municipality_id", "person_id", "case_id"),  # the cases of an applicant
    Index(None, "municipality_id", "lead_id"),  # what was filed together
)

surveys = table(  # what an applicant thought of it; no page of the staff shows a single one
    "surveys",
    municipality_key(),
    Column("case_id", Id, primary_key=True, autoincrement=False),
    Column("process_key", Text, nullable=False),
    Column("rating", Small, nullable=False),
    Column("words", Text, nullable=False),
    Column("answered_at", Instant, nullable=False),
    CheckConstraint("rating BETWEEN 1 AND 5", name="one_to_five"),
    inside("cases", "case_id"),
    Index(None, "municipality_id", "process_key", "answered_at"),  # how a service does
)
