"""The decision tables of the property tax of Peru with the numbers of a municipality."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from engine.calendar import Calendar
from engine.calendar.feel_functions import Parameters, functions
from engine.dmn import Model, parse_model
from engine.feel import Host
from processes.taxes.assessing import Law


def law_of(parameters: Parameters, calendar: Calendar | None = None) -> Law:
    """The law as the dated numbers say it; `parameters` gives one in force on a day, or raises
    LookupError or ValueError."""
    host = Host(functions(calendar or Calendar(), parameters))
    return Law(parcel=model("autovaluo"), tax=model("predial"), host=host)


@cache
def model(name: str) -> Model:
    """A decision model of this folder, by the name of its file."""
    return parse_model((files("processes") / "taxes" / f"{name}.dmn").read_bytes())
