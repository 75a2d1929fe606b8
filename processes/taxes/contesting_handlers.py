"""What is done for who contests a debt or asks for its prescription: `taxes:contest`,
`taxes:settle`, `taxes:terms`, `taxes:prescribe`, `taxes:interest-stop` and
`taxes:interest-resume`. Each may be done again and does nothing twice.

All take the `code` of a taxpayer, a `concept` and the years `since` and `until`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from engine.installation import Installation
from engine.jobs.results import Done, Handler, Incident, Result, Work
from engine.sentences import N_, phrase
from processes.taxes.contesting import Matter, YearTerm, contest, prescribe, settle, terms_of
from processes.taxes.declarations import words
from processes.taxes.granting_handlers import day_of
from processes.taxes.stopping import resume_interest, stop_interest
from storage.queries.dues import ActRow

Act = Callable[[Installation, Work, Matter], Result]


def contesting_handlers(installation: Installation) -> dict[str, Handler]:
    """The handlers by their kind."""
    acts = {
        "taxes:contest": _contest,
        "taxes:settle": _settle,
        "taxes:terms": _terms,
        "taxes:prescribe": _prescribe,
        "taxes:interest-stop": _stop,
        "taxes:interest-resume": _resume,
    }
    return {kind: _of_matter(installation, act) for kind, act in acts.items()}


def _of_matter(installation: Installation, act: Act) -> Handler:
    def handle(work: Work) -> Result:
        given = work.payload
        try:
            matter = Matter(
                words(given["code"]), words(given["concept"]), int(given["since"]),
                int(given["until"]),
            )  # fmt: skip
            return act(installation, work, matter)
        except LookupError as fault:
            return Incident(phrase(N_("No se puede registrar: %(what)s."), what=fault))
        except (TypeError, ArithmeticError) as fault:
            return Incident(phrase(N_("Lo declarado no se entiende: %(what)s."), what=fault))

    return handle


def _contest(installation: Installation, work: Work, matter: Matter) -> Result:
    who, owed = contest(installation, work.municipality_id, work.case_id or 0, matter)
    return Done({"name": who.name, "document": who.document, "owed": owed})


def _settle(installation: Installation, work: Work, matter: Matter) -> Result:
    less = Decimal(work.payload.get("less") or 0)
    gone = settle(
        installation, work.municipality_id, work.case_id or 0, matter, less,
        work.idempotency_key,
    )  # fmt: skip
    return Done({"less": gone})


def _stop(installation: Installation, work: Work, matter: Matter) -> Result:
    return Done(
        {"from": stop_interest(installation, work.municipality_id, work.case_id or 0, matter)}
    )


def _resume(installation: Installation, work: Work, matter: Matter) -> Result:
    """`on`: the day of the decision."""
    on = day_of(work.payload["on"])
    case_id = work.case_id or 0
    count = resume_interest(installation, work.municipality_id, case_id, matter, on)
    return Done({"debts": Decimal(count)})


def _terms(installation: Installation, work: Work, matter: Matter) -> Result:
    """`years` is how long the term is, `acts` what the office found (`kind`, `on`, `to`, and the
    `year` that it is of; without one, of all)."""
    acts = [_act(each) for each in work.payload.get("acts") or ()]
    years = int(work.payload["years"])
    found = terms_of(installation, work.municipality_id, matter, years, acts)
    return Done({"terms": [_told(each) for each in found]})


def _act(given: Mapping[str, Any]) -> ActRow:
    until = given.get("to")
    return ActRow(
        debt_id=int(given.get("year") or 0), kind=words(given["kind"]), case_id=0,
        on_day=day_of(given["on"]), until_on=None if until is None else day_of(until), note="",
    )  # fmt: skip


def _told(found: YearTerm) -> dict[str, Any]:
    return {
        "year": Decimal(found.year),
        "owed": found.owed,
        "from": found.term.runs_from,
        "on": found.term.prescribes_on,
        "prescribed": found.prescribed,
        "turns": Decimal(len(found.term.turns) - 1),
    }


def _prescribe(installation: Installation, work: Work, matter: Matter) -> Result:
    years = [int(each) for each in work.payload.get("years") or ()]
    key = work.idempotency_key
    return Done({"less": prescribe(installation, work.municipality_id, matter, years, key)})
