"""The indicators that the house knows, read from the files beside this one."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from engine.indicators.definition import Indicator, read_definitions

AREAS: Mapping[str, str] = {
    "ciudadano": "Atención al Ciudadano",
    "compras": "Compras y Bienes",
    "recaudo": "Gestión del Recaudo",
    "finanzas": "Gestión Financiera",
    "inversion": "Inversión Pública",
}
"""The areas of management (migestion), in the order of a dashboard."""
DIMENSIONS: Mapping[str, str] = {
    "eficiencia": "Eficiencia",
    "efectividad": "Efectividad",
    "sostenibilidad": "Sostenibilidad",
    "transparencia": "Transparencia",
    "vision": "Visión Estratégica",
}


@cache
def indicators() -> tuple[Indicator, ...]:
    """All of them, by number."""
    folder = files("processes.indicators") / "definitions"
    named = sorted(folder.iterdir(), key=lambda each: each.name)
    return read_definitions((each.name, each.read_text("utf-8")) for each in named)


@cache
def by_key() -> Mapping[str, Indicator]:
    """Each by its key."""
    return {each.key: each for each in indicators()}
