"""Paying: the public page of a code, the way to a gateway and back, and what gateways say.

A code has eleven random digits: who has it may pay, and reads for what, how much and until when,
never who asked. Nothing that the browser brings says how much was paid.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from engine.payments.codes import read_code
from engine.payments.ways.gateway import Heard, Sent, come_back, hear, send
from engine.payments.ways.trial import WAY as TRIAL
from engine.payments.ways.trial import TrialGateway
from engine.refusals import Refused
from storage.queries.payments import OrderRow, order_by_code
from ui.errors import PageError, not_found
from ui.payments.paying import payment_context
from ui.portal.around import citizen_page
from ui.refusals import told
from ui.surroundings import surroundings_of
from ui.visit import AnyVisit, Form, Visit, go, town_at

router = APIRouter(prefix="/{municipality}/pay")
Code = Annotated[str, Path(max_length=40)]
Token = Annotated[str, Path(pattern="^[0-9a-f]{48}$")]
Way = Annotated[str, Path(max_length=40)]
MOST_NOTICE = 20_000


@router.get("/{code}", response_model=None)
def pay(here: AnyVisit, code: Code) -> Response:
    """What is owed under a code, and how it is paid."""
    return pay_page(here, looked_up(here, code))


@router.post("/{code}/{way}", response_model=None)
def go_there(here: AnyVisit, code: Code, way: Way, form: Form) -> Response:  # noqa: ARG001  # proves its origin
    """Send the person to a gateway."""
    row = looked_up(here, code)
    back = f"{here.house}{here.path('pay', 'back')}/{{token}}"
    try:
        answer = send(here.installation, here.municipality.id, row.code, way, back=back)
    except OSError:
        saying = here.words.gettext("La pasarela no responde ahora. Pruebe más tarde.")
        return go(here, here.path("pay", row.code), saying=saying)
    if isinstance(answer, Sent):
        return RedirectResponse(answer.address, 303)
    return go(here, here.path("pay", row.code), saying=told(answer, here.words).sentence)


@router.get("/back/{token}", response_model=None)
def back(here: AnyVisit, token: Token) -> Response:
    """The person is back: the gateway is asked, whatever the address says."""
    answer = come_back(here.installation, here.municipality.id, token)
    if not isinstance(answer, Heard):
        raise not_found(here.words)
    _ = here.words.gettext
    saying = {
        "paid": _("La pasarela confirmó su pago."),
        "refused": _("La pasarela no aceptó el pago. No se le cobró."),
    }.get(answer.state, _("Todavía no sabemos de su pago. Vuelva a mirar en unos minutos."))
    return go(here, here.path("pay", answer.code), saying=saying)


@router.get("/back/{token}/trial", response_model=None)
def trial(here: AnyVisit, token: Token) -> Response:
    """The page of the gateway for trying."""
    trip = trial_of(here).trip(here.municipality.id, token)
    if trip is None:
        raise not_found(here.words)
    context = {
        "concept": trip.concept,
        "amount": here.formats.money(trip.amount, trip.currency),
        "action": here.path("pay", "back", token, "trial"),
    }
    return citizen_page(here, "payments/trial.html", context)


@router.post("/back/{token}/trial", response_model=None)
def chosen(here: AnyVisit, token: Token, form: Form) -> Response:
    """The payer chose: its server sends the notice, then the payer goes back."""
    town = here.municipality.id
    said = trial_of(here).choose(town, token, paid=form.one("choice") == "pay", now=here.now)
    if said is None:
        raise not_found(here.words)
    hear(here.installation, town, TRIAL, *said)
    return RedirectResponse(here.path("pay", "back", token), 303)


@router.post("/notices/{way}/server", response_model=None)
async def notice(request: Request, municipality: str, way: Way) -> Response:
    """What a gateway's server says; proved by its signature, not by a form of ours."""
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > MOST_NOTICE:
            return JSONResponse({"state": "too large"}, 413)
    return await _heard(request, municipality, way, body)


async def _heard(request: Request, municipality: str, way: str, body: bytes) -> Response:
    def hears() -> Heard | Refused:
        around = surroundings_of(request)
        town = town_at(around, request, municipality)
        headers = {name.lower(): value for name, value in request.headers.items()}
        return hear(around.installation, town.id, way, headers, body)

    answer = await run_in_threadpool(hears)
    if isinstance(answer, Heard):
        return JSONResponse({"state": str(answer.state)})
    return JSONResponse({"state": "refused"}, 401)


def pay_page(here: Visit, row: OrderRow) -> Response:
    """The page of an order."""
    with here.installation.database.read(here.municipality.id) as connection:
        context = {"payment": payment_context(here, connection, row)}
    return citizen_page(here, "payments/pay.html", context)


def looked_up(here: Visit, typed: str) -> OrderRow:
    """The order of a code; who tries in vain again and again has to wait."""
    address = here.request.client.host if here.request.client else ""
    if seconds := here.surroundings.throttles.fees.wait(
        here.installation, here.municipality.id, address
    ):
        title = here.words.gettext("Espere un momento")
        advice = here.words.gettext("Desde su conexión se buscaron muchos códigos que no existen.")
        raise PageError(429, title, advice, headers={"retry-after": str(seconds)})
    town, code = here.municipality.id, read_code(typed)
    with here.installation.database.read(town) as connection:
        row = order_by_code(connection, town, code) if code else None
    if row is None:
        here.surroundings.throttles.fees.failed(here.installation, here.municipality.id, address)
        raise not_found(here.words)
    return row


def trial_of(here: Visit) -> TrialGateway:
    """The gateway for trying, where the installation has it."""
    found = here.installation.gateways.get(TRIAL)
    if not isinstance(found, TrialGateway):
        raise not_found(here.words)
    return found
