"""What a run finds once for all its taxpayers gives what asking the tables anew gives."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.dmn import UnknownDecision, evaluate, settle
from processes.taxes.assessing import Law
from processes.taxes.law import law_of

D = Decimal
USES = ("urbano", "terreno sin construir", "rústico agrario", "ayuda a la navegación aérea", "?")
Amounts = st.integers(0, 90_000_000).map(lambda cents: D(cents) / 100)
Floors = st.lists(
    st.fixed_dictionaries(
        {"area": Amounts, "valor_unitario": Amounts, "depreciacion": st.integers(0, 101).map(D)}
    ),
    max_size=3,
)


@settings(max_examples=80)
@given(
    st.fixed_dictionaries(
        {
            "terreno": Amounts, "arancel": Amounts, "pisos": Floors, "obras": Amounts,
            "participacion": st.integers(0, 100).map(D), "uso": st.sampled_from(USES),
            "inafectacion": st.sampled_from(["ninguna", "entidad pública"]),
        }
    )
)  # fmt: skip
def test_a_parcel(law: Law, asked: dict[str, object]) -> None:
    _same(law, "parcel", "predio", asked)


@settings(max_examples=80)
@given(
    st.fixed_dictionaries(
        {
            "autovaluos": st.lists(Amounts, max_size=3),
            "recargables": st.lists(Amounts, max_size=3),
            "beneficio": st.sampled_from(["ninguno", "pensionista", "adulto mayor", "?"]),
            "unica_propiedad": st.booleans(),
            "ingreso_mensual": st.integers(0, 9000).map(D),
        }
    )
)
def test_a_tax(law: Law, asked: dict[str, object]) -> None:
    _same(law, "tax", "cuotas", asked)


@pytest.mark.parametrize("year", [2026, 1999])
def test_what_the_year_does_not_give_is_told_alike(law: Law, year: int) -> None:
    asked = {"autovaluos": [D(1)], "recargables": [], "beneficio": "ninguno",
             "unica_propiedad": False, "ingreso_mensual": D(0)}  # fmt: skip
    _same(law, "tax", "cuotas", asked, year)


def test_the_numbers_of_a_year_are_looked_up_once() -> None:
    asked = []

    def told(key: str, _on: object) -> Decimal:
        asked.append(key)
        return D(1)

    law = law_of(told)
    law.of(2026)
    once = len(asked)
    law.of(2026)
    assert len(asked) == once > 0
    with pytest.raises(UnknownDecision):
        settle(law.tax, "nada", {}, host=law.host)


def _same(law: Law, part: str, decision: str, asked: dict[str, object], year: int = 2026) -> None:
    model, given_year = getattr(law, part), {"ejercicio": D(year)}
    whole = evaluate(model, decision, {**given_year, **asked}, host=law.host)
    found = settle(model, decision, given_year, host=law.host).evaluate(asked)
    assert found.value == whole.value
    assert _told(found.trace) == _told(whole.trace)
    assert set(found.warnings) == set(whole.warnings)


def _told(trace: tuple[object, ...]) -> dict[str, object]:
    return {each.name: (each.value, each.rules, set(each.warnings)) for each in trace}  # type: ignore[attr-defined]
