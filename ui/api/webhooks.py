"""Webhooks: telling other programs what happens, and looking at what they were told."""

from __future__ import annotations

from typing import Annotated, cast

from fastapi import Query
from starlette.responses import Response

from engine import webhooks as verbs
from engine.access import Scope
from engine.refusals import Refused
from engine.webhooks.cloud_event import id_of as event_id
from storage.queries.webhooks import DeliveryRow, WebhookRow
from ui.api.answers import address, answer, id_of
from ui.api.cursors import cursor_of, place_in
from ui.api.describing import reads, writes
from ui.api.door import Here, Program
from ui.api.problems import of_refusal
from ui.api.repeats import Key, once
from ui.api.rooms import USUAL, Cursor, Identifier, Limit, room
from ui.api.shapes.webhooks import (
    Changed,
    Deliveries,
    Delivery,
    DeliveryState,
    Webhook,
    WebhookAsked,
    WebhookMade,
    Webhooks,
)
from ui.outside import caller_of

router = room("webhooks")
LOG = "deliveries"
State = Annotated[DeliveryState | None, Query(description="Only those in this state.")]


@router.get("/webhooks", **reads(Scope.WEBHOOKS_READ, Webhooks))
def webhooks(here: Here) -> Response:
    """Everyone who is told, paused ones too."""
    rows = verbs.subscribers(here.installation, here.actor)
    return answer(here, Webhooks(items=[_webhook(row) for row in rows]))


@router.post("/webhooks", **writes(Scope.WEBHOOKS_WRITE, WebhookMade, status=201))
def subscribe(here: Here, asked: WebhookAsked, key: Key = None) -> Response:
    """Tell a program what happens from now on: signed CloudEvents without personal data. The secret
    is told once and never kept: asked again with the same `Idempotency-Key`, it is null. Whoever
    did not hear it removes the subscription and makes another."""

    def work() -> Response:
        outcome = verbs.add(
            here.installation,
            here.actor,
            caller_of(here.surroundings.settings),
            url=asked.url,
            kinds=asked.kinds,
            process_key=asked.process,
        )
        if isinstance(outcome, Refused):
            raise of_refusal(outcome)
        made = WebhookMade(id=str(outcome.webhook_id), secret=outcome.secret)
        place = address(here, "webhooks", outcome.webhook_id)
        return answer(here, made, status=201, headers={"location": place})

    return once(here, key, work, kept=without_secret)


def without_secret(body: bytes) -> bytes:
    """The answer for whoever asks again: a secret that lies nowhere cannot be told twice."""
    made = WebhookMade.model_validate_json(body)
    return made.model_copy(update={"secret": None}).model_dump_json().encode()


@router.delete("/webhooks/{webhook_id}/pause", **writes(Scope.WEBHOOKS_WRITE, Changed))
def resume(here: Here, webhook_id: Identifier) -> Response:
    """Tell a paused program again, beginning with what it has missed."""
    outcome = verbs.resume(here.installation, here.actor, id_of(webhook_id))
    return _changed(here, webhook_id, outcome)


@router.get("/webhooks/{webhook_id}/deliveries", **reads(Scope.WEBHOOKS_READ, Deliveries))
def log(
    here: Here,
    webhook_id: Identifier,
    state: State = None,
    cursor: Cursor = None,
    limit: Limit = USUAL,
) -> Response:
    """What it was told, newest first, with the last answer."""
    place = place_in(LOG, cursor, keys=1)
    found = verbs.deliveries(
        here.installation,
        here.actor,
        id_of(webhook_id),
        state=state,
        before=place[0] if place else None,
        limit=limit + 1,
    )
    if isinstance(found, Refused):
        raise of_refusal(found)
    more = cursor_of(LOG, found[limit - 1].id) if len(found) > limit else None
    return answer(here, Deliveries(items=[_delivery(row) for row in found[:limit]], next=more))


@router.post("/deliveries/{delivery_id}/retry", **writes(Scope.WEBHOOKS_WRITE, Changed))
def redeliver(here: Here, delivery_id: Identifier, key: Key = None) -> Response:
    """Send an event again, whatever became of it."""

    def work() -> Response:
        outcome = verbs.redeliver(here.installation, here.actor, id_of(delivery_id))
        return _changed(here, delivery_id, outcome)

    return once(here, key, work)


@router.delete("/webhooks/{webhook_id}", **writes(Scope.WEBHOOKS_WRITE, Changed))
def unsubscribe(here: Here, webhook_id: Identifier) -> Response:
    """Tell it no more; its log stays."""
    outcome = verbs.remove(here.installation, here.actor, id_of(webhook_id))
    return _changed(here, webhook_id, outcome)


def _changed(here: Program, thing_id: str, refused: Refused | None) -> Response:
    if refused is not None:
        raise of_refusal(refused)
    return answer(here, Changed(id=thing_id))


def _webhook(row: WebhookRow) -> Webhook:
    return Webhook(
        id=str(row.id),
        url=row.url,
        kinds=row.kinds.split(),
        process=row.process_key,
        created_at=row.created_at,
        state="paused" if row.paused_at else "failing" if row.failing_since else "active",
        failing_since=row.failing_since,
    )


def _delivery(row: DeliveryRow) -> Delivery:
    return Delivery(
        id=str(row.id),
        event=event_id(row.case_id, row.seq),
        kind=row.kind,
        state=cast("DeliveryState", row.state),
        attempts=row.attempts,
        created_at=row.created_at,
        tried_at=row.tried_at,
        status=row.status,
        answer=row.answer,
    )
