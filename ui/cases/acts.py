"""The acts upon a case that a person may do: the menu of its page. Each has a page of its own."""

from __future__ import annotations

from engine.cases.permission import may_cancel, may_operate
from engine.cases.sealing import takes_envelopes
from engine.documents.permission import is_outsider
from storage.queries.cases import CaseRow
from ui.cases.scene import CaseScene
from ui.visit import Member


def menu_of(here: Member, case: CaseRow, scene: CaseScene) -> list[tuple[str, str, str]]:
    """The acts that this person may do with the case as it is now: label, address, icon."""
    return acts_of(here, case, scene) + rooms_of(here, case, scene)


PAYMENT_CALL = "pago"
"""The shared call that asks for fees."""


def rooms_of(here: Member, case: CaseRow, scene: CaseScene) -> list[tuple[str, str, str]]:
    """What stands around the file: only for who works in the house."""
    _ = here.words.gettext
    if is_outsider(here.actor, scene.definition):
        return []
    around = here.path("cases", case.number, "around")
    notify = here.path("cases", case.number, "notifications")
    rooms = [
        (_("Personas, notas y expedientes"), around, "users"),
        (_("Registrar una notificación"), notify, "mail"),
    ]
    if scene.definition.manifest.letters:
        letters = here.path("cases", case.number, "letters")
        rooms.append((_("Cartas y resoluciones"), letters, "file-pen"))
    if any(takes_envelopes(each) for each in scene.definition.program.elements):
        openings = here.path("cases", case.number, "openings")
        rooms.append((_("Apertura de sobres"), openings, "lock"))
    if PAYMENT_CALL in scene.definition.manifest.uses:
        payments = here.path("cases", case.number, "payments")
        rooms.append((_("Pagos"), payments, "receipt"))
    return rooms


def acts_of(here: Member, case: CaseRow, scene: CaseScene) -> list[tuple[str, str, str]]:
    """Acts upon the case itself."""
    _ = here.words.gettext
    if case.state not in ("open", "suspended"):
        return []
    found = []
    if may_operate(here.actor, scene.definition):
        if case.state == "open":
            found.append((_("Suspender"), here.path("cases", case.number, "suspension"), "pause"))
        else:
            found.append((_("Reanudar"), here.path("cases", case.number, "resumption"), "play"))
        found.append((_("Llevar a otra etapa"), here.path("cases", case.number, "move"), "route"))
    if may_cancel(here.actor, scene.definition):
        found.append((_("Anular"), here.path("cases", case.number, "cancellation"), "ban"))
    return found
