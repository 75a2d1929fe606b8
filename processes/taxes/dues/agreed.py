"""What an agreement does to prescription (Código Tributario, arts. 45 and 46): asking for it begins
the term of what is overdue anew, and while it is in force that of its quotas stands still."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from engine.installation import Installation
from processes.taxes.account import What
from processes.taxes.dues.prescribing import Act
from processes.taxes.dues.stages import note
from processes.taxes.figures import Figures
from storage.database import Connection
from storage.queries.dues import acts_of_debts, debts_of_taxpayer
from storage.writes.dues import DebtAct


def asked(
    installation: Installation, connection: Connection, town: int, taxpayer_id: int,
    what: Collection[What], case_id: int, figures: Figures, day: date,
) -> None:  # fmt: skip
    """A case asks to pay these in quotas."""
    wanted = frozenset(what)
    acts = [
        DebtAct(each.id, Act.AGREEMENT_ASKED, case_id, day)
        for each in debts_of_taxpayer(connection, town, taxpayer_id)
        if What(each.due_on, each.year, each.concept, each.instalment) in wanted
    ]
    note(installation, connection, town, acts, figures, day)


def stands(
    installation: Installation, connection: Connection, town: int, quotas: Collection[int],
    case_id: int, number: str, figures: Figures, day: date,
) -> None:  # fmt: skip
    """An agreement is in force from a day on."""
    acts = [DebtAct(each, Act.AGREEMENT, case_id, day, note=number) for each in quotas]
    note(installation, connection, town, acts, figures, day)


def runs_again(
    installation: Installation, connection: Connection, town: int, quotas: Collection[int],
    figures: Figures, day: date,
) -> None:  # fmt: skip
    """It is lost: the term runs on from that day."""
    acts = [
        DebtAct(each.debt_id, each.kind, each.case_id, each.on_day, day, each.note)
        for each in acts_of_debts(connection, town, quotas)
        if each.kind == Act.AGREEMENT and each.until_on is None
    ]
    note(installation, connection, town, acts, figures, day)
