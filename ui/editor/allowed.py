"""Who may try decisions: people with a role inside the municipality, as the processes say."""

from __future__ import annotations

from collections.abc import Iterable
from gettext import NullTranslations

from engine.definitions.manifest import manifest_from_text
from engine.identity import Actor
from storage.queries.definitions import DefinitionRow
from ui.errors import PageError


def may_try(actor: Actor, definitions: Iterable[DefinitionRow]) -> bool:
    """Whether some role of the person is not one that processes give to outsiders."""
    outside: set[str] = set()
    for row in definitions:
        outside.update(manifest_from_text(row.manifest).publicity.get("outsiders", []))
    return bool(actor.roles - outside)


def not_allowed(words: NullTranslations) -> PageError:
    return PageError(
        403,
        words.gettext("Esta página es para el personal de la municipalidad"),
        words.gettext("Su cuenta no tiene un rol dentro de la municipalidad."),
        words.gettext(
            "Si le corresponde, pídalo a quien administra las cuentas de su municipalidad."
        ),
    )
