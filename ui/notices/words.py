"""The words of a municipality for what it sends, dated, with a preview; and its quiet hours."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from typing import Annotated

from fastapi import APIRouter, Path
from starlette.responses import Response

from engine.forms.dates import DateFault, DateParts, parts_of, read_date
from engine.notices.choosing import NewWords, TemplateKey, keep_quiet, say_anew, wrong_words
from engine.notices.filling import PLACES, filled, one_line
from engine.notices.quiet import QuietHours, quiet_hours_in
from engine.refusals import Refused
from storage.database import Connection
from storage.queries.municipalities import municipality_by_id
from storage.queries.notices import TemplateRow, template_on, templates_of
from ui.errors import not_found
from ui.language import NAMES
from ui.municipality.around import crumbs, town_page
from ui.notices.names import template_name
from ui.notices.wording import HOUSE_WORDS
from ui.numbers import number_in
from ui.parts import Choice, Column, FieldError
from ui.people.pages import administrator
from ui.posted import Posted
from ui.templating import catalogue_of
from ui.visit import Form, Member, SignedIn, go
from ui.wrong_fields import WRONG

router = APIRouter(prefix="/{municipality}/municipality/notices")
Key = Annotated[str, Path(max_length=20)]
Language = Annotated[str, Path(max_length=2)]
LONGEST = 5_000


@router.get("", response_model=None)
def words(here: SignedIn) -> Response:
    """What is in force, what is to come, and the quiet hours."""
    administrator(here)
    return list_shown(here)


@router.post("/quiet", response_model=None)
def quiet(here: SignedIn, form: Form) -> Response:
    """Other quiet hours."""
    administrator(here)
    begins, ends = (number_in(form.one(name)) for name in ("begins", "ends"))
    if begins is None or ends is None or max(begins, ends) > 23:
        raise not_found(here.words)
    keep_quiet(here.installation, here.actor, QuietHours(time(begins), time(ends)))
    saying = here.words.gettext("Guardado.")
    return go(here, here.path("municipality", "notices"), saying=saying)


@router.get("/{key}/{language}", response_model=None)
def edit(here: SignedIn, key: Key, language: Language) -> Response:
    """The words as they are, to be written anew."""
    administrator(here)
    known(here, key, language)
    with here.installation.database.read(here.municipality.id) as connection:
        subject, body = in_force(here, connection, key, language)
        today = here.today
        parts = DateParts(str(today.day), str(today.month), str(today.year))
        return form_shown(here, connection, key, language, subject, body, parts)


@router.post("/{key}/{language}", response_model=None)
def write(here: SignedIn, key: Key, language: Language, form: Form) -> Response:
    """Look at them first (`_step=preview`), or keep them."""
    administrator(here)
    known(here, key, language)
    subject, body, parts = typed_in(form)
    day = read_date(parts)
    with here.installation.database.read(here.municipality.id) as connection:
        if isinstance(day, DateFault):
            wrong = "valid_from"
        else:
            wrong = wrong_words(NewWords(key, language, subject, body, day))
        if wrong or form.one("_step") == "preview":
            return form_shown(
                here, connection, key, language, subject, body, parts, wrong=wrong, seen=not wrong
            )
    assert isinstance(day, date)  # noqa: S101  # told as wrong otherwise
    refused = say_anew(here.installation, here.actor, NewWords(key, language, subject, body, day))
    if isinstance(refused, Refused):
        with here.installation.database.read(here.municipality.id) as connection:
            wrong = refused.details.get("field", "body")
            return form_shown(here, connection, key, language, subject, body, parts, wrong=wrong)
    saying = here.words.gettext("Las palabras quedan guardadas.")
    return go(here, here.path("municipality", "notices"), saying=saying)


def known(here: Member, key: str, language: str) -> None:
    if key not in TemplateKey.ALL or language not in NAMES:
        raise not_found(here.words)


def typed_in(form: Posted) -> tuple[str, str, DateParts]:
    """Subject, body and day as typed."""
    parts = {part: form.one(f"valid_from-{part}") for part in ("day", "month", "year")}
    body = form.one("body")[:LONGEST].replace("\r\n", "\n")
    return form.one("subject")[:LONGEST], body, parts_of(parts)


def in_force(here: Member, connection: Connection, key: str, language: str) -> tuple[str, str]:
    """The municipality's own words of today, else the house's."""
    own = template_on(connection, here.municipality.id, key=key, language=language, on=here.today)
    return (own.subject, own.body) if own else HOUSE_WORDS[key](catalogue_of(language))


def samples(here: Member) -> Mapping[str, str]:
    """What stands in the places of a preview."""
    _ = here.words.gettext
    return {
        "name": here.actor.name,
        "sentence": _("Rosa Quispe le pasó «Evaluar la solicitud»"),
        "number": "LIC-2026-0148",
        "link": f"https://…/{here.municipality.slug}/notices/1",
        "municipality": here.municipality.name,
        "summary": _("Tiene 3 en sus manos y 2 por tomar. Vencidas: 1; vencen hoy: 1."),
    }


def list_shown(here: Member) -> Response:
    """The list with the quiet hours."""
    _ = here.words.gettext
    town = here.municipality.id
    with here.installation.database.read(town) as connection:
        row = municipality_by_id(connection, town) or here.municipality
        hours, rows = quiet_hours_in(row.settings), templates_of(connection, town)
        context = {
            "crumbs": crumbs(here, here.words.gettext("Avisos"), "notices"),
            "columns": [Column(_("Qué se envía")), Column(_("Idioma")), Column(_("Palabras"))],
            "lines": [line_of(here, rows, key, tag) for key in TemplateKey.ALL for tag in NAMES],
            "hours": [Choice(str(hour), f"{hour}:00") for hour in range(24)],
            "begins": str(hours.begins.hour),
            "ends": str(hours.ends.hour),
            "quiet_action": here.path("municipality", "notices", "quiet"),
            "coming": coming(here, rows),
        }
        return town_page(here, connection, "notices/words.html", context)


def line_of(
    here: Member, rows: tuple[TemplateRow, ...], key: str, language: str
) -> tuple[str, str, str, str]:
    """What is sent, in which language, and whose words are in force today."""
    own = [r for r in rows if (r.key, r.language) == (key, language) and r.valid_from <= here.today]
    origin = here.words.gettext("las de Cauce")
    if own:
        origin = here.words.gettext("propias, desde el %(day)s") % {
            "day": here.formats.date_words(own[0].valid_from, here.today)
        }
    href = here.path("municipality", "notices", key, language)
    return template_name(key, here.words), NAMES[language], origin, href


def coming(here: Member, rows: tuple[TemplateRow, ...]) -> list[str]:
    """«Correo de un aviso (Español): otras palabras desde el 3 de marzo»."""
    pattern = here.words.gettext("%(what)s (%(language)s): otras palabras desde el %(day)s")
    return [
        pattern
        % {
            "what": template_name(row.key, here.words),
            "language": NAMES[row.language],
            "day": here.formats.date_words(row.valid_from, here.today),
        }
        for row in rows
        if row.valid_from > here.today
    ]


def form_shown(
    here: Member,
    connection: Connection,
    key: str,
    language: str,
    subject: str,
    body: str,
    parts: DateParts,
    *,
    wrong: str = "",
    seen: bool = False,
) -> Response:
    """The form, with what to correct, or with its preview."""
    errors = {wrong: WRONG[wrong](here.words)} if wrong else {}
    facts = samples(here)
    context = {
        "crumbs": crumbs(
            here, here.words.gettext("Avisos"), "notices", template_name(key, here.words)
        ),
        "title": f"{template_name(key, here.words)} · {NAMES[language]}",
        "has_subject": key != TemplateKey.SHORT,
        "subject": subject,
        "body": body,
        "parts": parts,
        "places": ", ".join(f"{{{place}}}" for place in PLACES),
        "preview": (one_line(filled(subject, facts)), filled(body, facts)) if seen else None,
        "errors": errors,
        "summary": [FieldError(*each) for each in errors.items()],
        "action": here.path("municipality", "notices", key, language),
        "back": here.path("municipality", "notices"),
    }
    return town_page(here, connection, "notices/word.html", context, status=422 if wrong else 200)
