"""The municipalities of the installation, each with what it has adopted. No case, no citizen, no
document of any is shown here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Path
from starlette.responses import RedirectResponse, Response

from engine.definitions.deploying import Deployed
from engine.identity import system_actor
from engine.network.acts import ActKind, note_act
from engine.network.samples import worked_in
from processes.adopting import Offered, Standing
from processes.founding import UNTOUCHED, adopt_each, offers_to
from storage.database import WHOLE_INSTALLATION
from storage.queries.municipalities import (
    MunicipalityRow,
    municipalities_found,
    municipality_by_slug,
)
from storage.queries.network_acts import NetworkActRow, network_acts_of
from ui.comparison.around import Operating, network_page
from ui.errors import not_found
from ui.operators.beginning import country_name
from ui.operators.guard import SECTION, Running
from ui.operators.words import ACTS, MARKS, standing_words
from ui.parts import Column, Crumb
from ui.start.present import family_title
from ui.visit import Form

router = APIRouter(prefix="/network")
Slug = Annotated[str, Path(max_length=60)]
PAGE = 50
LONGEST = 100
SHOWN_ACTS = 20


@dataclass(frozen=True, slots=True)
class TownLine:
    """A municipality in the list; `works`: somebody may come in."""

    name: str
    below: str
    href: str
    works: bool


@dataclass(frozen=True, slots=True)
class ProcessLine:
    """A process of the catalogue as it stands in a municipality; `act` takes it up."""

    key: str
    title: str
    purpose: str
    mark: str
    word: str
    act: str


@dataclass(frozen=True, slots=True)
class ActLine:
    """Something that somebody did."""

    sentence: str
    at: str
    href: str


@router.get("/municipalities", response_model=None)
def municipality_list(here: Running, words: str = "", after: str = "") -> Response:
    """All of them by name, fifty at a time."""
    told = words.strip()[:LONGEST]
    with here.installation.database.read(WHOLE_INSTALLATION) as connection:
        behind = municipality_by_slug(connection, after[:60]) if after else None
        rows = municipalities_found(
            connection, told, after=(behind.name, behind.id) if behind else None, limit=PAGE + 1
        )
    shown = rows[:PAGE]
    more = shown[-1].slug if len(rows) > PAGE else ""
    _ = here.words.gettext
    context = {
        "words": told,
        "lines": [_line(here, row) for row in shown],
        "columns": [
            Column(_("Municipalidad")),
            Column(_("Estado")),
        ],
        "action": here.path("municipalities"),
        "new_href": here.path("municipalities", "new"),
        "acts_href": here.path("acts"),
        "more_href": here.path("municipalities", words=told, after=more) if more else "",
        "first_href": here.path("municipalities", words=told) if after else "",
    }
    return network_page(here, "operators/list.html", context, section=SECTION)


@router.get("/municipalities/{slug}", response_model=None)
def one_municipality(here: Running, slug: Slug) -> Response:
    """What it says of itself, and what of the catalogue is in force."""
    return shown(here, slug)


@router.post("/municipalities/{slug}/adopt", response_model=None)
def adopt_here(form: Form, here: Running, slug: Slug) -> Response:
    """Take up one process, or all that nothing of the municipality's own is in the place of."""
    town = working_town_of(here, slug)
    key = form.one("key")
    wanted = [
        one
        for one in offers_to(here.installation, town.id)
        if one.standing in UNTOUCHED and key in (one.key, "*")
    ]
    failed = ""
    for one, answer in adopt_each(here.installation, system_actor(town.id), wanted):
        if isinstance(answer, Deployed):
            note_act(here.installation, here.account, ActKind.ADOPTED, town=slug, told=one.title)
        else:
            failed = failed or one.title
    if failed:
        sentence = here.words.gettext("«%(title)s» no se pudo adoptar.") % {"title": failed}
        return shown(here, slug, wrong=sentence, status=422)
    return RedirectResponse(here.path("municipalities", slug), 303)


@router.get("/acts", response_model=None)
def act_list(here: Running, before: int | None = None) -> Response:
    """What was done by those who run the installation, newest first."""
    with here.installation.database.read(WHOLE_INSTALLATION) as connection:
        rows = network_acts_of(connection, before=before, limit=PAGE + 1)
    _ = here.words.gettext
    context = {
        "crumbs": [Crumb(_("Municipalidades"), here.path("municipalities")), Crumb(_("Actos"))],
        "lines": [_act(here, row) for row in rows[:PAGE]],
        "more_href": here.path("acts", before=rows[PAGE - 1].id) if len(rows) > PAGE else "",
    }
    return network_page(here, "operators/acts.html", context, section=SECTION)


def shown(
    here: Operating,
    slug: str,
    *,
    wrong: str = "",
    login: str = "",
    errors: Mapping[str, str] | None = None,
    status: int = 200,
) -> Response:
    """The page of one municipality; `login`: as it was typed for a new password."""
    town = town_of(here, slug)
    offers = offers_to(here.installation, town.id)
    with here.installation.database.read(WHOLE_INSTALLATION) as connection:
        acts = network_acts_of(connection, town=slug, limit=SHOWN_ACTS)
    lines = [_process(here, one) for one in offers]
    areas: dict[str, list[ProcessLine]] = {}
    for one, line in zip(offers, lines, strict=True):
        areas.setdefault(family_title(one.area), []).append(line)
    _ = here.words.gettext
    context = {
        "crumbs": [Crumb(_("Municipalidades"), here.path("municipalities")), Crumb(town.name)],
        "town": town,
        "country": country_name(here, town.country),
        "works": bool(worked_in([town])),
        "wrong": wrong,
        "login": login,
        "errors": errors or {},
        "areas": list(areas.items()),
        "columns": [
            Column(_("Procedimiento")),
            Column(_("Allí")),
            Column(_("Qué se puede hacer"), hidden=True),
        ],
        "open": sum(one.standing in UNTOUCHED for one in offers),
        "in_force": sum(one.standing is not Standing.ABSENT for one in offers),
        "action": here.path("municipalities", slug, "adopt"),
        "password_action": here.path("municipalities", slug, "password"),
        "window_href": f"/{slug}",
        "acts": [_act(here, row) for row in acts],
    }
    return network_page(here, "operators/one.html", context, section=SECTION, status=status)


def town_of(here: Operating, slug: str) -> MunicipalityRow:
    """The municipality of an address."""
    with here.installation.database.read(WHOLE_INSTALLATION) as connection:
        town = municipality_by_slug(connection, slug)
    if town is None:
        raise not_found(here.words)
    return town


def working_town_of(here: Operating, slug: str) -> MunicipalityRow:
    """The same, if anybody works in it: of the others there are figures and nothing to change."""
    town = town_of(here, slug)
    if not worked_in([town]):
        raise not_found(here.words)
    return town


def _line(here: Operating, row: MunicipalityRow) -> TownLine:
    below = " · ".join((country_name(here, row.country), f"/{row.slug}"))
    href = here.path("municipalities", row.slug)
    return TownLine(row.name, below, href, bool(worked_in([row])))


def _process(here: Operating, one: Offered) -> ProcessLine:
    _ = here.words.gettext
    acts = {Standing.ABSENT: _("Adoptar"), Standing.NEWER: _("Actualizar")}
    word = standing_words(one.standing, one.version, here.words)
    mark = MARKS.get(one.standing, "")
    return ProcessLine(one.key, one.title, one.purpose, mark, word, acts.get(one.standing, ""))


def _act(here: Operating, row: NetworkActRow) -> ActLine:
    said = {"who": row.by_name, "what": row.told, "town": row.town}
    sentence = ACTS[ActKind(row.kind)](here.words) % said
    href = here.path("municipalities", row.town) if row.town else ""
    return ActLine(sentence, here.formats.moment(row.at, here.today), href)
