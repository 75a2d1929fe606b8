"""Cases of a process and a year that show the same fact: what was bought already of one class.

A range of one index (`ix_case_facts_municipality_id_label_sorts_case_id`), oldest case first.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import select

from storage.database import Connection
from storage.queries.reading import joined, many
from storage.sorting import fact_sorts
from storage.tables import case_facts, cases

MOST = 500
"""Cases that are told; a small municipality has fewer of one class in a year."""


@dataclass(frozen=True, slots=True)
class AlikeRow:
    """A case by what it is about, what it is worth, and how it stands or ended."""

    id: int
    number: str
    title: str
    amount: Decimal | None
    state: str
    outcome: str | None
    opened_at: datetime


def cases_alike(
    connection: Connection, municipality_id: int, *, process: str, fact: str, text: str, year: int
) -> tuple[AlikeRow, ...]:
    """Those opened in a year whose fact (its label) is that text; at most MOST, oldest first."""
    found = (
        select(*(cases.c[name] for name in AlikeRow.__dataclass_fields__))
        .join(case_facts, joined(cases, case_facts, "id", key="case_id"))
        .where(
            case_facts.c.municipality_id == municipality_id,
            case_facts.c.label == fact,
            case_facts.c.sorts == fact_sorts(text, None),
            case_facts.c.text == text,
            cases.c.process_key == process,
            cases.c.year == year,
        )
        .order_by(cases.c.id)
        .limit(MOST)
    )
    return many(connection, found, AlikeRow)
