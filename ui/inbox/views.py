"""Lists under a name, one's own or shared with a role, each with how many tasks it has; columns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

from fastapi import APIRouter
from starlette.responses import Response

from engine.cases.finding import find_cases
from engine.deadlines.calendars import calendar_of
from storage.database import Connection
from storage.queries.definitions import active_definitions
from storage.queries.inbox import total_in
from storage.queries.inbox_views import ViewRow, views_for
from storage.writes.inbox_views import delete_view, insert_view, keep_columns
from ui.errors import not_found
from ui.inbox.around import inbox_href, kept_query
from ui.inbox.forms import LONGEST_TEXT, Asked
from ui.inbox.listing import who_asks
from ui.inbox.narrowing import narrowing_of
from ui.parts import Column, Crumb
from ui.posted import Posted
from ui.roles import role_titles
from ui.staff import staff_page
from ui.visit import Form, Member, SignedIn, go

router = APIRouter(prefix="/{municipality}/inbox")


@dataclass(frozen=True, slots=True)
class ShownView:
    """A kept list: how many tasks it has for who looks, whose it is, how it is forgotten."""

    name: str
    href: str
    number: int
    whose: str
    forget: str


@router.get("/views", response_model=None)
def views(here: SignedIn) -> Response:
    """The kept lists with their counts."""
    town = here.municipality.id
    _ = here.words.gettext
    with here.installation.database.read(town) as connection:
        found = views_for(
            connection, town, person_id=here.actor.person_id or 0, roles=here.actor.roles
        )
        titles = role_titles(active_definitions(connection, town))
        context = {
            "crumbs": [Crumb(_("Bandeja"), here.path("inbox")), Crumb(_("Listas guardadas"))],
            "columns": [
                Column(_("Lista")),
                Column(_("Tareas"), numeric=True),
                Column(_("Para quién")),
                Column(_("Qué hacer"), hidden=True),
            ],
            "lines": [_shown(here, connection, view, titles) for view in found],
            "inbox_href": here.path("inbox"),
        }
        calendar = calendar_of(here.installation, connection, town)
        return staff_page(
            here, connection, "inbox/views.html", context, section="inbox", calendar=calendar
        )


@router.post("/views", response_model=None)
def keep_view(here: SignedIn, form: Form) -> Response:
    """Keep the list that the form was on under a name."""
    asked, _ = came_from(here, form), here.words.gettext
    name = form.one("name")[:LONGEST_TEXT]
    role = form.one("role")
    if not name:
        return go(here, inbox_href(here, asked), saying=_("Escriba un nombre para la lista."))
    here.installation.database.run(
        lambda connection: insert_view(
            connection,
            here.municipality.id,
            view_id=here.installation.ids.new(),
            person_id=here.actor.person_id or 0,
            name=name,
            query=kept_query(asked),
            role=role if role in here.actor.roles else None,
            created_at=here.now,
        ),
        municipality=here.municipality.id,
    )
    return go(
        here, inbox_href(here, asked), saying=_("Guardamos la lista «%(name)s».") % {"name": name}
    )


@router.post("/views/{view_id}", response_model=None)
def forget_view(here: SignedIn, view_id: int, form: Form) -> Response:
    """Forget a list of one's own: `_method=DELETE`."""
    gone = form.one("_method").upper() == "DELETE" and here.installation.database.run(
        lambda connection: delete_view(
            connection, here.municipality.id, view_id, person_id=here.actor.person_id or 0
        ),
        municipality=here.municipality.id,
    )
    if not gone:
        raise not_found(here.words)
    saying = here.words.gettext("Quitamos la lista.")
    return go(here, here.path("inbox", "views"), saying=saying)


@router.post("/columns", response_model=None)
def choose_columns(here: SignedIn, form: Form) -> Response:
    """Keep the columns that a person wants in lists of this process."""
    asked = came_from(here, form)
    chosen = [each[:LONGEST_TEXT] for each in form.fields.get("column", [])][:12]
    here.installation.database.run(
        lambda connection: keep_columns(
            connection,
            here.municipality.id,
            person_id=here.actor.person_id or 0,
            process_key=asked.process,
            columns=chosen,
        ),
        municipality=here.municipality.id,
    )
    return go(here, inbox_href(here, asked))


def came_from(here: Member, form: Posted) -> Asked:
    """The list that a form was on."""
    return asked_in(here, form.one("_from"))


def asked_in(here: Member, href: str) -> Asked:
    """The list of an address; the plain one for any other page."""
    address = urlsplit(href)
    ours = address.path == here.path("inbox") and not address.netloc
    return Asked.of(dict(parse_qsl(address.query))) if ours else Asked()


def _shown(
    here: Member, connection: Connection, view: ViewRow, titles: Mapping[str, str]
) -> ShownView:
    asked = Asked.of(dict(parse_qsl(view.query)))
    calendar = calendar_of(here.installation, connection, here.municipality.id)
    finding = find_cases(connection, here.actor, asked.text, here.municipality.locale)
    number = total_in(
        connection,
        here.municipality.id,
        **who_asks(here),
        tab=asked.tab,
        narrowing=narrowing_of(asked, here, calendar),
        text=asked.text,
        also=finding.case_ids,
    )
    mine = view.person_id == here.actor.person_id
    _ = here.words.gettext
    whose = _("Solo para usted")
    if view.role:
        role = titles.get(view.role, view.role)
        shared = _("Para %(role)s") if mine else _("De %(name)s, para %(role)s")
        whose = shared % {"role": role, "name": view.person_name}
    forget = here.path("inbox", "views", view.id) if mine else ""
    return ShownView(view.name, here.path("inbox") + f"?{view.query}", number, whose, forget)
