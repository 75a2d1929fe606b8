"""The dashboard of a municipality and the page of each indicator. Nobody writes here but bounds."""

from __future__ import annotations

from datetime import timedelta

from fastapi import APIRouter
from starlette.responses import Response

from engine.deadlines.calendars import calendar_of
from engine.identity import AUDITOR
from engine.indicators.periods import first_of
from engine.indicators.reading import Told, board
from processes.indicators.catalogue import AREAS, by_key, indicators
from storage.database import Connection
from storage.queries.case_lists import open_cases_by_process
from storage.queries.definitions import active_definitions
from storage.queries.indicators import alerts_of, months_of_indicator
from storage.queries.pulse import due_by_day, late_by_process
from ui.editor.allowed import not_allowed
from ui.indicators.asked import BoardAsked, period_choices, period_words
from ui.indicators.flow import COLLECTED, drawn_weeks, flow_words, gathered, week_rows, weeks_until
from ui.indicators.overview import (
    AHEAD,
    Now,
    due_cells,
    process_lines,
    sentence,
    tiles,
)
from ui.indicators.present import Line, counts, line_of
from ui.parts import Choice
from ui.roles import works_here
from ui.staff import staff_page
from ui.visit import Member, SignedIn

router = APIRouter(prefix="/{municipality}/indicators")
SECTION = "indicators"
SHOWN = 10
"""Procedures that are told at once; the others are folded."""


@router.get("", response_model=None)
def dashboard(here: SignedIn) -> Response:
    """How the municipality does in a period."""
    asked, town = BoardAsked.of(here.request.query_params, here.today), here.municipality.id
    with here.installation.database.read(town) as connection:
        allow(here, connection)
        calendar = calendar_of(here.installation, connection, town)
        told = board(connection, town, by_key(), asked.period)
        now = Now(
            open_cases_by_process(connection, town),
            late_by_process(connection, town, today=here.today),
            due_by_day(
                connection, town, since=here.today, until=here.today + timedelta(days=AHEAD - 1)
            ),
        )
        titles = {row.key: row.title for row in active_definitions(connection, town)}
        in_time = months_of_indicator(
            connection, town, "on_time_cases",
            since=first_of(asked.period.begins), until=asked.period.ends,
        )  # fmt: skip
        alerts = alerts_of(connection, town)
        one = by_key()["on_time_cases"]
        weeks = weeks_until(connection, town, min(asked.period.ends, here.today))
        context = {
            **about(here, asked),
            "sentence": sentence(told, now, asked, here),
            "tiles": tiles(told, now, asked, here),
            "most": SHOWN,
            "processes": process_lines(one, in_time, now, titles, here),
            "flow": drawn_weeks(weeks, here),
            "flow_rows": week_rows(weeks, here),
            "flow_words": flow_words(weeks, here),
            "gathered": gathered(
                told, {key: asked.path(here, "indicators", key) for key in COLLECTED}, here
            ),
            "cells": due_cells(now, calendar, here),
            "deadlines_href": here.path("deadlines"),
            "areas": area_lines(told, asked, here),
            "counts": counts(told),
            "total": len(told),
            "alerts": [
                (
                    by_key()[row.indicator].title,
                    asked.path(here, "indicators", row.indicator),
                    number,
                    here.path("cases", number) if number else "",
                    here.formats.short_day(row.opened_at, here.today),
                )
                for row, number in alerts
                if row.indicator in by_key()
            ],
        }
        return staff_page(
            here, connection, "indicators/board.html", context, section=SECTION, calendar=calendar
        )


def allow(here: Member, connection: Connection) -> None:
    """The people of the municipality, and who audits it."""
    if AUDITOR not in here.actor.roles and not works_here(here, connection):
        raise not_allowed(here.words)


def about(here: Member, asked: BoardAsked) -> dict[str, object]:
    """What the pages of indicators say above: the period, how to choose another, the files."""
    offered = period_choices(here.today, here)
    if asked.period.name not in {each.value for each in offered}:
        offered.append(Choice(asked.period.name, period_words(asked.period, here)))
    return {
        "asked": asked,
        "period": period_words(asked.period, here),
        "periods": offered,
        "area_list": [Choice(key, title) for key, title in AREAS.items()],
        "board_href": asked.path(here, "indicators"),
        "action": here.path("indicators"),
        "csv_href": asked.path(here, "indicators", "data.csv"),
        "json_href": asked.path(here, "indicators", "data.json"),
        "open_href": here.path("open", "indicators"),
        "score_href": here.path("indicators", "score"),
    }


def area_lines(
    told: dict[str, Told], asked: BoardAsked, here: Member
) -> list[tuple[str, list[Line]]]:
    """The indicators by area of management; each stands under its first one."""
    found = []
    for key, title in AREAS.items():
        lines = [
            line_of(told[one.key], asked.path(here, "indicators", one.key), here)
            for one in indicators()
            if one.cells[0][0] == key
        ]
        if not asked.area or asked.area == key:
            found.append((title, lines))
    return found
