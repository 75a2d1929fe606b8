"""What the fields of a form know of the municipality: the list of places, which one it is, and its
bounds."""

from __future__ import annotations

from dataclasses import dataclass

from engine.feel import Host
from engine.territory.bounds import Bounds
from engine.territory.places import Place, Territory


@dataclass(frozen=True, slots=True)
class Ground:
    """The ground of one municipality; `home` is its own code in the list."""

    name: str = ""
    territory: Territory | None = None
    home: str = ""
    bounds: Bounds | None = None

    @property
    def home_chain(self) -> tuple[Place, ...]:
        """Its department, province and district; nothing when the list does not know it."""
        return self.territory.chain(self.home) if self.territory else ()


NOWHERE = Ground()
"""Where nothing is known."""


def ground_of(host: Host) -> Ground:
    """The ground that a host knows."""
    found = host.ground() if host.ground else NOWHERE
    return found if isinstance(found, Ground) else NOWHERE
