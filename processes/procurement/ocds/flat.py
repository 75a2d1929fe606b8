"""Compiled releases as tables: one row for each procedure, award and contract (RFC 4180, UTF-8).

Pure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from engine.spreadsheets import line, written
from processes.procurement.ocds.text import Json, loads

Row = Mapping[str, Any]


def _tenders(told: Json) -> Iterator[Row]:
    tender = told.get("tender", {})
    if not tender and told["ocid"]:  # a plan is no procedure
        return
    yield {
        "ocid": told["ocid"],
        "date": told["date"],
        "tender_id": tender.get("id"),
        "title": tender.get("title"),
        "status": tender.get("status"),
        "method": tender.get("procurementMethod"),
        "method_details": tender.get("procurementMethodDetails"),
        "category": tender.get("mainProcurementCategory"),
        **_value(tender.get("value")),
        **_period("enquiry", tender.get("enquiryPeriod")),
        **_period("tender", tender.get("tenderPeriod")),
        "tenderers": tender.get("numberOfTenderers"),
        "buyer_id": told.get("buyer", {}).get("id"),
        "buyer_name": told.get("buyer", {}).get("name"),
    }


def _awards(told: Json) -> Iterator[Row]:
    for award in told.get("awards", ()):
        yield {
            "ocid": told["ocid"],
            "award_id": award["id"],
            "status": award.get("status"),
            "date": award.get("date"),
            **_value(award.get("value")),
            **_supplier(award),
        }


def _contracts(told: Json) -> Iterator[Row]:
    awards = {award["id"]: award for award in told.get("awards", ())}
    for contract in told.get("contracts", ()):
        paid = [each.get("value", {}).get("amount") for each in _transactions(contract)]
        yield {
            "ocid": told["ocid"],
            "contract_id": contract["id"],
            "award_id": contract["awardID"],
            "title": contract.get("title"),
            "status": contract.get("status"),
            "date_signed": contract.get("dateSigned"),
            **_period("contract", contract.get("period")),
            **_value(contract.get("value")),
            **_supplier(awards.get(contract["awardID"], {})),
            "paid": sum((Decimal(each) for each in paid if each is not None), Decimal()),
        }


TABLES: Mapping[str, Callable[[Json], Iterator[Row]]] = {
    "tender": _tenders,
    "awards": _awards,
    "contracts": _contracts,
}
_NOTHING: Json = {
    "ocid": "", "date": "", "awards": [{"id": ""}], "contracts": [{"id": "", "awardID": ""}],
}  # fmt: skip


def table(name: str, bodies: Iterable[str]) -> Iterator[str]:
    """The lines of a table (`TABLES`), made of compiled releases; the first one names columns."""
    rows_of = TABLES[name]
    columns = list(next(rows_of(_NOTHING)))
    yield line(columns)
    for body in bodies:
        for row in rows_of(loads(body)):
            yield line([written(row[column]) for column in columns])


def _value(value: Json | None) -> Row:
    told = value or {}
    return {"amount": told.get("amount"), "currency": told.get("currency")}


def _period(name: str, period: Json | None) -> Row:
    told = period or {}
    return {f"{name}_start": told.get("startDate"), f"{name}_end": told.get("endDate")}


def _supplier(award: Json) -> Row:
    supplier: Json = next(iter(award.get("suppliers", ())), {})
    return {"supplier_id": supplier.get("id"), "supplier_name": supplier.get("name")}


def _transactions(contract: Json) -> list[Json]:
    found: list[Json] = contract.get("implementation", {}).get("transactions", [])
    return found
