"""Addresses and what is brought, inside of a list and of a group in it: as outside."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from engine.feel import Host
from engine.forms import FieldView, Form, validate, view
from engine.forms.observing import linked
from engine.forms.rows import NEW, ROW
from engine.territory import Ground, read_territory
from processes.registry import places_of

FormOf = Callable[..., Form]
HOME = {"nivel1": "08", "nivel2": "0803", "nivel3": "080309"}
AROUND = {"expediente": {"solicitante": {"nombre": "Nélida Rojas"}}}


@pytest.fixture
def host() -> Host:
    """A town where the real Zurite lies."""
    peru = read_territory(places_of("PE") or b"")
    return Host(ground=lambda: Ground("Zurite", peru, "080309"))


def partners(**more: Any) -> dict[str, Any]:
    name = {"type": "textfield", "key": "nombre", "label": "Nombre", "validate": {"required": True}}
    home = {"type": "address", "key": "domicilio", "label": "Domicilio"}
    inside = {"type": "group", "path": "datos", "components": [home]}
    return {"type": "dynamiclist", "path": "socios", "components": [name, inside]} | more


def typed(row: int, name: str = "", **address: str) -> dict[str, str]:
    found = {f"socios[{row}].nombre": name}
    placed = {**HOME, "calle": "", "numero": "", "referencia": "", **address}
    return found | {f"socios[{row}].datos.domicilio.{key}": value for key, value in placed.items()}


def addresses(views: tuple[FieldView, ...]) -> list[list[str]]:
    """The places chosen in each row."""
    found = []
    for row in views[0].children:
        shown = row.children[1].children[0].address
        assert shown is not None
        found.append([level.chosen for level in shown.levels])
    return found


def test_each_row_has_its_address_and_lists_of_its_own(form_of: FormOf, host: Host) -> None:
    raw = typed(0, "Rosa", calle="Jr. Comercio") | typed(1, "Luis", nivel1="15")
    form = form_of(partners())
    assert addresses(view(form, raw, {}, host=host)) == [["08", "0803", "080309"], ["15", "", ""]]
    sent = validate(form, raw, {}, host=host)
    assert [(fault.key, fault.message) for fault in sent.errors] == [
        ("socios[1].datos.domicilio", "Elija otra vez en «Domicilio»: Anta no está en Lima")
    ]
    rows = sent.values["socios"]
    assert isinstance(rows, list)
    assert rows[0]["datos"]["domicilio"]["distrito"] == "Zurite"  # type: ignore[call-overload, index]  # an address
    assert rows[1] == {"nombre": "Luis", "datos": {"domicilio": None}}


def test_a_row_with_only_the_place_that_the_form_proposed_is_empty(
    form_of: FormOf, host: Host
) -> None:
    raw = typed(0) | typed(1, "Luis", calle="Jr. Lima")
    sent = validate(form_of(partners()), raw, {}, host=host)
    assert sent.accepted
    rows = sent.values["socios"]
    assert isinstance(rows, list)
    assert [row["nombre"] for row in rows] == ["Luis"]  # type: ignore[call-overload, index]  # a row
    elsewhere = typed(0, nivel1="15", nivel2="1501", nivel3="150101")
    assert [fault.key for fault in validate(form_of(partners()), elsewhere, {}, host=host).errors]


def test_other_programs_send_rows_with_codes(form_of: FormOf, host: Host) -> None:
    sent = {
        "socios": [
            {"nombre": "Rosa", "datos": {"domicilio": {"codigo": "080309", "calle": "Jr. Lima"}}},
            {"nombre": None, "datos": {"domicilio": {"codigo": "080309"}}},
        ]
    }
    values = validate(form_of(partners()), sent, {}, host=host).values
    (row,) = values["socios"]  # type: ignore[misc]  # a list
    assert row["datos"]["domicilio"]["calle"] == "Jr. Lima"


def test_where_the_country_has_no_list_a_row_asks_for_a_word(form_of: FormOf) -> None:
    raw = {"socios[0].nombre": "Rosa", "socios[0].datos.domicilio.localidad": "Villa Tunari"}
    sent = validate(form_of(partners()), raw, {})
    (fault,) = sent.errors
    assert fault.message == "Escriba en «Domicilio» la calle o una referencia"
    empty = {f"socios[0].{name}": "" for name in ("nombre", "datos.domicilio.localidad")}
    assert validate(form_of(partners()), empty, {}).values == {"socios": []}


def test_one_field_of_one_row_is_observed_and_only_that_is_asked_for_again(
    form_of: FormOf, host: Host
) -> None:
    marking = form_of({"type": "dynamiclist", "path": "observaciones"} | _of("observes"))
    fixing = form_of({"type": "group"} | _of("corrects"))
    asked = form_of(partners(label="Socio"))
    forms, _ = linked({"pedido": asked, "calificar": marking, "subsanar": fixing})
    home = {"codigo": "080309", "calle": "Jr. Comercio"}
    rows = [{"nombre": name, "datos": {"domicilio": home}} for name in ("Rosa", "Luis")]
    place = "socios[1].datos.domicilio"
    marked = {"observaciones": [{"campo": place, "motivo": "No existe"}]}
    sent = validate(forms["calificar"], marked, {"socios": rows}, host=host)
    assert (sent.values, sent.errors) == (marked, ())
    other = {"observaciones": [{"campo": "socios[2].nombre", "motivo": "No existe"}]}
    assert validate(forms["calificar"], other, {"socios": rows}, host=host).errors

    known = {"socios": rows, **marked}
    (group,) = view(forms["subsanar"], None, known, host=host)
    (listed,) = group.children
    assert (listed.locked, listed.rows_fixed) == (False, True)
    fields = [row.children[0] for row in listed.children]
    fields += [row.children[1].children[0] for row in listed.children]
    assert [(each.locked, each.note) for each in fields] == [
        (True, ""),
        (True, ""),
        (True, ""),
        (False, "No existe"),
    ]
    forged = typed(0, "Otra", calle="x") | typed(1, "Otro", calle="Jr. Lima") | typed(2, "Más")
    done = validate(forms["subsanar"], forged, known, host=host)
    assert done.accepted
    after = done.values["socios"]
    assert isinstance(after, list)
    assert after[0] == rows[0]
    assert after[1]["nombre"] == "Luis"  # type: ignore[call-overload, index]  # a row
    assert after[1]["datos"]["domicilio"]["calle"] == "Jr. Lima"  # type: ignore[call-overload, index]  # an address
    assert len(after) == 2


def _of(what: str) -> dict[str, Any]:
    return {"properties": {what: "pedido"}}


BROUGHT = {
    "type": "textfield",
    "key": "nombre",
    "label": "Nombre",
    "properties": {"prefill": "=expediente.solicitante.nombre", "prefill_source": "quien pide"},
}


def names(views: tuple[FieldView, ...]) -> list[tuple[str, str]]:
    return [(row.children[0].value, row.children[0].brought) for row in views[0].children]


def test_a_row_opens_with_what_is_brought(form_of: FormOf) -> None:
    form = form_of({"type": "dynamiclist", "path": "socios", "components": [BROUGHT]})
    assert names(view(form, None, {}, around=AROUND)) == [("Nélida Rojas", "quien pide")]
    known = {"socios": [{"nombre": "Rosa"}, {"nombre": None}]}
    assert names(view(form, None, known, around=AROUND)) == [
        ("Rosa", ""),
        ("Nélida Rojas", "quien pide"),
    ]


def test_a_row_that_was_just_added_opens_so_too_and_what_was_typed_stays(form_of: FormOf) -> None:
    fixed = {"type": "textfield", "key": "pais", "label": "País", "defaultValue": "Perú"}
    form = form_of({"type": "dynamiclist", "path": "socios", "components": [BROUGHT, fixed]})
    raw = {"socios[0].nombre": "", "socios[0].pais": "Chile", f"socios[1].{ROW}": NEW}
    shown = view(form, raw, {}, around=AROUND)
    assert names(shown) == [("", ""), ("Nélida Rojas", "quien pide")]
    assert [row.children[1].value for row in shown[0].children] == ["Chile", "Perú"]
    kept = {**raw, f"socios[1].{ROW}": "1", "socios[1].nombre": "", "socios[1].pais": ""}
    assert names(view(form, kept, {}, around=AROUND)) == [("", ""), ("", "")]


def test_a_field_of_a_row_is_brought_from_what_the_case_knows_of_the_row(form_of: FormOf) -> None:
    price = {
        "type": "number",
        "key": "ofrecido",
        "label": "Ofrecido",
        "properties": {"prefill": "=precio"},
    }
    form = form_of(
        {"type": "dynamiclist", "path": "bienes", "allowAddRemove": False, "components": [price]}
    )
    rows = [{"precio": Decimal(7)}, {"precio": Decimal(9), "ofrecido": Decimal(8)}, {}]
    data = {"precio": Decimal(1), "bienes": rows}
    shown = view(form, None, data)
    assert names(shown) == [("7", "precio"), ("8", ""), ("1", "precio")]
    sent = validate(form, {"bienes[0].ofrecido": "6"}, data).values["bienes"]
    assert sent == [
        {"precio": Decimal(7), "ofrecido": Decimal(6)},
        {"precio": Decimal(9), "ofrecido": None},
        {"ofrecido": None},
    ]
