"""What the steps «Dado» put into a sandbox: the day, people, parameters, rows of registers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from engine.deadlines.decreeing import Asked, decree
from engine.identity.house import CALENDAR_KEEPER
from engine.parameters.loading import keep_parameters
from engine.refusals import Refused
from engine.sentences import N_, Sentence, phrase
from engine.workshop.scenarios.days import day_in, in_words
from engine.workshop.scenarios.played import Played, amount_in, no_day, no_number, role_of, roles_of
from engine.workshop.scenarios.reading import Step
from storage.database import Connection
from storage.queries.deadlines import ParameterRow, parameter_on
from storage.tables.deadlines import Trust

LONGEST = 366 * 10
"""Days that a scenario may move on in one step."""
LONG_AGO = date(2000, 1, 1)
KEEPER = "calendario del ensayo"


def moved(played: Played, text: str) -> Sentence | None:
    """The clock stands on a later day."""
    day = day_in(text)
    return no_day(text) if day is None else moved_to(played, day)


def moved_to(played: Played, day: date) -> Sentence | None:
    now = played.at.today()
    if day < now:
        sentence = N_("El ensayo ya está en el %(now)s: el tiempo no vuelve atrás.")
        return phrase(sentence, now=in_words(now, played.language))
    if (day - now).days > LONGEST:
        return phrase(N_("Son demasiados días para un ensayo: hasta %(most)s."), most=LONGEST)
    played.at.move_to(day)
    return None


def today(played: Played, parts: Mapping[str, str], step: Step) -> Sentence | None:  # noqa: ARG001
    """The first one is the day on which the sandbox begins; a later one is moved to."""
    return moved(played, parts["day"])


def person(played: Played, parts: Mapping[str, str], step: Step) -> Sentence | None:  # noqa: ARG001
    """Somebody has a role, by its title or by its name in the process; said again, one more."""
    told = parts.get("role") or parts["anyrole"]
    role = role_of(played, told)
    if role is None:
        known = ", ".join(sorted(set(roles_of(played).values())))
        sentence = N_("El proceso no tiene el rol «%(role)s». Tiene: %(known)s.")
        return phrase(sentence, role=told, known=known)
    before = played.at.people.get(parts["who"].casefold())
    own = before.roles if before is not None else frozenset[str]()
    played.at.person(parts["who"], *sorted({*own, role}))
    return None


def holiday(played: Played, parts: Mapping[str, str], step: Step) -> Sentence | None:
    """Nobody works on a day, as by a decree."""
    day = day_in(parts["day"])
    if day is None:
        return no_day(parts["day"])
    at = played.at
    keeper = at.person(KEEPER, CALENDAR_KEEPER)
    answer = decree(at.installation, keeper, Asked(day, step.text[:100], "—"))
    if isinstance(answer, Refused):
        return phrase(N_("No se puso: %(why)s"), why=played.told(answer))
    return None


def fee(played: Played, parts: Mapping[str, str], step: Step) -> Sentence | None:  # noqa: ARG001
    """A fee is an amount of money in this try, by its key."""
    return _set(played, parts, unit=played.at.currency)


def parameter(played: Played, parts: Mapping[str, str], step: Step) -> Sentence | None:  # noqa: ARG001
    """A parameter is another in this try, by its key, in the unit that it has."""
    return _set(played, parts, unit="")


def _set(played: Played, parts: Mapping[str, str], *, unit: str) -> Sentence | None:
    amount, at, key = amount_in(parts["amount"]), played.at, parts["name"]
    if amount is None:
        return no_number(parts["amount"])

    def verb(connection: Connection) -> None:
        known = parameter_on(connection, at.town, key, on=at.today())
        row = known or ParameterRow(
            at.installation.ids.new(), key, "", at.currency, LONG_AGO, None, "—", Trust.KNOWN
        )
        row = replace(row, value=str(amount), unit=unit or row.unit)
        keep_parameters(connection, at.town, [row])

    at.installation.database.run(verb, municipality=at.town)
    return None


def taxpayer(played: Played, parts: Mapping[str, str], step: Step) -> Sentence | None:  # noqa: ARG001
    return _planted(played, "taxpayer", step)


def parcel(played: Played, parts: Mapping[str, str], step: Step) -> Sentence | None:  # noqa: ARG001
    return _planted(played, "parcel", step)


def supplier(played: Played, parts: Mapping[str, str], step: Step) -> Sentence | None:  # noqa: ARG001
    return _planted(played, "supplier", step)


def _planted(played: Played, what: str, step: Step) -> Sentence | None:
    """A row of a register, by whoever keeps it."""
    at = played.at
    told = {row[0].strip(): row[1].strip() for row in step.rows if len(row) > 1}
    answer = at.house.plants[what](at.installation, at.town, told)
    if isinstance(answer, Refused):
        return phrase(N_("No se puso: %(why)s"), why=played.told(answer))
    return answer


def in_force(played: Played, parts: Mapping[str, str], step: Step) -> Sentence | None:  # noqa: ARG001
    """What comes is done with the version in force; the draft is met with «pasa al borrador»."""
    if played.at.go_back():
        return None
    return phrase(N_("El borrador es igual a la versión vigente, o no hay ninguna."))


BEFORE = {
    "today": today,
    "person": person,
    "holiday": holiday,
    "fee": fee,
    "parameter": parameter,
    "taxpayer": taxpayer,
    "parcel": parcel,
    "supplier": supplier,
    "in_force": in_force,
}
