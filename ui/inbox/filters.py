"""What narrows a list: the pills that say it, each removing itself, and the form for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from engine.definitions.manifest import Glance
from storage.queries.inbox import BY_DUE, Kind
from ui.inbox.columns import choices
from ui.inbox.forms import FACT, Asked, sort_text
from ui.inbox.narrowing import HIGH
from ui.numbers import number_in
from ui.parts import Choice, Filter
from ui.visit import Member


def pills_of(
    asked: Asked,
    titles: Mapping[str, str],
    role_titles: Mapping[str, str],
    names: Mapping[int, str],
    here: Member,
) -> list[Filter]:
    """What narrows the list now; each pill removes itself."""
    said = _said(asked, titles, role_titles, names, here)
    return [
        Filter(label, here.path("inbox", **without.begun().query()), active=True)
        for label, without in said
    ]


def _said(
    asked: Asked,
    titles: Mapping[str, str],
    role_titles: Mapping[str, str],
    names: Mapping[int, str],
    here: Member,
) -> Iterator[tuple[str, Asked]]:
    """Each filter in words, and the list without it."""
    _, formats = here.words.gettext, here.formats
    if asked.processes:
        several = ", ".join(titles.get(key, key) for key in asked.processes)
        yield _("Trámite: %(title)s") % {"title": several}, replace(asked, processes=())
    if asked.text:
        yield _("Dice: %(text)s") % {"text": asked.text}, replace(asked, text="")
    if asked.name:
        yield _("Tarea: %(name)s") % {"name": asked.name}, replace(asked, name="")
    if asked.role:
        role = role_titles.get(asked.role, asked.role)
        yield _("Rol: %(role)s") % {"role": role}, replace(asked, role="")
    if asked.holder:
        who = {"me": _("usted"), "nobody": _("nadie")}.get(asked.holder)
        who = who or names.get(number_in(asked.holder) or 0, asked.holder)
        yield _("La tiene: %(who)s") % {"who": who}, replace(asked, holder="")
    if asked.due in (words := due_words(here)):
        yield words[asked.due], replace(asked, due="")
    if asked.priority:
        yield _("Urgentes"), replace(asked, priority="")
    days = (
        ("due_from", _("Vence desde el %(day)s")),
        ("due_to", _("Vence hasta el %(day)s")),
        ("opened_from", _("Ingresó desde el %(day)s")),
        ("opened_to", _("Ingresó hasta el %(day)s")),
    )
    for name, sentence in days:
        if day := getattr(asked, name):
            told = sentence % {"day": formats.short_day(day, here.today)}
            yield told, _without(asked, name)
    for name, sentence in (
        ("amount_from", _("Monto desde %(amount)s")),
        ("amount_to", _("Monto hasta %(amount)s")),
    ):
        if (amount := getattr(asked, name)) is not None:
            yield sentence % {"amount": formats.money(amount)}, _without(asked, name)
    for label, text in asked.facts:
        rest = tuple(each for each in asked.facts if each[0] != label)
        yield f"{label}: {text}", replace(asked, facts=rest)
    if asked.order != BY_DUE:
        yield _("Orden: %(keys)s") % {"keys": _keys(asked, here)}, replace(asked, order=BY_DUE)


def _without(asked: Asked, name: str) -> Asked:
    gone: dict[str, Any] = {name: None}
    return replace(asked, **gone)


def _keys(asked: Asked, here: Member) -> str:
    """«Monto ↓, Plazo ↑»."""
    _ = here.words.gettext
    words = {each.value: each.label for each in choices(here, {})}
    words |= {"due": _("Plazo"), "number": _("Expediente"), "name": _("Tarea")}
    told = []
    for by in asked.order:
        word = by.fact or words.get(by.key.value, by.key.value)
        told.append(f"{word} {'↓' if by.down else '↑'}")
    return ", ".join(told)


def due_words(here: Member) -> dict[str, str]:
    """The states of due dates that a list may be narrowed to."""
    _ = here.words.gettext
    return {
        "late": _("Vencidas"),
        "today": _("Vencen hoy"),
        "week": _("Vencen en siete días"),
        "none": _("Sin plazo"),
    }


def filter_form(
    asked: Asked,
    kinds: Sequence[Kind],
    titles: Mapping[str, str],
    role_titles: Mapping[str, str],
    facts: Mapping[str, Glance],
    here: Member,
) -> dict[str, Any]:
    """The context of inbox/filter.html: what may be chosen, and what the form keeps of the list."""
    _ = here.words.gettext
    mine = [each for each in kinds if not asked.processes or each.process_key in asked.processes]
    sums: dict[str, int] = {}
    for each in mine:
        sums[each.name] = sums.get(each.name, 0) + each.number
    kept = {"tab": asked.query().get("tab", ""), "columns": asked.query().get("columns", "")}
    kept["sort"] = "" if asked.order == BY_DUE else sort_text(asked.order)
    return {
        "processes": process_choices(asked, kinds, titles, here),
        "process_value": ",".join(asked.processes),
        "name_choices": [Choice(name, f"{name} ({number})") for name, number in sums.items()],
        "due_choices": [Choice(key, word) for key, word in due_words(here).items()],
        "holder_choices": [Choice("me", _("Usted")), Choice("nobody", _("Nadie todavía"))],
        "priority_choices": [Choice(str(HIGH), _("Solo las urgentes"))],
        "role_choices": [
            Choice(role, role_titles.get(role, role)) for role in sorted(here.actor.roles)
        ],
        "fact_fields": [
            (f"{FACT}{label}", label, dict(asked.facts).get(label, "")) for label in facts
        ]
        if asked.processes
        else [],
        "kept": {key: value for key, value in kept.items() if value},
    }


def process_choices(
    asked: Asked, kinds: Sequence[Kind], titles: Mapping[str, str], here: Member
) -> list[tuple[str, int, str]]:
    """The processes that one may narrow the list to, or add, with how many tasks each has."""
    sums: dict[str, int] = {}
    for each in kinds:
        sums[each.process_key] = sums.get(each.process_key, 0) + each.number
    return [
        (
            titles.get(key, key),
            number,
            here.path("inbox", **replace(asked, processes=(*asked.processes, key)).begun().query()),
        )
        for key, number in sorted(sums.items(), key=lambda each: (-each[1], each[0]))
        if key not in asked.processes
    ]
