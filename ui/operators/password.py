"""A first password anew for who administers a municipality and cannot get in. It stands in the
history of the municipality, and in the log of those who run the installation."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from engine.identity import system_actor
from engine.identity.house import ADMINISTRATOR
from engine.identity.renewing import Given, give_password
from engine.network.acts import ActKind, note_act
from storage.queries.identity import person_by_login, roles_of
from ui.comparison.around import Operating, network_page
from ui.operators.guard import SECTION, Running
from ui.operators.pages import Slug, shown, working_town_of
from ui.parts import Crumb
from ui.visit import Form

router = APIRouter(prefix="/network/municipalities/{slug}")
LONGEST = 254


@router.post("/password", response_model=None)
def renew(form: Form, here: Running, slug: Slug) -> Response:
    """Make it, for the login of somebody who administers."""
    town = working_town_of(here, slug)
    login = form.one("login")[:LONGEST].casefold()
    person_id = _administrator(here, town.id, login)
    _ = here.words.gettext
    if person_id is None:
        sentence = _("Con ese correo nadie administra esta municipalidad.")
        return shown(here, slug, login=login, errors={"login": sentence}, status=422)
    reason = _("Pedido por %(who)s, que opera la instalación") % {"who": here.account.name}
    answer = give_password(here.installation, system_actor(town.id), person_id, reason)
    if not isinstance(answer, Given):
        sentence = _("La cuenta ya no ingresa.")
        return shown(here, slug, login=login, errors={"login": sentence}, status=422)
    note_act(here.installation, here.account, ActKind.PASSWORD, town=slug)
    context = {
        "crumbs": [
            Crumb(_("Municipalidades"), here.path("municipalities")),
            Crumb(town.name, here.path("municipalities", slug)),
            Crumb(_("Clave nueva")),
        ],
        "login": login,
        "password": answer.password,
        "back": here.path("municipalities", slug),
    }
    return network_page(here, "operators/password.html", context, section=SECTION)


def _administrator(here: Operating, town_id: int, login: str) -> int | None:
    """Who administers it and comes in with that login."""
    with here.installation.database.read(town_id) as connection:
        person = person_by_login(connection, town_id, login) if login else None
        if person is None:
            return None
        held = roles_of(connection, town_id, person.id, at=here.now)
    return person.id if ADMINISTRATOR in held else None
