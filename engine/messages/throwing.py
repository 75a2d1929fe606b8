"""A message that a process threw reaches whoever waits for it once, whatever is killed meanwhile.

The job that brings it ends in the very commit in which the message is received, or kept: a worker
that dies before leaves all to be done again, one that dies after leaves nothing. Where several
wait, each gets a job of its own.
"""

from __future__ import annotations

from collections.abc import Sequence

from engine.cases.delivery import deliver
from engine.cases.kept_messages import deliver_kept, settle
from engine.cases.waits import PUBLISH, SENDING_ATTEMPTS
from engine.identity import system_actor
from engine.installation import Installation
from engine.jobs.results import Work
from engine.messages.opening import has_opened, open_cases, receivers
from engine.values import dumps
from storage.database import Connection
from storage.jobs import enqueue, finish_attempt
from storage.queries.waits import Waiting, subscriptions_for
from storage.writes.messages import keep_message

TO = "to"
"""Header of a message for one of several: the subscription that receives it."""


def bring(installation: Installation, work: Work) -> None:
    """Deliver, share out or keep the message of a job, and end the job with it."""
    opened = has_opened(receivers(installation, work.municipality_id, work.idempotency_key))
    waiting = () if opened else _waiting(installation, work)
    if len(waiting) > 1:
        _share_out(installation, work, waiting)
    elif (waiting and _delivered(installation, work, waiting[0])) or TO in work.headers:
        return
    elif waiting or not (_opens(installation, work) or opened):
        _keep(installation, work)


def _opens(installation: Installation, work: Work) -> int:
    """Nobody waits for it: how many cases it opens."""
    return open_cases(
        installation,
        system_actor(work.municipality_id),
        work.payload,
        name=work.headers["name"],
        key=work.headers["key"],
        sender_key=work.idempotency_key,
    )


def _waiting(installation: Installation, work: Work) -> Sequence[Waiting]:
    """Who waits: all of them, or the one whom the message is for."""
    with installation.database.read(work.municipality_id) as connection:
        found = subscriptions_for(
            connection,
            work.municipality_id,
            name=work.headers["name"],
            correlation_key=work.headers["key"],
        )
    to = work.headers.get(TO)
    return [one for one in found if to is None or str(one.id) == to]


def _delivered(installation: Installation, work: Work, one: Waiting) -> bool:
    advance = deliver(
        installation,
        system_actor(work.municipality_id),
        one,
        lambda connection: work.payload if _ends(connection, work) else None,
    )
    if advance is None:
        return False
    settle(installation, work.municipality_id, advance)
    return True


def _share_out(installation: Installation, work: Work, waiting: Sequence[Waiting]) -> None:
    def verb(connection: Connection) -> None:
        if not _ends(connection, work):
            return
        for one in waiting:
            headers = {**work.headers, TO: str(one.id)}
            enqueue(
                connection,
                work.municipality_id,
                job_id=installation.ids.new(),
                kind=PUBLISH,
                payload=dumps({"headers": headers, "payload": dict(work.payload)}),
                run_at=installation.clock.now(),
                max_attempts=SENDING_ATTEMPTS,
                case_id=work.case_id,
                idempotency_key=f"{work.idempotency_key}:{one.id}",
            )

    installation.database.run(verb, municipality=work.municipality_id)


def _keep(installation: Installation, work: Work) -> None:
    """For who comes later; somebody may have begun to wait meanwhile."""
    name, key = work.headers["name"], work.headers["key"]

    def verb(connection: Connection) -> bool:
        if not _ends(connection, work):
            return False
        now = installation.clock.now()
        keep_message(
            connection,
            work.municipality_id,
            message_id=installation.ids.new(),
            name=name,
            correlation_key=key,
            payload=dumps(dict(work.payload)),
            sent_at=now,
            expires_at=now + installation.limits.message_keeping,
        )
        return True

    if installation.database.run(verb, municipality=work.municipality_id):
        deliver_kept(installation, work.municipality_id, name, key)


def _ends(connection: Connection, work: Work) -> bool:
    """The job is done with this commit; False when another attempt has overtaken this one."""
    return finish_attempt(connection, work.municipality_id, work.job_id, attempt=work.attempt)
