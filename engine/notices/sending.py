"""The handler that sends one notice by one channel, and notes what came of it.

The job carries no more than which attempt it is; the words are made when it is sent, in the
reader's language, by whoever knows words (`Wording`, from the top floor). An address that changed
meanwhile is the new one; who left is told nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from engine.installation import Installation
from engine.jobs.results import Done, Handler, Result, Retry, Work
from engine.notices.kinds import Channel
from engine.notices.wishing import NOTICE, TRIES
from engine.outside.mail import Letter, NotALetter, Sent
from engine.outside.outside import Outside
from engine.outside.texts import ShortText
from storage.queries.notices import AttemptRow, Reached, attempt_by_id, reachable
from storage.tables.notices import AttemptState
from storage.writes.notices import note_try


@dataclass(frozen=True, slots=True)
class Words:
    """What goes out; a short text has no subject."""

    subject: str
    body: str


class Wording(Protocol):
    """Makes the words of a notice, or of the digest of a day."""

    def words_of(self, municipality_id: int, attempt: AttemptRow) -> Words | None:
        """In the language of who reads it; None when there is nothing to say any more."""
        ...


def notice_handlers(
    installation: Installation, outside: Outside, wording: Wording
) -> dict[str, Handler]:
    """The handler by its kind."""

    def sending(work: Work) -> Result:
        town, attempt_id = work.municipality_id, int(work.payload["attempt"])
        now = installation.clock.now()
        with installation.database.read(town) as connection:
            attempt = attempt_by_id(connection, town, attempt_id)
            people = reachable(connection, town, [attempt.person_id], at=now) if attempt else {}
        if attempt is None or attempt.state != AttemptState.WAITING:
            return Done()
        person = people.get(attempt.person_id)
        words = wording.words_of(town, attempt) if person else None
        if person is None or words is None:
            return _noted(installation, work, attempt, Sent.NEVER)
        key = f"{town}/notice/{attempt.id}"
        sent = _send(installation, outside, attempt, person, words, key)
        return _noted(installation, work, attempt, sent)

    return {NOTICE: sending}


def _send(
    installation: Installation,
    outside: Outside,
    attempt: AttemptRow,
    person: Reached,
    words: Words,
    key: str,
) -> Sent:
    if attempt.channel != Channel.MAIL:
        if not person.phone:
            return Sent.NEVER
        return outside.texts.send(ShortText(attempt.channel, person.phone, words.body, key))
    try:
        letter = Letter(
            to=(person.email or "",),
            subject=words.subject,
            body=words.body,
            key=key,
            written_at=installation.clock.now(),
        )
    except NotALetter:
        return Sent.NEVER
    return outside.post.send(letter)


def _noted(installation: Installation, work: Work, attempt: AttemptRow, sent: Sent) -> Result:
    """Into the log; nobody waits for a notice, so that failing one is no incident."""
    last = work.attempt >= TRIES
    state = {
        Sent.SENT: AttemptState.SENT,
        Sent.LATER: AttemptState.FAILED if last else AttemptState.WAITING,
        Sent.NEVER: AttemptState.FAILED,
    }[sent]
    now = installation.clock.now()
    installation.database.run(
        lambda connection: note_try(
            connection, work.municipality_id, attempt.id, state=state, at=now
        ),
        municipality=work.municipality_id,
    )
    if sent is Sent.LATER and not last:
        return Retry("El aviso no se pudo entregar.")
    return Done()
