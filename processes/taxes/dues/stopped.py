"""On which days a debt bore no interest, as it is noted beside it (Código Tributario, art. 33)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import timedelta

from processes.taxes.account import What
from processes.taxes.dues.prescribing import Act
from processes.taxes.interest import Suspension
from storage.database import Connection
from storage.queries.dues import acts_of_debts, debts_of_taxpayer

_DAY = timedelta(days=1)


def stops_of_debts(
    connection: Connection, municipality_id: int, debt_ids: Collection[int]
) -> dict[int, tuple[Suspension, ...]]:
    """By debt, the days on which it bore no interest: none is in two of them."""
    found: dict[int, tuple[Suspension, ...]] = {}
    for act in acts_of_debts(connection, municipality_id, debt_ids):
        if act.kind == Act.INTEREST_STOPPED:
            stop = Suspension(act.on_day, act.until_on, act.note)
            found[act.debt_id] = apart((*found.get(act.debt_id, ()), stop))
    return found


def stops_of_taxpayer(
    connection: Connection, municipality_id: int, taxpayer_id: int
) -> dict[What, tuple[Suspension, ...]]:
    """The same by what is owed, for an account."""
    debts = {each.id: each for each in debts_of_taxpayer(connection, municipality_id, taxpayer_id)}
    return {
        What(of.due_on, of.year, of.concept, of.instalment): stops
        for debt, stops in stops_of_debts(connection, municipality_id, debts).items()
        for of in (debts[debt],)
    }


def apart(stops: Iterable[Suspension]) -> tuple[Suspension, ...]:
    """The same days without one that is in two: of those that overlap the first goes on."""
    found: list[Suspension] = []
    for each in sorted(stops, key=lambda stop: stop.from_on):
        begins = each.from_on
        if found:
            last = found[-1].until_on
            if last is None:
                break
            begins = max(begins, last + _DAY)
        if each.until_on is None or begins <= each.until_on:
            found.append(Suspension(begins, each.until_on, each.why))
    return tuple(found)
