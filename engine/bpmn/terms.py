"""From a drawn legal term (`cauce:deadline`) to its dates, on the municipality's calendar."""

from datetime import UTC, date, datetime, time, timedelta

from engine.bpmn.changes import DeadlineSet
from engine.bpmn.problems import StepFailed
from engine.bpmn.program import DeadlineRule
from engine.bpmn.surroundings import Surroundings
from engine.bpmn.token import Token
from engine.calendar import NEAR_FROM_PERCENT, Unit, acting_day
from engine.sentences import N_, phrase, why_of
from engine.values import Value


def deadline_of(rule: DeadlineRule, token: Token) -> DeadlineSet:
    """The term as it stands now, seen from the token."""
    surroundings: Surroundings = token.workflow.instance.surroundings
    spec = token.task_spec
    host = token.workflow.instance.host
    start = surroundings.today
    if rule.start is not None:
        start = _day(spec.value(rule.start, token), spec.bpmn_id, surroundings)
    length = rule.length.whole(token.scope, host=host, element_id=spec.bpmn_id)
    unit = _unit(rule, token)
    fires = rule.fires or ("next-business-day" if unit is Unit.BUSINESS else "next-day")
    due = _due(rule, spec.bpmn_id, start, length, unit, surroundings)
    return DeadlineSet(
        rule.title, start, unit, length, due,
        _fires_at(fires, due, surroundings), _near_at(rule, start, due, surroundings),
        rule.source, rule.effect,
        rule.owner, fires, rule.month_end,
    )  # fmt: skip


def _unit(rule: DeadlineRule, token: Token) -> Unit:
    """What the term is counted in: drawn, or a parameter of the country."""
    spec = token.task_spec
    found = rule.unit if isinstance(rule.unit, str) else spec.value(rule.unit, token)
    try:
        return Unit(found)
    except ValueError:
        said = N_("El plazo se cuenta en «business», «calendar», «month» o «year»: hay «%(unit)s».")
        raise StepFailed(spec.bpmn_id, phrase(said, unit=str(found))) from None


def end_of(day: date, surroundings: Surroundings) -> datetime:
    """The last second of a local day: until then a person is in time."""
    return datetime.combine(day, time(23, 59, 59), tzinfo=surroundings.zone).astimezone(UTC)


def _day(value: Value, element_id: str, surroundings: Surroundings) -> date:
    if isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    if isinstance(value, datetime):
        there = value if value.tzinfo is None else value.astimezone(surroundings.zone)
        return there.date()
    if isinstance(value, date):
        return value
    found = phrase(N_("todavía no hay ninguna"))
    if value is not None:
        found = phrase(N_("se encontró «%(value)s»"), value=value)
    said = N_("El plazo no tiene fecha de inicio: %(found)s.")
    raise StepFailed(element_id, phrase(said, found=found))


def _due(
    rule: DeadlineRule,
    element_id: str,
    start: date,
    length: int,
    unit: Unit,
    surroundings: Surroundings,
) -> date:
    try:
        return surroundings.calendar.add(start, length, unit, month_end=rule.month_end)
    except (ValueError, ArithmeticError) as fault:
        said = N_("El plazo «%(title)s» no se puede contar: %(why)s")
        raise StepFailed(element_id, phrase(said, title=rule.title, why=why_of(fault))) from fault


def _near_at(rule: DeadlineRule, start: date, due: date, surroundings: Surroundings) -> datetime:
    if rule.warns:
        day = max(start, due - timedelta(days=rule.warns[0]))
    else:
        day = surroundings.calendar.day_of_share(start, due, NEAR_FROM_PERCENT)
    return datetime.combine(day, time(), tzinfo=surroundings.zone).astimezone(UTC)


def _fires_at(fires: str, due: date, surroundings: Surroundings) -> datetime:
    day = acting_day(due, fires, surroundings.calendar.next_business_day)
    return datetime.combine(day, time(), tzinfo=surroundings.zone).astimezone(UTC)
