"""Files of the bank: what matches pays, what does not waits, and nothing is booked twice."""

from __future__ import annotations

from decimal import Decimal

import pytest

from engine.payments.booking import Booked
from engine.payments.settling import put_to, return_it
from engine.payments.ways import bank_file as room
from engine.payments.ways.bank_file import read_file
from engine.payments.ways.bank_lines import FileRefused, movements_in
from engine.refusals import InvalidData, RefusalKind, Refused
from storage.queries.payments import lines_of_file
from tests.fees import (
    ASKED,
    aside,
    bank_file,
    case_with_fee,
    ledger_of,
    order_of,
    pays_at_the_till,
    pays_by_bank,
    reads_file,
    told,
)
from tests.town import Town

DAY = "2026-03-02"


def test_each_line_has_its_outcome(hall: Town) -> None:
    exact, more, less, paid, lapsed = (case_with_fee(hall) for _ in range(5))
    pays_at_the_till(hall, "celia", paid)
    hall.cancel("mesa", lapsed, "Desistió")
    code = {each: order_of(hall, each).code for each in (exact, more, less, paid, lapsed)}
    content = bank_file(
        (code[exact], "35.00", DAY, "1"),
        (code[more], "40.00", DAY, "2"),
        (code[less], "30.00", DAY, "3"),
        (code[paid], "35.00", DAY, "4"),
        (code[lapsed], "35.00", DAY, "5"),
        ("123456789012", "35.00", DAY, "6"),
        (code[exact], "35.00", DAY, "1"),
    )
    read = reads_file(hall, content)
    assert [each.outcome for each in read.lines] == [
        "matched",
        "over",
        "under",
        "duplicate",
        "closed",
        "unknown",
        "duplicate",
    ]
    assert [(each.outcome, each.held, each.amount) for each in aside(hall)] == [
        ("over", "surplus", Decimal("5.00")),
        ("under", "suspense", Decimal("30.00")),
        ("duplicate", "suspense", ASKED),
        ("closed", "suspense", ASKED),
        ("unknown", "suspense", ASKED),
    ]
    assert order_of(hall, exact).state == order_of(hall, more).state == "paid"
    assert order_of(hall, less).state == "pending"
    assert hall.steps(exact) == hall.steps(more) == ["atender"]
    assert hall.steps(less) == []
    assert told(hall, more)[1:] == ["PAYMENT_RECEIVED", "PAYMENT_SET_ASIDE"]
    assert hall.verification().faults == ()


def test_a_file_is_read_once_and_its_first_result_is_shown(hall: Town) -> None:
    case_id = case_with_fee(hall)
    content = bank_file((order_of(hall, case_id).code, "35.00", DAY, "1"))
    first = reads_file(hall, content)
    again = reads_file(hall, content)
    assert not first.before
    assert again.before
    assert again.lines == first.lines
    assert len(ledger_of(hall, order_of(hall, case_id).id)) == 4


def test_what_a_crash_left_undone_is_done_with_the_same_file(
    hall: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    cases = [case_with_fee(hall) for _ in range(2)]
    codes = [order_of(hall, each).code for each in cases]
    content = bank_file(*((code, "35.00", DAY, code) for code in codes))
    book, booked = room._book, []

    def dies_after_one(*known: object) -> object:
        if booked:
            raise SystemExit
        booked.append(known)
        return book(*known)  # type: ignore[arg-type]  # as it was called

    with monkeypatch.context() as patched:
        patched.setattr(room, "_book", dies_after_one)
        with pytest.raises(SystemExit):
            reads_file(hall, content)
    assert [order_of(hall, each).state for each in cases] == ["paid", "pending"]
    again = reads_file(hall, content)
    assert [each.outcome for each in again.lines] == ["matched", "matched"]
    assert [order_of(hall, each).state for each in cases] == ["paid", "paid"]
    assert aside(hall) == ()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"\xff\xfe", "UTF-8"),
        (b"", "columnas"),
        (b"a,b,c,d\n1,2,3,4\n", "columnas"),
        (b"referencia,monto,fecha,operacion\n", "líneas"),
        (b"referencia,monto,fecha,operacion\n1,x,2026-03-02,1\n", "monto"),
        (b"referencia,monto,fecha,operacion\n1,0,2026-03-02,1\n", "monto"),
        (b"referencia,monto,fecha,operacion\n1,1.005,2026-03-02,1\n", "monto"),
        (b"referencia,monto,fecha,operacion\n1,NaN,2026-03-02,1\n", "monto"),
        (b"referencia,monto,fecha,operacion\n1,1e5,2026-13-02,1\n", "fecha"),
        (b"referencia,monto,fecha,operacion\n,1,2026-03-02,1\n", "referencia"),
        (b"referencia,monto,fecha,operacion\n1,1,2026-03-02\n", "columnas"),
    ],
)
def test_a_file_that_does_not_read_is_refused_whole(content: bytes, says: str) -> None:
    answer = movements_in(content)
    assert isinstance(answer, FileRefused)
    assert says in str(answer.faults[0])


def test_semicolons_and_a_mark_at_the_beginning_are_read() -> None:
    answer = movements_in("\ufeffreferencia;monto;fecha;operacion\n1;2.50;2026-03-02;9\n".encode())
    assert not isinstance(answer, Refused)
    assert [(each.reference, each.amount) for each in answer] == [("1", Decimal("2.50"))]


def test_a_cashier_does_not_read_files(hall: Town) -> None:
    answer = read_file(hall.installation, hall.people["celia"], "b.csv", bank_file())
    assert isinstance(answer, Refused)
    assert answer.kind is RefusalKind.NO_ROLE


def test_money_that_waits_is_put_to_an_order_also_in_part(hall: Town) -> None:
    case_id = case_with_fee(hall)
    code = order_of(hall, case_id).code
    assert pays_by_bank(hall, code, "20.00", "1") == "under"
    assert pays_by_bank(hall, code[:-1] + str((int(code[-1]) + 1) % 10), "15.00", "2") == "unknown"
    first, second = aside(hall)
    answer = put_to(hall.installation, hall.people["teresa"], first.id, code, "Su vecino lo dijo")
    assert isinstance(answer, Booked)
    assert order_of(hall, case_id).state == "pending"
    assert hall.steps(case_id) == []
    put_to(hall.installation, hall.people["teresa"], second.id, code, "Se equivocó en un dígito")
    assert order_of(hall, case_id).state == "paid"
    assert hall.steps(case_id) == ["atender"]
    assert aside(hall) == ()
    again = put_to(hall.installation, hall.people["teresa"], second.id, code, "Otra vez")
    assert isinstance(again, Refused)


def test_what_is_left_over_of_it_waits_on(hall: Town) -> None:
    case_id = case_with_fee(hall)
    assert pays_by_bank(hall, "sin referencia", "50.00") == "unknown"
    (waiting,) = aside(hall)
    code = order_of(hall, case_id).code
    put_to(hall.installation, hall.people["teresa"], waiting.id, code, "Con su comprobante")
    assert order_of(hall, case_id).state == "paid"
    (left,) = aside(hall)
    assert (left.amount, left.held, left.account) == (Decimal("15.00"), "suspense", "bank")
    returned = return_it(hall.installation, hall.people["teresa"], left.id, "Devuelto por banco")
    assert not isinstance(returned, Refused)
    assert aside(hall) == ()
    assert isinstance(
        return_it(hall.installation, hall.people["teresa"], left.id, "Otra vez"), Refused
    )


def test_settling_wants_a_reason_a_code_and_the_right(hall: Town) -> None:
    pays_by_bank(hall, "nadie")
    (waiting,) = aside(hall)
    for who, code, reason in (("teresa", "x", "Así"), ("teresa", "x", " "), ("celia", "x", "Así")):
        answer = put_to(hall.installation, hall.people[who], waiting.id, code, reason)
        assert isinstance(answer, Refused)
    assert isinstance(
        put_to(hall.installation, hall.people["teresa"], waiting.id, "1", "Así"), InvalidData
    )
    assert len(aside(hall)) == 1


def test_lines_are_kept_in_their_order(hall: Town) -> None:
    read = reads_file(hall, bank_file(*((str(n), "1.00", DAY, str(n)) for n in range(12))))
    rows = hall.reads(lambda c: lines_of_file(c, hall.municipality_id, read.file.id))
    assert [each.reference for each in rows] == [str(n) for n in range(12)]


def test_a_statement_of_swift_pays_as_any_other_file(hall: Town) -> None:
    case_id = case_with_fee(hall)
    code = order_of(hall, case_id).code
    content = (
        ":20:X\n:25:1\n:60F:C260301PEN0,00\n"
        f":61:2603020302C35,00NTRF{code}//OP1\n:61:2603020302C7,NTRFNONREF//OP2\n"
        ":62F:C260302PEN42,00\n-\n"
    ).encode()
    for _ in range(2):
        read = reads_file(hall, content)
        assert [each.outcome for each in read.lines] == ["matched", "unknown"]
    assert order_of(hall, case_id).state == "paid"
    assert [each.amount for each in aside(hall)] == [Decimal(7)]
    damaged = read_file(
        hall.installation, hall.people["teresa"], "x", content.replace(b"42,00", b"43,00")
    )
    assert isinstance(damaged, FileRefused)
    assert len(aside(hall)) == 1
