"""The indicators of a period as CSV and JSON, for who works here: every figure with what it is made
of. Anybody's are in `ui/open_data`."""

from __future__ import annotations

import json
from collections.abc import Mapping

from fastapi import APIRouter
from starlette.responses import Response

from engine.indicators.counting import rounded
from engine.indicators.reading import Told, board
from engine.spreadsheets import line, written
from processes.indicators.catalogue import by_key
from ui.indicators.asked import BoardAsked
from ui.indicators.pages import allow
from ui.visit import Member, SignedIn, Visit

router = APIRouter(prefix="/{municipality}/indicators")
COLUMNS = (
    "number", "indicator", "title", "area", "dimension", "period_begins", "period_ends", "value",
    "unit", "numerator", "denominator", "cases", "insufficient", "score", "target", "alert",
    "better", "as_of", "version",
)  # fmt: skip


@router.get("/data.csv", response_model=None)
def as_csv(here: SignedIn) -> Response:
    """One row for each indicator."""
    rows = _rows(here)
    lines = [line([written(row[column]) for column in COLUMNS]) for row in rows]
    return _file(
        "".join([line(list(COLUMNS)), *lines]),
        "text/csv; charset=utf-8; header=present",
        "csv",
        here,
    )


@router.get("/data.json", response_model=None)
def as_json(here: SignedIn) -> Response:
    """The same, with what each means."""
    told = [{**row, **_meaning(row["indicator"])} for row in _rows(here)]
    body = {"publisher": here.municipality.name, "indicators": told}
    return _file(json.dumps(body, ensure_ascii=False), "application/json", "json", here)


def row_of(told: Told, asked: BoardAsked) -> dict[str, object]:
    """What is told of an indicator, by the columns of the table: amounts in the currency, days and
    cases as they are."""
    one, now = told.indicator, told.now
    per = 100 if one.money or one.entered else 1
    area, dimension = one.cells[0]
    return {
        "number": one.number,
        "indicator": one.key,
        "title": one.title,
        "area": area,
        "dimension": dimension,
        "period_begins": asked.period.begins.isoformat(),
        "period_ends": asked.period.ends.isoformat(),
        "value": None if now.value is None else float(rounded(now.value, 4)),
        "unit": one.unit,
        "numerator": now.numerator / per if per > 1 else now.numerator,
        "denominator": now.denominator / per if per > 1 else now.denominator,
        "cases": now.n,
        "insufficient": now.insufficient,
        "score": None if now.score is None else float(rounded(now.score, 2)),
        "target": None if told.bounds.target is None else float(told.bounds.target),
        "alert": None if told.bounds.alert is None else float(told.bounds.alert),
        "better": str(one.better),
        "as_of": None if told.as_of is None else told.as_of.isoformat(),
        "version": max((version for _month, version, _at in told.corrected), default=1),
    }


def _rows(here: Member) -> list[Mapping[str, object]]:
    asked = BoardAsked.of(here.request.query_params, here.today)
    with here.installation.database.read(here.municipality.id) as connection:
        allow(here, connection)
        told = board(connection, here.municipality.id, by_key(), asked.period)
    return [
        row_of(each, asked)
        for each in told.values()
        if not asked.area or any(area == asked.area for area, _dimension in each.indicator.cells)
    ]


def _meaning(key: object) -> dict[str, object]:
    one = by_key()[str(key)]
    return {
        "definition": one.definition,
        "formula": one.formula,
        "numerator_is": one.numerator,
        "denominator_is": one.denominator,
        "sources": list(one.sources),
        "basis": one.basis,
    }


def _file(body: str, kind: str, ending: str, here: Visit) -> Response:
    name = f"indicadores-{here.municipality.slug}-{here.today:%Y%m%d}.{ending}"
    headers = {
        "content-disposition": f'attachment; filename="{name}"',
        "cache-control": "private, no-cache",
    }
    return Response(body, headers=headers, media_type=kind)
