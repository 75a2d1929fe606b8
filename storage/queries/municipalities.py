"""Which municipalities there are."""

from dataclasses import dataclass

from sqlalchemy import bindparam, or_, select, tuple_

from storage.database import Connection
from storage.queries.reading import many, one
from storage.tables import municipalities


@dataclass(frozen=True, slots=True)
class MunicipalityRow:
    """A tenant; `settings` is JSON text. `short_name` stands in the codes of its cases."""

    id: int
    slug: str
    name: str
    country: str
    region: str | None
    ubigeo: str | None
    timezone: str
    locale: str
    currency: str
    accent: str
    settings: str
    short_name: str | None = None


_ALL = select(*(municipalities.c[name] for name in MunicipalityRow.__dataclass_fields__))


_BY_SLUG = _ALL.where(municipalities.c.slug == bindparam("slug"))


def municipality_by_slug(connection: Connection, slug: str) -> MunicipalityRow | None:
    """The municipality of an address on the web."""
    return one(connection, _BY_SLUG, MunicipalityRow, {"slug": slug})


def municipality_by_id(connection: Connection, municipality_id: int) -> MunicipalityRow | None:
    """One municipality."""
    return one(connection, _ALL.where(municipalities.c.id == municipality_id), MunicipalityRow)


def all_municipalities(connection: Connection) -> tuple[MunicipalityRow, ...]:
    """Every municipality of the installation, by name."""
    return many(connection, _ALL.order_by(municipalities.c.name), MunicipalityRow)


def municipalities_found(
    connection: Connection,
    words: str = "",
    *,
    after: tuple[str, int] | None = None,
    limit: int = 50,
) -> tuple[MunicipalityRow, ...]:
    """By name, those whose name or address has the words; `after`: behind this name and id."""
    of = municipalities.c
    found = _ALL.order_by(of.name, of.id).limit(limit)
    if words:
        found = found.where(
            or_(
                of.name.icontains(words, autoescape=True),
                of.slug.contains(words.lower(), autoescape=True),
            )
        )
    if after is not None:
        found = found.where(tuple_(of.name, of.id) > after)
    return many(connection, found, MunicipalityRow)
