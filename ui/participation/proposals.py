"""The proposals of citizens: a list with its search, a page each, supporting one, and the files.

Nobody's name is here: what is shown is what planning let be published.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from gettext import NullTranslations
from hashlib import sha256
from typing import Annotated

from fastapi import APIRouter, Path, Query
from starlette.responses import Response

from engine.participation.marks import support_mark
from engine.participation.people import support
from engine.spreadsheets import line, written
from processes.improvement.proposals import THRESHOLD, number_of
from processes.improvement.questionnaire import questionnaire, versions
from processes.procurement.ocds.packages import LICENSE
from storage.database import Connection
from storage.queries.proposals import (
    ProposalRow,
    proposal_by_number,
    proposals_of,
    state_of_proposals,
    supported_by,
    verified_number_of,
)
from storage.tables.participation import ProposalState
from ui.errors import not_found
from ui.open_data.files import CSV, JSON, answer
from ui.parts import Choice
from ui.portal.around import Link, citizen_page
from ui.portal.citizen import Citizen, FromOutside
from ui.visit import AnyVisit, Form, Visit, go

router = APIRouter(prefix="/{municipality}")
PAGE = 20
PROCESS = "propuesta_ciudadana"
Number = Annotated[str, Path(max_length=60)]
Words = Annotated[str, Query(max_length=120)]
Short = Annotated[str, Query(max_length=40)]
Start = Annotated[int, Query(alias="from", ge=0, le=100_000)]
STATES: Mapping[str, tuple[Callable[[NullTranslations], str], str]] = {
    ProposalState.PUBLISHED: (lambda w: w.gettext("En evaluación"), "ok"),
    ProposalState.ACCEPTED: (lambda w: w.gettext("Aceptada"), "ok"),
    ProposalState.DECLINED: (lambda w: w.gettext("No aceptada"), "pause"),
    ProposalState.REFUSED: (lambda w: w.gettext("No admitida"), "pause"),
}
"""By state: the word, and the state that it is shown as."""
COLUMNS = (
    "number", "state", "title", "area", "place", "description", "supports", "date_filed",
    "date_due", "date_answered", "answer", "action", "estimated_cost", "url",
)  # fmt: skip


@router.get("/proposals", response_model=None)
def proposals(
    here: AnyVisit, q: Words = "", area: Short = "", state: Short = "", start: Start = 0
) -> Response:
    """What was proposed, newest first; by words, area and state."""
    town, words = here.municipality.id, " ".join(q.split())
    asked = {"words": words, "area": area, "state": state if state in STATES else ""}
    with here.installation.database.read(town) as connection:
        rows = proposals_of(connection, town, **asked, limit=PAGE + 1, offset=start)
    query = {"q": words, "area": area, "state": asked["state"]}
    context = {
        "lines": [line_of(row, here) for row in rows[:PAGE]],
        "more_href": here.path("proposals", **query, **{"from": start + PAGE})
        if len(rows) > PAGE
        else "",
        "asked": query,
        "narrowed": any(query.values()),
        "areas": [Choice(key, title) for key, title in areas().items()],
        "states": [Choice(key, word(here.words)) for key, (word, _kind) in STATES.items()],
        "action": here.path("proposals"),
        "propose_href": here.path("services", PROCESS),
        "votes_href": here.path("votes"),
        "plan_href": here.path("open", "improvement"),
        "files": files_of(here, "proposals"),
    }
    return citizen_page(here, "participation/proposals.html", context)


@router.get("/proposals/{number}", response_model=None)
def proposal(here: FromOutside, number: Number) -> Response:
    """One proposal, its answer, and supporting it."""
    town = here.municipality.id
    with here.installation.database.read(town) as connection:
        row = found(here, connection, number)
        threshold = number_of(connection, town, THRESHOLD, here.today)
        mine = verified_number_of(connection, town, here.actor.person_id or 0)
        mark = support_mark(here.installation, town, row.case_id, mine) if mine else ""
        done = bool(mine) and supported_by(connection, town, row.case_id, mark)
    context = {
        "line": line_of(row, here),
        "row": row,
        "area": areas().get(row.area, ""),
        "cost": here.formats.money(row.cost) if row.cost is not None else "",
        "threshold": threshold,
        "reached": threshold is not None and row.supports >= threshold,
        "waits": row.state == ProposalState.PUBLISHED,
        "supported": done,
        "may_support": bool(mine) and not done,
        "has_account": here.has_account,
        "support_action": here.path("proposals", row.number, "support"),
        "sign_in_href": here.path("citizen"),
        "list_href": here.path("proposals"),
    }
    return citizen_page(here, "participation/proposal.html", context)


@router.post("/proposals/{number}/support", response_model=None)
def support_it(here: FromOutside, number: Number, _form: Form) -> Response:
    """Somebody whose document was seen supports it, once."""
    town, _ = here.municipality.id, here.words.gettext
    with here.installation.database.read(town) as connection:
        row = found(here, connection, number)
        mine = verified_number_of(connection, town, here.actor.person_id or 0)
    page = here.path("proposals", row.number)
    if not mine or not _by_account(here):
        said = _("Para apoyar, primero muestre su documento en la ventanilla.")
        return go(here, page, saying=said)
    done = support(here.installation, town, row.case_id, mine)
    saying = _("Gracias: su apoyo cuenta.") if done else _("Su apoyo ya estaba contado.")
    return go(here, page, saying=saying)


@router.get("/open/proposals.csv", response_model=None)
def as_csv(here: AnyVisit) -> Response:
    """One row for each proposal that is public."""

    def pieces() -> Iterator[str]:
        yield line(list(COLUMNS))
        for told in proposals_told(here):
            yield line([written(told[column]) for column in COLUMNS])

    return answer(here, pieces(), CSV, tag_of(here))


@router.get("/open/proposals.json", response_model=None)
def as_json(here: AnyVisit) -> Response:
    """The same as JSON."""
    told = {
        "publisher": here.municipality.name,
        "license": LICENSE,
        "proposals": [
            {
                **each,
                "estimated_cost": None if (cost := each["estimated_cost"]) is None else f"{cost}",
            }
            for each in proposals_told(here)
        ],
    }
    text = json.dumps(told, ensure_ascii=False, default=str)
    return answer(here, iter([text]), JSON, tag_of(here))


def line_of(row: ProposalRow, here: Visit) -> dict[str, object]:
    """A proposal as a list tells it."""
    _ = here.words.gettext
    word, kind = STATES[row.state]
    late = row.answered_on is None and row.due_on is not None and row.due_on < here.today
    short, told = here.formats.short_day, ""
    if row.answered_on is not None:
        told = _("Respondida el %(day)s") % {"day": short(row.answered_on)}
    elif row.due_on is not None:
        said = (
            _("Debía responderse hasta el %(day)s") if late else _("Se responde hasta el %(day)s")
        )
        told = said % {"day": short(row.due_on)}
    return {
        "number": row.number,
        "title": row.title or _("Propuesta que no se admitió"),
        "place": row.place,
        "href": here.path("proposals", row.number),
        "word": _("Fuera de plazo") if late else word(here.words),
        "kind": "late" if late else kind,
        "told": told,
        "filed": short(row.filed_on),
        "supports": here.words.ngettext("%(num)s apoyo", "%(num)s apoyos", row.supports)
        % {"num": row.supports},
    }


def areas() -> Mapping[str, str]:
    """The areas of management, by their keys."""
    return questionnaire(versions()[-1]).areas


def files_of(here: Visit, name: str) -> list[Link]:
    """The same as data."""
    return [Link(kind.upper(), here.path("open", f"{name}.{kind}")) for kind in ("csv", "json")]


def found(here: Visit, connection: Connection, number: str) -> ProposalRow:
    """A proposal that is public; else the page of what is not there."""
    row = proposal_by_number(connection, here.municipality.id, number)
    if row is None or row.state not in STATES:
        raise not_found(here.words)
    return row


def tag_of(here: Visit) -> str:
    """The ETag of the proposals; weak, because what stands around may be written otherwise."""
    with here.installation.database.read(here.municipality.id) as connection:
        state = state_of_proposals(connection, here.municipality.id)
    return f'W/"{sha256(repr(state).encode()).hexdigest()[:20]}"'


def proposals_told(here: Visit) -> Iterator[Mapping[str, object]]:
    """Every proposal that is public, without anybody's data."""
    base = f"{here.surroundings.settings.links}/{here.municipality.slug}/proposals"
    town, start = here.municipality.id, 0
    while True:
        with here.installation.database.read(town) as connection:
            rows = proposals_of(connection, town, limit=500, offset=start)
        for row in rows:
            yield {
                "number": row.number,
                "state": row.state,
                "title": row.title,
                "area": row.area,
                "place": row.place,
                "description": row.told,
                "supports": row.supports,
                "date_filed": row.filed_on,
                "date_due": row.due_on,
                "date_answered": row.answered_on,
                "answer": row.answer,
                "action": row.action,
                "estimated_cost": row.cost,
                "url": f"{base}/{row.number}",
            }
        if len(rows) < 500:
            return
        start += 500


def _by_account(here: Citizen) -> bool:
    return here.has_account
