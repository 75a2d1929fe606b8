"""What citizens propose, what they support, and how they vote.

Who voted and what lies in the urn are two tables that nothing joins: neither has times or numbers
that grow, the voters lie sorted by a keyed mark, and the urn is one content, shuffled and written
whole at every vote, so that no row, place or transaction of a ballot can be told from another.
"""

from enum import StrEnum

from sqlalchemy import CheckConstraint, Column, Index, Integer, LargeBinary, Text, UniqueConstraint

from storage.tables.catalogue import identity, inside, municipality_key, one_of, table
from storage.tables.types import Id, Instant, LocalDate, Money, Small


class ProposalState(StrEnum):
    """received: not looked at yet, not public; published: admitted, waiting for its answer;
    refused: not admitted; accepted: an action that the plan may take; declined: answered, and not
    taken."""

    RECEIVED = "received"
    PUBLISHED = "published"
    REFUSED = "refused"
    ACCEPTED = "accepted"
    DECLINED = "declined"


class ConsultationKind(StrEnum):
    """budget: what a sum is spent on; plain: the option, or the options, with most votes."""

    BUDGET = "budget"
    PLAIN = "plain"


class Tie(StrEnum):
    """cost: the cheaper one first, then by lot; draw: by lot at once."""

    COST = "cost"
    DRAW = "draw"


VERIFIED_AS = ("counter", "provider")

verified_people = table(  # who an account is, as somebody saw on a document
    "verified_people",
    municipality_key(),
    Column("person_id", Id, primary_key=True, autoincrement=False),
    Column("national_id", Text, nullable=False),
    Column("how", Text, nullable=False),
    Column("checked_by", Id),
    Column("checked_at", Instant, nullable=False),
    one_of("how", VERIFIED_AS),
    inside("persons", "person_id"),
    inside("persons", "checked_by"),
    UniqueConstraint("municipality_id", "national_id"),  # nobody votes with two accounts
)

proposals = table(
    "proposals",
    municipality_key(),
    Column("case_id", Id, primary_key=True, autoincrement=False),
    Column("number", Text, nullable=False),  # of the case
    Column("state", Text, nullable=False),
    Column("title", Text, nullable=False),  # from here on as it is published: nobody's data
    Column("area", Text, nullable=False),
    Column("place", Text, nullable=False),
    Column("told", Text, nullable=False),
    Column("paper_supports", Integer, nullable=False),
    Column("filed_on", LocalDate, nullable=False),
    Column("due_on", LocalDate),
    Column("answered_on", LocalDate),
    Column("answer", Text, nullable=False),
    Column("action", Text, nullable=False),  # what the plan calls it; empty: none
    Column("cost", Money),
    Column("cents", Id),
    one_of("state", ProposalState),
    inside("cases", "case_id"),
    UniqueConstraint("municipality_id", "number"),  # its address
    Index(None, "municipality_id", "filed_on"),  # the list, newest first
)

proposal_supports = table(  # one for each person who was verified, told by a mark
    "proposal_supports",
    municipality_key(),
    Column("case_id", Id, primary_key=True, autoincrement=False),
    Column("mark", Text, primary_key=True),
    inside("proposals", "case_id", key="case_id"),
    clustered=True,
)

consultations = table(
    "consultations",
    municipality_key(),
    identity(),
    Column("case_id", Id, nullable=False),
    Column("number", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("question", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("budget", Money),  # what there is to spend; NULL: a plain vote
    Column("most", Small),  # how many options one may mark; NULL: as many as the budget holds
    Column("seats", Small),  # how many options win; NULL: as many as the budget holds
    Column("tie", Text, nullable=False),
    Column("electors", Integer),  # how many may vote, where that is known
    Column("opens_at", Instant, nullable=False),
    Column("closes_at", Instant, nullable=False),
    Column("public_key", LargeBinary, nullable=False),
    Column("wrapped_key", LargeBinary, nullable=False),  # empty once counted: nobody opens it again
    Column("seed_hash", Text, nullable=False),  # the lot's seed, bound before the first vote
    Column("wrapped_seed", LargeBinary, nullable=False),
    Column("counted_at", Instant),
    Column("result", Text, nullable=False),  # JSON; empty until counted
    one_of("kind", ConsultationKind),
    one_of("tie", Tie),
    CheckConstraint("opens_at < closes_at", name="closes_after"),
    CheckConstraint("(budget IS NULL) = (kind = 'plain')", name="budget_of_a_budget"),
    inside("cases", "case_id"),
    UniqueConstraint("municipality_id", "case_id"),  # one vote for each case
    UniqueConstraint("municipality_id", "number"),  # its address
    Index(None, "municipality_id", "closes_at"),  # the list, newest first
)

consultation_options = table(
    "consultation_options",
    municipality_key(),
    Column("consultation_id", Id, primary_key=True, autoincrement=False),
    Column("place", Small, primary_key=True, autoincrement=False),
    Column("title", Text, nullable=False),
    Column("told", Text, nullable=False),
    Column("area", Text, nullable=False),
    Column("cost", Money),
    inside("consultations", "consultation_id"),
)

consultation_voters = table(  # who voted: sorted by the mark, so that the order tells nothing
    "consultation_voters",
    municipality_key(),
    Column("consultation_id", Id, primary_key=True, autoincrement=False),
    Column("mark", Text, primary_key=True),
    Column("vouched", Text, nullable=False),  # that the house wrote it
    inside("consultations", "consultation_id"),
    clustered=True,
)

consultation_urns = table(  # the sealed ballots, all in one content
    "consultation_urns",
    municipality_key(),
    Column("consultation_id", Id, primary_key=True, autoincrement=False),
    Column("ballots", Integer, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("vouched", Text, nullable=False),
    inside("consultations", "consultation_id"),
)

consultation_passes = table(  # who showed a document at the counter and votes there, for minutes
    "consultation_passes",
    municipality_key(),
    Column("consultation_id", Id, primary_key=True, autoincrement=False),
    Column("mark", Text, primary_key=True),
    Column("code_hash", Text, nullable=False),
    Column("expires_at", Instant, nullable=False),
    inside("consultations", "consultation_id"),
    UniqueConstraint("municipality_id", "code_hash"),  # what the pass is found by
)

consultation_receipts = table(  # the ballots that were counted, by what their voters hold
    "consultation_receipts",
    municipality_key(),
    Column("consultation_id", Id, primary_key=True, autoincrement=False),
    Column("code", Text, primary_key=True),
    inside("consultations", "consultation_id"),
    clustered=True,
)
