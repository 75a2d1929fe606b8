"""A town that collects the property tax, for the tests: its people, what is declared, its run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from engine.cases import Facts
from engine.jobs.letters import PlainPress, letter_handlers
from engine.jobs.linking import link_handlers
from engine.jobs.payments import payment_handlers
from engine.jobs.results import Handler
from engine.parameters import load_parameters
from engine.refusals import Refused
from processes.registry import family, parameters_of
from processes.taxes.account import Account
from processes.taxes.assessing import Benefit, Parcel
from processes.taxes.collecting import account_today
from processes.taxes.declaring import Declaration, declare
from processes.taxes.handlers import tax_handlers
from storage.queries.tax_runs import RunRow, run_of_case
from storage.queries.taxes import TaxEntryRow, TaxpayerRow, taxpayer_by_code
from storage.writes.taxes import insert_tax_entries
from tests.town import Town

TAX_PROCESSES = (
    "emision_predial",
    "pago_tributos",
    "declaracion_predial",
    "devolucion_tributos",
    "fraccionamiento_tributario",
)


def collects_taxes(town: Town, *more: str) -> None:
    """The processes are in force, and there is somebody for each part."""
    load_parameters(town.installation, town.municipality_id, parameters_of("PE"))
    for name in (*TAX_PROCESSES, *more):
        town.deploys(family(f"taxes/{name}").bundle)
    town.person("nora", "rentas")
    town.person("alba", "autoridad")
    town.person("celia", "caja")
    town.listens()


def handlers_of(town: Town) -> Mapping[str, Handler]:
    """What the house does for these processes."""
    house = town.installation
    return {
        **payment_handlers(house),
        **letter_handlers(house, lambda _town: PlainPress()),
        **link_handlers(house),
        **tax_handlers(house),
    }


def works(town: Town) -> None:
    """The house does all it can by itself."""
    while town.works(handlers_of(town)):
        town.listens()


def declares(
    town: Town,
    document: str,
    value: str,
    *,
    code: str = "",
    from_on: date = date(2020, 5, 4),
    **more: Any,
) -> TaxpayerRow:
    """Somebody has a parcel of this value."""
    benefit = more.pop("benefit", Benefit())
    land = more.pop("land", Decimal(1))
    parcel = Parcel(code or f"P-{document}", land, Decimal(value), **more)
    said = Declaration(
        f"DNI {document}", f"Vecino {document}", "Jr. Lima 1", benefit, parcel, "Jr. Lima 1",
        from_on,
    )  # fmt: skip
    return declare(town.installation, town.municipality_id, None, said)


def begins_run(town: Town, year: int = 2026) -> int:
    """The tax office begins the year; the case, which waits to be reviewed."""
    case_id = town.open_case("nora", "emision_predial", Facts({"ejercicio": Decimal(year)}))
    works(town)
    return case_id


def run_of(town: Town, case_id: int) -> RunRow:
    """The run of a case."""
    found = town.reads(lambda c: run_of_case(c, town.municipality_id, case_id))
    assert found is not None
    return found


def decides(town: Town, who: str, case_id: int, step: str, data: Mapping[str, object]) -> None:
    """Somebody does a step with its papers, and the house what follows."""
    town.claim(who, town.open_task(case_id, step))
    task_id = town.open_task(case_id, step, who)
    for title, kind in town.document_kinds(case_id, step).items():
        town.attach(who, case_id, task_id=task_id, kind=kind, title=title)
    answer = town.complete(who, task_id, Facts(data))
    assert not isinstance(answer, Refused), answer
    works(town)


def issues(town: Town, case_id: int) -> None:
    """It is reviewed, approved and issued."""
    decides(town, "nora", case_id, "revisar", {"decision_revision": "aprobar"})
    said = {"decision_aprobacion": "conforme", "norma_emision": "RA 12-2026"}
    decides(town, "alba", case_id, "aprobar", said)


def account(town: Town, code: str, day: date) -> Account:
    """What a taxpayer owes on a day."""

    def asked(connection: Any) -> Account:
        who = taxpayer_by_code(connection, town.municipality_id, code)
        assert who is not None
        return account_today(town.installation, connection, town.municipality_id, who.id, day)

    return town.reads(asked)


def issued_before(
    town: Town, who: TaxpayerRow, amount: Decimal, *, due_on: date, concept: str = "predial",
    instalment: int = 1,
) -> None:  # fmt: skip
    """Something that a taxpayer owes, without a run."""
    row = TaxEntryRow(
        town.installation.ids.new(), who.id, due_on.year, concept, instalment, due_on, "charge",
        "receivable", "income", int(amount * 100), due_on, None, None, "",
        town.installation.clock.now(),
    )  # fmt: skip
    town_id = town.municipality_id
    town.installation.database.run(
        lambda c: insert_tax_entries(c, town_id, [row]), municipality=town_id
    )


def ledger_balances(rows: Iterable[TaxEntryRow]) -> bool:
    """Of every account what came in went out of another, and no contra takes back more than there
    was."""
    left = {each.id: each.cents for each in rows if each.counters is None}
    for each in rows:
        if each.counters is not None:
            left[each.counters] -= each.cents
    return all(cents >= 0 for cents in left.values())
