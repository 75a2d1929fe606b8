"""How a call with several items is answered by the dice, and the nullity of an award."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import Any

STAGES = ("bases", "convocatoria", "recepcion", "admision", "evaluacion", "otorgamiento")
ITEMS = [
    {"descripcion_item": "Cemento", "cantidad_item": "40", "unidad_item": "bolsa"},
    {"descripcion_item": "Arena", "cantidad_item": "9", "unidad_item": "global"},
    {"descripcion_item": "Clavos", "cantidad_item": "2", "unidad_item": "kit"},
]


def studied(dice: Random, amount: str) -> Mapping[str, object]:
    """Each item is awarded alone; the first costs most."""
    prices = [amount, str(dice.randint(100, 9999)), str(dice.randint(100, 9999))]
    return {"adjudicacion": "items", "precios_items": [{"precio_item": each} for each in prices]}


def priced(dice: Random, price: str) -> tuple[str, ...]:
    """What a bidder asks for each item; for some nothing."""
    return tuple(price if dice.random() < 0.7 else "" for _ in ITEMS)


def decided(step: str, dice: Random, known: Mapping[str, Any]) -> Mapping[str, object] | None:
    """What somebody types into a step of such a call; None for other steps."""
    match step:
        case "otorgar_items":
            row = {"decision": dice.choice(("otorgar", "otorgar", "desierto")), "motivo": "Nada"}
            what = dice.choice(("items", "items", "items", "items", "nulidad", "cancelar"))
            more = {} if what == "items" else {"motivo_no_otorga": "Consta"}
            rows = [row for _ in known["lotes"]]
            return {"adjudicaciones": rows, "decision_buena_pro": what, "numero_acta": "9", **more}
        case "responder_nulidad":
            return {"descargo": "No hay vicio"}
        case "declarar_nulidad_oficio":
            yes = dice.choice(("si", "no"))
            told = {"etapa_nulidad": dice.choice(STAGES), "numero_resolucion": "R"}
            more = told if yes == "si" else {}
            return {"declara_nulidad": yes, "fundamento_nulidad": "F", **more}
    return None
