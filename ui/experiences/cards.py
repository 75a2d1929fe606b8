"""An experience as pages show it: what was measured in one sentence, where it is from, its size."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from engine.experiences.reading import Shared
from processes.improvement.questionnaire import questionnaire, version_on
from storage.queries.experiences import ExperienceRow, PlaceRow
from storage.queries.shared_experiences import SharedRow
from storage.tables.experiences import ExperienceState
from ui.visit import Member

MARKS = {
    ExperienceState.DRAFT: "pause",
    ExperienceState.ASKED: "near",
    ExperienceState.SHARED: "ok",
    ExperienceState.REFUSED: "late",
    ExperienceState.WITHDRAWN: "pause",
}


@dataclass(frozen=True, slots=True)
class Card:
    """An experience to be read; `origin` says whose it is and how large that municipality is,
    `about` the processes and steps, `measured` the figures; `mark` and `word` its state."""

    title: str
    origin: str
    about: str
    context: str
    done: str
    result: str
    measured: str
    cost: str
    ask: str
    link: str
    href: str
    mark: str = ""
    word: str = ""


def shared_card(each: Shared, here: Member) -> Card:
    """One that a municipality shares."""
    row = each.row
    href = here.path("improvement", "experiences", "shared", row.slug, row.id)
    return _card(row, each.places, here, origin=_origin(row.town, row, here), href=href)


def written_card(row: ExperienceRow, places: Sequence[PlaceRow], here: Member) -> Card:
    """One of the municipality itself, whatever its state."""
    state = ExperienceState(row.state)
    href = here.path("improvement", "experiences", "written", row.id)
    origin = _origin(here.municipality.name, row, here)
    word = state_words(here)[state]
    own = [each for each in places if each.experience_id == row.id]
    return _card(row, own, here, origin=origin, href=href, mark=MARKS[state], word=word)


def state_words(here: Member) -> dict[ExperienceState, str]:
    """How far it has come."""
    _ = here.words.gettext
    return {
        ExperienceState.DRAFT: _("Borrador"),
        ExperienceState.ASKED: _("Espera que otra persona la apruebe"),
        ExperienceState.SHARED: _("Compartida"),
        ExperienceState.REFUSED: _("No se aprobó"),
        ExperienceState.WITHDRAWN: _("Ya no se comparte"),
    }


def size_words(least: int | None, below: int | None, here: Member) -> str:
    """A band of population; empty where it is not known."""
    _, number = here.words.gettext, here.formats.number
    if least is None:
        return ""
    if below is None:
        return _("desde %(least)s habitantes") % {"least": number(least)}
    if not least:
        return _("menos de %(below)s habitantes") % {"below": number(below)}
    bounds = {"least": number(least), "most": number(below - 1)}
    return _("de %(least)s a %(most)s habitantes") % bounds


def _origin(town: str, row: ExperienceRow | SharedRow, here: Member) -> str:
    size = size_words(row.least, row.below, here)
    areas = questionnaire(version_on(here.today)).areas
    return " · ".join(part for part in (town, size, areas.get(row.area, "")) if part)


def _card(
    row: ExperienceRow | SharedRow,
    places: Sequence[PlaceRow],
    here: Member,
    *,
    origin: str,
    href: str,
    mark: str = "",
    word: str = "",
) -> Card:
    return Card(
        title=row.title,
        origin=origin,
        about=", ".join(dict.fromkeys(each.name for each in places)),
        context=row.context,
        done=row.done,
        result=row.result,
        measured=_measured(row, here),
        cost="" if row.cost is None else here.formats.money(row.cost),
        ask=row.ask,
        link=row.link,
        href=href,
        mark=mark,
        word=word,
    )


def _measured(row: ExperienceRow | SharedRow, here: Member) -> str:
    if row.before is None or row.after is None:
        return ""
    told = {
        "what": row.indicator,
        "before": _figure(row.before, here),
        "after": _figure(row.after, here),
        "unit": row.unit,
    }
    return (here.words.gettext("%(what)s: de %(before)s a %(after)s %(unit)s") % told).strip()


def _figure(value: Decimal, here: Member) -> str:
    plain = value.normalize()
    exponent = plain.as_tuple().exponent
    decimals = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return here.formats.number(plain, min(decimals, 3))
