"""Every kind of part: tables, HTML, pictures, hours, computed rows, pages, numbers of the State."""

import json
from collections.abc import Callable
from datetime import datetime, time
from decimal import Decimal
from typing import Any

import pytest

from engine.forms import Form, FormRefused, Kind, parse_form, validate, view

FormOf = Callable[..., Form]
PICTURE = "data:image/png;base64,iVBORw0KGgo="


def problems_of(*components: dict[str, Any]) -> list[str]:
    with pytest.raises(FormRefused) as refused:
        parse_form(json.dumps({"type": "default", "components": components}).encode())
    return [problem.message for problem in refused.value.problems]


def html(content: str) -> dict[str, Any]:
    return {"type": "html", "content": content}


TABLE = {
    "type": "table",
    "label": "Bienes",
    "dataSource": "=bienes",
    "columns": [{"key": "nombre", "label": "Nombre"}, {"key": "monto", "label": "Monto"}],
    "rowCount": 1,
}


def test_a_table_shows_the_rows_of_the_case_and_says_how_many_it_leaves_out(
    form_of: FormOf,
) -> None:
    bienes = [{"nombre": "Bomba", "monto": Decimal(5)}, {"nombre": "Tubo"}, "no es una fila"]
    (shown,) = view(form_of(TABLE), None, {"bienes": bienes})
    assert shown.table is not None
    assert shown.table.headings == ("Nombre", "Monto")
    assert shown.table.lines == (("Bomba", Decimal(5)),)
    assert shown.table.left_out == 1


def test_the_columns_of_a_table_may_be_computed(form_of: FormOf) -> None:
    form = form_of(
        {"type": "table", "dataSource": "=[{a: 1}]", "columnsExpression": '=[{key: "a"}, 3]'}
    )
    (shown,) = view(form, None, {})
    assert shown.table is not None
    assert (shown.table.headings, shown.table.lines) == (("a",), ((Decimal(1),),))


def test_a_table_has_one_owner_of_columns_and_needs_rows() -> None:
    assert problems_of({"type": "table", "columns": [{"key": 1}]}) == [
        "Cada columna debe tener «key» y «label»",
        "Las columnas deben venir de un solo lugar",
        "Falta de dónde salen las filas",
    ]


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("<script>alert(1)</script>", "La marca «script» no se admite en HTML"),
        ("<img src=x onerror=alert(1)>", "La marca «img» no se admite en HTML"),
        ("<svg/onload=alert(1)>", "La marca «svg» no se admite en HTML"),
        ('<p onclick="x()">a</p>', "El atributo «onclick» de «p» no se admite en HTML"),
        ('<p style="color:red">a</p>', "El atributo «style» de «p» no se admite en HTML"),
        ('<a href="javascript:alert(1)">a</a>', "Un enlace debe empezar con https://"),
        ('<a href="&#106;avascript:alert(1)">a</a>', "Un enlace debe empezar con https://"),
        ('<a href="//otro.example">a</a>', "Un enlace debe empezar con https://"),
        ('<a href="{{pagina}}">a</a>', "Dentro de la marca «a» no puede ir un valor"),
        ("<p>a", "Falta cerrar la marca «p»"),
        ("a</p>", "La marca «p» se cierra sin haberse abierto"),
        ("<!-- a -->", "Los comentarios de HTML no se admiten"),
        ("2 < 3", "Un signo «<» suelto debe escribirse «&lt;»"),
        ("<p", "Una marca quedó sin terminar"),
    ],
)
def test_html_that_could_run_or_break_the_page_is_refused_by_name(content: str, fault: str) -> None:
    assert any(problem.startswith(fault) for problem in problems_of(html(content)))


def test_harmless_html_is_written_anew_and_its_values_stay_apart(form_of: FormOf) -> None:
    form = form_of(html('<P>Pague <b>{{monto}}</b> &amp; firme<br/><a href="/x">ver</a></P>'))
    (shown,) = view(form, None, {"monto": "<b>1"})
    assert shown.text == (
        "<p>Pague <b>",
        "<b>1",
        '</b> &amp; firme<br><a href="/x">ver</a></p>',
    )
    assert [type(piece).__name__ for piece in shown.text] == ["Written", "str", "Written"]


def test_a_picture_lives_in_the_form_and_says_what_it_shows(form_of: FormOf) -> None:
    (shown,) = view(form_of({"type": "image", "source": PICTURE, "alt": "Croquis"}), None, {})
    assert (shown.label, shown.text) == ("Croquis", (PICTURE,))
    assert problems_of({"type": "image", "source": "https://otro.example/a.png"}) == [
        "La imagen debe ir dentro del formulario",
        "Falta decir qué muestra la imagen",
    ]
    assert problems_of(
        {"type": "image", "source": "data:image/svg+xml;base64,PHN2Zz4=", "alt": "a"}
    ) == ["La imagen debe ir dentro del formulario"]


HOURS = (
    {"type": "datetime", "key": "hora", "subtype": "time", "timeLabel": "Hora"},
    {"type": "datetime", "key": "cita", "subtype": "datetime", "dateLabel": "Cita"},
)


def test_hours_and_moments_are_read_and_shown_as_typed(form_of: FormOf) -> None:
    raw = {"hora": "9h05", "cita-day": "7", "cita-month": "4", "cita-year": "2026"}
    form = form_of(*HOURS)
    missing = validate(form, raw, {})
    assert [error.message for error in missing.errors] == [
        "Escriba la hora en «Cita», por ejemplo 14:30"
    ]
    whole = validate(form, {**raw, "cita-time": "14:30"}, {})
    assert whole.values == {"hora": time(9, 5), "cita": datetime(2026, 4, 7, 14, 30)}  # noqa: DTZ001  as typed: without a zone
    hour, moment = view(form, None, whole.values)
    assert (hour.value, moment.parts.time, moment.parts.day) == ("09:05", "14:30", "7")
    hour, _ = view(form, raw, {})
    assert hour.value == "9h05"


@pytest.mark.parametrize("text", ["25:00", "12:60", "mediodía", "12"])
def test_an_hour_that_does_not_exist_is_told(form_of: FormOf, text: str) -> None:
    (error,) = validate(form_of(HOURS[0]), {"hora": text}, {}).errors
    assert error.message == "Escriba la hora en «Hora», por ejemplo 14:30"


BASKET = (
    {
        "type": "dynamiclist",
        "path": "items",
        "label": "Bienes",
        "components": [
            {
                "type": "group",
                "path": "precio",
                "components": [
                    {"type": "number", "key": "unitario", "label": "Precio"},
                    {"type": "number", "key": "cantidad", "label": "Cantidad"},
                ],
            },
            {
                "type": "expression",
                "key": "subtotal",
                "expression": "=precio.unitario * precio.cantidad",
            },
        ],
    },
    {"type": "expression", "key": "total", "expression": "=sum(items.subtotal)"},
)


def test_rows_hold_groups_and_compute_and_the_form_sums_them(form_of: FormOf) -> None:
    raw = {
        "items[0].precio.unitario": "10",
        "items[0].precio.cantidad": "3",
        "items[1].precio.unitario": "5",
        "items[1].precio.cantidad": "2",
        "items[0].subtotal": "999999",
        "total": "1",
    }
    submission = validate(form_of(*BASKET), raw, {})
    assert submission.values["total"] == Decimal(40)
    assert [row["subtotal"] for row in submission.values["items"]] == [Decimal(30), Decimal(10)]
    basket, total = view(form_of(*BASKET), raw, {})
    assert [row.children[1].typed for row in basket.children] == [Decimal(30), Decimal(10)]
    assert total.typed == Decimal(40)


def test_parts_keep_the_line_that_they_share(form_of: FormOf) -> None:
    form = form_of(
        {"type": "textfield", "key": "a", "layout": {"row": "r1", "columns": 10}},
        {"type": "textfield", "key": "b", "layout": {"row": "r1", "columns": None}},
    )
    assert [(part.row, part.columns) for part in view(form, None, {})] == [("r1", 10), ("r1", None)]


FIELD = {"type": "textfield", "key": "a", "label": "A"}


def test_pages_come_from_a_multipage_or_from_groups_that_say_so(form_of: FormOf) -> None:
    page = {"type": "page", "label": "Quién pide", "components": [FIELD]}
    group = {**page, "type": "group", "properties": {"page": "true"}}
    for form in (
        form_of({"type": "multipage", "components": [page], "showSubmit": True}),
        form_of(group),
    ):
        assert [(each.kind, each.label.plain({})) for each in form.pages] == [
            (Kind.PAGE, "Quién pide")
        ]
        assert validate(form, {"a": "x"}, {}).values == {"a": "x"}


def test_nothing_is_asked_outside_of_the_pages() -> None:
    page = {"type": "page", "components": [{"type": "page", "label": "B", "components": []}]}
    assert problems_of(page, FIELD) == [
        "Una página no puede ir dentro de otra parte",
        "Una página no tiene nombre",
        "«a» está fuera de las páginas",
    ]


PICKER = {"type": "filepicker", "key": "fotos", "label": "Fotos", "multiple": True}


@pytest.mark.parametrize(
    ("there", "faults"),
    [
        ([], []),
        (["fotos"], ["Adjunte al menos 2 archivos en «Fotos»"]),
        (["fotos", "fotos"], []),
        (["fotos"] * 4, ["Deje como máximo 3 archivos en «Fotos»"]),
    ],
)
def test_a_file_picker_counts_its_files(
    form_of: FormOf, there: list[str], faults: list[str]
) -> None:
    form = form_of({**PICKER, "properties": {"min_files": "2", "max_files": "3", "max_mb": "4"}})
    errors = validate(form, {}, {}, attached=there).errors
    assert [error.message for error in errors] == faults
    (shown,) = view(form, None, {})
    assert (shown.most_files, shown.largest_mb) == (3, 4)


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        ("ruc", "20 131312955", "20131312955"),
        ("dni", "4321.4541", "43214541"),
        ("mx_rfc", "GODE561231GR8", "GODE561231GR8"),
        ("mx_curp", "BOXW310820HNERXN09", "BOXW310820HNERXN09"),
        ("br_cpf", "390.533.447-05", "39053344705"),
        ("br_cnpj", "16.727.230/0001-97", "16727230000197"),
        ("cl_rut", "76.086.428-5", "760864285"),
        ("co_nit", "213.123.432-1", "2131234321"),
        ("ec_ci", "171430710-3", "1714307103"),
        ("ec_ruc", "1792060346-001", "1792060346001"),
        ("uy_rut", "21-100342-001-7", "211003420017"),
        ("ar_cuit", "20-05536168-2", "20055361682"),
        ("bo_nit", "1020703023", "1020703023"),
        ("ve_rif", "v-11470283-4", "V114702834"),
    ],
)
def test_a_number_of_the_state_is_checked_as_its_country_does(
    form_of: FormOf, kind: str, typed: str, kept: str
) -> None:
    form = form_of({**FIELD, "properties": {"format": kind}})
    assert validate(form, {"a": typed}, {}).values == {"a": kept}
    assert len(validate(form, {"a": "1"}, {}).errors) == 1


@pytest.mark.parametrize("kind", ["mx_curp", "br_cpf", "cl_rut", "co_nit", "ec_ci", "ar_cuit"])
def test_a_wrong_digit_is_told_with_the_name_of_the_number(form_of: FormOf, kind: str) -> None:
    right = {
        "mx_curp": "BOXW310820HNERXN08",
        "br_cpf": "39053344706",
        "cl_rut": "760864286",
        "co_nit": "2131234322",
        "ec_ci": "1714307104",
        "ar_cuit": "20055361683",
    }
    (error,) = validate(
        form_of({**FIELD, "properties": {"format": kind}}), {"a": right[kind]}, {}
    ).errors
    assert error.msgid == "Revise «{label}»: algún número del {name} no corresponde"


SIGNATURE = {"type": "signature", "key": "firma", "label": "Su firma"}


def test_a_signature_is_one_small_picture_among_the_documents(form_of: FormOf) -> None:
    form = form_of({**SIGNATURE, "validate": {"required": True}})
    (shown,) = view(form, None, {})
    assert (shown.document_kind, shown.accept) == ("firma", "image/png,image/jpeg")
    assert (shown.most_files, shown.largest_mb) == (1, 2)
    (fault,) = validate(form, {"firma": "Rosa"}, {}).errors
    assert fault.message.startswith("Firme en «Su firma»")
    signed = validate(form, {}, {}, attached=("firma",))
    assert (signed.values, signed.errors) == ({}, ())


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        ([{**SIGNATURE, "multiple": True}], "La propiedad «multiple» no se admite"),
        ([{**SIGNATURE, "properties": {"max_files": "3"}}], "«max_files» no se admite"),
        (
            [SIGNATURE, {"type": "filepicker", "key": "otra", "properties": {"kind": "firma"}}],
            "guardan la misma clase de documento",
        ),
        (
            [{"type": "dynamiclist", "path": "socios", "components": [SIGNATURE]}],
            "Una lista a la que se agregan filas no puede pedir archivos",
        ),
    ],
)
def test_a_signature_that_is_used_wrongly_is_named(
    form_of: FormOf, parts: list[dict[str, Any]], told: str
) -> None:
    with pytest.raises(FormRefused, match=told):
        form_of(*parts)
