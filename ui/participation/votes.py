"""The votes of the municipality for everybody: the list, a page each with its rules and what came
out, looking a receipt up, and the same as data."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from starlette.responses import Response

from engine.participation.casting import is_open
from engine.participation.checking import Standing, standing_of
from engine.participation.counting import counted_in
from engine.spreadsheets import line, written
from processes.procurement.ocds.packages import LICENSE
from storage.database import Connection
from storage.queries.votes import (
    ConsultationRow,
    ballots_of,
    consultation_by_number,
    consultations_of,
    options_of,
    receipts_of_count,
)
from ui.errors import not_found
from ui.open_data.files import CSV, JSON, answer
from ui.participation.present import (
    days_of,
    opening_of,
    option_lines,
    outcome_of,
    phase_of,
    rules_of,
)
from ui.participation.proposals import files_of
from ui.portal.around import citizen_page
from ui.visit import AnyVisit, Visit

router = APIRouter(prefix="/{municipality}")
Number = Annotated[str, Path(max_length=60)]
Code = Annotated[str, Query(max_length=40)]
COLUMNS = (
    "vote", "title", "kind", "budget", "date_opens", "date_closes", "ballots", "blank", "void",
    "option", "cost", "votes", "outcome", "tied_by", "url",
)  # fmt: skip


@router.get("/votes", response_model=None)
def votes(here: AnyVisit) -> Response:
    """Every vote, the newest first."""
    town = here.municipality.id
    with here.installation.database.read(town) as connection:
        rows = consultations_of(connection, town)
        lines = [_line(row, ballots_of(connection, town, row.id), here) for row in rows]
    context = {
        "lines": lines,
        "proposals_href": here.path("proposals"),
        "files": files_of(here, "votes"),
    }
    return citizen_page(here, "participation/votes.html", context)


@router.get("/votes/{number}", response_model=None)
def vote(here: AnyVisit, number: Number, receipt: Code = "") -> Response:
    """One vote: what is decided, by which rules, how one votes, and what came out."""
    town = here.municipality.id
    with here.installation.database.read(town) as connection:
        row = found(here, connection, number)
        options = options_of(connection, town, row.id)
        ballots = ballots_of(connection, town, row.id)
        standing = standing_of(connection, town, row, receipt) if receipt else None
    word, kind = phase_of(row, here)
    context = {
        "vote": row,
        "word": word,
        "kind": kind,
        "days": days_of(row, here),
        "rules": rules_of(row, here),
        "options": option_lines(options, here),
        "ballots": ballots,
        "opening": opening_of(row, here),
        "is_open": is_open(here.installation, row),
        "outcome": outcome_of(row, options, here),
        "receipt": receipt,
        "standing": standing,
        "standings": _standings(here),
        "vote_href": here.path("votes", row.number, "ballot"),
        "pass_href": here.path("votes", row.number, "booth"),
        "page_href": here.path("votes", row.number),
        "list_href": here.path("votes"),
        "json_href": here.path("open", "votes", f"{row.number}.json"),
    }
    return citizen_page(here, "participation/vote.html", context)


@router.get("/open/votes.csv", response_model=None)
def as_csv(here: AnyVisit) -> Response:
    """One row for each option of each vote; votes are told once they are counted."""

    def pieces() -> Iterator[str]:
        yield line(list(COLUMNS))
        for told in votes_told(here):
            for each in told["options"]:
                row = {**told, **each}
                yield line([written(row.get(column)) for column in COLUMNS])

    return answer(here, pieces(), CSV, _tag(here))


@router.get("/open/votes.json", response_model=None)
def as_json(here: AnyVisit) -> Response:
    """Every vote with its options."""
    told = {
        "publisher": here.municipality.name,
        "license": LICENSE,
        "votes": list(votes_told(here)),
    }
    text = json.dumps(told, ensure_ascii=False, default=str)
    return answer(here, iter([text]), JSON, _tag(here))


@router.get("/open/votes/{number}.json", response_model=None)
def one_as_json(here: AnyVisit, number: Number) -> Response:
    """A vote with the receipts of all ballots that were counted, and what the lot is made of."""
    town = here.municipality.id
    with here.installation.database.read(town) as connection:
        row = found(here, connection, number)
        receipts = receipts_of_count(connection, town, row.id)
    (told,) = [each for each in votes_told(here) if each["vote"] == row.number]
    more = {
        "license": LICENSE,
        "tie_rule": row.tie,
        "seed_hash": row.seed_hash,
        "seed": counted_in(row).seed if row.result else None,
        "receipts": receipts,
    }
    text = json.dumps({**told, **more}, ensure_ascii=False, default=str)
    return answer(here, iter([text]), JSON, _tag(here))


def found(here: Visit, connection: Connection, number: str) -> ConsultationRow:
    """A vote by its number; else the page of what is not there."""
    row = consultation_by_number(connection, here.municipality.id, number)
    if row is None:
        raise not_found(here.words)
    return row


def _line(row: ConsultationRow, ballots: int, here: Visit) -> Mapping[str, object]:
    word, kind = phase_of(row, here)
    return {
        "title": row.title,
        "question": row.question,
        "href": here.path("votes", row.number),
        "number": row.number,
        "days": days_of(row, here),
        "word": word,
        "kind": kind,
        "ballots": here.words.ngettext("%(num)s voto", "%(num)s votos", ballots) % {"num": ballots},
    }


def _standings(here: Visit) -> Mapping[Standing, tuple[str, str]]:
    _ = here.words.gettext
    return {
        Standing.COUNTED: ("ok", _("Ese voto se contó.")),
        Standing.WAITING: ("ok", _("Ese voto está en la urna, cerrado hasta el conteo.")),
        Standing.UNKNOWN: ("late", _("Ninguno de los votos tiene esa constancia.")),
        Standing.UNREADABLE: ("near", _("Escriba los dieciséis signos de su constancia.")),
    }


def votes_told(here: Visit) -> Iterator[Mapping[str, Any]]:
    """Every vote with its options; what came out once it is counted."""
    town = here.municipality.id
    base = f"{here.surroundings.settings.links}/{here.municipality.slug}/votes"
    with here.installation.database.read(town) as connection:
        rows = consultations_of(connection, town, limit=500)
        known = {row.id: options_of(connection, town, row.id) for row in rows}
        ballots = {row.id: ballots_of(connection, town, row.id) for row in rows}
    for row in rows:
        result = counted_in(row) if row.result else None
        ranks = {each.place: each for each in result.ranked} if result else {}
        options = []
        for each in known[row.id]:
            rank = ranks.get(each.place)
            options.append(
                {
                    "option": each.title,
                    "cost": each.cost,
                    "votes": rank.votes if rank else None,
                    "outcome": str(rank.fate) if rank else None,
                    "tied_by": rank.tied_by if rank else None,
                }
            )
        yield {
            "vote": row.number,
            "title": row.title,
            "question": row.question,
            "kind": row.kind,
            "budget": row.budget,
            "date_opens": row.opens_at.isoformat(),
            "date_closes": row.closes_at.isoformat(),
            "electors": row.electors,
            "ballots": ballots[row.id],
            "blank": result.blank if result else None,
            "void": result.void if result else None,
            "options": options,
            "url": f"{base}/{row.number}",
        }


def _tag(here: Visit) -> str:
    town = here.municipality.id
    with here.installation.database.read(town) as connection:
        rows = consultations_of(connection, town, limit=500)
        state = [(row.id, row.result, ballots_of(connection, town, row.id)) for row in rows]
    return f'W/"{sha256(repr(state).encode()).hexdigest()[:20]}"'
