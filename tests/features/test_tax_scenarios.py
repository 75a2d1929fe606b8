"""The scenarios of the property tax: what is owed, as the law of the house computes it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

import pytest
from pytest_bdd import given, scenarios, then, when

from processes.registry import in_force
from processes.taxes.agreement import Agreement, agree
from processes.taxes.assessing import Assessment, Benefit, Floor, Parcel, assess
from processes.taxes.imputation import Debt, Imputed, impute
from processes.taxes.interest import Rate, interest_of
from processes.taxes.law import law_of
from processes.taxes.lines import LineKind
from tests.features.sentences import money, say

NOBODY, NOTHING_OWED = Benefit(), Debt("", date(2026, 2, 27), Decimal(0))
TIM = Rate(Decimal("0.9"), date(2021, 4, 1))


@dataclass
class Taxed:
    """What a scenario speaks of."""

    parcels: list[Parcel] = field(default_factory=list)
    benefit: Benefit = NOBODY
    debt: Debt = NOTHING_OWED
    assessed: Assessment | None = None
    imputed: Imputed | None = None
    agreed: Agreement | None = None


@pytest.fixture
def taxed() -> Taxed:
    """The taxpayer of the scenario."""
    return Taxed()


@given(say("un contribuyente con predios que valen <money:value> soles"))
def _(taxed: Taxed, value: str) -> None:
    taxed.parcels.append(Parcel("1", Decimal(1), money(value)))


@given(say("un pensionista con una casa que vale <money:value> soles"))
def _(taxed: Taxed, value: str) -> None:
    taxed.parcels.append(Parcel("1", Decimal(1), money(value)))
    taxed.benefit = Benefit("pensionista", only_home=True, income=Decimal(1200))


@given(say("un contribuyente con un terreno sin construir que vale <money:value> soles"))
def _(taxed: Taxed, value: str) -> None:
    taxed.parcels.append(Parcel("1", Decimal(1), money(value), use="terreno sin construir"))


@given(
    say(
        "un contribuyente con <number:land> m² de terreno a <money:rate> soles y <number:area> m²"
        " construidos a <money:value> soles con <number:less> % de depreciación"
    )
)
def _(taxed: Taxed, land: str, rate: str, area: str, value: str, less: str) -> None:
    floor = Floor(Decimal(area), money(value), Decimal(less))
    taxed.parcels.append(Parcel("1", Decimal(land), money(rate), (floor,)))


@given(say("una cuota de <money:amount> soles que venció el <day:due>"))
def _(taxed: Taxed, amount: str, due: date) -> None:
    taxed.debt = Debt("1", due, money(amount))


@given(say("una deuda de <money:amount> soles"))
def _(taxed: Taxed, amount: str) -> None:
    taxed.debt = Debt("1", date(2026, 2, 27), money(amount))


@when(say("se determina su impuesto de <number:year>"))
def _(taxed: Taxed, year: str) -> None:
    law = law_of(lambda key, on: in_force("PE", key, on))
    taxed.assessed = assess(law, int(year), taxed.parcels, taxed.benefit)


@when(say("se pagan <money:amount> soles el <day:on>"))
def _(taxed: Taxed, amount: str, on: date) -> None:
    owed = taxed.debt
    interest = interest_of(owed.tax, owed.due_on, on, [TIM]).amount
    taxed.imputed = impute(money(amount), [Debt(owed.key, owed.due_on, owed.tax, interest)])


@when(
    say(
        "se fracciona en <number:months> cuotas con <number:initial> % inicial al"
        " <money:percent> % mensual"
    )
)
def _(taxed: Taxed, months: str, initial: str, percent: str) -> None:
    taxed.agreed = agree(
        taxed.debt.tax,
        initial_percent=Decimal(initial),
        percent=money(percent),
        months=int(months),
    )


@then(say("debe <money:tax> soles en cuatro cuotas que suman lo mismo"))
def _(taxed: Taxed, tax: str) -> None:
    assert taxed.assessed is not None
    assert taxed.assessed.tax == money(tax)
    assert sum(taxed.assessed.instalments) == money(tax)


@then(say("la explicación dice que su base es de <money:base> soles"))
def _(taxed: Taxed, base: str) -> None:
    assert taxed.assessed is not None
    (line,) = [each for each in taxed.assessed.lines if each.kind is LineKind.BASE]
    assert line.amount == money(base)


@then(say("<money:interest> soles pagan el interés y <money:tax> soles el tributo"))
def _(taxed: Taxed, interest: str, tax: str) -> None:
    assert taxed.imputed is not None
    (paid,) = taxed.imputed.paid
    assert (paid.interest, paid.tax) == (money(interest), money(tax))


@then(say("de la cuota quedan <money:left> soles"))
def _(taxed: Taxed, left: str) -> None:
    assert taxed.imputed is not None
    assert taxed.imputed.paid[0].tax_left == money(left)


@then(
    say(
        "la inicial es de <money:initial> soles, las cuotas de <money:quota> y la última de"
        " <money:last>"
    )
)
def _(taxed: Taxed, initial: str, quota: str, last: str) -> None:
    assert taxed.agreed is not None
    *others, end = [each.amount for each in taxed.agreed.quotas]
    assert (taxed.agreed.initial, set(others), end) == (money(initial), {money(quota)}, money(last))


scenarios("../../processes/taxes/scenarios/predial.feature")
