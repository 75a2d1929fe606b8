"""What a municipality decides about its services: which are open at its window, what they cost, and
when their office attends. Each act lies in its history, with who and why.

A fee and hours are dated parameters of the municipality: they begin on a day, rest on an ordinance,
and what was asked for before keeps the number of its own day.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from engine.catalogue.listing import closed_in, uit_of, with_closed
from engine.catalogue.offers import hours_key
from engine.definitions.manifest import manifest_from_text
from engine.definitions.service import Service
from engine.history.town import TownEventKind, TownHistory
from engine.identity import Actor
from engine.identity.people import administering, because
from engine.installation import Installation
from engine.parameters import ParametersRefused
from engine.parameters.loading import keep_parameters
from engine.parameters.resolving import PERCENT_OF_UIT, TEXT
from engine.refusals import RefusalKind, Refused
from storage.database import Connection
from storage.queries.deadlines import ParameterRow
from storage.queries.definitions import active_definition
from storage.queries.municipalities import municipality_by_id
from storage.tables.deadlines import Trust
from storage.writes.municipalities import update_settings

DEAREST = Decimal(1_000_000)
LONGEST = 200


@dataclass(frozen=True, slots=True)
class ServiceChanged:
    """What was decided is in force, or will be on its day."""

    key: str


@dataclass(frozen=True, slots=True)
class Fee:
    """What a service costs from a day on: an amount in the municipality's currency or, as
    `percent`, a part of the UIT; `source` is the norm that says so."""

    parameter: str
    value: Decimal
    valid_from: date
    source: str
    percent: bool = False


def switch_service(
    installation: Installation, actor: Actor, key: str, *, opened: bool, reason: str
) -> ServiceChanged | Refused:
    """Offer a service at the window, or no longer; again is no act."""

    def verb(connection: Connection, history: TownHistory) -> ServiceChanged | Refused:
        service = _service(connection, actor, key)
        if service is None:
            return Refused(RefusalKind.NOT_FOUND)
        if not reason.strip():
            return _wrong("reason")
        town = municipality_by_id(connection, actor.municipality_id)
        assert town is not None  # noqa: S101  # the actor's own
        closed = closed_in(town.settings)
        after = closed - {key} if opened else closed | {key}
        if after != closed:
            update_settings(connection, town.id, settings=with_closed(town.settings, after))
            kind = TownEventKind.SERVICE_OPENED if opened else TownEventKind.SERVICE_CLOSED
            history.add(kind, data={"key": key, "title": service.title}, detail=because(reason))
        return ServiceChanged(key)

    return administering(installation, actor, verb)


def set_fee(
    installation: Installation, actor: Actor, key: str, fee: Fee, *, today: date
) -> ServiceChanged | Refused:
    """What one of the fees of a service costs from a day on, not an earlier one than today."""

    def verb(connection: Connection, history: TownHistory) -> ServiceChanged | Refused:
        service = _service(connection, actor, key)
        if service is None or fee.parameter not in {each.parameter for each in service.fees}:
            return Refused(RefusalKind.NOT_FOUND)
        town = municipality_by_id(connection, actor.municipality_id)
        assert town is not None  # noqa: S101  # the actor's own
        if fee.parameter == uit_of(town):  # the law's own, of which others are parts
            return Refused(RefusalKind.NOT_FOUND)
        wrong = _wrong_in(fee) or _wrong_day(fee.valid_from, fee.source, today)
        if wrong:
            return _wrong(wrong)
        unit = PERCENT_OF_UIT if fee.percent else town.currency
        row = _row(installation, fee.parameter, str(fee.value), unit, fee.valid_from, fee.source)
        keep_parameters(connection, town.id, [row])
        data = {
            "key": key, "title": service.title, "value": fee.value, "unit": unit,
            "parameter": fee.parameter, "from": fee.valid_from, "source": row.source,
        }  # fmt: skip
        history.add(TownEventKind.SERVICE_FEE_SET, data=data)
        return ServiceChanged(key)

    return _kept(installation, actor, verb)


def set_hours(
    installation: Installation,
    actor: Actor,
    key: str,
    hours: str,
    *,
    valid_from: date,
    source: str,
    today: date,
) -> ServiceChanged | Refused:
    """When the office of a service attends from a day on, in words; `-`: as all of it."""

    def verb(connection: Connection, history: TownHistory) -> ServiceChanged | Refused:
        service = _service(connection, actor, key)
        told = " ".join(hours.split())
        if service is None:
            return Refused(RefusalKind.NOT_FOUND)
        if not told or len(told) > LONGEST or not told.isprintable():
            return _wrong("hours")
        if wrong := _wrong_day(valid_from, source, today):
            return _wrong(wrong)
        row = _row(installation, hours_key(key), told, TEXT, valid_from, source)
        keep_parameters(connection, actor.municipality_id, [row])
        data = {
            "key": key, "title": service.title, "value": told, "from": valid_from,
            "source": row.source,
        }  # fmt: skip
        history.add(TownEventKind.SERVICE_HOURS_SET, data=data)
        return ServiceChanged(key)

    return _kept(installation, actor, verb)


def _kept(
    installation: Installation, actor: Actor, verb: Callable[..., ServiceChanged | Refused]
) -> ServiceChanged | Refused:
    """The act, unless another number reaches into its day."""
    try:
        return administering(installation, actor, verb)
    except ParametersRefused:
        return _wrong("valid_from")


def _service(connection: Connection, actor: Actor, key: str) -> Service | None:
    row = active_definition(connection, actor.municipality_id, key)
    return manifest_from_text(row.manifest).service if row else None


def _wrong(field: str) -> Refused:
    return Refused(RefusalKind.INVALID_DATA, {"field": field})


def _wrong_in(fee: Fee) -> str:
    """Money has two decimals; a part of the UIT four, and is at most all of it."""
    most, decimals = (Decimal(100), 4) if fee.percent else (DEAREST, 2)
    exponent = fee.value.as_tuple().exponent if fee.value.is_finite() else "n"
    wrong = not isinstance(exponent, int) or not 0 <= fee.value <= most or -exponent > decimals
    return "value" if wrong else ""


def _wrong_day(valid_from: date, source: str, today: date) -> str:
    if valid_from < today:
        return "valid_from"
    told = source.strip()
    return "" if told and len(told) <= LONGEST and told.isprintable() else "source"


def _row(
    installation: Installation, key: str, value: str, unit: str, valid_from: date, source: str
) -> ParameterRow:
    return ParameterRow(
        id=installation.ids.new(),
        key=key,
        value=value,
        unit=unit,
        valid_from=valid_from,
        valid_to=None,
        source=" ".join(source.split()),
        status=Trust.VERIFIED,
    )
