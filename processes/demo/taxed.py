"""The taxes of Tambo Real: what its neighbours declared, and the year that was issued from it."""

from __future__ import annotations

from processes.demo.initiatives import Initiative
from processes.demo.plan import Act

YEAR = 2026
_HOUSE = {"uso": "urbano", "inafectacion": "ninguna", "participacion": "100", "obras": "0"}


def taxed() -> tuple[Initiative, ...]:
    """Five declarations, then the run of the year, which waits to be distributed."""
    return (
        _declares("Ccori Huamán, Julia", "41203377", "Jr. Unión 214", "01-045-003", "120", "250",
                  [("90", "1000", "10")]),
        _declares("Quispe Mamani, Rosa", "40718825", "Av. Cusco 305", "01-045-004", "310", "420",
                  [("180", "1450", "5"), ("140", "1320", "5")]),
        _declares("Layme Condori, Eusebio", "23945590", "Jr. Bolívar 88", "01-045-005", "200",
                  "260", [("110", "820", "35")], benefit="pensionista"),
        _declares("Inmobiliaria Tambo S.A.C.", "20601234565", "Av. Cusco 410", "01-046-001",
                  "600", "200", [], use="terreno sin construir", kind="RUC"),
        _declares("Farfán Ticona, Nélida", "46872210", "Jr. Lima 19", "01-046-002", "95", "90",
                  [("48", "610", "40")]),
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
    )  # fmt: skip


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
    benefit: str = "ninguno",
    kind: str = "DNI",
) -> Initiative:
    rows = [dict(zip(("area", "valor_unitario", "depreciacion"), each, strict=True))
            for each in floors]  # fmt: skip
    return Initiative(
        what=f"Declaración del predio {code}: {name}",
        process="declaracion_predial",
        who="raul",
        age=40,
        answers={
            **_HOUSE,
            "tipo_documento": kind,
            "numero_documento": number,
            "nombre_contribuyente": name,
            "domicilio_fiscal": address,
            "beneficio": benefit,
            "unica_propiedad": "true" if benefit != "ninguno" else "",
            "ingreso_mensual": "1180" if benefit != "ninguno" else "",
            "codigo_predio": code,
            "ubicacion_predio": address,
            "uso": use,
            "area_terreno": land,
            "arancel": rate,
            "pisos": rows,
            "desde": "15/03/2019",
        },
    )
