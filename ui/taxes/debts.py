"""One debt: what it comes to, what was done about it, and how its prescription is counted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Path
from starlette.responses import Response

from processes.taxes.dues.owing import owing_of
from processes.taxes.dues.prescribing import PAID, Act, Turn, norm_of, prescription
from processes.taxes.dues.stages import payments_of
from storage.database import Connection
from storage.queries.cases import case_by_id
from storage.queries.dues import ActRow, DebtRow, acts_of_debts, debts_by_id
from ui.errors import not_found
from ui.parts import Column, Crumb, Pair
from ui.taxes.around import allow, crumbs_of, shown
from ui.taxes.arrears import figures_of
from ui.taxes.due_words import Gettext, debt_words, stage_words
from ui.visit import Member, SignedIn

router = APIRouter(prefix="/{municipality}/taxes/arrears")
RowId = Annotated[int, Path(ge=1, lt=2**63)]
_WORDS: Mapping[str, Callable[[Gettext], str]] = {
    "due": lambda _: _("Venció; el plazo corre desde el 1 de enero siguiente"),
    PAID: lambda _: _("Se pagó una parte: el plazo comienza de nuevo"),
    Act.REMINDED: lambda _: _("Se le recordó"),
    Act.VALUED: lambda _: _("Se emitió el valor"),
    Act.VALOR_NOTIFIED: lambda _: _("Se notificó el valor: el plazo comienza de nuevo"),
    Act.COERCED: lambda _: _("Pasó a cobranza coactiva"),
    Act.REC_NOTIFIED: lambda _: _("Se notificó la ejecución: el plazo comienza de nuevo"),
    Act.MEASURE_NOTIFIED: lambda _: _("Se trabó una medida: el plazo comienza de nuevo"),
    Act.AGREEMENT_ASKED: lambda _: _("Pidió fraccionar: el plazo comienza de nuevo"),
    Act.AGREEMENT: lambda _: _("Fraccionada: el plazo no corre"),
    Act.INTEREST_STOPPED: lambda _: _("Reclamo sin resolver en su plazo: no corre el interés"),
    Act.CLAIM: lambda _: _("Reclamada: el plazo no corre"),
    Act.RELEASED: lambda _: _("El ejecutor no halló bienes"),
    Act.WRITTEN_OFF: lambda _: _("Se castigó"),
}


@router.get("/debts/{debt_id}", response_model=None)
def debt(here: SignedIn, debt_id: RowId) -> Response:
    """The debt, explained."""
    allow(here)
    town = here.municipality.id
    with here.installation.database.read(town) as connection:
        found = debts_by_id(connection, town, [debt_id])
        if not found:
            raise not_found(here.words)
        return shown(here, connection, "taxes/debt.html", _debt(here, connection, found[0]))


def _debt(here: Member, connection: Connection, row: DebtRow) -> dict[str, Any]:
    town, _, show = here.municipality.id, here.words.gettext, here.formats
    figures, years = figures_of(here, connection)
    (owing,) = owing_of(connection, town, [row], here.today, figures)
    acts = acts_of_debts(connection, town, [row.id])
    payments = payments_of(connection, town, row.taxpayer_id, row.due_on, row.instalment)
    term = prescription(row.due_on, acts, payments, here.today, years)
    case = case_by_id(connection, town, row.case_id) if row.case_id else None
    until = show.short_day(term.prescribes_on) if term.prescribes_on else _("No corre")
    title = debt_words(row.concept, row.year, row.instalment, here)
    return {
        "crumbs": crumbs_of(
            here, Crumb(_("Morosidad"), here.path("taxes", "arrears")), Crumb(title, "")
        ),
        "title": title,
        "who": row.name,
        "account_href": here.path("taxes", row.code),
        "case": case.number if case else "",
        "case_href": here.path("cases", row.case_id) if case else "",
        "pairs": [
            Pair(_("Venció"), show.short_day(row.due_on)),
            Pair(_("Tributo"), show.money(owing.tax)),
            Pair(_("Interés"), show.money(owing.interest)),
            Pair(_("Total a hoy"), show.money(owing.total)),
            Pair(_("Etapa"), stage_words(row.stage, here)),
            Pair(_("Prescribe desde"), until),
        ],
        "norm": _("%(years)s años. %(norm)s")
        % {"years": years, "norm": norm_of(here.municipality.country)},
        "turns": [_turn(each, here) for each in term.turns],
        "turn_columns": [Column(_("Día")), Column(_("Qué pasó")), Column(_("Corre desde"))],
        "acts": [_act(each, here) for each in acts],
        "act_columns": [Column(_("Día")), Column(_("Qué se hizo")), Column(_("Referencia"))],
    }


def _turn(turn: Turn, here: Member) -> tuple[str, str, str, str]:
    word = _WORDS[turn.kind](here.words.gettext)
    show = here.formats.short_day
    return show(turn.on), word, turn.note, show(turn.runs_from)


def _act(act: ActRow, here: Member) -> tuple[str, str, str]:
    word = _WORDS[act.kind](here.words.gettext)
    return here.formats.short_day(act.on_day), word, act.note
