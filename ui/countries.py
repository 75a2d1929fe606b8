"""The countries that a municipality may lie in: the time zone that is proposed, and the currency.

A municipality may choose another zone of its country; holidays come with the country.
"""

from __future__ import annotations

from babel import Locale
from babel.numbers import get_territory_currencies

ZONES = {
    "AR": "America/Argentina/Buenos_Aires",
    "BO": "America/La_Paz",
    "BR": "America/Sao_Paulo",
    "CL": "America/Santiago",
    "CO": "America/Bogota",
    "CR": "America/Costa_Rica",
    "CU": "America/Havana",
    "DO": "America/Santo_Domingo",
    "EC": "America/Guayaquil",
    "GT": "America/Guatemala",
    "HN": "America/Tegucigalpa",
    "MX": "America/Mexico_City",
    "NI": "America/Managua",
    "PA": "America/Panama",
    "PE": "America/Lima",
    "PY": "America/Asuncion",
    "SV": "America/El_Salvador",
    "UY": "America/Montevideo",
    "VE": "America/Caracas",
}
OTHER_ZONES = (
    "America/Bahia",
    "America/Belem",
    "America/Campo_Grande",
    "America/Cancun",
    "America/Chihuahua",
    "America/Cuiaba",
    "America/Fortaleza",
    "America/Hermosillo",
    "America/Manaus",
    "America/Mazatlan",
    "America/Monterrey",
    "America/Noronha",
    "America/Porto_Velho",
    "America/Punta_Arenas",
    "America/Recife",
    "America/Rio_Branco",
    "America/Tijuana",
    "Pacific/Easter",
    "Pacific/Galapagos",
)


def zone_of(country: str) -> str:
    """The zone in which most of a country lives; UTC where we do not know."""
    return ZONES.get(country.upper(), "UTC")


def currency_of(country: str) -> str:
    """What is paid with; the first of several."""
    found = get_territory_currencies(country.upper())
    return found[0] if found else "USD"


def country_names(language: str) -> list[tuple[str, str]]:
    """Code and name of each country, in the order of their names."""
    territories = Locale.parse(language).territories
    return sorted(((code, territories[code]) for code in ZONES), key=lambda each: each[1])


def zone_names() -> list[str]:
    """Every zone that is offered, in order."""
    return sorted({*ZONES.values(), *OTHER_ZONES})
