"""What other libraries take for the same condition, where they are installed; none is a dependency.

Each is parsed once where it can be, and asked whether its answer is right: a fast wrong one is no
rival. A library that is absent raises ImportError when it is prepared.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from importlib import import_module
from typing import Any

CONDITION = 'amount > 36000 and kind = "goods"'
IN_PYTHON = 'amount > 36000 and kind == "goods"'
CONTEXT: dict[str, Any] = {"amount": Decimal(40000), "kind": "goods"}
_PLAIN = {"amount": 40000, "kind": "goods"}
Condition = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Other:
    """A library: microseconds for the condition, and whether it says that it holds."""

    name: str
    cost: float
    right: bool


def simpleeval() -> Condition:
    """simpleeval, parsed once; it computes in Python's own numbers and is no FEEL."""
    library = import_module("simpleeval")
    evaluator = library.SimpleEval(names=_PLAIN)
    parsed = evaluator.parse(IN_PYTHON)
    return lambda: evaluator.eval(IN_PYTHON, previously_parsed=parsed)


def bkflow_feel() -> Condition:
    """bkflow-feel, parsed once."""
    library = import_module("bkflow_feel")
    tree = library.transformer.transform(library.parser.parse(CONDITION))
    return lambda: tree.evaluate(_PLAIN)


def pysfeel() -> Condition:
    """pySFeel parses at every evaluation; there is no other way."""
    parser = import_module("pySFeel").SFeelParser()
    parser.sFeelParse(f"amount <- {_PLAIN['amount']}")
    parser.sFeelParse(f'kind <- "{_PLAIN["kind"]}"')
    return lambda: parser.sFeelParse(CONDITION)[1]


OTHERS: dict[str, Callable[[], Condition]] = {
    "bkflow-feel": bkflow_feel,
    "pySFeel": pysfeel,
    "simpleeval": simpleeval,
}


def compared(measure: Callable[[Condition], float]) -> tuple[tuple[Other, ...], tuple[str, ...]]:
    """Those that are installed, measured, and the names of those that are not."""
    found: list[Other] = []
    absent: list[str] = []
    for name, prepare in OTHERS.items():
        try:
            condition = prepare()
        except ImportError:
            absent.append(name)
            continue
        found.append(Other(name, measure(condition), condition() is True))
    return tuple(found), tuple(absent)
