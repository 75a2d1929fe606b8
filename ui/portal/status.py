"""How a case is told to whoever follows it by its code: areas and days, never people.

The sentence, the river and the history are made of stages, legal terms and the kinds of events;
names of tasks, of people and what was declared stay inside. The applicant, once the PIN is shown,
sees what was observed and what was written.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from gettext import NullTranslations
from typing import Any, Protocol

from markupsafe import Markup

from engine.forms.components import every_part
from engine.forms.observing import declared_fields, is_closed, reason_of
from engine.history.kinds import EventKind as K
from engine.identity.house import APPLICANT
from storage.queries.citizens import ApplicationRow, FiledCase
from storage.queries.history import TimelineRow
from storage.queries.tasks import TaskDetail
from ui.cases.scene import CaseScene
from ui.cases.stages import river_of
from ui.cases.status import due_day, law_acted
from ui.history.sentences import facts_in, text_of
from ui.parts import Entry, Mark
from ui.phrases import phrase, plain, strong
from ui.visit import Member

SHOWN = 12


@dataclass(frozen=True, slots=True)
class Told:
    """Where the case stands: kind and word of the pill, the sentence, the day that it names."""

    kind: str
    word: str
    sentence: Markup
    day: date | None = None


class Owing(Protocol):
    """An order that is to be paid, in words."""

    @property
    def owes(self) -> str: ...

    @property
    def until(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Observed:
    """A field that is to be corrected, and why."""

    label: str
    reason: str


def mine_to_do(scene: CaseScene) -> TaskDetail | None:
    """The task that waits for the applicant, if one does."""
    return next((task for task in scene.open_tasks if task.role == APPLICANT), None)


def told_of(
    row: ApplicationRow,
    case: FiledCase,
    scene: CaseScene,
    here: Member,
    owing: Sequence[Owing] = (),
) -> Told:
    """Pill and sentence; `owing` are the orders of the case that wait to be paid."""
    _ = here.words.gettext
    if case.state not in ("open", "suspended"):
        return _ended(row, case, scene, here)
    if case.state == "suspended":
        return Told("pause", _("En pausa"), plain(_("Está detenido: le avisaremos cuando siga.")))
    task = mine_to_do(scene)
    if task is not None:
        return _yours(task, scene, here)
    return _to_pay(owing, here) if owing else _ours(scene, here)


def _to_pay(owing: Sequence[Owing], here: Member) -> Told:
    """«Espera su pago de S/ 82.50 hasta el lunes 13 de abril. Desde ese día se cuenta…»"""
    _, first = here.words.gettext, owing[0]
    told = phrase(
        _("Espera su pago de %(amount)s hasta el %(day)s."),
        amount=strong(first.owes),
        day=strong(first.until),
    )
    return Told("near", _("Falta su pago"), told)


def _yours(task: TaskDetail, scene: CaseScene, here: Member) -> Told:
    """«Necesitamos que corrija 1 dato hasta el miércoles 1 de abril. Mientras tanto…»"""
    _, n = here.words.gettext, len(observed_in(task, scene))
    day = due_day(task, scene)
    data = here.words.ngettext("%(n)s dato", "%(n)s datos", n) % {"n": n}
    what = strong(data) if n else strong(_("algo"))
    if day is not None:
        facts = {"what": what, "day": strong(here.formats.day_words(day, here.today))}
        pattern = _("Necesitamos que corrija %(what)s hasta el %(day)s.")
        if not n:
            pattern = _("Necesitamos %(what)s de usted hasta el %(day)s.")
        told = phrase(pattern, **facts)
    else:
        pattern = (
            _("Necesitamos que corrija %(what)s.") if n else _("Necesitamos %(what)s de usted.")
        )
        told = phrase(pattern, what=what)
    if any(each.paused_on is not None for each in scene.open_deadlines):
        told += Markup(" ") + plain(_("Mientras tanto, el plazo está en pausa."))
    return Told("near", _("Falta algo suyo"), told, day)


def _ours(scene: CaseScene, here: Member) -> Told:
    """«La tiene el área de Licencias. Debemos responderle hasta el jueves 9 de abril.»"""
    _ = here.words.gettext
    areas = list(dict.fromkeys(scene.role_title(task.role) for task in scene.open_tasks))
    if len(areas) == 1:
        told = phrase(_("La tiene el área de %(area)s."), area=strong(areas[0]))
    elif areas:
        told = phrase(_("La tienen las áreas de %(areas)s."), areas=strong(", ".join(areas)))
    else:
        told = plain(_("Sigue su camino: ninguna área tiene algo que hacer por ahora."))
    running = [each for each in scene.open_deadlines if each.paused_on is None]
    day = max((each.due_on for each in running if each.owner != "citizen"), default=None)
    if day is None:
        return Told("ok", _("En curso"), told)
    word = strong(here.formats.day_words(day, here.today))
    if day < here.today:
        told += Markup(" ") + phrase(_("Debimos responderle hasta el %(day)s."), day=word)
        return Told("late", _("Vencido"), told, day)
    told += Markup(" ") + phrase(_("Debemos responderle hasta el %(day)s."), day=word)
    return Told("ok", _("En plazo"), told, day)


def _ended(row: ApplicationRow, case: FiledCase, scene: CaseScene, here: Member) -> Told:
    _ = here.words.gettext
    law = law_acted(scene)
    if law is not None and law.effect in LAW:
        told = LAW[law.effect](here.words)
        return Told("silence", _("Silencio administrativo"), plain(told))
    if row.withdrawn_at is not None:
        of_claim = row.withdrawn_as == "claim"
        said = _("Usted desistió de lo que pidió.") if of_claim else ""
        return Told("pause", _("Desistida"), plain(said or _("Usted desistió de esta solicitud.")))
    if case.state == "cancelled":
        return Told("pause", _("Anulada"), plain(_("La solicitud fue anulada.")))
    if case.state == "failed":
        return Told("pause", _("Detenida"), plain(_("La solicitud se detuvo por una falla.")))
    if case.outcome:
        told_ = phrase(_("Terminó: %(outcome)s."), outcome=strong(case.outcome))
        return Told("ok", _("Terminada"), told_)
    return Told("ok", _("Terminada"), plain(_("Terminó.")))


def observed_in(task: TaskDetail, scene: CaseScene) -> list[Observed]:
    """What a correction asks for again, each with its reason."""
    form = scene.definition.form_of(scene.element_of(task).form_key)
    found = []
    for part in every_part(form.components) if form else ():
        if part.declared is None or part.observes:
            continue
        labels = {place: one.label.plain({}) for place, one in declared_fields(part.declared)}
        for one in every_part(part.children):
            if one.asked_of and not is_closed(one, scene.data):
                label = labels.get(one.asked_as) or one.asked_as
                found.append(Observed(label, reason_of(one, scene.data)))
    return found


def river_here(scene: CaseScene, here: Member, day: date | None) -> Any:
    """The river of the stages."""
    return river_of(scene, here, day)


def entries_of(scene: CaseScene, here: Member) -> list[Entry]:
    """What has happened, newest first, in plain words; a stage is told once, when it begins."""
    told: list[Entry] = []
    begun: set[str] = set()
    for event in sorted(scene.events, key=lambda each: each.seq):
        for sentence in _sentences(event, scene, here, begun):
            when = f"{here.formats.day_words(event.at, here.today)}, {here.formats.clock(event.at)}"
            told.append(Entry(sentence, when, Mark.PERSON))
    told.reverse()
    if told:
        told[0] = Entry(told[0].sentence, told[0].when, Mark.PRESENT)
    return told[:SHOWN]


def _sentences(
    event: TimelineRow, scene: CaseScene, here: Member, begun: set[str]
) -> list[str | Markup]:
    kind = K(event.kind)
    if kind in PUBLIC:
        count = text_of(facts_in(event.data).get("count"))
        return [phrase(PUBLIC[kind](here.words), n=count or "1")]
    if kind is not K.TASK_OPENED:
        return []
    element = scene.eras.element(event.seq, event.element)
    if element is None:
        return []
    for stage in scene.definition.manifest.stages:
        if element.id in stage.elements and stage.title not in begun:
            begun.add(stage.title)
            pattern = here.words.gettext("Empezó la etapa «%(stage)s»")
            return [phrase(pattern, stage=stage.title)]
    return []


def rights_of(scene: CaseScene, here: Member) -> list[str]:
    """What the law gives them if nobody answers, and the complaint of delay."""
    effects = {each.effect for each in scene.open_deadlines}
    return [words(here.words) for effect, words in IF_SILENT.items() if effect in effects]


def masked_ways(ways: Any) -> list[str]:
    """«···198@gmail.com», «9·· ··· 412»."""
    return [masked(each.address) for each in ways]


def masked(address: str) -> str:
    """An address or telephone as only its owner knows it again."""
    name, at, host = address.partition("@")
    if at:
        return f"···{name[-3:] if len(name) > 5 else name[-1:]}@{host}"
    return f"{address[:3]} ··· {address[-3:]}" if len(address) > 8 else "···"


LAW: Mapping[str, Callable[[NullTranslations], str]] = {
    "positive_silence": lambda w: w.gettext(
        "Quedó aprobada: no respondimos dentro del plazo y la ley la da por concedida."
    ),
    "negative_silence": lambda w: w.gettext(
        "No respondimos dentro del plazo: puede tenerla por denegada y apelar."
    ),
    "abandonment": lambda w: w.gettext("Quedó en abandono: no recibimos lo que pedimos a tiempo."),
    "decay": lambda w: w.gettext("Caducó: pasó el plazo para continuarla."),
}
IF_SILENT: Mapping[str, Callable[[NullTranslations], str]] = {
    "positive_silence": lambda w: w.gettext(
        "Si no le respondemos a tiempo, su solicitud queda aprobada."
    ),
    "negative_silence": lambda w: w.gettext(
        "Si no le respondemos a tiempo, puede tenerla por denegada y apelar, o seguir esperando."
    ),
    "abandonment": lambda w: w.gettext(
        "Si no recibimos a tiempo lo que le pedimos, la solicitud queda en abandono."
    ),
}
PUBLIC: Mapping[K, Callable[[NullTranslations], str]] = {
    K.CASE_STARTED: lambda w: w.gettext("Recibimos su solicitud"),
    K.DATA_OBSERVED: lambda w: w.gettext("Le pedimos corregir datos: %(n)s"),
    K.DATA_CORRECTED: lambda w: w.gettext("Recibimos sus correcciones: %(n)s"),
    K.DEADLINE_PAUSED: lambda w: w.gettext("El plazo quedó en pausa"),
    K.DEADLINE_RESUMED: lambda w: w.gettext("El plazo sigue corriendo"),
    K.DEADLINE_RESTARTED: lambda w: w.gettext("El plazo se cuenta de nuevo"),
    K.DEADLINE_EXTENDED: lambda w: w.gettext("El plazo se amplió"),
    K.LAW_DECIDED: lambda w: w.gettext("Venció un plazo y la ley lo decidió"),
    K.LETTER_SIGNED: lambda w: w.gettext("Se firmó un documento"),
    K.ACT_NOTIFIED: lambda w: w.gettext("Le notificamos un acto"),
    K.NOTIFICATION_FAILED: lambda w: w.gettext("Intentamos notificarle y no lo encontramos"),
    K.APPLICANT_WROTE: lambda w: w.gettext("Usted nos escribió"),
    K.OFFICE_WROTE: lambda w: w.gettext("Le escribimos"),
    K.APPLICATION_WITHDRAWN: lambda w: w.gettext("Usted desistió"),
    K.CASE_SUSPENDED: lambda w: w.gettext("El expediente quedó detenido"),
    K.CASE_RESUMED: lambda w: w.gettext("El expediente sigue su camino"),
    K.CASE_COMPLETED: lambda w: w.gettext("Terminó"),
    K.CASE_CANCELLED: lambda w: w.gettext("La solicitud fue anulada"),
}
"""What is told to whoever has the code; what is not here is not told."""
