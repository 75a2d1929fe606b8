"""A declaration as it is typed becomes rows of the registers. On SQLite and PostgreSQL."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from storage.queries.taxes import parcels_of_taxpayer, taxpayer_by_document
from tests.taxes import works
from tests.town import Town

TYPED = {
    "tipo_documento": "DNI",
    "numero_documento": "41203377",
    "nombre_contribuyente": "Ccori Huamán, Julia",
    "domicilio_fiscal": "Jr. Unión 214",
    "beneficio": "pensionista",
    "unica_propiedad": "true",
    "ingreso_mensual": "1180.00",
    "codigo_predio": "080309-01-014",
    "ubicacion_predio": "Jr. Unión 214",
    "uso": "urbano",
    "inafectacion": "ninguna",
    "participacion": "50",
    "area_terreno": "120",
    "arancel": "250",
    "pisos": [{"area": "90", "valor_unitario": "1000", "depreciacion": "10"}],
    "obras": "",
    "desde": "15/03/2019",
}


def test_what_is_typed_is_declared_once_and_the_next_ends_it(hall: Town) -> None:
    town = hall.municipality_id
    for since, land in (("15/03/2019", "120"), ("01/07/2026", "60")):
        case_id = hall.open_case(
            "nora", "declaracion_predial", {**TYPED, "desde": since, "area_terreno": land}
        )
        works(hall)
        assert hall.case(case_id).state == "completed"
    who = hall.reads(lambda c: taxpayer_by_document(c, town, "DNI 41203377"))
    assert who is not None
    assert (who.code, who.benefit, bool(who.only_home), who.income, who.case_id) == (
        "000001", "pensionista", True, Decimal(1180), case_id,
    )  # fmt: skip
    new, old = hall.reads(lambda c: parcels_of_taxpayer(c, town, who.id))
    assert (old.from_on, old.until_on, old.land) == (
        date(2019, 3, 15), date(2026, 7, 1), Decimal(120),
    )  # fmt: skip
    assert (new.from_on, new.until_on, new.land, new.works, new.share, new.floors) == (
        date(2026, 7, 1), None, Decimal(60), Decimal(0), Decimal(50), '[["90","1000","10"]]',
    )  # fmt: skip
