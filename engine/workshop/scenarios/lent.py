"""What a try is lent: by the floors above, and of the municipality that it is like."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from engine.installation import Installation
from engine.jobs.results import Handler
from engine.payments.paid_into import PaidInto
from engine.refusals import Refused
from engine.registers.offering import Registers
from engine.sentences import Sentence
from engine.territory import Territory
from storage.queries.deadlines import ParameterRow

Plant: TypeAlias = Callable[[Installation, int, Mapping[str, str]], "Refused | Sentence | None"]
"""Writes a row of a register of the try's municipality, told by its words."""


@dataclass(frozen=True, slots=True)
class House:
    """What the floors above lend to a try: the law of a country as TOML, its places, registers,
    what harmless work the house does by itself, how a refusal is told in a language, and who puts
    rows into registers: taxpayer, parcel, supplier."""

    law: Callable[[str], bytes]
    places: Callable[[str], Territory | None]
    registers: Registers
    paid_into: tuple[PaidInto, ...]
    handlers: Callable[[Installation], Mapping[str, Handler]]
    told: Callable[[Refused, str], str]
    plants: Mapping[str, Plant] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Place:
    """The municipality that a try is like: its hours and its holidays, and its own parameters and
    fees (`parameters`; without any the law that comes with the house). None of its people."""

    country: str
    timezone: str
    currency: str
    region: str | None = None
    ubigeo: str | None = None
    settings: Mapping[str, object] = field(default_factory=dict)
    parameters: tuple[ParameterRow, ...] = ()
