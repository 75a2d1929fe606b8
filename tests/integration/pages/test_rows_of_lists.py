"""Rows of a list are added and taken away without script, and nothing typed is lost."""

from typing import Any

import pytest

from engine.forms import FieldView, parse_form, view
from ui.posted import Posted
from ui.tasks.forms import TaskForm

FORM = parse_form(
    b"""{"type": "default", "id": "f", "components": [
      {"type": "dynamiclist", "id": "l", "path": "items", "label": "Bienes", "isRepeating": true,
       "allowAddRemove": true, "defaultRepetitions": 1, "components": [
         {"type": "textfield", "id": "a", "key": "nombre", "label": "Nombre"},
         {"type": "number", "id": "b", "key": "cantidad", "label": "Cantidad"}]},
      {"type": "textfield", "id": "n", "key": "nota", "label": "Nota"}]}"""
)


def posted(**fields: str) -> Posted:
    return Posted({name: [value] for name, value in fields.items()})


def rows_shown(answers: dict[str, Any]) -> list[list[str]]:
    bienes: FieldView = view(FORM, answers, {})[0]
    return [[cell.value for cell in row.children] for row in bienes.children]


TWO = {
    "items[0].nombre": "Bomba",
    "items[0].cantidad": "2",
    "items[1].nombre": "",
    "items[1].cantidad": "",
    "nota": "Urgente",
}


def test_a_row_is_added_below_an_empty_one() -> None:
    form = TaskForm.of(posted(**TWO, _add="items"))
    assert rows_shown(form.answers) == [["Bomba", "2"], ["", ""], ["", ""]]
    assert form.place == "items"


def test_a_row_is_taken_away_and_those_after_it_move_up() -> None:
    three = {**TWO, "items[2].nombre": "Tubo", "items[2].cantidad": "9"}
    form = TaskForm.of(posted(**three, _remove="items[0]"))
    assert rows_shown(form.answers) == [["", ""], ["Tubo", "9"]]
    assert form.answers["nota"] == "Urgente"


def test_an_empty_row_falls_away_when_the_form_is_sent() -> None:
    assert rows_shown(TaskForm.of(posted(**TWO)).answers) == [["Bomba", "2"]]


@pytest.mark.parametrize("wrong", ["items", "items[x]", "items[-1]", "][", "items[99999]"])
def test_a_made_up_row_takes_nothing_away(wrong: str) -> None:
    answers = TaskForm.of(posted(**TWO, _remove=wrong)).answers
    assert rows_shown(answers) == [["Bomba", "2"], ["", ""]]


def test_an_empty_row_stays_while_another_answer_is_given() -> None:
    answers = TaskForm.of(posted(**TWO, _auto="parts")).answers
    assert rows_shown(answers) == [["Bomba", "2"], ["", ""]]
    assert rows_shown(TaskForm.of(posted(**TWO, _auto="1")).answers) == [["Bomba", "2"]]


def test_rows_do_not_grow_without_end() -> None:
    many = {f"items[{number}].nombre": "x" for number in range(300)}
    form = TaskForm.of(posted(**many, _add="items"))
    assert len(rows_shown(form.answers)) == 101
