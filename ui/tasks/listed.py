"""The list that a task was opened from: the task's addresses carry it (`list`, the query of the
inbox), so that one comes back to the same place; without script too."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode

from ui.inbox.around import inbox_href
from ui.inbox.forms import Asked
from ui.visit import Member

LONGEST = 2_000


def list_href(here: Member) -> str:
    """The inbox as it was; the plain one when the address names none."""
    return inbox_href(here, _asked(here))


def task_path(here: Member, task_id: int, *parts: object, **query: object) -> str:
    """An address of a task, with the way back in it."""
    return here.path("tasks", task_id, *parts, **query, list=urlencode(_asked(here).query()))


def _asked(here: Member) -> Asked:
    """Read anew, so that nothing else than a list comes back."""
    return Asked.of(dict(parse_qsl(here.request.query_params.get("list", "")[:LONGEST])))
