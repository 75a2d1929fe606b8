"""What an address asks of the register of contracts, and the pills that say so."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from gettext import NullTranslations

from storage.queries.contracts import Alert, Wanted
from ui.numbers import number_in
from ui.parts import Choice, Filter
from ui.payments.typed import money_in
from ui.visit import Visit

LONGEST = 120
FIRST_YEAR, LAST_YEAR = 1990, 9998
Addressed = Callable[["ContractsAsked"], str]


@dataclass(frozen=True, slots=True)
class ContractsAsked:
    """What was typed; what is none of these is left out."""

    words: str = ""
    state: str = ""
    alert: str = ""
    year: str = ""
    least: str = ""
    most: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> ContractsAsked:
        """From the query of an address."""
        year = number_in(query.get("year", "")) or 0
        return cls(
            words=query.get("q", "").strip()[:LONGEST],
            state=query.get("state", "") if query.get("state") in STATES else "",
            alert=query.get("alert", "") if query.get("alert") in list(Alert) else "",
            year=str(year) if FIRST_YEAR <= year <= LAST_YEAR else "",
            least=_amount(query.get("least", "")),
            most=_amount(query.get("most", "")),
        )

    @property
    def wanted(self) -> Wanted:
        """As the register is asked."""
        year = int(self.year) if self.year else 0
        return Wanted(
            words=self.words,
            state=self.state,
            alert=self.alert,
            least=money_in(self.least) if self.least else None,
            most=money_in(self.most) if self.most else None,
            signed_from=date(year, 1, 1) if year else None,
            signed_until=date(year, 12, 31) if year else None,
        )

    def address(self, here: Visit, *parts: str, before: str = "") -> str:
        """The address of the list that this asks for."""
        return here.path(
            *parts, q=self.words, state=self.state, alert=self.alert, year=self.year,
            least=self.least, most=self.most, before=before,
        )  # fmt: skip


STATES: Mapping[str, Callable[[NullTranslations], str]] = {
    "active": lambda w: w.gettext("Vigente"),
    "settled": lambda w: w.gettext("Liquidado"),
    "terminated": lambda w: w.gettext("Resuelto"),
}
ALERTS: Mapping[str, Callable[[NullTranslations], str]] = {
    Alert.LATE: lambda w: w.gettext("Entrega vencida"),
    Alert.GUARANTEE: lambda w: w.gettext("Garantía por vencer"),
}


def state_choices(words: NullTranslations) -> list[Choice]:
    """The states that a contract may be in."""
    return [Choice(key, name(words)) for key, name in STATES.items()]


def pills_of(asked: ContractsAsked, words: NullTranslations, addressed: Addressed) -> list[Filter]:
    """The alerts, and whatever narrows the list with the way to take it off."""
    _ = words.gettext
    found = [
        Filter(
            name(words),
            addressed(replace(asked, alert="" if asked.alert == key else key)),
            active=asked.alert == key,
        )
        for key, name in ALERTS.items()
    ]
    said = (
        ("words", _("«%(words)s»") % {"words": asked.words}, asked.words),
        ("state", STATES[asked.state](words) if asked.state else "", asked.state),
        ("year", _("Firmados en %(year)s") % {"year": asked.year}, asked.year),
        ("least", _("Desde %(amount)s") % {"amount": asked.least}, asked.least),
        ("most", _("Hasta %(amount)s") % {"amount": asked.most}, asked.most),
    )
    for name, label, value in said:
        if value:
            without = replace(asked, **{name: ""})
            found.append(Filter(label, addressed(without), active=True))
    return found


def _amount(text: str) -> str:
    tidy = text.strip()[:20]
    return tidy if tidy and not money_in(tidy).is_nan() else ""
