"""The page of the keyboard's keys, which «?» opens."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from engine.deadlines.calendars import calendar_of
from ui.staff import staff_page
from ui.visit import Member, SignedIn

Keys = list[tuple[tuple[str, ...], str]]
"""What is pressed, one after the other, and what it does."""

router = APIRouter(prefix="/{municipality}")


@router.get("/keys", response_model=None)
def keys_page(here: SignedIn) -> Response:
    """Every key and what it does."""
    town = here.municipality.id
    with here.installation.database.read(town) as connection:
        calendar = calendar_of(here.installation, connection, town)
        context = {"groups": key_groups(here)}
        return staff_page(
            here, connection, "account/keys.html", context, section="", calendar=calendar
        )


def key_groups(here: Member) -> list[tuple[str, Keys]]:
    """The keys by where they work, as the script reads them."""
    _ = here.words.gettext
    lists: Keys = [
        (("J", "K"), _("bajar y subir por la lista")),
        (("Enter",), _("abrir la tarea")),
        (("T",), _("tomar la tarea")),
        (("X",), _("marcar la tarea")),
        (("Shift", "J"), _("marcar y bajar")),
        (("A", "P", "C"), _("asignar, posponer o comentar las marcadas")),
        (("Esc",), _("desmarcar todas")),
        (("Z",), _("deshacer lo que el mensaje dice")),
    ]
    anywhere: Keys = [
        (("/",), _("buscar")),
        (("U",), _("volver a la lista")),
        (("?",), _("ver esta página")),
    ]
    forms: Keys = [(("Ctrl", "Enter"), _("completar la tarea"))]
    return [
        (_("En la bandeja"), lists),
        (_("En cualquier página"), anywhere),
        (_("En un formulario"), forms),
    ]
