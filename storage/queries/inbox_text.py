"""Which cases a text finds by their people, by who opened them, and by their documents.

What somebody may not know of finds nothing, so that no hit tells that it is there. All words must
be in one name, or in one document. At most `MOST_ROWS` rows of each way are looked at and
`MOST_CASES` cases found, the newest; whether that cut something off is said.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Select,
    and_,
    cast,
    column,
    exists,
    false,
    func,
    or_,
    select,
    table,
    text,
    true,
    union_all,
)
from sqlalchemy.dialects.postgresql import TSQUERY

from storage.database import Connection
from storage.forms import forms_of
from storage.queries.reading import begins, joined
from storage.queries.search import FEW
from storage.queries.title_forms import says_more, titled
from storage.tables import cases, document_words, documents, party_words, person_words
from storage.tables.documents import DocumentState, Level
from storage.tables.finding import NUMBER_MARK
from storage.words import marked, plain_number, words_of

MOST_ROWS = 50_000
MOST_CASES = FEW
SHORTEST_NUMBER = 6
"""Signs of the identifier of a person from which on it finds them."""
_INDEX = table("document_index", column("rowid"), column("document_index"))
SHORTEST_BEGINNING = 3
"""Letters from which on a word of a document is found by its beginning; shorter ones are whole."""


class Bound(StrEnum):
    """cases: more were found than are looked at; rows: there are more names or documents that the
    text finds than are looked at."""

    CASES = "cases"
    ROWS = "rows"


@dataclass(frozen=True, slots=True)
class Reach:
    """What a person may know of cases, by the versions of their processes: `inside` people and
    documents that are not reserved, `outside` what is public; `reserved` kinds of documents, each
    set with its versions; with `auditor` all of them. What one filed oneself one always may."""

    inside: tuple[int, ...] = ()
    outside: tuple[int, ...] = ()
    reserved: tuple[tuple[tuple[str, ...], tuple[int, ...]], ...] = ()
    auditor: bool = False
    person_id: int = 0


@dataclass(frozen=True, slots=True)
class Finding:
    """Cases, the newest first, and what cut them short."""

    case_ids: tuple[int, ...] = ()
    bound: Bound | None = None


NOTHING_FOUND = Finding()


def cases_found(
    connection: Connection, municipality_id: int, text: str, reach: Reach, language: str = ""
) -> Finding:
    """The cases that a text finds otherwise than by number and title; in titles and documents each
    word also in its singular or plural of this language."""
    words = tuple(sorted(words_of(text), key=len, reverse=True))
    if not words or not (reach.inside or reach.outside):
        return NOTHING_FOUND
    ways = []
    if reach.inside:
        ways.append(_newest(_of_people(connection, municipality_id, text, words), reach.inside))
    forms = [forms_of(word, language) for word in words]
    if says_more(words, forms):
        looked = titled(municipality_id, forms, most=MOST_ROWS + 1)
        ways.append(_newest(looked, (*reach.inside, *reach.outside)))
    found = [_ask(connection, way) for way in ways]
    with _seeking(connection, municipality_id, forms) as sought:
        found.append(_ask(connection, _of_documents(municipality_id, sought, reach)))
    return _together(found)


def _together(found: list[Finding]) -> Finding:
    ids = sorted({each for way in found for each in way.case_ids}, reverse=True)
    bounds = {way.bound for way in found}
    if len(ids) > MOST_CASES:
        bounds.add(Bound.CASES)
    told = next((each for each in (Bound.ROWS, Bound.CASES) if each in bounds), None)
    return Finding(tuple(ids[:MOST_CASES]), told)


def _ask(connection: Connection, way: Select[Any]) -> Finding:
    rows = connection.execute(way).all()
    ids = tuple(case_id for _, case_id in rows if case_id is not None)
    if rows and rows[0][0] > MOST_ROWS:
        return Finding(ids, Bound.ROWS)
    return Finding(ids, Bound.CASES if len(ids) > MOST_CASES else None)


def _counted(looked: CTE, found: Select[Any]) -> Select[Any]:
    """Each case that was found, newest first, beside how many rows were looked at; one row without
    a case when none was."""
    number = select(func.count().label("number")).select_from(looked).subquery("number")
    newest = found.order_by(text("case_id DESC")).limit(MOST_CASES + 1).subquery("found")
    return (
        select(number.c.number, newest.c.case_id)
        .select_from(number.outerjoin(newest, true()))
        .order_by(newest.c.case_id.desc())
    )


def _newest(looked: CTE, inside: tuple[int, ...]) -> Select[Any]:
    """Each case is looked up by itself, from the newest on, until there are enough: joined, the
    planner would rather read all cases of the town than some thousands of them."""
    newest = (
        select(looked.c.municipality_id, looked.c.case_id)
        .distinct()
        .order_by(looked.c.case_id.desc())
        .subquery("newest")
    )
    of = select(cases.c.definition_id).where(joined(newest, cases, "case_id")).scalar_subquery()
    return _counted(looked, select(newest.c.case_id).where(of.in_(inside)))


def _of_people(
    connection: Connection, municipality_id: int, text: str, words: tuple[str, ...]
) -> CTE:
    """By the names of the people in them, by their identifiers, and by who opened them."""
    ways = [_of_party(municipality_id, words)]
    if people := _openers(connection, municipality_id, words):
        ways.append(_opened_by(municipality_id, people))
    number = plain_number(text)
    if len(number) >= SHORTEST_NUMBER and any(sign.isdigit() for sign in number):
        ways.append(_of_party(municipality_id, (NUMBER_MARK + number,)))
    parts = [select(way.limit(MOST_ROWS + 1).subquery()) for way in ways]
    looked = union_all(*parts).subquery("each")
    return select(looked).limit(MOST_ROWS + 1).cte("looked")


def _of_party(municipality_id: int, words: tuple[str, ...]) -> Select[Any]:
    """The longest word leads: it is likely the rarest."""
    leading = party_words.alias("leading")
    found = select(leading.c.municipality_id, leading.c.case_id).where(
        leading.c.municipality_id == municipality_id, begins(leading.c.word, words[0])
    )
    for word in words[1:]:
        found = found.where(
            exists().where(
                party_words.c.municipality_id == municipality_id,
                party_words.c.party_id == leading.c.party_id,
                begins(party_words.c.word, word),
            )
        )
    return found


def _openers(connection: Connection, municipality_id: int, words: tuple[str, ...]) -> Sequence[int]:
    """Who of the house has this name. Asked by itself: among the cases the planner would rather go
    through all of them than believe that nobody is called so."""
    found = (
        select(person_words.c.person_id)
        .distinct()
        .where(
            person_words.c.municipality_id == municipality_id,
            begins(person_words.c.word, words[0]),
        )
    )
    for word in words[1:]:
        other = person_words.alias()
        found = found.where(
            exists().where(
                other.c.municipality_id == municipality_id,
                other.c.person_id == person_words.c.person_id,
                begins(other.c.word, word),
            )
        )
    return connection.execute(found).scalars().all()


def _opened_by(municipality_id: int, people: Sequence[int]) -> Select[Any]:
    return (
        select(cases.c.municipality_id, cases.c.id.label("case_id"))
        .where(cases.c.municipality_id == municipality_id, cases.c.opened_by.in_(people))
        .order_by(cases.c.id.desc())
    )


def _of_documents(municipality_id: int, sought: ColumnElement[bool], reach: Reach) -> Select[Any]:
    looked = (
        select(
            document_words.c.municipality_id,
            document_words.c.document_id,
            document_words.c.case_id,
        )
        .where(document_words.c.municipality_id == municipality_id, sought)
        .limit(MOST_ROWS + 1)
        .cte("looked")
    )
    # One by one, as in `_newest`: a planner that took the documents for few went through all of
    # them for each that the words found.
    known = (
        select(cases.c.id)
        .join_from(documents, cases, documents.c.municipality_id == cases.c.municipality_id)
        .where(joined(looked, documents, "document_id"), joined(looked, cases, "case_id"))
        .where(documents.c.state != DocumentState.DISPOSED, _may_know(reach))
        .scalar_subquery()
    )
    each = select(known.label("case_id")).select_from(looked).subquery("known")
    found = select(each.c.case_id).distinct().where(each.c.case_id.is_not(None))
    return _counted(looked, found)


def _may_know(reach: Reach) -> ColumnElement[bool]:
    """What is under seal is known to who filed it alone, also once it was opened."""
    of = cases.c.definition_id
    level = documents.c.level
    reserved = [
        and_(documents.c.kind.in_(kinds), of.in_(versions)) for kinds, versions in reach.reserved
    ]
    if reach.auditor:
        reserved.append(of.in_(reach.inside))
    open_to = or_(
        and_(level == Level.PUBLIC, of.in_((*reach.inside, *reach.outside))),
        and_(level == Level.INTERNAL, of.in_(reach.inside)),
        and_(level == Level.RESERVED, or_(false(), *reserved)),
    )
    mine = and_(documents.c.created_by == reach.person_id, of.in_((*reach.inside, *reach.outside)))
    return or_(mine, and_(documents.c.sealed == 0, open_to))


@contextmanager
def _seeking(
    connection: Connection, municipality_id: int, words: Sequence[tuple[str, ...]]
) -> Iterator[ColumnElement[bool]]:
    """The condition that a document has all these words, each in one of its forms; on PostgreSQL
    the wall looks for them too meanwhile, so that its index serves
    (`storage/migrations/finding.py`)."""
    if connection.dialect.name == "sqlite":
        phrase = _all_of(municipality_id, words, " AND ", " OR ", '"{}"{}', "*")
        # The index is asked once, whatever the planner thinks of the rest: joined, it was asked of
        # every document of the town where there were no statistics yet.
        matched = select(_INDEX.c.rowid).where(_INDEX.c.document_index.op("MATCH")(phrase))
        yield document_words.c.document_id.in_(matched)
        return
    query = _all_of(municipality_id, words, " & ", " | ", "'{}'{}", ":*")
    _set_sought(connection, query)
    # Where the wall stands it has looked already: the words need not be fetched once more.
    walled = func.row_security_active("document_words")
    yield or_(walled, document_words.c.words.op("@@")(cast(query, TSQUERY)))
    _set_sought(connection, "")


def _all_of(
    municipality_id: int,
    words: Sequence[tuple[str, ...]],
    both: str,
    either: str,
    quoted: str,
    begun: str,
) -> str:
    """The words in the language of an index; short ones are sought whole."""

    def term(form: str) -> str:
        sign = begun if len(form) >= SHORTEST_BEGINNING else ""
        return quoted.format(marked(municipality_id, form), sign)

    return both.join(f"({either.join(map(term, forms))})" for forms in words)


def _set_sought(connection: Connection, query: str) -> None:
    connection.execute(select(func.set_config("cauce.sought", query, True)))
