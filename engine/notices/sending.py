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
from engine.notices.parties import PARTY_NOTICE
from engine.notices.wishing import NOTICE, TRIES
from engine.outside.mail import Letter, NotALetter, Sent
from engine.outside.outside import Outside
from engine.outside.texts import ShortText
from storage.queries.notices import AttemptRow, attempt_by_id, reachable
from storage.queries.party_notices import PartyNoticeRow, party_notice_by_id, way_of
from storage.tables.notices import AttemptState
from storage.writes.notices import note_try
from storage.writes.party_notices import note_party_try


@dataclass(frozen=True, slots=True)
class Words:
    """What goes out; a short text has no subject."""

    subject: str
    body: str


class Wording(Protocol):
    """Makes the words of a notice, or of the digest of a day; and those for who has no account."""

    def words_for_party(
        self, municipality_id: int, notice: PartyNoticeRow, name: str
    ) -> Words | None:
        """In the language of the municipality; nothing of what is in the case."""
        ...

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
        address = (person.email if attempt.channel == Channel.MAIL else person.phone) or ""
        sent = handed(installation, outside, attempt.channel, address, words, key)
        return _noted(installation, work, attempt, sent)

    def telling(work: Work) -> Result:
        town, notice_id = work.municipality_id, int(work.payload["notice"])
        with installation.database.read(town) as connection:
            notice = party_notice_by_id(connection, town, notice_id)
            way = way_of(connection, town, notice.party_id) if notice else None
        if notice is None or notice.state != AttemptState.WAITING:
            return Done()
        agreed = way is not None and way.channel == notice.channel
        words = wording.words_for_party(town, notice, way.name) if way and agreed else None
        if way is None or words is None:
            return _party_noted(installation, work, notice, Sent.NEVER)
        key = f"{town}/party_notice/{notice.id}"
        sent = handed(installation, outside, notice.channel, way.address, words, key)
        return _party_noted(installation, work, notice, sent)

    return {NOTICE: sending, PARTY_NOTICE: telling}


def handed(
    installation: Installation,
    outside: Outside,
    channel: str,
    address: str,
    words: Words,
    key: str,
) -> Sent:
    if channel != Channel.MAIL:
        if not address:
            return Sent.NEVER
        return outside.texts.send(ShortText(channel, address, words.body, key))
    try:
        letter = Letter(
            to=(address,),
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
    state, now = _state_after(work, sent), installation.clock.now()
    installation.database.run(
        lambda connection: note_try(
            connection, work.municipality_id, attempt.id, state=state, at=now
        ),
        municipality=work.municipality_id,
    )
    return _answer_after(state)


def _party_noted(
    installation: Installation, work: Work, notice: PartyNoticeRow, sent: Sent
) -> Result:
    """The same for who has no account."""
    state, now = _state_after(work, sent), installation.clock.now()
    installation.database.run(
        lambda connection: note_party_try(
            connection, work.municipality_id, notice.id, state=state, at=now
        ),
        municipality=work.municipality_id,
    )
    return _answer_after(state)


def _state_after(work: Work, sent: Sent) -> AttemptState:
    last = work.attempt >= TRIES
    return {
        Sent.SENT: AttemptState.SENT,
        Sent.LATER: AttemptState.FAILED if last else AttemptState.WAITING,
        Sent.NEVER: AttemptState.FAILED,
    }[sent]


def _answer_after(state: AttemptState) -> Result:
    if state is AttemptState.WAITING:
        return Retry("El aviso no se pudo entregar.")
    return Done()
