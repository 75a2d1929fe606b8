"""What is said once a task is completed."""

from __future__ import annotations

from collections.abc import Mapping

from engine.cases.advance import OpenedTask
from engine.tasks.completing import Completed
from ui.visit import Member


def where_it_went(here: Member, done: Completed) -> str:
    """«Tarea completada. CON-2026-0007 sigue con «Certificar presupuesto» (Presupuesto).»"""
    _ = here.words.gettext
    if done.finished:
        return _("Tarea completada. %(number)s terminó.") % {"number": done.number}
    if not done.opened:
        return _("Tarea completada en %(number)s.") % {"number": done.number}
    names = ", ".join(dict.fromkeys(opened_words(each, done.role_titles) for each in done.opened))
    told_ = _("Tarea completada. %(number)s sigue con %(names)s.")
    return told_ % {"number": done.number, "names": names}


def opened_words(task: OpenedTask, titles: Mapping[str, str]) -> str:
    """«Certificar presupuesto» (Presupuesto)."""
    return f"«{task.name}» ({titles.get(task.role, task.role)})"
