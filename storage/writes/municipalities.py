"""Registering a municipality and changing what it says of itself."""

from sqlalchemy import insert, update

from storage.database import Connection
from storage.queries.municipalities import MunicipalityRow
from storage.tables import municipalities


def insert_municipality(connection: Connection, row: MunicipalityRow) -> None:
    """A new municipality."""
    values = {name: getattr(row, name) for name in MunicipalityRow.__dataclass_fields__}
    connection.execute(insert(municipalities).values(values))


def update_settings(connection: Connection, municipality_id: int, *, settings: str) -> None:
    """Replaces the settings, JSON text."""
    connection.execute(
        update(municipalities)
        .where(municipalities.c.id == municipality_id)
        .values(settings=settings)
    )


def update_municipality(connection: Connection, row: MunicipalityRow) -> None:
    """Replaces what a municipality says of itself; its address on the web stays."""
    told = (
        "name",
        "country",
        "region",
        "ubigeo",
        "timezone",
        "locale",
        "currency",
        "accent",
        "short_name",
    )
    connection.execute(
        update(municipalities)
        .where(municipalities.c.id == row.id)
        .values({name: getattr(row, name) for name in (*told, "accent", "short_name")})
    )
