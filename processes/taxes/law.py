"""The decision tables of the property tax of a country with the numbers of a municipality."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from engine.calendar import Calendar
from engine.calendar.feel_functions import Parameters, functions
from engine.dmn import Model, parse_model
from engine.feel import Host
from processes.taxes.assessing import Law, Rules
from processes.taxes.unified import UnifiedLaw


def rules_of(parameters: Parameters, calendar: Calendar) -> Rules:
    """The law of the country of a calendar."""
    if calendar.country == "CO":
        return unified_of(parameters, calendar)
    return law_of(parameters, calendar)


def law_of(parameters: Parameters, calendar: Calendar | None = None) -> Law:
    """The law of Peru as the dated numbers say it; `parameters` gives one in force on a day, or
    raises LookupError or ValueError."""
    return Law(parcel=model("autovaluo"), tax=model("predial"), host=host_of(parameters, calendar))


def unified_of(parameters: Parameters, calendar: Calendar | None = None) -> UnifiedLaw:
    """The law of Colombia, likewise."""
    host = host_of(parameters, calendar)
    return UnifiedLaw(tax=model("predial_co"), host=host, parameters=parameters)


def host_of(parameters: Parameters, calendar: Calendar | None) -> Host:
    """What a decision may ask of the outside."""
    return Host(functions(calendar or Calendar(), parameters))


@cache
def model(name: str) -> Model:
    """A decision model of this folder, by the name of its file."""
    return parse_model((files("processes") / "taxes" / f"{name}.dmn").read_bytes())
