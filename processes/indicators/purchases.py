"""What a purchase counts for, from what was published of it (its compiled release) and from the
register of contracts. Pure.

Only what anybody may read is counted: a purchase counts once it is published.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from engine.indicators.counting import Fact
from engine.indicators.seen import CaseSeen

SHORTEST = "indicador.plazo_minimo_ofertas"
"""The parameter: fewer calendar days to bid than this are few."""
PUNCTUAL = 10
"""Business days in which a supplier is to be paid (Ley 32069)."""
SEVERAL, COMPETITIVE = 2, 3
DAY = timedelta(days=1)
_PUBLIC = ("open", "selective")
_NARROW = ("direct", "limited")
_VOID = ("cancelled", "unsuccessful")
_LAST_NUMBER = re.compile(r"(\d+)$")


@dataclass(frozen=True, slots=True)
class Purchase:
    """A compiled release with its case."""

    seen: CaseSeen
    told: Mapping[str, Any]

    @property
    def tender(self) -> Mapping[str, Any]:
        """The call; empty before."""
        found: Mapping[str, Any] = self.told.get("tender") or {}
        return found

    @property
    def method(self) -> str:
        """As the law names it."""
        return str(self.tender.get("procurementMethodDetails") or "")

    @property
    def public(self) -> bool:
        """Open to all, or to all who qualify."""
        return self.tender.get("procurementMethod") in _PUBLIC

    @property
    def called(self) -> date | None:
        """The day of the call."""
        return _day((self.tender.get("tenderPeriod") or {}).get("startDate"))

    @property
    def awards(self) -> list[Mapping[str, Any]]:
        """Those that stand."""
        found = self.told.get("awards") or ()
        return [each for each in found if each.get("status") not in _VOID and each.get("date")]

    def fact(
        self, indicator: str, place: object, on: date, numerator: int, denominator: int = 1,
        days: int | None = None,
    ) -> Fact:  # fmt: skip
        """What it counts for."""
        case_id = self.seen.life.id
        key = f"{case_id}.{place}"
        return Fact(indicator, key, on, 1, numerator, denominator, days, self.method, case_id)


def of_purchase(seen: CaseSeen) -> Iterator[Fact]:
    """All that it counts for; nothing where nothing was published."""
    if seen.life.record is None:
        return
    told = json.loads(seen.life.record, parse_float=Decimal)
    if not told.get("tender"):  # a plan is published too
        return
    purchase = Purchase(seen, told)
    yield from _call(purchase)
    yield from _awarded(purchase)
    yield from _ended(purchase)
    yield from _paid(purchase)
    yield from _signed(purchase)
    yield from _published(purchase)


def _call(one: Purchase) -> Iterator[Fact]:
    """How many bid, and how long they had."""
    opened, bidders = _opened(one), one.tender.get("numberOfTenderers")
    if one.public and opened and isinstance(bidders, int):
        yield one.fact("several_bids", 0, opened, int(bidders >= SEVERAL))
        if one.tender.get("procurementMethod") == "open":
            yield one.fact("competition_rate", 0, opened, int(bidders >= COMPETITIVE))
        if bidders:
            yield one.fact("single_bid_rate", 0, opened, int(bidders == 1))
    called = one.called
    until = _day((one.tender.get("tenderPeriod") or {}).get("endDate"))
    if one.public and called and until:
        least = one.seen.number_of(SHORTEST, called)
        if least is not None:
            yield one.fact("short_period_rate", 0, called, int((until - called).days < least))


def _awarded(one: Purchase) -> Iterator[Fact]:
    """How long it took until the award, how much was bought without a call, and what was saved."""
    called, narrow = one.called, one.tender.get("procurementMethod") in _NARROW
    total, reference, last = 0, 0, None
    for award in one.awards:
        on, cents = _day(award["date"]), _cents(award)
        assert on is not None  # noqa: S101  `awards` has those with a date
        if called is not None:
            days = one.seen.business_days(called, on)
            yield one.fact("days_to_award", award["id"], on, days, 1, days)
        if cents:
            yield one.fact("direct_share", award["id"], on, cents if narrow else 0, cents)
            total, last = total + cents, max(on, last or on)
            reference += _reference(one, award)
    if last is not None:
        lots = bool(one.tender.get("lots"))
        reference = reference if lots else _cents(one.tender)
        if reference:
            yield one.fact("saving", 0, last, reference - total, reference)


def _ended(one: Purchase) -> Iterator[Fact]:
    """How the selection ended, of what was called."""
    if one.called is None:
        return
    status, awards = one.tender.get("status"), one.awards
    if status == "unsuccessful" and not awards:
        closed = one.seen.life.closed_at
        on = _opened(one) or (one.seen.day(closed) if closed else one.called)
        yield one.fact("deserted_rate", 0, on, 1)
    elif status == "complete" and awards:
        days = [day for day in (_day(each["date"]) for each in awards) if day]
        yield one.fact("deserted_rate", 0, max(days), 0)


def _paid(one: Purchase) -> Iterator[Fact]:
    """How long each payment came after its acceptance."""
    for contract in one.told.get("contracts") or ():
        done = contract.get("implementation") or {}
        accepted = {
            _number(each["id"]): _day(each.get("dateMet"))
            for each in done.get("milestones") or ()
            if each.get("type") == "approval"
        }
        for payment in done.get("transactions") or ():
            since, on = accepted.get(_number(payment["id"])), _day(payment.get("date"))
            if since is None or on is None:
                continue
            days = one.seen.business_days(since, on)
            yield one.fact("payment_days", payment["id"], on, days, 1, days)
            yield one.fact("payment_time", payment["id"], on, int(days <= PUNCTUAL))


def _signed(one: Purchase) -> Iterator[Fact]:
    """How long a contract took to be signed, and how it changed."""
    asked = one.seen.day(one.seen.life.opened_at)
    for row in one.seen.signed:
        on = row.signed_on
        if on is None:
            continue
        days = max(0, (on - asked).days)
        yield one.fact("need_to_contract", row.place, on, days, 1, days)
        yield one.fact("amended_contracts", row.place, on, int(row.amendments > 0))
        if row.amount is not None and row.original:
            grown = int((row.amount - row.original) * 100)
            yield one.fact("amendment_value", row.place, on, grown, int(row.original * 100))


def _published(one: Purchase) -> Iterator[Fact]:
    """Whether each act was published within a day."""
    for row in one.seen.tellings:
        in_time = row.published_at - row.date <= DAY
        on = one.seen.day(row.date)
        yield one.fact("publication_timeliness", row.seq, on, int(in_time))


def _opened(one: Purchase) -> date | None:
    """The day on which the bids were opened."""
    statistics: Iterable[Mapping[str, Any]] = (one.told.get("bids") or {}).get("statistics") or ()
    return next((_day(each.get("date")) for each in statistics), None)


def _reference(one: Purchase, award: Mapping[str, Any]) -> int:
    """The reference value of the lots of an award."""
    own = set(award.get("relatedLots") or ())
    return sum(_cents(lot) for lot in one.tender.get("lots") or () if lot.get("id") in own)


def _cents(told: Mapping[str, Any]) -> int:
    amount = (told.get("value") or {}).get("amount")
    return 0 if amount is None else int(Decimal(amount) * 100)


def _day(text: object) -> date | None:
    """The day of a date that is told in the municipality's time."""
    return date.fromisoformat(text[:10]) if isinstance(text, str) and text else None


def _number(identifier: str) -> str:
    found = _LAST_NUMBER.search(identifier)
    return found[1] if found else identifier
