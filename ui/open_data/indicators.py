"""The indicators as anybody may read them: month by month, as a page, CSV and JSON, with a
description of the table (Frictionless Table Schema). Addresses never change.

Only months that are over. Of what people asked for nothing is told that fewer than five stand
behind: neither of a month with fewer cases, nor of a part that fewer are in.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from hashlib import sha256

from fastapi import APIRouter
from starlette.responses import Response

from engine.indicators.counting import figure, rounded
from engine.indicators.definition import How, Indicator
from engine.indicators.kept import material_of
from engine.indicators.periods import first_of, shifted
from engine.indicators.reserving import withheld
from engine.spreadsheets import line, written
from processes.indicators.catalogue import AREAS, indicators
from processes.procurement.ocds.packages import LICENSE
from storage.queries.indicators import MonthRow, months_between
from ui.indicators.present import told_in
from ui.open_data.files import CSV, JSON, answer
from ui.portal.around import Link, citizen_page
from ui.visit import AnyVisit, Visit

router = APIRouter(prefix="/{municipality}/open")
MONTHS = 24
_STRING, _NUMBER, _INTEGER = "string", "number", "integer"
FIELDS: Mapping[str, tuple[str, str]] = {
    "indicator": (_STRING, "Clave del indicador"),
    "number": (_INTEGER, "Su número"),
    "title": (_STRING, "Cómo se llama"),
    "area": (_STRING, "Área de gestión"),
    "month": ("yearmonth", "Mes"),
    "value": (_NUMBER, "Valor, en la unidad; vacío si es insuficiente o se reserva"),
    "unit": (_STRING, "Unidad"),
    "numerator": (_NUMBER, "Numerador; en mediana, vacío"),
    "denominator": (_NUMBER, "Denominador"),
    "cases": (_INTEGER, "Cuántos casos"),
    "status": (_STRING, "complete, insufficient o withheld"),
    "version": (_INTEGER, "Versión: 2 o más si cambió después de contarse"),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """An indicator in the last month that is told: its figure in words, or why there is none."""

    title: str
    definition: str
    value: str
    of: str
    formula: str


@router.get("/indicators", response_model=None)
def page(here: AnyVisit) -> Response:
    """The last month that is over, indicator by indicator."""
    rows = rows_of(here)
    last = {(row["indicator"]): row for row in rows}
    areas = [
        (title, [_shown(one, last.get(one.key), here) for one in indicators() if _in(one, key)])
        for key, title in AREAS.items()
    ]
    _ = here.words.gettext
    context = {
        "areas": areas,
        "files": [
            Link(_("Indicadores por mes (CSV)"), here.path("open", "indicators.csv")),
            Link(_("Indicadores por mes (JSON)"), here.path("open", "indicators.json")),
            Link(
                _("Qué es cada columna (Frictionless)"),
                here.path("open", "indicators", "datapackage.json"),
            ),
        ],
        "license_href": LICENSE,
        "policy_href": here.path("open", "policy"),
    }
    return citizen_page(here, "open_data/indicators.html", context)


@router.get("/indicators.csv", response_model=None)
def as_csv(here: AnyVisit) -> Response:
    """One row for each indicator and month."""
    rows = rows_of(here)

    def pieces() -> Iterator[str]:
        yield line(list(FIELDS))
        for row in rows:
            yield line([written(row[name]) for name in FIELDS])

    return answer(here, pieces(), CSV, _tag(rows))


@router.get("/indicators.json", response_model=None)
def as_json(here: AnyVisit) -> Response:
    """The same with what each indicator means."""
    rows = rows_of(here)
    told = {
        "publisher": here.municipality.name,
        "license": LICENSE,
        "indicators": [
            {
                "indicator": one.key,
                "number": one.number,
                "title": one.title,
                "definition": one.definition,
                "formula": one.formula,
                "numerator": one.numerator,
                "denominator": one.denominator,
                "unit": one.unit,
                "better": str(one.better),
                "basis": one.basis,
                "months": [
                    {name: row[name] for name in FIELDS if name not in _OF_INDICATOR}
                    for row in rows
                    if row["indicator"] == one.key
                ],
            }
            for one in indicators()
        ],
    }
    return answer(here, iter([json.dumps(told, ensure_ascii=False)]), JSON, _tag(rows))


@router.get("/indicators/datapackage.json", response_model=None)
def package(here: AnyVisit) -> Response:
    """The table, described (Frictionless Data Package)."""
    base = f"{here.surroundings.settings.links}/{here.municipality.slug}/open"
    told = {
        "profile": "tabular-data-package",
        "name": f"indicadores-{here.municipality.slug}",
        "title": f"Indicadores de {here.municipality.name}",
        "licenses": [{"name": "CC-BY-4.0", "path": LICENSE}],
        "resources": [
            {
                "profile": "tabular-data-resource",
                "name": "indicators",
                "path": f"{base}/indicators.csv",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "schema": {
                    "fields": [
                        {"name": name, "type": kind, "description": words}
                        for name, (kind, words) in FIELDS.items()
                    ],
                    "primaryKey": ["indicator", "month"],
                    "missingValues": [""],
                },
            }
        ],
    }
    body = json.dumps(told, ensure_ascii=False)
    return answer(here, iter([body]), JSON, f'W/"{sha256(body.encode()).hexdigest()[:20]}"')


def rows_of(here: Visit) -> list[dict[str, object]]:
    """Each indicator in each of the last months that are over; what is withheld says so."""
    last = shifted(first_of(here.today), -1)
    with here.installation.database.read(here.municipality.id) as connection:
        months = months_between(
            connection, here.municipality.id, since=shifted(last, 1 - MONTHS), until=last
        )
    kept: dict[str, list[MonthRow]] = {}
    for row in months:
        kept.setdefault(row.indicator, []).append(row)
    return [_row(one, row) for one in indicators() for row in kept.get(one.facts, ())]


def _row(one: Indicator, row: MonthRow) -> dict[str, object]:
    found = figure(one, material_of(row))
    hidden = withheld(one, found)
    told = {
        "indicator": one.key,
        "number": one.number,
        "title": one.title,
        "area": one.cells[0][0],
        "month": f"{row.month:%Y-%m}",
        "value": None,
        "unit": one.unit,
        "numerator": None,
        "denominator": None,
        "cases": None,
        "status": "withheld",
        "version": row.version,
    }
    if hidden:
        return told
    per = 100 if one.money or one.entered else 1
    median = one.how is How.MEDIAN
    known = not found.insufficient and found.value is not None
    return {
        **told,
        "value": float(rounded(found.value, 4)) if known and found.value is not None else None,
        "numerator": None if median else found.numerator / per,
        "denominator": found.denominator / per,
        "cases": found.n,
        "status": "complete" if known else "insufficient",
    }


def _shown(one: Indicator, row: Mapping[str, object] | None, here: Visit) -> Shown:
    _ = here.words.gettext
    if row is None:
        return Shown(one.title, one.definition, _("sin datos"), "", one.formula)
    words = {"complete": "", "insufficient": _("dato insuficiente"), "withheld": _("se reserva")}
    value = row["value"]
    told = told_in(one, Decimal(str(value)), here) if isinstance(value, float) else ""
    month = date.fromisoformat(f"{row['month']}-01")
    named = f"{here.formats.month_words(month)} {month.year}"
    return Shown(one.title, one.definition, told or words[str(row["status"])], named, one.formula)


def _in(one: Indicator, area: str) -> bool:
    return one.cells[0][0] == area


def _tag(rows: list[dict[str, object]]) -> str:
    """Weak, because what stands around may be written otherwise."""
    told = json.dumps(rows, sort_keys=True)
    return f'W/"{sha256(told.encode()).hexdigest()[:20]}"'


_OF_INDICATOR = ("indicator", "number", "title", "area", "unit")
