"""What the pages of the auditor share: whom they are for, their tabs, and that the visit is written
down too."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.responses import Response

from engine.auditing.accesses import Looked
from engine.auditing.rights import may_audit
from engine.deadlines.calendars import calendar_of
from storage.database import Connection
from ui.errors import forbidden
from ui.parts import Tab
from ui.readings import looked
from ui.staff import staff_page
from ui.visit import Member

SECTION = "audit"


def allow(here: Member) -> None:
    """Ends the request for anybody else."""
    if not may_audit(here.actor):
        raise forbidden(here.words, here.words.gettext("Auditor"))


def tabs_of(here: Member, current: str) -> list[Tab]:
    """The pages beside each other."""
    _ = here.words.gettext
    named = (
        ("", _("Historia")),
        ("verifications", _("Verificación")),
        ("signs", _("Señales")),
        ("readings", _("Lecturas")),
        ("samples", _("Muestras")),
        ("separation", _("Roles")),
        ("exports", _("Exportar")),
    )
    return [
        Tab(label, here.path("audit", *([part] if part else [])), current=part == current)
        for part, label in named
    ]


def visit_line(here: Member) -> str:
    """«Su visita también queda anotada: Carmen Ríos, hoy, 9:40.»"""
    pattern = here.words.gettext("Su visita también queda anotada: %(who)s, %(when)s.")
    when = here.formats.moment(here.now, here.today)
    return pattern % {"who": here.actor.name, "when": when}


def audit_page(
    here: Member,
    connection: Connection,
    template: str,
    context: Mapping[str, Any],
    *,
    tab: str,
    looked_at: str = "",
    case_id: int | None = None,
    status: int = 200,
) -> Response:
    """A page of the auditor inside the shell; the visit is written down as `looked_at`."""
    tabs = tabs_of(here, tab)
    said = looked_at or next((each.label for each in tabs if each.current), "")
    looked(here, Looked.HISTORY, case_id=case_id, subject=said)
    return staff_page(
        here,
        connection,
        template,
        {"tab_list": tabs, "visit": visit_line(here), **context},
        section=SECTION,
        calendar=calendar_of(here.installation, connection, here.municipality.id),
        status=status,
    )
