"""A case in one sentence: who has it, until when; or what it waits for; or how it ended.

The first thing on its page, in the reader's language, with names and dates in bold.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from gettext import NullTranslations
from typing import NamedTuple

from markupsafe import Markup

from engine.definitions.manifest import GlanceFormat
from engine.forms.templates import Template, parse_template
from engine.history.kinds import EventKind
from engine.values import Value
from storage.queries.cases import CaseRow
from storage.queries.deadlines import DeadlineRow
from storage.queries.tasks import TaskDetail
from ui.cases.scene import CaseScene
from ui.deadlines.why import joined
from ui.facts import written
from ui.phrases import phrase, plain, strong
from ui.visit import Member

FEW_TASKS = 3


class Told(NamedTuple):
    """A sentence, and the day that it names, if it names one."""

    sentence: Markup
    day: date | None = None


def status_of(case: CaseRow, scene: CaseScene, here: Member) -> Told:
    """The sentence of a case."""
    if case.state == "suspended":
        return Told(stopped(scene, here) + Markup(" ") + running(scene, here).sentence)
    if case.state != "open":
        return Told(ended(case, here).sentence + decided_by_law(scene, here))
    told = running(scene, here)
    more = standing_still(scene, here) + decided_by_law(scene, here)
    return Told(told.sentence + more, told.day)


def stopped(scene: CaseScene, here: Member) -> Markup:
    """«Está suspendido desde el martes 16 de junio: nada avanza hasta que se reanude.»"""
    since = next((each.at for each in scene.events if each.kind == EventKind.CASE_SUSPENDED), None)
    if since is None:
        return plain(here.words.gettext("Está suspendido: nada avanza hasta que se reanude."))
    day = strong(here.formats.day_words(since, here.today))
    pattern = here.words.gettext(
        "Está suspendido desde el %(day)s: nada avanza hasta que se reanude."
    )
    return phrase(pattern, day=day)


def standing_still(scene: CaseScene, here: Member) -> Markup:
    """« El plazo «Resolver» está en pausa desde el martes 16 de junio.»"""
    still = next((each for each in scene.open_deadlines if each.paused_on is not None), None)
    if still is None or still.paused_on is None:
        return Markup()
    since = strong(here.formats.day_words(still.paused_on, here.today))
    pattern = here.words.gettext("El plazo «%(title)s» está en pausa desde el %(day)s.")
    return Markup(" ") + phrase(pattern, title=still.title, day=since)


def running(scene: CaseScene, here: Member) -> Told:
    """Who has it, or what it waits for."""
    tasks = holding_up(scene)
    if not tasks:
        return waiting(scene, here)
    elements = {task.element for task in tasks}
    if len(elements) == 1 and (told := told_of_task(tasks[0], scene, here)):
        return told
    if len(elements) == 1 and len(tasks) > 1:
        return together(tasks, scene, here)
    if len(elements) == 1:
        return one_task(tasks[0], scene, here)
    return several(tasks, scene, here)


def holding_up(scene: CaseScene) -> Sequence[TaskDetail]:
    """The tasks that the case waits for; what people from outside may do meanwhile, without a date
    (to challenge an evaluator), only where there is nothing else."""
    tasks = scene.open_tasks
    return [
        task
        for task in tasks
        if not scene.is_from_outside(task.role) or due_day(task, scene) is not None
    ] or tasks


def told_of_task(task: TaskDetail, scene: CaseScene, here: Member) -> Told | None:
    """The process's own sentence for this step."""
    return told_by_process(task.element_key, due_day(task, scene), scene, here)


def told_by_process(
    element_id: str, day: date | None, scene: CaseScene, here: Member
) -> Told | None:
    """The sentence that the process itself has for an element, while its term runs."""
    text = scene.definition.manifest.sentences.get(element_id)
    if not text or (day is not None and day < here.today):
        return None
    template = template_of(text)
    following = day and scene.calendar.next_business_day(day)
    known = {**scene.data, "vence": day, "siguiente": following}
    values = template.resolve(known, host=scene.surroundings.clocked_host)
    if None in values:
        return None
    told = (
        plain(part) if isinstance(part, str) else strong(fact_of(value, here))
        for part, value in zip(template.parts, values, strict=True)
    )
    return Told(Markup().join(told), day)


def fact_of(value: Value, here: Member) -> str:
    """A fact inside a sentence: a number there is an amount of money."""
    how = GlanceFormat.MONEY if isinstance(value, Decimal) else GlanceFormat.TEXT
    return written(value, how, here)


@lru_cache(maxsize=1024)
def template_of(text: str) -> Template:
    """The sentence of a manifest, read once."""
    return parse_template(text)


def one_task(task: TaskDetail, scene: CaseScene, here: Member) -> Told:
    """«Lo tiene Rosa Quispe, de Contrataciones, hasta el jueves 9 de abril.»"""
    _ = here.words.gettext
    facts = {"task": task.name, "role": strong(scene.role_title(task.role))}
    day = due_day(task, scene)
    if day is not None and scene.is_from_outside(task.role) and day >= here.today:
        told = phrase(
            _("Hasta el %(day)s, %(role)s puede hacer «%(task)s»."),
            **facts,
            day=strong(here.formats.day_words(day, here.today)),
        )
        return Told(told, day)
    if task.assignee_id is None or scene.is_sealed(task):
        told = phrase(_("Espera que alguien de %(role)s tome «%(task)s»"), **facts)
    else:
        who = strong(task.assignee_name or "")
        told = phrase(_("Lo tiene %(who)s, de %(role)s, para «%(task)s»"), **facts, who=who)
    return Told(told + until(day, here), day)


def together(tasks: Sequence[TaskDetail], scene: CaseScene, here: Member) -> Told:
    """«Evaluar ofertas» está en tres manos; falta Elmer Rojas."""
    _ = here.words.gettext
    first = tasks[0]
    same = [task for task in scene.tasks if task.element_key == first.element_key]
    latest = max(task.created_at for task in same)
    round_ = [task for task in same if task.created_at == latest or task.state == "open"]
    missing = joined([holder_of(task, scene, here) for task in tasks], here.words)
    day = due_day(first, scene)
    pattern = here.words.ngettext(
        "«%(task)s» la hace %(all)s persona; falta %(missing)s",
        "«%(task)s» la hacen %(all)s personas; faltan %(missing)s",
        max(len(round_), len(tasks)),
    )
    facts = {
        "task": first.name,
        "all": max(len(round_), len(tasks)),
        "missing": strong(missing),
    }
    return Told(phrase(pattern, **facts) + until(day, here), day)


def several(tasks: Sequence[TaskDetail], scene: CaseScene, here: Member) -> Told:
    """Different things at once, each with who has it; what falls due first is told first."""
    last = date.max
    tasks = sorted(tasks, key=lambda task: due_day(task, scene) or last)
    listed = [f"«{task.name}» ({holder_of(task, scene, here)})" for task in tasks[:FEW_TASKS]]
    days = [day for task in tasks if (day := due_day(task, scene))]
    day = min(days, default=None)
    told = phrase(
        here.words.gettext("Avanzan a la vez %(tasks)s"), tasks=joined(listed, here.words)
    )
    return Told(told + until(day, here), day)


def waiting(scene: CaseScene, here: Member) -> Told:
    """Nobody has it: a term of the law runs, or a message is awaited."""
    _ = here.words.gettext
    running_ones = [each for each in scene.open_deadlines if each.paused_on is None]
    ahead = sorted(running_ones, key=lambda each: each.due_on)
    if not ahead:
        return Told(plain(_("Espera un aviso de fuera.")))
    first = ahead[0]
    element_id = scene.definition.program.elements[first.element].id
    if told_here := told_by_process(element_id, first.due_on, scene, here):
        return told_here
    day = strong(here.formats.day_words(first.due_on, here.today))
    told = phrase(_("Corre el plazo «%(title)s» hasta el %(day)s."), title=first.title, day=day)
    return Told(told, first.due_on)


def decided_by_law(scene: CaseScene, here: Member) -> Markup:
    """« Aprobado por silencio positivo el lunes 3 de agosto: venció «Resolver» sin respuesta.»"""
    over = law_acted(scene)
    if over is None or over.closed_at is None:
        return Markup()
    day = strong(here.formats.day_words(here.formats.local_day(over.closed_at), here.today))
    return Markup(" ") + phrase(LAW[over.effect](here.words), day=day, title=over.title)


def silence_of(scene: CaseScene, here: Member) -> str:
    """«Silencio positivo · 03/08», for the pill; "" while the law has not decided so."""
    over = law_acted(scene)
    if over is None or over.closed_at is None or over.effect not in SILENCE:
        return ""
    day = here.formats.short_day(here.formats.local_day(over.closed_at), here.today)
    return f"{SILENCE[over.effect](here.words)} · {day}"


SILENCE: Mapping[str, Callable[[NullTranslations], str]] = {
    "positive_silence": lambda w: w.gettext("Silencio positivo"),
    "negative_silence": lambda w: w.gettext("Silencio negativo"),
}


def law_acted(scene: CaseScene) -> DeadlineRow | None:
    """The term at whose end the law decided, if one did."""
    over = [each for each in scene.deadlines if each.state == "expired" and each.effect in LAW]
    return max(over, key=lambda each: each.due_at, default=None)


LAW: Mapping[str, Callable[[NullTranslations], str]] = {
    "positive_silence": lambda w: w.gettext(
        "Aprobado por silencio positivo el %(day)s: venció «%(title)s» sin respuesta."
    ),
    "negative_silence": lambda w: w.gettext(
        "Denegado por silencio negativo el %(day)s: venció «%(title)s» sin respuesta."
    ),
    "abandonment": lambda w: w.gettext("En abandono desde el %(day)s: venció «%(title)s»."),
    "decay": lambda w: w.gettext("Caducó el %(day)s: venció «%(title)s»."),
}


def ended(case: CaseRow, here: Member) -> Told:
    """«Terminó el 8 de mayo: Pagado.»"""
    _ = here.words.gettext
    day = here.formats.day_words(case.closed_at, here.today) if case.closed_at else ""
    facts = {"day": strong(day), "outcome": strong(case.outcome or "")}
    if case.state == "cancelled":
        return Told(phrase(_("Se anuló el %(day)s."), **facts))
    if case.state == "failed":
        return Told(phrase(_("Se detuvo el %(day)s por una falla."), **facts))
    if case.outcome:
        return Told(phrase(_("Terminó el %(day)s: %(outcome)s."), **facts))
    return Told(phrase(_("Terminó el %(day)s."), **facts))


def holder_of(task: TaskDetail, scene: CaseScene, here: Member) -> str:
    """Who has a task; the area while nobody does, or while its content is sealed."""
    if task.assignee_name and not scene.is_sealed(task):
        return task.assignee_name
    role = scene.role_title(task.role)
    if scene.is_from_outside(task.role):
        return role
    return here.words.gettext("alguien de %(role)s") % {"role": role}


def due_day(task: TaskDetail, scene: CaseScene) -> date | None:
    """The legal day of a task, else the local day of its due instant."""
    deadline = next((each for each in scene.open_deadlines if each.task_id == task.id), None)
    if deadline is not None:
        return ending(deadline)
    beside = next((each for each in scene.open_deadlines if each.token == task.token), None)
    if beside is not None:
        return ending(beside)
    return scene.calendar.local_day(task.due_at) if task.due_at else None


def ending(deadline: DeadlineRow) -> date | None:
    """The last day of a term; none while its clock stands still."""
    return None if deadline.paused_on is not None else deadline.due_on


def until(day: date | None, here: Member) -> Markup:
    """«, hasta el jueves 9 de abril.», «; venció el jueves 26 de marzo, hace 2 días hábiles.»"""
    if day is None:
        return Markup(".")
    told = strong(here.formats.day_words(day, here.today))
    pattern = here.words.gettext("; venció el %(day)s.")
    if day >= here.today:
        pattern = here.words.gettext(", hasta el %(day)s.")
    return phrase(pattern, day=told)
