"""What reaches the case: only what the form shows and asks, typed and within its rules."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from engine.feel import Host
from engine.forms import Form, Submission, validate

FormOf = Callable[..., Form]


def one(form_of: FormOf, component: dict[str, Any], raw: object, **context: Any) -> Submission:
    form = form_of({"key": "x", "label": "Dato", **component})
    return validate(form, {"x": raw}, context)


def message_of(submission: Submission) -> str:
    (error,) = submission.errors
    assert error.key == "x"
    return error.message


MONEY = {"type": "number", "properties": {"format": "money", "currency": "PEN"}}
REQUIRED = {"validate": {"required": True}}
COLOURS = [{"value": "r", "label": "Rojo"}, {"value": "v", "label": "Verde"}]


def test_a_whole_form_becomes_typed_values(form_of: FormOf) -> None:
    form = form_of(
        {"type": "textfield", "key": "descripcion"},
        {**MONEY, "key": "monto"},
        {"type": "datetime", "key": "fecha"},
        {"type": "checkbox", "key": "conforme"},
        {"type": "radio", "key": "color", "values": COLOURS},
        {"type": "checklist", "key": "colores", "values": COLOURS},
        {"type": "group", "path": "postor", "components": [{"type": "textfield", "key": "ruc"}]},
    )
    submission = validate(
        form,
        {
            "descripcion": " Compra de  cemento ",
            "monto": "180,000.00",
            "fecha.day": "9",
            "fecha.month": "3",
            "fecha.year": "2026",
            "conforme": "true",
            "color": "v",
            "colores": ["v", "r"],
            "postor.ruc": "20100070970",
        },
        {},
    )
    assert submission == Submission(
        {
            "descripcion": "Compra de  cemento",
            "monto": Decimal("180000.00"),
            "fecha": date(2026, 3, 9),
            "conforme": True,
            "color": "v",
            "colores": ["r", "v"],
            "postor": {"ruc": "20100070970"},
        }
    )
    assert submission.accepted


def test_blank_answers_that_may_be_blank_are_null(form_of: FormOf) -> None:
    form = form_of(
        {"type": "textfield", "key": "t"},
        {"type": "number", "key": "n"},
        {"type": "datetime", "key": "f"},
        {"type": "checkbox", "key": "c"},
        {"type": "select", "key": "s", "values": COLOURS},
        {"type": "checklist", "key": "l", "values": COLOURS},
    )
    raw = {"t": "  ", "n": "", "f-day": "", "f-month": "", "f-year": "", "s": ""}
    assert validate(form, raw, {}) == Submission(
        {"t": None, "n": None, "f": None, "c": False, "s": None, "l": []}
    )


@pytest.mark.parametrize(
    ("component", "message"),
    [
        ({"type": "textfield"}, "Complete «Dato»"),
        ({"type": "textarea"}, "Complete «Dato»"),
        ({"type": "number"}, "Complete «Dato»"),
        (MONEY, "Escriba el monto con dos decimales, por ejemplo 1,250.00"),
        ({"type": "datetime"}, "Escriba el día, el mes y el año en «Dato»"),
        ({"type": "checkbox"}, "Marque «Dato» para continuar"),
        ({"type": "radio", "values": COLOURS}, "Elija una opción en «Dato»"),
        ({"type": "select", "values": COLOURS}, "Elija una opción en «Dato»"),
        ({"type": "checklist", "values": COLOURS}, "Marque al menos una opción en «Dato»"),
        (
            {"type": "textfield", "properties": {"required_message": "Diga {para} qué"}},
            "Diga {para} qué",
        ),
    ],
)
def test_a_required_answer_is_asked_for(
    form_of: FormOf, component: dict[str, Any], message: str
) -> None:
    form = form_of({"key": "x", "label": "Dato", **component, **REQUIRED})
    assert message_of(validate(form, {}, {})) == message


@pytest.mark.parametrize(
    ("component", "typed", "message"),
    [
        (MONEY, "doscientos", "Escriba el monto con dos decimales, por ejemplo 1,250.00"),
        (MONEY, "180.000", "Escriba 180,000.00 si son miles, o 180.00 si son decimales"),
        (MONEY, "180000,50", "Separe los decimales con «.»: 180,000.50"),
        (MONEY, "12.345", "Escriba 12,345.00 si son miles, o 12.34 si son decimales"),
        (MONEY, "-5", "Escriba un monto desde 0.00"),
        (
            {"type": "number", "decimalDigits": 0},
            "1.5",
            "Escriba en «Dato» un número entero, sin decimales",
        ),
        (
            {"type": "number", "decimalDigits": 1},
            "1.25",
            "Escriba en «Dato» como máximo 1 decimales",
        ),
        (
            {"type": "number", "validate": {"min": 0, "max": 100}},
            "101",
            "Escriba en «Dato» un número hasta 100",
        ),
        ({"type": "number", "validate": {"min": 5}}, "4.99", "Escriba en «Dato» un número desde 5"),
        ({"type": "number", "increment": 5}, "7", "Escriba en «Dato» un número de 5 en 5"),
        (
            {"type": "textfield", "validate": {"minLength": 3}},
            "ab",
            "Escriba en «Dato» al menos 3 caracteres",
        ),
        (
            {"type": "textfield", "validate": {"maxLength": "3"}},
            "abcd",
            "Acorte «Dato» a 3 caracteres como máximo; ahora tiene 4",
        ),
        (
            {"type": "textfield"},
            "a" * 501,
            "Acorte «Dato» a 500 caracteres como máximo; ahora tiene 501",
        ),
        ({"type": "textfield"}, "a\nb", "Escriba «Dato» en una sola línea"),
        ({"type": "textarea"}, "a\x00b", "Vuelva a escribir «Dato»: trae caracteres que no se ven"),
        (
            {"type": "textfield"},
            "a\u202eb",
            "Vuelva a escribir «Dato»: trae caracteres que no se ven",
        ),
        ({"type": "textfield"}, ["a", "b"], "Escriba una sola respuesta en «Dato»"),
        ({"type": "textfield"}, {"y": "a"}, "Escriba una sola respuesta en «Dato»"),
        (
            {"type": "textfield", "validate": {"pattern": "^CCP-\\d{4}$"}},
            "CCP-12",
            "Revise «Dato»: no tiene la forma esperada",
        ),
        (
            {
                "type": "textfield",
                "validate": {"pattern": "^\\d+$"},
                "properties": {"pattern_message": "Escriba solo números"},
            },
            "12a",
            "Escriba solo números",
        ),
        (
            {"type": "textfield", "validate": {"validationType": "email"}},
            "ana@muni",
            "Escriba un correo completo, por ejemplo nombre@dominio.pe",
        ),
        (
            {"type": "textfield", "validate": {"validationType": "phone"}},
            "llámeme",
            "Escriba el teléfono solo con números, por ejemplo 987654321",
        ),
        (
            {"type": "textfield", "properties": {"format": "ruc"}},
            "2010007097",
            "Escriba los 11 números del RUC",
        ),
        (
            {"type": "textfield", "properties": {"format": "ruc"}},
            "20100070971",
            "Revise el RUC: alguno de sus números no corresponde",
        ),
        (
            {"type": "textfield", "properties": {"format": "dni"}},
            "1234567",
            "Escriba los 8 números del DNI",
        ),
        (
            {"type": "datetime"},
            "31/02/2026",
            "Escriba en «Dato» una fecha que exista: 31/02/2026 no está en el calendario",
        ),
        ({"type": "datetime"}, {"day": "5", "year": "2026"}, "Elija el mes en «Dato»"),
        (
            {"type": "datetime"},
            {"day": "5", "month": "2", "year": "26"},
            "Escriba el año con cuatro cifras en «Dato»",
        ),
        (
            {"type": "radio", "values": COLOURS},
            "azul",
            "Elija en «Dato» una de las opciones que se muestran",
        ),
        (
            {"type": "checklist", "values": COLOURS},
            ["r", "azul"],
            "Elija en «Dato» una de las opciones que se muestran",
        ),
    ],
)
def test_a_wrong_answer_says_what_to_do(
    form_of: FormOf, component: dict[str, Any], typed: object, message: str
) -> None:
    submission = one(form_of, component, typed)
    assert message_of(submission) == message
    assert not submission.accepted


@pytest.mark.parametrize(
    ("component", "typed", "value"),
    [
        ({"type": "textfield", "properties": {"format": "ruc"}}, "20-10007097 0", "20100070970"),
        ({"type": "textfield", "properties": {"format": "dni"}}, "4541 2345", "45412345"),
        (
            {"type": "textfield", "validate": {"validationType": "email"}},
            "rosa@tamboreal.gob.pe",
            "rosa@tamboreal.gob.pe",
        ),
        (
            {"type": "textfield", "validate": {"validationType": "phone"}},
            "(01) 987-6543",
            "(01) 987-6543",
        ),
        ({"type": "textarea"}, "uno\r\ndos", "uno\ndos"),
        ({"type": "textfield"}, "\ufeffcafe\u0301\u200b", "café"),
        (MONEY, "180000.5", Decimal("180000.50")),
        (MONEY, Decimal("7145.83"), Decimal("7145.83")),
        ({"type": "number"}, 30, Decimal(30)),
        ({"type": "datetime"}, date(2026, 3, 9), date(2026, 3, 9)),
        ({"type": "checkbox"}, True, True),
        ({"type": "checkbox"}, ["false", "true"], True),
        ({"type": "checkbox"}, "no", False),
        (
            {"type": "select", "values": [{"value": 3, "label": "Tres"}]},
            "3",
            Decimal(3),
        ),
        (
            {"type": "radio", "values": [{"value": True, "label": "Sí"}]},
            "true",
            True,
        ),
        ({"type": "number"}, "0", Decimal(0)),
    ],
)
def test_answers_are_read_as_meant(
    form_of: FormOf, component: dict[str, Any], typed: object, value: object
) -> None:
    submission = one(form_of, {**component, **REQUIRED} if value is not False else component, typed)
    assert submission == Submission({"x": value})


def test_money_always_carries_the_decimals_of_its_currency(form_of: FormOf) -> None:
    pesos = {"type": "number", "properties": {"format": "money", "currency": "CLP"}}
    assert str(one(form_of, MONEY, "5").values["x"]) == "5.00"
    assert str(one(form_of, pesos, "1,250").values["x"]) == "1250"
    assert message_of(one(form_of, pesos, "5.5")) == (
        "Escriba el monto sin decimales, por ejemplo 1,250"
    )


def test_limits_may_come_from_the_case(form_of: FormOf) -> None:
    component = {**MONEY, "validate": {"max": "=cuantia * 1.1"}}
    assert message_of(one(form_of, component, "200,000", cuantia=Decimal(180000))) == (
        "Escriba un monto hasta 198,000.00"
    )


def test_dates_keep_their_limits(form_of: FormOf, host: Host) -> None:
    form = form_of(
        {
            "type": "datetime",
            "key": "cierre",
            "label": "Cierre",
            "properties": {"earliest": "=convocatoria", "latest": "=today()"},
        },
        {"type": "datetime", "key": "entrega", "label": "Entrega", "disallowPassedDates": True},
    )
    raw = {"cierre": "2026-03-06", "entrega": "2026-03-08"}
    context = {"convocatoria": date(2026, 3, 7)}
    assert [error.message for error in validate(form, raw, context, host=host).errors] == [
        "Escriba en «Cierre» una fecha desde el 07/03/2026",
        "Escriba en «Entrega» una fecha desde el 09/03/2026",
    ]
    late = validate(form, {"cierre": "2026-03-10", "entrega": "2026-03-09"}, context, host=host)
    assert [error.message for error in late.errors] == [
        "Escriba en «Cierre» una fecha hasta el 09/03/2026"
    ]


def test_options_may_be_computed_from_the_case(form_of: FormOf) -> None:
    component = {
        "type": "select",
        "valuesExpression": "=for o in ofertas return {value: o.ruc, label: o.nombre}",
    }
    context = {"ofertas": [{"ruc": "20100070970", "nombre": "Uno"}]}
    assert one(form_of, component, "20100070970", **context).values == {"x": "20100070970"}
    assert message_of(one(form_of, component, "20131312955", **context)) == (
        "Elija en «Dato» una de las opciones que se muestran"
    )
    assert message_of(one(form_of, {"type": "select", "valuesKey": "ruc"}, "1")).startswith("Elija")


def test_names_that_the_form_does_not_have_never_reach_the_case(form_of: FormOf) -> None:
    form = form_of({"type": "textfield", "key": "a"})
    raw = {"a": "1", "aprobado": "true", "a.b": "x", "__class__": "x", "a[0]": "y", "": "z"}
    assert validate(form, {"a": "1", "aprobado": "true", "": "z", "a-b": "w"}, {}).values == {
        "a": "1"
    }
    assert set(validate(form, raw, {}).values) == {"a"}


def test_a_hidden_field_never_reaches_the_case_and_is_not_asked_for(form_of: FormOf) -> None:
    form = form_of(
        {"type": "radio", "key": "decide", "values": COLOURS},
        {
            "type": "textfield",
            "key": "motivo",
            "conditional": {"hide": '=decide != "r"'},
            **REQUIRED,
        },
    )
    assert validate(form, {"decide": "v", "motivo": "x"}, {}) == Submission({"decide": "v"})
    asked = validate(form, {"decide": "r"}, {})
    assert [error.key for error in asked.errors] == ["motivo"]


def test_a_field_that_depends_on_a_hidden_one_is_judged_without_it(form_of: FormOf) -> None:
    form = form_of(
        {"type": "checkbox", "key": "a"},
        {"type": "checkbox", "key": "b", "conditional": {"hide": "=not(a)"}},
        {"type": "textfield", "key": "c", "conditional": {"hide": "=b = true"}},
    )
    stale = {"b": "true", "c": "texto"}
    assert validate(form, stale, {"b": True}).values == {"a": False, "c": "texto"}
    assert validate(form, {**stale, "a": "on"}, {}).values == {"a": True, "b": True}


def test_conditions_that_never_settle_hide_both(form_of: FormOf) -> None:
    form = form_of(
        {"type": "checkbox", "key": "a", "conditional": {"hide": "=b = true"}},
        {"type": "checkbox", "key": "b", "conditional": {"hide": "=a = null"}},
    )
    assert validate(form, {"a": "true", "b": "true"}, {}).values == {}


def test_what_is_in_a_hidden_group_is_hidden(form_of: FormOf) -> None:
    form = form_of(
        {
            "type": "group",
            "path": "g",
            "conditional": {"hide": "=true"},
            "components": [{"type": "textfield", "key": "t", **REQUIRED}],
        }
    )
    assert validate(form, {"g.t": "x"}, {}) == Submission({})


@pytest.mark.parametrize("lock", [{"readonly": True}, {"disabled": True}, {"readonly": "=cerrado"}])
def test_a_locked_field_is_never_accepted(form_of: FormOf, lock: dict[str, Any]) -> None:
    form = form_of({**MONEY, "key": "monto", **lock}, {"type": "textfield", "key": "nota"})
    context = {"monto": Decimal(100), "cerrado": True}
    submission = validate(form, {"monto": "1", "nota": "n"}, context)
    assert submission == Submission({"nota": "n"})


def test_computed_values_come_from_the_form_and_not_from_what_was_sent(form_of: FormOf) -> None:
    form = form_of(
        {"type": "number", "key": "cantidad"},
        {"type": "number", "key": "precio"},
        {"type": "expression", "key": "total", "expression": "=cantidad * precio * factor"},
    )
    raw = {"cantidad": "3", "precio": "2.50", "total": "1"}
    assert validate(form, raw, {"factor": Decimal(2)}).values["total"] == Decimal("15.00")


def test_rows_of_a_list_are_read_and_their_faults_carry_the_row(form_of: FormOf) -> None:
    form = form_of(
        {
            "type": "dynamiclist",
            "path": "items",
            "label": "Bienes",
            "components": [
                {"type": "textfield", "key": "nombre", "label": "Bien", **REQUIRED},
                {"type": "number", "key": "cantidad", "label": "Cantidad"},
                {
                    "type": "textfield",
                    "key": "nota",
                    "label": "Nota {{nombre}}",
                    "conditional": {"hide": "=cantidad < 10"},
                    **REQUIRED,
                },
            ],
        }
    )
    raw = {
        "items[0].nombre": "Cemento",
        "items[0].cantidad": "5",
        "items[3].nombre": "",
        "items[4].nombre": "Arena",
        "items[4].cantidad": "20",
        "items[4].otro": "x",
    }
    submission = validate(form, raw, {})
    assert submission.values == {
        "items": [
            {"nombre": "Cemento", "cantidad": Decimal(5)},
            {"nombre": "Arena", "cantidad": Decimal(20), "nota": None},
        ]
    }
    assert [(error.key, error.message) for error in submission.errors] == [
        ("items[1].nota", "Complete «Nota Arena»")
    ]
    nested = validate(form, {"items": [{"nombre": "Cemento", "cantidad": 5}]}, {})
    assert nested == Submission({"items": [{"nombre": "Cemento", "cantidad": Decimal(5)}]})


def test_a_list_has_a_least_and_a_greatest_number_of_rows(form_of: FormOf) -> None:
    form = form_of(
        {
            "type": "dynamiclist",
            "path": "items",
            "label": "Bienes",
            "properties": {"min_rows": "1", "max_rows": "2"},
            "components": [{"type": "textfield", "key": "n"}],
        }
    )
    assert [error.message for error in validate(form, {}, {}).errors] == [
        "Agregue al menos 1 en «Bienes»"
    ]
    many = {f"items[{row}].n": "x" for row in range(2000)}
    submission = validate(form, many, {})
    assert [error.message for error in submission.errors] == ["Deje como máximo 2 en «Bienes»"]
    assert len(submission.values["items"]) == 3


FIXED = {
    "type": "dynamiclist",
    "path": "ofertas",
    "allowAddRemove": False,
    "defaultRepetitions": 0,
    "components": [
        {"type": "textfield", "key": "postor", "label": "Postor", "readonly": True},
        {"type": "number", "key": "puntaje", "label": "Puntaje de {{postor}}", **REQUIRED},
    ],
}


def test_rows_of_a_fixed_list_keep_what_the_case_knows_of_them(form_of: FormOf) -> None:
    context = {"ofertas": [{"postor": "A", "ruc": "1"}, {"postor": "B", "ruc": "2"}]}
    raw = {
        "ofertas[0].puntaje": "80",
        "ofertas[1].puntaje": "90",
        "ofertas[1].postor": "Z",
        "ofertas[2].puntaje": "100",
    }
    assert validate(form_of(FIXED), raw, context) == Submission(
        {
            "ofertas": [
                {"postor": "A", "ruc": "1", "puntaje": Decimal(80)},
                {"postor": "B", "ruc": "2", "puntaje": Decimal(90)},
            ]
        }
    )


def test_a_row_of_a_fixed_list_that_was_left_out_is_still_asked_for(form_of: FormOf) -> None:
    context = {"ofertas": [{"postor": "A"}, {"postor": "B"}]}
    submission = validate(form_of(FIXED), {"ofertas[1].puntaje": "90"}, context)
    assert [(error.key, error.message) for error in submission.errors] == [
        ("ofertas[0].puntaje", "Complete «Puntaje de A»")
    ]


def test_a_required_document_must_be_in_the_file(form_of: FormOf) -> None:
    form = form_of(
        {
            "type": "filepicker",
            "key": "bases",
            "label": "Bases",
            "properties": {"kind": "bases_integradas"},
            **REQUIRED,
        }
    )
    missing = validate(form, {"bases": "bases.pdf"}, {})
    assert [error.message for error in missing.errors] == ["Adjunte «Bases»"]
    assert validate(form, {}, {}, attached={"bases_integradas"}) == Submission({})


def test_where_the_comma_separates_decimals_it_is_read_so(form_of: FormOf) -> None:
    form = form_of({"key": "x", "label": "Dato", **MONEY})
    assert validate(form, {"x": "180.000,50"}, {}, point=",").values == {"x": Decimal("180000.50")}


def test_thousands_of_posted_names_cost_little(form_of: FormOf) -> None:
    form = form_of({"type": "textfield", "key": "x"})
    raw = {f"n{number}": "x" for number in range(20_000)}
    assert validate(form, {"x": "1", **raw}, {}).values == {"x": "1"}
