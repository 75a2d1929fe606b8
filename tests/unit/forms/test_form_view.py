"""A form as pages receive it: words, answers as typed, faults, options; only what is shown."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from engine.forms import DateParts, Form, Kind, Option, validate, view, visible

FormOf = Callable[..., Form]
MONEY = {"type": "number", "properties": {"format": "money", "currency": "PEN"}}


def test_a_field_is_shown_with_its_words_and_the_data_of_the_case(form_of: FormOf) -> None:
    form = form_of(
        {
            **MONEY,
            "key": "monto",
            "label": "Monto para {{area}}",
            "description": '="Como máximo " + string(tope)',
            "validate": {"required": True},
        }
    )
    (field,) = view(form, None, {"monto": Decimal(180000), "area": "Obras", "tope": Decimal(5)})
    assert (field.kind, field.name, field.label) == (Kind.NUMBER, "monto", "Monto para Obras")
    assert (field.hint, field.value, field.prefix) == ("Como máximo 5", "180,000.00", "S/")
    assert (field.typed, field.required, field.locked) == (Decimal("180000.00"), True, False)


def test_what_was_typed_comes_back_exactly_with_its_fault(form_of: FormOf) -> None:
    form = form_of({**MONEY, "key": "monto", "label": "Monto"}, {"type": "datetime", "key": "f"})
    raw = {"monto": "180.000 soles", "f.day": "31", "f.month": "2", "f.year": "2026"}
    submission = validate(form, raw, {})
    amount, day = view(form, raw, {"monto": Decimal(5)}, errors=submission.errors)
    assert (amount.value, amount.error) == ("180.000 soles", submission.errors[0])
    assert (day.parts, day.error) == (DateParts("31", "2", "2026"), submission.errors[1])


def test_defaults_are_shown_until_something_is_known_or_typed(form_of: FormOf) -> None:
    form = form_of(
        {"type": "textfield", "key": "t", "defaultValue": "Unidad"},
        {"type": "checkbox", "key": "c", "defaultValue": True},
    )
    text, box = view(form, None, {})
    assert (text.value, box.chosen) == ("Unidad", ("true",))
    text, box = view(form, {"t": "Kit"}, {})
    assert (text.value, box.chosen) == ("Kit", ())
    text, _ = view(form, None, {"t": "Bolsa"})
    assert text.value == "Bolsa"


def test_options_carry_their_consequence_and_what_is_chosen(form_of: FormOf) -> None:
    form = form_of(
        {
            "type": "radio",
            "key": "decide",
            "values": [
                {"value": "si", "label": "Sí", "description": "Pasa a contrato."},
                {"value": "no", "label": "No"},
            ],
            "properties": {"consequence_no": "Se archiva."},
        },
        {"type": "checklist", "key": "varios", "valuesKey": "areas"},
    )
    decide, several = view(form, {"decide": "no", "varios": ["b"]}, {"areas": ["a", "b"]})
    assert decide.options == (
        Option("si", "Sí", "Pasa a contrato."),
        Option("no", "No", "Se archiva."),
    )
    assert decide.chosen == ("no",)
    assert several.options == (Option("a", "a"), Option("b", "b"))
    assert several.chosen == ("b",)


def test_a_locked_field_shows_the_case_and_not_what_was_sent(form_of: FormOf) -> None:
    form = form_of({**MONEY, "key": "monto", "readonly": True}, {"type": "textfield", "key": "n"})
    amount, _ = view(form, {"monto": "1", "n": "x"}, {"monto": Decimal(100)})
    assert (amount.locked, amount.value, amount.typed) == (True, "100.00", Decimal(100))


def test_hidden_parts_are_left_out(form_of: FormOf) -> None:
    hide = {"conditional": {"hide": "=not(a)"}}
    form = form_of(
        {"type": "checkbox", "key": "a"},
        {"type": "text", "text": "Explique", **hide},
        {"type": "textfield", "key": "t", **hide},
    )
    assert [part.name for part in view(form, None, {})] == ["a"]
    assert [part.kind for part in view(form, {"a": "on"}, {})] == ["checkbox", "text", "textfield"]
    assert visible(form, {"a": "on"}, {}) == {"a", "t"}
    assert visible(form, {}, {}) == {"a"}


def test_a_text_gives_its_words_and_values_apart(form_of: FormOf) -> None:
    form = form_of({"type": "text", "text": "Vence el {{vence}}, faltan {{n}}."})
    (text,) = view(form, None, {"vence": date(2026, 4, 7), "n": Decimal(5)})
    assert text.text == ("Vence el ", date(2026, 4, 7), ", faltan ", Decimal(5), ".")


def test_groups_and_lists_hold_their_parts(form_of: FormOf) -> None:
    rows: dict[str, Any] = {
        "type": "dynamiclist",
        "path": "items",
        "label": "Bienes",
        "components": [
            {"type": "textfield", "key": "n", "label": "Bien {{n}}", "defaultValue": "x"}
        ],
    }
    form = form_of({"type": "group", "label": "Detalle", "path": "g", "components": [rows]})
    (group,) = view(form, None, {"g": {"items": [{"n": "Cemento"}, {"n": "Arena"}]}})
    (bienes,) = group.children
    assert (group.label, bienes.label, bienes.name) == ("Detalle", "Bienes", "g.items")
    assert [row.name for row in bienes.children] == ["g.items[0]", "g.items[1]"]
    assert [row.is_row for row in bienes.children] == [True, True]
    fields = [row.children[0] for row in bienes.children]
    assert [field.name for field in fields] == ["g.items[0].n", "g.items[1].n"]


def test_a_new_list_shows_its_first_rows_with_their_defaults(form_of: FormOf) -> None:
    form = form_of(
        {
            "type": "dynamiclist",
            "path": "items",
            "defaultRepetitions": 2,
            "components": [{"type": "textfield", "key": "n", "defaultValue": "Kit"}],
        }
    )
    (bienes,) = view(form, None, {})
    assert [row.children[0].value for row in bienes.children] == ["Kit", "Kit"]


def test_rows_of_a_fixed_list_show_what_is_locked(form_of: FormOf) -> None:
    form = form_of(
        {
            "type": "dynamiclist",
            "path": "ofertas",
            "allowAddRemove": False,
            "components": [
                {"type": "textfield", "key": "postor", "label": "Postor", "readonly": True},
                {"type": "number", "key": "puntaje", "label": "Puntaje de {{postor}}"},
            ],
        }
    )
    context = {"ofertas": [{"postor": "A"}, {"postor": "B"}]}
    for raw in (None, {"ofertas[1].puntaje": "9", "ofertas[1].postor": "Z"}):
        (ofertas,) = view(form, raw, context)
        assert [row.children[0].value for row in ofertas.children] == ["A", "B"]
        assert ofertas.children[1].children[1].label == "Puntaje de B"
    assert ofertas.children[1].children[1].value == "9"


def test_a_computed_value_is_shown(form_of: FormOf) -> None:
    form = form_of(
        {"type": "number", "key": "a"},
        {
            "type": "expression",
            "key": "doble",
            "expression": "=a * 2",
            "properties": {"label": "Doble", "format": "number"},
        },
    )
    _, double = view(form, {"a": "4"}, {})
    assert (double.kind, double.typed) == (Kind.EXPRESSION, Decimal(8))


def test_the_width_tells_the_length_expected(form_of: FormOf) -> None:
    form = form_of(
        {"type": "textfield", "key": "ruc", "properties": {"format": "ruc"}},
        {"type": "textfield", "key": "anio", "properties": {"width": "4"}},
        {"type": "textfield", "key": "t"},
    )
    assert [field.width for field in view(form, None, {})] == [11, 4, None]
