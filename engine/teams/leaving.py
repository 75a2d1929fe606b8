"""Whoever is no longer of a team, or of the municipality that formed it, is out everywhere at once.

Only sessions end: without a pass nobody comes in as a guest, and none is given any more.
"""

from __future__ import annotations

from engine.installation import Installation
from storage.database import WHOLE_INSTALLATION, Connection
from storage.queries.shared_teams import GuestAt, guests_of_person
from storage.writes.identity import end_sessions_of


def shut_out(installation: Installation, home_id: int, home_person_id: int) -> None:
    """End what somebody has open in the municipalities that admit their team."""
    with installation.database.read(WHOLE_INSTALLATION) as connection:
        found = guests_of_person(connection, home_id=home_id, home_person_id=home_person_id)
    for guest in found:
        _end(installation, guest)


def _end(installation: Installation, guest: GuestAt) -> None:
    now = installation.clock.now()

    def verb(connection: Connection) -> None:
        end_sessions_of(connection, guest.municipality_id, guest.person_id, at=now)

    installation.database.run(verb, municipality=guest.municipality_id)
