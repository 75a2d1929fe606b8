"""A vote of the town for tests: three works and a budget of 100."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from engine.participation.casting import Cast, Uncast, cast
from engine.participation.opening import Asked, Option, open_vote
from engine.participation.winners import Rule
from storage.queries.votes import ConsultationRow
from storage.tables.participation import Tie
from tests.town import Town

OPTIONS = (
    Option("A", "Una losa", "inversion", Decimal(60)),
    Option("B", "Un parque", "inversion", Decimal(50)),
    Option("C", "Luces", "inversion", Decimal(40)),
)
RULE = Rule(Tie.COST, Decimal(100))


def opened_vote(
    town: Town, case_id: int, rule: Rule = RULE, after: timedelta = timedelta()
) -> ConsultationRow:
    """It is open now, or after a while, for three days."""
    now = town.clock.now() + after
    options = OPTIONS if rule.budget else tuple(replace(each, cost=None) for each in OPTIONS)
    asked = Asked(
        "Presupuesto participativo",
        "¿Qué se hace?",
        rule,
        now,
        now + timedelta(days=3),
        options,
        50,
    )
    return open_vote(town.installation, town.municipality_id, case_id, asked)


def votes(town: Town, vote: ConsultationRow, number: str, *marked: int) -> Cast | Uncast:
    """Somebody votes."""
    return cast(town.installation, town.municipality_id, vote.id, number, marked)
