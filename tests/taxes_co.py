"""A town of Colombia that collects the property tax, for the tests."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from engine.cases import Facts
from engine.parameters import load_parameters
from processes.registry import family, parameters_of
from processes.taxes.values import Published, bring_values
from storage.tables.tax_values import ValueKind
from tests.taxes import decides, works
from tests.town import Town

RATES = b"""destino,estrato,hasta,tarifa
Habitacional,,200000000,4
Habitacional,,,4
Lote urbanizable,,,20
"""
NUMBER = """
[[parameters]]
key = "{key}"
value = "{value}"
unit = "{unit}"
valid_from = {since}
{until}source = "Acuerdo 012"
status = "V"
"""


def collects_in_colombia(town: Town) -> None:
    """Its processes are in force, with the rates of its council."""
    load_parameters(town.installation, town.municipality_id, parameters_of("CO"))
    for name in ("liquidacion_predial", "novedad_predio", "pago_tributos"):
        town.deploys(family(name).bundle)
    nora = town.person("nora", "rentas")
    town.person("alba", "autoridad")
    town.listens()
    said = Published(ValueKind.RATE, date(2025, 1, 1), "Acuerdo 012 de 2024", "V")
    bring_values(town.installation, nora, RATES, said)


def sets(
    town: Town, key: str, value: str, *, unit: str = "text", since: str, until: str = ""
) -> None:
    """A number of the law or of the council is another one from a day on."""
    ends = f"valid_to = {until}\n" if until else ""
    said = NUMBER.format(key=key, value=value, unit=unit, since=since, until=ends)
    load_parameters(town.installation, town.municipality_id, said.encode())


def registers(town: Town, code: str, value: Decimal, **more: object) -> None:
    """The cadastre tells of a parcel, and the tax office writes it down."""
    said: dict[str, object] = {
        "novedad": "entra", "tipo_documento": "CC", "numero_documento": "1",
        "desde": date(2025, 3, 4),
        "nombre_contribuyente": "Vecina 1", "direccion_notificacion": "Calle 1",
        "codigo_predio": code, "ubicacion_predio": "Calle 1", "area_terreno": Decimal(120),
        "avaluo": value, "destino": "Habitacional", "estrato": "0", "participacion": Decimal(100),
        "exencion": "ninguna", "exclusion": "ninguna", "vigencia_exclusion": None,
        "impuesto_anterior": None,
    }  # fmt: skip
    case_id = town.open_case("nora", "novedad_predio", Facts(said | more))
    works(town)
    decides(town, "nora", case_id, "confirmar", {"decision": "si"})
    assert town.steps(case_id) == []


def settles(town: Town, year: int) -> int:
    """The year is computed; the case, which waits to be reviewed."""
    case_id = town.open_case("nora", "liquidacion_predial", Facts({"vigencia": Decimal(year)}))
    works(town)
    return case_id


def bills(town: Town, year: int) -> int:
    """The year is reviewed, approved and billed; its case."""
    case_id = settles(town, year)
    decides(town, "nora", case_id, "revisar", {"decision_revision": "aprobar"})
    said = {"decision_aprobacion": "conforme", "norma_emision": "Acuerdo 012 de 2024"}
    decides(town, "alba", case_id, "aprobar", said)
    return case_id
