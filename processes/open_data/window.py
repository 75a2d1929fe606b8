"""The catalogue of services as a table: what is asked for, in how long, for how much."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from engine.catalogue import Offer, catalogue_of
from engine.installation import Installation
from engine.publishing.datasets import Row
from storage.database import Connection
from storage.queries.municipalities import MunicipalityRow


def services(
    installation: Installation,
    connection: Connection,
    town: MunicipalityRow,
    today: date,
    *,
    base: str,
) -> Iterator[Row]:
    """One row for each service in force; `base` is the address of the window."""
    for offer in catalogue_of(installation, connection, town, on=today).offers:
        yield _row(offer, town.currency, base)


def _row(offer: Offer, currency: str, base: str) -> Row:
    amounts = [each.amount for each in offer.prices if each.amount is not None]
    known = offer.free or len(amounts) == len(offer.prices)
    longest = offer.longest
    return {
        "key": offer.key,
        "code": offer.service.code,
        "title": offer.title,
        "whom": offer.service.whom,
        "output": offer.service.output,
        "silence": str(offer.service.qualification),
        "term": longest.length if longest else None,
        "term_unit": str(longest.unit) if longest else None,
        "fee_least": min(amounts, default=0) if known else None,
        "fee_most": max(amounts, default=0) if known else None,
        "currency": currency,
        "office": offer.service.office,
        "online": "yes" if offer.open else "no",
        "url": f"{base}/services/{offer.key}",
    }
