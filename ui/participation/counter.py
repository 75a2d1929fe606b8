"""What the counter does for participation: seeing the document of an account, giving a pass to vote
to who came, and noting that somebody supports a proposal."""

from __future__ import annotations

from collections.abc import Mapping

from fastapi import APIRouter
from starlette.responses import Response

from engine.participation.casting import WhyNot, is_open
from engine.participation.marks import plain_number
from engine.participation.passing import Pass, give_pass
from engine.participation.people import Known, support, verify_person
from storage.queries.proposals import proposal_by_number
from storage.queries.votes import consultation_by_number, consultations_of
from ui.counter.filing import counter_page, receptionist
from ui.counter.helping import crumbs
from ui.parts import Choice, FieldError
from ui.visit import Form, Member, SignedIn, go

router = APIRouter(prefix="/{municipality}/counter/participation")
LONGEST = 120


@router.get("", response_model=None)
def desk(here: SignedIn) -> Response:
    """The three forms."""
    receptionist(here)
    return shown(here, {}, {})


@router.post("/people", response_model=None)
def verify(here: SignedIn, form: Form) -> Response:
    """Somebody showed the document of an account."""
    receptionist(here)
    typed = {"email": form.one("email")[:LONGEST], "document": form.one("document")[:40]}
    _ = here.words.gettext
    found = verify_person(here.installation, here.actor, typed["email"], typed["document"])
    if found in (Known.VERIFIED, Known.ALREADY):
        return go(here, _page(here), saying=_("Su cuenta puede votar y apoyar propuestas."))
    said = {
        Known.NO_ACCOUNT: ("email", _("No hay una cuenta con ese correo: primero la crea.")),
        Known.WRONG: ("document", _("Escriba el número del documento que vio.")),
        Known.TAKEN: ("document", _("Ese documento, o esa cuenta, ya es de otra persona.")),
    }
    field, fault = said[found]
    return shown(here, typed, {field: fault})


@router.post("/passes", response_model=None)
def give(here: SignedIn, form: Form) -> Response:
    """A pass for who came to vote; shown once."""
    receptionist(here)
    _, town = here.words.gettext, here.municipality.id
    typed = {"vote": form.one("vote")[:60], "voter": form.one("voter")[:40]}
    with here.installation.database.read(town) as connection:
        vote = consultation_by_number(connection, town, typed["vote"])
    if vote is None:
        return shown(here, typed, {"vote": _("Elija una votación que esté abierta.")})
    if not plain_number(typed["voter"]):
        return shown(here, typed, {"voter": _("Escriba el número del documento que vio.")})
    found = give_pass(here.installation, here.actor, vote.id, typed["voter"])
    if isinstance(found, Pass):
        booth = here.house + here.path("votes", vote.number, "booth")
        return shown(here, {}, {}, given=(vote.title, found.code, booth))
    said = (
        _("Con ese documento ya se votó.")
        if found.why is WhyNot.VOTED
        else _("Esa votación no está abierta.")
    )
    return shown(here, typed, {"voter": said})


@router.post("/supports", response_model=None)
def note_support(here: SignedIn, form: Form) -> Response:
    """Somebody who came supports a proposal."""
    receptionist(here)
    _, town = here.words.gettext, here.municipality.id
    typed = {"proposal": form.one("proposal").strip()[:60], "supporter": form.one("supporter")[:40]}
    number = plain_number(typed["supporter"])
    with here.installation.database.read(town) as connection:
        row = proposal_by_number(connection, town, typed["proposal"].upper())
    if row is None:
        return shown(here, typed, {"proposal": _("No hay una propuesta con ese número.")})
    if not number:
        return shown(here, typed, {"supporter": _("Escriba el número del documento que vio.")})
    if not support(here.installation, town, row.case_id, number):
        said = _("Ya la apoyaba, o la propuesta ya no espera respuesta.")
        return shown(here, typed, {"supporter": said})
    return go(here, _page(here), saying=_("Su apoyo cuenta."))


def shown(
    here: Member,
    typed: Mapping[str, str],
    errors: Mapping[str, str],
    given: tuple[str, str, str] | None = None,
) -> Response:
    """The page of the counter, with what was typed and what is wrong with it."""
    town = here.municipality.id
    with here.installation.database.read(town) as connection:
        open_now = [
            each for each in consultations_of(connection, town) if is_open(here.installation, each)
        ]
        context = {
            "crumbs": crumbs(here),
            "typed": typed,
            "errors": errors,
            "summary": [FieldError(field, said) for field, said in errors.items()],
            "given": given,
            "votes": [Choice(each.number, each.title) for each in open_now],
            "verify_action": here.path("counter", "participation", "people"),
            "pass_action": here.path("counter", "participation", "passes"),
            "support_action": here.path("counter", "participation", "supports"),
        }
        status = 422 if errors else 200
        response = counter_page(
            here, connection, "counter/participation.html", context, status=status
        )
    response.headers["cache-control"] = "private, no-store"
    return response


def _page(here: Member) -> str:
    return here.path("counter", "participation")
