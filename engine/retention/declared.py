"""What was declared in a case that is over, and taking it out of everything that repeats it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from engine.history.chain import digest_of_detail
from engine.history.submitted import SUBMITTING
from engine.values import Value, dumps, loads
from storage.database import Connection
from storage.queries.cases import SubmissionRow, case_by_id, submissions_of_case, where_it_stands
from storage.queries.erasures import facts_in_case
from storage.queries.history import histories_of
from storage.words import all_words
from storage.writes.erasures import erase_declared, erase_from_lists, replace_values


@dataclass(frozen=True, slots=True)
class Declared:
    """A submission that is still there, and the place of the act that vouches for it."""

    row: SubmissionRow
    seq: int


def declared_in(connection: Connection, municipality_id: int, case_id: int) -> list[Declared]:
    """All that was declared in a case and is still there."""
    chain = histories_of(connection, municipality_id, [case_id]).get(case_id, [])
    places = {
        bytes(each.detail_digest): each.seq
        for each in chain
        if each.kind in SUBMITTING and each.detail_digest is not None
    }
    rows = submissions_of_case(connection, municipality_id, case_id)
    known = ((row, digest_of_detail(bytes(row.salt), row.data)) for row in rows if row.salt)
    return [Declared(row, places[digest]) for row, digest in known if digest in places]


def names(text: str, sought: Collection[str]) -> bool:
    """Every word of the name is in the text."""
    return set(sought) <= set(all_words(text))


def forget_declared(
    connection: Connection, municipality_id: int, case_id: int, declared: Collection[Declared]
) -> None:
    """These submissions go, and the values of their fields in what the case knew."""
    erase_declared(connection, municipality_id, [each.row.id for each in declared])
    fields: set[str] = set()
    for each in declared:
        told = loads(each.row.data)
        fields |= set(told) if isinstance(told, dict) else set()
    stand = where_it_stands(connection, municipality_id, case_id)
    if stand is not None and fields:
        emptied = dumps(_without(loads(stand.scopes), fields, ()))
        replace_values(connection, municipality_id, case_id, emptied)


def forget_name(
    connection: Connection, municipality_id: int, case_id: int, sought: Collection[str]
) -> None:
    """The name goes from what the case knew and from what lists show of it."""
    stand = where_it_stands(connection, municipality_id, case_id)
    if stand is not None:
        emptied = dumps(_without(loads(stand.scopes), (), sought))
        if emptied != stand.scopes:
            replace_values(connection, municipality_id, case_id, emptied)
    case = case_by_id(connection, municipality_id, case_id)
    assert case is not None  # noqa: S101  # the case is there
    facts = facts_in_case(connection, municipality_id, case_id)
    erase_from_lists(
        connection,
        municipality_id,
        case_id,
        title=case.number if names(case.title, sought) else None,
        for_whom=names(case.on_behalf_of or "", sought),
        labels=[label for label, text in facts if names(text, sought)],
        words=sought,
    )


def _without(value: Value, fields: Collection[str], sought: Collection[str]) -> Value:
    """The same without the values of these fields and without texts that name somebody."""
    match value:
        case dict():
            return dict(_kept(value, fields, sought))
        case list():
            return [_without(each, fields, sought) for each in value]
        case str() if sought and names(value, sought):
            return ""
    return value


def _kept(
    told: Mapping[str, Value], fields: Collection[str], sought: Collection[str]
) -> Iterator[tuple[str, Value]]:
    for key, value in told.items():
        yield key, None if key in fields else _without(value, fields, sought)
