"""Finding cases: by the beginning or the end of their number, by beginnings of words of the title.

Each way is a range of one index, so that the cost depends on what is found, not on what there is.
What is written as the number of a case is, and is that of one, finds by number alone.
"""

import re
from collections.abc import Collection
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    CompoundSelect,
    Select,
    and_,
    bindparam,
    exists,
    or_,
    select,
    union_all,
)

from storage.database import Connection
from storage.queries.reading import after_all, begins
from storage.questions import Question, answer
from storage.tables import case_words, cases
from storage.words import words_of


def ids_found(
    municipality_id: int, text: str, also: Collection[int] = ()
) -> CompoundSelect[tuple[int]]:
    """The ids of the cases that a text finds, and those it finds otherwise (`inbox_text.py`); a
    case may come twice."""
    number = text.strip().upper()
    of_number = select(cases.c.id).where(cases.c.municipality_id == municipality_id)
    ways = [
        of_number.where(begins(cases.c.number, number)),
        of_number.where(begins(cases.c.number_reversed, number[::-1])),
    ]
    words = words_of(text)
    if words:
        ways.append(_with_words(municipality_id, words))
    if also:
        ways.append(of_number.where(cases.c.id.in_(also)))
    return union_all(*ways)


FEW = 2_000
"""Cases that are looked at one by one; more are found by going through the list."""
_LIKE_A_NUMBER = re.compile(r"(?=.*\d)[^\W\d_]\w*[-/][\w/-]*|0\d{2,}")
"""Letters with a year or a sequence behind a dash, or a sequence with its zeros."""


def is_a_number(connection: Connection, municipality_id: int, text: str) -> bool:
    """Whether a text reads as the number of a case, and the number of some case begins or ends
    so."""
    return bool(_by_number(connection, municipality_id, text, limit=1))


def _by_number(
    connection: Connection, municipality_id: int, text: str, *, limit: int
) -> tuple[int, ...]:
    """The ids of cases with such a number; none where the text does not read as one."""
    number = text.strip().upper()
    if not _LIKE_A_NUMBER.fullmatch(number):
        return ()
    values: dict[str, Any] = {"municipality": municipality_id, "most": limit}
    for name, way in (("number", number), ("reversed", number[::-1])):
        values |= {f"{name}_from": way, f"{name}_until": after_all(way)}
    return answer(connection, Question(_numbers(), values, _ids, plan_kept=True))


@lru_cache(maxsize=1)
def _numbers() -> Select[Any]:
    of_town = select(cases.c.id).where(
        cases.c.municipality_id == bindparam("municipality", type_=BigInteger())
    )
    most = bindparam("most", type_=BigInteger())
    ways = [
        select(
            of_town.where(
                column >= bindparam(f"{name}_from", type_=column.type),
                column < bindparam(f"{name}_until", type_=column.type),
            )
            .limit(most)
            .subquery()
        )
        for name, column in (("number", cases.c.number), ("reversed", cases.c.number_reversed))
    ]
    return select(union_all(*ways).subquery("ways")).limit(most)


def _ids(rows: list[tuple[Any, ...]]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(row[0] for row in rows))


def few_cases_found(
    connection: Connection, municipality_id: int, text: str
) -> tuple[int, ...] | None:
    """The ids of the cases that a text finds; None when they are more than FEW."""
    if numbered := _by_number(connection, municipality_id, text, limit=FEW + 1):
        return None if len(numbered) > FEW else numbered
    ways = ids_found(municipality_id, text).subquery("ways")
    found = connection.execute(select(ways.c.id).limit(FEW + 1)).scalars().all()
    return None if len(found) > FEW else tuple(dict.fromkeys(found))


def has_number(text: str) -> ColumnElement[bool]:
    """Whether the number of a case begins or ends so."""
    number = text.strip().upper()
    return or_(begins(cases.c.number, number), begins(cases.c.number_reversed, number[::-1]))


def has_words(case_id: ColumnElement[int], municipality_id: int, text: str) -> ColumnElement[bool]:
    """Whether the title of a case has, for each word of a text, a word that begins so."""
    return and_(*(_has_word(case_id, municipality_id, word) for word in words_of(text)))


def _with_words(municipality_id: int, words: tuple[str, ...]) -> Select[tuple[int]]:
    """The longest word leads: it is likely the rarest."""
    first, *others = sorted(words, key=len, reverse=True)
    leading = case_words.alias("leading")
    found = select(leading.c.case_id).where(
        leading.c.municipality_id == municipality_id, begins(leading.c.word, first)
    )
    for word in others:
        found = found.where(_has_word(leading.c.case_id, municipality_id, word))
    return found


def _has_word(case_id: ColumnElement[int], municipality_id: int, word: str) -> ColumnElement[bool]:
    return exists().where(
        case_words.c.municipality_id == municipality_id,
        case_words.c.case_id == case_id,
        begins(case_words.c.word, word),
    )
