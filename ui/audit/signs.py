"""Signs that deserve a look, with their cases and the reason in words; the auditor notes what they
found of each."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from gettext import NullTranslations
from typing import Annotated

from fastapi import APIRouter, Path
from starlette.responses import Response

from engine.auditing.signs import Sign, note
from engine.refusals import RefusalKind, Refused
from processes.indicators.purchases import SHORTEST
from storage.database import Connection
from storage.queries.deadlines import parameter_on
from storage.queries.flags import FlagRow, flags_found
from storage.queries.identity import names_of
from ui.audit.around import allow, audit_page
from ui.errors import not_found
from ui.parts import Filter, Tab
from ui.visit import Form, Member, SignedIn, go

router = APIRouter(prefix="/{municipality}/audit/signs")
CaseId = Annotated[int, Path(ge=1, lt=2**63)]
SHOWN = 200
TAB = "signs"
Pattern = Callable[[NullTranslations], str]

TITLES: Mapping[Sign, Pattern] = {
    Sign.SINGLE_BID: lambda w: w.gettext("Una sola oferta"),
    Sign.SHORT_TERM: lambda w: w.gettext("Poco tiempo para ofertar"),
    Sign.SPLITTING: lambda w: w.gettext("Posible fraccionamiento"),
    Sign.PAIR: lambda w: w.gettext("Los mismos evaluadores"),
    Sign.LATE: lambda w: w.gettext("Intento fuera de plazo"),
    Sign.MOVED: lambda w: w.gettext("Llevado a otro paso"),
    Sign.EXTENDED: lambda w: w.gettext("Plazo prorrogado más de una vez"),
}
REASONS: Mapping[Sign, Pattern] = {
    Sign.SINGLE_BID: lambda w: w.gettext("Fue una convocatoria abierta y llegó una oferta."),
    Sign.SHORT_TERM: lambda w: w.gettext(
        "Hubo menos de %(days)s días para ofertar, que es lo que se tiene por poco."
    ),
    Sign.SPLITTING: lambda w: w.gettext(
        "Con otras compras del mismo objeto y la misma área (%(part)s) pasa en el año el tope de"
        " las compras menores."
    ),
    Sign.PAIR: lambda w: w.gettext("%(people)s evaluaron juntos %(times)s veces en un año."),
    Sign.LATE: lambda w: w.gettext("Alguien intentó presentar después del cierre; no entró."),
    Sign.MOVED: lambda w: w.gettext("Una persona lo llevó a un paso al que no iba el dibujo."),
    Sign.EXTENDED: lambda w: w.gettext("Se prorrogó %(times)s veces."),
}


@dataclass(frozen=True, slots=True)
class SignLine:
    """A sign of a case."""

    title: str
    reason: str
    number: str
    subject: str
    href: str
    day: str
    looked: str
    note: str
    action: str
    mark: str


@router.get("", response_model=None)
def signs(here: SignedIn) -> Response:
    """Those that nobody looked at, or those that were."""
    allow(here)
    return shown(here)


@router.post("/{sign}/{case_id}", response_model=None)
def noted(here: SignedIn, sign: Sign, case_id: CaseId, form: Form) -> Response:
    """Looked at, with a note."""
    allow(here)
    answer = note(here.installation, here.actor, sign, case_id, form.one("note"))
    if isinstance(answer, Refused) and answer.kind is RefusalKind.NOT_FOUND:
        raise not_found(here.words)
    if isinstance(answer, Refused):
        wrong = here.words.gettext("Escriba qué encontró, en menos de 500 letras.")
        return shown(here, wrong=(f"{sign}-{case_id}", wrong, form.one("note")))
    return go(here, here.path("audit", TAB), saying=here.words.gettext("La nota quedó guardada."))


def shown(here: Member, wrong: tuple[str, str, str] = ("", "", "")) -> Response:
    """The page; `wrong`: which form, what is wrong, what was typed."""
    query, _ = here.request.query_params, here.words.gettext
    kind = query.get("kind", "")
    kind = kind if kind in set(Sign) else ""
    looked, own = query.get("looked", "") == "true", partial(here.path, "audit", TAB)
    with here.installation.database.read(here.municipality.id) as connection:
        rows = flags_found(connection, here.municipality.id, kind=kind, looked=looked, limit=SHOWN)
        context = {
            "lists": [
                Tab(_("Por mirar"), own(kind=kind), current=not looked),
                Tab(_("Miradas"), own(kind=kind, looked="true"), current=looked),
            ],
            "pills": [
                Filter(TITLES[each](here.words), address(here, each, kind, looked=looked),
                       active=each == kind)
                for each in Sign
            ],
            "lines": lines_of(here, connection, rows),
            "wrong": wrong,
            "erring": bool(wrong[1]),
            "all_href": here.path("audit", TAB),
        }  # fmt: skip
        return audit_page(
            here, connection, "audit/signs.html", context, tab=TAB,
            status=422 if wrong[1] else 200,
        )  # fmt: skip


def address(here: Member, sign: Sign, kind: str, *, looked: bool) -> str:
    """The list of a kind of sign; of all where it is chosen already."""
    chosen = "" if sign == kind else sign.value
    return here.path("audit", TAB, kind=chosen, looked="true" if looked else "")


def signs_of_case(here: Member, connection: Connection, case_id: int) -> list[SignLine]:
    """What deserves a look in one case."""
    rows = flags_found(connection, here.municipality.id, case_id=case_id, limit=SHOWN)
    return lines_of(here, connection, rows)


def lines_of(here: Member, connection: Connection, rows: Sequence[FlagRow]) -> list[SignLine]:
    """In words."""
    told = [json.loads(row.facts) for row in rows]
    ids = {int(each) for facts in told for each in facts.get("people", ())}
    ids |= {row.looked_by for row in rows if row.looked_by}
    names = names_of(connection, here.municipality.id, ids) if ids else {}
    days = _short_terms(here, connection, rows)
    return [
        _line(here, row, {**facts, "days": days.get(row.on_day, "")}, names)
        for row, facts in zip(rows, told, strict=True)
    ]


def _short_terms(
    here: Member, connection: Connection, rows: Sequence[FlagRow]
) -> Mapping[date, str]:
    """What counted as a short time to bid on each day of these signs."""
    town = here.municipality.id
    days = {row.on_day for row in rows if row.kind == Sign.SHORT_TERM}
    found = {day: parameter_on(connection, town, SHORTEST, on=day) for day in days}
    return {day: parameter.value for day, parameter in found.items() if parameter is not None}


def _line(
    here: Member, row: FlagRow, facts: Mapping[str, object], names: Mapping[int, str]
) -> SignLine:
    sign = Sign(row.kind)
    people = facts.get("people") or ()
    listed = [names.get(int(each), "") for each in people]  # type: ignore[attr-defined]  # a list
    both = here.words.gettext(" y ").join(filter(None, listed))
    said = {"people": both, **{key: facts.get(key, "") for key in ("times", "part", "days")}}
    looked = ""
    if row.looked_at is not None:
        pattern = here.words.gettext("%(who)s, %(when)s")
        looked = pattern % {
            "who": names.get(row.looked_by or 0, ""),
            "when": here.formats.moment(row.looked_at, here.today),
        }
    return SignLine(
        title=TITLES[sign](here.words),
        reason=REASONS[sign](here.words) % said,
        number=row.number,
        subject=row.title,
        href=here.path("audit", "cases", row.number),
        day=here.formats.short_day(row.on_day, here.today),
        looked=looked,
        note=row.note,
        action=here.path("audit", TAB, row.kind, row.case_id),
        mark=f"{row.kind}-{row.case_id}",
    )
