"""What a field opens with: brought from the case and its people, never over what a person typed."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from engine.forms import Form, FormRefused, validate, view
from engine.forms.pages import to_be_shown

FormOf = Callable[..., Form]
AROUND = {"expediente": {"solicitante": {"nombre": "Nélida Rojas"}}}


def field(expression: str, **more: Any) -> dict[str, Any]:
    properties = {"prefill": expression, **more.pop("properties", {})}
    return {
        "type": "textfield",
        "key": "nombre",
        "label": "Nombre",
        "properties": properties,
    } | more


NAME = field("=expediente.solicitante.nombre", properties={"prefill_source": "el solicitante"})


def test_a_field_opens_with_what_is_brought_and_says_from_where(form_of: FormOf) -> None:
    (shown,) = view(form_of(NAME), None, {}, around=AROUND)
    assert (shown.value, shown.brought) == ("Nélida Rojas", "el solicitante")


def test_what_the_case_knows_of_the_field_itself_goes_before(form_of: FormOf) -> None:
    (shown,) = view(form_of(NAME), None, {"nombre": "Rosa"}, around=AROUND)
    assert (shown.value, shown.brought) == ("Rosa", "")


@pytest.mark.parametrize("typed", ["Rosa", ""])
def test_what_a_person_typed_is_never_written_over(form_of: FormOf, typed: str) -> None:
    (shown,) = view(form_of(NAME), {"nombre": typed}, {}, around=AROUND)
    assert (shown.value, shown.brought) == (typed, "")
    assert validate(form_of(NAME), {"nombre": typed}, {}).values == {"nombre": typed or None}


def test_it_is_told_as_long_as_the_answer_is_still_that(form_of: FormOf) -> None:
    (shown,) = view(form_of(NAME), {"nombre": " Nélida Rojas "}, {}, around=AROUND)
    assert shown.brought == "el solicitante"


def test_where_nothing_is_known_the_default_stands(form_of: FormOf) -> None:
    (shown,) = view(form_of({**NAME, "defaultValue": "—"}), None, {})
    assert (shown.value, shown.brought) == ("—", "")


@pytest.mark.parametrize(
    ("part", "known", "value"),
    [
        ({"type": "number"}, Decimal("1250.5"), Decimal("1250.5")),
        ({"type": "checkbox"}, True, True),
        ({"type": "datetime", "subtype": "date"}, date(2026, 3, 9), date(2026, 3, 9)),
        ({"type": "select", "values": [{"value": "a", "label": "A"}]}, "a", "a"),
        (
            {"type": "location"},
            {"type": "Point", "coordinates": [Decimal("-72.25"), Decimal("-13.45")]},
            {"type": "Point", "coordinates": [Decimal("-72.250000"), Decimal("-13.450000")]},
        ),
    ],
)
def test_values_of_every_kind_are_brought(
    form_of: FormOf, part: dict[str, Any], known: Any, value: Any
) -> None:
    form = form_of({**part, "key": "hoy", "properties": {"prefill": "=antes"}})
    (shown,) = view(form, None, {"antes": known})
    assert (shown.typed, shown.brought) == (value, "antes")
    assert form.reads == {"antes"}


def test_a_page_that_nobody_answered_opens_with_it_too(form_of: FormOf) -> None:
    page = {"type": "group", "label": "Uno", "properties": {"page": "true"}, "components": [NAME]}
    form = form_of(page)
    shown = to_be_shown(form, {"otro": "1"}, {}, around=AROUND)
    assert shown["nombre"] == "Nélida Rojas"
    answered = to_be_shown(form, {"_answered.1": "1"}, {}, around=AROUND)
    assert "nombre" not in answered


@pytest.mark.parametrize(
    ("part", "told"),
    [
        (field("nombre"), "«prefill» debe ser una expresión FEEL"),
        (field("=nombre +"), "La expresión de «prefill» no se entiende"),
        (field("=a", type="filepicker"), "«prefill» solo vale en campos que se responden"),
        (field("", properties={"prefill_source": "x"}), "no vale sin «prefill»"),
    ],
)
def test_a_prefill_that_is_used_wrongly_is_named(
    form_of: FormOf, part: dict[str, Any], told: str
) -> None:
    with pytest.raises(FormRefused, match=told):
        form_of(part)
