"""A municipality full of taxpayers and declared parcels, for `bench issue`, and the work of its
year. What is declared is drawn by chance with a seed, so that two towns are alike.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

from engine.cases import start
from engine.cases.entry import Facts
from engine.definitions import deploy
from engine.installation import Installation
from engine.parameters import load_parameters
from engine.refusals import Refused
from processes.registry import family, parameters_of
from processes.taxes.assessing import Floor
from processes.taxes.declared import kept_floors
from processes.taxes.running import compute, issue
from storage.database import Connection
from storage.queries.taxes import BenefitRow, ParcelRow, TaxpayerRow
from storage.writes.taxes import insert_benefits, insert_parcels, insert_taxpayers
from ui.cli.bench.town import found

YEAR = 2026
PROCESS = "emision_predial"
PORTION = 2_000
SINCE = date(2020, 5, 4)
ACTS = {"compute": compute, "issue": issue}


class NoTown(Exception):
    """The town could not be made: there is nothing to measure."""


def taxed_town(installation: Installation, taxpayers: int, parcels: int) -> tuple[int, int]:
    """A municipality with so many of each, and the case of its year."""
    actor = found(installation, roles=("rentas",))
    town = actor.municipality_id
    load_parameters(installation, town, parameters_of("PE"))
    answer = deploy(installation, actor, family(f"taxes/{PROCESS}").bundle)
    if isinstance(answer, Refused):
        raise NoTown(str(answer))
    begun = start(installation, actor, PROCESS, Facts({"ejercicio": Decimal(YEAR)}))
    if isinstance(begun, Refused):
        raise NoTown(str(begun))
    chance = Random(YEAR)  # noqa: S311  # what is declared, nothing secret
    for first in range(0, taxpayers, PORTION):
        places = range(first, min(first + PORTION, taxpayers))
        people = [_taxpayer(installation, place) for place in places]
        lands = [
            _parcel(installation, who.id, place, number, chance)
            for place, who in zip(places, people, strict=True)
            for number in range(_how_many(place, taxpayers, parcels))
        ]
        pensioners = [who for place, who in zip(places, people, strict=True) if place % 20 == 7]
        benefits = [_benefit(installation, who.id) for who in pensioners]
        _write(installation, town, people, lands, benefits)
    return town, begun.case_id


def _write(
    installation: Installation,
    town: int,
    people: list[TaxpayerRow],
    lands: list[ParcelRow],
    benefits: list[BenefitRow],
) -> None:
    def verb(connection: Connection) -> None:
        insert_taxpayers(connection, town, people)
        if lands:
            insert_parcels(connection, town, lands)
        if benefits:
            insert_benefits(connection, town, benefits)

    installation.database.run(verb, municipality=town)


def _how_many(place: int, taxpayers: int, parcels: int) -> int:
    """Parcels spread over the taxpayers, as evenly as they go."""
    return (place + 1) * parcels // taxpayers - place * parcels // taxpayers


def _taxpayer(installation: Installation, place: int) -> TaxpayerRow:
    return TaxpayerRow(
        id=installation.ids.new(), code=f"{place + 1:06d}", document=f"DNI {40_000_000 + place}",
        name=f"Vecino {place}", address="Jr. Lima 1", case_id=None,
        changed_at=installation.clock.now(),
    )  # fmt: skip


def _benefit(installation: Installation, taxpayer_id: int) -> BenefitRow:
    return BenefitRow(
        id=installation.ids.new(), taxpayer_id=taxpayer_id, benefit="pensionista",
        only_home=True, income=Decimal(1200), from_on=SINCE, until_on=None, case_id=None,
        entered_at=installation.clock.now(),
    )  # fmt: skip


def _parcel(
    installation: Installation, taxpayer_id: int, place: int, number: int, chance: Random
) -> ParcelRow:
    use, floors = _built(place, chance)
    return ParcelRow(
        id=installation.ids.new(), taxpayer_id=taxpayer_id, code=f"P-{place + 1:06d}-{number}",
        land=Decimal(chance.randrange(8_000, 60_000)) / 100,
        land_value=Decimal(chance.randrange(20, 400)), works=Decimal(0), share=Decimal(100),
        floors=kept_floors(floors), use=use, exempt="ninguna", address="Jr. Lima 1",
        from_on=SINCE, until_on=None, case_id=None, entered_at=installation.clock.now(),
    )  # fmt: skip


def _built(place: int, chance: Random) -> tuple[str, list[Floor]]:
    """A vacant lot, or a house; a few are of a use that the tables do not know."""
    if place % 1000 == 500:
        return "castillo", []
    if chance.random() < 0.12:
        return "terreno sin construir", []
    return "urbano", list(_floors(chance))


def _floors(chance: Random) -> Iterator[Floor]:
    for _floor in range(chance.choice((1, 1, 1, 2, 2, 3))):
        area = Decimal(chance.randrange(4_000, 15_000)) / 100
        yield Floor(area, Decimal(chance.randrange(200, 1_200)), Decimal(chance.randrange(0, 60)))


def work(installation: Installation, town: int, run_id: int, act: str, told: Any) -> None:
    """A phase of the year's run."""
    ACTS[act](installation, town, run_id, told)
