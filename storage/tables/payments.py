"""Fees: what is to be paid in a case, the money that came and by which way, and a ledger in double
entry that is only appended to. Money is decimal text; a code is what a person pays by."""

from enum import StrEnum

from sqlalchemy import CheckConstraint, Column, Index, Integer, Text, UniqueConstraint, text

from storage.tables.catalogue import identity, inside, municipality_key, one_of, table
from storage.tables.types import Id, Instant, LocalDate, Money


class OrderState(StrEnum):
    """pending: waits for its money; paid: all of it came; lapsed: its term went by; cancelled: its
    case ended before."""

    PENDING = "pending"
    PAID = "paid"
    LAPSED = "lapsed"
    CANCELLED = "cancelled"


class Outcome(StrEnum):
    """What became of money that came without a person: matched: it paid its order; over: more than
    was asked; under: less; duplicate: the order was paid, or the movement known; closed: the order
    had lapsed or was cancelled; unknown: no order has that code; reversed: the bank took a payment
    back, its amount is below zero."""

    MATCHED = "matched"
    OVER = "over"
    UNDER = "under"
    DUPLICATE = "duplicate"
    CLOSED = "closed"
    UNKNOWN = "unknown"
    REVERSED = "reversed"


class EntryKind(StrEnum):
    """charge: an order; payment: money for it; over: money beyond it; suspense: money that nobody
    knows where to put; applied: put to an order by hand; refund: given back; void: a receipt
    that counts no more; release: an order that is asked for no more."""

    CHARGE = "charge"
    PAYMENT = "payment"
    OVER = "over"
    SUSPENSE = "suspense"
    APPLIED = "applied"
    REFUND = "refund"
    VOID = "void"
    RELEASE = "release"


class GatewayState(StrEnum):
    """created: the person was sent there; paid and refused: as the gateway said, once."""

    CREATED = "created"
    PAID = "paid"
    REFUSED = "refused"


SETTLED_AS = ("applied", "returned", "countered")

payment_orders = table(
    "payment_orders",
    municipality_key(),
    identity(),  # that of the job that asked for it: however often it is tried, one order
    Column("case_id", Id, nullable=False),
    Column("code", Text, nullable=False),
    Column("concept", Text, nullable=False),
    Column("amount", Money, nullable=False),
    Column("currency", Text, nullable=False),
    Column("due_on", LocalDate, nullable=False),
    Column("state", Text, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("ended_at", Instant),
    Column("told_at", Instant),  # when its case was told: never twice, also after a void
    one_of("state", OrderState),
    CheckConstraint("(state = 'pending') = (ended_at IS NULL)", name="ended_when_over"),
    inside("cases", "case_id"),
    UniqueConstraint("municipality_id", "code"),  # what is paid by
    Index(None, "municipality_id", "case_id"),  # the orders of a case
    Index("ix_payment_orders_state", "municipality_id", "state", "due_on"),  # what is still owed
)

till_days = table(
    "till_days",
    municipality_key(),
    identity(),
    Column("till", Integer, nullable=False),
    Column("person_id", Id, nullable=False),
    Column("day", LocalDate, nullable=False),
    Column("opened_at", Instant, nullable=False),
    Column("closed_at", Instant),
    Column("counted", Money),
    Column("expected", Money),
    Column("note", Text),  # why count and ledger differ
    CheckConstraint("till BETWEEN 1 AND 99", name="till"),
    inside("persons", "person_id"),
    Index(  # a till is open once, and so is a person at one
        "uq_till_days_open_till",
        "municipality_id",
        "till",
        unique=True,
        sqlite_where=text("closed_at IS NULL"),
        postgresql_where=text("closed_at IS NULL"),
    ),
    Index(
        "uq_till_days_open_person",
        "municipality_id",
        "person_id",
        unique=True,
        sqlite_where=text("closed_at IS NULL"),
        postgresql_where=text("closed_at IS NULL"),
    ),
    Index("ix_till_days_day", "municipality_id", "opened_at"),  # the last ones, newest first
)

receipts_of_till = table(
    "till_receipts",
    municipality_key(),
    identity(),
    Column("till_day_id", Id, nullable=False),
    Column("order_id", Id, nullable=False),
    Column("number", Text, nullable=False),
    Column("amount", Money, nullable=False),
    Column("received", Money, nullable=False),  # the cash that was handed over
    Column("at", Instant, nullable=False),
    Column("person_id", Id, nullable=False),
    Column("voided_at", Instant),
    Column("voided_by", Id),
    Column("void_reason", Text),
    inside("till_days", "till_day_id"),
    inside("payment_orders", "order_id"),
    inside("persons", "person_id"),
    inside("persons", "voided_by"),
    UniqueConstraint("municipality_id", "number"),  # no number is given twice, voided or not
    Index(None, "municipality_id", "till_day_id"),  # the day of a till
    Index("ix_till_receipts_order", "municipality_id", "order_id"),  # the receipt of an order
)

payment_files = table(
    "payment_files",
    municipality_key(),
    identity(),
    Column("sha256", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("lines", Integer, nullable=False),
    Column("read_at", Instant, nullable=False),
    Column("person_id", Id),  # NULL: from the terminal
    inside("persons", "person_id"),
    UniqueConstraint("municipality_id", "sha256"),  # a file is read once
    Index(None, "municipality_id", "read_at"),  # the last ones
)

payment_lines = table(
    "payment_lines",
    municipality_key(),
    identity(),
    Column("file_id", Id, nullable=False),
    Column("place", Integer, nullable=False),  # the line in the file
    Column("reference", Text, nullable=False),
    Column("amount", Money, nullable=False),
    Column("paid_on", LocalDate, nullable=False),
    Column("operation", Text, nullable=False),
    Column("movement", Text),  # day and operation; NULL: the movement came before
    Column("outcome", Text),  # NULL: not booked yet
    Column("order_id", Id),
    one_of("outcome", Outcome),
    inside("payment_files", "file_id"),
    inside("payment_orders", "order_id"),
    UniqueConstraint("municipality_id", "movement"),  # the same money is booked once
    UniqueConstraint("municipality_id", "file_id", "place"),
    Index("ix_payment_lines_operation", "municipality_id", "operation"),  # what a bank took back
)

gateway_payments = table(
    "gateway_payments",
    municipality_key(),
    identity(),
    Column("order_id", Id, nullable=False),
    Column("way", Text, nullable=False),
    Column("amount", Money, nullable=False),
    Column("token", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("ended_at", Instant),
    Column("operation", Text),
    one_of("state", GatewayState),
    inside("payment_orders", "order_id"),
    UniqueConstraint("municipality_id", "token"),  # what the gateway names it by
    Index(None, "municipality_id", "order_id"),
)

payment_suspense = table(
    "payment_suspense",
    municipality_key(),
    identity(),
    Column("line_id", Id),
    Column("gateway_id", Id),
    Column("order_id", Id),  # the order that its code names, or that it was put to
    Column("account", Text, nullable=False),  # where the money lies
    Column("held", Text, nullable=False),  # as what it is owed: surplus or suspense
    Column("amount", Money, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("opened_at", Instant, nullable=False),
    Column("settled_at", Instant),
    Column("settled_by", Id),
    Column("settled_as", Text),
    Column("reason", Text),
    one_of("outcome", Outcome),
    one_of("settled_as", SETTLED_AS),
    inside("payment_lines", "line_id"),
    inside("gateway_payments", "gateway_id"),
    inside("payment_orders", "order_id"),
    inside("persons", "settled_by"),
    Index(None, "municipality_id", "settled_at", "opened_at"),  # what waits, oldest first
    Index("ix_payment_suspense_line", "municipality_id", "line_id"),  # what became of a line
)

payment_entries = table(
    "payment_entries",
    municipality_key(),
    identity(),
    Column("posting_id", Id, nullable=False),  # the rows of one posting sum to nothing
    Column("kind", Text, nullable=False),
    Column("account", Text, nullable=False),
    Column("amount", Money, nullable=False),  # debit above zero, credit below
    Column("order_id", Id),
    Column("till_day_id", Id),
    Column("person_id", Id),
    Column("at", Instant, nullable=False),
    one_of("kind", EntryKind),
    inside("payment_orders", "order_id"),
    inside("till_days", "till_day_id"),
    inside("persons", "person_id"),
    Index(None, "municipality_id", "order_id"),  # what an order owes
    Index("ix_payment_entries_till_day", "municipality_id", "till_day_id"),  # a day's cash
)

trial_payments = table(  # what the gateway for trying remembers, in the place of a service outside
    "trial_payments",
    municipality_key(root=True),
    Column("token", Text, primary_key=True),
    Column("amount", Money, nullable=False),
    Column("currency", Text, nullable=False),
    Column("concept", Text, nullable=False),
    Column("back", Text, nullable=False),
    Column("chosen", Text),  # NULL: its payer has not decided
    one_of("chosen", ("paid", "refused")),
)
