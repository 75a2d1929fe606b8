"""What types an expression has before anything is evaluated, and where it surely goes wrong.

Types come from literals, from what the caller knows of names, and from the signatures of functions;
what is not known is `Any` and fits everywhere, and so does null. A mismatch is told only when it is
sure: whatever the values are, that place gives null.
"""

from engine.feel.inference import calls, collections, logic, operators, tests
from engine.feel.inference.core import Known, Mismatch, infer, mismatches
from engine.feel.inference.fitting import never
from engine.feel.inference.logic import no_condition
from engine.feel.inference.tests import infer_cell

__all__ = [
    "Known",
    "Mismatch",
    "calls",
    "collections",
    "infer",
    "infer_cell",
    "logic",
    "mismatches",
    "never",
    "no_condition",
    "operators",
    "tests",
]
