"""Where marked tasks lead that one filled-in form completes."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from engine.tasks.in_bulk import gather
from ui.inbox.forms import Asked
from ui.visit import Member


def together_href(here: Member, marked: Sequence[int], asked: Asked) -> str:
    """The page of their form; empty where they are completed one by one."""
    with here.installation.database.read(here.municipality.id) as connection:
        found = gather(here.installation, here.actor, connection, marked)
    if found is None:
        return ""
    named = ",".join(str(each) for each in marked)
    return here.path("tasks", "together", tasks=named, list=urlencode(asked.query()))
