"""How the coupons of a year reached one taxpayer: every attempt, and the form of the next."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Path
from starlette.responses import Response

from processes.taxes.delivering import Delivered, deliver, notified
from storage.database import Connection
from storage.queries.tax_runs import RunRow, run_by_id
from storage.queries.tax_values import DeliveryRow, deliveries_of
from storage.queries.taxes import TaxpayerRow, taxpayer_by_code
from storage.tables.tax_values import Outcome
from ui.errors import not_found
from ui.parts import Choice, Column, Crumb, FieldError
from ui.taxes.around import allow, crumbs_of, office, shown
from ui.taxes.naming import named
from ui.taxes.rights import keeps_taxes
from ui.taxes.runs import OUTCOMES, RowId
from ui.visit import Form, Member, SignedIn, go

router = APIRouter(prefix="/{municipality}/taxes/runs/{run_id}/deliveries")
Code = Annotated[str, Path(max_length=20)]
FIELDS = ("outcome", "day", "received_by", "bearer", "proof")
LONGEST = 200


@router.get("/{code}", response_model=None)
def delivery(here: SignedIn, run_id: RowId, code: Code) -> Response:
    """What is known."""
    allow(here)
    return _page(here, run_id, code, {}, {})


@router.post("/{code}", response_model=None)
def write(here: SignedIn, run_id: RowId, code: Code, form: Form) -> Response:
    """An attempt, or the form again with what is wrong."""
    office(here)
    typed = {name: form.one(name)[:LONGEST] for name in FIELDS}
    said, wrong = _said(here, typed)
    with here.installation.database.read(here.municipality.id) as connection:
        _run, who = _found(here, connection, run_id, code)
    if said is None:
        return _page(here, run_id, code, typed, wrong, status=422)
    deliver(here.installation, here.actor, run_id, who.id, said)
    return go(here, here.path("taxes", "runs", run_id, "deliveries", code))


def _said(here: Member, typed: Mapping[str, str]) -> tuple[Delivered | None, dict[str, str]]:
    _, wrong, day = here.words.gettext, dict[str, str](), None
    try:
        day = date.fromisoformat(typed["day"])
    except ValueError:
        wrong["day"] = _("Escriba el día de la visita, por ejemplo 15/01/2026.")
    if day is not None and day > here.today:
        wrong["day"] = _("El día de la visita no puede ser posterior a hoy.")
    if typed["outcome"] not in set(Outcome):
        wrong["outcome"] = _("Elija qué pasó.")
    if not typed["bearer"]:
        wrong["bearer"] = _("Escriba quién la llevó.")
    if typed["outcome"] == Outcome.DELIVERED and not typed["received_by"]:
        wrong["received_by"] = _("Escriba quién la recibió.")
    if not typed["proof"]:
        wrong["proof"] = _("Escriba el número del acta o de la foto del expediente.")
    if wrong or day is None:
        return None, wrong
    return Delivered(
        Outcome(typed["outcome"]), day, typed["received_by"], typed["bearer"], typed["proof"]
    ), wrong


def _found(
    here: Member, connection: Connection, run_id: int, code: str
) -> tuple[RunRow, TaxpayerRow]:
    town = here.municipality.id
    row, who = run_by_id(connection, town, run_id), taxpayer_by_code(connection, town, code)
    if row is None or who is None or not row.issued:
        raise not_found(here.words)
    return row, who


def _page(
    here: Member, run_id: int, code: str, typed: Mapping[str, str], wrong: Mapping[str, str], *,
    status: int = 200,
) -> Response:  # fmt: skip
    town, _ = here.municipality.id, here.words.gettext
    with here.installation.database.read(town) as connection:
        row, who = _found(here, connection, run_id, code)
        attempts = deliveries_of(connection, town, run_id, [who.id])
        since = notified(attempts)
        context: dict[str, object] = {
            "crumbs": crumbs_of(
                here,
                Crumb(named(here).runs, here.path("taxes", "runs")),
                Crumb(str(row.year), here.path("taxes", "runs", run_id)),
                Crumb(who.code, ""),
            ),
            "who": who,
            "year": row.year,
            "since": here.formats.short_day(since) if since else "",
            "attempts": [_told(here, each) for each in attempts],
            "columns": [Column(_("Día")), Column(_("Qué pasó")), Column(_("Quién recibió")),
                        Column(_("Quién llevó")), Column(_("Acta o foto"))],
            "keeps": keeps_taxes(here.actor),
            "outcomes": [Choice(key, said(_)) for key, said in OUTCOMES],
            "typed": {name: typed.get(name, "") for name in FIELDS},
            "wrong": {name: wrong.get(name, "") for name in FIELDS},
            "summary": [FieldError(name, said) for name, said in wrong.items()],
            "action": here.path("taxes", "runs", run_id, "deliveries", code),
        }  # fmt: skip
        return shown(here, connection, "taxes/delivery.html", context, status=status)


def _told(here: Member, row: DeliveryRow) -> tuple[str, str, str, str, str]:
    word = dict(OUTCOMES)[row.outcome](here.words.gettext)
    day = here.formats.short_day(row.on_day)
    return day, word, row.received_by or "–", row.bearer, row.proof
