"""What the pages of the register share: the shell, who may, and how a supplier stands in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from gettext import NullTranslations
from typing import Any

from starlette.responses import Response

from engine.identity.house import PURCHASER
from engine.suppliers.eligibility import Ground, Reason
from engine.suppliers.rights import keeps_suppliers, may_look
from storage.database import Connection
from storage.queries.suppliers import SupplierRow, supplier_by_id
from storage.tables.suppliers import MarkKind, SnapshotMoment
from ui.errors import forbidden, not_found
from ui.parts import Choice, Crumb
from ui.roles import title_of_role
from ui.staff import staff_page
from ui.visit import Member, Visit

SECTION = "supplier-register"


def reader_of_suppliers(here: Member) -> bool:
    """Whether they may also write; raises the page of who may not even look."""
    if not may_look(here.actor):
        raise forbidden(here.words, title_of_role(PURCHASER, {}))
    return keeps_suppliers(here.actor)


def keeper_of_suppliers(here: Member) -> None:
    """Raises the page of who may not write."""
    if not keeps_suppliers(here.actor):
        raise forbidden(here.words, title_of_role(PURCHASER, {}))


def register_page(
    here: Member,
    connection: Connection,
    template: str,
    context: Mapping[str, Any],
    *,
    status: int = 200,
) -> Response:
    """A page with the shell of the staff."""
    return staff_page(
        here,
        connection,
        f"supplier_register/{template}",
        context,
        section=SECTION,
        status=status,
    )


def crumbs(here: Visit) -> list[Crumb]:
    """The way back to the list."""
    return [Crumb(here.words.gettext("Proveedores"), here.path(SECTION))]


def supplier_here(here: Member, connection: Connection, supplier_id: int) -> SupplierRow:
    """The supplier of an address; raises the page that says there is none."""
    row = supplier_by_id(connection, here.municipality.id, supplier_id)
    if row is None:
        raise not_found(here.words)
    return row


def standing_words(eligible: bool | int | None, words: NullTranslations) -> tuple[str, str]:
    """Colour and word of how one stands."""
    if eligible is None:
        return "near", words.gettext("No consta")
    if eligible:
        return "ok", words.gettext("Puede contratar")
    return "late", words.gettext("No puede contratar")


def reasons_words(reasons: Iterable[Reason], here: Visit) -> list[str]:
    """Each ground in a sentence."""
    return [reason_words(each, here) for each in reasons]


def reason_words(reason: Reason, here: Visit) -> str:
    """«Sancionado desde el 3 de marzo de 2026: Tribunal, Res. 0123-2026»."""
    _ = here.words.gettext
    day = here.formats.date_words(reason.day, here.today) if reason.day else "—"
    patterns = {
        Ground.UNKNOWN: _("No está en el registro de proveedores."),
        Ground.UNREGISTERED: _("No consta su inscripción en el RNP."),
        Ground.NOT_YET: _("Su inscripción en el RNP empieza el %(day)s."),
        Ground.LAPSED: _("Su inscripción en el RNP venció el %(day)s."),
        Ground.CHAPTER: _("Su inscripción en el RNP no es para esto."),
        Ground.SANCTION: _("Sancionado desde el %(day)s: %(source)s."),
        Ground.IMPEDIMENT: _("Impedido desde el %(day)s: %(source)s."),
    }
    return patterns[reason.ground] % {"day": day, "source": reason.source}


def mark_kinds(here: Visit) -> list[Choice]:
    """What may be entered against a supplier."""
    _ = here.words.gettext
    return [
        Choice(MarkKind.SANCTION, _("Sanción"), _("Inhabilitación u otra sanción vigente.")),
        Choice(
            MarkKind.IMPEDIMENT, _("Impedimento"), _("La ley no le deja contratar, sin falta suya.")
        ),
    ]


def moments(words: NullTranslations) -> dict[str, str]:
    """When it was looked at."""
    _ = words.gettext
    return {
        SnapshotMoment.BID: _("Oferta"),
        SnapshotMoment.AWARD: _("Buena pro"),
        SnapshotMoment.SIGNATURE: _("Firma"),
    }


def day_words(day: date | None, here: Visit) -> str:
    """A day, or a dash."""
    return here.formats.date_words(day, here.today) if day else "—"
