"""The page before a case is suspended, resumed or cancelled: what will happen, and why."""

from __future__ import annotations

from typing import Any

from engine.refusals import RefusalKind, Refused
from storage.queries.cases import CaseRow
from ui.cases.scene import CaseScene
from ui.parts import Crumb, FieldError
from ui.refusals import told
from ui.visit import Member


def act_context(
    here: Member,
    case: CaseRow,
    scene: CaseScene,
    act: str,
    *,
    reason: str,
    refused: Refused | None,
) -> dict[str, Any]:
    """The context of operations/act.html."""
    _ = here.words.gettext
    title, button, kind, hint = {
        "suspension": (
            _("Suspender el expediente"),
            _("Suspender el expediente"),
            "primary",
            _("Por ejemplo: medida cautelar, pedido de otra entidad, acuerdo de partes."),
        ),
        "resumption": (
            _("Reanudar el expediente"),
            _("Reanudar el expediente"),
            "primary",
            _("Por ejemplo: se levantó la medida cautelar."),
        ),
        "cancellation": (
            _("Anular el expediente"),
            _("Anular el expediente"),
            "danger",
            _("Por ejemplo: desistimiento del solicitante, expediente duplicado."),
        ),
    }[act]
    error = reason_error(here, refused)
    return {
        "title": title,
        "button_label": button,
        "button_kind": kind,
        "hint": hint,
        "crumbs": case_crumbs(here, case, title),
        "kicker": f"{case.number} · {case.title}",
        "sentence": sentence_of(here, act),
        "effects": effects_of(here, scene, act),
        "action": here.path("cases", case.number, act),
        "case_href": here.path("cases", case.number),
        "reason": reason,
        "reason_error": error,
        "errors": [FieldError("reason", error)] if error else [],
        "problem": told(refused, here.words).sentence if refused and not error else "",
        "erring": refused is not None,
    }


def case_crumbs(here: Member, case: CaseRow, title: str) -> list[Crumb]:
    """The way back to the case."""
    return [
        Crumb(here.words.gettext("Expedientes"), here.path("cases")),
        Crumb(case.number, here.path("cases", case.number)),
        Crumb(title),
    ]


def reason_error(here: Member, refused: Refused | None) -> str:
    """What is wrong with the reason."""
    if refused is None or refused.kind is not RefusalKind.INVALID_DATA:
        return ""
    if refused.details.get("field") == "basis":
        return ""
    return here.words.gettext("Escriba el motivo, en menos de 2000 letras.")


def sentence_of(here: Member, act: str) -> str:
    """What the act means, in one sentence."""
    _ = here.words.gettext
    return {
        "suspension": _("Nada avanza en el expediente hasta que alguien lo reanude."),
        "resumption": _("El expediente sigue desde donde quedó."),
        "cancellation": _("El expediente termina y no puede volver a abrirse."),
    }[act]


def effects_of(here: Member, scene: CaseScene, act: str) -> list[str]:
    """What will happen, line by line."""
    _ = here.words.gettext
    ngettext = here.words.ngettext
    tasks = len(scene.open_tasks)
    if act == "suspension":
        lines = []
        if tasks:
            pattern = ngettext(
                "%(n)s tarea se ve, pero no se puede tomar ni completar.",
                "%(n)s tareas se ven, pero no se pueden tomar ni completar.",
                tasks,
            )
            lines.append(pattern % {"n": tasks})
        lines += [
            _("Los temporizadores que se cumplan esperan y actúan al reanudar."),
            _("Los mensajes que lleguen se guardan para cuando se reanude."),
        ]
        if scene.open_deadlines:
            lines.append(
                _("Los plazos legales siguen corriendo: suspender el expediente no los detiene.")
            )
        return lines
    if act == "resumption":
        return [
            _("Las tareas vuelven a poder tomarse y completarse."),
            _("Lo que venció y lo que llegó mientras tanto se atiende enseguida."),
        ]
    lines = [_("Queda en la historia, con su motivo y sus documentos.")]
    if tasks:
        pattern = ngettext("%(n)s tarea se retira.", "%(n)s tareas se retiran.", tasks)
        lines.insert(0, pattern % {"n": tasks})
    return lines
