"""The catalogue of what citizens may ask for: the services in force, with their numbers of today.

A service is a process that says so (`[service]` of its manifest). Here its terms, fees and appeals
become numbers of a day; it is looked for in plain words; and who administers the municipality
closes one for the window, or sets its own fee and hours.
"""

from engine.catalogue.joint import JointOffer
from engine.catalogue.listing import Catalogue, catalogue_of, read_catalogue
from engine.catalogue.offers import Offer, Price, Remedy, Span
from engine.catalogue.searching import search

__all__ = [
    "Catalogue",
    "JointOffer",
    "Offer",
    "Price",
    "Remedy",
    "Span",
    "catalogue_of",
    "read_catalogue",
    "search",
]
