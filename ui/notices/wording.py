"""The words of what leaves the house: the municipality's own where it has some, else the house's,
with their places filled. Only what the reader's own pages would show goes in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from gettext import NullTranslations

from engine.deadlines.calendars import calendar_of
from engine.identity.sessions import actor_for
from engine.installation import Installation
from engine.notices.choosing import TemplateKey
from engine.notices.filling import filled, one_line
from engine.notices.kinds import Channel
from engine.notices.sending import Words
from storage.database import Connection
from storage.queries.accounts import AccountLetterRow
from storage.queries.identity import PersonRow, person_by_id
from storage.queries.inbox import counts
from storage.queries.municipalities import MunicipalityRow, municipality_by_id
from storage.queries.notices import AttemptRow, notice_by_id, template_on
from storage.queries.party_notices import PartyNoticeRow
from storage.queries.people import tasks_in_hands_of
from ui.formats import Formats, Localisation
from ui.language import known_language
from ui.notices.account_words import account_words
from ui.notices.party_words import party_words
from ui.notices.telling import sentences_of
from ui.templating import catalogue_of, formats_of

Pair = tuple[str, str]
SHOWN_TASKS = 20

HOUSE_WORDS: Mapping[str, Callable[[NullTranslations], Pair]] = {
    TemplateKey.NOTICE: lambda w: (
        w.gettext("{number}: {sentence}"),
        w.gettext(
            "{name}:\n\n{sentence}.\n\nExpediente {number}\n{link}\n\n{municipality}\nPuede"
            " elegir qué avisos recibe en la página «Avisos»."
        ),
    ),
    TemplateKey.DIGEST: lambda w: (
        w.gettext("Su bandeja de hoy"),
        w.gettext("{name}:\n\n{summary}\n\n{link}\n\n{municipality}"),
    ),
    TemplateKey.CHANGE: lambda w: (
        "{sentence}",
        w.gettext(
            "{name}:\n\n{sentence}.\n\n{link}\n\n{municipality}\nPuede elegir qué avisos recibe en"
            " la página «Avisos»."
        ),
    ),
    TemplateKey.SHORT: lambda w: ("", w.gettext("{municipality}: {sentence}. {link}")),
}
"""What is sent where a municipality has no words of its own: subject and body."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Who reads, where, in which language, at what moment."""

    town: MunicipalityRow
    person: PersonRow
    words: NullTranslations
    formats: Formats
    now: datetime

    @property
    def language(self) -> str:
        return self.formats.localisation.language


class PageWording:
    """Keeps `engine.notices.sending.Wording`."""

    def __init__(self, installation: Installation, public_url: str) -> None:
        self._installation = installation
        self._public_url = public_url.rstrip("/")

    def words_of(self, municipality_id: int, attempt: AttemptRow) -> Words | None:
        """The letter or the text of an attempt; None when there is nothing to say any more."""
        with self._installation.database.read(municipality_id) as connection:
            reading = self._reading(connection, municipality_id, attempt.person_id)
            if reading is None:
                return None
            facts = self._facts(connection, reading, attempt)
            if facts is None:
                return None
            key = key_of(attempt, facts)
            subject, body = words_in_force(connection, reading, key)
        return Words(one_line(filled(subject, facts)), filled(body, facts))

    def words_for_party(
        self, municipality_id: int, notice: PartyNoticeRow, name: str
    ) -> Words | None:
        """What somebody without an account is told, in the language of the municipality."""
        with self._installation.database.read(municipality_id) as connection:
            town = municipality_by_id(connection, municipality_id)
        if town is None:
            return None
        told = party_words(town, catalogue_of(known_language(town.locale) or "es"), notice, name)
        return None if told is None else Words(one_line(told.subject), told.body)

    def words_for_account(
        self, municipality_id: int, letter: AccountLetterRow, code: str
    ) -> Words | None:
        """A letter to the address of an account, in the language of who asked for it."""
        with self._installation.database.read(municipality_id) as connection:
            town = municipality_by_id(connection, municipality_id)
        if town is None:
            return None
        language = known_language(letter.locale) or known_language(town.locale) or "es"
        return account_words(town, catalogue_of(language), letter, code, self._public_url)

    def _reading(
        self, connection: Connection, municipality_id: int, person_id: int
    ) -> Reading | None:
        town = municipality_by_id(connection, municipality_id)
        person = person_by_id(connection, municipality_id, person_id)
        if town is None or person is None:
            return None
        language = known_language(person.locale or "") or known_language(town.locale) or "es"
        words = catalogue_of(language)
        formats = formats_of(Localisation(language, town.timezone, town.currency))
        return Reading(town, person, words, formats, self._installation.clock.now())

    def _facts(
        self, connection: Connection, reading: Reading, attempt: AttemptRow
    ) -> Mapping[str, str] | None:
        base = f"{self._public_url}/{reading.town.slug}"
        facts = {"name": reading.person.name, "municipality": reading.town.name}
        if attempt.notice_id is None:
            summary = summary_of(self._installation, connection, reading)
            return {**facts, "summary": summary, "link": f"{base}/inbox"} if summary else None
        notice = notice_by_id(connection, reading.town.id, attempt.notice_id)
        if notice is None:
            return None
        told = sentences_of(
            self._installation,
            connection,
            reading.town.id,
            [notice],
            words=reading.words,
            formats=reading.formats,
            today=reading.formats.local_day(reading.now),
        )
        if notice.id not in told:
            return None
        sentence = told[notice.id].striptags()
        link = f"{base}/notices/{notice.id}"
        return {**facts, "sentence": sentence, "number": notice.number or "", "link": link}


def key_of(attempt: AttemptRow, facts: Mapping[str, str]) -> str:
    """Which words an attempt needs; those of a case have its number."""
    if attempt.channel != Channel.MAIL:
        return TemplateKey.SHORT
    if attempt.notice_id is None:
        return TemplateKey.DIGEST
    return TemplateKey.NOTICE if facts["number"] else TemplateKey.CHANGE


def words_in_force(connection: Connection, reading: Reading, key: str) -> Pair:
    """Subject and body: the municipality's own of today, else the house's."""
    today = reading.formats.local_day(reading.now)
    own = template_on(connection, reading.town.id, key=key, language=reading.language, on=today)
    return (own.subject, own.body) if own else HOUSE_WORDS[key](reading.words)


def summary_of(installation: Installation, connection: Connection, reading: Reading) -> str:
    """What lies in the inbox; nothing when it is empty."""
    town = reading.town.id
    actor = actor_for(installation, connection, town, reading.person)
    if actor is None:
        return ""
    calendar = calendar_of(installation, connection, town)
    today = calendar.local_day(reading.now)
    counted = counts(
        connection,
        town,
        people=actor.people,
        roles=actor.roles,
        now=reading.now,
        end_of_today=calendar.start_of(today + timedelta(days=1)),
    )
    if not counted.mine:
        return ""
    pattern = reading.words.gettext(
        "Tiene %(held)s en sus manos y %(free)s por tomar. Vencidas: %(overdue)s; vencen hoy:"
        " %(today)s."
    )
    lines = [
        pattern
        % {
            "held": counted.held,
            "free": counted.free,
            "overdue": counted.overdue,
            "today": counted.due_today,
        }
    ]
    for task in tasks_in_hands_of(connection, town, reading.person.id, limit=SHOWN_TASKS):
        due = f" · {reading.formats.short_day(task.due_at, today)}" if task.due_at else ""
        lines.append(f"- {task.name} · {task.number}{due}")
    return "\n".join(lines)
