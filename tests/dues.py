"""A town that collects what is not paid, for the tests."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from engine.cases import Facts
from engine.cases.notifying import Attempt, Notified, record_notification
from engine.documents.attaching import Attached
from engine.jobs.letters import PlainPress, letter_handlers
from engine.jobs.linking import link_handlers
from engine.jobs.results import Handler
from engine.parameters import load_parameters
from processes.registry import family, parameters_of
from processes.taxes.collecting import pay
from processes.taxes.dues.stages import tell_paid
from processes.taxes.posting import Payment
from storage.queries.dues import DebtRow, debts_of_taxpayer
from storage.queries.taxes import TaxpayerRow
from tests.taxes import handlers_of
from tests.town import Town

PROCESSES = ("emision_valores", "cobranza_tributaria")


def collects_debts(town: Town, *more: str) -> None:
    """The processes of unpaid debt are in force, and there is somebody for each part."""
    load_parameters(town.installation, town.municipality_id, parameters_of("PE"))
    for name in (*PROCESSES, *more):
        town.deploys(family(f"taxes/{name}").bundle)
    town.person("carla", "cobranza")
    town.person("ema", "ejecutor")
    town.person("aldo", "auxiliar_coactivo")
    town.listens()


def all_handlers(town: Town) -> Mapping[str, Handler]:
    """What the house does for these processes."""
    return {
        **handlers_of(town),
        **letter_handlers(town.installation, lambda _town: PlainPress()),
        **link_handlers(town.installation),
    }


def goes_on(town: Town) -> None:
    """The house does all it can by itself."""
    town.listens()
    while town.works(all_handlers(town)):
        town.listens()


def does(town: Town, who: str, case_id: int, step: str, data: Mapping[str, Any]) -> None:
    """Somebody does a step, and the house what follows."""
    town.claim(who, town.open_task(case_id, step))
    town.does(who, case_id, step, Facts(data))
    goes_on(town)


def begins(town: Town, process: str, who: str = "carla", **said: Any) -> int:
    """Somebody begins it; the case."""
    case_id = town.open_case(who, process, said)
    goes_on(town)
    return case_id


def notified(town: Town, who: str, case_id: int, day: date, what: str = "Valor") -> None:
    """What was issued is made known to the debtor in person."""
    proof = town.attach(who, case_id, title="Cargo de notificación")
    assert isinstance(proof, Attached), proof
    attempt = Attempt(what, "El deudor", "personal", day, evidence_id=proof.document_id)
    done = record_notification(town.installation, town.people[who], case_id, attempt)
    assert isinstance(done, Notified), done
    goes_on(town)


def pays_all(town: Town, who: TaxpayerRow, amount: str, on: date) -> None:
    """A payment comes, and the cases whose debts it ends are told."""
    payment = Payment(Decimal(amount), on, "bank", f"{who.id}:{amount}:{on}")
    pay(town.installation, town.municipality_id, who.id, payment)
    tell_paid(town.installation, town.municipality_id, who.id, on)
    goes_on(town)


def debts(town: Town, who: TaxpayerRow) -> tuple[DebtRow, ...]:
    """What somebody owes or owed."""
    return town.reads(lambda c: debts_of_taxpayer(c, town.municipality_id, who.id))
