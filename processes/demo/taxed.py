"""The taxes of Tambo Real: what its neighbours declared, and the year that was issued from it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from processes.demo.asked import asked
from processes.demo.filings import Filing
from processes.demo.initiatives import Initiative
from processes.demo.plan import TODAY, Act

YEAR = 2026


def taxed() -> tuple[Initiative | Filing, ...]:
    """Five declarations, the run of the year, which waits to be distributed, a sale whose tax
    waits to be paid, and what taxpayers ask for."""
    return (
        *_one_a_day(_neighbours()),
        Initiative(
            what=f"Emisión del impuesto predial de {YEAR}",
            process="emision_predial",
            who="raul",
            age=30,
            answers={"ejercicio": str(YEAR)},
            acts=(
                Act(1, "raul", "revisar", {"decision_revision": "aprobar"}),
                Act(2, "luis", "aprobar", {"decision_aprobacion": "conforme",
                                           "norma_emision": "Ordenanza 004-2026-MDTR"}),
            ),
        ),
        Initiative(
            what="Alcabala del predio 01-046-001: Hancco Puma, Edith",
            process="alcabala",
            who="raul",
            age=6,
            answers={
                "tipo_documento": "DNI",
                "numero_documento": "42518830",
                "nombre_solicitante": "Hancco Puma, Edith",
                "domicilio_fiscal": "Jr. Grau 40",
                "tipo_documento_vende": "RUC",
                "numero_documento_vende": "20601234565",
                "nombre_vende": "Inmobiliaria Tambo S.A.C.",
                "codigo_predio": "01-046-001",
                "participacion": "100",
                "fecha_transferencia": TODAY,
                "precio": "140000",
                "causa": "ninguna",
            },
        ),
        *asked(),
    )  # fmt: skip


def _neighbours() -> tuple[Initiative, ...]:
    return (
        _declares("Ccori Huamán, Julia", "41203377", "Jr. Unión 214", "01-045-003", "120", "250",
                  [("90", "1000", "10")]),
        _declares("Quispe Mamani, Rosa", "40718825", "Av. Cusco 305", "01-045-004", "310", "420",
                  [("180", "1450", "5"), ("140", "1320", "5")]),
        _declares("Layme Condori, Eusebio", "23945590", "Jr. Bolívar 88", "01-045-005", "200",
                  "260", [("110", "820", "35")]),
        _declares("Inmobiliaria Tambo S.A.C.", "20601234565", "Av. Cusco 410", "01-046-001",
                  "600", "200", [], use="terreno sin construir", kind="RUC"),
        _declares("Farfán Ticona, Nélida", "46872210", "Jr. Lima 19", "01-046-002", "95", "90",
                  [("48", "610", "40")]),
    )  # fmt: skip


def _one_a_day(declared: tuple[Initiative, ...]) -> Iterator[Initiative]:
    """Each on a day of its own, so that their codes are given in this order."""
    for place, each in enumerate(declared):
        yield replace(each, age=each.age + len(declared) - place)


def _declares(
    name: str,
    number: str,
    address: str,
    code: str,
    land: str,
    rate: str,
    floors: list[tuple[str, str, str]],
    *,
    use: str = "urbano",
    kind: str = "DNI",
) -> Initiative:
    rows = [dict(zip(("area", "valor_unitario", "depreciacion"), each, strict=True), de_predio=code)
            for each in floors]  # fmt: skip
    parcel = {
        "codigo_predio": code,
        "ubicacion_predio": address,
        "uso": use,
        "area_terreno": land,
        "arancel": rate,
        "obras": "0",
        "participacion": "100",
        "desde": "15/03/2019",
    }
    return Initiative(
        what=f"Declaración de predio: {name}, {code}",
        process="declaracion_predial",
        who="raul",
        age=40,
        answers={
            "tipo_declaracion": "registro",
            "tipo_documento": kind,
            "numero_documento": number,
            "nombre_contribuyente": name,
            "domicilio_fiscal": address,
            "predios": [parcel],
            "pisos": rows,
        },
        acts=(Act(0, "raul", "revisar", {"predios": [parcel], "pisos": rows}),),
    )
