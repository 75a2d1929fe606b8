"""Following a case by its code, with or without its PIN: where it is, until when, what happened."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from starlette.responses import RedirectResponse, Response

from engine.citizens.surveying import LONGEST as LONGEST_SAID
from engine.citizens.withdrawing import is_bound
from engine.citizens.writing import LONGEST as LONGEST_LETTER
from engine.deadlines.calendars import calendar_of
from storage.database import Connection
from storage.queries.citizens import ApplicationRow, FiledCase, story_of
from storage.queries.deadlines import deadlines_of_case
from storage.queries.party_notices import ways_in_cases
from storage.queries.payments import orders_of_case
from storage.queries.surveys import has_answered
from ui.cases.reason import reason_of
from ui.cases.scene import CaseScene, case_scene
from ui.parts import Choice, Crumb, FieldError
from ui.payments.paying import payments_of_case
from ui.portal.around import around_of, citizen_page
from ui.portal.beside import filed_with, lines_beside, owed_in_all, payments_with
from ui.portal.citizen import Citizen, FromOutside, is_applicant, of_case
from ui.portal.kept import kept_form_page
from ui.portal.letters import letters_of
from ui.portal.readers import readers_of
from ui.portal.status import (
    entries_of,
    masked_ways,
    mine_to_do,
    observed_in,
    rights_of,
    river_here,
    told_of,
)
from ui.portal.tracked import Code, UnknownCodeError, looked_up, sentence_of_unknown
from ui.told import told as told_once

router = APIRouter(prefix="/{municipality}/tracking")


@router.get("", response_model=None)
def ask(here: FromOutside, code: str = "") -> Response:
    """The form for a code."""
    if code.strip():
        return RedirectResponse(here.path("tracking", code.strip()[:40]), 303)
    return asked(here, "")


@router.get("/{code}", response_model=None)
def follow(here: FromOutside, code: Code) -> Response:
    """Where the case is."""
    try:
        row, case, _definition = looked_up(here, code)
    except UnknownCodeError:
        return asked(here, code, status=404)
    if code != row.code:
        return RedirectResponse(here.path("tracking", row.code), 303)
    return followed(here, row, case)


def asked(here: Citizen, typed: str, *, status: int = 200) -> Response:
    """The field for the code, with what was wrong with it."""
    error = sentence_of_unknown(here) if status == 404 else ""
    context = {
        "typed": typed,
        "error": error,
        "summary": [FieldError("code", error)] if error else [],
        "action": here.path("tracking"),
        "citizen_href": here.path("citizen"),
    }
    return citizen_page(here, "portal/ask_code.html", context, section="tracking", status=status)


def followed(
    here: Citizen,
    row: ApplicationRow,
    case: FiledCase,
    *,
    errors: dict[str, str] | None = None,
    typed: dict[str, str] | None = None,
    status: int = 200,
) -> Response:
    """The page of a case, for who has the code, or its PIN too."""
    who = of_case(here, row.case_id)
    if not is_applicant(who, row.case_id) and not errors and not told_once(here.request):
        return followed_by_anybody(who, row, case)
    with here.installation.database.read(here.municipality.id) as connection:
        scene = case_scene(who, connection, row.case_id, case.definition_id)
        context = context_of(who, connection, row, case, scene)
    context |= {
        "errors": errors or {},
        "typed": typed or {},
        "summary": [FieldError(name, said) for name, said in (errors or {}).items()],
    }
    response = citizen_page(who, "portal/tracking.html", context, section="tracking", status=status)
    if context["mine"]:
        response.headers["cache-control"] = "private, no-store"
    return response


def followed_by_anybody(here: Citizen, row: ApplicationRow, case: FiledCase) -> Response:
    """The page for who has nothing but the code: the same for all of them, made once for as long as
    nothing happens in the case."""
    town = here.municipality.id
    with here.installation.database.read(town) as connection:
        made_of = (
            row.case_id,
            case.definition_id,
            case.state,
            row.withdrawn_at,
            here.today,
            story_of(connection, town, row.case_id),
            deadlines_of_case(connection, town, row.case_id),
            orders_of_case(connection, town, row.case_id),
            calendar_of(here.installation, connection, town),
            tuple(
                (
                    each.case_id,
                    each.state,
                    story_of(connection, town, each.case_id),
                    deadlines_of_case(connection, town, each.case_id),
                    orders_of_case(connection, town, each.case_id),
                )
                for each in filed_with(connection, here, row)
            ),
        )

        def make(proof: dict[str, str]) -> str:
            scene = case_scene(here, connection, row.case_id, case.definition_id)
            context = context_of(here, connection, row, case, scene)
            shown = {"errors": {}, "typed": {}, "summary": [], "here": here, "told": "", **proof}
            around = {"around": around_of(here, section="tracking")}
            return here.surroundings.templates.render(
                "portal/tracking.html", {**context, **shown, **around}, locale=here.localisation
            )

        return kept_form_page(here, made_of, make)


def context_of(
    here: Citizen,
    connection: Connection,
    row: ApplicationRow,
    case: FiledCase,
    scene: CaseScene,
) -> dict[str, Any]:
    """The context of portal/tracking.html, but for what was typed."""
    _ = here.words.gettext
    mine, town = is_applicant(here, row.case_id), here.municipality.id
    others, task = filed_with(connection, here, row), mine_to_do(scene)
    payments = payments_with(connection, here, row.case_id, others)
    own = payments_of_case(here, connection, row.case_id)
    owing = [each.order for each in own if each.order.pending]
    told = told_of(row, case, scene, here, owing)
    open_now = case.state in ("open", "suspended")
    ways = ways_in_cases(connection, town, [row.case_id])
    reason = reason_of(scene, here, (), told.day) if open_now and scene.open_deadlines else None
    return {
        "crumbs": [Crumb(_("Seguir mi trámite"), here.path("tracking"))],
        "service": case.service,
        "code": row.code,
        "told_state": told,
        "observed": observed_in(task, scene) if task else [],
        "mine": mine,
        "correct_href": here.path("tracking", row.code, "correction") if task else "",
        "river": river_here(scene, here, told.day),
        "entries": entries_of(scene, here),
        "reason": reason,
        "payments": payments,
        "owed_in_all": owed_in_all(here, payments),
        "beside": lines_beside(connection, here, others),
        "rights": rights_of(scene, here),
        "complaint_href": here.path("services", event="complaint"),
        "appeal_href": "" if open_now else here.path("services", case.process_key),
        "ways": masked_ways(ways),
        "ways_href": here.path("tracking", row.code, "notices") if mine else "",
        "readers": readers_of(here, connection, row.case_id) if mine else [],
        "letters": letters_of(connection, here, row.case_id) if mine else [],
        "letters_action": here.path("tracking", row.code, "messages"),
        "unlock_action": here.path("tracking", row.code, "pin"),
        "withdraw_href": here.path("tracking", row.code, "withdrawal")
        if open_now
        and row.withdrawn_at is None
        and not is_bound(here.installation, connection, town, row.case_id)
        else "",
        "receipt_href": here.path("tracking", row.code, "receipt"),
        "survey_action": here.path("tracking", row.code, "survey")
        if mine and not open_now and not has_answered(connection, town, row.case_id)
        else "",
        "ratings": rating_choices(here),
        "longest": (LONGEST_LETTER, LONGEST_SAID),
        "number": case.number if mine else "",
        "applicant": case.applicant if mine else "",
    }


def rating_choices(here: Citizen) -> list[Choice]:
    """From 1 to 5, each with its word."""
    _ = here.words.gettext
    words = (_("Muy mala"), _("Mala"), _("Regular"), _("Buena"), _("Muy buena"))
    return [Choice(str(n), f"{n}", word) for n, word in enumerate(words, 1)]
