"""What the processes of participation have done: their service tasks, by kind.

`improvement:proposal` puts a proposal of a citizen into its register. `improvement:options` brings
the proposals that were accepted, as `options` of a vote; `improvement:open-vote` opens it, with the
days `from` and `until`, both included, and tells `seed_hash` and `closes_at`; `improvement:count`
counts it and tells the `result`. `improvement:candidates` brings what goes into a plan, beside the
`actions` that stand there. Each may be done again and does nothing twice.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from engine.deadlines.calendars import calendar_of
from engine.installation import Installation
from engine.jobs.results import Done, Handler, Incident, Result, Work
from engine.participation.counting import Uncounted, count
from engine.participation.opening import Asked, BadVote, Option, open_vote
from engine.participation.winners import Rule
from engine.sentences import N_, phrase
from processes.improvement.candidates import candidates_of
from processes.improvement.minutes import result_told
from processes.improvement.proposals import write_proposal
from processes.improvement.recommendations import waiting_for_a_plan
from storage.queries.proposals import proposals_of
from storage.queries.votes import consultation_of_case, options_of
from storage.tables.participation import ConsultationKind, ProposalState, Tie

WHY_NOT_COUNTED: Mapping[Uncounted, str] = {
    Uncounted.UNKNOWN: N_("Este expediente todavía no abrió su votación."),
    Uncounted.OPEN: N_("La votación todavía está abierta: nadie puede contar antes del cierre."),
    Uncounted.URN: N_("La urna no es la que la casa dejó: alguien la cambió. No se contó nada."),
    Uncounted.VOTERS: N_(
        "Los votantes no son tantos como los votos, o no los anotó la casa. No se contó nada."
    ),
    Uncounted.RULES: N_("Las reglas u opciones no son las del primer día. No se contó nada."),
}
WHY_NO_VOTE: Mapping[str, str] = {
    "options": N_("Una votación tiene de 2 a 64 opciones."),
    "titles": N_("Dos opciones se llaman igual."),
    "days": N_("La votación debe terminar después de empezar."),
    "rule": N_("Diga cuánto dinero hay, o cuántas opciones ganan: una de las dos."),
    "costs": N_("En un presupuesto participativo cada opción tiene su costo."),
}
MOST = 40


def participation_handlers(installation: Installation) -> dict[str, Handler]:
    """The handlers by their kind."""
    return {
        "improvement:proposal": lambda work: _propose(installation, work),
        "improvement:options": lambda work: _options(installation, work),
        "improvement:open-vote": lambda work: _open(installation, work),
        "improvement:count": lambda work: _count(installation, work),
        "improvement:candidates": lambda work: _candidates(installation, work),
    }


def _propose(installation: Installation, work: Work) -> Result:
    try:
        number = write_proposal(installation, work.municipality_id, work.case_id or 0, work.payload)
    except (KeyError, ValueError) as fault:
        said = N_("Lo que se anota de la propuesta no se entiende: %(what)s.")
        return Incident(phrase(said, what=fault))
    return Done({"number": number})


def _options(installation: Installation, work: Work) -> Result:
    town = work.municipality_id
    with installation.database.read(town) as connection:
        rows = proposals_of(connection, town, state=ProposalState.ACCEPTED, limit=MOST)
    return Done(
        {
            "options": [
                {
                    "opcion": row.action or row.title,
                    "area": row.area,
                    "descripcion": row.told[:600],
                    "costo": row.cost,
                }
                for row in rows
            ]
        }
    )


def _open(installation: Installation, work: Work) -> Result:
    try:
        asked = _asked(installation, work)
        vote = open_vote(installation, work.municipality_id, work.case_id or 0, asked)
    except BadVote as fault:
        return Incident(phrase(WHY_NO_VOTE[str(fault)]))
    except (KeyError, TypeError, ValueError, ArithmeticError) as fault:
        said = N_("Las reglas de la votación no se entienden: %(what)s.")
        return Incident(phrase(said, what=fault))
    return Done({"seed_hash": vote.seed_hash, "closes_at": vote.closes_at})


def _asked(installation: Installation, work: Work) -> Asked:
    told = work.payload
    kind = ConsultationKind(str(told["kind"]))
    plain = kind is ConsultationKind.PLAIN
    rule = Rule(
        Tie(str(told["tie"])),
        budget=None if plain else Decimal(told["budget"]),
        seats=_whole(told.get("seats")) if plain else None,
        most=_whole(told.get("most")) or (_whole(told.get("seats")) if plain else None),
    )
    first, last = told["from"], told["until"]
    return Asked(
        title=str(told["title"]),
        question=str(told["question"]),
        rule=rule,
        opens_at=_midnight(installation, work.municipality_id, first),
        closes_at=_midnight(installation, work.municipality_id, last + timedelta(days=1)),
        options=tuple(_option(each, plain=plain) for each in told["options"]),
        electors=_whole(told.get("electors")),
    )


def _option(told: Mapping[str, Any], *, plain: bool) -> Option:
    cost = told.get("costo")
    return Option(
        title=str(told["opcion"]).strip(),
        told=str(told.get("descripcion") or "").strip(),
        area=str(told.get("area") or ""),
        cost=cost if isinstance(cost, Decimal) and not plain else None,
    )


def _midnight(installation: Installation, town: int, day: date) -> datetime:
    with installation.database.read(town) as connection:
        zone = calendar_of(installation, connection, town).zone
    return datetime.combine(day, time(), zone)


def _whole(value: object) -> int | None:
    return int(value) if isinstance(value, Decimal) else None


def _count(installation: Installation, work: Work) -> Result:
    town, case_id = work.municipality_id, work.case_id or 0
    found = count(installation, town, case_id)
    if isinstance(found, Uncounted):
        return Incident(phrase(WHY_NOT_COUNTED[found]))
    with installation.database.read(town) as connection:
        vote = consultation_of_case(connection, town, case_id)
        options = options_of(connection, town, vote.id) if vote else ()
    if vote is None:
        return Incident(phrase(WHY_NOT_COUNTED[Uncounted.UNKNOWN]))
    return Done({"result": result_told(vote, options, found)})


def _candidates(installation: Installation, work: Work) -> Result:
    town, there = work.municipality_id, work.payload.get("actions") or []
    with installation.database.read(town) as connection:
        found = candidates_of(connection, town)
        found += waiting_for_a_plan(installation, connection, town)
    known = {each.get("accion") for each in there if isinstance(each, Mapping)}
    new = [each for each in found if each["accion"] not in known]
    room = max(0, MOST_ACTIONS - len(there))
    return Done({"actions": [*there, *new[:room]]})


MOST_ACTIONS = 30
"""Actions that a plan puts in order at once."""
