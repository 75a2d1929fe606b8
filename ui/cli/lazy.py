"""Commands that are imported when they are called: the help of `cauce` needs none of the engine.

The table in `app.py` says where each command is and its one line of help; a test holds those lines
to the commands' own.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from ui.cli.console import problem

Place = tuple[str, str]
"""The module of a command or of a group of them, and its one line of help.

What click calls contexts and commands is `Any` here: which click it is, is typer's own business."""


def lazy_group(places: Mapping[str, Place]) -> type[TyperGroup]:
    """A group whose commands are imported when they are needed, listed in this order."""

    class LazyGroup(TyperGroup):
        def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002  # click's own
            return list(places)

        def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002
            """A stand-in with the line of help: enough for a list of commands."""
            if cmd_name not in places:
                return None
            return TyperCommand(cmd_name, help=places[cmd_name][1])

        def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:
            name, found, rest = super().resolve_command(ctx, args)
            return name, (command_at(name, places[name][0]) if name and found else None), rest

        def invoke(self, ctx: Any) -> Any:
            try:
                return super().invoke(ctx)
            except Exception as error:
                # Imported here: it knows the errors of the database, which help does without.
                from ui.cli.faults import sentence_of, wants_everything

                if is_clicks_own(error) or wants_everything():
                    raise
                problem(sentence_of(error))
                raise typer.Exit(1) from error

    return LazyGroup


def is_clicks_own(error: Exception) -> bool:
    """Exits, aborts and wrong arguments, which typer tells by itself."""
    return isinstance(error, typer.Exit | typer.Abort) or hasattr(error, "format_message")


def command_at(name: str, module: str) -> Any:
    """The command itself: the module's `app` when it is a group, else its function of that name."""
    found = import_module(module)
    if hasattr(found, "app"):
        return typer.main.get_command(found.app)
    alone = typer.Typer(add_completion=False, rich_markup_mode="markdown")
    alone.command(name)(getattr(found, name))
    return typer.main.get_command(alone)
