"""Who takes part: the municipality, who bid, who sells. Pure.

Of a supplier the name and the public tax number, never an address, a telephone or a mail; of the
municipality the office, never a person of it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from processes.procurement.ocds.facts import Bidder, Facts
from processes.procurement.ocds.purchase import Purchase
from processes.procurement.ocds.text import Json

BUYING = ("buyer", "procuringEntity")


@dataclass(frozen=True, slots=True)
class Scheme:
    """How organizations of a country are identified."""

    scheme: str
    country: str
    pattern: str

    def holds(self, tax_id: str) -> bool:
        """Whether a number is one of that register."""
        return bool(re.fullmatch(self.pattern, tax_id))


@cache
def schemes() -> dict[str, Scheme]:
    """By ISO code of the country."""
    content = (files(__package__) / "schemes.toml").read_text(encoding="utf-8")
    tables = tomllib.loads(content)
    return {
        code: Scheme(table["scheme"], table["country"], table["pattern"])
        for code, table in tables.items()
        if isinstance(table, dict)
    }


def town_id(facts: Facts) -> str:
    """The municipality, by its code in the country's list of places, or by its address here."""
    town = facts.case.town
    return f"{town.country}-{town.ubigeo}" if town.ubigeo else town.slug


def town_reference(facts: Facts) -> Json:
    """The municipality where it is only named."""
    return {"id": town_id(facts), "name": facts.case.town.name}


def reference(facts: Facts, bidder: Bidder) -> Json:
    """A bidder where they are only named."""
    return {"id": party_id(facts, bidder), "name": bidder.name}


def party_id(facts: Facts, bidder: Bidder) -> str:
    """The identifier of a bidder: the public one, else their name, which is all that is known."""
    scheme = schemes().get(facts.case.town.country)
    if scheme is not None and scheme.holds(bidder.tax_id):
        return f"{scheme.scheme}-{bidder.tax_id}"
    return re.sub(r"[^\w]+", "-", bidder.name.casefold()).strip("-") or "x"


def parties(purchase: Purchase, facts: Facts) -> list[Json]:
    """Everybody with all their roles, in the order in which they came."""
    roles: dict[str, list[str]] = {}
    bidders: dict[str, Bidder] = {}
    for bidder, role in _roles(purchase):
        key = party_id(facts, bidder)
        bidders.setdefault(key, bidder)
        if role not in roles.setdefault(key, []):
            roles[key].append(role)
    found = [_bidder(facts, key, bidder, roles[key]) for key, bidder in bidders.items()]
    return [_town(purchase, facts), *found]


def _roles(purchase: Purchase) -> Iterator[tuple[Bidder, str]]:
    for each in purchase.enquired:
        yield each.bidder, "enquirer"
    for bid in purchase.bids:
        yield bid.bidder, "tenderer"
    for award in purchase.awards:
        yield award.bidder, "supplier"
    for contract in purchase.contracts:
        if contract.payments:
            yield purchase.awards[contract.award - 1].bidder, "payee"


def _town(purchase: Purchase, facts: Facts) -> Json:
    paid = any(contract.payments for contract in purchase.contracts)
    scheme = schemes().get(facts.case.town.country)
    address = {"countryName": scheme.country} if scheme else {}
    return {
        "id": town_id(facts),
        "name": facts.case.town.name,
        "roles": [*BUYING, *(["payer"] if paid else [])],
        **({"address": address} if address else {}),
    }


def _bidder(facts: Facts, key: str, bidder: Bidder, roles: list[str]) -> Json:
    scheme = schemes().get(facts.case.town.country)
    told: Json = {"id": key, "name": bidder.name, "roles": roles}
    if scheme is not None and scheme.holds(bidder.tax_id):
        told["identifier"] = {
            "scheme": scheme.scheme,
            "id": bidder.tax_id,
            "legalName": bidder.name,
        }
    return told
