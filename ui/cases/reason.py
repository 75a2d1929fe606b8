"""«Por qué el 7 de abril»: the legal term that decides the date, its ruler, sentence and moves."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from gettext import NullTranslations

from markupsafe import Markup

from storage.queries.deadlines import ChangeRow, DeadlineRow
from storage.tables.deadlines import DeadlineState, MoveKind
from ui.cases.scene import CaseScene
from ui.deadlines.ruler import Rulers, rulers
from ui.deadlines.term import heading_of, suspended_term, term_of
from ui.deadlines.why import counting, left_out
from ui.history.sentences import effect_word
from ui.parts import Term, TermState
from ui.visit import Member


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a date is what it is."""

    title: str
    name: str
    drawn: Rulers
    sentence: Markup
    source: str
    duty: str
    moves: tuple[str, ...]
    state: TermState
    pill: str
    href: str = ""
    runs_on: bool = False


def reason_of(
    scene: CaseScene,
    here: Member,
    changes: Sequence[ChangeRow],
    day: date | None,
    *,
    suspended: bool = False,
) -> Reason | None:
    """The open term that falls on `day`, else the first that is due; None when none runs.
    `suspended`: the case is."""
    open_ones = sorted(scene.open_deadlines, key=lambda each: (each.due_on, each.id))
    if not open_ones:
        return None
    deadline = next((each for each in open_ones if each.due_on == day), open_ones[0])
    moves = [each for each in changes if each.deadline_id == deadline.id]
    reason = told_reason(deadline, scene, here, moves, suspended=suspended)
    return replace(reason, href=here.path("deadlines", deadline.id))


def told_reason(
    deadline: DeadlineRow,
    scene: CaseScene,
    here: Member,
    moves: Sequence[ChangeRow],
    *,
    suspended: bool = False,
) -> Reason:
    calendar, formats, words = scene.calendar, here.formats, here.words
    explanation = scene.explained(deadline, here.today)
    counted = counting(explanation, today=here.today, formats=formats, words=words)
    rest = " ".join(left_out(explanation, formats=formats, words=words))
    term = term_of(
        start=deadline.start_on,
        due=deadline.due_on,
        today=here.today,
        calendar=calendar,
        formats=formats,
        words=words,
        paused_on=deadline.paused_on,
    )
    stopped = suspended and deadline.state == DeadlineState.OPEN
    title = words.gettext("Por qué el %(day)s") % {
        "day": formats.date_words(deadline.due_on, here.today)
    }
    after = calendar.next_business_day(deadline.due_on)
    consequence = (after, words.gettext("después")) if deadline.task_id is None else None
    return Reason(
        title=title,
        name=deadline.title,
        drawn=rulers(explanation, today=here.today, words=words, consequence=consequence),
        sentence=Markup("<strong>{}</strong> {}").format(counted, rest),
        source=deadline.source,
        duty=duty_words(deadline, words),
        moves=tuple(move_words(each, here) for each in moves),
        state=TermState.PAUSED if stopped else term.state,
        pill=pill_of(term, deadline, scene, here, stopped=stopped),
        runs_on=stopped and deadline.paused_on is None,
    )


def pill_of(
    term: Term, deadline: DeadlineRow, scene: CaseScene, here: Member, *, stopped: bool
) -> str:
    """«En plazo · quedan 6 días hábiles»; of a suspended case only that it is."""
    if stopped:
        return suspended_term(term, here.words).word
    away = scene.calendar.remaining(here.today, deadline.due_on)
    return heading_of(term, away, here.words)


def duty_words(deadline: DeadlineRow, words: NullTranslations) -> str:
    """Whose term it is, and what the law does when it is over."""
    _ = words.gettext
    whose = _("Es un plazo de la municipalidad.")
    if deadline.owner == "citizen":
        whose = _("Es un plazo del ciudadano.")
    effect = effect_word(deadline.effect, words)
    if deadline.effect == "escalate":
        return f"{whose} {_('Si vence, se avisa al superior.')}"
    return f"{whose} {_('Si vence: %(effect)s.') % {'effect': effect}}" if effect else whose


def move_words(change: ChangeRow, here: Member) -> str:
    """«vie 27/03: prórroga, del 7 al 9 de abril. Obra compleja (Rosa Quispe)»."""
    facts = {
        "when": here.formats.moment(here.formats.local_day(change.at), here.today),
        "from": here.formats.date_words(change.from_on, here.today),
        "to": here.formats.date_words(change.to_on, here.today),
        "reason": change.reason,
        "who": change.person_name or here.words.gettext("el sistema"),
    }
    return MOVES[MoveKind(change.kind)](here.words) % facts


MOVES: Mapping[MoveKind, Callable[[NullTranslations], str]] = {
    MoveKind.EXTENDED: lambda w: w.gettext(
        "%(when)s: prórroga, del %(from)s al %(to)s. %(reason)s (%(who)s)"
    ),
    MoveKind.PAUSED: lambda w: w.gettext("%(when)s: se detuvo. %(reason)s (%(who)s)"),
    MoveKind.RESUMED: lambda w: w.gettext(
        "%(when)s: siguió donde quedó, hasta el %(to)s. %(reason)s (%(who)s)"
    ),
    MoveKind.RESTARTED: lambda w: w.gettext(
        "%(when)s: se contó de nuevo, hasta el %(to)s. %(reason)s (%(who)s)"
    ),
    MoveKind.DECREED: lambda w: w.gettext(
        "%(when)s: por el calendario, del %(from)s al %(to)s. %(reason)s (%(who)s)"
    ),
}
