"""What a parcel is worth by the official tables, line by line, and how their files are read."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from processes.taxes.assessing import Benefit, Floor, Law, Made, NotAssessed, Parcel, assess
from processes.taxes.declared import floor_given, floors_of, kept_floors
from processes.taxes.lines import LineKind, kept, read
from processes.taxes.values import ValuesRefused, read_values
from processes.taxes.valuing import Tables, age_of, value_of
from storage.queries.tax_values import ValueRow
from storage.tables.tax_values import ValueKind

D = Decimal
LAND = b'zona,valor\nJr. Uni\xc3\xb3n,250\n\nAv. Cusco,"310,50"\n'
UNIT = "componente;categoria;valor\nMuros;C;400\nTechos;C;300\nPisos;D;150\nbaños;E;150\n"
AGES = (
    "uso,material,estado,hasta,porcentaje\n"
    "casa,ladrillo,bueno,5,0\ncasa,ladrillo,bueno,10,10\ncasa,ladrillo,bueno,,40\n"
)
HOUSE = Made("CCD--E-", "ladrillo", "bueno", "casa", 2018)


def tables(on: date = date(2025, 10, 31), *, since: date = date(2025, 10, 30)) -> Tables:
    files = {
        ValueKind.LAND: LAND,
        ValueKind.UNIT: UNIT.encode(),
        ValueKind.DEPRECIATION: AGES.encode(),
    }
    at = datetime(2025, 11, 3, tzinfo=UTC)
    rows = [
        ValueRow(number, kind, key, value, since, "RM", "K", None, at)
        for kind, content in files.items()
        for number, (key, value) in enumerate(read_values(content, kind).items())
    ]
    return Tables(rows, on)


def parcel(zone: str = "jr. union", made: Made = HOUSE) -> Parcel:
    return Parcel("A-1", D(120), D(0), (Floor(D(90), D(0), made=made),), zone=zone)


def test_land_and_building_named_by_the_tables_come_to_the_tax_line_by_line(law: Law) -> None:
    found = assess(law, 2026, [value_of(tables(), 2026, parcel())], Benefit())
    assert (found.value, found.tax) == (D("111000.00"), D("336.00"))
    land, floor, whole = found.lines[:3]
    assert (land.kind, land.amount, land.base, land.rate) == (
        LineKind.LAND,
        D(30000),
        D(120),
        D(250),
    )
    assert (floor.kind, floor.amount, floor.base, floor.rate, floor.less) == (
        LineKind.FLOOR, D(81000), D(90), D(1000), D(10),
    )  # fmt: skip
    assert floor.note == (
        "muros C 400.00 + techos C 300.00 + pisos D 150.00 + baños E 150.00;"
        " casa, ladrillo, bueno, 8 años"
    )
    assert (whole.kind, whole.amount) == (LineKind.PARCEL, D(111000))
    assert read(kept(found.lines)) == found.lines


def test_it_grows_old_from_one_year_to_the_next_and_what_is_typed_stays() -> None:
    of = [value_of(tables(), year, parcel()).floors[0].depreciation for year in (2023, 2024, 2029)]
    assert of == [D(0), D(10), D(40)]
    assert age_of(HOUSE, 2010) == 0
    typed = Parcel("A-1", D(120), D(77), (Floor(D(90), D(500), D(3)),))
    assert value_of(Tables([], date(2025, 10, 31)), 2026, typed) is typed


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        (parcel("Jr. Lima"), "A-1: falta en las tablas al 31/10/2025: arancel de «Jr. Lima»"),
        (parcel(made=Made("A------", "ladrillo", "bueno", "casa", 2018)), "muros, categoría A"),
        (
            parcel(made=Made("C------", "adobe", "bueno", "casa", 2018)),
            "casa, adobe, bueno, 8 años",
        ),
    ],
)
def test_what_a_table_lacks_is_named(asked: Parcel, why: str) -> None:
    with pytest.raises(NotAssessed, match=why):
        value_of(tables(), 2026, asked)


def test_only_tables_of_31_october_before_count() -> None:
    with pytest.raises(NotAssessed, match="31/10/2025"):
        value_of(tables(since=date(2025, 11, 1)), 2026, parcel())


def test_floors_are_kept_with_what_they_are_made_of() -> None:
    floors = (Floor(D("90.5"), D(0), made=HOUSE), Floor(D(10), D(20), D(5)))
    assert floors_of(kept_floors(floors)) == floors
    given = {"area": D("90.5"), "categories": "ccd--e-", "material": " ladrillo", "state": "bueno",
             "use": "casa", "built": D(2018)}  # fmt: skip
    assert floor_given(given) == floors[0]
    with pytest.raises(KeyError, match="material"):
        floor_given({"area": D(1), "categories": "C------"})


@pytest.mark.parametrize(
    ("kind", "content", "why"),
    [
        ("land", b"calle,valor\nx,1\n", "Falta: zona"),
        ("land", b"zona,valor\n", "no tiene valores"),
        ("land", b"zona,valor\nJr. A,1\njr. a,2\n,3\nB,x\nC,-1\n", "Línea 3: «jr. a» está dos"),
        ("unit", b"componente,categoria,valor\nciclo,A,1\n", "«ciclo» no es un componente"),
        ("unit", b"componente,categoria,valor\nmuros,K,1\n", "no es una categoría"),
        ("depreciation", AGES.encode() + b"casa,adobe,malo,x,1\n", "«x» no es una edad"),
        ("depreciation", AGES.encode() + b"casa,adobe,malo,5,101\n", "más de 100"),
    ],
)
def test_a_file_that_cannot_come_in_says_why_line_by_line(
    kind: str, content: bytes, why: str
) -> None:
    with pytest.raises(ValuesRefused, match=why) as refused:
        read_values(content, kind)
    if b"jr. a" in content:
        assert [str(each).split(":")[0] for each in refused.value.problems] == [
            "Línea 3", "Línea 4", "Línea 5", "Línea 6",
        ]  # fmt: skip
