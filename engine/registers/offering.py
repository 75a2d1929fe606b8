"""What a register is: whoever keeps one offers it under a name, and says what it gives.

The house's own is that of people; a family adds its own in `processes/registry.py`. A register
answers only what the reader may know: it is handed who asks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from engine.identity.actor import Actor
from engine.values import Value
from storage.database import Connection

if TYPE_CHECKING:  # the installation holds the registers
    from engine.installation import Installation


@dataclass(frozen=True, slots=True)
class Found:
    """What a register has under a key: its data by name, and the number of the case that it comes
    from, where there is one."""

    values: Mapping[str, Value] = field(default_factory=dict)
    case: str = ""


class Register(Protocol):
    """One register. `gives`: the names of what may be taken of it. `of_people`: its keys are
    identifiers of persons, so that somebody from outside asks only for themselves; the register
    gives them nothing but what their own cases (`actor.applicant_of`) hold."""

    @property
    def name(self) -> str:
        """What forms call it."""
        ...

    @property
    def gives(self) -> frozenset[str]:
        """What may be taken."""
        ...

    @property
    def of_people(self) -> bool:
        """Whether a key names a person."""
        ...

    def lookup(
        self, installation: Installation, connection: Connection, actor: Actor, key: str
    ) -> Found | None:
        """What this person may know under the key; None where that is nothing."""
        ...


@runtime_checkable
class Keyed(Protocol):
    """A register that also says whether it holds a key, of which somebody from outside learns no
    more than that. `unknown` is the sentence for a field whose answer it does not hold, with the
    places `{label}` and `{key}`."""

    @property
    def unknown(self) -> str:
        """What to do about a key that is not there, in Spanish."""
        ...

    def holds(self, connection: Connection, municipality_id: int, key: str) -> bool:
        """Whether the key may be answered: it is there, or the register is empty yet."""
        ...


Registers = Mapping[str, Register]


def offered(registers: Iterable[Register]) -> Registers:
    """The registers by their name."""
    return {register.name: register for register in registers}
