"""The list of cases: what was asked for, found, and how to go on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from storage.queries.cases import CaseRow
from ui.cases.forms import CasesAsked
from ui.parts import Column, Filter, Tab, TermState
from ui.visit import Member


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One case in the list."""

    number: str
    title: str
    href: str
    process: str
    amount: str
    opened: str
    state: TermState
    word: str
    symbol: str


def cases_context(
    here: Member,
    asked: CasesAsked,
    found: Sequence[CaseRow],
    titles: Mapping[str, str],
    *,
    more: bool,
) -> dict[str, Any]:
    """The context of cases/list.html."""
    _ = here.words.gettext
    last = found[-1].id if found else None
    return {
        "tab_list": tabs_of(here, asked),
        "pills": pills_of(here, asked, titles),
        "processes": [
            (title, href(here, replace(asked, process=key, after=None)))
            for key, title in titles.items()
            if not asked.process
        ],
        "asked": asked,
        "search_action": here.path("cases"),
        "columns": [
            Column(_("Expediente y asunto")),
            Column(_("Trámite")),
            Column(_("Monto"), numeric=True),
            Column(_("Abierto")),
            Column(_("Estado")),
        ],
        "lines": [line_of(case, here, titles) for case in found],
        "more_href": href(here, replace(asked, after=last)) if more else "",
        "first_href": href(here, replace(asked, after=None)) if asked.after else "",
        "all_href": here.path("cases"),
    }


def line_of(case: CaseRow, here: Member, titles: Mapping[str, str]) -> CaseLine:
    state, word, symbol = standing_of(case.state, here)
    return CaseLine(
        number=case.number,
        title=case.title,
        href=here.path("cases", case.number),
        process=titles.get(case.process_key, case.process_key),
        amount=here.formats.money(case.amount, case.currency or None),
        opened=here.formats.short_day(case.opened_at),
        state=state,
        word=word,
        symbol=symbol,
    )


def standing_of(state: str, here: Member) -> tuple[TermState, str, str]:
    """How a case's state is shown: colour, word, icon."""
    _ = here.words.gettext
    return {
        "open": (TermState.IN_TIME, _("En curso"), "play"),
        "suspended": (TermState.PAUSED, _("Suspendido"), "circle-pause"),
        "completed": (TermState.IN_TIME, _("Terminado"), "circle-check"),
        "cancelled": (TermState.PAUSED, _("Anulado"), "ban"),
        "failed": (TermState.LATE, _("Detenido"), "triangle-alert"),
    }.get(state, (TermState.PAUSED, state, "circle-dashed"))


def tabs_of(here: Member, asked: CasesAsked) -> list[Tab]:
    _ = here.words.gettext
    listed = [
        ("", _("Todos")),
        ("open", _("En curso")),
        ("suspended", _("Suspendidos")),
        ("completed", _("Terminados")),
        ("cancelled", _("Anulados")),
    ]
    return [
        Tab(
            label, href(here, replace(asked, state=state, after=None)), current=asked.state == state
        )
        for state, label in listed
    ]


def pills_of(here: Member, asked: CasesAsked, titles: Mapping[str, str]) -> list[Filter]:
    """What narrows the list now; each pill removes itself."""
    _ = here.words.gettext
    pills = []
    if asked.text:
        label = _("Dice: %(text)s") % {"text": asked.text}
        pills.append(Filter(label, href(here, replace(asked, text="", after=None)), active=True))
    if asked.process:
        label = _("Trámite: %(title)s") % {"title": titles.get(asked.process, asked.process)}
        pills.append(Filter(label, href(here, replace(asked, process="", after=None)), active=True))
    return pills


def href(here: Member, asked: CasesAsked) -> str:
    return here.path("cases", **asked.query())
