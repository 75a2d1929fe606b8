"""Taking up processes of the house's catalogue for a municipality, told one by one as they come."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import typer

from engine.identity import Actor
from engine.installation import Installation
from engine.refusals import BadDefinition, Refused
from processes.adopting import Offered, UnknownFamilies, families_named
from processes.founding import adopt_each
from ui.cli.console import faults, note, problem
from ui.refusals import told
from ui.templating import catalogue_of


@dataclass(slots=True)
class TakenUp:
    """What came into force by key, with its version, and what did not."""

    versions: dict[str, int] = field(default_factory=dict)
    failed: list[str] = field(default_factory=list)


def chosen_of(country: str, names: Sequence[str]) -> frozenset[str]:
    """The folders of what was asked for; ends the command where the house has no such thing."""
    try:
        return families_named(country, names)
    except UnknownFamilies as unknown:
        problem(
            f"El catálogo no tiene para {country}: {unknown}. "
            "Nombre un procedimiento, su carpeta o su área, o «all» para todo."
        )
        raise typer.Exit(2) from unknown


def take_up(installation: Installation, actor: Actor, wanted: Iterable[Offered]) -> TakenUp:
    """Bring each into force, in its own transaction: what was cut off is finished by asking again.
    A refusal that is not about the process ends the row."""
    taken = TakenUp()
    for one, answer in adopt_each(installation, actor, wanted):
        if isinstance(answer, BadDefinition):
            number = sum(fault.is_error for fault in answer.problems)
            problem(f"«{one.title}» no se adoptó: {faults(number)}. Vea «cauce check».")
            taken.failed.append(one.key)
        elif isinstance(answer, Refused):
            problem(told(answer, catalogue_of("es")).sentence)
            taken.failed.append(one.key)
            break
        else:
            taken.versions[one.key] = answer.version
            note(f"«{one.title}»: versión {answer.version} vigente.")
    return taken
