"""`cauce decide`: evaluate a decision of a DMN file, with its rules and its trace."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from engine.dmn import (
    Decision,
    DmnError,
    Evaluated,
    Model,
    Result,
    UnknownDecision,
    evaluate,
    parse_model,
)
from engine.feel import FeelLimitError, Value
from engine.values import dumps
from ui.cli.console import out, problem
from ui.cli.lending import context_in, host_with, plain, tell_warnings, written

File = Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="A DMN file.")]
Name = Annotated[
    str, typer.Option("--decision", help="Its name or id; not needed when there is only one.")
]
Input = Annotated[
    Path | None, typer.Option("--input", help="JSON with the inputs by name; - reads from stdin.")
]
Parameters = Annotated[
    Path | None, typer.Option("--parameters", exists=True, help="TOML with dated parameters.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Value and trace as one line of JSON.")]


def decide(
    model: File,
    decision: Name = "",
    given: Input = None,
    parameters: Parameters = None,
    as_json: AsJson = False,
) -> None:
    """Evaluate a decision of a DMN file and print its value, the rules that held and the trace."""
    parsed = _read(model)
    chosen = decision or _only(parsed)
    inputs = context_in(given)
    try:
        result = evaluate(parsed, chosen, inputs, host=host_with(parameters))
    except UnknownDecision as unknown:
        problem(f"El modelo no tiene la decisión «{chosen}». Tiene: {_names(parsed)}.")
        raise typer.Exit(1) from unknown
    except FeelLimitError as stopped:
        problem(stopped.spanish)
        raise typer.Exit(1) from stopped
    if as_json:
        typer.echo(dumps(_as_json(chosen, result)))
    else:
        _tell(parsed, chosen, inputs, result)


def _read(path: Path) -> Model:
    try:
        return parse_model(path.read_bytes(), name=path.name)
    except DmnError as refused:
        for fault in refused.problems:
            problem(": ".join(part for part in (path.name, fault.element, fault.spanish) if part))
        raise typer.Exit(1) from refused


def _only(model: Model) -> str:
    """The model's only decision; with several, one is to be named."""
    ids = {each.id for each in model.decisions.values()}
    if len(ids) != 1:
        problem(f"Diga qué decisión con --decision. El modelo tiene: {_names(model)}.")
        raise typer.Exit(1)
    return ids.pop()


def _names(model: Model) -> str:
    names = [each.name for each in model.decisions.values()]
    names += [each.name for each in model.services.values()]
    return ", ".join(dict.fromkeys(names)) or "ninguna"


def _tell(model: Model, chosen: str, given: Mapping[str, Value], result: Result) -> None:
    typer.echo(written(result.value))
    decision = model.decisions.get(chosen)
    if isinstance(decision, Decision):
        for name in decision.inputs:
            if name not in given:
                problem(f"«{name}» no tiene valor: cuenta como null.")
    tell_warnings(result.warnings)
    for step in result.trace:
        out.print(_line(step), markup=False, highlight=False, soft_wrap=True)
        for name, value in step.inputs.items():
            out.print(
                f"    {name} = {written(value)}", markup=False, highlight=False, soft_wrap=True
            )
        for cell in step.undecided:
            out.print(f"    {cell}: no se pudo decidir con este dato", markup=False)


def _line(step: Evaluated) -> str:
    rules = ", ".join(str(rule.number) for rule in step.rules)
    held = f" (reglas {rules})" if len(step.rules) > 1 else f" (regla {rules})" if rules else ""
    return f"  {step.name}: {written(step.value)}{held}"


def _as_json(chosen: str, result: Result) -> dict[str, object]:
    """Value and trace; numbers exact, dates and durations tagged with @."""
    return {
        "decision": chosen,
        "value": plain(result.value),
        "warnings": [warning.spanish for warning in result.warnings],
        "trace": [
            {
                "id": step.id,
                "name": step.name,
                "inputs": plain(step.inputs),
                "rules": [
                    {"table": rule.table, "rule": rule.rule, "number": rule.number}
                    for rule in step.rules
                ],
                "undecided": list(step.undecided),
                "value": plain(step.value),
                "warnings": [warning.spanish for warning in step.warnings],
            }
            for step in result.trace
        ],
    }
