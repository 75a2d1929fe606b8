"""What stands around the rows of the inbox: its lists, what narrows it, why it is empty."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from engine.definitions.manifest import Glance
from storage.queries.inbox import BY_DUE, Aside, Counts, Kind, Tab
from storage.queries.inbox_views import ViewRow
from storage.tables.types import micros
from ui.inbox.columns import choices, heads
from ui.inbox.filters import filter_form, pills_of
from ui.inbox.forms import Asked
from ui.inbox.present import Line, Nothing, greeting, groups_of
from ui.parts import Choice
from ui.parts import Tab as ShownTab
from ui.staff import Around
from ui.visit import Member


@dataclass(frozen=True, slots=True)
class Numbers:
    """How much there is: by tab, and in the list itself, None where nobody counted that."""

    counted: Counts
    aside: Aside
    total: int | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """What was read for a page of the inbox; `total` None: nobody counted it;
    `cut_short` says that the search found more than it looked at; `around` is what every page of
    the staff shows."""

    around: Around
    lines: Sequence[Line]
    aside: Aside
    kinds: Sequence[Kind]
    titles: Mapping[str, str]
    role_titles: Mapping[str, str]
    names: Mapping[int, str]
    facts: Mapping[str, Glance]
    columns: Sequence[str]
    views: Sequence[ViewRow]
    total: int | None
    more: Asked | None
    cut_short: str = ""

    @property
    def counted(self) -> Counts:
        """How many tasks the person has, by tab."""
        return self.around.counted


def inbox_context(here: Member, asked: Asked, found: Found) -> dict[str, Any]:
    """The context of inbox/page.html."""
    plain = asked.order == BY_DUE
    groups = groups_of(found.lines, here) if plain else [("", "", "", list(found.lines))]
    back = inbox_href(here, asked)
    query = asked.begun().query()
    return {
        **tabs_context(here, asked, Numbers(found.counted, found.aside, found.total)),
        **filter_form(asked, found.kinds, found.titles, found.role_titles, found.facts, here),
        "pills": pills_of(asked, found.titles, found.role_titles, found.names, here),
        "asked": asked,
        "search_action": here.path("inbox"),
        "columns": heads(here, asked, found.columns, found.facts),
        "column_choices": choices(here, found.facts),
        "columns_chosen": found.columns,
        "columns_action": here.path("inbox", "columns"),
        "views": [(view.name, here.path("inbox") + f"?{view.query}") for view in found.views],
        "views_href": here.path("inbox", "views"),
        "view_action": here.path("inbox", "views"),
        "view_name": current_view(asked, found.views),
        "view_role_choices": [
            Choice(role, found.role_titles.get(role, role)) for role in sorted(here.actor.roles)
        ],
        "grouped": plain,
        "groups": groups if found.lines else [],
        "nothing": None if found.lines else nothing_of(asked, found.counted, here),
        "shown": len(found.lines),
        "cut_short": found.cut_short,
        "count_href": here.path("inbox", **{**query, "count": "1"}),
        "acts_action": here.path("inbox", "acts"),
        "back": back,
        "first_href": inbox_href(here, asked.begun()) if asked.after else "",
        "more_href": inbox_href(here, found.more) if found.more else "",
    }


def current_view(asked: Asked, views: Sequence[ViewRow]) -> str:
    """The name of the kept list that the address asks for."""
    query = kept_query(asked)
    return next((view.name for view in views if view.query == query), "")


def kept_query(asked: Asked) -> str:
    """The address of a list as it is kept: without the place."""
    return urlencode(asked.begun().query())


def tabs_of(asked: Asked, counts: Counts, aside: Aside, here: Member) -> list[ShownTab]:
    """The lists with their true counts."""
    _ = here.words.gettext
    listed = [
        (Tab.MINE, _("Para mí"), counts.mine),
        (Tab.HELD, _("Tengo"), counts.held),
        (Tab.FREE, _("Puedo tomar"), counts.free),
        (Tab.OTHERS, _("Espero a otros"), aside.others),
        (Tab.OVERDUE, _("Vencidas"), counts.overdue),
        (Tab.POSTPONED, _("Pospuestas"), aside.postponed),
    ]
    return [
        ShownTab(
            label,
            inbox_href(here, asked.on(tab)),
            number,
            current=tab is asked.tab,
            late=tab is Tab.OVERDUE and number > 0,
        )
        for tab, label, number in listed
    ]


def inbox_href(here: Member, asked: Asked) -> str:
    return here.path("inbox", **asked.query())


def nothing_of(asked: Asked, counts: Counts, here: Member) -> Nothing:
    """Why the list is empty, and where to go."""
    _, ngettext = here.words.gettext, here.words.ngettext
    if asked.narrowed:
        all_of_it = asked.bare()
        return Nothing(
            _("Nada con estos filtros"),
            _("Quite un filtro para ver más."),
            _("Quitar los filtros"),
            inbox_href(here, all_of_it),
        )
    if asked.tab is Tab.POSTPONED:
        return Nothing(_("No pospuso ninguna tarea"))
    if asked.tab is Tab.OTHERS:
        return Nothing(_("Nadie le debe una tarea"))
    if asked.tab in (Tab.HELD, Tab.OVERDUE) and counts.free:
        can = ngettext(
            "Hay %(n)s tarea que puede tomar.", "Hay %(n)s tareas que puede tomar.", counts.free
        )
        free = inbox_href(here, asked.on(Tab.FREE))
        return Nothing(_("Su bandeja está al día"), can % {"n": counts.free}, _("Verlas"), free)
    return Nothing(_("Su bandeja está al día"))


def numbers_context(here: Member, asked: Asked, numbers: Numbers) -> dict[str, Any]:
    """What an open list says of how much there is: the context of inbox/numbers.html."""
    return {
        "tab_list": tabs_of(asked, numbers.counted, numbers.aside, here),
        "sentence": greeting(here, numbers.counted),
        "total": numbers.total,
        "waiting": numbers.counted.mine,
    }


def tabs_context(here: Member, asked: Asked, numbers: Numbers) -> dict[str, Any]:
    """The context of inbox/tabs.html."""
    return {
        **numbers_context(here, asked, numbers),
        "news_href": here.path("inbox", "news", **asked.begun().query()),
        "since": micros(here.now),
        "show_href": "" if asked.after else inbox_href(here, asked),
    }
