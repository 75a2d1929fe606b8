"""The ground of a municipality: the places of its country by level, its own one, its bounds. Pure.

Lists of places are data with their source and date; `reading` reads their files, `keeping` finds
the one that is in force for a country.
"""

from engine.territory.ground import NOWHERE, Ground, ground_of
from engine.territory.places import Place, Territory
from engine.territory.reading import PlacesRefused, read_territory

__all__ = [
    "NOWHERE",
    "Ground",
    "Place",
    "PlacesRefused",
    "Territory",
    "ground_of",
    "read_territory",
]
