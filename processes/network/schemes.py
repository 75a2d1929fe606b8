"""The schemes by which municipalities are scored, by country."""

from __future__ import annotations

from datetime import date
from functools import cache
from importlib.resources import files

from engine.network.schemes import Scheme, read_schemes
from processes.indicators.catalogue import by_key


@cache
def schemes() -> tuple[Scheme, ...]:
    """All of them, by key and day."""
    folder = files("processes.network")
    named = sorted(
        (each for each in folder.iterdir() if each.name.startswith("schemes_")),
        key=lambda each: each.name,
    )
    return read_schemes(((each.name, each.read_text("utf-8")) for each in named), by_key())


def schemes_on(country: str, on: date) -> tuple[Scheme, ...]:
    """Those in force in a country on a day."""
    return tuple(each for each in schemes() if each.country == country and each.holds(on))


def scheme_of(key: str, country: str, on: date) -> Scheme | None:
    """One of them."""
    return next((each for each in schemes_on(country, on) if each.key == key), None)
