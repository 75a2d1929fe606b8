"""The booth: marking a ballot and dropping it, at home with an account whose document was seen, or
on any device of the municipality with a pass of the counter.

The page that follows shows the receipt, once; nothing here is kept by a browser on the way.
"""

from __future__ import annotations

from collections.abc import Mapping

from fastapi import APIRouter
from starlette.responses import Response

from engine.participation.casting import Cast, Uncast, WhyNot, cast, is_open
from engine.participation.marks import vote_mark
from engine.participation.passing import cast_with_pass, vote_of_pass
from engine.participation.urns import MOST_OPTIONS
from storage.queries.proposals import verified_number_of
from storage.queries.votes import ConsultationRow, has_voted, options_of
from ui.errors import PageError
from ui.participation.present import days_of, rules_of
from ui.participation.votes import Number, found
from ui.parts import Choice, FieldError
from ui.portal.around import citizen_page
from ui.portal.citizen import Citizen, FromOutside
from ui.posted import Posted
from ui.visit import Form, Visit

router = APIRouter(prefix="/{municipality}/votes")


@router.get("/{number}/ballot", response_model=None)
def ballot(here: FromOutside, number: Number) -> Response:
    """The ballot of who has an account, or how one comes to vote."""
    vote, mine = _asked(here, number)
    if not mine or not is_open(here.installation, vote) or _did(here, vote, mine):
        return _how(here, vote, mine)
    return _ballot(here, vote, "", (), "")


@router.post("/{number}/ballot", response_model=None)
def drop(here: FromOutside, number: Number, form: Form) -> Response:
    """It goes into the urn, or comes back with what is wrong."""
    vote, mine = _asked(here, number)
    code, marked = form.one("pass")[:40], _marked(form)
    if not marked and form.one("blank") != "1":
        said = here.words.gettext("Marque lo que prefiere, o diga que vota en blanco.")
        return _ballot(here, vote, code, marked, said)
    if marked and form.one("blank") == "1":
        said = here.words.gettext(
            "Marcó opciones y también el voto en blanco: deje una de las dos."
        )
        return _ballot(here, vote, code, marked, said)
    town = here.municipality.id
    if code:
        _wait(here)
        if vote_of_pass(here.installation, town, code) != vote.id:
            return _refused(here, vote, Uncast(WhyNot.UNKNOWN), code)
        done = cast_with_pass(here.installation, town, code, marked)
    elif mine:
        done = cast(here.installation, town, vote.id, mine, marked)
    else:
        return _how(here, vote, mine)
    if isinstance(done, Cast):
        return _receipt(here, vote, done)
    if done.why is WhyNot.RULE:
        said = here.words.gettext("Lo que marcó pasa lo que permite la votación. Quite alguna.")
        return _ballot(here, vote, code, marked, said)
    return _refused(here, vote, done, code)


@router.get("/{number}/booth", response_model=None)
def booth(here: FromOutside, number: Number) -> Response:
    """Where the pass of the counter is typed."""
    vote, _mine = _asked(here, number)
    return _pass(here, vote, "")


@router.post("/{number}/booth", response_model=None)
def enter(here: FromOutside, number: Number, form: Form) -> Response:
    """The ballot, for who has a pass."""
    vote, _mine = _asked(here, number)
    _wait(here)
    code = form.one("pass")[:40]
    if vote_of_pass(here.installation, here.municipality.id, code) != vote.id:
        _failed(here)
        said = here.words.gettext("Ese pase no vale: ya se usó, o pasaron sus veinte minutos.")
        return _pass(here, vote, said)
    return _ballot(here, vote, code, (), "")


def _asked(here: Citizen, number: str) -> tuple[ConsultationRow, str]:
    town = here.municipality.id
    with here.installation.database.read(town) as connection:
        vote = found(here, connection, number)
        mine = verified_number_of(connection, town, here.actor.person_id or 0)
    return vote, (mine or "") if here.has_account else ""


def _did(here: Citizen, vote: ConsultationRow, mine: str) -> bool:
    town = here.municipality.id
    mark = vote_mark(here.installation, town, vote.id, mine)
    with here.installation.database.read(town) as connection:
        return has_voted(connection, town, vote.id, mark)


def _marked(form: Posted) -> tuple[int, ...]:
    chosen = form.fields.get("option", ())
    return tuple(
        sorted({int(each) for each in chosen if each.isdecimal() and 0 < int(each) <= MOST_OPTIONS})
    )


def _ballot(
    here: Citizen, vote: ConsultationRow, code: str, marked: tuple[int, ...], fault: str
) -> Response:
    town = here.municipality.id
    with here.installation.database.read(town) as connection:
        options = options_of(connection, town, vote.id)
    context = {
        **_about(here, vote),
        "rules": rules_of(vote, here),
        "options": [
            Choice(
                str(each.place),
                each.title
                if each.cost is None
                else f"{each.title} · {here.formats.money(each.cost)}",
                each.told,
            )
            for each in options
        ],
        "marked": [str(each) for each in marked],
        "single": vote.most == 1,
        "pass_code": code,
        "fault": fault,
        "summary": [FieldError("option", fault)] if fault else [],
        "action": here.path("votes", vote.number, "ballot"),
    }
    return _unkept(citizen_page(here, "participation/ballot.html", context, status=_status(fault)))


def _pass(here: Citizen, vote: ConsultationRow, fault: str) -> Response:
    context = {
        **_about(here, vote),
        "is_open": is_open(here.installation, vote),
        "fault": fault,
        "summary": [FieldError("pass", fault)] if fault else [],
        "action": here.path("votes", vote.number, "booth"),
    }
    return _unkept(citizen_page(here, "participation/booth.html", context, status=_status(fault)))


def _receipt(here: Citizen, vote: ConsultationRow, done: Cast) -> Response:
    context = {**_about(here, vote), "receipt": done.receipt}
    return _unkept(citizen_page(here, "participation/voted.html", context))


def _how(here: Citizen, vote: ConsultationRow, mine: str) -> Response:
    context = {
        **_about(here, vote),
        "is_open": is_open(here.installation, vote),
        "voted": bool(mine) and _did(here, vote, mine),
        "has_account": here.has_account,
        "verified": bool(mine),
        "sign_in_href": here.path("citizen"),
        "pass_href": here.path("votes", vote.number, "booth"),
        "told_refusal": "",
    }
    return _unkept(citizen_page(here, "participation/how.html", context))


def _refused(here: Citizen, vote: ConsultationRow, done: Uncast, code: str) -> Response:
    _ = here.words.gettext
    said: Mapping[WhyNot, str] = {
        WhyNot.VOTED: _("Con ese documento ya se votó. Si no fue usted, avise en la ventanilla."),
        WhyNot.NOT_OPEN: _("La votación no está abierta: no se guardó nada."),
        WhyNot.UNKNOWN: _("Ese pase no vale: ya se usó, o pasaron sus veinte minutos."),
        WhyNot.CHANGED: _(
            "La urna no está como se dejó. No se guardó nada: avise en la ventanilla."
        ),
    }
    if code and done.why is WhyNot.UNKNOWN:
        _failed(here)
        return _pass(here, vote, said[done.why])
    context = {
        **_about(here, vote),
        "told_refusal": said.get(done.why, ""),
        "is_open": is_open(here.installation, vote),
        "voted": done.why is WhyNot.VOTED,
        "has_account": here.has_account,
        "verified": True,
        "sign_in_href": here.path("citizen"),
        "pass_href": here.path("votes", vote.number, "booth"),
    }
    return _unkept(citizen_page(here, "participation/how.html", context, status=409))


def _about(here: Visit, vote: ConsultationRow) -> dict[str, object]:
    return {
        "vote": vote,
        "days": days_of(vote, here),
        "page_href": here.path("votes", vote.number),
        "list_href": here.path("votes"),
    }


def _status(fault: str) -> int:
    return 422 if fault else 200


def _unkept(response: Response) -> Response:
    response.headers["cache-control"] = "private, no-store"
    return response


def _wait(here: Visit) -> None:
    throttle = here.surroundings.throttles.passes
    if seconds := throttle.wait(here.installation, here.municipality.id, _address(here)):
        title = here.words.gettext("Espere un momento")
        advice = here.words.gettext("Desde su conexión se probaron muchos pases que no existen.")
        raise PageError(429, title, advice, headers={"retry-after": str(seconds)})


def _failed(here: Visit) -> None:
    throttle = here.surroundings.throttles.passes
    throttle.failed(here.installation, here.municipality.id, _address(here))


def _address(here: Visit) -> str:
    return here.request.client.host if here.request.client else ""
