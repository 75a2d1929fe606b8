"""What stands around a case on one page: its people, its notes, the cases beside it."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path
from starlette.responses import Response

from engine.cases.linking import link, unlink
from engine.cases.noting import note
from engine.cases.parties import Party, add_party, remove_party
from engine.cases.permission import may_operate
from engine.citizens.writing import write_to_applicant
from engine.history.kinds import EventKind
from engine.notices.kinds import Channel
from engine.notices.parties import Way, agree
from engine.refusals import RefusalKind, Refused
from storage.database import Connection
from storage.queries.casefile import LinkRow, PartyRow, links_of_case, people_of_case
from storage.queries.cases import CaseRow
from storage.queries.citizens import application_of
from storage.queries.party_notices import PartyNoticeRow, party_notices_in, ways_in_cases
from storage.tables.casefile import LinkKind, PartyRole
from ui.cases.entries import entry_of, teller_of
from ui.cases.pages import Number, seen_case
from ui.cases.scene import CaseScene, is_outsider
from ui.errors import not_found
from ui.notices.names import attempt_state, channel_name
from ui.parts import Choice, Crumb, FieldError
from ui.portal.letters import letters_of
from ui.posted import Posted
from ui.refusals import STATUS, told
from ui.staff import staff_page
from ui.visit import Form, Member, SignedIn, go
from ui.wrong_fields import WRONG

router = APIRouter(prefix="/{municipality}/cases/{number}/around")
RowId = Annotated[int, Path(ge=1, lt=2**63)]
FIELDS = (
    "note",
    "name",
    "national_id",
    "contact",
    "role",
    "number",
    "kind",
    "reason",
    "channel",
    "address",
    "text",
)
MOST_SENT = 5


@router.get("", response_model=None)
def around(here: SignedIn, number: Number) -> Response:
    """The page."""
    return shown(here, number)


@router.post("/notes", response_model=None)
def noted(here: SignedIn, number: Number, form: Form) -> Response:
    """Leave a note."""
    answer = note(here.installation, here.actor, case_id_of(here, number), form.one("note"))
    return after(here, number, form, answer, here.words.gettext("La nota quedó en la historia."))


@router.post("/people", response_model=None)
def entered(here: SignedIn, number: Number, form: Form) -> Response:
    """Somebody comes into the case."""
    role = form.one("role")
    party = Party(
        PartyRole(role) if role in list(PartyRole) else PartyRole.OTHER,
        form.one("name"),
        form.one("national_id"),
        form.one("contact"),
    )
    answer = add_party(here.installation, here.actor, case_id_of(here, number), party)
    return after(
        here, number, form, answer, here.words.gettext("La persona está en el expediente.")
    )


@router.post("/people/{row_id}/end", response_model=None)
def left(here: SignedIn, number: Number, row_id: RowId, form: Form) -> Response:
    """Somebody has no part in it any more."""
    case_id = case_id_of(here, number)
    answer = remove_party(here.installation, here.actor, case_id, row_id, form.one("reason"))
    return after(here, number, form, answer, here.words.gettext("La persona salió del expediente."))


@router.post("/people/{row_id}/notices", response_model=None)
def told_so(here: SignedIn, number: Number, row_id: RowId, form: Form) -> Response:
    """How they agreed to be told of the case, or that they no longer do."""
    channel = form.one("channel")
    way = Way(Channel(channel), form.one("address")) if channel in list(Channel) else None
    answer = agree(here.installation, here.actor, case_id_of(here, number), row_id, way)
    saying = here.words.gettext("Quedó anotado.")
    return after(here, number, form, answer, saying, party_id=row_id)


@router.post("/messages", response_model=None)
def written(here: SignedIn, number: Number, form: Form) -> Response:
    """A message to who asked for the case."""
    case_id = case_id_of(here, number)
    answer = write_to_applicant(here.installation, here.actor, case_id, form.one("text"))
    saying = here.words.gettext("Enviamos su mensaje a quien lo pidió.")
    return after(here, number, form, answer, saying)


@router.post("/cases", response_model=None)
def joined(here: SignedIn, number: Number, form: Form) -> Response:
    """Join another case."""
    kind = form.one("kind")
    answer = link(
        here.installation,
        here.actor,
        case_id_of(here, number),
        form.one("number"),
        LinkKind(kind) if kind in list(LinkKind) else LinkKind.RELATED,
        form.one("reason"),
    )
    return after(here, number, form, answer, here.words.gettext("Los expedientes quedaron unidos."))


@router.post("/cases/{row_id}/end", response_model=None)
def separated(here: SignedIn, number: Number, row_id: RowId, form: Form) -> Response:
    """Separate two cases."""
    case_id = case_id_of(here, number)
    answer = unlink(here.installation, here.actor, case_id, row_id, form.one("reason"))
    saying = here.words.gettext("Los expedientes quedaron separados.")
    return after(here, number, form, answer, saying)


def after(
    here: Member, number: str, form: Posted, answer: object, saying: str, *, party_id: int = 0
) -> Response:
    """Back to the page; with what was typed where it could not be done."""
    if not isinstance(answer, Refused):
        return go(here, here.path("cases", number, "around"), saying=saying)
    if answer.kind is RefusalKind.NOT_FOUND:
        raise not_found(here.words)
    return shown(here, number, form, answer, party_id=party_id)


def case_id_of(here: Member, number: str) -> int:
    """The case, for people who work in the house."""
    with here.installation.database.read(here.municipality.id) as connection:
        return inside(here, connection, number)[0].id


def inside(here: Member, connection: Connection, number: str) -> tuple[CaseRow, CaseScene]:
    """The same with its scene."""
    case, scene = seen_case(here, connection, number)
    if is_outsider(scene.definition, here):
        raise not_found(here.words)
    return case, scene


def shown(
    here: Member,
    number: str,
    form: Posted | None = None,
    refused: Refused | None = None,
    *,
    party_id: int = 0,
) -> Response:
    """The page, again with what was typed when something was refused."""
    town = here.municipality.id
    with here.installation.database.read(town) as connection:
        case, scene = inside(here, connection, number)
        errors = errors_of(here, refused)
        teller = teller_of(scene, here)
        context = {
            "crumbs": [
                Crumb(here.words.gettext("Expedientes"), here.path("cases")),
                Crumb(case.number, here.path("cases", case.number)),
                Crumb(here.words.gettext("Personas, notas y expedientes")),
            ],
            "kicker": f"{case.number} · {case.title}",
            "people": people_lines(here, connection, case.id),
            "channels": [
                Choice("", here.words.gettext("Ninguno")),
                *(Choice(each, channel_name(each, here.words)) for each in Channel),
            ],
            "cases": [
                link_line(here, case.id, e) for e in links_of_case(connection, town, case.id)
            ],
            "notes": [
                entry_of(event, teller, here)
                for event in scene.events
                if event.kind == EventKind.NOTE_ADDED
            ],
            "roles": [Choice(each, role_words(here, each)) for each in PartyRole],
            "kinds": kinds_of(here, scene),
            "base": here.path("cases", number, "around"),
            "asked": application_of(connection, town, case.id),
            "letters": letters_of(connection, here, case.id),
            "typed": {name: form.one(name) if form else "" for name in FIELDS},
            "errors": errors,
            "erring_party": party_id if errors else 0,
            "summary": [
                FieldError(f"{name}-{party_id}" if party_id else name, told_)
                for name, told_ in errors.items()
            ],
            "problem": told(refused, here.words).sentence if refused and not errors else "",
            "erring": refused is not None,
        }
        return staff_page(
            here,
            connection,
            "cases/around.html",
            context,
            section="cases",
            calendar=scene.calendar,
            status=200 if refused is None else STATUS[refused.kind],
        )


def errors_of(here: Member, refused: Refused | None) -> dict[str, str]:
    """What to correct, by field."""
    if refused is None or refused.kind is not RefusalKind.INVALID_DATA:
        return {}
    _ = here.words.gettext
    sentences = {
        "note": _("Escriba la nota, en menos de 4000 letras."),
        "name": _("Escriba el nombre, en menos de 200 letras."),
        "number": _("No hay otro expediente con ese número."),
        "reason": _("Escriba el motivo, en menos de 2000 letras."),
        "text": _("Escriba su mensaje, hasta 2,000 letras."),
        "address": WRONG["way_address"](here.words),
    }
    field = refused.details.get("field", "")
    return {field: sentences[field]} if field in sentences else {}


def people_lines(here: Member, connection: Connection, case_id: int) -> list[dict[str, Any]]:
    """Who is in the case, each with how they are told of it and what went to them."""
    town = here.municipality.id
    ways = {row.party_id: row for row in ways_in_cases(connection, town, [case_id])}
    sent = party_notices_in(connection, town, case_id)
    return [
        person_line(here, row)
        | {
            "channel": ways[row.id].channel if row.id in ways else "",
            "address": ways[row.id].address if row.id in ways else "",
            "sent": [sent_line(here, each) for each in sent if each.party_id == row.id][:MOST_SENT],
        }
        for row in people_of_case(connection, town, case_id)
    ]


def sent_line(here: Member, row: PartyNoticeRow) -> str:
    """«Correo: Enviado · vie 27/03, 15:12»."""
    at = here.formats.moment(row.tried_at or row.wished_at, here.today)
    state = attempt_state(row.state, here.words)
    return f"{channel_name(row.channel, here.words)}: {state} · {at}"


def person_line(here: Member, row: PartyRow) -> dict[str, Any]:
    """Name and part; the identifier masked."""
    hidden = f"···· {row.national_id[-4:]}" if row.national_id else ""
    detail = " · ".join(filter(None, (role_words(here, row.role), hidden, row.contact)))
    return {"id": row.id, "name": row.name, "detail": detail}


def link_line(here: Member, case_id: int, row: LinkRow) -> dict[str, Any]:
    """The other case, and how the two stand."""
    words = link_words(here, LinkKind(row.kind), outward=row.outward(case_id))
    return {
        "id": row.id,
        "name": f"{row.number} · {row.title}",
        "href": here.path("cases", row.number),
        "detail": f"{words} · {row.reason}",
    }


def link_words(here: Member, kind: LinkKind, *, outward: bool) -> str:
    """How the other case stands to this one."""
    _ = here.words.gettext
    return {
        LinkKind.RELATED: _("Relacionado"),
        LinkKind.ATTACHED: _("Agregado a este") if outward else _("Este va agregado a él"),
        LinkKind.INCORPORATED: _("Acumulado en este") if outward else _("Este va acumulado en él"),
    }[kind]


def kinds_of(here: Member, scene: CaseScene) -> list[Choice]:
    """The ways in which this person may join a case."""
    _ = here.words.gettext
    kinds = [
        Choice(LinkKind.RELATED, _("Relacionado"), _("Conviene leerlos juntos.")),
        Choice(LinkKind.ATTACHED, _("Agregado"), _("Acompaña a este por un tiempo.")),
    ]
    if may_operate(here.actor, scene.definition):
        told_ = _("Se resuelve aquí; el otro queda quieto mientras tanto.")
        kinds.append(Choice(LinkKind.INCORPORATED, _("Acumulado"), told_))
    return kinds


def role_words(here: Member, role: str) -> str:
    """The part of a person in a case."""
    _ = here.words.gettext
    return {
        PartyRole.APPLICANT: _("Solicitante"),
        PartyRole.REPRESENTATIVE: _("Representante"),
        PartyRole.THIRD_PARTY: _("Tercero interesado"),
        PartyRole.EXPERT: _("Perito"),
        PartyRole.WITNESS: _("Testigo"),
        PartyRole.OTHER: _("Otro"),
    }[PartyRole(role)]
