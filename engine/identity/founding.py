"""A municipality begins with who administers it, and says of itself what it is called and where
it lies. Its address on the web never changes."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from datetime import date
from zoneinfo import available_timezones

from engine.calendar import Calendar
from engine.citizens.codes import SHORT_NAME, short_name_of
from engine.deadlines.calendars import forget_calendar
from engine.history.town import TownEventKind, TownHistory
from engine.identity.accent import is_colour, legible
from engine.identity.actor import Actor, system_actor
from engine.identity.contact import (
    CONTACT_FIELDS,
    Contact,
    contact_in,
    with_contact,
    wrong_in_contact,
)
from engine.identity.house import ADMINISTRATOR
from engine.identity.passwords import first_password, hash_password
from engine.identity.people import Added, Particulars, administering, because, enter, wrong_in
from engine.identity.registering import CLAY, give
from engine.installation import Installation
from engine.refusals import RefusalKind, Refused
from storage.database import WHOLE_INSTALLATION, Connection
from storage.queries.citizens import any_code_given
from storage.queries.municipalities import (
    MunicipalityRow,
    municipality_by_id,
    municipality_by_slug,
)
from storage.writes.municipalities import (
    insert_municipality,
    update_municipality,
    update_settings,
)

LONGEST = 120
LANGUAGES = ("es", "pt", "en")
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_TAKEN = frozenset({"api", "network", "static"})
"""Addresses that lead elsewhere."""
_ANY_DAY = date(2026, 1, 1)


@dataclass(frozen=True, slots=True)
class TownFacts:
    """What a municipality says of itself: country and region as ISO 3166 codes (region: the part
    after the dash), time zone of the IANA database, currency as ISO 4217, accent as #rrggbb;
    `ubigeo` is its code in the country's list of places, `contact` how citizens reach it (None: as
    it was); `short_name` stands in the codes of its cases, and stays once there are any (None: as
    it was)."""

    name: str
    country: str
    timezone: str
    currency: str
    region: str = ""
    locale: str = "es"
    accent: str = CLAY
    ubigeo: str | None = None
    contact: Contact | None = None
    short_name: str | None = None


_FACTS = tuple(name for name in TownFacts.__dataclass_fields__ if name != "contact")


@dataclass(frozen=True, slots=True)
class Founded:
    """The municipality and who administers it."""

    municipality_id: int
    administrator: Added


@dataclass(frozen=True, slots=True)
class Changed:
    """What the municipality says of itself; `accent` is as it was asked for, or darker."""

    accent: str
    fields: tuple[str, ...] = ()


def found_town(
    installation: Installation,
    slug: str,
    facts: TownFacts,
    administrator: Particulars,
    *,
    password: str = "",
) -> Founded | Refused:
    """A new municipality with its first administrator; `slug` is its address on the web."""
    town_id, person_id = installation.ids.new(), installation.ids.new()
    actor, told = system_actor(town_id), administrator.tidy()
    secret = password or first_password(installation.random_bytes)
    password_hash = hash_password(secret)

    def verb(connection: Connection) -> Founded | Refused:
        wrong = next(iter(wrong_facts(installation, connection, slug, facts)), "")
        wrong = wrong or wrong_in(connection, town_id, told)
        if wrong:
            return Refused(RefusalKind.INVALID_DATA, {"field": wrong})
        insert_municipality(connection, _row(town_id, slug, facts))
        history = TownHistory(installation, connection, actor)
        history.add(TownEventKind.TOWN_REGISTERED, data={"slug": slug})
        enter(connection, history, actor, person_id, told, password_hash)
        give(installation, connection, town_id, person_id, ADMINISTRATOR, since=history.now)
        history.add(TownEventKind.ROLE_GRANTED, person_id, data={"role": ADMINISTRATOR})
        history.write()
        return Founded(town_id, Added(person_id, secret))

    return installation.database.run(verb, municipality=WHOLE_INSTALLATION)


def change_town(
    installation: Installation, actor: Actor, facts: TownFacts, reason: str
) -> Changed | Refused:
    """Say anew what the municipality is called, where it lies and what colour it shows."""

    def verb(connection: Connection, history: TownHistory) -> Changed | Refused:
        before = municipality_by_id(connection, actor.municipality_id)
        assert before is not None  # noqa: S101  # the actor's own
        wrong = wrong_field_of(facts) or _unknown(installation, facts)
        wrong = wrong or _wrong_short_name(connection, before, facts.short_name)
        wrong = wrong or ("" if reason.strip() else "reason")
        if wrong:
            return Refused(RefusalKind.INVALID_DATA, {"field": wrong})
        after = _row(before.id, before.slug, facts, before)
        told = {n: getattr(after, n) or "" for n in _FACTS if _differs(n, before, after)}
        told |= _changed_contact(before, after)
        if told:
            update_municipality(connection, after)
            update_settings(connection, after.id, settings=after.settings)
            data = {"fields": list(told), **{f"{name}_to": text for name, text in told.items()}}
            history.add(TownEventKind.TOWN_CHANGED, data=data, detail=because(reason))
        return Changed(after.accent, tuple(told))

    answer = administering(installation, actor, verb)
    forget_calendar(installation, actor.municipality_id)
    return answer


def wrong_facts(
    installation: Installation, connection: Connection, slug: str, facts: TownFacts
) -> list[str]:
    """The fields to correct of a municipality that is to begin: its address, the first other."""
    found = (_wrong_slug(connection, slug), wrong_field_of(facts) or _unknown(installation, facts))
    return [field for field in found if field]


def wrong_field_of(facts: TownFacts) -> str:
    """The field to correct; empty when all is well."""
    if not 2 <= len(facts.name.strip()) <= LONGEST or not facts.name.isprintable():
        return "name"
    if facts.timezone not in available_timezones():
        return "timezone"
    if not re.fullmatch(r"[A-Z]{3}", facts.currency):
        return "currency"
    if facts.locale not in LANGUAGES:
        return "locale"
    if not is_colour(facts.accent):
        return "accent"
    wrong = wrong_in_contact(facts.contact.tidy()) if facts.contact else ""
    return wrong or _wrong_place(facts)


def _wrong_place(facts: TownFacts) -> str:
    """The calendar must know the country, and the region where one is named."""
    if not re.fullmatch(r"[A-Z]{2}", facts.country):
        return "country"
    for field, region in (("country", None), ("region", facts.region or None)):
        try:
            Calendar(facts.country, region, {}, facts.timezone).name_of(_ANY_DAY)
        except (LookupError, NotImplementedError, ValueError):
            return field
    return ""


def _unknown(installation: Installation, facts: TownFacts) -> str:
    """Its place must be in the list of its country; where there is no list, no code is known."""
    territory = installation.territories(facts.country)
    known = not facts.ubigeo or (territory is not None and facts.ubigeo in territory.places)
    return "" if known else "ubigeo"


def _wrong_short_name(connection: Connection, before: MunicipalityRow, wished: str | None) -> str:
    """Letters alone, and none once it stands in the code of a case."""
    now = short_name_of(before.slug, before.short_name)
    if wished is None or wished == now:
        return ""
    if not SHORT_NAME.fullmatch(wished):
        return "short_name"
    return "short_name_used" if any_code_given(connection, before.id) else ""


def _wrong_slug(connection: Connection, slug: str) -> str:
    if not _SLUG.fullmatch(slug) or len(slug) > 60 or slug in _TAKEN:
        return "slug"
    return "slug_taken" if municipality_by_slug(connection, slug) else ""


def _row(
    town_id: int, slug: str, facts: TownFacts, before: MunicipalityRow | None = None
) -> MunicipalityRow:
    fresh = MunicipalityRow(
        id=town_id,
        slug=slug,
        name=" ".join(facts.name.split()),
        country=facts.country,
        region=facts.region or None,
        ubigeo=facts.ubigeo or None,
        timezone=facts.timezone,
        locale=facts.locale,
        currency=facts.currency,
        accent=legible(facts.accent),
        settings=json.dumps({}),
    )
    if before is None:
        return fresh
    ubigeo = before.ubigeo if facts.ubigeo is None else fresh.ubigeo
    settings = before.settings
    if facts.contact is not None and facts.contact.tidy() != contact_in(settings):
        settings = with_contact(settings, facts.contact.tidy())
    short_name = facts.short_name or before.short_name
    if short_name == short_name_of(before.slug):
        short_name = None
    return replace(fresh, ubigeo=ubigeo, settings=settings, short_name=short_name)


def _differs(name: str, before: MunicipalityRow, after: MunicipalityRow) -> bool:
    return (getattr(before, name) or "") != (getattr(after, name) or "")


def _changed_contact(before: MunicipalityRow, after: MunicipalityRow) -> dict[str, str]:
    """What is other than before in how citizens reach it."""
    old, new = contact_in(before.settings), contact_in(after.settings)
    return {
        name: getattr(new, name)
        for name in CONTACT_FIELDS
        if getattr(old, name) != getattr(new, name)
    }
