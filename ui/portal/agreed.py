"""What somebody sees who asks to pay in quotas: what may be chosen, and what would be signed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from processes.taxes.agreeing import monthly_percent
from processes.taxes.coupons import choice_of
from processes.taxes.offering import (
    AUTOMATIC,
    LEAST,
    MOST,
    MOST_OF_LARGE,
    Offer,
    Today,
    interest_of,
    total_of,
)
from ui.parts import Choice, Pair
from ui.portal.citizen import Citizen
from ui.taxes.present import what_words


@dataclass(frozen=True, slots=True)
class QuotaLine:
    """A quota with its day: what is paid, of that the interest, and what is left after it."""

    what: str
    amount: str
    interest: str
    left: str


def asking_context(here: Citizen, own: Today) -> dict[str, Any]:
    """All that is overdue, and what the ordinance allows."""
    _, show = here.words.gettext, here.formats
    limits = {
        "least": own.number(LEAST).normalize(),
        "most": own.number(MOST),
        "large": own.number(MOST_OF_LARGE),
    }
    return {
        "choices": [
            Choice(
                choice_of([each.what]), f"{what_words(each.what, here)}: {show.money(each.total)}"
            )
            for each in own.overdue
        ],
        "initial_hint": _("Lo que paga al firmar: al menos %(least)s %%.")
        % {"least": f"{limits['least']:f}"},
        "months_hint": _("Hasta %(most)s; hasta %(large)s si debe más de una UIT.")
        % {"most": f"{limits['most']:f}", "large": f"{limits['large']:f}"},
    }


def about_plan(here: Citizen, today: Today, made: Offer | None) -> dict[str, Any]:
    """The schedule, or why there is none."""
    plan = made.plan if made else None
    _, show = here.words.gettext, here.formats
    if made is None or plan is None:
        return {"plan": None, "why_not": made.why_not if made else "", "refused": made is not None}
    agreed, percent = plan.agreement, monthly_percent(today.figures, today.day)
    debt = _("Debe al %(day)s") % {"day": show.short_day(today.day)}
    line = _("Cuota %(n)s, hasta el %(day)s")
    return {
        "refused": False,
        "plan": [
            Pair(debt, show.money(agreed.debt)),
            Pair(_("Cuota inicial"), show.money(agreed.initial)),
            Pair(_("Queda en cuotas"), show.money(agreed.debt - agreed.initial)),
            Pair(_("Interés de todas las cuotas"), show.money(interest_of(plan))),
            Pair(_("Paga en total"), show.money(total_of(plan))),
        ],
        "how": _("El interés del mes es %(percent)s %% del saldo.")
        % {"percent": f"{percent.normalize():f}"},
        "seen": str(total_of(plan)),
        "automatic": made.automatic,
        "limit": show.money(today.number(AUTOMATIC)),
        "quotas": [
            QuotaLine(line % {"n": each.number, "day": show.short_day(day)},
                      show.money(each.amount), show.money(each.interest), show.money(each.left))
            for each, day in zip(agreed.quotas, plan.days, strict=True)
        ],
    }  # fmt: skip
