"""Each indicator against a small history whose figure was reckoned by hand; scenarios without a
town."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from pytest_bdd import given, parsers, scenarios, then

import processes
from engine.calendar import Calendar
from engine.history.kinds import EventKind as K
from engine.indicators.counting import Fact, Figure, Material, added, figure, rounded
from engine.indicators.periods import month_of
from engine.indicators.seen import CaseSeen
from processes.improvement.progress import Course, Milestone
from processes.indicators.catalogue import by_key
from processes.indicators.participation import of_proposals, of_vote
from processes.indicators.registers import (
    of_bank,
    of_courses,
    of_ground,
    of_groups,
    of_plan,
    of_taxes,
)
from processes.indicators.sources import of_case
from storage.queries.counted_cases import LifeRow, MarkRow, SignedRow, TellingRow, TermRow
from storage.queries.counted_registers import GroundRow, LedgerRow, PlannedRow
from storage.queries.proposals import FiledRow
from tests.features.sentences import day

scenarios(str(Path(processes.__file__).parent / "indicators/scenarios/indicadores.feature"))
CALENDAR, IDS = Calendar(), count(1)
UNTIL = date(2026, 4, 30)
Table = Sequence[Sequence[str]]


@pytest.fixture
def facts() -> list[Fact]:
    """What the history of a scenario counts for."""
    return []


def rows_of(table: Table) -> Iterable[dict[str, str]]:
    head, *rows = table
    return [dict(zip(head, row, strict=True)) for row in rows]


def at(text: str, hour: int = 12) -> datetime:
    """An hour of a day in Lima, as an instant."""
    return datetime.combine(day(text), time(hour + 5), UTC)


def life(**more: Any) -> LifeRow:
    told: dict[str, Any] = {
        "id": next(IDS), "process_key": "compra", "state": "open", "opened_at": at("02/03/2026"),
        "closed_at": None, "outcome": None, "channel": None, "filed_at": None, "rating": None,
        "answered_at": None, "record": None,
    }  # fmt: skip
    return LifeRow(**{**told, **more})


def seen(lived: LifeRow, **more: Any) -> CaseSeen:
    told: dict[str, Any] = {"terms": (), "marks": (), "tellings": (), "signed": ()}
    told |= more
    return CaseSeen(lived, **told, calendar=CALENDAR, number_of=lambda _key, _on: Decimal(15))


def local(text: str) -> str:
    return f"{day(text).isoformat()}T12:00:00-05:00"


def cost(text: str) -> dict[str, float]:
    return {"amount": float(text)}


@given("estas compras:")
def _(facts: list[Fact], datatable: Table) -> None:
    for row in rows_of(datatable):
        tender: dict[str, Any] = {
            "procurementMethod": row["método"], "status": row["estado"],
            "value": cost(row["valor"]),
        }  # fmt: skip
        told: dict[str, Any] = {"tender": tender}
        if row["convocada"]:
            dates = {"startDate": local(row["convocada"]), "endDate": local(row["hasta"])}
            tender |= {"tenderPeriod": dates, "numberOfTenderers": int(row["postores"])}
            told["bids"] = {"statistics": [{"date": local(row["abiertas"])}]}
        if row["buena pro"]:
            award = {"id": "A1", "status": "active", "date": local(row["buena pro"])}
            told["awards"] = [{**award, "value": cost(row["adjudicado"])}]
        lived = life(record=json.dumps(told))
        marks = [
            MarkRow(lived.id, kind, at(row[name]))
            for kind, name in ((K.CASE_SUSPENDED, "suspendida"), (K.CASE_RESUMED, "reanudada"))
            if row[name]
        ]
        facts.extend(of_case(seen(lived, marks=marks)))


@given("estos contratos:")
def _(facts: list[Fact], datatable: Table) -> None:
    for row in rows_of(datatable):
        done: dict[str, Any] = {}
        if row["pago"]:
            milestone = {"id": "C1-conformidad-1", "type": "approval"}
            done = {
                "milestones": [{**milestone, "dateMet": local(row["conformidad"])}],
                "transactions": [{"id": "C1-pago-1", "date": local(row["pago"])}],
            }
        told = {"tender": {"status": "active"}, "contracts": [{"implementation": done}]}
        lived = life(record=json.dumps(told), opened_at=at(row["pedido"]))
        both = Decimal(row["actual"]), Decimal(row["original"])
        signed = SignedRow(lived.id, 1, "", day(row["firmado"]), *both, int(row["adendas"]))
        facts.extend(of_case(seen(lived, signed=[signed])))


@given(parsers.parse("estas compras menores, con un tope de {limit:d}:"))
def _(facts: list[Fact], limit: int, datatable: Table) -> None:
    groups: defaultdict[tuple[str, str], list[tuple[int, Decimal]]] = defaultdict(list)
    for row in rows_of(datatable):
        groups[row["clase"], row["área"]].append((next(IDS), Decimal(row["monto"])))
    facts.extend(of_groups(groups, date(2026, 3, 31), Decimal(limit)))


@given(parsers.parse('la cifra ingresada {numerator:d} de {denominator:d} en "{key}"'))
def _(facts: list[Fact], numerator: int, denominator: int, key: str) -> None:
    n = 1 if by_key()[key].money else denominator
    facts.append(Fact(key, "1", date(2026, 3, 31), n, numerator * 100, denominator * 100))


@given("los ítems de un plan previstos para el primer trimestre de 2026, convocados:")
def _(facts: list[Fact], datatable: Table) -> None:
    rows = [
        PlannedRow(1, 2026, number, 2, day(row["convocado"]) if row["convocado"] else None)
        for number, row in enumerate(rows_of(datatable), 1)
    ]
    facts.extend(of_plan(rows, UNTIL))
    assert list(of_plan(rows, date(2026, 3, 30))) == []  # the quarter goes on


@given("estos expedientes:")
def _(facts: list[Fact], datatable: Table) -> None:
    for row in rows_of(datatable):
        closed = at(row["cerrado"])
        lived = life(
            process_key=row["trámite"], state="completed", closed_at=closed,
            channel=row["canal"], filed_at=at(row["presentado"]),
            rating=int(row["nota"]) if row["nota"] else None, answered_at=closed,
        )  # fmt: skip
        due = at(row["vence"], 18)
        term = TermRow(lived.id, "entity", row["plazo"], row["fin"], due, closed)
        marks = [MarkRow(lived.id, K.DATA_OBSERVED, closed)] if row["observado"] == "sí" else []
        facts.extend(of_case(seen(lived, terms=[term], marks=marks)))


@given(
    parsers.re(
        'apelaciones que terminaron en "(?P<one>.+)", "(?P<two>.+)", "(?P<three>.+)",'
        ' "(?P<four>.+)"'
    )
)
def _(facts: list[Fact], one: str, two: str, three: str, four: str) -> None:
    for outcome in (one, two, three, four):
        closed = at("20/03/2026")
        ended = {"state": "completed", "outcome": outcome, "closed_at": closed}
        facts.extend(of_case(seen(life(process_key="apelacion", **ended))))


@given(parsers.parse("el libro de tributos, con {people:d} contribuyentes:"))
def _(facts: list[Fact], people: int, datatable: Table) -> None:
    rows = [
        LedgerRow(int(r["año"]), r["mes"], 100 * int(r["emitido"]), 100 * int(r["pagado"]))
        for r in rows_of(datatable)
    ]
    facts.extend(of_taxes(rows, {2025: people, 2026: people}, UNTIL))


@given(
    parsers.parse(
        "un catastro con estas versiones, y una emisión de {issued:d} predios en enero de 2026:"
    )
)
def _(facts: list[Fact], issued: int, datatable: Table) -> None:
    rows = [
        GroundRow(row["desde"], row["hasta"] or None, int(row["predios"]))
        for row in rows_of(datatable)
    ]
    facts.extend(of_ground(rows, {2026: (date(2026, 1, 20), issued)}, UNTIL))


@given("estos abonos del banco:")
def _(facts: list[Fact], datatable: Table) -> None:
    rows = rows_of(datatable)
    facts.extend(
        of_bank(
            (day(r["abonado"]), day(r["leído"]), r["resultado"], int(r["cuántos"])) for r in rows
        )
    )


@given(parsers.parse("una votación que cerró el {on}, con {voters:d} votantes de {electors:d}"))
def _(facts: list[Fact], on: str, voters: int, electors: int) -> None:
    facts.extend(of_vote(day(on), f"VOT-{next(IDS)}", voters, electors, next(IDS)))


@given("estas propuestas:")
def _(facts: list[Fact], datatable: Table) -> None:
    rows = [
        FiledRow(
            next(IDS), "recaudo", day(r["presentada"]),
            day(r["plazo"]) if r["plazo"] else None,
            day(r["respondida"]) if r["respondida"] else None,
        )
        for r in rows_of(datatable)
    ]  # fmt: skip
    facts.extend(of_proposals(rows, UNTIL))


@then(parsers.re(r'en (?P<month>[\d/]+) no hay "(?P<key>\w+)"'))
def _(facts: list[Fact], month: str, key: str) -> None:
    assert figure_in(facts, month, key).n == 0


@given(parsers.parse("actos publicados a las {one:d}, {two:d} y {three:d} horas"))
def _(facts: list[Fact], one: int, two: int, three: int) -> None:
    lived = life(record=json.dumps({"tender": {"status": "active"}}))
    told = [
        TellingRow(lived.id, seq, at("05/03/2026"), at("05/03/2026") + timedelta(hours=hours))
        for seq, hours in enumerate((one, two, three))
    ]
    facts.extend(of_case(seen(lived, tellings=told)))


@given(parsers.parse("una acción desde el {begins} con estos hitos:"))
def _(facts: list[Fact], begins: str, datatable: Table) -> None:
    milestones = tuple(
        Milestone("", Decimal(row["peso"]), day(row["vence"]), day(row["cumplido"]))
        for row in rows_of(datatable)
    )
    facts.extend(of_courses([Course(day(begins), milestones)], UNTIL))


@then(parsers.re(r'en (?P<month>[\d/]+) "(?P<key>\w+)" es (?P<value>[\d.]+) de (?P<n>\d+)'))
def _(facts: list[Fact], month: str, key: str, value: str, n: str) -> None:
    found = figure_in(facts, month, key)
    assert found.value is not None
    assert (rounded(found.value, 2), found.n) == (Decimal(value), int(n))


@then(
    parsers.re(
        r'en (?P<month>[\d/]+) "(?P<key>\w+)" es (?P<value>[\d.]+) con puntaje (?P<score>[\d.]+)'
    )
)
def _(facts: list[Fact], month: str, key: str, value: str, score: str) -> None:
    found = figure_in(facts, month, key)
    assert found.value is not None
    assert found.score is not None
    told = rounded(found.value, 2), rounded(found.score, 2)
    assert told == (Decimal(value), Decimal(score))


@then(parsers.re(r'en (?P<month>[\d/]+) "(?P<key>\w+)" es insuficiente'))
def _(facts: list[Fact], month: str, key: str) -> None:
    found = figure_in(facts, month, key)
    assert (found.insufficient, found.score) == (True, None)


@then(parsers.re(r'en (?P<month>[\d/]+) "(?P<key>\w+)" no dice nada'))
def _(facts: list[Fact], month: str, key: str) -> None:
    assert figure_in(facts, month, key).value is None


def figure_in(facts: Iterable[Fact], month: str, key: str) -> Figure:
    """The indicator in a month (03/2026) of what the history counts for."""
    one, period = by_key()[key], month_of(day(f"01/{month}"))
    own = [
        fact
        for fact in facts
        if fact.indicator == one.facts and period.begins <= fact.on <= period.ends
    ]
    return figure(one, added(one.how, own) if own else Material())


def test_every_number_of_the_list_has_a_scenario() -> None:
    text = Path(processes.__file__).parent.joinpath("indicators/scenarios/indicadores.feature")
    told = text.read_text("utf-8")
    missing = [key for key in by_key() if f'"{key}"' not in told and f"| {key} " not in told]
    assert missing == []
