"""A claim that is decided late stops the interest of its debts until it is decided (Código
Tributario, art. 33): noted beside each debt, by the case of the claim."""

from __future__ import annotations

from datetime import date

from engine.installation import Installation
from processes.taxes.contesting import Matter, bench_of, debts_of
from processes.taxes.dues.prescribing import Act
from storage.database import Connection
from storage.queries.dues import acts_of_debts
from storage.writes.dues import DebtAct, note_acts

WHY = "el reclamo no se resolvió en su plazo"


def stop_interest(
    installation: Installation, municipality_id: int, case_id: int, matter: Matter
) -> date:
    """From today on the debts of a claim bear no interest. Raises LookupError."""

    def verb(connection: Connection) -> date:
        bench, who = bench_of(installation, connection, municipality_id, matter)
        acts = [
            DebtAct(each.id, Act.INTEREST_STOPPED, case_id, bench.today, note=WHY)
            for each in debts_of(bench, who, matter)
        ]
        note_acts(connection, municipality_id, acts, at=installation.clock.now())
        return bench.today

    return installation.database.run(verb, municipality=municipality_id)


def resume_interest(
    installation: Installation, municipality_id: int, case_id: int, matter: Matter, on: date
) -> int:
    """The claim was decided on a day: from the next one they bear it again; how many debts. Raises
    LookupError."""

    def verb(connection: Connection) -> int:
        bench, who = bench_of(installation, connection, municipality_id, matter)
        ids = [each.id for each in debts_of(bench, who, matter)]
        ends = [
            DebtAct(each.debt_id, each.kind, case_id, each.on_day, max(on, each.on_day), each.note)
            for each in acts_of_debts(connection, municipality_id, ids)
            if each.kind == Act.INTEREST_STOPPED and each.case_id == case_id
            and each.until_on is None
        ]  # fmt: skip
        note_acts(connection, municipality_id, ends, at=installation.clock.now())
        return len(ends)

    return installation.database.run(verb, municipality=municipality_id)
