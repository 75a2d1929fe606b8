"""The handler that sends one event to one subscriber, and notes what came of it.

The job carries no more than which delivery it is; the text is made when it is sent. Who does not
answer for three days, or says 410, is told no more until somebody resumes it; nothing that happens
meanwhile is lost.
"""

from __future__ import annotations

from datetime import timedelta

from engine.bpmn.backoff import HEADER
from engine.cases.eras import eras_of
from engine.definitions.loading import program_of
from engine.installation import Installation
from engine.jobs.results import Done, Handler, Result, Retry, Work
from engine.outside.calling import Answer, Caller, Failed
from engine.values import dumps
from engine.webhooks.cloud_event import MEDIA_TYPE, body_of, id_of
from engine.webhooks.signing import secret_of, signed
from storage.database import Connection
from storage.jobs import enqueue
from storage.queries.webhooks import (
    DeliveryRow,
    WebhookRow,
    delivery_by_id,
    event_to_tell,
    webhook_by_id,
)
from storage.tables.webhooks import DeliveryState
from storage.writes.webhooks import close_delivery, note_attempt, note_failure, note_success

DELIVER = "cauce:webhook"
RESTS = "PT10S,PT1M,PT5M,PT30M,PT2H,PT6H,PT12H,P1D"
ATTEMPTS = 9
"""The last one two days after the first."""
PATIENCE = timedelta(days=3)
GONE = 410
LONGEST_ANSWER = 500


def wish_for(
    installation: Installation, connection: Connection, municipality_id: int, delivery_id: int
) -> None:
    """Wish for a delivery in the caller's transaction."""
    content = {"headers": {HEADER: RESTS}, "payload": {"delivery": str(delivery_id)}}
    enqueue(
        connection,
        municipality_id,
        job_id=installation.ids.new(),
        kind=DELIVER,
        payload=dumps(content),
        run_at=installation.clock.now(),
        max_attempts=ATTEMPTS,
    )


def webhook_handlers(installation: Installation, caller: Caller) -> dict[str, Handler]:
    """The handler by its kind."""

    def delivering(work: Work) -> Result:
        town, delivery_id = work.municipality_id, int(work.payload["delivery"])
        with installation.database.read(town) as connection:
            delivery = delivery_by_id(connection, town, delivery_id)
            webhook = None
            if delivery is not None:
                webhook = webhook_by_id(connection, town, delivery.webhook_id)
        if delivery is None or webhook is None:
            return Done()
        if webhook.removed_at is not None or webhook.paused_at is not None:
            return _not_sent(installation, webhook, delivery)
        answer = _send(installation, caller, webhook, delivery)
        return _noted(installation, webhook, delivery, answer, last=work.attempt >= ATTEMPTS)

    return {DELIVER: delivering}


def _send(
    installation: Installation, caller: Caller, webhook: WebhookRow, delivery: DeliveryRow
) -> Answer | Failed:
    town = webhook.municipality_id
    with installation.database.read(town) as connection:
        event = event_to_tell(connection, town, delivery.case_id, delivery.seq)
        assert event is not None  # noqa: S101 - events are never deleted
        now = program_of(installation, connection, town, event.definition_id)
        eras = eras_of(installation, connection, delivery.case_id, now)
    element = eras.element(event.seq, event.element)
    body = body_of(event, None if element is None else element.id)
    secret = secret_of(installation.secret, webhook.id)
    event_id = id_of(delivery.case_id, delivery.seq)
    headers = signed(secret, event_id, body, at=installation.clock.now())
    return caller.call(
        "POST", webhook.url, headers={**headers, "Content-Type": MEDIA_TYPE}, body=body
    )


def _noted(
    installation: Installation,
    webhook: WebhookRow,
    delivery: DeliveryRow,
    answer: Answer | Failed,
    *,
    last: bool,
) -> Result:
    town, now = webhook.municipality_id, installation.clock.now()
    taken = isinstance(answer, Answer) and 200 <= answer.status < 300
    since = webhook.failing_since or now
    gone = isinstance(answer, Answer) and answer.status == GONE
    pauses = gone or now - since >= PATIENCE
    ends = last or pauses or (isinstance(answer, Failed) and not answer.again)
    state = DeliveryState.FAILED if ends else DeliveryState.WAITING

    def verb(connection: Connection) -> None:
        note_attempt(
            connection,
            town,
            delivery.id,
            state=DeliveryState.DELIVERED if taken else state,
            at=now,
            status=answer.status if isinstance(answer, Answer) else None,
            answer=_beginning(answer),
        )
        if taken:
            note_success(connection, town, webhook.id)
        else:
            paused_at = now if pauses else None
            note_failure(connection, town, webhook.id, since=since, paused_at=paused_at)

    installation.database.run(verb, municipality=town)
    return Done() if taken or ends else Retry("El suscriptor no aceptó el aviso.")


def _not_sent(installation: Installation, webhook: WebhookRow, delivery: DeliveryRow) -> Result:
    reason = "removed" if webhook.removed_at is not None else "paused"
    installation.database.run(
        lambda connection: close_delivery(
            connection, webhook.municipality_id, delivery.id, answer=reason
        ),
        municipality=webhook.municipality_id,
    )
    return Done()


def _beginning(answer: Answer | Failed) -> str:
    if isinstance(answer, Failed):
        return str(answer.reason)
    text = answer.body[: 4 * LONGEST_ANSWER].decode(errors="replace").replace("\x00", "")
    return text[:LONGEST_ANSWER]
