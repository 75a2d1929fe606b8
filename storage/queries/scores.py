"""Scores that were published: the acts, and what each says of a municipality."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from storage.database import Connection
from storage.queries.reading import many, one
from storage.tables import network_towns, score_acts, score_statements


@dataclass(frozen=True, slots=True)
class ActRow:
    """Who published the scores of a period; `definition` is JSON, `root` stands for all hashes."""

    id: int
    scheme: str
    period: str
    country: str
    at: datetime
    by_id: int | None
    by_name: str
    definition: str
    towns: int
    scored: int
    root: bytes


@dataclass(frozen=True, slots=True)
class StatementRow:
    """The score of a municipality, in tenths; -1: too little could be measured."""

    scheme: str
    period: str
    act_id: int
    score: int
    band: int
    statement: str
    hash: bytes


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """A municipality in a list of scores."""

    municipality_id: int
    name: str
    region: str
    population: int | None
    band: int
    score: int
    hash: bytes


_ACT = tuple(score_acts.c[name] for name in ActRow.__dataclass_fields__)
_STATEMENT = tuple(score_statements.c[name] for name in StatementRow.__dataclass_fields__)


def acts_of_scores(connection: Connection, *, limit: int = 50) -> tuple[ActRow, ...]:
    """The acts that published scores, the newest first."""
    found = select(*_ACT).order_by(score_acts.c.at.desc(), score_acts.c.id.desc()).limit(limit)
    return many(connection, found, ActRow)


def act_of_scores(connection: Connection, *, scheme: str, period: str) -> ActRow | None:
    """The act that published the scores of a period."""
    of = score_acts.c
    return one(connection, select(*_ACT).where(of.scheme == scheme, of.period == period), ActRow)


def statements_of(
    connection: Connection, municipality_id: int
) -> tuple[tuple[StatementRow, ActRow], ...]:
    """What was published of a municipality, the newest act first."""
    of = score_statements.c
    found = (
        select(*_STATEMENT, *_ACT)
        .join(score_acts, score_acts.c.id == of.act_id)
        .where(of.municipality_id == municipality_id)
        .order_by(score_acts.c.at.desc(), of.scheme)
    )
    width = len(_STATEMENT)
    rows = connection.execute(found)
    return tuple((StatementRow(*row[:width]), ActRow(*row[width:])) for row in rows)


def scores_between(
    connection: Connection,
    *,
    scheme: str,
    period: str,
    band: int | None = None,
    region: str = "",
    skip: int = 0,
    limit: int = 50,
) -> tuple[ScoreLine, ...]:
    """Municipalities by their score, the best first; those without one last."""
    of, towns = score_statements.c, network_towns.c
    found = (
        select(
            of.municipality_id, towns.name, towns.region, towns.population, of.band, of.score,
            of.hash,
        )
        .join(network_towns, towns.municipality_id == of.municipality_id)
        .where(of.scheme == scheme, of.period == period)
        .order_by(of.score.desc(), of.municipality_id.desc())
        .offset(skip)
        .limit(limit)
    )  # fmt: skip
    if band is not None:
        found = found.where(of.band == band)
    if region:
        found = found.where(towns.region == region)
    return many(connection, found, ScoreLine)
