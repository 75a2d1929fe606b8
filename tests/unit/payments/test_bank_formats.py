"""Files of banks in their formats: read whole, or refused whole with the line named."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.citizens.codes import check_digit
from engine.payments.codes import new_code
from engine.payments.ways.bank_lines import FileRefused, movements_in
from engine.payments.ways.movements import Movement

D = Decimal
CODE = new_code(lambda count: b"\x07" * count)


def fixed(*payments: tuple[str, int, str, int], count: int | None = None, total: int = -1) -> str:
    """A file of collections of 150 columns; reference, cents, day and sequence of each."""
    head = "A2" + "1234".ljust(20) + "MUNICIPALIDAD".ljust(20) + "018" + "BANCO".ljust(20)
    lines = [(head + "20260331" + "000042" + "04").ljust(150)]
    for reference, cents, day, sequence in payments:
        line = "G" + "001".ljust(20) + day + day + reference.ljust(44) + f"{cents:012}"
        lines.append((line + "0000000" + f"{sequence:08}").ljust(150))
    money = total if total >= 0 else sum(each[1] for each in payments)
    lines.append(f"Z{len(lines) + 1 if count is None else count:06}{money:017}".ljust(150))
    return "\r\n".join(lines) + "\r\n"


def statement(*movements: str, opening: str = "C260330PEN100,00", closing: str) -> str:
    """A statement of account with these lines."""
    lines = [":20:EXTRACTO", ":25:00123", ":28C:1/1", f":60F:{opening}", *movements,
             f":62F:{closing}", "-"]  # fmt: skip
    return "\n".join(lines) + "\n"


def faults(content: str) -> list[str]:
    """What is wrong with a file."""
    answer = movements_in(content.encode())
    assert isinstance(answer, FileRefused), answer
    return [each.told(str) for each in answer.faults]


def test_columns_of_fixed_width() -> None:
    read = movements_in(fixed((CODE, 3500, "20260330", 1), ("999", 10, "20260331", 2)).encode())
    assert read == (
        Movement(2, CODE, D("35.00"), date(2026, 3, 30), "000042-00000001"),
        Movement(3, "999", D("0.10"), date(2026, 3, 31), "000042-00000002"),
    )


def test_a_trailer_that_does_not_count_or_sum_is_refused_with_its_line() -> None:
    one = (CODE, 3500, "20260330", 1)
    assert faults(fixed(one, count=9)) == [
        "Línea 3: el archivo dice tener 000009 líneas, pero tiene 3."
    ]
    assert faults(fixed(one, total=3501)) == [
        "Línea 3: el archivo dice sumar 35.01, pero suma 35.00."
    ]
    cut = fixed(one, one)
    gone = cut.splitlines()
    del gone[1]
    assert faults("\n".join(gone)) == [
        "Línea 3: el archivo dice tener 000004 líneas, pero tiene 3."
    ]
    short = fixed(one).replace("G001", "G01")
    assert faults(short) == ["Línea 2: se esperaban 150 columnas, pero hay 149."]
    assert "20260330" in faults(fixed((CODE, 3500, "20261330", 1)))[0]
    assert "céntimos" in faults(fixed((CODE, 0, "20260330", 1)))[0]
    assert "referencia" in faults(fixed(("", 5, "20260330", 1)))[0]
    assert faults("\n".join(fixed(one).splitlines()[:-1])) == ["Línea 2: debe comenzar con «Z»."]


def test_a_statement_of_swift() -> None:
    spaced = f"{CODE[:4]} {CODE[4:8]} {CODE[8:]}"
    text = statement(
        f":61:2603300330C35,00NTRF{CODE}//OP1",
        ":61:2603310331C0,5NTRFNONREF//OP2",
        f":86:PAGO DE TRIBUTOS {spaced}",
        "DE JUAN PEREZ",
        ":61:260331D10,NCHGCOMISION",
        closing="C260331PEN125,50",
    )
    assert movements_in(text.encode()) == (
        Movement(5, CODE, D(35), date(2026, 3, 30), "OP1"),
        Movement(6, CODE, D("0.5"), date(2026, 3, 31), "OP2"),
    )


@pytest.mark.parametrize("code", ["000123-2026-1-2", "0000012345-2026-1-9", "000000123456 20261 7"])
def test_the_code_of_a_coupon_is_found_in_all_formats(code: str) -> None:
    bare = "".join(each for each in code if each.isdigit())
    bare = bare[:-1] + check_digit(bare[:-1])
    printed = code[:-1] + bare[-1]
    text = statement(
        ":61:2603310331C0,5NTRFNONREF//OP2",
        f":86:PREDIAL CUPON {printed} GRACIAS",
        closing="C260331PEN100,50",
    )
    (moved,) = movements_in(text.encode())  # type: ignore[misc]  # it reads
    assert moved.reference == bare
    rows = f"referencia,monto,fecha,operacion\n{printed},0.50,2026-03-31,OP2\n"
    (column,) = movements_in(fixed((printed, 50, "20260331", 1)).encode())  # type: ignore[misc]
    (row,) = movements_in(rows.encode())  # type: ignore[misc]
    assert column.reference == row.reference == printed


def test_what_a_bank_took_back_is_below_zero_and_a_fee_of_its_own_is_none() -> None:
    text = statement(
        f":61:2603300330C35,00NTRF{CODE}//OP1",
        f":61:2603310331RC35,00NTRF{CODE}//OP1",
        ":61:260331D10,NCHGCOMISION",
        f":86:COMISION {CODE}",
        closing="C260331PEN90,00",
    )
    came, gone = movements_in(text.encode())  # type: ignore[misc]  # it reads
    assert (gone.amount, gone.reference) == (-came.amount, CODE)
    assert came.key != Movement(6, CODE, D(-35), came.paid_on, "OP1").key
    (row,) = movements_in(b"referencia,monto,fecha,operacion\n1,-5,2026-03-02,1\n")  # type: ignore[misc]
    assert row.amount == -5


def test_a_statement_whose_balance_does_not_hold_is_refused_with_its_line() -> None:
    line = f":61:2603300330C35,00NTRF{CODE}//OP1"
    assert faults(statement(line, closing="C260331PEN135,01")) == [
        "Línea 6: el saldo dice 135.01, pero resulta 135.00."
    ]
    assert faults(statement(":61:26XX", closing="C260331PEN100,00")) == [
        "Línea 5: el campo :61: no se entiende."
    ]
    assert faults(statement(line, opening="nada", closing="C260331PEN100,00")) == [
        "Línea 4: el campo :60F: no se entiende."
    ]
    cut = statement(line, closing="C260331PEN135,00") + ":20:OTRO\n:60F:C260331PEN1,00\n"
    assert "cortado" in faults(cut)[0]


@given(st.integers(0, 500), st.sampled_from("0123456789GAZ:CD,"))
def test_a_file_that_was_changed_is_never_read_as_other_money(place: int, letter: str) -> None:
    text = fixed((CODE, 3500, "20260330", 1), ("999", 10, "20260331", 2))
    changed = text[:place] + letter + text[place + 1 :]
    answer = movements_in(changed.encode())
    if isinstance(answer, tuple):
        assert sum(each.amount for each in answer) == D("35.10")


@pytest.mark.parametrize("content", ["", "A", ":20:\n:61:\n:62F:\n", "Z" * 150, "A" * 150])
def test_nonsense_is_refused(content: str) -> None:
    assert faults(content)
