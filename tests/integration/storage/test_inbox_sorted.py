"""A list in any order, page after page: as a plain look at all of its tasks sorts them."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from functools import cmp_to_key
from itertools import product
from typing import Any

import pytest
from sqlalchemy import insert, text

from storage.database import Database
from storage.queries import inbox_sorted
from storage.queries.inbox import BY_DUE, By, Narrowing, SortKey, order_of, tasks_in
from storage.queries.inbox_asked import Asked, Tab
from storage.queries.inbox_numbers import who_asks
from storage.queries.inbox_walks import Walk, end_of, page_walked
from storage.questions import Question, plan_of
from storage.sorting import amount_sorts, fact_sorts
from storage.tables import case_facts, cases, instances, tasks
from storage.tables.types import due_micros
from tests.integration.storage.conftest import NOW, Rows

ROLES = ["logistics", "mayor"]
AREA, SIZE = "Área", "Tamaño"


@dataclass(frozen=True, slots=True)
class Drawn:
    """A task and what it is sorted by."""

    id: int
    number: str
    process: str
    name: str
    role: str
    holder: int | None
    due: datetime | None
    created: datetime
    priority: int
    amount: Decimal | None
    area: str | None
    size: Decimal | None


def _drawn(rows: Rows, how_many: int) -> list[Drawn]:
    """Tasks of few names, days and amounts, so that many are equal; some cases have several."""
    chance = random.Random(3)  # noqa: S311  # rows of a test, the same each time
    drawn: list[Drawn] = []
    for place in range(how_many):
        mine, another = rows.person_id, rows.other_person_id
        one = Drawn(
            id=rows.new(),
            number=f"{chance.choice('CLS')}-2026-{chance.randrange(10**6):06d}-{place}",
            process=chance.choice(("licence", "procurement", "survey")),
            name=chance.choice(("Aprobar", "Revisar", "revisar", "Ñandú")),
            role=chance.choice((*ROLES, "treasury")),
            holder=chance.choice((None, None, None, mine, another)),
            due=chance.choice((None, NOW, *(NOW + timedelta(hours=h) for h in range(-3, 4)))),
            created=NOW - timedelta(minutes=chance.randrange(9)),
            priority=chance.choice((50, 50, 50, 70, 10)),
            amount=chance.choice((None, None, *map(Decimal, ("10", "10.00", "9.5", "-3", "2e17")))),
            area=chance.choice((None, "obras", "Óbras", "Alcaldía", "x" * 200)),
            size=chance.choice((None, *map(Decimal, ("10", "9", "-1", "-20", "0.5")))),
        )
        if drawn and place % 7 == 0:  # one more task of the case before
            before = drawn[-1]
            own = ("id", "name", "role", "holder", "due", "created", "priority")
            one = replace(before, **{each: getattr(one, each) for each in own})
        drawn.append(one)
    return drawn


def _put_down(database: Database, rows: Rows, drawn: Sequence[Drawn]) -> None:
    by_number = {each.number: each for each in drawn}
    ids = {number: (rows.new(), rows.new()) for number in by_number}
    facts = [
        {"case_id": ids[each.number][0], "label": label, "text": told, "sorts": sorts}
        for each in by_number.values()
        for label, told, sorts in _facts(each)
    ]
    with database.verb(rows.municipality_id) as connection:
        for table, given in (
            (cases, [_case(rows, each, ids[each.number][0]) for each in by_number.values()]),
            (instances, [_instance(rows, *both) for both in ids.values()]),
            (tasks, [_task(rows, each, *ids[each.number]) for each in drawn]),
            (case_facts, facts),
        ):
            own = [{**each, "municipality_id": rows.municipality_id} for each in given]
            connection.execute(insert(table), own)


def _facts(drawn: Drawn) -> Iterator[tuple[str, str, str]]:
    if drawn.area is not None:
        yield AREA, drawn.area, fact_sorts(drawn.area, None)
    if drawn.size is not None:
        yield SIZE, str(drawn.size), fact_sorts(str(drawn.size), int(drawn.size * 10_000))


def _case(rows: Rows, drawn: Drawn, case_id: int) -> dict[str, Any]:
    return {
        "id": case_id,
        "number": drawn.number,
        "number_reversed": drawn.number[::-1],
        "process_key": drawn.process,
        "definition_id": rows.definition_id,
        "year": 2026,
        "title": "",
        "amount": drawn.amount,
        "amount_sorts": amount_sorts(None if drawn.amount is None else f"{drawn.amount:f}"),
        "state": "open",
        "opened_at": NOW,
    }


def _instance(rows: Rows, case_id: int, instance_id: int) -> dict[str, Any]:
    return {
        "id": instance_id,
        "case_id": case_id,
        "definition_id": rows.definition_id,
        "version": 1,
        "status": "running",
        "tokens": b"",
        "scopes": "",
        "chain_seq": 1,
        "chain_hash": b"",
        "updated_at": NOW,
    }


def _task(rows: Rows, drawn: Drawn, case_id: int, instance_id: int) -> dict[str, Any]:
    return {
        "id": drawn.id,
        "case_id": case_id,
        "instance_id": instance_id,
        "token": drawn.id,
        "element": 1,
        "element_key": "t1",
        "name": drawn.name,
        "role": drawn.role,
        "assignee_id": drawn.holder,
        "state": "open",
        "created_at": drawn.created,
        "due_at": drawn.due,
        "priority": drawn.priority,
        "process_key": drawn.process,
        "opener_id": None,
    }


def _in_list(rows: Rows, drawn: Sequence[Drawn], tab: Tab) -> list[Drawn]:
    """What the list holds, said plainly."""
    free = [each for each in drawn if each.holder is None and each.role in ROLES]
    held = [each for each in drawn if each.holder == rows.person_id]
    if tab is Tab.OVERDUE:
        return [each for each in (*free, *held) if each.due is not None and each.due < NOW]
    return {Tab.MINE: [*free, *held], Tab.FREE: free, Tab.HELD: held}[tab]


def _sorted(drawn: Sequence[Drawn], order: Sequence[By]) -> list[int]:
    """The ids of the tasks in an order: key after key, what has none last, at last by id."""

    def compare(one: Drawn, other: Drawn) -> int:
        for by in order:
            mine, theirs = _value(one, by), _value(other, by)
            if mine == theirs:
                continue
            if mine is None or theirs is None:
                return 1 if mine is None else -1
            return 1 if (mine > theirs) != by.down else -1
        return 1 if (one.id > other.id) != order[-1].down else -1

    return [each.id for each in sorted(drawn, key=cmp_to_key(compare))]


def _value(drawn: Drawn, by: By) -> Any:
    if by.key is SortKey.FACT:
        size, area = drawn.size, drawn.area
        return size if by.fact == SIZE else area and fact_sorts(area, None)
    if by.key is SortKey.DUE:
        return due_micros(drawn.due)
    return getattr(drawn, by.key.value)


def _pages(database: Database, rows: Rows, **question: Any) -> list[int]:
    """Page after page of seven."""
    asked = {"people": [rows.person_id], "roles": ROLES, "now": NOW, "limit": 7, **question}
    seen: list[int] = []
    after = None
    with database.read(1) as connection:
        while True:
            page = tasks_in(connection, 1, **asked, after=after)
            seen += [row.task_id for row in page.rows]
            after = page.next
            if after is None:
                return seen


ONE = [By(key, down) for key in SortKey for down in (False, True) if key is not SortKey.FACT]
ONE += [By(SortKey.FACT, down, label) for label in (AREA, SIZE) for down in (False, True)]
TWO = [pair for pair in product(ONE[::4], ONE[1::6]) if pair[0].key is not pair[1].key]
THREE = [
    (By(SortKey.PRIORITY), By(SortKey.PROCESS, True), By(SortKey.NAME)),
    (By(SortKey.NAME), By(SortKey.AMOUNT), By(SortKey.PRIORITY, True)),
    (By(SortKey.AMOUNT, True), By(SortKey.FACT, fact=AREA), By(SortKey.NUMBER)),
    (By(SortKey.FACT, fact=SIZE), By(SortKey.PROCESS), By(SortKey.DUE, True)),
]
WAYS = {
    "as a whole": {},
    "in parts": {"SHORT": 0},
    "with short walks": {"SHORT": 0, "WALKS": (1, 2, 3, 5, 9, 200), "MOST_EQUAL": 4},
    "with walks that end too soon": {"SHORT": 0, "WALKS": (2, 3), "MOST_EQUAL": 3},
    "with too many processes": {"SHORT": 0, "MOST_PROCESSES": 1},
}


@pytest.fixture(params=WAYS)
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """How a list is read; all find the same."""
    for name, value in WAYS[request.param].items():
        monkeypatch.setattr(inbox_sorted, name, value)
    return str(request.param)


def test_pages_in_any_order_are_those_of_a_plain_sort(
    database: Database, tambo: Rows, way: str
) -> None:
    drawn = _drawn(tambo, 70)
    _put_down(database, tambo, drawn)
    there = _in_list(tambo, drawn, Tab.MINE)
    for given in (*((by,) for by in ONE), *TWO, *THREE):
        order = order_of(given)
        assert _pages(database, tambo, order=order) == _sorted(there, order), (way, order)


@pytest.mark.parametrize("tab", [Tab.FREE, Tab.HELD, Tab.OVERDUE])
def test_other_lists_are_sorted_alike(database: Database, tambo: Rows, way: str, tab: Tab) -> None:
    drawn = _drawn(tambo, 60)
    _put_down(database, tambo, drawn)
    there = _in_list(tambo, drawn, tab)
    for by in ONE:
        order = order_of((by,))
        assert _pages(database, tambo, order=order, tab=tab) == _sorted(there, order), (way, by)


def test_narrowed_lists_are_sorted_alike(database: Database, tambo: Rows, way: str) -> None:
    drawn = _drawn(tambo, 90)
    _put_down(database, tambo, drawn)
    narrowed: list[tuple[Narrowing, Any]] = [
        (Narrowing(processes=("survey", "licence")), lambda each: each.process != "procurement"),
        (Narrowing(names=("Revisar", "none")), lambda each: each.name == "Revisar"),
        (Narrowing(priority_from=50), lambda each: each.priority >= 50),
        (Narrowing(amount_from=Decimal("9.6")), lambda each: (each.amount or 0) > Decimal("9.6")),
        (Narrowing(unheld=True), lambda each: each.holder is None),
        (Narrowing(due_before=NOW), lambda each: each.due is not None and each.due < NOW),
        (Narrowing(facts=((AREA, "OB"),)), lambda each: each.area == "obras"),
    ]
    for narrowing, holds in narrowed:
        there = [each for each in _in_list(tambo, drawn, Tab.MINE) if holds(each)]
        for by in ONE[::2]:
            order = order_of((by,))
            found = _pages(database, tambo, order=order, narrowing=narrowing)
            assert found == _sorted(there, order), (way, narrowing, by)


def test_what_is_sorted_by_the_case_walks_through_open_cases(
    database: Database, tambo: Rows
) -> None:
    """By its index in that order, and then looks at the tasks of each: no sort of all tasks."""
    _put_down(database, tambo, _drawn(tambo, 1500))
    values = who_asks(1, [tambo.person_id], ROLES) | {"now": NOW, "walked_0": "survey"}
    indexes = {
        By(SortKey.NUMBER): "ix_cases_open_number",
        By(SortKey.AMOUNT, True): "ix_cases_open_amount",
        By(SortKey.FACT, fact=AREA): "ix_case_facts_municipality_id_label_sorts_case_id",
    }
    with database.verb(1) as connection:
        connection.execute(text("ANALYZE"))
        if database.dialect == "postgresql":
            connection.execute(text("SET LOCAL enable_seqscan = off"))
        for by, index in indexes.items():
            asked = Asked(len(ROLES), 1, Tab.MINE, order=(by, *BY_DUE))
            walk = Walk(1, most=50)
            for question in (page_walked(asked, walk), end_of(by, walk)):
                plan = plan_of(connection, Question(question, values, list))
                assert index in plan
                assert "Seq Scan on tasks" not in plan
                assert "SCAN tasks" not in plan


def test_numbers_sort_as_numbers_and_before_texts() -> None:
    given = [-(2**63) + 1, -50_000, -1, 0, 5, 90_000, 100_000, 2**63 - 1]
    numbers = [fact_sorts("x", number) for number in given]
    texts = [fact_sorts(text, None) for text in ("", "10", "9", "Árbol", "zorro")]
    assert sorted([*texts, *numbers]) == [*numbers, *texts]
    assert [amount_sorts(each) for each in (None, "0.00005", "-1", "1e30")] == [
        None,
        1,
        -10_000,
        9 * 10**18,
    ]
