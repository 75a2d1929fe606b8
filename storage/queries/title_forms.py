"""Cases whose title has, for each word of a text, a word that begins as one of its forms."""

from collections.abc import Sequence

from sqlalchemy import CTE, ColumnElement, exists, or_, select
from sqlalchemy.sql.expression import FromClause

from storage.queries.reading import begins
from storage.tables import case_words

Forms = Sequence[tuple[str, ...]]


def says_more(words: Sequence[str], forms: Forms) -> bool:
    """Whether the forms find what the words themselves (`search.py`) do not."""
    return any(each != (word,) for word, each in zip(words, forms, strict=True))


def titled(municipality_id: int, forms: Forms, *, most: int) -> CTE:
    """At most so many rows of cases; the first word leads."""
    leading = case_words.alias("leading")
    found = select(leading.c.municipality_id, leading.c.case_id).where(
        leading.c.municipality_id == municipality_id, _begins(leading, forms[0])
    )
    for each in forms[1:]:
        found = found.where(
            exists().where(
                case_words.c.municipality_id == municipality_id,
                case_words.c.case_id == leading.c.case_id,
                _begins(case_words, each),
            )
        )
    return select(found.limit(most).subquery()).cte("looked")


def _begins(words: FromClause, forms: tuple[str, ...]) -> ColumnElement[bool]:
    return or_(*(begins(words.c.word, form) for form in forms))
