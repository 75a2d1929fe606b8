"""What a parcel is worth by the official tables: land by its street or zone, each storey by the
categories of its parts, less what its age takes off. Pure.

The tables of a year are those in force on 31 October of the year before (TUO DS 156-2004-EF, art.
11). What was typed instead of named stays as it was typed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import NoReturn

from processes.taxes.assessing import Floor, Made, NotAssessed, Parcel
from processes.taxes.official import Official
from storage.queries.tax_values import ValueRow
from storage.tables.tax_values import ValueKind
from storage.words import plain

COMPONENTS = ("muros", "techos", "pisos", "puertas", "revestimientos", "baños", "instalaciones")
CATEGORIES = "ABCDEFGHI"
NONE = "-"
"""In place of a category: there is no such part."""
BAR = "|"
ANY = "*"
"""In place of a stratum: whichever it is."""
OVER = 10**6
"""The age of the last row of a table of depreciation, which has no limit."""
TOP = 10**15
"""The value up to which the last rate of a use holds, likewise."""


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a table, where it comes from, and since when it holds."""

    value: Decimal
    source: str
    status: str
    since: date


class Tables:
    """The values that hold on a day, of each key the last that began."""

    def __init__(self, rows: Iterable[ValueRow], on: date) -> None:
        self.on = on
        self.first = date(on.year + 1, 1, 1)
        self.rows: dict[tuple[str, str], ValueRow] = {}
        self._rates: dict[tuple[str, str], list[tuple[Decimal, ValueRow]]] = {}
        self._ages: dict[tuple[str, ...], list[tuple[int, ValueRow]]] = {}
        for row in sorted(rows, key=lambda each: each.valid_from):
            if row.valid_from <= (self.first if row.kind == ValueKind.RATE else on):
                self.rows[row.kind, folded(row.key)] = row
        for (kind, key), row in self.rows.items():
            if kind == ValueKind.DEPRECIATION:
                *of, until = key.split(BAR)
                self._ages.setdefault(tuple(of), []).append((int(until), row))
            elif kind == ValueKind.RATE:
                use, stratum, top = key.split(BAR)
                self._rates.setdefault((use, stratum), []).append((Decimal(top), row))
        for ages in self._ages.values():
            ages.sort(key=lambda each: each[0])
        for rates in self._rates.values():
            rates.sort(key=lambda each: each[0])

    def land(self, zone: str) -> Value:
        """A m² of a street or zone. Raises NotAssessed."""
        found = self.rows.get((ValueKind.LAND, folded(zone)))
        return _value(found) if found else self._missing(f"arancel de «{zone}»")

    def unit(self, component: str, category: str) -> Value:
        """A m² of a component of a category. Raises NotAssessed."""
        found = self.rows.get((ValueKind.UNIT, folded(f"{component}{BAR}{category}")))
        if found:
            return _value(found)
        return self._missing(f"valor unitario de {component}, categoría {category}")

    def depreciation(self, made: Made, age: int) -> Value:
        """What its age takes off, in percent. Raises NotAssessed."""
        of = folded(BAR.join((made.use, made.material, made.state))).split(BAR)
        for until, row in self._ages.get(tuple(of), ()):
            if age <= until:
                return _value(row)
        said = f"depreciación de {made.use}, {made.material}, {made.state}, {age} años"
        return self._missing(said)

    def rate(self, use: str, stratum: int, value: Decimal) -> Value:
        """What a parcel of this official value pays per thousand, by the agreement of the council:
        that of its stratum, else that of any. Raises NotAssessed."""
        for of in (str(stratum), ANY):
            for top, row in self._rates.get((folded(use), of), ()):
                if value <= top:
                    return _value(row)
        said = f"tarifa de «{use}», estrato {stratum}, avalúo {value:,.2f}"
        return self._missing(said, self.first)

    def _missing(self, what: str, on: date | None = None) -> NoReturn:
        raise NotAssessed(f"falta en las tablas al {on or self.on:%d/%m/%Y}: {what}")


def day_of_tables(year: int) -> date:
    """The day whose tables value the parcels of a year."""
    return date(year - 1, 10, 31)


def value_of(tables: Tables, year: int, parcel: Parcel) -> Parcel:
    """The parcel with the values of its street, categories and age filled in, each with how it
    came about. Raises NotAssessed where a table lacks what it names."""
    if parcel.official is not None:
        return _rated(tables, parcel, parcel.official)
    if not parcel.zone and all(each.made is None for each in parcel.floors):
        return parcel
    try:
        land = tables.land(parcel.zone).value if parcel.zone else parcel.land_value
        floors = tuple(_valued(tables, year, each) for each in parcel.floors)
    except NotAssessed as fault:
        raise NotAssessed(f"{parcel.code}: {fault}") from fault
    return replace(parcel, land_value=land, floors=floors)


def _rated(tables: Tables, parcel: Parcel, official: Official) -> Parcel:
    try:
        found = tables.rate(parcel.use, official.stratum, official.value)
    except NotAssessed as fault:
        raise NotAssessed(f"{parcel.code}: {fault}") from fault
    rated = replace(official, rate=found.value, rated_by=found.source)
    return replace(parcel, official=rated)


def _valued(tables: Tables, year: int, floor: Floor) -> Floor:
    made = floor.made
    if made is None:
        return floor
    parts = [
        (component, category, tables.unit(component, category).value)
        for component, category in zip(COMPONENTS, made.categories, strict=True)
        if category != NONE
    ]
    age = age_of(made, year)
    why = " + ".join(f"{name} {category} {value:.2f}" for name, category, value in parts)
    return replace(
        floor,
        unit_value=sum((value for *_, value in parts), Decimal(0)),
        depreciation=tables.depreciation(made, age).value,
        note=f"{why}; {made.use}, {made.material}, {made.state}, {age} años",
    )


def age_of(made: Made, year: int) -> int:
    """Whole years on 1 January of the year."""
    return max(0, year - made.built)


def folded(key: str) -> str:
    """A key as it is looked up: however it is written, «Jr. Unión» is «jr. union»."""
    return BAR.join(" ".join(plain(part).split()) for part in key.split(BAR))


def _value(row: ValueRow) -> Value:
    return Value(row.value, row.source, row.status, row.valid_from)
