"""The digest: once a day, at the hour that each person chose, what lies in their inbox, by mail.

A duty of the worker; a day's digest is wished for once, however many workers look.
"""

from __future__ import annotations

from zoneinfo import ZoneInfo

from engine.installation import Installation
from engine.notices.kinds import Channel
from engine.notices.wishing import wish_to_send
from storage.database import WHOLE_INSTALLATION, Connection
from storage.queries.notices import DigestRow, digests_wished
from storage.writes.notices import mark_digested


def send_digests(installation: Installation) -> int:
    """Wish for the digests whose hour has come; how many."""
    with installation.database.read(WHOLE_INSTALLATION) as connection:
        found = digests_wished(connection)
    return sum(_wish(installation, row) for row in found)


def _wish(installation: Installation, row: DigestRow) -> bool:
    now = installation.clock.now()
    local = now.astimezone(ZoneInfo(row.timezone))
    if local.hour < row.digest_hour or row.digested_on == local.date():
        return False

    def verb(connection: Connection) -> bool:
        first = mark_digested(connection, row.municipality_id, row.person_id, on=local.date())
        if first:
            wish_to_send(
                installation,
                connection,
                row.municipality_id,
                row.person_id,
                Channel.MAIL,
                notice_id=None,
                at=now,
            )
        return first

    return installation.database.run(verb, municipality=row.municipality_id)
