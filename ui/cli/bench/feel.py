"""`bench feel`: what conditions, tables and parsing cost, on one core, beside other libraries.

The bars are those that the product promises. Other libraries are measured in the same run when they
are installed (feel_others.py), and a line says which are absent.
"""

from __future__ import annotations

import gc
import json
import time
import tracemalloc
from collections.abc import Callable
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Annotated, Any

import typer
from rich.table import Table

from engine.dmn import evaluate, parse_model
from engine.feel import compile_expression
from engine.feel.grammar import parse_expression
from engine.feel.names import KnownNames
from ui.cli.bench.feel_others import CONDITION, CONTEXT, Other, compared
from ui.cli.console import out

TYPICAL = (
    'if amount > 36000 and kind in ("goods", "services") '
    "then round half up(amount * 0.18, 2) else sum(for line in lines return line.price)"
)
RULES, COLUMNS = 20, 4
CACHED = 1_000
SECONDS = 0.4
ROUNDS = 5


@dataclass(frozen=True, slots=True)
class Bar:
    """One measured cost beside what it may be."""

    name: str
    value: float
    limit: float
    unit: str

    @property
    def kept(self) -> bool:
        return self.value <= self.limit


@dataclass(frozen=True, slots=True)
class FeelResult:
    """The bars, what others take for the same condition, and who was absent."""

    bars: tuple[Bar, ...]
    others: tuple[Other, ...]
    absent: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """For the one line of `--json`."""
        bars = [
            {**asdict(bar), "value": round(bar.value, 3), "kept": bar.kept} for bar in self.bars
        ]
        others = [{**asdict(other), "cost": round(other.cost, 3)} for other in self.others]
        return {"bars": bars, "others": others, "absent": list(self.absent)}


def run() -> FeelResult:
    """Everything in turn; some seconds."""
    condition = compile_expression(CONDITION)
    known = KnownNames([])
    others, absent = compared(microseconds)
    bars = (
        Bar("condition", microseconds(lambda: condition.evaluate(CONTEXT)), 3, "µs"),
        Bar(f"table {RULES} × {COLUMNS}", microseconds(_table()), 60, "µs"),
        Bar(
            "parsing",
            microseconds(lambda: parse_expression(TYPICAL, known=known, types={})) / 1000,
            0.5,
            "ms",
        ),
        Bar("parsing and compiling", microseconds(_compiling()) / 1000, 0.5, "ms"),
        Bar(f"{CACHED} cached expressions", _megabytes(), 10, "MB"),
    )
    return FeelResult(bars, others, absent)


def microseconds(act: Callable[[], object]) -> float:
    """The best of some rounds: what the work takes when nothing else is in the way."""
    act()
    count = 1
    while (took := _timed(act, count)) < SECONDS / ROUNDS / 4:
        count = max(count * 2, int(count * SECONDS / ROUNDS / 4 / max(took, 1e-9)))
    best = min(_timed(act, count) for _ in range(ROUNDS))
    return best / count * 1_000_000


def _timed(act: Callable[[], object], count: int) -> float:
    enabled = gc.isenabled()
    gc.disable()
    try:
        began = time.process_time()
        for _ in range(count):
            act()
        return time.process_time() - began
    finally:
        if enabled:
            gc.enable()


def _compiling() -> Callable[[], object]:
    """A text that was not seen before at every turn."""
    numbers = iter(range(10**9))
    return lambda: compile_expression(f"{TYPICAL} + {next(numbers)}")


def _table() -> Callable[[], object]:
    """A decision table whose last rule holds."""
    model = parse_model(table_model().encode())
    inputs = {"a": Decimal(1995), "b": "k19", "c": True, "d": Decimal(7)}
    assert evaluate(model, "rate", inputs).value == RULES - 1  # noqa: S101  # measure the right thing
    return lambda: evaluate(model, "rate", inputs)


def table_model() -> str:
    """20 rules over two numbers, a text and a truth value."""
    data = "".join(
        f'<inputData id="i_{name}" name="{name}"><variable name="{name}" typeRef="{kind}"/>'
        "</inputData>"
        for name, kind in _INPUTS
    )
    needs = "".join(
        f'<informationRequirement><requiredInput href="#i_{name}"/></informationRequirement>'
        for name, _ in _INPUTS
    )
    columns = "".join(
        f'<input><inputExpression typeRef="{kind}"><text>{name}</text></inputExpression></input>'
        for name, kind in _INPUTS
    )
    rules = "".join(
        "<rule>"
        + "".join(
            f"<inputEntry><text>{cell}</text></inputEntry>"
            for cell in (f"[{n * 100}..{n * 100 + 99}]", f'"k{n}"', "true", "&gt; 5")
        )
        + f"<outputEntry><text>{n}</text></outputEntry></rule>"
        for n in range(RULES)
    )
    return (
        '<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="bench"'
        f' namespace="urn:bench">{data}<decision id="rate" name="rate"><variable name="rate"/>'
        f"{needs}<decisionTable>{columns}<output/>{rules}</decisionTable></decision></definitions>"
    )


_INPUTS = (("a", "number"), ("b", "string"), ("c", "boolean"), ("d", "number"))


def _megabytes() -> float:
    """What a thousand different expressions keep in memory while they are cached."""
    compile_expression("1")
    gc.collect()
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    kept = [compile_expression(f'amount > {n} and kind = "goods{n}"') for n in range(CACHED)]
    gc.collect()
    found = tracemalloc.get_traced_memory()[0] - before
    tracemalloc.stop()
    assert len(kept) == CACHED  # noqa: S101  # they must be alive while they are weighed
    return found / 1_000_000


def feel(
    as_json: Annotated[bool, typer.Option("--json", help="One line of JSON.")] = False,
) -> None:
    """Evaluate conditions and tables, parse expressions, and weigh what is kept of them."""
    result = run()
    if as_json:
        typer.echo(json.dumps(result.as_json()))
        return
    table = Table(title="feel")
    for title in ("", "measured", "at most", ""):
        table.add_column(title, justify="right" if title else "left", no_wrap=not title)
    for bar in result.bars:
        table.add_row(bar.name, f"{bar.value:.2f}", f"{bar.limit:g}", bar.unit)
    for other in result.others:
        wrong = "" if other.right else " (its answer is wrong)"
        table.add_row(f"the condition in {other.name}{wrong}", f"{other.cost:.2f}", "", "µs")
    out.print(table)
    if result.absent:
        out.print(f"Not installed, so not compared: {', '.join(result.absent)}.")
