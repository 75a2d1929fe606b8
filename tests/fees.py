"""A fee as a town asks for it and takes it: for the tests of payments.

The process asks with the shared call `pago`; there are the desk, two cashiers and the treasury.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import processes
from engine.cases import Facts, Started
from engine.definitions import read_folder
from engine.history.kinds import EventKind
from engine.jobs.payments import payment_handlers
from engine.parameters import load_parameters
from engine.payments.ways.bank_file import FileRead, read_file
from engine.payments.ways.till import open_till, take
from engine.refusals import Refused
from processes.registry import parameters_of
from storage.queries.history import events_of_case
from storage.queries.payments import (
    EntryRow,
    OrderRow,
    SuspenseRow,
    entries_of_order,
    open_suspense,
    orders_of_case,
)
from storage.queries.tills import ReceiptRow
from tests.town import Town

FEE = Path(__file__).parent / "integration" / "payments" / "tasa"
CALLS = Path(processes.__file__).parent / "common" / "calls"
ASKED = Decimal("35.00")


def asks_for_fees(town: Town) -> None:
    """The process is in force, and there is somebody for each part."""
    load_parameters(town.installation, town.municipality_id, parameters_of("PE"))
    town.deploys(read_folder(FEE, CALLS))
    town.person("mesa", "mesa")
    town.person("celia", "caja")
    town.person("bruno", "caja")
    town.person("teresa", "tesoreria")
    town.listens()


def case_with_fee(town: Town, amount: Decimal = ASKED) -> int:
    """A case whose fee was asked for."""
    started = town.start("mesa", "tasa", Facts({"monto": amount}))
    assert isinstance(started, Started), started
    works(town)
    return started.case_id


def works(town: Town) -> None:
    """What the house does by itself."""
    while town.works(payment_handlers(town.installation)):
        town.listens()


def order_of(town: Town, case_id: int) -> OrderRow:
    """The order of a case, as it is now."""
    (found,) = town.reads(lambda c: orders_of_case(c, town.municipality_id, case_id))
    return found


def ledger_of(town: Town, order_id: int) -> list[tuple[str, str, Decimal]]:
    """What the ledger says of an order."""
    rows: tuple[EntryRow, ...] = town.reads(
        lambda c: entries_of_order(c, town.municipality_id, order_id)
    )
    return [(each.kind, each.account, each.amount) for each in rows]


def aside(town: Town) -> tuple[SuspenseRow, ...]:
    """What waits for a person."""
    return town.reads(lambda c: open_suspense(c, town.municipality_id, limit=50))


def pays_at_the_till(town: Town, who: str, case_id: int, received: str = "50.00") -> ReceiptRow:
    """Somebody pays in cash."""
    answer = tries_at_the_till(town, who, order_of(town, case_id).id, received)
    assert not isinstance(answer, Refused), answer
    return answer


def tries_at_the_till(
    town: Town, who: str, order_id: int, received: str = "50.00"
) -> ReceiptRow | Refused:
    """The same, which may be refused; the till is opened where it is not."""
    opened = open_till(town.installation, town.people[who], 1 if who == "celia" else 2)
    assert not isinstance(opened, Refused), opened
    return take(town.installation, town.people[who], order_id, Decimal(received))


def told(town: Town, case_id: int) -> list[str]:
    """The kinds of event of a case about its payments."""
    rows = town.reads(lambda c: events_of_case(c, town.municipality_id, case_id, limit=200))
    wanted = range(EventKind.PAYMENT_ORDERED, EventKind.PAYMENT_APPLIED + 1)
    return [
        EventKind(row.kind).name for row in sorted(rows, key=lambda r: r.seq) if row.kind in wanted
    ]


def bank_file(*lines: tuple[str, str, str, str]) -> bytes:
    """A file of the bank: reference, amount, day and operation of each line."""
    rows = ["referencia,monto,fecha,operacion", *(",".join(line) for line in lines)]
    return ("\n".join(rows) + "\n").encode()


def reads_file(town: Town, content: bytes, who: str = "teresa") -> FileRead:
    """The treasury reads a file of the bank."""
    answer = read_file(town.installation, town.people[who], "banco.csv", content)
    assert isinstance(answer, FileRead), answer
    return answer


def pays_by_bank(town: Town, code: str, amount: str = "35.00", operation: str = "1") -> str | None:
    """One line of one file; what became of it."""
    (line,) = reads_file(town, bank_file((code, amount, "2026-03-02", operation))).lines
    return line.outcome
