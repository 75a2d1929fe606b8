"""Disposing of cases in two steps: they are marked on the page of the archive; then a page of its
own lists them with their rule, asks for the act, and says that nothing of it can be undone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from fastapi import APIRouter
from starlette.responses import Response

from engine.forms.dates import DateFault, DateParts, parts_of, read_date
from engine.refusals import RefusalKind, Refused
from engine.retention.disposing import MOST_CASES, Act, Disposed, dispose
from engine.retention.rules import ARCHIVIST, Series
from ui.archive.pages import refuse, render, series_seen, shown
from ui.archive.present import SeriesLine, due_line, errors_of, rule_of
from ui.parts import Crumb, FieldError
from ui.posted import Posted
from ui.refusals import told
from ui.visit import Form, Member, SignedIn, go

router = APIRouter(prefix="/{municipality}/archive/disposals")
NOTHING = Refused(RefusalKind.INVALID_DATA, {"field": "cases"})


@dataclass(frozen=True, slots=True)
class Typed:
    """What was marked and typed; `lost` of what was marked is not due any more."""

    series: tuple[SeriesLine, ...]
    lost: int
    act: str = ""
    basis: str = ""
    day: DateParts = field(default_factory=DateParts)

    @property
    def case_ids(self) -> list[int]:
        """The cases that are to go."""
        return [int(each.value) for line in self.series for each in line.due]


@router.post("/new", response_model=None)
def ask(here: SignedIn, form: Form) -> Response:
    """What would go, by which rule, and what the act must say."""
    typed = typed_in(here, form)
    if not 0 < len(typed.case_ids) <= MOST_CASES:
        return shown(here, form, NOTHING)
    return confirm(here, typed)


@router.post("", response_model=None)
def disposed(here: SignedIn, form: Form) -> Response:
    """Dispose of them, by the act."""
    typed = typed_in(here, form)
    if not typed.case_ids:
        return shown(here, form, NOTHING)
    if typed.lost:
        return confirm(here, typed, Refused(RefusalKind.NOT_DUE))
    day = read_date(typed.day)
    missing = {"act": not typed.act, "act_on": isinstance(day, DateFault), "basis": not typed.basis}
    wrong = [name for name, is_missing in missing.items() if is_missing]
    if isinstance(day, DateFault) or wrong:
        return confirm(here, typed, Refused(RefusalKind.INVALID_DATA), wrong)
    act = Act(typed.act, day, typed.basis)
    answer = dispose(here.installation, here.actor, typed.case_ids, act)
    if isinstance(answer, Disposed):
        saying = here.words.gettext("El acta quedó registrada.")
        return go(here, here.path("archive"), saying=saying)
    return confirm(here, typed_in(here, form), answer, [answer.details.get("field", "")])


def typed_in(here: Member, form: Posted) -> Typed:
    """What was posted, with what is due of the marked cases as it stands now."""
    found = series_seen(here)
    if ARCHIVIST not in here.actor.roles:
        refuse(here, Refused(RefusalKind.NO_ROLE))
    marked = set(form.fields.get("case", ()))
    series = tuple(chosen for each in found if (chosen := chosen_of(here, each, marked)).due)
    sources = {line.source for line in series if line.source}
    parts = {part: form.one(f"act_on-{part}") for part in ("day", "month", "year")}
    return Typed(
        series,
        len(marked) - sum(len(line.due) for line in series),
        form.one("act"),
        form.one("basis", " · ".join(sorted(sources))),
        parts_of(parts),
    )


def chosen_of(here: Member, each: Series, marked: set[str]) -> SeriesLine:
    """A series with what was marked of it."""
    rows = [row for row in each.due if str(row.case_id) in marked]
    due = tuple(due_line(here, row) for row in rows)
    return SeriesLine(each.title, rule_of(here, each), each.source, (), due)


def confirm(
    here: Member, typed: Typed, refused: Refused | None = None, wrong: Sequence[str] = ()
) -> Response:
    """The page that asks for the act; again with what was typed and the fields to correct."""
    if refused is not None and refused.kind in (RefusalKind.NO_ROLE, RefusalKind.NOT_FOUND):
        refuse(here, refused)
    errors = errors_of(here, wrong)
    count = len(typed.case_ids)
    title = here.words.ngettext(
        "Eliminar %(n)s expediente", "Eliminar %(n)s expedientes", count
    ) % {"n": count}
    context: dict[str, Any] = {
        "crumbs": [Crumb(here.words.gettext("Archivo"), here.path("archive")), Crumb(title)],
        "title": title,
        "typed": typed,
        "errors": errors,
        "summary": [FieldError(*each) for each in errors.items()],
        "problem": problem_of(here, typed, refused),
        "action": here.path("archive", "disposals"),
        "back": here.path("archive"),
        "erring": refused is not None,
    }
    return render(here, "archive/disposal.html", context, refused)


def problem_of(here: Member, typed: Typed, refused: Refused | None) -> str:
    """What else is to be told: some of what was marked is not due any more, or the refusal."""
    if typed.lost:
        return here.words.ngettext(
            "%(n)s de los expedientes marcados ya no está por eliminar; la lista va sin él.",
            "%(n)s de los expedientes marcados ya no están por eliminar; la lista va sin ellos.",
            typed.lost,
        ) % {"n": typed.lost}
    if refused is None or refused.kind is RefusalKind.INVALID_DATA:
        return ""
    return told(refused, here.words).sentence
