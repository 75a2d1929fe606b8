"""Scenarios of a process: readable sentences, run against a draft in a sandbox."""

from engine.workshop.scenarios.lent import House, Place
from engine.workshop.scenarios.reading import Feature, Scenario, Step, read
from engine.workshop.scenarios.running import Outcome, Ran, Stepped, run
from engine.workshop.scenarios.sandbox import Faulty

__all__ = [
    "Faulty",
    "Feature",
    "House",
    "Outcome",
    "Place",
    "Ran",
    "Scenario",
    "Step",
    "Stepped",
    "read",
    "run",
]
