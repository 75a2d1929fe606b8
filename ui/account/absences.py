"""Being away: who stands in for me, from when until when; and for whom I stand in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Path
from starlette.responses import Response

from engine.deadlines.calendars import calendar_of
from engine.forms.dates import DateFault, DateParts, parts_of, read_date
from engine.identity.absences import Absence, Arranged, be_away, come_back
from storage.queries.identity import people_of
from storage.queries.substitutions import SubstitutionRow, substitutions_of
from ui.errors import not_found
from ui.numbers import number_in
from ui.parts import Choice, Column, FieldError
from ui.posted import Posted
from ui.staff import staff_page
from ui.visit import Form, Member, SignedIn, go

router = APIRouter(prefix="/{municipality}/absences")
AbsenceId = Annotated[int, Path(ge=1, lt=2**63)]
LONGEST_REASON = 300
DAYS = ("from", "until")


@dataclass(frozen=True, slots=True)
class AbsenceForm:
    """What was typed."""

    substitute: str = ""
    days: dict[str, DateParts] = field(default_factory=lambda: {name: DateParts() for name in DAYS})
    reason: str = ""

    @classmethod
    def of(cls, form: Posted) -> AbsenceForm:
        """What was posted."""
        days = {
            name: parts_of({part: form.one(f"{name}-{part}") for part in ("day", "month", "year")})
            for name in DAYS
        }
        return cls(form.one("substitute"), days, form.one("reason")[:LONGEST_REASON])

    def day(self, name: str) -> date | None:
        """One of the two days, when it is one."""
        found = read_date(self.days[name])
        return None if isinstance(found, DateFault) else found


@dataclass(frozen=True, slots=True)
class AbsenceLine:
    """One absence in the list."""

    who: str
    days: str
    reason: str
    state: str
    ending: str


@router.get("", response_model=None)
def absences(here: SignedIn) -> Response:
    """The absences of the person, and a form for another."""
    return shown(here, AbsenceForm())


@router.post("", response_model=None)
def go_away(here: SignedIn, form: Form) -> Response:
    """Name who stands in."""
    typed = AbsenceForm.of(form)
    missing = missing_in(typed)
    if missing:
        return shown(here, typed, wrong=missing)
    begins, ends = typed.day("from"), typed.day("until")
    assert begins is not None  # noqa: S101  told as missing otherwise
    assert ends is not None  # noqa: S101  told as missing otherwise
    absence = Absence(int(typed.substitute), begins, ends, typed.reason)
    outcome = be_away(here.installation, here.actor, absence)
    if not isinstance(outcome, Arranged):
        return shown(here, typed, wrong=outcome.details.get("field", "substitute"))
    saying = here.words.gettext("Queda arreglado. Puede terminarla antes cuando quiera.")
    return go(here, here.path("absences"), saying=saying)


@router.post("/{absence_id}/end", response_model=None)
def end(here: SignedIn, absence_id: AbsenceId, form: Form) -> Response:  # noqa: ARG001  # proves its origin
    """Be back at once."""
    if come_back(here.installation, here.actor, absence_id) is not None:
        raise not_found(here.words)
    return go(here, here.path("absences"), saying=here.words.gettext("La ausencia terminó."))


def missing_in(typed: AbsenceForm) -> str:
    """The first field that is not filled in so that it can be understood."""
    if number_in(typed.substitute) is None:
        return "substitute"
    return next((f"{name}-day" for name in DAYS if typed.day(name) is None), "")


def shown(here: Member, typed: AbsenceForm, *, wrong: str = "") -> Response:
    """The page; with what was typed and what to correct when something is wrong."""
    town, person_id = here.municipality.id, here.actor.person_id or 0
    with here.installation.database.read(town) as connection:
        rows = substitutions_of(connection, town, person_id)
        people = people_of(connection, town, at=here.now)
        context: dict[str, Any] = {
            "lines": [line_of(row, here) for row in rows if row.absent_id == person_id],
            "standing": standing_in(rows, here),
            "columns": columns(here),
            "colleagues": [Choice(str(p.id), p.name) for p in people if p.id != person_id],
            "typed": typed,
            "errors": errors_of(here, wrong),
            "action": here.path("absences"),
        }
        context["summary"] = [FieldError(*each) for each in context["errors"].items()]
        return staff_page(
            here,
            connection,
            "account/absences.html",
            context,
            section="",
            calendar=calendar_of(here.installation, connection, town),
            status=422 if wrong else 200,
        )


def errors_of(here: Member, wrong: str) -> dict[str, str]:
    """What to correct, by the id of its field."""
    _ = here.words.gettext
    whole = _("Escriba el día completo: día, mes y año.")
    messages = {
        "substitute": ("substitute", _("Elija a un colega que siga en la municipalidad.")),
        "from-day": ("from", whole),
        "until-day": ("until", whole),
        "from": ("from", _("Ese día ya pasó. Elija hoy o un día posterior.")),
        "until": ("until", _("El último día va después del primero, a lo más un año.")),
        "overlap": ("from", _("Ya tiene una ausencia en esos días. Termínela primero.")),
    }
    return dict([messages[wrong]]) if wrong else {}


def columns(here: Member) -> list[Column]:
    _ = here.words.gettext
    return [Column(_("Lo reemplaza")), Column(_("Días")), Column(_("Motivo")), Column(_("Estado"))]


def line_of(row: SubstitutionRow, here: Member) -> AbsenceLine:
    _ = here.words.gettext
    over = row.ended_at is not None or row.until_on < here.today
    state = (
        _("terminó") if over else _("vigente") if row.from_on <= here.today else _("por empezar")
    )
    return AbsenceLine(
        row.substitute_name,
        days_of(row, here),
        row.reason or "—",
        state,
        "" if over else here.path("absences", row.id, "end"),
    )


def days_of(row: SubstitutionRow, here: Member) -> str:
    """«del 6 al 20 de abril»."""
    return here.words.gettext("del %(from)s al %(until)s") % {
        "from": here.formats.date_words(row.from_on, here.today),
        "until": here.formats.date_words(row.until_on, here.today),
    }


def standing_in(rows: Sequence[SubstitutionRow], here: Member) -> list[str]:
    """«Reemplaza a Rosa Quispe del 6 al 20 de abril.»"""
    current = [
        row
        for row in rows
        if row.substitute_id == here.actor.person_id
        and row.ended_at is None
        and row.until_on >= here.today
    ]
    pattern = here.words.gettext("Usted reemplaza a %(who)s %(days)s.")
    return [pattern % {"who": row.absent_name, "days": days_of(row, here)} for row in current]
