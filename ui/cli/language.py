"""The language that a command tells findings in: asked for, or the environment's, or Spanish."""

from __future__ import annotations

import os
from gettext import NullTranslations
from typing import Annotated

import typer

from ui.formats import LANGUAGES
from ui.language import known_language
from ui.templating import catalogue_of

Language = Annotated[
    str | None,
    typer.Option("--language", help="es, pt or en; the environment's (CAUCE_LANGUAGE, LANG)."),
]
ENVIRONMENT = ("CAUCE_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")


def words_of(asked: str | None) -> NullTranslations:
    """The catalogue of what was asked for; a language that there is none of is refused."""
    if asked is not None and not known_language(asked):
        raise typer.BadParameter(f"expected one of {', '.join(LANGUAGES)}, not {asked!r}")
    wishes = [asked or "", *(os.environ.get(name, "") for name in ENVIRONMENT)]
    known = (known_language(wish.split(".")[0]) for wish in wishes)
    return catalogue_of(next(filter(None, known), "es"))
