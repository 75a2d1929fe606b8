"""`cauce deploy`: check a folder with a process, and publish it."""

from __future__ import annotations

from gettext import NullTranslations
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from engine.definitions.bundle import read_folder
from engine.definitions.deploying import Deployed
from engine.definitions.deploying import deploy as deploy_bundle
from engine.identity import system_actor
from engine.refusals import BadDefinition, Refused
from ui.cli.console import problem
from ui.cli.findings import faults, say, tell
from ui.cli.language import Language, words_of
from ui.cli.towns import only_town
from ui.cli.wiring import opened, settings

Folder = Annotated[Path, typer.Argument(exists=True, file_okay=False, help="With manifest.toml.")]
Town = Annotated[str | None, typer.Option("--municipality", help="Its short name (slug).")]


def deploy(folder: Folder, town: Town = None, language: Language = None) -> None:
    """Check the process in FOLDER and bring it into force for new cases.

    Nothing is stored when anything in it would not run as drawn: each fault is listed with its
    file, its element and what to do.
    """
    words = words_of(language)
    with opened(settings()) as installation:
        municipality = only_town(installation, town)
        result = deploy_bundle(installation, system_actor(municipality.id), read_folder(folder))
    match result:
        case BadDefinition():
            tell(result.problems, words, aside=True)
            number = sum(fault.is_error for fault in result.problems)
            _refuse(faults(number, words), words)
        case Refused():
            _refuse(str(result.kind), words)
        case _:
            tell(result.warnings, words)
            say(_state(result, municipality.name, words))


def _refuse(why: str, words: NullTranslations) -> NoReturn:
    problem(words.gettext("No se publicó: %(why)s.") % {"why": why})
    raise typer.Exit(1)


def _state(result: Deployed, town: str, words: NullTranslations) -> str:
    facts = {"key": result.key, "version": result.version, "town": town}
    if result.unchanged:
        return (
            words.gettext("«%(key)s» versión %(version)s ya estaba publicada en %(town)s.") % facts
        )
    return words.gettext("«%(key)s» versión %(version)s está vigente en %(town)s.") % facts
