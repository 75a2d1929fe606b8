"""Forms are understood whole, or refused with a sentence for each fault."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from engine.forms import Form, FormProblem, FormRefused, Kind, parse_form

FormOf = Callable[..., Form]


def problems_of(*components: dict[str, Any]) -> tuple[FormProblem, ...]:
    with pytest.raises(FormRefused) as refused:
        parse_form(json.dumps({"type": "default", "components": components}).encode())
    return refused.value.problems


def test_the_fields_of_groups_and_lists_are_fields_of_the_form(form_of: FormOf) -> None:
    form = form_of(
        {"type": "text", "text": "Datos"},
        {
            "type": "group",
            "path": "proveedor",
            "components": [{"type": "textfield", "key": "ruc", "properties": {"format": "ruc"}}],
        },
        {
            "type": "dynamiclist",
            "path": "items",
            "components": [{"type": "number", "key": "cantidad"}],
        },
        {"type": "filepicker", "key": "bases"},
    )
    assert [(part.kind, part.key) for part in form.fields] == [
        (Kind.TEXTFIELD, "ruc"),
        (Kind.NUMBER, "cantidad"),
        (Kind.FILEPICKER, "bases"),
    ]


def test_the_names_that_its_expressions_read_are_known(form_of: FormOf) -> None:
    form = form_of(
        {
            "type": "number",
            "key": "monto",
            "label": "Hasta {{tope}}",
            "conditional": {"hide": "=not(procede)"},
            "validate": {"max": "=cuantia"},
        }
    )
    assert form.reads == {"tope", "procede", "cuantia"}


@pytest.mark.parametrize("kind", ["button", "iframe", "documentPreview", "videocall"])
def test_a_component_that_is_not_taken_is_refused_by_name(kind: str) -> None:
    (problem,) = problems_of({"type": kind, "label": "X"})
    assert problem.message == f"El componente «{kind}» no se admite"
    assert problem.advice


def test_every_fault_is_found_at_once() -> None:
    problems = problems_of(
        {"type": "textfield", "key": "a b", "unknown": 1},
        {"type": "number", "key": "n", "validate": {"maxLength": 5}, "serializeToString": True},
        {"type": "select", "key": "s"},
        {"type": "textfield", "label": "Sin clave"},
    )
    assert [(problem.component, problem.message) for problem in problems] == [
        ("a b", "La propiedad «unknown» no se admite en este componente"),
        ("a b", "«a b» no sirve como nombre de un dato"),
        ("a b", "Falta el nombre del dato"),
        ("n", "La propiedad «serializeToString» no se admite en este componente"),
        ("n", "La regla «maxLength» no se admite en este componente"),
        ("s", "Las opciones deben venir de un solo lugar"),
        ("Sin clave", "Falta el nombre del dato"),
    ]


@pytest.mark.parametrize(
    ("component", "words"),
    [
        ({"conditional": {"hide": "=a >"}}, "La expresión de «hide» no se entiende"),
        ({"conditional": {"hide": "a > 1"}}, "«hide» debe ser una expresión FEEL"),
        ({"conditional": {"show": "=true"}}, "La condición «show» no se admite"),
        ({"label": "{{#loop a}}x{{/loop}}"}, "«label» usa bloques"),
        ({"validate": {"pattern": "("}}, "El patrón no se entiende"),
        ({"validate": {"pattern": "a" * 301}}, "El patrón no se entiende"),
        ({"validate": {"validationType": "zip"}}, "La validación «zip» no se admite"),
        ({"properties": {"fromat": "ruc"}}, "La propiedad propia «fromat» no se admite"),
        ({"properties": {"format": "nit"}}, "El formato «nit» no se admite"),
        ({"properties": {"width": 5}}, "La propiedad propia «width» debe ser un texto"),
        ({"validate": {"required": "yes"}}, "«required» debe ser true o false"),
        ({"validate": {"minLength": [1]}}, "«minLength» debe ser un número"),
        ({"validate": []}, "«validate» debe ser un objeto"),
    ],
)
def test_a_wrong_property_is_told(component: dict[str, Any], words: str) -> None:
    problems = problems_of({"type": "textfield", "key": "a", **component})
    assert len(problems) == 1
    assert problems[0].message.startswith(words)


def test_hours_are_kept_as_they_are_written() -> None:
    (subtype, zone) = problems_of(
        {"type": "datetime", "key": "f", "subtype": "week"},
        {"type": "datetime", "key": "g", "subtype": "time", "timeSerializingFormat": "utc_offset"},
    )
    assert subtype.message == "El subtipo «week» no se admite"
    assert zone.message.startswith("Las horas se guardan como se escriben")


def test_a_currency_that_is_unknown_or_without_money_is_refused() -> None:
    problems = problems_of(
        {"type": "number", "key": "a", "properties": {"format": "money", "currency": "EUR"}},
        {"type": "number", "key": "b", "properties": {"currency": "PEN"}},
    )
    assert [problem.message for problem in problems] == [
        "La moneda «EUR» no se admite",
        "Solo un monto tiene moneda",
    ]


def test_an_answer_has_one_owner() -> None:
    problems = problems_of(
        {"type": "textfield", "key": "a"},
        {"type": "number", "key": "a"},
        {"type": "textfield", "key": "b.c"},
        {"type": "textfield", "key": "b"},
    )
    assert [problem.message for problem in problems] == [
        "La clave «a» se usa 2 veces",
        "La clave «b.c» está dentro de «b»",
    ]


def test_lists_hold_no_lists_nor_files() -> None:
    problems = problems_of(
        {
            "type": "dynamiclist",
            "path": "items",
            "components": [
                {"type": "group", "components": [{"type": "dynamiclist", "path": "otra"}]},
                {"type": "filepicker", "key": "f"},
                {"type": "textfield", "key": "t", "readonly": True},
            ],
        }
    )
    assert [problem.message for problem in problems] == [
        "Una lista no puede tener otra lista dentro",
        "Una lista a la que se agregan filas no puede pedir archivos",
        "Una lista a la que se agregan filas no puede tener campos bloqueados",
    ]


def test_options_are_unique_and_their_consequences_belong_to_one() -> None:
    problems = problems_of(
        {
            "type": "radio",
            "key": "r",
            "values": [{"value": "si", "label": "Sí"}, {"value": "si", "label": "Otra"}],
            "properties": {"consequence_no": "Se archiva."},
        }
    )
    assert [problem.message for problem in problems] == [
        "La opción «si» aparece 2 veces",
        "«consequence_no» no corresponde a ninguna opción",
    ]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"null",
        b"{",
        b'{"type": "default", "components": NaN}',
        b'{"type": "default", "type": "default", "components": []}',
        b'{"components": [{"type": "number", "key": "n", "increment": 1e999999999}]}',
        b"[" * 100_000,
        b"\xff\xfe",
        b" " * (512 * 1024 + 1),
    ],
)
def test_what_is_no_form_file_is_refused(content: bytes) -> None:
    with pytest.raises(FormRefused) as refused:
        parse_form(content)
    assert len(refused.value.problems) == 1


def test_a_form_without_components_or_of_another_type_is_refused() -> None:
    with pytest.raises(FormRefused) as refused:
        parse_form(b'{"type": "survey", "title": "x"}')
    assert [problem.message for problem in refused.value.problems] == [
        "La propiedad «title» no se admite en este componente",
        "El tipo de formulario debe ser «default»",
        "Falta la lista de componentes",
    ]


def test_groups_inside_groups_end_somewhere() -> None:
    group: dict[str, Any] = {"type": "group", "components": []}
    for _ in range(8):
        group = {"type": "group", "components": [group]}
    assert [problem.message for problem in problems_of(group)] == [
        "Hay más de 5 niveles o de 400 componentes"
    ]
