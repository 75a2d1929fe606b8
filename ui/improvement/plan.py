"""The plan as its page tells it: the roadmap, the actions, and how they were put in order."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from gettext import NullTranslations

from processes.improvement.plans import Action, Plan
from processes.improvement.progress import (
    Course,
    Standing,
    overall,
    planned,
    progress,
    schedule_index,
    standing,
)
from ui.drawing.roadmap import Roadmap, Stretch, roadmap
from ui.visit import Visit

STANDINGS: Mapping[Standing, tuple[Callable[[NullTranslations], str], str, str]] = {
    Standing.TO_BEGIN: (lambda w: w.gettext("Por iniciar"), "dry", ""),
    Standing.ON_TIME: (lambda w: w.gettext("En plazo"), "running", "ok"),
    Standing.DUE: (lambda w: w.gettext("Por vencer"), "due", "near"),
    Standing.LATE: (lambda w: w.gettext("Atrasado"), "late", "late"),
    Standing.MET: (lambda w: w.gettext("Cumplido"), "met", "ok"),
    Standing.CANCELLED: (lambda w: w.gettext("Se dejó"), "dry", "pause"),
}
"""By standing: the word, the colour of its bar, and the state that it is shown as."""


@dataclass(frozen=True, slots=True)
class MilestoneLine:
    """A milestone: its share, its day, and when it was met and where that stands written."""

    title: str
    weight: str
    due: str
    met: str
    proof: str


@dataclass(frozen=True, slots=True)
class ActionLine:
    """An action of the table."""

    title: str
    owner: str
    budget: str
    source: str
    risk: str
    item: str
    baseline: str
    target: str
    done: str
    planned: str
    index: str
    word: str
    state: str
    milestones: tuple[MilestoneLine, ...]


@dataclass(frozen=True, slots=True)
class RankLine:
    """An action in the order of its priority."""

    title: str
    impact: str
    feasibility: str
    cost: str
    priority: str


def plan_sentence(plan: Plan, here: Visit) -> str:
    """How far it has come, what was planned, and the rhythm."""
    _ = here.words.gettext
    if not plan.courses:
        return _("El plan se está formulando.")
    done, share, index = overall(plan.courses, here.today)
    late = sum(standing(each, here.today) is Standing.LATE for each in plan.courses)
    said = _("Avance %(done)s de %(planned)s planeado; ritmo (SPI) %(index)s.") % {
        "done": _percent(done, here),
        "planned": _percent(share, here),
        "index": _index(index, here),
    }
    behind = here.words.ngettext(
        "%(count)s acción está atrasada.", "%(count)s acciones están atrasadas.", late
    ) % {"count": late}
    return f"{said} {behind}" if late else said


def drawn(plan: Plan, here: Visit) -> Roadmap | None:
    """The roadmap of the actions that have a course."""
    known = [each for each in plan.actions if each.course is not None]
    if not known:
        return None
    names = {n: here.formats.month_words(date(2000, n, 1))[:3].capitalize() for n in range(1, 13)}
    stretches = [_stretch(each.course, here) for each in known if each.course is not None]
    return roadmap(stretches, names, here.today)


def action_lines(plan: Plan, here: Visit) -> list[ActionLine]:
    """The actions that have a course, as lines; the same as the roadmap draws."""
    return [_line(each, each.course, here) for each in plan.actions if each.course is not None]


def rank_lines(actions: Sequence[Action], here: Visit) -> list[RankLine]:
    """The actions that have a priority, as the process put them in order."""
    number = here.formats.number
    return [
        RankLine(
            each.title,
            number(each.impact),
            number(each.feasibility),
            number(each.cost),
            number(each.priority, 2),
        )
        for each in actions
        if each.priority is not None
    ]


def _stretch(course: Course, here: Visit) -> Stretch:
    where = standing(course, here.today)
    word, kind, _state = STANDINGS[where]
    done = progress(course)
    said = word(here.words)
    if where not in (Standing.MET, Standing.TO_BEGIN, Standing.CANCELLED):
        said = f"{said} · {_percent(done, here)}"
    marks = tuple((each.due, each.met is not None) for each in course.milestones)
    return Stretch(course.begins, course.ends, done, marks, kind, said)


def _line(action: Action, course: Course, here: Visit) -> ActionLine:
    word, _kind, state = STANDINGS[standing(course, here.today)]
    short = here.formats.short_day
    return ActionLine(
        title=action.title,
        owner=action.owner,
        budget=here.formats.money(action.budget),
        source=action.source,
        risk=action.risk,
        item=action.item,
        baseline=action.baseline,
        target=action.target,
        done=_percent(progress(course), here),
        planned=_percent(planned(course, here.today), here),
        index=_index(schedule_index(course, here.today), here),
        word=word(here.words),
        state=state,
        milestones=tuple(
            MilestoneLine(
                each.title,
                here.formats.number(each.weight),
                short(each.due),
                "" if each.met is None else short(each.met),
                action.proofs.get(each.title, ""),
            )
            for each in course.milestones
        ),
    )


def _percent(share: Decimal, here: Visit) -> str:
    digits = 0 if share == share.to_integral_value() else 2
    return here.formats.percent(share / 100, digits)


def _index(index: Decimal | None, here: Visit) -> str:
    return "—" if index is None else here.formats.number(index, 3)
