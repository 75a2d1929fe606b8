"""The home of the window, at the municipality's own address: one promise, one search, the tracking
code at once; then what people come for, the days that matter, and how the word was kept.

Who works here and is signed in goes on to the inbox.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from gettext import NullTranslations

from fastapi import APIRouter
from markupsafe import Markup
from starlette.responses import RedirectResponse, Response

from engine.calendar import Calendar
from engine.catalogue import Catalogue, Offer, catalogue_of
from engine.catalogue.dues import Due
from engine.catalogue.keeping_word import KeptWord, kept_word
from engine.deadlines.calendars import calendar_of
from engine.identity.sessions import arrival
from storage.database import Connection
from storage.queries.history import series_of
from ui.deadlines.why import days_listed, joined
from ui.phrases import phrase, strong
from ui.portal.around import around_of
from ui.portal.kept import kept_page
from ui.portal.present import foremost, line_of
from ui.session import session_token
from ui.shell import is_missed
from ui.visit import AnyVisit, Visit

router = APIRouter()
SHOWN = 6
AHEAD = 45  # days in which a holiday is worth a line
HOLIDAYS = 4
LEAST_ASKED, MOST_ASKED = 5, 3
TAXES: Mapping[str, Callable[[NullTranslations], str]] = {
    "predial": lambda w: w.gettext("del impuesto predial"),
    "arbitrios": lambda w: w.gettext("de los arbitrios"),
    "vehicular": lambda w: w.gettext("del impuesto vehicular"),
}
"""Of what an instalment falls due, by the name that its parameters have."""
ENOUGH = 10
"""Under so many cases a share would say nothing."""


@router.get("/{municipality}", response_model=None)
def home(here: AnyVisit) -> Response:
    """The window; who is signed in to work goes to the inbox."""
    if works_here(here):
        return RedirectResponse(here.path("inbox"), 303)
    town = here.municipality
    with here.installation.database.read(town.id) as connection:
        catalogue = catalogue_of(here.installation, connection, town, on=here.today)
        calendar = calendar_of(here.installation, connection, town.id)
        word = kept_word(
            here.installation,
            connection,
            town.id,
            services=[each.key for each in catalogue.offers],
            calendar=calendar,
            today=here.today,
        )
        asked = most_asked(connection, town.id, catalogue, here.today.year)
    days = tuple(holidays(calendar, here.today))
    made_of = (catalogue.state, days, word, tuple(each.key for each in asked))
    return kept_page(here, made_of, lambda: drawn(here, catalogue, days, word, asked))


def works_here(here: Visit) -> bool:
    """A member of the staff is signed in, in this municipality."""
    token = session_token(here.request)
    actor = arrival(here.installation, token, slug=here.municipality.slug).actor if token else None
    return (
        actor is not None
        and not actor.outside
        and not actor.confined
        and actor.municipality_id == here.municipality.id
    )


def most_asked(
    connection: Connection, municipality_id: int, catalogue: Catalogue, year: int
) -> list[Offer]:
    """The services that most cases were opened of in this year: the last number of each series.
    What fewer than five asked for is told of nobody."""
    counted = {
        row.kind: row.last for row in series_of(connection, municipality_id) if row.year == year
    }
    known = [(counted.get(each.series, 0), each) for each in catalogue.open]
    some = [(number, each) for number, each in known if number >= LEAST_ASKED]
    some.sort(key=lambda found: (-found[0], found[1].title))
    return [each for _, each in some[:MOST_ASKED]]


def drawn(
    here: Visit,
    catalogue: Catalogue,
    days: tuple[tuple[date, str], ...],
    word: KeptWord,
    asked: Sequence[Offer],
) -> str:
    """The page."""
    context = {
        "around": around_of(here),
        "lines": [line_of(each, here) for each in foremost(catalogue.open, SHOWN)],
        "all": len(catalogue.open),
        "services_href": here.path("services"),
        "tracking_href": here.path("tracking"),
        "asked": [line_of(each, here) for each in asked],
        "days": [
            *(due_line(each, here) for each in catalogue.dues if is_near(each, here.today)),
            *(day_line(each, here) for each in by_name(days)),
        ],
        "word": word_line(word, here),
        "data_href": here.path("services.jsonld"),
    }
    return here.surroundings.templates.render("portal/home.html", context, locale=here.localisation)


def holidays(calendar: Calendar, today: date) -> list[tuple[date, str]]:
    """The next days that the municipality would have worked and does not."""
    ahead = (today + timedelta(days=n) for n in range(AHEAD))
    missed = [day for day in ahead if is_missed(day, calendar)]
    found = [(day, name) for day in missed if (name := calendar.name_of(day))]
    return found[:HOLIDAYS]


def by_name(days: tuple[tuple[date, str], ...]) -> list[tuple[list[date], list[str]]]:
    """Days that follow one another are told together."""
    told: list[tuple[list[date], list[str]]] = []
    for day, name in days:
        if told and day - told[-1][0][-1] == timedelta(days=1):
            told[-1][0].append(day)
            told[-1][1].append(name)
        else:
            told.append(([day], [name]))
    return told


def is_near(due: Due, today: date) -> bool:
    """Worth a line: soon, and of a tax that has a name here."""
    return due.on <= today + timedelta(days=AHEAD) and due.tax in TAXES


def due_line(due: Due, here: Visit) -> Markup:
    """«30 de noviembre: vence la cuota 4 del impuesto predial.»"""
    when = days_listed([due.on], formats=here.formats, words=here.words)
    pattern = here.words.gettext("%(when)s vence la cuota %(n)s %(tax)s.")
    tax = TAXES[due.tax](here.words)
    return phrase(pattern, when=strong(f"{when}:"), n=str(due.instalment), tax=tax)


def day_line(told: tuple[list[date], list[str]], here: Visit) -> Markup:
    """«2 y 3 de abril: no atendemos por Jueves Santo y Viernes Santo; en línea, sí.»"""
    days, names = told
    when = days_listed(days, formats=here.formats, words=here.words)
    pattern = here.words.gettext("%(when)s no atendemos por %(name)s; en línea, sí.")
    return phrase(pattern, when=strong(f"{when}:"), name=joined(names, here.words))


def word_line(word: KeptWord, here: Visit) -> Markup:
    """«En marzo resolvimos 87 de cada 100 trámites dentro del plazo (41 de 47).»"""
    _ = here.words.gettext
    month = here.formats.month_words(word.month)
    facts = {"month": month, "all": word.cases, "good": word.in_time}
    if not word.cases:
        return phrase(_("En %(month)s no terminamos ningún trámite con plazo."), month=month)
    if word.cases < ENOUGH:
        few = here.words.ngettext(
            "En %(month)s terminamos %(all)s trámite con plazo, %(good)s a tiempo: es muy poco para"
            " sacar un porcentaje.",
            "En %(month)s terminamos %(all)s trámites con plazo, %(good)s a tiempo: son pocos para"
            " sacar un porcentaje.",
            word.cases,
        )
        return phrase(few, **facts)
    share = _("%(n)s de cada 100") % {"n": round(100 * word.in_time / word.cases)}
    return phrase(
        _("En %(month)s resolvimos %(share)s trámites dentro del plazo (%(good)s de %(all)s)."),
        share=strong(share),
        **facts,
    )
