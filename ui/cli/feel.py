"""`cauce feel`: evaluate one expression, as processes and decisions do."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from engine.feel import FeelLimitError, FeelSyntaxError, Warning, compile_expression
from engine.values import dumps
from ui.cli.console import problem
from ui.cli.lending import context_in, host_with, plain, tell_warnings, written

Text = Annotated[str, typer.Argument(metavar="EXPR", help='For example "date(2026, 3, 9)".')]
Context = Annotated[
    Path | None, typer.Option("--context", help="JSON with the values by name; - reads from stdin.")
]
Parameters = Annotated[
    Path | None, typer.Option("--parameters", exists=True, help="TOML with dated parameters.")
]
AsJson = Annotated[bool, typer.Option("--json", help="The value as one line of JSON.")]


def feel(
    expression: Text,
    context: Context = None,
    parameters: Parameters = None,
    as_json: AsJson = False,
) -> None:
    """Evaluate a FEEL expression and print its value, with every reason why something is null."""
    warnings: list[Warning] = []
    known, host = context_in(context), host_with(parameters)
    try:
        compiled = compile_expression(expression, names=[n for n in known if not n.isidentifier()])
        value = compiled.evaluate(known, host=host, warnings=warnings)
    except FeelSyntaxError as wrong:
        for line in pointed(wrong):
            problem(line)
        raise typer.Exit(1) from wrong
    except FeelLimitError as stopped:
        problem(stopped.spanish)
        raise typer.Exit(1) from stopped
    for name in sorted(compiled.names - known.keys() - host.functions.keys()):
        problem(f"«{name}» no tiene valor: cuenta como null.")
    if as_json:
        typer.echo(dumps(plain(value)))
        return
    typer.echo(written(value))
    tell_warnings(warnings)


def pointed(wrong: FeelSyntaxError) -> list[str]:
    """The sentence, and below it the line with a mark under the place."""
    lines = wrong.text.splitlines() or [""]
    line = lines[min(wrong.line, len(lines)) - 1]
    return [wrong.spanish, f"  {line}", "  " + " " * (wrong.column - 1) + "^"]
