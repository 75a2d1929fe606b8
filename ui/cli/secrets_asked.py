"""A password on its way in: from standard input, or typed twice; never an argument of a command."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from engine.identity.passwords import is_weak
from ui.cli.console import note, problem

FromInput = Annotated[
    bool, typer.Option("--password-stdin", help="Read the first password from standard input.")
]
Ask = Annotated[bool, typer.Option("--ask-password", help="Ask for the first password here.")]


def first_password_of(*, from_input: bool, ask: bool, known: tuple[str, ...] = ()) -> str:
    """What was given; empty: one is to be made. Ends the command when it is easily guessed."""
    given = ""
    if from_input:
        given = sys.stdin.readline().rstrip("\r\n")
    elif ask:
        given = typer.prompt("Primera clave", hide_input=True, confirmation_prompt=True)
    else:
        return ""
    if is_weak(given, *known):
        problem("La clave necesita 12 signos o más, variados, y nada del nombre o del correo.")
        raise typer.Exit(2)
    return given


def say_password(password: str, *, given: bool) -> None:
    """A password that was made, alone on standard output; one that was given is not repeated."""
    if given:
        note("Tendrá que cambiar su primera clave al ingresar.")
        return
    note("Su primera clave, que tendrá que cambiar al ingresar, antes de siete días:")
    typer.echo(password)
