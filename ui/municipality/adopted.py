"""The catalogue of the house, for who administers: what it offers for the country, what of that is
in force in the municipality, and a button to adopt it as the house has it now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from fastapi import APIRouter
from starlette.responses import Response

from engine.definitions.adopting import adopt
from engine.history.town import TownEventKind
from engine.refusals import Refused
from processes.adopting import CHANGED, Offered, Standing, offered
from storage.queries.town_history import town_events_of
from ui.errors import not_found
from ui.experiences.attached import counted
from ui.history.town import town_entries
from ui.municipality.around import crumbs, town_page
from ui.parts import Column
from ui.people.pages import administrator
from ui.refusals import STATUS, told
from ui.visit import Form, Member, SignedIn, go

router = APIRouter(prefix="/{municipality}/municipality/catalogue")
SHOWN_EVENTS = 20
MARKS: Mapping[Standing, str] = {
    Standing.CURRENT: "ok",
    Standing.NEWER: "near",
    Standing.VARIANT: "pause",
    Standing.BEHIND: "near",
    Standing.OWN: "pause",
}


@dataclass(frozen=True, slots=True)
class Line:
    """A process of the catalogue: `mark` and `word` tell how it stands in the municipality, `act`
    is what its button says (empty: nothing to do), `href` leads to it where it is in force; `told`:
    how many experiences with it municipalities share, and where they are read; `origin`: where the
    changes of the municipality and a newer version are looked at."""

    key: str
    title: str
    purpose: str
    mark: str
    word: str
    act: str
    href: str
    told: tuple[str, str]
    origin: str = ""


@router.get("", response_model=None)
def catalogue(here: SignedIn) -> Response:
    """What the house offers, by area."""
    administrator(here)
    return _shown(here)


@router.post("", response_model=None)
def take_up(here: SignedIn, form: Form) -> Response:
    """Adopt one of them, for new cases."""
    administrator(here)
    one = next((each for each in _offered(here) if each.key == form.one("key")), None)
    if one is None or one.standing in CHANGED:
        raise not_found(here.words)
    answer = adopt(here.installation, here.actor, one.bundle)
    if isinstance(answer, Refused):
        wrong = told(answer, here.words, {}).sentence
        return _shown(here, wrong=wrong, status=STATUS[answer.kind])
    saying = here.words.gettext("«%(process)s» está vigente: versión %(number)s.")
    facts = {"process": one.title, "number": answer.version}
    return go(here, here.path("municipality", "catalogue"), saying=saying % facts)


def _offered(here: Member) -> tuple[Offered, ...]:
    with here.installation.database.read(here.municipality.id) as connection:
        return offered(connection, here.municipality)


def _shown(here: Member, *, wrong: str = "", status: int = 200) -> Response:
    town_id, _ = here.municipality.id, here.words.gettext
    with here.installation.database.read(town_id) as connection:
        found = offered(connection, here.municipality)
        kinds = (TownEventKind.PROCESS_ADOPTED,)
        told_of = counted(here)
        events = town_events_of(connection, town_id, kinds=kinds, limit=SHOWN_EVENTS)
        context = {
            "crumbs": crumbs(here, _("Catálogo de procesos"), "catalogue"),
            "columns": [
                Column(_("Proceso")),
                Column(_("En la municipalidad")),
                Column(_("Adoptar"), hidden=True),
            ],
            "areas": [
                (area[:1].upper() + area[1:], [_line(here, each, told_of) for each in of_area])
                for area, of_area in groupby(found, key=lambda each: each.area)
            ],
            "wrong": wrong,
            "action": here.path("municipality", "catalogue"),
            "entries": town_entries(events, here, {}),
        }
        return town_page(here, connection, "municipality/catalogue.html", context, status=status)


def _line(here: Member, one: Offered, told_of: Mapping[str, tuple[str, str]]) -> Line:
    _ = here.words.gettext
    words = {
        Standing.ABSENT: _("Sin adoptar"),
        Standing.CURRENT: _("Vigente, al día"),
        Standing.NEWER: _("Vigente; hay otra versión más nueva"),
        Standing.VARIANT: _("Vigente, con cambios propios"),
        Standing.BEHIND: _("Con cambios propios; hay una más nueva"),
        Standing.OWN: _("Vigente en una versión propia"),
    }
    acts = {Standing.ABSENT: _("Adoptar"), Standing.NEWER: _("Adoptar la nueva")}
    return Line(
        key=one.key,
        title=one.title,
        purpose=one.purpose,
        mark=MARKS.get(one.standing, ""),
        word=words[one.standing],
        act=acts.get(one.standing, ""),
        href=here.path("processes", one.key) if one.version else "",
        told=told_of.get(one.key, ("", "")),
        origin=_origin(here, one),
    )


def _origin(here: Member, one: Offered) -> str:
    seen = one.standing in (Standing.NEWER, Standing.VARIANT, Standing.BEHIND)
    return here.path("processes", one.key, "workshop", "origin") if seen else ""
