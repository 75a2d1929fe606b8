"""Dated parameters of the law: thresholds, terms, rates, each with its source and its certainty."""

from engine.parameters.loading import ParametersRefused, load_parameters
from engine.parameters.resolving import NoParameter, resolve

__all__ = ["NoParameter", "ParametersRefused", "load_parameters", "resolve"]
