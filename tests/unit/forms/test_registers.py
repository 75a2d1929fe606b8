"""Fields that take of a register: read strictly, filled only where nothing stands, and marked."""

from collections.abc import Callable
from typing import Any

import pytest

from engine.feel import Host
from engine.forms import Form, FormRefused, view
from engine.forms.registers import declared_in, filled_in, wanted_by
from engine.territory import Ground, read_territory
from processes.registry import places_of

FormOf = Callable[..., Form]
KEY = {"type": "textfield", "key": "dni", "label": "DNI"}
HOME = {"nivel1": "08", "nivel2": "0803", "nivel3": "080309"}
FOUND = {
    "nombre": "Nélida Rojas",
    "telefono": None,
    "domicilio": {"codigo": "150101", "sistema": "INEI", "calle": "Jr. Lima", "numero": None},
}


def takes(key: str, take: str, kind: str = "textfield", **more: Any) -> dict[str, Any]:
    asked = {"register": "people", "register_key": "dni", "register_take": take}
    return {"type": kind, "key": key, "label": key, "properties": asked} | more


FIELDS = (
    KEY,
    takes("nombre", "nombre"),
    takes("telefono", "telefono"),
    takes("domicilio", "domicilio", "address"),
)
ROWS = {"type": "dynamiclist", "path": "otros", "components": [KEY, takes("nombre", "nombre")]}


@pytest.fixture
def host() -> Host:
    """A town where the real Zurite lies."""
    peru = read_territory(places_of("PE") or b"")
    return Host(ground=lambda: Ground("Zurite", peru, "080309"))


def fill(form: Form, typed: dict[str, Any], name: str, host: Host) -> dict[str, Any]:
    wanted = wanted_by(form, typed, {}, name, host=host)
    assert wanted is not None
    return filled_in(form, typed, wanted, FOUND, "VIA-2026-0001", host=host)


def test_what_is_empty_is_filled_and_says_from_where_until_it_is_changed(
    form_of: FormOf, host: Host
) -> None:
    form = form_of(*FIELDS)
    typed = {"dni": "43214541", "nombre": " ", "telefono": ""}
    typed |= {f"domicilio.{level}": code for level, code in HOME.items()}
    filled = fill(form, typed, "dni", host)
    key, name, phone, home = view(form, filled, {}, host=host)
    assert (key.is_key, name.is_key) == (True, False)
    assert (name.value, name.taken_from) == ("Nélida Rojas", "VIA-2026-0001")
    assert (phone.value, phone.taken_mark) == ("", "")
    assert home.address is not None
    assert [level.chosen for level in home.address.levels] == ["15", "1501", "150101"]
    assert home.taken_from == "VIA-2026-0001"
    _, changed, *_ = view(form, {**filled, "nombre": "Nélida R."}, {}, host=host)
    assert (changed.taken_from, changed.taken_mark) == ("", "")


def test_what_was_typed_is_never_written_over(form_of: FormOf, host: Host) -> None:
    form = form_of(*FIELDS)
    typed = {"dni": "43214541", "nombre": "Rosa", "domicilio.referencia": "frente a la plaza"}
    typed |= {f"domicilio.{level}": code for level, code in HOME.items()}
    assert fill(form, typed, "dni", host) == typed


def test_a_key_in_a_row_fills_its_own_row(form_of: FormOf, host: Host) -> None:
    form = form_of(*FIELDS, ROWS)
    typed = {"dni": "1", "nombre": "", "otros[0].dni": "2", "otros[1].dni": "43214541"}
    filled = fill(form, typed, "otros[1].dni", host)
    assert filled["otros[1].nombre"] == "Nélida Rojas"
    assert "otros[0].nombre" not in filled
    assert filled["nombre"] == ""
    rows = view(form, filled, {}, host=host)[-1].children
    assert [row.children[1].taken_from for row in rows] == ["", "VIA-2026-0001"]


def test_nothing_is_wanted_without_a_key_nor_for_what_is_hidden(
    form_of: FormOf, host: Host
) -> None:
    hidden = takes("nombre", "nombre", conditional={"hide": "=true"})
    form = form_of(KEY, hidden)
    wanted = wanted_by(form, {"dni": "43214541"}, {}, "dni", host=host)
    assert wanted is not None
    assert wanted.takes == {}
    blank = wanted_by(form_of(*FIELDS), {"dni": " "}, {}, "dni", host=host)
    assert blank is not None
    assert (blank.key, blank.takes) == ("", {})
    assert wanted_by(form, {"dni": "43214541"}, {}, "nombre", host=host) is None


def test_what_somebody_declared_of_a_key_is_found_again_also_in_a_row(form_of: FormOf) -> None:
    form = form_of(*FIELDS, ROWS)
    values = {"dni": "1", "nombre": "Rosa", "otros": [{"dni": "2", "nombre": "Luis"}]}
    assert declared_in(form, values, "people", "1") == {"nombre": "Rosa"}
    assert declared_in(form, values, "people", "2") == {"nombre": "Luis"}
    assert declared_in(form, values, "parcels", "1") == {}
    assert declared_in(form, values, "people", "3") == {}


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        ((KEY, takes("x", "nombre", properties={"register": "people"})), "van juntas"),
        ((takes("x", "nombre"),), "no es un campo de texto a su lado"),
        (({**KEY, "type": "number"}, takes("x", "nombre")), "no es un campo de texto a su lado"),
        ((takes("dni", "nombre"),), "no es un campo de texto a su lado"),
        ((KEY, takes("x", "n", "filepicker")), "solo vale en campos que se responden"),
        (
            (KEY, {**ROWS, "components": [takes("nombre", "nombre")]}),
            "no es un campo de texto a su lado",
        ),
    ],
)
def test_a_field_that_takes_wrongly_is_named(
    form_of: FormOf, parts: tuple[dict[str, Any], ...], told: str
) -> None:
    with pytest.raises(FormRefused, match=told):
        form_of(*parts)
