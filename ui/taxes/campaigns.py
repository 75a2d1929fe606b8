"""Debts that were marked, or all that a question finds, go into a reminder, valores or a write-off:
what is asked for that is asked here, and the case begins."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter
from starlette.responses import Response

from engine.cases import Started, start
from engine.refusals import Refused
from processes.taxes.dues.criteria import wanted_of
from storage.queries.dues import debts_by_id, sums_of
from ui.errors import forbidden
from ui.numbers import number_in
from ui.parts import Choice, Crumb
from ui.refusals import told
from ui.taxes.around import crumbs_of, shown
from ui.taxes.arrears import figures_of
from ui.taxes.arrears_asked import criteria_in
from ui.taxes.rights import collects
from ui.visit import Form, Member, SignedIn, go

router = APIRouter(prefix="/{municipality}/taxes/arrears/campaigns")
REMINDER, VALORES, WRITE_OFF = "recordatorio_tributos", "emision_valores", "castigo_tributos"
MOST = 500
_FIELDS: Mapping[str, tuple[str, ...]] = {
    REMINDER: ("campana",),
    VALORES: ("tipo_valor", "motivo_valor", "base_legal"),
    WRITE_OFF: ("causal_castigo",),
}
_CRITERIA = {
    "q": "palabras", "year": "ejercicio", "sector": "sector", "age": "antiguedad",
    "least": "minimo", "soon": "prescribe_en",
}  # fmt: skip


@router.post("", response_model=None)
def campaign(here: SignedIn, form: Form) -> Response:
    """The page that asks for the rest; with `begin`, the case begins."""
    act = form.one("act")
    if act not in _FIELDS or not collects(here.actor):
        raise forbidden(here.words, here.words.gettext("Cobranza"))
    said = {name: form.one(name) for name in (*_FIELDS[act], *_CRITERIA)}
    ids = [
        found
        for text in form.fields.get("debt", [])[:MOST]
        if (found := number_in(text)) is not None
    ]
    if form.one("begin") != "1":
        return _page(here, act, said, ids)
    answer = start(here.installation, here.actor, act, _entry(act, said, ids))
    if isinstance(answer, Started):
        return go(here, here.path("cases", answer.case_id))
    return _page(here, act, said, ids, refused=answer)


def _entry(act: str, said: Mapping[str, str], ids: list[int]) -> dict[str, object]:
    found: dict[str, object] = {name: said[name].strip() for name in _FIELDS[act]}
    if ids:
        return found | {"deudas": " ".join(str(each) for each in ids)}
    criteria = {name: said[key].strip() for key, name in _CRITERIA.items()}
    return found | {name: value for name, value in criteria.items() if value}


def _page(
    here: Member,
    act: str,
    said: Mapping[str, str],
    ids: list[int],
    *,
    refused: Refused | None = None,
) -> Response:
    town, _ = here.municipality.id, here.words.gettext
    titles = {
        REMINDER: _("Recordar el pago"),
        VALORES: _("Emitir valores"),
        WRITE_OFF: _("Castigar deudas"),
    }
    with here.installation.database.read(town) as connection:
        if ids:
            number = len(debts_by_id(connection, town, ids))
        else:
            years = figures_of(here, connection)[1]
            wanted = wanted_of(criteria_in(said), here.today, years)
            number = sum(each.number for each in sums_of(connection, town, wanted))
        context: dict[str, Any] = {
            "crumbs": crumbs_of(
                here,
                Crumb(_("Morosidad"), here.path("taxes", "arrears")),
                Crumb(titles[act], ""),
            ),
            "title": titles[act],
            "act": act,
            "said": said,
            "kept": {key: said[key] for key in _CRITERIA if said[key]},
            "ids": ids,
            "number": here.formats.number(number),
            "action": here.path("taxes", "arrears", "campaigns"),
            "back": here.path("taxes", "arrears"),
            "problem": told(refused, here.words).sentence if refused else "",
            "kinds": [
                Choice("OP", _("Orden de pago"), _("Lo declarado o calculado, y no pagado")),
                Choice("RD", _("Resolución de determinación"), _("Lo que se determinó")),
                Choice("RM", _("Resolución de multa"), _("Una infracción")),
            ],
            "grounds": [
                Choice("onerosa", _("Recuperación onerosa"), _("Cobrarla cuesta más")),
                Choice("dudosa", _("Cobranza dudosa"), _("Prescribió, o no hay bienes")),
            ],
        }
        return shown(here, connection, "taxes/campaign.html", context)
