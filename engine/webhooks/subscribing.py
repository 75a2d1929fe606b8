"""Verbs of whoever lets others be told: add, remove, resume, look at the log, send again."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from engine.identity import Actor
from engine.installation import Installation
from engine.outside.calling import Caller, Failed
from engine.refusals import RefusalKind, Refused
from engine.webhooks.cloud_event import TYPES
from engine.webhooks.delivering import wish_for
from engine.webhooks.signing import secret_of
from storage.database import Connection
from storage.queries.definitions import active_definition
from storage.queries.webhooks import (
    DeliveryRow,
    WebhookRow,
    deliveries_of,
    delivery_by_id,
    failed_since,
    webhook_by_id,
    webhooks_of,
)
from storage.writes import webhooks as writes

LONGEST_URL = 500


@dataclass(frozen=True, slots=True)
class Subscribed:
    """A new subscription; its secret is shown only now."""

    webhook_id: int
    secret: str = field(repr=False)


def add(
    installation: Installation,
    actor: Actor,
    caller: Caller,
    *,
    url: str,
    kinds: Collection[str] = (),
    process_key: str | None = None,
) -> Subscribed | Refused:
    """Tell a program what happens from now on: of these types, in this process; or of everything.

    Refused when the address is not among those the installation allows, or a type is unknown
    (details: field; why: not_https, not_listed, too_long or unknown_kind; about: what it is).
    """
    webhook_id, now = installation.ids.new(), installation.clock.now()
    refused = _wrong(caller, url, kinds)
    if refused is not None:
        return refused

    def verb(connection: Connection) -> Subscribed | Refused:
        town = actor.municipality_id
        if process_key is not None and active_definition(connection, town, process_key) is None:
            return Refused(RefusalKind.NOT_ACTIVE, {"field": "process"})
        writes.insert_webhook(
            connection,
            town,
            webhook_id=webhook_id,
            url=url,
            kinds=" ".join(sorted(set(kinds))),
            process_key=process_key,
            created_at=now,
            created_by=actor.person_id,
        )
        return Subscribed(webhook_id, secret_of(installation.secret, webhook_id))

    return installation.database.run(verb, municipality=actor.municipality_id)


def subscribers(installation: Installation, actor: Actor) -> tuple[WebhookRow, ...]:
    """Everyone who is told, paused ones too."""
    with installation.database.read(actor.municipality_id) as connection:
        return webhooks_of(connection, actor.municipality_id)


def remove(installation: Installation, actor: Actor, webhook_id: int) -> Refused | None:
    """Tell nobody any more; None when it is so, however often one asks."""
    town, now = actor.municipality_id, installation.clock.now()
    there = installation.database.run(
        lambda connection: writes.remove_webhook(connection, town, webhook_id, at=now),
        municipality=town,
    )
    return None if there else Refused(RefusalKind.NOT_FOUND)


def resume(installation: Installation, actor: Actor, webhook_id: int) -> Refused | None:
    """Tell a paused subscriber again, beginning with what it has missed; None when it is so.

    What failed since it began to fail is sent again too.
    """
    town = actor.municipality_id

    def verb(connection: Connection) -> Refused | None:
        found = _standing(connection, town, webhook_id)
        if found is None:
            return Refused(RefusalKind.NOT_FOUND)
        if found.failing_since is not None:
            for missed in failed_since(connection, town, webhook_id, since=found.failing_since):
                _send_again(installation, connection, town, missed)
        writes.resume_webhook(connection, town, webhook_id)
        return None

    return installation.database.run(verb, municipality=town)


def deliveries(
    installation: Installation,
    actor: Actor,
    webhook_id: int,
    *,
    state: str | None = None,
    before: int | None = None,
    limit: int = 50,
) -> tuple[DeliveryRow, ...] | Refused:
    """The log of a subscription, newest first."""
    town = actor.municipality_id
    with installation.database.read(town) as connection:
        if webhook_by_id(connection, town, webhook_id) is None:
            return Refused(RefusalKind.NOT_FOUND)
        return deliveries_of(connection, town, webhook_id, state=state, before=before, limit=limit)


def redeliver(installation: Installation, actor: Actor, delivery_id: int) -> Refused | None:
    """Send a delivery again, whatever became of it; None when it will be."""
    town = actor.municipality_id

    def verb(connection: Connection) -> Refused | None:
        found = delivery_by_id(connection, town, delivery_id)
        if found is None or _standing(connection, town, found.webhook_id) is None:
            return Refused(RefusalKind.NOT_FOUND)
        _send_again(installation, connection, town, found)
        return None

    return installation.database.run(verb, municipality=town)


def _send_again(
    installation: Installation, connection: Connection, town: int, delivery: DeliveryRow
) -> None:
    writes.reopen_delivery(connection, town, delivery.id)
    wish_for(installation, connection, town, delivery.id)


def _wrong(caller: Caller, url: str, kinds: Collection[str]) -> Refused | None:
    if len(url) > LONGEST_URL:
        return _invalid("url", "too_long", str(LONGEST_URL))
    host = caller.host_of(url)
    if isinstance(host, Failed):
        return _invalid("url", host.why, host.about)
    unknown = sorted(set(kinds) - TYPES.keys())
    return _invalid("kinds", "unknown_kind", unknown[0]) if unknown else None


def _invalid(field: str, why: str, about: str) -> Refused:
    return Refused(RefusalKind.INVALID_DATA, {"field": field, "why": why, "about": about})


def _standing(connection: Connection, municipality_id: int, webhook_id: int) -> WebhookRow | None:
    found = webhook_by_id(connection, municipality_id, webhook_id)
    return found if found is not None and found.removed_at is None else None
