"""A purchase and the annual plan: which item it names, and which methods ask for one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

import pytest

from engine.definitions.compilation import compile_bundle
from engine.forms import validate, view
from processes.registry import family
from tests.unit.processes.conftest import Walk, host_on

New = Callable[[date], Walk]
DAY = date(2026, 3, 2)
NEED = {"descripcion": "Motobombas y tubería", "area": "Obras", "finalidad": "Agua potable"}


def planned(year: int) -> list[Mapping[str, object]]:
    """A plan of 2026 with two items, of which one is taken."""
    item = {
        "clave": "2026-7", "numero": Decimal(7), "descripcion": "Motobombas", "objeto": "bienes",
        "codigo": "40151503", "cantidad": Decimal(4), "unidad": "kit", "monto": Decimal(180000),
        "mes": Decimal(3), "trimestre": Decimal(1), "area": "Obras", "abierto": True,
    }  # fmt: skip
    taken = {**item, "clave": "2026-8", "numero": Decimal(8), "abierto": False}
    return [item, taken] if year == DAY.year else []


def certified(walk: Walk, amount: str, **need: str) -> None:
    """Up to the certified budget."""
    walk.start(**NEED, **need)
    asked = {
        "objeto": "bienes", "codigo_catalogo": "40151503", "especificaciones": "Según hoja",
        "cantidad": "4", "unidad": "kit", "lugar_entrega": "Almacén", "plazo_requerido": "30",
    }  # fmt: skip
    walk.do("requerimiento", **asked)
    walk.do("estudio_mercado", cuantia=amount, fuentes=["cotizaciones"], compras_previas="0")
    walk.do("certificar", credito="si", numero_ccp="0031-2026", meta="0042")


@pytest.fixture
def buys(walk: New) -> Walk:
    begun = walk(DAY)
    begun.plans = planned
    return begun


def test_the_need_offers_the_open_items_and_to_say_why_there_is_none() -> None:
    form = compile_bundle(family("procurement").bundle).forms["necesidad"]
    host = host_on(DAY, plans=planned)
    shown = {each.name: each for each in view(form, None, {}, host=host)}
    assert [option.value for option in shown["item_plan"].options] == ["2026-7", "ninguno"]
    outside = validate(form, {**NEED, "item_plan": "ninguno"}, {}, host=host)
    assert [one.key for one in outside.errors] == ["motivo_sin_plan"]
    taken = validate(form, {**NEED, "item_plan": "2026-8"}, {}, host=host)
    assert [one.key for one in taken.errors] == ["item_plan"]


def test_without_a_plan_nothing_of_it_is_asked() -> None:
    form = compile_bundle(family("procurement").bundle).forms["necesidad"]
    assert validate(form, NEED, {}, host=host_on(DAY)).errors == ()


def test_the_requirement_opens_with_what_the_plan_says(buys: Walk) -> None:
    buys.start(**NEED, item_plan="2026-7")
    form = compile_bundle(family("procurement").bundle).forms["requerimiento"]
    shown = view(form, None, buys.data(), host=host_on(DAY, plans=planned))
    parts = {part.name: part for one in shown for part in (one, *one.children)}
    brought = {name: parts[name].typed for name in ("objeto", "codigo_catalogo", "unidad")}
    assert brought == {"objeto": "bienes", "codigo_catalogo": "40151503", "unidad": "kit"}


@pytest.mark.parametrize(
    ("need", "amount", "waits"),
    [
        ({"item_plan": "2026-7"}, "180000", "aprobar_expediente"),
        ({"item_plan": "ninguno", "motivo_sin_plan": "Se rompió"}, "180000", "nombrar_item"),
        ({"item_plan": "ninguno", "motivo_sin_plan": "Se rompió"}, "30000", "cotizar"),
    ],
)
def test_what_competes_is_in_the_plan(
    buys: Walk, need: Mapping[str, str], amount: str, waits: str
) -> None:
    certified(buys, amount, **need)
    assert buys.open_steps() == [waits]


def test_an_item_that_was_included_meanwhile_lets_it_go_on(buys: Walk) -> None:
    certified(buys, "180000", item_plan="ninguno", motivo_sin_plan="Se rompió")
    buys.do("nombrar_item", item_plan="2026-7")
    assert (buys.open_steps(), buys.data()["item_plan"]) == (["aprobar_expediente"], "2026-7")
