"""The follower: looks which events are new to each subscriber, and wishes for their deliveries.

No step does anything for this. An event is seen by its instant, and looked for again for a while:
a step that took long to commit, or a machine whose clock is behind, hides nothing. A delivery is a
row with the event as its key, and a job, in one commit: told at least once, wished for once.
"""

from __future__ import annotations

from datetime import timedelta

from engine.installation import Installation
from engine.webhooks.cloud_event import TYPES, type_of
from engine.webhooks.delivering import wish_for
from storage.database import WHOLE_INSTALLATION, Connection
from storage.queries.webhooks import NewEvent, WebhookRow, events_to_tell, followers
from storage.writes.webhooks import follow_up_to, insert_deliveries

OVERLAP = timedelta(minutes=5)
"""How far back each look goes."""
BATCH = 200


def follow(installation: Installation, *, limit: int = BATCH) -> int:
    """Wish for the deliveries of what is new; how many."""
    with installation.database.read(WHOLE_INSTALLATION) as connection:
        found = followers(connection)
    return sum(_follow_one(installation, webhook, limit) for webhook in found)


def _follow_one(installation: Installation, webhook: WebhookRow, limit: int) -> int:
    """Looking costs a read; only what is new, or a long quiet, is written."""
    now, town = installation.clock.now(), webhook.municipality_id
    with installation.database.read(town) as connection:
        new = events_to_tell(
            connection,
            town,
            webhook.id,
            after=max(webhook.followed_at - OVERLAP, webhook.created_at),
            kinds=[TYPES[kind] for kind in webhook.kinds.split()],
            process_key=webhook.process_key,
            limit=limit,
        )
    if not new and now - webhook.followed_at <= OVERLAP / 2:
        return 0

    def verb(connection: Connection) -> None:
        if new:
            _wish(installation, connection, webhook, new)
        upto = new[-1].at if len(new) == limit else now
        follow_up_to(connection, town, webhook.id, at=upto)

    installation.database.run(verb, municipality=town)
    return len(new)


def _wish(
    installation: Installation,
    connection: Connection,
    webhook: WebhookRow,
    new: tuple[NewEvent, ...],
) -> None:
    town, now = webhook.municipality_id, installation.clock.now()
    rows = [
        (installation.ids.new(), event.case_id, event.seq, type_of(event.kind)) for event in new
    ]
    for delivery_id in insert_deliveries(connection, town, webhook.id, rows=rows, at=now):
        wish_for(installation, connection, town, delivery_id)
