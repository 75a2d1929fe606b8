"""Which data sets the municipality publishes, and under which licence: who administers decides it,
with a reason that stays in the history."""

from __future__ import annotations

from collections.abc import Collection

from fastapi import APIRouter
from starlette.responses import Response

from engine.history.town import TownEventKind
from engine.publishing.offered import LICENCES, Offering, decide_offering, offering_in
from processes.open_data.catalogue import DATASETS
from storage.queries.municipalities import municipality_by_id
from storage.queries.town_history import town_events_of
from ui.history.town import town_entries
from ui.municipality.around import crumbs, town_page
from ui.parts import Choice, FieldError
from ui.people.pages import administrator
from ui.refusals import STATUS, told
from ui.visit import Form, Member, SignedIn, go
from ui.wrong_fields import WRONG

router = APIRouter(prefix="/{municipality}/municipality/open-data")
LONGEST = 200
SHOWN_EVENTS = 20
FREE = tuple(each for each in DATASETS if not each.always)
"""Those that a municipality may hold back."""


@router.get("", response_model=None)
def settings(here: SignedIn) -> Response:
    """The data sets and the licence as they are."""
    administrator(here)
    return _shown(here)


@router.post("", response_model=None)
def decide(here: SignedIn, form: Form) -> Response:
    """Publish what is marked, hold back the rest."""
    administrator(here)
    chosen = frozenset(form.fields.get("published", ()))
    known = {each.id for each in FREE}
    answer = decide_offering(
        here.installation,
        here.actor,
        held=known - chosen,
        licence=form.one("licence"),
        reason=form.one("reason")[:LONGEST],
        known=known,
    )
    if isinstance(answer, Offering):
        saying = here.words.gettext("Guardado.")
        return go(here, here.path("municipality", "open-data"), saying=saying)
    name = answer.details.get("field", "")
    sentence = (
        WRONG["reason"](here.words) if name == "reason" else told(answer, here.words, {}).sentence
    )
    return _shown(
        here,
        chosen=chosen & known,
        licence=form.one("licence"),
        reason=form.one("reason")[:LONGEST],
        errors={name if name in ("reason", "licence") else "reason": sentence},
        status=STATUS[answer.kind],
    )


def _shown(
    here: Member,
    *,
    chosen: Collection[str] | None = None,
    licence: str = "",
    reason: str = "",
    errors: dict[str, str] | None = None,
    status: int = 200,
) -> Response:
    town_id, found, _ = here.municipality.id, errors or {}, here.words.gettext
    with here.installation.database.read(town_id) as connection:
        row = municipality_by_id(connection, town_id) or here.municipality
        offering = offering_in(row.settings)
        events = town_events_of(
            connection, town_id, kinds=(TownEventKind.OPEN_DATA_DECIDED,), limit=SHOWN_EVENTS
        )
        terms = _terms(here)
        offered = [each.id for each in FREE if each.id not in offering.held]
        context = {
            "crumbs": crumbs(here, _("Datos abiertos"), "open-data"),
            "choices": [Choice(each.id, _(each.title), _(each.description)) for each in FREE],
            "published": offered if chosen is None else list(chosen),
            "always": [_(each.title) for each in DATASETS if each.always],
            "licences": [Choice(each.id, each.title, terms[each.id]) for each in LICENCES],
            "licence": licence or offering.licence.id,
            "reason": reason,
            "errors": found,
            "summary": [FieldError(*each) for each in found.items()],
            "action": here.path("municipality", "open-data"),
            "portal_href": here.path("open"),
            "entries": town_entries(events, here, {}),
        }
        return town_page(here, connection, "municipality/open_data.html", context, status=status)


def _terms(here: Member) -> dict[str, str]:
    """What each licence asks of who uses the data."""
    _ = here.words.gettext
    return {
        "CC-BY-4.0": _("Se usan si se dice de dónde vienen. La más común."),
        "CC0-1.0": _("Se usan sin ninguna condición."),
        "ODC-By-1.0": _("Como la primera, escrita para bases de datos."),
    }
