"""What the processes of taxes have done: their service tasks, by kind.

`taxes:take` with `year`, `taxes:compute` and `taxes:issue` are the run of their case;
those of money are in `money.py` and `agreements.py`, what the cadastre changed in `novelties.py`,
what taxpayers ask for in `service_handlers.py`, whose the money of a bank is in `suspending.py`.
Each may be done again and does nothing twice.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from engine.installation import Installation
from engine.jobs.results import Done, Handler, Incident, Result, Retry, Work
from engine.sentences import N_, phrase
from processes.taxes.agreements import agreement_handlers
from processes.taxes.dues.handlers import dues_handlers
from processes.taxes.money import money_handlers
from processes.taxes.novelties import novelty_handlers
from processes.taxes.running import Overtaken, YearIssued, compute, issue, take
from processes.taxes.service_handlers import service_handlers
from processes.taxes.suspending import suspending_handlers
from storage.queries.tax_runs import run_of_case, totals_of_run


def tax_handlers(installation: Installation) -> dict[str, Handler]:
    """The handlers by their kind."""
    return {
        "taxes:take": lambda work: _taking(installation, work),
        "taxes:compute": lambda work: _computing(installation, work),
        "taxes:issue": lambda work: _issuing(installation, work),
        **money_handlers(installation),
        **agreement_handlers(installation),
        **novelty_handlers(installation),
        **service_handlers(installation),
        **dues_handlers(installation),
        **suspending_handlers(installation),
    }


def _taking(installation: Installation, work: Work) -> Result:
    year = work.payload.get("year")
    if not isinstance(year, Decimal) or year != int(year):
        return Incident(phrase(N_("«year» debe ser un año.")))
    try:
        run = take(installation, work.municipality_id, work.case_id or 0, int(year))
    except YearIssued:
        said = N_("El impuesto de %(year)s ya se emitió: no se emite dos veces.")
        return Incident(phrase(said, year=int(year)))
    return Done({"taxpayers": run.taken, "parcels": run.parcels})


def _computing(installation: Installation, work: Work) -> Result:
    return _with_run(installation, work, compute)


def _issuing(installation: Installation, work: Work) -> Result:
    return _with_run(installation, work, issue)


def _with_run(installation: Installation, work: Work, act: Any) -> Result:
    town = work.municipality_id
    with installation.database.read(town) as connection:
        run = run_of_case(connection, town, work.case_id or 0)
    if run is None:
        return Incident(phrase(N_("El expediente no tomó todavía el padrón del año.")))
    try:
        act(installation, town, run.id)
    except Overtaken:
        return Retry(phrase(N_("Otro proceso está haciendo este cálculo.")))
    except YearIssued:
        said = N_("El impuesto de %(year)s ya se emitió: no se emite dos veces.")
        return Incident(phrase(said, year=run.year))
    except LookupError as fault:
        return Incident(str(fault))
    return Done(_told(installation, town, run.id))


def _told(installation: Installation, town: int, run_id: int) -> Mapping[str, Any]:
    with installation.database.read(town) as connection:
        totals = totals_of_run(connection, town, run_id)
    return {
        "assessed": totals.assessed,
        "failed": totals.failed,
        "review": totals.review,
        "tax": Decimal(totals.tax) / 100,
        "emission": Decimal(totals.emission) / 100,
        "before": Decimal(totals.before) / 100,
    }
