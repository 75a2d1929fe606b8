"""Facts take the place of those before, months get versions, figures and alerts come and go."""

from collections.abc import Collection, Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime

from sqlalchemy import delete, insert, tuple_, update
from sqlalchemy.dialects import postgresql, sqlite

from storage.database import Connection
from storage.queries.indicator_facts import FactRow
from storage.queries.indicators import AlertRow, FigureRow, MonthRow
from storage.tables import (
    indicator_alerts,
    indicator_facts,
    indicator_figures,
    indicator_follows,
    indicator_months,
    indicator_stale,
)

PIECE = 200
_FACT = tuple(FactRow.__dataclass_fields__)
_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


def replace_facts(
    connection: Connection,
    municipality_id: int,
    *,
    gone: Sequence[FactRow],
    new: Sequence[FactRow],
) -> None:
    """Facts that are no longer so go, others come; the months of both are stale."""
    facts = indicator_facts.c
    for place in range(0, len(gone), PIECE):
        keys = [(row.indicator, row.key) for row in gone[place : place + PIECE]]
        connection.execute(
            delete(indicator_facts).where(
                facts.municipality_id == municipality_id,
                tuple_(facts.indicator, facts.key).in_(keys),
            )
        )
    if new:
        values = [  # asdict would copy every value of very many rows
            {"municipality_id": municipality_id, **{name: getattr(row, name) for name in _FACT}}
            for row in new
        ]
        connection.execute(insert(indicator_facts), values)
    mark_stale(
        connection,
        municipality_id,
        {(row.indicator, row.on_day.replace(day=1)) for row in (*gone, *new)},
    )


def mark_stale(
    connection: Connection, municipality_id: int, months: Collection[tuple[str, date]]
) -> None:
    """Months of indicators are to be counted again."""
    if not months:
        return
    rows = [
        {"municipality_id": municipality_id, "indicator": indicator, "month": month}
        for indicator, month in sorted(months)
    ]
    keys = ["municipality_id", "indicator", "month"]
    connection.execute(
        _upsert(connection)(indicator_stale).on_conflict_do_nothing(index_elements=keys), rows
    )


def unmark_stale(connection: Connection, municipality_id: int, indicator: str, month: date) -> None:
    """A month was counted."""
    stale = indicator_stale.c
    connection.execute(
        delete(indicator_stale).where(
            stale.municipality_id == municipality_id,
            stale.indicator == indicator,
            stale.month == month,
        )
    )


def put_month(connection: Connection, municipality_id: int, row: MonthRow) -> None:
    """What a month comes to: in the place of the same version, or after the one before."""
    months = indicator_months.c
    own = (
        months.municipality_id == municipality_id,
        months.indicator == row.indicator,
        months.month == row.month,
        months.slice == row.slice,
    )
    connection.execute(delete(indicator_months).where(*own, months.version == row.version))
    connection.execute(update(indicator_months).where(*own, months.newest == 1).values(newest=0))
    connection.execute(
        insert(indicator_months).values(municipality_id=municipality_id, **asdict(row))
    )


def hold_counting(connection: Connection, municipality_id: int) -> None:
    """Wait until nobody else counts there; until the transaction ends nobody else does."""
    connection.execute(
        _upsert(connection)(indicator_follows)
        .values(municipality_id=municipality_id, followed_at=_BEGINNING, behind=1)
        .on_conflict_do_update(
            index_elements=["municipality_id"], set_={"behind": indicator_follows.c.behind}
        )
    )


def follow_indicators_to(
    connection: Connection, municipality_id: int, *, at: datetime, behind: bool
) -> None:
    """Events up to that instant are counted; whoever calls this holds the counting."""
    _follow(connection, municipality_id, followed_at=at, behind=int(behind))


def looked_at_registers(connection: Connection, municipality_id: int, *, at: datetime) -> None:
    """The registers and thresholds were looked at; whoever calls this holds the counting."""
    _follow(connection, municipality_id, looked_at=at)


def insert_figure(connection: Connection, municipality_id: int, row: FigureRow) -> None:
    """A figure is entered; the one that was told for the same time counts no more."""
    figures = indicator_figures.c
    connection.execute(
        update(indicator_figures)
        .where(figures.municipality_id == municipality_id, figures.indicator == row.indicator)
        .where(figures.until_on == row.until_on, figures.replaced_by.is_(None))
        .values(replaced_by=row.id)
    )
    connection.execute(
        insert(indicator_figures).values(municipality_id=municipality_id, **asdict(row))
    )


def insert_alert(connection: Connection, municipality_id: int, row: AlertRow) -> None:
    """An indicator passed a bound."""
    connection.execute(
        insert(indicator_alerts).values(municipality_id=municipality_id, **asdict(row))
    )


def change_alert(
    connection: Connection, municipality_id: int, alert_id: int, **values: object
) -> None:
    """An alert got its case, or was closed."""
    alerts = indicator_alerts.c
    connection.execute(
        update(indicator_alerts)
        .where(alerts.municipality_id == municipality_id, alerts.id == alert_id)
        .values(**values)
    )


def forget_facts(connection: Connection, municipality_id: int) -> None:
    """All facts go: they are made anew from cases and registers."""
    for table in (indicator_facts, indicator_stale):
        connection.execute(delete(table).where(table.c.municipality_id == municipality_id))


def _follow(connection: Connection, municipality_id: int, **values: object) -> None:
    follows = indicator_follows.c
    connection.execute(
        update(indicator_follows).where(follows.municipality_id == municipality_id).values(**values)
    )


def _upsert(connection: Connection) -> type[postgresql.Insert] | type[sqlite.Insert]:
    return postgresql.Insert if connection.dialect.name == "postgresql" else sqlite.Insert
