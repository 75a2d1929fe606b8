"""What people say about their notices, and what a municipality says in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from engine.deadlines.calendars import calendar_of
from engine.history.town import TownEventKind, TownHistory
from engine.identity import Actor
from engine.identity.rights import refusal_to_administer
from engine.installation import Installation
from engine.notices.filling import LONGEST_BODY, LONGEST_SUBJECT, unknown_places
from engine.notices.kinds import Channel, NoticeKind
from engine.notices.quiet import QuietHours, quiet_hours_in, with_quiet_hours
from engine.outside.texts import PHONE
from engine.refusals import RefusalKind, Refused
from engine.values import Value
from storage.database import Connection
from storage.queries.municipalities import municipality_by_id
from storage.queries.notices import TemplateRow
from storage.writes import notices as writes
from storage.writes.municipalities import update_settings

LANGUAGES = ("es", "pt", "en")


class TemplateKey:
    """notice: a letter about something that happened in a case; change: one about a change of a
    process; digest: the letter of a day; short: a text to a telephone."""

    NOTICE = "notice"
    CHANGE = "change"
    DIGEST = "digest"
    SHORT = "short"
    ALL = (NOTICE, CHANGE, DIGEST, SHORT)


@dataclass(frozen=True, slots=True)
class Choices:
    """What a person wants: kinds by channels, a telephone, the hour of a digest."""

    wanted: Mapping[tuple[str, str], bool]
    phone: str = ""
    digest_hour: int | None = None


@dataclass(frozen=True, slots=True)
class NewWords:
    """Words of a municipality from a day on; a short text has no subject."""

    key: str
    language: str
    subject: str
    body: str
    valid_from: date


def choose(installation: Installation, actor: Actor, choices: Choices) -> Refused | None:
    """Keep what the person wants of every kind by every channel."""
    phone = choices.phone.replace(" ", "").replace("-", "")
    if phone and not PHONE.fullmatch(phone):
        return Refused(RefusalKind.INVALID_DATA, {"field": "phone"})
    hour = choices.digest_hour
    if hour is not None and not 0 <= hour <= 23:
        return Refused(RefusalKind.INVALID_DATA, {"field": "digest"})
    if not phone and any(w and c != Channel.MAIL for (_, c), w in choices.wanted.items()):
        return Refused(RefusalKind.INVALID_DATA, {"field": "phone"})

    def verb(connection: Connection) -> None:
        town, person_id = actor.municipality_id, actor.person_id or 0
        for kind in NoticeKind:
            for channel in Channel:
                wanted = choices.wanted.get((kind, channel), False)
                writes.set_choice(
                    connection, town, person_id, kind=kind, channel=channel, wanted=wanted
                )
        writes.set_habit(connection, town, person_id, phone=phone or None, digest_hour=hour)

    return installation.database.run(verb, municipality=actor.municipality_id)


def read_notice(installation: Installation, actor: Actor, notice_id: int | None = None) -> int:
    """The person read one notice, or all of them; how many were unread."""
    now = installation.clock.now()
    return installation.database.run(
        lambda connection: writes.mark_read(
            connection,
            actor.municipality_id,
            actor.person_id or 0,
            at=now,
            notice_id=notice_id,
        ),
        municipality=actor.municipality_id,
    )


def say_anew(installation: Installation, actor: Actor, words: NewWords) -> Refused | None:
    """Other words for what the municipality sends, from a day on; those before stay in the list."""
    refused = refusal_to_administer(actor)
    if refused is not None:
        return refused
    wrong = wrong_words(words)

    def verb(connection: Connection) -> Refused | None:
        town, now = actor.municipality_id, installation.clock.now()
        today = calendar_of(installation, connection, town).local_day(now)
        field = wrong or ("valid_from" if words.valid_from < today else "")
        if field:
            return Refused(RefusalKind.INVALID_DATA, {"field": field})
        row = TemplateRow(
            installation.ids.new(),
            words.key,
            words.language,
            words.subject.strip(),
            words.body.strip(),
            words.valid_from,
            now,
            actor.person_id,
        )
        writes.insert_template(connection, town, row)
        _tell(installation, connection, actor, TownEventKind.WORDS_SAID_ANEW, told_of(row))
        return None

    return installation.database.run(verb, municipality=actor.municipality_id)


def told_of(row: TemplateRow) -> dict[str, Value]:
    """What the history keeps of words: which, from when on, and the hash of the very words."""
    said = sha256(f"{row.subject}\n\n{row.body}".encode()).hexdigest()
    return {"key": row.key, "language": row.language, "from": row.valid_from, "words": said}


def wrong_words(words: NewWords) -> str:
    """The field to correct; empty when all is well."""
    if words.key not in TemplateKey.ALL or words.language not in LANGUAGES:
        return "key"
    subject, body = words.subject.strip(), words.body.strip()
    needed = words.key != TemplateKey.SHORT
    if needed and not subject:
        return "subject"
    if len(subject) > LONGEST_SUBJECT or not subject.isprintable() or unknown_places(subject):
        return "subject"
    if not body or len(body) > LONGEST_BODY or unknown_places(body):
        return "body"
    return ""


def keep_quiet(installation: Installation, actor: Actor, hours: QuietHours) -> Refused | None:
    """The hours in which nothing leaves the house."""
    refused = refusal_to_administer(actor)
    if refused is not None:
        return refused

    def verb(connection: Connection) -> None:
        row = municipality_by_id(connection, actor.municipality_id)
        assert row is not None  # noqa: S101  # the actor's own
        if quiet_hours_in(row.settings) == hours:
            return
        settings = with_quiet_hours(row.settings, hours)
        update_settings(connection, actor.municipality_id, settings=settings)
        told = {"begins": f"{hours.begins:%H:%M}", "ends": f"{hours.ends:%H:%M}"}
        _tell(installation, connection, actor, TownEventKind.QUIET_HOURS_CHANGED, told)

    return installation.database.run(verb, municipality=actor.municipality_id)


def _tell(
    installation: Installation,
    connection: Connection,
    actor: Actor,
    kind: TownEventKind,
    data: Mapping[str, Value],
) -> None:
    history = TownHistory(installation, connection, actor)
    history.add(kind, data=data)
    history.write()
