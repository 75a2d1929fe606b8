"""DMN 1.1 to 1.5: decision models as XML, parsed, checked, compiled over FEEL, evaluated.

Pure: no storage, no clock, no network. README.md beside this file says what is supported.
"""

from engine.dmn.errors import DmnError, Problem, UnknownDecision
from engine.dmn.evaluation import Evaluated, Result, Settled, evaluate, invoke, settle
from engine.dmn.model import Decision, InputData, Model
from engine.dmn.parsing import parse_leniently, parse_model
from engine.dmn.work import MatchedRule

__all__ = [
    "Decision",
    "DmnError",
    "Evaluated",
    "InputData",
    "MatchedRule",
    "Model",
    "Problem",
    "Result",
    "Settled",
    "UnknownDecision",
    "evaluate",
    "invoke",
    "parse_leniently",
    "parse_model",
    "settle",
]
