"""The page of one term: why its date is what it is, and what may be done about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine.calendar import Unit
from engine.cases.lifecycle import CaseState
from engine.deadlines.moving import Why
from engine.deadlines.permission import may_move_terms
from engine.refusals import RefusalKind, Refused
from storage.queries.cases import CaseRow
from storage.queries.deadlines import ChangeRow, DeadlineRow
from ui.cases.reason import told_reason
from ui.cases.scene import CaseScene
from ui.numbers import number_in
from ui.parts import Choice, Crumb, FieldError
from ui.posted import Posted
from ui.refusals import told
from ui.visit import Member

LONGEST_REASON = 1_000


@dataclass(frozen=True, slots=True)
class ActForm:
    """What was typed to stop, set going or extend a term."""

    reason: str = ""
    document: str = ""
    length: str = ""
    anew: str = ""

    @classmethod
    def of(cls, form: Posted) -> ActForm:
        """What was posted."""
        return cls(
            form.one("reason")[:LONGEST_REASON],
            form.one("document"),
            form.one("length")[:10],
            form.one("anew"),
        )

    @property
    def why(self) -> Why:
        """The reason as the verbs take it."""
        return Why(self.reason, number_in(self.document))

    @property
    def days(self) -> int:
        """How much more time; 0 when it is no number."""
        return number_in(self.length) or 0


def term_context(
    here: Member,
    case: CaseRow,
    scene: CaseScene,
    deadline: DeadlineRow,
    changes: list[ChangeRow],
    *,
    typed: Mapping[str, ActForm] | None = None,
    refused: tuple[str, Refused] | None = None,
) -> dict[str, Any]:
    """The context of deadlines/page.html; `typed` and `refused` name the act they belong to."""
    _ = here.words.gettext
    own = [each for each in changes if each.deadline_id == deadline.id]
    errors = {refused[0]: errors_of(here, refused[1])} if refused else {}
    act = refused[0] if refused else ""
    open_ = deadline.state == "open"
    return {
        "crumbs": [
            Crumb(_("Expedientes"), here.path("cases")),
            Crumb(case.number, here.path("cases", case.number)),
            Crumb(deadline.title),
        ],
        "title": deadline.title,
        "sub": f"{case.number} · {case.title}",
        "reason": told_reason(
            deadline, scene, here, own, suspended=case.state == CaseState.SUSPENDED
        ),
        "may": open_ and may_move_terms(here.actor, scene.definition),
        "paused": deadline.paused_on is not None,
        "over": deadline.paused_on is None and here.today > deadline.due_on,
        "unit": unit_words(deadline, here),
        "documents": [
            Choice(str(each.document.id), each.document.title) for each in scene.documents
        ],
        "ways": ways_on(here),
        "typed": {"pause": ActForm(), "resumption": ActForm(), "extension": ActForm()}
        | dict(typed or {}),
        "errors": {"pause": {}, "resumption": {}, "extension": {}} | errors,
        "summary": [
            FieldError(f"{act}-{name}", message) for name, message in errors.get(act, {}).items()
        ],
        "actions": {
            name: here.path("deadlines", deadline.id, name)
            for name in ("pause", "resumption", "extension")
        },
    }


def ways_on(here: Member) -> list[Choice]:
    """How a term may go on after a pause."""
    _ = here.words.gettext
    return [
        Choice("no", _("Sigue donde quedó"), _("Los días de la pausa no se cuentan.")),
        Choice(
            "yes",
            _("Se cuenta de nuevo desde hoy"),
            _("Como después de una subsanación (LPAG, art. 142.1)."),
        ),
    ]


def unit_words(deadline: DeadlineRow, here: Member) -> str:
    """«días hábiles»."""
    _ = here.words.gettext
    return {
        Unit.BUSINESS: _("días hábiles"),
        Unit.CALENDAR: _("días calendario"),
        Unit.MONTH: _("meses"),
        Unit.YEAR: _("años"),
    }[Unit(deadline.unit)]


def errors_of(here: Member, refused: Refused) -> dict[str, str]:
    """What to correct, by field; a refusal of another kind stands at the reason."""
    _ = here.words.gettext
    if refused.kind is not RefusalKind.INVALID_DATA:
        return {"reason": told(refused, here.words).sentence}
    messages = {
        "reason": _("Escriba el motivo: queda en la historia del expediente."),
        "length": _("Escriba cuánto más se da, en números enteros, desde 1."),
        "document": _("Elija un documento de este expediente."),
    }
    field = refused.details.get("field", "reason")
    return {field: messages[field]}
