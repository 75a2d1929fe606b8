"""What the cadastre changed, as the tax takes it up on the next 1 January. Pure.

What was declared before holds until that day and is never changed; from it on there are new rows:
land by the official area of each new parcel, buildings where they stand. Who must say where they
stand, or what they are worth now, is a person; everything else follows by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any

from processes.taxes.assessing import Floor, Parcel
from processes.taxes.cents import split
from processes.taxes.declared import floors_of, kept_floors
from processes.taxes.reassessing import parcel_of
from storage.queries.taxes import ParcelRow

WHOLE = Decimal(100)
WORKS = "obras"
NUMBERS = {8: "DNI", 11: "RUC"}
"""What a number of so many digits is the number of (Peru)."""


class Novelty(StrEnum):
    """ground: other outlines. owners: other people. values: what stands there, or its use, is
    another, and a person values it."""

    GROUND = "ground"
    OWNERS = "owners"
    VALUES = "values"


@dataclass(frozen=True, slots=True)
class Plot:
    """A parcel as it is now."""

    code: str
    area: Decimal | None = None
    address: str = ""


@dataclass(frozen=True, slots=True)
class Owner:
    """Who owns which part; `number` of a document, its kind left out."""

    number: str
    name: str
    part: Fraction


@dataclass(frozen=True, slots=True)
class Notice:
    """What the cadastre tells: the codes before, the parcels now, the owners where they are
    others, and since which 1 January it counts."""

    kind: Novelty
    before: tuple[str, ...]
    plots: tuple[Plot, ...]
    owners: tuple[Owner, ...]
    from_on: date


@dataclass(frozen=True, slots=True)
class Piece:
    """A storey, or the other works, of what was declared; `key` names it on the form."""

    key: str
    label: str
    value: Decimal


@dataclass(frozen=True, slots=True)
class Valued:
    """What a person says that stands on a parcel, and what its land is worth."""

    land_value: Decimal
    floors: tuple[Floor, ...]
    works: Decimal


@dataclass(frozen=True, slots=True)
class Holding:
    """A new row: of the one who had the row `of`, or of a new owner."""

    of: ParcelRow
    owner: Owner | None
    row: ParcelRow


def notice_of(told: Mapping[str, Any]) -> Notice:
    """What came with the signal `parcel.updated`. Raises KeyError, TypeError or ValueError."""
    plots = tuple(
        Plot(str(each["code"]).strip(), each.get("area"), str(each.get("address") or ""))
        for each in told["predios_nuevos"]
    )
    before = told["predio_anterior"]
    codes = [before] if isinstance(before, str) else list(before)
    owners = tuple(
        Owner(str(each["number"]), str(each["name"]), Fraction(int(each["num"]), int(each["den"])))
        for each in told.get("titulares") or ()
    )
    from_on = told["rige_tributo"]
    if not isinstance(from_on, date) or not plots or not codes:
        raise TypeError("rige_tributo")
    plain = Novelty.OWNERS if owners else Novelty.GROUND
    kind = Novelty(str(told.get("novedad") or plain))
    return Notice(kind, tuple(str(each).strip() for each in codes), plots, owners, from_on)


Seen = Callable[[ParcelRow], Parcel]
"""A declared parcel with what it is worth."""


def pieces_of(rows: Sequence[ParcelRow], seen: Seen = parcel_of) -> tuple[Piece, ...]:
    """What stands on the land that was declared: of those who declare the same, once. What the
    tables do not value says so."""
    found: list[Piece] = []
    for group, row in enumerate(_groups(rows), start=1):
        for place, floor in enumerate(seen(row).floors, start=1):
            worth = _worth(floor)
            label = f"{row.code}: piso {place}, {floor.area} m²"
            label += ", sin valor en las tablas" if floor.made and not floor.note else ""
            found.append(Piece(f"{group}.{place}", label, worth))
        if row.works:
            found.append(Piece(f"{group}.{WORKS}", f"{row.code}: obras", row.works))
    return tuple(found)


def asks_a_person(notice: Notice, rows: Sequence[ParcelRow]) -> bool:
    """Somebody must say where the buildings stand, or what they are worth."""
    if notice.kind is Novelty.VALUES:
        return True
    return notice.kind is Novelty.GROUND and len(notice.plots) > 1 and bool(pieces_of(rows))


def carried(
    notice: Notice, rows: Sequence[ParcelRow], stands: Mapping[str, str], valued: Valued | None
) -> Iterator[Holding]:
    """The rows that begin on the day; `stands`: the parcel of each piece by its key."""
    if notice.kind is Novelty.OWNERS:
        yield from _to_owners(notice, rows)
        return
    groups = _groups(rows)
    for row in _once_each(notice, rows):
        same = [place for place, one in enumerate(groups, start=1) if _alike(one) == _alike(row)]
        group = same[0] if same else 0  # of what was several parcels nothing is asked
        for plot in notice.plots:
            yield Holding(row, None, _on(plot, row, notice, group, stands, valued))


def document_of(number: str) -> str:
    """How the taxpayers' register names a document: by its kind and number."""
    kind = NUMBERS.get(len(number)) if number.isdecimal() else None
    return f"{kind} {number}" if kind else number


def shares_of(owners: Sequence[Owner]) -> tuple[Decimal, ...]:
    """Their parts in percent, which add up to a hundred."""
    weights = [Decimal(each.part.numerator) / Decimal(each.part.denominator) for each in owners]
    return split(WHOLE.quantize(Decimal("0.01")), weights)


def told_of(rows: Iterable[tuple[str, ParcelRow]], seen: Seen = parcel_of) -> list[str]:
    """Each new row in a line, by the code of its taxpayer."""
    return [
        f"{row.code}: {row.land:.2f} m² × S/ {parcel.land_value:.2f}"
        f" + construcciones S/ {_built(parcel):.2f}, al {row.share:.2f} %, contribuyente {who},"
        f" desde el {row.from_on:%d/%m/%Y}"
        for who, row in rows
        for parcel in (seen(row),)
    ]


def _on(
    plot: Plot, row: ParcelRow, notice: Notice, group: int, stands: Mapping[str, str],
    valued: Valued | None,
) -> ParcelRow:  # fmt: skip
    """What a taxpayer has of a parcel from the day on."""

    def here(piece: str) -> bool:
        return len(notice.plots) == 1 or stands.get(f"{group}.{piece}") == plot.code

    old = floors_of(row.floors)
    floors = [floor for place, floor in enumerate(old, start=1) if here(str(place))]
    works = row.works if here(WORKS) else Decimal(0)
    land_value, zone = row.land_value, row.zone
    if valued is not None:
        floors, works, land_value = list(valued.floors), valued.works, valued.land_value
        zone = ""  # what a person valued goes before the tables
    return replace(
        row,
        code=plot.code,
        land=row.land if plot.area is None else plot.area,
        land_value=land_value,
        zone=zone,
        floors=kept_floors(floors),
        works=works,
        address=plot.address or row.address,
        from_on=notice.from_on,
        until_on=None,
    )


def _to_owners(notice: Notice, rows: Sequence[ParcelRow]) -> Iterator[Holding]:
    """Each owner declares the whole parcel and answers for their part; who was exempt by
    themselves leaves that to nobody."""
    known = rows[0]
    for owner, share in zip(notice.owners, shares_of(notice.owners), strict=True):
        row = replace(known, share=share, exempt="ninguna", from_on=notice.from_on, until_on=None)
        yield Holding(known, owner, row)


def _once_each(notice: Notice, rows: Sequence[ParcelRow]) -> Iterator[ParcelRow]:
    """Of several parcels that became one, each taxpayer has one row with all that stood on them."""
    if len(notice.before) == 1:
        yield from rows
        return
    by_taxpayer: dict[int, list[ParcelRow]] = {}
    for row in rows:
        by_taxpayer.setdefault(row.taxpayer_id, []).append(row)
    for own in by_taxpayer.values():
        floors = [floor for row in own for floor in floors_of(row.floors)]
        works = sum((row.works for row in own), Decimal(0))
        land = sum((row.land for row in own), Decimal(0))
        yield replace(own[0], floors=kept_floors(floors), works=works, land=land)


def _groups(rows: Sequence[ParcelRow]) -> list[ParcelRow]:
    found: dict[tuple[str, str, Decimal], ParcelRow] = {}
    for row in rows:
        found.setdefault(_alike(row), row)
    return list(found.values())


def _alike(row: ParcelRow) -> tuple[str, str, Decimal]:
    return row.code, row.floors, row.works


def _worth(floor: Floor) -> Decimal:
    return floor.area * floor.unit_value * (100 - floor.depreciation) / 100


def _built(parcel: Parcel) -> Decimal:
    return sum((_worth(floor) for floor in parcel.floors), parcel.works)
