"""The written-out row of the inbox says what the components would."""

import re

import pytest

from ui.inbox.columns import Cell
from ui.inbox.present import Line
from ui.parts import Term, TermState
from ui.templating import Localisation, Templates

COMPOSED = """
{% from "components/table.html" import row, cell, cell_of %}
{% from "components/state.html" import term %}
{% from "components/avatar.html" import avatar %}
{% from "components/button.html" import button, post_button %}
{% call row(id="task-" ~ line.id, select_name="task", select_value=line.id, select_label=_("Marcar %(task)s, %(number)s", task=line.title, number=line.number), form="acts") %}
{{ cell(line.title, line.item, href=line.href, part="title") }}
{{ cell(line.number, line.subject, part="subject") }}
{% call cell_of("who") %}
{% set swap = {"hx-post": line.assignment, "hx-target": "#task-" ~ line.id, "hx-swap": "outerHTML"} %}
{% if line.mine %}{{ avatar(line.holder) }}{{ _("Usted") }}{% if line.may_release %} {{ post_button(_("Soltar"), line.assignment, csrf, kind="bare", method="DELETE", fields={"_from": line.back}, attrs=swap) }}{% endif %}{% if line.completion %} {{ post_button(_("Completar"), line.completion, csrf, kind="bare", fields={"_from": line.back}, attrs={"hx-post": line.completion, "hx-target": "#task-" ~ line.id, "hx-swap": "outerHTML swapEmpty:true"}) }}{% endif %}
{% elif line.may_take %}{{ button(_("Tomar"), kind="bare", size="s", attrs=dict(dict({"form": "take", "formaction": line.assignment}, **swap), **{"data-key": "T"})) }}
{% elif line.barred %}<span class="below-line">{{ line.barred }}</span>
{% elif line.holder %}{{ avatar(line.holder) }}{{ line.holder }}{% else %}—{% endif %}
{% endcall %}
{% for each in line.cells %}{{ cell(each.text, part=each.part, numeric=each.numeric) }}{% endfor %}
{% call cell_of("term") %}{% if line.term %}{{ term(line.term) }}{% else %}<span class="meta">{{ _("Sin plazo") }}</span>{% endif %}{% endcall %}
{% endcall %}
"""  # noqa: E501  # a template as one writes it


WRITTEN = '{% from "inbox/line.html" import inbox_line %}{{ inbox_line(line, csrf) }}'


def line(**changed: object) -> Line:
    facts: dict[str, object] = {
        "id": 7,
        "label": "",
        "title": "Evaluar <ofertas>",
        "item": "",
        "href": "/t/tasks/7",
        "number": "CON-2026-0007",
        "subject": "Motobomba «A & B»",
        "holder": "",
        "mine": False,
        "may_take": False,
        "may_release": False,
        "assignment": "/t/tasks/7/assignment",
        "completion": "",
        "back": "/t/inbox?tab=free&text=a",
        "cells": (Cell("S/\u00a01,200.00", numeric=True, part="amount"), Cell("Urgente")),
        "barred": "",
        "term": None,
        "urgency": "later",
    }
    facts |= changed
    facts["label"] = f"Marcar {facts['title']}, {facts['number']}"
    return Line(**facts)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "shown",
    [
        line(may_take=True),
        line(holder="Rosa Quispe", mine=True, may_release=True, item="Elmer Rojas"),
        line(holder="Rosa Quispe", mine=True),
        line(holder="Rosa", mine=True, may_release=True, completion="/t/tasks/7/completion"),
        line(holder="Rosa Quispe"),
        line(subject=""),
        line(barred="No puede hacer esta tarea porque usted registró el expediente."),
        line(term=Term(TermState.NEAR, "Vence hoy", "lunes 02/03", pressing=True)),
    ],
)
def test_the_written_out_row_is_the_composed_one(shown: Line) -> None:
    templates = Templates()
    environment = templates.environment(Localisation("es"))
    composed = environment.from_string(COMPOSED).render(line=shown, csrf="token")
    written = environment.from_string(WRITTEN).render(line=shown, csrf="token")
    assert folded(written) == folded(composed)


def folded(html: str) -> str:
    """Without the spaces between elements, which no browser shows in a table."""
    return re.sub(r"\s*(<[^>]*>)\s*", r"\1", re.sub(r"\s+", " ", html)).strip()
