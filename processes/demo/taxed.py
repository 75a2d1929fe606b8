"""The taxes of Tambo Real: what its neighbours declared, the two years that were issued, and what
the tax office has at hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from engine.calendar import Calendar
from processes.demo.asked import asked
from processes.demo.collected import collected
from processes.demo.days import business_days_from
from processes.demo.filings import Filing
from processes.demo.initiatives import Initiative, Opened
from processes.demo.plan import TODAY, Act

_MARCH = 3
"""Before it the year of the calendar is not issued yet."""
DECLARED = ("01-045-003", "01-045-004", "01-045-005", "01-046-001", "01-046-002")
"""The parcels that neighbours declare by the process, not with the register."""


def tax_years(today: date) -> tuple[int, int]:
    """The two years of the demo: the last one, and the one that is being collected."""
    this = today.year if today.month >= _MARCH else today.year - 1
    return this - 1, this


def taxed(calendar: Calendar, today: date) -> tuple[Initiative | Filing | Opened, ...]:
    """Five declarations, the runs of both years, a sale whose tax waits to be paid, what is done
    about those who did not pay, and what taxpayers ask for."""
    last, this = tax_years(today)
    return (
        *_one_a_day(calendar, today, last),
        *(_run(year, f"Ordenanza 00{3 + year - last}-{year}-MDTR") for year in (last, this)),
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
        *collected(calendar, today, last, this),
        *asked(this),
    )  # fmt: skip


def _run(year: int, ordinance: str) -> Initiative:
    """Begun in January, approved in the same week, and distributed until February."""
    return Initiative(
        what=f"Emisión del impuesto predial de {year}",
        process="emision_predial",
        who="raul",
        age=0,
        starts=date(year, 1, 20),
        answers={"ejercicio": str(year)},
        acts=(
            Act(1, "raul", "revisar", {"decision_revision": "aprobar"}),
            Act(2, "luis", "aprobar", {"decision_aprobacion": "conforme",
                                       "norma_emision": ordinance}),
            Act(22, "raul", "distribuir", {"fecha_distribucion": TODAY, "no_entregadas": "41"},
                ("constancia",)),
        ),
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


def _one_a_day(calendar: Calendar, today: date, year: int) -> Iterator[Initiative]:
    """Each on a day of its own at the beginning of the first year, so that their codes are given in
    this order."""
    days = business_days_from(calendar, date(year, 1, 2), before=today)
    for day, each in zip(days, _neighbours(), strict=False):
        yield replace(each, starts=day)


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
        age=0,
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
