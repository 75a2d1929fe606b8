"""The log of those who run the installation. What they did in a municipality stands in its own
history too, as done by the house."""

from __future__ import annotations

from enum import StrEnum

from engine.installation import Installation
from storage.database import WHOLE_INSTALLATION
from storage.queries.network_accounts import AccountRow
from storage.queries.network_acts import NetworkActRow
from storage.writes.network_acts import insert_network_act


class ActKind(StrEnum):
    """began: a municipality was registered; adopted: a process of the catalogue came into force in
    it; password: who administers it got a new first password."""

    BEGAN = "began"
    ADOPTED = "adopted"
    PASSWORD = "password"  # noqa: S105  # a kind, and no secret


def note_act(
    installation: Installation, account: AccountRow, kind: ActKind, *, town: str, told: str = ""
) -> None:
    """Write down who did what; `town` is the address of the municipality."""
    row = NetworkActRow(
        installation.ids.new(),
        installation.clock.now(),
        account.id,
        account.name,
        str(kind),
        town,
        told,
    )
    installation.database.run(
        lambda connection: insert_network_act(connection, row), municipality=WHOLE_INSTALLATION
    )
