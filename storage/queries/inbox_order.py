"""The keys of an order of the inbox, and where a page goes on in it.

What has no amount or not that fact comes last in both directions: it is said by a value past all
others.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Text,
    and_,
    bindparam,
    func,
    literal_column,
    or_,
    select,
    type_coerce,
)

from storage.queries.inbox_narrowing import By, Order, SortKey
from storage.tables import case_facts, cases, tasks

_KEYS: dict[SortKey, Any] = {
    SortKey.DUE: type_coerce(tasks.c.due_at, BigInteger()),
    SortKey.PRIORITY: tasks.c.priority,
    SortKey.CREATED: type_coerce(tasks.c.created_at, BigInteger()),
    SortKey.NUMBER: cases.c.number,
    SortKey.NAME: tasks.c.name,
    SortKey.PROCESS: tasks.c.process_key,
}
OF_CASES = frozenset({SortKey.AMOUNT, SortKey.NUMBER})
"""What is read from the case."""
_INDEXED = frozenset({SortKey.DUE, SortKey.CREATED, SortKey.PRIORITY, SortKey.PROCESS})
"""What the indexes of free tasks are sorted by."""
_PAST_ALL = 2**63 - 1


def past_all(by: By) -> int | str:
    """The value of what has none, past all others in this direction."""
    if by.key is SortKey.AMOUNT:
        return -_PAST_ALL if by.down else _PAST_ALL
    return "" if by.down else "2"


def keys_of(order: Order) -> list[Any]:
    """The values that a list is sorted by."""
    return [key_of(by, place) for place, by in enumerate(order)]


def key_of(by: By, place: int) -> Any:
    """One of them; `place` names the label of a fact."""
    if by.key is SortKey.FACT:
        found = fact_of(by, place)
        return func.coalesce(found, literal_column(f"'{past_all(by)}'"), type_=Text())
    if by.key is SortKey.AMOUNT:
        return func.coalesce(cases.c.amount_sorts, literal_column(str(past_all(by))))
    return _KEYS[by.key]


def fact_of(by: By, place: int) -> Any:
    """What a fact of the case sorts by; nothing where it has none."""
    return (
        select(case_facts.c.sorts)
        .where(case_facts.c.municipality_id == tasks.c.municipality_id)
        .where(case_facts.c.case_id == tasks.c.case_id, case_facts.c.label == label_of(by, place))
        .scalar_subquery()
    )


def label_of(by: By, place: int) -> Any:
    """The label of a fact that sorts."""
    return bindparam(f"order_{place}", by.fact, type_=Text())


def directed(keys: Iterable[Any], number: Any, order: Order) -> list[Any]:
    """What is equal follows by its id, in the direction of the last key: an index read backwards
    turns both around."""
    ways = [key.desc() if by.down else key for key, by in zip(keys, order, strict=True)]
    return [*ways, number.desc() if id_down(order) else number]


def id_down(order: Order) -> bool:
    """Whether what is equal follows from the last id to the first."""
    return bool(order) and order[-1].down


def further(order: Order, keys: Sequence[Any]) -> ColumnElement[bool]:
    """Past the last row of the page before: further in the first key, or equal in it and further in
    the next, and at last in the id. The first key is also said as a range of its index."""
    ways: list[Any] = []
    equal: list[Any] = []
    for place, (by, key) in enumerate(zip(order, keys, strict=True)):
        seen = _seen(place, key)
        ways.append(and_(*equal, key < seen if by.down else key > seen))
        equal.append(key == seen)
    last = bindparam("id_after", type_=BigInteger())
    ways.append(and_(*equal, tasks.c.id < last if id_down(order) else tasks.c.id > last))
    if not order or order[0].key not in _INDEXED:
        return or_(*ways)
    first, seen = keys[0], _seen(0, keys[0])
    return and_(first <= seen if order[0].down else first >= seen, or_(*ways))


def _seen(place: int, key: Any) -> Any:
    return bindparam(f"after_{place}", type_=key.type)
