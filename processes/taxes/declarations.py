"""A declaration as a step hands it over, read into what is filed. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from processes.taxes.assessing import Parcel
from processes.taxes.declared import floor_given
from processes.taxes.declaring import NO_BENEFIT, Declaration
from processes.taxes.filing import Filed, Gone
from processes.taxes.official import official_given
from processes.taxes.registering import Person


def filed_of(payload: Mapping[str, Any], proof: str) -> Filed:
    """`document`, `name`, `address`; `parcels` (`code`, `address`, `land`, `land_value`, `works`,
    `share`, `use`, `exempt`, `from`), the `floors` of all of them by their `code`, the `owners`
    besides, each of one `code`; and what is `gone` (`code`, `on`). In place of
    `land_value` a `zone`, and of the values of a floor what it is made of (`floor_given`): each
    year's tables value it. In Colombia `official` in place of all values (`official_given`).
    Raises KeyError, TypeError or ArithmeticError."""
    person = Person(
        words(payload["document"]), words(payload["name"]), str(payload.get("address") or "")
    )
    floors = payload.get("floors") or ()
    own = [_declared(person, each, floors) for each in payload.get("parcels") or ()]
    others = [each for row in payload.get("owners") or () for each in _of_another(row, own)]
    gone = tuple(Gone(words(each["code"]), _day(each["on"])) for each in payload.get("gone") or ())
    return Filed(person, (*own, *others), gone, proof)


def words(value: object) -> str:
    """A text with single spaces. Raises TypeError where there is none."""
    if value is None:
        raise TypeError(value)
    return " ".join(str(value).split())


def _declared(person: Person, row: Mapping[str, Any], floors: Any) -> Declaration:
    code = words(row["code"])
    zone, official = words(row.get("zone") or ""), official_given(row.get("official") or {})
    parcel = Parcel(
        code=code,
        land=Decimal(row["land"]),
        land_value=Decimal(0) if zone or official else Decimal(row["land_value"]),
        floors=tuple(floor_given(each) for each in floors if words(each["code"]) == code),
        works=Decimal(row.get("works") or 0),
        share=Decimal(row.get("share") or 100),
        use=str(row.get("use") or "urbano"),
        zone=zone,
        exempt=str(row.get("exempt") or "ninguna"),
        official=official,
    )
    return Declaration(
        person.document, person.name, person.address, NO_BENEFIT, parcel,
        str(row.get("address") or ""), _day(row["from"]),
    )  # fmt: skip


def _of_another(row: Mapping[str, Any], own: list[Declaration]) -> Iterator[Declaration]:
    code = words(row["code"])
    for each in own:
        if each.parcel.code == code:
            yield replace(
                each,
                document=words(row["document"]),
                name=words(row["name"]),
                address=str(row.get("address") or ""),
                parcel=replace(each.parcel, share=Decimal(row["share"])),
            )


def _day(value: object) -> date:
    if not isinstance(value, date):
        raise TypeError(value)
    return value
