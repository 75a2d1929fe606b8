"""Fees: what is owed in a case and in the town, and the files of the bank."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import Query
from starlette.responses import Response

from engine.access import Scope
from engine.payments.ledger import owed
from engine.payments.rights import may_look, refusal_to_reconcile
from engine.payments.ways.bank_file import FileRead, read_file
from engine.payments.ways.bank_lines import COLUMNS, MOST_BYTES, FileRefused
from engine.refusals import Refused
from engine.sentences import Sentence
from storage.database import Connection
from storage.queries.payments import (
    OrderRow,
    entries_of_order,
    orders_in_state,
    orders_of_case,
)
from ui.api.answers import answer
from ui.api.around import inside
from ui.api.describing import FILE, multipart, reads, writes
from ui.api.door import Here, Program
from ui.api.filing import Sent, digest_of
from ui.api.invalid import invalid
from ui.api.kinds import ApiKind
from ui.api.problems import Problem, Say, of_refusal, own
from ui.api.repeats import Key, once
from ui.api.rooms import MOST, USUAL, Limit, Number, room
from ui.api.shapes.payments import BankFile, BankLine, PaymentOrder, PaymentOrders

router = room("payments")
State = Annotated[
    Literal["pending", "paid", "lapsed", "cancelled"],
    Query(description="Only orders in this state."),
]
BANK = multipart(
    {"file": {**FILE, "description": f"CSV in UTF-8 with the columns {', '.join(COLUMNS)}."}},
    ["file"],
)


@router.get("/cases/{number}/payments", **reads(Scope.PAYMENTS_READ, PaymentOrders))
def orders_in_case(here: Here, number: Number) -> Response:
    """What is owed and was paid in a case, oldest first."""
    case_id = inside(here, number)
    with here.installation.database.read(here.municipality.id) as connection:
        rows = orders_of_case(connection, here.municipality.id, case_id)
        items = [order_shape(here, connection, each) for each in rows]
    return answer(here, PaymentOrders(items=items))


@router.get("/payments", **reads(Scope.PAYMENTS_READ, PaymentOrders))
def orders_in_town(here: Here, state: State = "pending", limit: Limit = USUAL) -> Response:
    """The orders of the municipality in a state, what is due first: for the treasury and the
    auditor. Others see none."""
    if not may_look(here.actor):
        return answer(here, PaymentOrders(items=[]))
    with here.installation.database.read(here.municipality.id) as connection:
        rows = orders_in_state(connection, here.municipality.id, state, limit=min(limit, MOST))
        items = [order_shape(here, connection, each) for each in rows]
    return answer(here, PaymentOrders(items=items))


@router.post("/payments/files", **writes(Scope.PAYMENTS_WRITE, BankFile, extra=BANK))
def bank_file_read(here: Here, form: Sent, key: Key = None) -> Response:
    """Read a file of the bank: each line pays its order, or waits for a person. The very same file
    again changes nothing, and answers with its first result."""

    def work() -> Response:
        if len(form.files) != 1 or form.files[0].too_large or form.files[0].size > MOST_BYTES:
            raise invalid([("file", "missing")])
        file = form.files[0]
        outcome = read_file(here.installation, here.actor, file.filename, file.content.read())
        if isinstance(outcome, FileRefused):
            raise faulty(outcome)
        if isinstance(outcome, Refused):
            raise of_refusal(outcome)
        return answer(here, file_shape(outcome))

    refused = refusal_to_reconcile(here.actor)
    if refused is not None:
        raise of_refusal(refused)
    return once(here, key, work, content=digest_of(form))


def faulty(outcome: FileRefused) -> Problem:
    """What is wrong with a file, line by line, in the reader's words."""

    def telling(fault: Sentence) -> Say:
        return lambda words: fault.told(words.gettext)

    return own(ApiKind.INVALID_REQUEST, errors=[("file", telling(each)) for each in outcome.faults])


def order_shape(here: Program, connection: Connection, row: OrderRow) -> PaymentOrder:
    """An order as programs read it."""
    entries = entries_of_order(connection, here.municipality.id, row.id)
    return PaymentOrder(
        id=str(row.id),
        case=row.case_number,
        code=row.code,
        concept=row.concept,
        amount=f"{row.amount:f}",
        owed=f"{owed(entries):f}",
        currency=row.currency,
        due_on=row.due_on,
        state=row.state,  # type: ignore[arg-type]  # the table holds no other word
        created_at=row.created_at,
        ended_at=row.ended_at,
    )


def file_shape(read: FileRead) -> BankFile:
    """A file with what became of its lines."""
    return BankFile(
        id=str(read.file.id),
        sha256=read.file.sha256,
        read_at=read.file.read_at,
        before=read.before,
        items=[
            BankLine(
                line=each.place,
                reference=each.reference,
                amount=f"{each.amount:f}",
                paid_on=each.paid_on,
                operation=each.operation,
                outcome=each.outcome,  # type: ignore[arg-type]  # the table holds no other word
            )
            for each in read.lines
        ],
    )
