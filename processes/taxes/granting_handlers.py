"""What is done for what a resolution grants: `taxes:holdings`, `taxes:benefit`,
`taxes:benefit-end` and `taxes:exempt`. Each may be done again and does nothing twice.

All take the `code` of a taxpayer; `from` is a day, and what is told of the years that were issued
is how much less is owed (`less`) or more (`more`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal

from engine.installation import Installation
from engine.jobs.results import Done, Handler, Incident, Result, Work
from engine.sentences import N_, phrase
from processes.taxes.assessing import Benefit, NotAssessed
from processes.taxes.declarations import words
from processes.taxes.granting import end_benefit, exempt, grant, holdings_of
from processes.taxes.reassessing import Change

Act = Callable[[Installation, Work], Result]


def granting_handlers(installation: Installation) -> dict[str, Handler]:
    """The handlers by their kind."""
    acts = {
        "taxes:holdings": _holdings,
        "taxes:benefit": _benefit,
        "taxes:benefit-end": _end,
        "taxes:exempt": _exempt,
    }
    return {kind: _told(installation, act) for kind, act in acts.items()}


def _told(installation: Installation, act: Act) -> Handler:
    def handle(work: Work) -> Result:
        try:
            return act(installation, work)
        except NotAssessed as fault:
            return Incident(str(fault))
        except LookupError as fault:
            return Incident(phrase(N_("No se puede registrar: %(what)s."), what=fault))
        except (TypeError, ArithmeticError) as fault:
            return Incident(phrase(N_("Lo declarado no se entiende: %(what)s."), what=fault))

    return handle


def _holdings(installation: Installation, work: Work) -> Result:
    code, on = words(work.payload["code"]), day_of(work.payload["on"])
    found = holdings_of(installation, work.municipality_id, code, on)
    if found is None:
        raise LookupError(code)
    return Done(
        {
            "name": found.who.name,
            "document": found.who.document,
            "parcels": Decimal(found.parcels),
            "value": found.value,
            "benefit": found.benefit,
        }
    )


def _benefit(installation: Installation, work: Work) -> Result:
    given = work.payload
    benefit = Benefit(words(given["benefit"]), only_home=True, income=Decimal(given["income"]))
    changes = grant(
        installation, work.municipality_id, work.case_id or 0, words(given["code"]), benefit,
        day_of(given["from"]), work.idempotency_key,
    )  # fmt: skip
    return _changed(changes)


def _end(installation: Installation, work: Work) -> Result:
    code, on = words(work.payload["code"]), day_of(work.payload["from"])
    town = work.municipality_id
    return _changed(end_benefit(installation, town, code, on, work.idempotency_key))


def _exempt(installation: Installation, work: Work) -> Result:
    given = work.payload
    changes = exempt(
        installation, work.municipality_id, work.case_id or 0, words(given["code"]),
        words(given["parcel"]), words(given["cause"]), day_of(given["from"]),
        work.idempotency_key,
    )  # fmt: skip
    return _changed(changes)


def _changed(changes: Sequence[Change]) -> Done:
    less = sum((max(-each.difference, Decimal(0)) for each in changes), Decimal(0))
    more = sum((max(each.difference, Decimal(0)) for each in changes), Decimal(0))
    return Done({"less": less, "more": more})


def day_of(value: object) -> date:
    """A day. Raises TypeError where it is none."""
    if not isinstance(value, date):
        raise TypeError(value)
    return value
