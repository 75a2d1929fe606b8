"""Letting a draft come into force: what it would mean, the request, the second answer."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Path
from starlette.responses import Response

from engine.forms.dates import DateFault, DateParts, parts_of, read_date
from engine.refusals import BadDefinition, RefusalKind, Refused
from engine.workshop.impact import Impact, impact_of
from engine.workshop.publishing import approve, ask, refuse, withdraw
from engine.workshop.rights import may_approve
from engine.workshop.scenarios import Faulty
from storage.database import Connection
from storage.queries.identity import names_of
from storage.queries.workshop import AskingRow, askings_of, authors_of
from storage.tables.workshop import AskingState
from ui.errors import PageError
from ui.parts import Column, FieldError, Pair
from ui.staff import staff_page
from ui.visit import Form, Member, SignedIn, go
from ui.workshop.present import head_context
from ui.workshop.rehearsing import known, ran
from ui.workshop.review import review_of
from ui.workshop.scenarios_shown import tried_context
from ui.workshop.scene import Scene, drafted, refusal

router = APIRouter(prefix="/{municipality}/processes/{key}/workshop")
Key = Annotated[str, Path(max_length=80)]
Number = Annotated[int, Path(ge=1, lt=2**63)]
PARTS = ("day", "month", "year")


@dataclass(frozen=True, slots=True)
class ImpactView:
    """The running cases of a version, and where they stand."""

    title: str
    sentence: str
    lines: tuple[tuple[str, str, str, bool], ...]


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed when something of it is wrong."""

    reason: str = ""
    day: DateParts | None = None
    errors: tuple[FieldError, ...] = ()


@router.get("/publication", response_model=None)
def publication(here: SignedIn, key: Key) -> Response:
    """What the draft would mean, and how far its approval is."""
    return shown(here, key, Typed())


@router.post("/publication", response_model=None)
def ask_for_it(here: SignedIn, key: Key, posted: Form) -> Response:
    """Ask a second person for approval."""
    with here.installation.database.read(here.municipality.id) as connection:
        scene, draft = drafted(here, connection, key)
    parts = parts_of({part: posted.one(f"effective-{part}") for part in PARTS})
    read, reason = read_date(parts), posted.one("reason")
    if isinstance(read, DateFault) or read is None:
        wrong = here.words.gettext("Escriba un día que exista, desde hoy en adelante.")
        return shown(here, key, Typed(reason, parts, (FieldError("effective", wrong),)))
    answer = ask(here.installation, here.actor, draft.id, reason=reason, effective_on=read)
    if isinstance(answer, Refused):
        return not_asked(here, key, answer, Typed(reason, parts))
    for path in scene.ending(".feature"):  # who decides sees which scenarios pass on these files
        with suppress(Faulty):
            ran(here, scene, path, seconds=0)
    said = here.words.gettext("Se pidió la aprobación. La da otra persona, en esta misma página.")
    return go(here, here.path("processes", key, "workshop", "publication"), saying=said)


@router.post("/publication/{asking_id}/withdrawal", response_model=None)
def take_back(here: SignedIn, key: Key, asking_id: Number, posted: Form) -> Response:  # noqa: ARG001  # its proof
    """Take the request back."""
    answer = withdraw(here.installation, here.actor, asking_id)
    if isinstance(answer, Refused):
        raise not_decided(here, answer)
    said = here.words.gettext("Se retiró el pedido.")
    return go(here, here.path("processes", key, "workshop", "publication"), saying=said)


@router.post("/publication/{asking_id}/refusal", response_model=None)
def say_no(here: SignedIn, key: Key, asking_id: Number, posted: Form) -> Response:
    """The second person says why not."""
    answer = refuse(here.installation, here.actor, asking_id, reason=posted.one("reason"))
    if isinstance(answer, Refused):
        raise not_decided(here, answer)
    said = here.words.gettext("No se aprobó; quien lo pidió ve su motivo.")
    return go(here, here.path("processes", key, "workshop", "publication"), saying=said)


@router.post("/publication/{asking_id}/approval", response_model=None)
def say_yes(here: SignedIn, key: Key, asking_id: Number, posted: Form) -> Response:  # noqa: ARG001  # its proof
    """The second person lets it come into force."""
    answer = approve(here.installation, here.actor, asking_id)
    if isinstance(answer, Refused):
        raise not_decided(here, answer)
    if answer.in_force:
        pattern = here.words.gettext(
            "La versión %(version)s ya rige para los expedientes nuevos. Los abiertos siguen en la"
            " suya hasta que los migre."
        )
    else:
        pattern = here.words.gettext("La versión %(version)s empieza a regir el %(day)s.")
    day = here.formats.date_words(answer.effective_on, here.today)
    said = pattern % {"version": answer.version, "day": day}
    return go(here, here.path("processes", key), saying=said)


def shown(here: Member, key: str, typed: Typed) -> Response:
    """The page, with what was typed where something of it is wrong."""
    town = here.municipality.id
    with here.installation.database.read(town) as connection:
        scene, draft = drafted(here, connection, key)
        asking = next(iter(askings_of(connection, town, draft.id)), None)
        authors = authors_of(connection, town, draft.id)
        impacts = impact_of(here.installation, connection, here.actor, key, scene.files)
        context = {
            **publication_context(here, scene, impacts, typed),
            **tried_context(here, scene, known(here, connection, scene)),
            **asking_context(here, connection, scene, asking, authors),
        }
        status = 422 if typed.errors else 200
        return staff_page(
            here, connection, "workshop/publication.html", context, section="processes",
            status=status,
        )  # fmt: skip


def publication_context(
    here: Member, scene: Scene, impacts: Sequence[Impact], typed: Typed
) -> dict[str, Any]:
    _ = here.words.gettext
    at = here.path("processes", scene.key, "workshop", "publication")
    return {
        **head_context(here, scene, "publication"),
        "review": review_of(here, scene),
        "scenarios_href": here.path("processes", scene.key, "workshop", "scenarios"),
        "impacts": [impact_view(here, each) for each in impacts],
        "columns": [Column(_("Esperan en")), Column(_("Expedientes")), Column(_("En el borrador"))],
        "ask_action": at,
        "comparison_href": here.path("processes", scene.key, "workshop", "comparison"),
        "package_href": here.path("processes", scene.key, "workshop", "package"),
        "reason": typed.reason,
        "day": typed.day or parts_of_day(here.today),
        "errors": typed.errors,
        "moved": scene.draft is not None and scene.draft.base_id != scene.row.id,
    }


def parts_of_day(day: date) -> DateParts:
    return parts_of({"day": str(day.day), "month": str(day.month), "year": str(day.year)})


def impact_view(here: Member, impact: Impact) -> ImpactView:
    """«38 expedientes abiertos; 3 esperan donde el borrador no tiene lugar»."""
    _, n_ = here.words.gettext, here.words.ngettext
    opened = n_("%(n)s expediente abierto.", "%(n)s expedientes abiertos.", impact.cases)
    if impact.staying:
        stay = n_(
            "Hasta %(n)s espera donde el borrador no tiene lugar: al migrar se elige a dónde va.",
            "Hasta %(n)s esperan donde el borrador no tiene lugar: al migrar se elige a dónde van.",
            impact.staying,
        ) % {"n": impact.staying}
    else:
        stay = _("Todos tienen lugar en el borrador y podrían migrar.")
    lines = tuple(
        (place.name, str(place.cases), place.becomes or _("sin lugar"), bool(place.becomes))
        for place in impact.places
    )
    title = _("Versión %(version)s") % {"version": impact.version}
    return ImpactView(title, f"{opened % {'n': impact.cases}} {stay}", lines)


def asking_context(
    here: Member,
    connection: Connection,
    scene: Scene,
    asking: AskingRow | None,
    authors: frozenset[int],
) -> dict[str, Any]:
    """How far the approval is, and what this person may do about it."""
    _ = here.words.gettext
    if asking is None or asking.state == AskingState.WITHDRAWN:
        return {"asked": [], "refused": "", "waiting": False, "changed": False}
    ids = [each for each in (asking.asked_by, asking.decided_by) if each is not None]
    named = names_of(connection, here.municipality.id, ids)
    asked = [
        Pair(_("Lo pidió"), named.get(asking.asked_by or 0, "—")),
        Pair(_("Cuándo"), here.formats.moment(asking.asked_at, here.today)),
        Pair(_("Rige desde"), here.formats.date_words(asking.effective_on, here.today)),
        Pair(_("Motivo"), asking.reason),
    ]
    if asking.state == AskingState.REFUSED:
        facts = {"who": named.get(asking.decided_by or 0, "—"), "why": asking.answer}
        told = _("%(who)s: %(why)s") % facts
        return {"asked": [], "refused": told, "waiting": False, "changed": False}
    at = ("processes", scene.key, "workshop", "publication", asking.id)
    mine = here.actor.person_id in authors or here.actor.person_id == asking.asked_by
    changed = scene.last is not None and scene.last.revision != asking.revision
    return {
        "asked": asked,
        "refused": "",
        "waiting": True,
        "changed": changed,
        "mine": mine,
        "may_decide": not mine and not changed and may_approve(here.actor, scene.manifest, authors),
        "approve_action": here.path(*at, "approval"),
        "refuse_action": here.path(*at, "refusal"),
        "withdraw_action": here.path(*at, "withdrawal") if scene.may_edit else "",
    }


def not_asked(here: Member, key: str, refused: Refused, typed: Typed) -> Response:
    """What keeps it from being asked for, beside its field."""
    _ = here.words.gettext
    words = {
        "reason": _("Diga por qué cambia el proceso: lo lee quien aprueba."),
        "effective": _("Escriba un día que exista, desde hoy en adelante."),
        "key": _("La ficha nombra otro proceso: deje «key» como estaba."),
        "nothing": _("El borrador es igual a la versión vigente: no hay nada que aprobar."),
    }
    name = refused.details.get("field", "")
    if isinstance(refused, BadDefinition):
        name, words = "reason", {"reason": _("Corrija primero lo que dice la revisión.")}
    if name not in words:
        raise refusal(here, refused)
    field = "effective" if name == "effective" else "reason"
    error = FieldError(field, words[name])
    return shown(here, key, Typed(typed.reason, typed.day, (error,)))


def not_decided(here: Member, refused: Refused) -> PageError:
    """Why it was not approved, as a page."""
    _ = here.words.gettext
    title = _("No se hizo")
    if refused.kind is RefusalKind.ONESELF:
        sentence = _("Aprueba otra persona: nadie aprueba lo que dibujó o pidió.")
        return PageError(409, title, sentence)
    if refused.kind is RefusalKind.CHANGED:
        sentence = _("El borrador cambió después de pedirse. Pídalo de nuevo.")
        return PageError(409, title, sentence)
    if refused.kind is RefusalKind.ANSWERED:
        return PageError(409, title, _("Ese pedido ya tiene respuesta, o se retiró."))
    if isinstance(refused, BadDefinition):
        sentence = _("La revisión encuentra errores que impiden publicar.")
        return PageError(422, title, sentence)
    return refusal(here, refused)
