"""A run and the counter come to the same, whatever was declared. On SQLite and PostgreSQL."""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from random import Random

from processes.registry import in_force
from processes.taxes.assessing import (
    Assessment,
    Benefit,
    Floor,
    Law,
    NotAssessed,
    Parcel,
    assess,
)
from processes.taxes.declared import floors_of
from processes.taxes.law import law_of
from processes.taxes.lines import kept
from storage.queries.tax_runs import assessments_after
from storage.queries.taxes import (
    BenefitRow,
    TaxpayerRow,
    benefits_of_taxpayer,
    parcels_of_taxpayer,
)
from tests.taxes import begins_run, declares, issues, run_of
from tests.town import Town

USES = ("urbano", "terreno sin construir", "rústico agrario", "castillo")
D = Decimal


def test_what_a_run_assessed_the_counter_assesses_to_the_same_line(hall: Town) -> None:
    town, chance = hall.municipality_id, Random(7)  # noqa: S311
    people = {each.id: each for each in (_declared(hall, chance, n) for n in range(60))}
    case_id = begins_run(hall)
    issues(hall, case_id)
    run = run_of(hall, case_id)
    rows = hall.reads(lambda c: assessments_after(c, town, run.id, 0, limit=100))
    law = law_of(lambda key, on: in_force("PE", key, on))
    assert [row.taxpayer_id for row in rows] == sorted(people)
    failed = 0
    for row in rows:
        who = people[row.taxpayer_id]
        parcels = hall.reads(partial(parcels_of_taxpayer, municipality_id=town, taxpayer_id=who.id))
        one_by_one = [
            Parcel(each.code, each.land, each.land_value, floors_of(each.floors), each.works,
                   each.share, each.use, each.exempt)
            for each in sorted(parcels, key=lambda each: each.id)
        ]  # fmt: skip
        asked = partial(benefits_of_taxpayer, municipality_id=town, taxpayer_id=who.id)
        granted = hall.reads(asked)
        benefit = _benefit(granted[0]) if granted else Benefit()
        alone, why = _assessed(law, one_by_one, benefit)
        failed += bool(why)
        assert (row.why, row.number is None) == (why, bool(why))
        assert (row.tax, row.emission, row.lines) == (
            int(alone.tax * 100), int(alone.emission * 100), kept(alone.lines),
        )  # fmt: skip
    assert 0 < failed < len(rows)


def _benefit(row: BenefitRow) -> Benefit:
    return Benefit(row.benefit, only_home=bool(row.only_home), income=row.income)


def _assessed(law: Law, parcels: list[Parcel], benefit: Benefit) -> tuple[Assessment, str]:
    try:
        return assess(law, 2026, parcels, benefit), ""
    except NotAssessed as fault:
        return Assessment.nothing(), str(fault)


def _declared(hall: Town, chance: Random, number: int) -> TaxpayerRow:
    benefit = Benefit(
        chance.choice(("ninguno", "ninguno", "pensionista", "adulto mayor")),
        only_home=chance.random() < 0.5,
        income=D(chance.randrange(0, 9000)),
    )
    for parcel in range(chance.choice((1, 1, 2, 3))):
        who = declares(
            hall, f"{number:08d}", str(D(chance.randrange(1, 90_000_000)) / 100),
            code=f"P-{number}-{parcel}", benefit=benefit,
            floors=tuple(
                Floor(D(chance.randrange(1, 20_000)) / 100, D(chance.randrange(1, 2_000)),
                      D(chance.randrange(0, 101)))
                for _floor in range(chance.randrange(3))
            ),
            share=D(chance.choice((100, 100, 50, 33))), use=chance.choice(USES),
            exempt=chance.choice(("ninguna",) * 5 + ("entidad religiosa",)),
        )  # fmt: skip
    return who
