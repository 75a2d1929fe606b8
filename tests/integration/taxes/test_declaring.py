"""A declaration as it is typed becomes rows of the registers; years that were issued are counted
again. On SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

from engine.parameters import load_parameters
from processes.taxes.values import Published, bring_values
from storage.queries.letters import letters_of_case
from storage.queries.tax_runs import assessments_of_taxpayer
from storage.queries.taxes import account_of, parcels_of_taxpayer, taxpayer_by_document
from storage.tables.tax_values import ValueKind
from tests.taxes import account, begins_run, decides, issues, works
from tests.town import Town

D = Decimal
PARCEL = {
    "codigo_predio": "080309-01-014",
    "ubicacion_predio": "Jr. Unión 214",
    "uso": "urbano",
    "area_terreno": "120",
    "arancel": "250",
    "obras": "",
    "participacion": "50",
    "desde": "15/03/2019",
}
FLOOR = {
    "de_predio": "080309-01-014", "area": "90", "valor_unitario": "1000", "depreciacion": "10",
}  # fmt: skip
TYPED: Mapping[str, object] = {
    "tipo_declaracion": "actualizacion",
    "tipo_documento": "DNI",
    "numero_documento": "41203377",
    "nombre_contribuyente": "Ccori Huamán, Julia",
    "domicilio_fiscal": "Jr. Unión 214",
    "predios": [PARCEL],
    "pisos": [FLOOR],
}


def files(hall: Town, **more: object) -> int:
    """Somebody declares at the counter."""
    case_id = hall.open_case("nora", "declaracion_predial", {**TYPED, **more})
    works(hall)
    return case_id


def registers(hall: Town, value: str = "450000", **more: object) -> None:
    """What was declared before the town had this house is passed on by the office."""
    parcel = {**PARCEL, "participacion": "100", "area_terreno": "1", "arancel": value}
    said = {"tipo_declaracion": "registro", "predios": [parcel], "pisos": [], **more}
    case_id = files(hall, **said)
    decides(hall, "nora", case_id, "revisar", {"predios": said["predios"], "pisos": []})
    assert hall.case(case_id).outcome == "Registrada"


def test_what_is_typed_is_declared_once_and_the_next_ends_it(hall: Town) -> None:
    town = hall.municipality_id
    for since, land in (("15/03/2019", "120"), ("01/02/2026", "60")):
        case_id = files(hall, predios=[{**PARCEL, "desde": since, "area_terreno": land}])
        assert hall.case(case_id).state == "completed"
    who = hall.reads(lambda c: taxpayer_by_document(c, town, "DNI 41203377"))
    assert who is not None
    assert (who.code, who.case_id) == ("000001", case_id)
    new, old = hall.reads(lambda c: parcels_of_taxpayer(c, town, who.id))
    assert (old.from_on, old.until_on, old.land) == (
        date(2019, 3, 15), date(2026, 2, 1), D(120),
    )  # fmt: skip
    assert (new.from_on, new.until_on, new.land, new.works, new.share, new.floors) == (
        date(2026, 2, 1), None, D(60), D(0), D(50), '[["90","1000","10"]]',
    )  # fmt: skip


def test_several_parcels_with_their_owners_and_what_nobody_knew_the_value_of(hall: Town) -> None:
    town = hall.municipality_id
    second = {**PARCEL, "codigo_predio": "080309-01-015", "arancel": ""}
    other = {
        "de_predio": "080309-01-014", "tipo_documento": "DNI", "numero_documento": "40000009",
        "nombre": "Rojas, Beto", "participacion": "50",
    }  # fmt: skip
    case_id = files(
        hall, predios=[PARCEL, second], condominos=[other], tipo_declaracion="inscripcion"
    )
    assert hall.steps(case_id) == ["revisar"]
    valued = [PARCEL, {**second, "arancel": "300"}]
    decides(hall, "nora", case_id, "revisar", {"predios": valued, "pisos": [FLOOR]})
    assert hall.case(case_id).outcome == "Registrada"
    one, two = (
        hall.reads(lambda c, n=number: taxpayer_by_document(c, town, f"DNI {n}"))
        for number in ("41203377", "40000009")
    )
    assert one is not None
    assert two is not None
    own = hall.reads(lambda c: parcels_of_taxpayer(c, town, one.id))
    assert {each.code: each.land_value for each in own} == {
        "080309-01-014": D(250), "080309-01-015": D(300),
    }  # fmt: skip
    (shared,) = hall.reads(lambda c: parcels_of_taxpayer(c, town, two.id))
    assert (shared.code, shared.share) == ("080309-01-014", D(50))
    (owed,) = account(hall, one.code, hall.surroundings().today).owed
    assert (owed.what.concept, owed.tax) == ("multa", D("275.00"))  # 50 % of 5,500 less 90 %
    (letter,) = hall.reads(lambda c: letters_of_case(c, town, case_id))
    for words in ("080309-01-014", "080309-01-015", "multa de S/ 2750", letter.number):
        assert words in letter.body + letter.number
    assert "{{" not in letter.body


def test_what_raises_an_issued_year_is_owed_at_once(hall: Town) -> None:
    registers(hall, "82500")
    issues(hall, begins_run(hall))
    more = {**PARCEL, "participacion": "100", "area_terreno": "1", "arancel": "450000",
            "desde": "01/01/2026"}  # fmt: skip
    case_id = files(hall, tipo_declaracion="rectificacion", predios=[more], pisos=[])
    assert hall.case(case_id).outcome == "Registrada"
    found = account(hall, "000001", date(2026, 2, 1))
    assert found.total == D("2850.00") + 22
    assert [each.tax for each in found.owed if each.what.concept == "predial"] == [D("712.50")] * 4


def test_what_lowers_an_issued_year_waits_forty_five_business_days(hall: Town) -> None:
    town = hall.municipality_id
    hall.move_to(date(2026, 3, 2))
    registers(hall)
    issues(hall, begins_run(hall))
    less = {**PARCEL, "participacion": "100", "area_terreno": "1", "arancel": "82500",
            "desde": "01/01/2026"}  # fmt: skip
    said = {"tipo_declaracion": "rectificacion", "predios": [less], "pisos": []}
    case_id = files(hall, **said)
    assert hall.steps(case_id) == ["verificar"]
    assert account(hall, "000001", date(2026, 2, 1)).total == D("2872.00")
    hall.move_to(date(2026, 5, 7))
    works(hall)
    assert hall.steps(case_id) == ["verificar"]
    hall.move_to(date(2026, 5, 8))
    works(hall)
    assert hall.case(case_id).outcome == "Registrada"
    assert account(hall, "000001", date(2026, 2, 1)).total == D("187.00")  # 165.00 and 22.00
    who = hall.reads(lambda c: taxpayer_by_document(c, town, "DNI 41203377"))
    assert who is not None
    ledger = hall.reads(lambda c: account_of(c, town, who.id))
    gone = [each.cents for each in ledger if each.kind == "contra"]
    assert gone == [67125] * 4
    again = files(hall, **{**said, "predios": [{**less, "arancel": "10000"}]})
    no = {"verificacion": "no_conforme", "fundamento": "No hay plano"}
    decides(hall, "nora", again, "verificar", no)
    assert hall.case(again).outcome == "Sin efecto"
    assert account(hall, "000001", date(2026, 2, 1)).total == D("187.00")


def test_what_is_sold_is_of_its_owner_until_the_day(hall: Town) -> None:
    town = hall.municipality_id
    hall.move_to(date(2026, 6, 1))
    registers(hall)
    gone = {"codigo_predio": "080309-01-014", "fecha_transferencia": "20/05/2026",
            "a_favor_de": "Quispe, Ana"}  # fmt: skip
    said = {"tipo_declaracion": "descargo", "predios": [], "pisos": []}
    case_id = files(hall, **said, salidas=[gone])
    assert hall.case(case_id).outcome == "Registrada"
    who = hall.reads(lambda c: taxpayer_by_document(c, town, "DNI 41203377"))
    assert who is not None
    (row,) = hall.reads(lambda c: parcels_of_taxpayer(c, town, who.id))
    assert row.until_on == date(2026, 5, 20)
    assert account(hall, who.code, date(2026, 6, 1)).total == 0  # in time: no fine
    other = files(hall, **said, salidas=[{**gone, "codigo_predio": "080309-01-099"}])
    assert hall.case(other).outcome == "No figura a su nombre"


LAND = b"zona,valor\nJr. Lima,160\n"
UNITS = b"""componente,categoria,valor
muros,C,200
techos,C,150
pisos,D,50
puertas,D,40
revestimientos,E,30
ba\xc3\xb1os,F,20
instalaciones,F,10
"""
AGES = b"uso,material,estado,hasta,porcentaje\ncasa habitacion,ladrillo,bueno,,10\n"


def test_street_and_categories_are_declared_and_the_tables_of_each_year_value_them(
    hall: Town,
) -> None:
    nora, town = hall.people["nora"], hall.municipality_id
    for kind, table in ((ValueKind.LAND, LAND), (ValueKind.UNIT, UNITS),
                        (ValueKind.DEPRECIATION, AGES)):  # fmt: skip
        bring_values(hall.installation, nora, table, Published(kind, date(2025, 10, 30), "RM 1"))
    parcel = {**PARCEL, "participacion": "100", "arancel": "", "zona": "Jr. Lima"}
    floor = {
        "de_predio": PARCEL["codigo_predio"], "area": "90", "valor_unitario": "",
        "depreciacion": "", "categorias": "ccddeff", "material": "ladrillo",
        "estado_conservacion": "bueno", "uso_construccion": "casa habitación",
        "construido": "2018",
    }  # fmt: skip
    case_id = files(hall, predios=[parcel], pisos=[floor], tipo_declaracion="rectificacion")
    assert hall.case(case_id).outcome == "Registrada"
    who = hall.reads(lambda c: taxpayer_by_document(c, town, "DNI 41203377"))
    assert who is not None
    issues(hall, begins_run(hall))
    value = D(120) * 160 + D(90) * 500 * D("0.9")
    (row,) = hall.reads(lambda c: assessments_of_taxpayer(c, town, who.id))
    assert row[0].value == value * 100
    less = {**parcel, "area_terreno": "60", "desde": "31/12/2025"}
    case_id = files(hall, predios=[less], pisos=[floor], tipo_declaracion="rectificacion")
    late = hall.surroundings().today > date(2026, 2, 27)
    assert hall.steps(case_id) == (["verificar"] if late else [])


def test_within_the_term_a_declaration_is_replaced_at_once_even_by_less(hall: Town) -> None:
    registers(hall)
    issues(hall, begins_run(hall))
    said = KEY.format(day=hall.surroundings().today + timedelta(days=1))
    load_parameters(hall.installation, hall.municipality_id, said.encode())
    less = {**PARCEL, "participacion": "100", "area_terreno": "1", "arancel": "82500",
            "desde": "31/12/2025"}  # fmt: skip
    case_id = files(hall, predios=[less], pisos=[], tipo_declaracion="rectificacion")
    assert hall.case(case_id).outcome == "Registrada"


KEY = """
[[parameters]]
key = "pe.predial.declaracion.vence"
value = "{day}"
unit = "text"
valid_from = 2026-01-01
source = "Ordenanza de prórroga"
status = "V"
"""
