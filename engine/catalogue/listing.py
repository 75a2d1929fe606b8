"""The services of a municipality that are in force, made once for each state of what they are made
of: the definitions in force, the dated numbers, the settings of the municipality, and the day.

A state is a small question to the database; the answer is always that of now, also for what
another process has just deployed or decided.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from engine.catalogue.dues import Due, dues_of
from engine.catalogue.joint import JointOffer, joint_offers
from engine.catalogue.numbers import Numbers
from engine.catalogue.offers import Offer, hours_key, price_of, remedy_of, span_of, spans_of
from engine.catalogue.searching import index_of, search
from engine.definitions.manifest import manifest_from_text
from engine.definitions.service import LifeEvent
from engine.installation import Installation
from engine.memory import Bounded
from engine.parameters.resolving import TEXT
from storage.database import Connection
from storage.queries.catalogue import catalogue_state
from storage.queries.deadlines import all_parameters
from storage.queries.definitions import DefinitionRow, active_definitions
from storage.queries.municipalities import MunicipalityRow, municipality_by_id

WINDOW = "window"
CLOSED = "closed"
AS_ALL = "-"
"""Where the settings of a municipality keep the services that are not open at its window, and the
hours of a service that has none of its own."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The services in force on a day, by title; `state` changes with whatever they are made of."""

    on: date
    state: tuple[tuple[int, ...], str, date]
    offers: tuple[Offer, ...]
    dues: tuple[Due, ...] = ()

    def offer(self, key: str) -> Offer | None:
        """The service of that key."""
        return next((each for each in self.offers if each.key == key), None)

    @property
    def open(self) -> tuple[Offer, ...]:
        """Those that can be asked for at the window."""
        return tuple(each for each in self.offers if each.open)

    def about(self, event: LifeEvent | None, text: str = "") -> list[Offer]:
        """The open ones for a life event and in plain words."""
        found = [each for each in self.open if not event or event in each.service.life_events]
        return search(found, text)

    @property
    def joint(self) -> tuple[JointOffer, ...]:
        """Those that can be asked for in one application."""
        return tuple(joint_offers(self.open))

    def joint_offer(self, key: str) -> JointOffer | None:
        """The one of that key."""
        return next((each for each in self.joint if each.key == key), None)

    def joint_about(self, event: LifeEvent | None, text: str = "") -> list[JointOffer]:
        """Those for a life event of their first service and in plain words."""
        found = [each for each in self.joint if not event or event in each.lead.service.life_events]
        return search(found, text)

    @property
    def events(self) -> tuple[LifeEvent, ...]:
        """The life events for which there is something, in the order of their list."""
        some = {event for each in self.open for event in each.service.life_events}
        return tuple(event for event in LifeEvent if event in some)


_kept: Bounded[tuple[str, int], Catalogue] = Bounded(2_000)


def catalogue_of(
    installation: Installation, connection: Connection, town: MunicipalityRow, *, on: date
) -> Catalogue:
    """The catalogue of a municipality as it is now, kept while nothing of it changes."""
    key = (installation.database.url, town.id)
    state = (catalogue_state(connection, town.id), town.settings, on)
    kept = _kept.get(key)
    if kept is not None and kept.state == state:
        return kept
    rows = all_parameters(connection, town.id)
    offers = _sorted_offers(connection, town, Numbers(rows), on=on)
    return _kept.keep(key, Catalogue(on, state, offers, dues_of(rows, on)))


def read_catalogue(connection: Connection, town: MunicipalityRow, *, on: date) -> tuple[Offer, ...]:
    """Every service in force, open or not, with the numbers of a day."""
    return _sorted_offers(connection, town, Numbers(all_parameters(connection, town.id)), on=on)


def _sorted_offers(
    connection: Connection, town: MunicipalityRow, numbers: Numbers, *, on: date
) -> tuple[Offer, ...]:
    closed = closed_in(town.settings)
    rows = active_definitions(connection, town.id)
    offers = _offers(rows, numbers, closed, on=on, uit=uit_of(town))
    return tuple(sorted(offers, key=lambda each: (each.title.casefold(), each.key)))


def closed_in(settings: str) -> frozenset[str]:
    """The keys of the services that the municipality does not offer at its window."""
    told = json.loads(settings or "{}").get(WINDOW)
    closed = told.get(CLOSED) if isinstance(told, dict) else None
    return frozenset(str(each) for each in closed or ())


def is_closed(connection: Connection, municipality_id: int, key: str) -> bool:
    """The municipality does not offer the service at its window."""
    town = municipality_by_id(connection, municipality_id)
    return town is not None and key in closed_in(town.settings)


def with_closed(settings: str, closed: frozenset[str]) -> str:
    """The settings with others closed."""
    told = json.loads(settings or "{}")
    window = told.get(WINDOW) if isinstance(told.get(WINDOW), dict) else {}
    return json.dumps({**told, WINDOW: {**window, CLOSED: sorted(closed)}})


def uit_of(town: MunicipalityRow) -> str:
    """The parameter of the tax unit of its country: `pe.uit`."""
    return f"{town.country.lower()}.uit"


def _offers(
    rows: tuple[DefinitionRow, ...],
    numbers: Numbers,
    closed: frozenset[str],
    *,
    on: date,
    uit: str,
) -> Iterator[Offer]:
    for row in rows:
        manifest = manifest_from_text(row.manifest)
        service = manifest.service
        if service is None:
            continue
        yield Offer(
            key=row.key,
            definition_id=row.id,
            version=row.version,
            icon=manifest.icon or "file-text",
            service=service,
            on=on,
            open=row.key not in closed,
            hours=_hours(numbers, row.key, on),
            terms=spans_of(service, numbers, on),
            margin=span_of(service.margin, numbers, on) if service.margin else None,
            prices=tuple(price_of(fee, numbers, on, uit=uit) for fee in service.fees),
            remedies=tuple(remedy_of(each, numbers, on) for each in service.appeals),
            series=manifest.number.counter,
            found_by=index_of(service),
        )


def _hours(numbers: Numbers, key: str, on: date) -> str:
    row = numbers.on(hours_key(key), on)
    return row.value if row and row.unit == TEXT and row.value != AS_ALL else ""
