"""National and regional holidays of a country, with their names, from the `holidays` package.

A year is computed once a process and kept. Names are Spanish where the package has them, and
the country's own language elsewhere. What a municipality adds or moves is a closure, not here.
"""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from types import MappingProxyType

import holidays

FIRST_YEAR, LAST_YEAR = 1900, 2200


class UnknownPlace(ValueError):
    """The country or region has no list of holidays."""


@lru_cache(maxsize=1024)
def holidays_of(country: str, region: str | None, year: int) -> Mapping[date, str]:
    """The holidays of one year; `country` ISO 3166-1 alpha-2, `region` ISO 3166-2 or None."""
    try:
        of_country = holidays.country_holidays(country)
        language = "es" if "es" in of_country.supported_languages else None
        # Peru's regions have no feasts of their own in the list: there a region changes nothing.
        subdivision = region if of_country.subdivisions else None
        found = holidays.country_holidays(
            country, subdiv=subdivision, years=year, language=language
        )
    except NotImplementedError as reason:
        place = f"{country}-{region}" if region else country
        raise UnknownPlace(f"there is no list of holidays for {place!r}") from reason
    return MappingProxyType(dict(sorted(found.items())))
