"""How the demo buys by items (lots): one is contracted, one appealed, one deserted, one waits.

The days are those of a licitación abreviada; an appeal is filed within five business days.
"""

from __future__ import annotations

from collections.abc import Sequence

from processes.demo.contracts import contract
from processes.demo.plan import (
    AWARD,
    CONSENT,
    INTEGRATION,
    OPENING,
    Act,
    Wanted,
    approval,
    call,
    declarations,
    integration,
    unsealing,
)
from processes.demo.tambo_real import BOMBAS, COMMITTEE, HIDRAULICA, Supplier

_ITEMS = (
    ("Kit de riego por goteo", "6", "kit", "46000.00"),
    ("Motobomba de 3 HP", "6", "unidad", "38000.00"),
    ("Tanque de 2 500 litros", "6", "unidad", "21000.00"),
    ("Manguera y accesorios", "900", "metro", "13000.00"),
)
_PRICES = (
    (BOMBAS, ("44800.00", "37400.00", "", "12700.00")),
    (HIDRAULICA, ("45600.00", "36900.00", "", "")),
)
DRIPS = Wanted(
    "bienes",
    {
        "items": [
            {"descripcion_item": what, "cantidad_item": many, "unidad_item": unit}
            for what, many, unit, _ in _ITEMS
        ]
    },
    {
        "adjudicacion": "items",
        "precios_items": [{"precio_item": value} for *_, value in _ITEMS],
    },
)
"""What is wanted: four items, each awarded alone."""


def by_items(number: str, *, contracted: str) -> tuple[Act, ...]:
    """From the approval on: the first item comes to a contract, the second is appealed, nobody
    bid for the third."""
    return (
        approval(),
        call("LPA-003-2026-MDTR-1"),
        integration(),
        *(_offered(place, *each) for place, each in enumerate(_PRICES, start=1)),
        unsealing(),
        _opened(),
        *declarations(),
        *_scored((86, 84, 81, 83, 88)),
        _awarded(number),
        _deserted(),
        *_appealed(),
        *contract(contracted, item=1),
    )


def _offered(place: int, supplier: Supplier, prices: Sequence[str]) -> Act:
    data = {
        "postor": supplier.name,
        "ruc": supplier.ruc,
        "plazo_ofrecido": "40",
        "mype": "true" if supplier.small else "",
        "precios": [{"monto": each} for each in prices],
    }
    return Act(INTEGRATION + place, "proveedor", "presentar_oferta", data, ("oferta",))


def _opened() -> Act:
    rows = [{"admitida": "true"} for _, prices in _PRICES for each in prices if each]
    return Act(OPENING, "marta", "abrir_ofertas", {"admision": rows}, ("acta_apertura",))


def _scored(points: Sequence[int]) -> tuple[Act, ...]:
    return tuple(
        Act(
            OPENING + 1 + place // 2,
            who,
            "evaluar",
            {"calificaciones": [{"puntaje": str(each + place)} for each in points]},
        )
        for place, who in enumerate(COMMITTEE)
    )


def _awarded(number: str) -> Act:
    rows = [{"decision": "otorgar"} for _ in _ITEMS]
    data = {"decision_buena_pro": "items", "numero_acta": number, "adjudicaciones": rows}
    return Act(AWARD, "rosa", "otorgar_items", data, ("acta_evaluacion", "acta_otorgamiento"))


def _deserted() -> Act:
    data = {
        "causas_desierto": ["difusion"],
        "informe_causas": "Nadie ofertó los tanques; el área los pedirá a otro distrito.",
        "reconvocar": "no",
    }
    return Act(AWARD + 1, "rosa", "informar_desierto", data, ("informe_desierto",), item=3)


def _appealed() -> tuple[Act, ...]:
    data = {
        "apelante": BOMBAS.name,
        "ruc_apelante": BOMBAS.ruc,
        "pretension": "Que se vuelva a calificar la garantía comercial de la motobomba.",
        "garantia_monto": "1140.00",
    }
    admitted = {"admision_recurso": "admitido"}
    return (
        Act(AWARD + 5, "proveedor", "apelar", data, ("recurso_apelacion",), item=2),
        Act(CONSENT + 1, "rosa", "admitir_apelacion", admitted, item=2),
    )
