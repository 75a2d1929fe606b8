"""A file of a bank: read once, whole, and booked line by line.

CSV in UTF-8 with the columns `referencia`, `monto`, `fecha` (YYYY-MM-DD) and `operacion`, separated
by commas or semicolons; columns of fixed width; or a statement of SWIFT (MT940). A file with one
wrong line is refused whole, naming each. Its lines are kept in one commit, each then booked in its
own: whoever brings the same file again is shown the first result, and what a crash left undone is
done then. A movement (day and operation number) that came in another file is money that is booked
already, whatever its line says now.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256

from engine.cases.scene import Scene, in_one_transaction
from engine.history.town import TownEventKind, TownHistory
from engine.identity import Actor
from engine.installation import Installation
from engine.payments.booking import Income, book
from engine.payments.codes import read_code
from engine.payments.ledger import BANK, SUSPENSE, rows_of, set_aside, taken_back
from engine.payments.rights import refusal_to_reconcile
from engine.payments.waiting import lay_aside
from engine.payments.ways.bank_lines import movements_in
from engine.payments.ways.movements import LONGEST_WORD, Movement
from engine.refusals import RefusalKind, Refused
from storage.database import Connection
from storage.queries.payments import (
    FileRow,
    LineRow,
    OrderRow,
    SuspenseRow,
    file_by_hash,
    known_movements,
    lines_of_file,
    order_by_code,
)
from storage.tables.payments import Outcome
from storage.writes.payments import (
    book_line,
    insert_entries,
    insert_file,
    insert_lines,
)

WAY = "bank"


@dataclass(frozen=True, slots=True)
class FileRead:
    """The file and its lines; `before`: it had been read already, and nothing was done now."""

    file: FileRow
    lines: tuple[LineRow, ...]
    before: bool = False


def read_file(
    installation: Installation, actor: Actor, name: str, content: bytes
) -> FileRead | Refused:
    """Read a file of the bank and book what stands in it."""
    refused = refusal_to_reconcile(actor)
    if refused is not None:
        return refused
    movements = movements_in(content)
    if isinstance(movements, Refused):
        return movements
    kept = _keep(
        installation, actor, name.strip()[:LONGEST_WORD] or "banco.csv", content, movements
    )
    if isinstance(kept, Refused):
        return kept
    row, before = kept
    town = actor.municipality_id
    with installation.database.read(town) as connection:
        lines = lines_of_file(connection, town, row.id)
    for line in lines:
        if line.outcome is None:
            refused = _book(installation, actor, line)
            if refused is not None:
                return refused
    with installation.database.read(town) as connection:
        return FileRead(row, lines_of_file(connection, town, row.id), before)


def _keep(
    installation: Installation,
    actor: Actor,
    name: str,
    content: bytes,
    movements: tuple[Movement, ...],
) -> tuple[FileRow, bool] | Refused:
    """The file with its lines, in one commit; one file of a town at a time, whose movements the
    next one knows."""
    town, digest = actor.municipality_id, sha256(content).hexdigest()

    def verb(connection: Connection) -> tuple[FileRow, bool]:
        history = TownHistory(installation, connection, actor)  # others wait here
        before = file_by_hash(connection, town, digest)
        if before is not None:
            return before, True
        row = FileRow(
            installation.ids.new(), digest, name, len(movements), history.now, actor.person_id
        )
        insert_file(connection, town, row)
        seen = known_movements(connection, town, [each.key for each in movements])
        insert_lines(connection, town, _lines(installation, row.id, movements, set(seen)))
        told = {"sha256": digest, "lines": str(len(movements)), "file": str(row.id)}
        history.add(TownEventKind.PAYMENTS_READ, data=told, detail={"title": name})
        history.write()
        return row, False

    return in_one_transaction(installation, actor, verb)


def _lines(
    installation: Installation, file_id: int, movements: tuple[Movement, ...], seen: set[str]
) -> Iterator[LineRow]:
    """A movement that was seen before has no key of its own: its money is booked already."""
    for each in movements:
        known = each.key in seen
        seen.add(each.key)
        yield LineRow(
            id=installation.ids.new(),
            file_id=file_id,
            place=each.place,
            reference=each.reference,
            amount=each.amount,
            paid_on=each.paid_on,
            operation=each.operation,
            movement=None if known else each.key,
            outcome=None,
            order_id=None,
        )


def _book(installation: Installation, actor: Actor, line: LineRow) -> Refused | None:
    """Book a line, once; None when it is."""
    town = actor.municipality_id
    code = read_code(line.reference)
    with installation.database.read(town) as connection:
        order = order_by_code(connection, town, code) if code else None
    if line.movement is None:
        return _mark(installation, actor, line, Outcome.DUPLICATE, order)
    if line.amount < 0:
        return _aside(installation, actor, line, Outcome.REVERSED)
    if order is None:
        return _aside(installation, actor, line, Outcome.UNKNOWN)
    income = Income(WAY, BANK, line.amount, line_id=line.id, day=line.paid_on)
    answer = book(installation, actor, order.id, income, _Marking(line))
    return answer if isinstance(answer, Refused) and answer.kind is not _DONE else None


_DONE = RefusalKind.ANSWERED


class _Marking:
    """The line gets its outcome beside the payment; whoever was faster has booked it."""

    def __init__(self, line: LineRow) -> None:
        self._line = line

    def __call__(
        self, connection: Connection, scene: Scene, row: OrderRow, outcome: Outcome, _: Decimal
    ) -> str | Refused:
        marked = book_line(
            connection, scene.municipality_id, self._line.id, outcome=outcome, order_id=row.id
        )
        return self._line.operation if marked else Refused(_DONE)


def _mark(
    installation: Installation,
    actor: Actor,
    line: LineRow,
    outcome: Outcome,
    order: OrderRow | None,
) -> Refused | None:
    """No money: only what became of the line."""

    def verb(connection: Connection) -> None:
        order_id = order.id if order else None
        book_line(connection, actor.municipality_id, line.id, outcome=outcome, order_id=order_id)

    return in_one_transaction(installation, actor, verb)


def _aside(
    installation: Installation, actor: Actor, line: LineRow, outcome: Outcome
) -> Refused | None:
    """Money for nobody that the town knows, or that the bank took back: it waits for a person."""
    town = actor.municipality_id

    def verb(connection: Connection) -> None:
        if not book_line(connection, town, line.id, outcome=outcome, order_id=None):
            return
        now = installation.clock.now()
        came = line.amount > 0
        posting = set_aside(BANK, SUSPENSE, line.amount) if came else taken_back(-line.amount)
        rows = rows_of(installation.ids, [posting], at=now, person_id=actor.person_id)
        insert_entries(connection, town, rows)
        lay_aside(installation, connection, town, _waiting(installation, line, outcome))

    return in_one_transaction(installation, actor, verb)


def _waiting(installation: Installation, line: LineRow, outcome: Outcome) -> SuspenseRow:
    return SuspenseRow(
        id=installation.ids.new(),
        line_id=line.id,
        gateway_id=None,
        order_id=None,
        account=BANK,
        held=SUSPENSE,
        amount=line.amount,
        outcome=outcome,
        opened_at=installation.clock.now(),
        settled_at=None,
        settled_by=None,
        settled_as=None,
        reason=None,
    )
