"""An address: chosen level by level from the list of the country, with words; checked."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from engine.feel import Host
from engine.forms import Form, FormRefused, validate, view
from engine.forms.addresses import address_words
from engine.forms.observing import linked
from engine.territory import Ground, read_territory
from processes.registry import places_of

FormOf = Callable[..., Form]
ADDRESS = {"type": "address", "key": "domicilio", "label": "Domicilio"}
ZURITE = {"domicilio.nivel1": "08", "domicilio.nivel2": "0803", "domicilio.nivel3": "080309"}
KNOWN = {
    "codigo": "080309",
    "sistema": "INEI",
    "departamento": "Cusco",
    "provincia": "Anta",
    "distrito": "Zurite",
    "calle": "Jr. Comercio",
    "numero": "120",
    "referencia": None,
}


@pytest.fixture
def host() -> Host:
    """A town where the real Zurite lies."""
    peru = read_territory(places_of("PE") or b"")
    return Host(ground=lambda: Ground("Zurite", peru, "080309"))


@pytest.fixture
def form(form_of: FormOf) -> Form:
    return form_of({**ADDRESS, "validate": {"required": True}})


def test_codes_and_words_become_an_address_with_its_names(form: Form, host: Host) -> None:
    typed = {**ZURITE, "domicilio.calle": " Jr. Comercio ", "domicilio.numero": "120"}
    sent = validate(form, typed, {}, host=host)
    assert (sent.values, sent.errors) == ({"domicilio": KNOWN}, ())
    assert address_words(KNOWN) == "Jr. Comercio 120, Zurite, Anta, Cusco"


def test_other_programs_send_the_code_alone_or_an_address_as_the_case_has_it(
    form: Form, host: Host
) -> None:
    short = {"domicilio": {"codigo": "080309", "calle": "Jr. Comercio", "numero": "120"}}
    assert validate(form, short, {}, host=host).values == {"domicilio": KNOWN}
    assert validate(form, {"domicilio": KNOWN}, {}, host=host).values == {"domicilio": KNOWN}


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({}, "Escriba la dirección en «Domicilio»"),
        (ZURITE, "Escriba la dirección en «Domicilio»"),
        ({"domicilio": "Jr. Comercio"}, "Escriba la dirección en «Domicilio»"),
        ({**ZURITE, "domicilio.numero": "5"}, "la calle o una referencia"),
        (
            {**ZURITE, "domicilio.nivel1": "15", "domicilio.calle": "x"},
            "Anta no está en Lima",
        ),
        (
            {**ZURITE, "domicilio.nivel3": "150101", "domicilio.calle": "x"},
            "Lima no está en Anta",
        ),
        ({**ZURITE, "domicilio.nivel3": "", "domicilio.calle": "x"}, "hasta el último"),
        ({**ZURITE, "domicilio.nivel3": "999999", "domicilio.calle": "x"}, "hasta el último"),
        ({**ZURITE, "domicilio.calle": "x" * 501}, "Acorte «Domicilio»"),
    ],
)
def test_what_is_wrong_with_an_address_is_said(
    form: Form, host: Host, typed: dict[str, Any], told: str
) -> None:
    sent = validate(form, typed, {}, host=host)
    (fault,) = sent.errors
    assert told in fault.message
    assert sent.values == {"domicilio": None}


def test_a_house_without_a_street_is_found_by_its_reference(form: Form, host: Host) -> None:
    typed = {**ZURITE, "domicilio.referencia": "al costado de la posta"}
    sent = validate(form, typed, {}, host=host)
    assert sent.accepted
    assert address_words(sent.values["domicilio"]) == (  # type: ignore[arg-type]  # an address
        "Zurite, Anta, Cusco (al costado de la posta)"
    )


def test_it_opens_at_the_municipality_and_each_list_follows_the_one_before(
    form: Form, host: Host
) -> None:
    (opened,) = view(form, None, {}, host=host)
    assert opened.address is not None
    assert [(each.title, each.chosen) for each in opened.address.levels] == [
        ("Departamento", "08"),
        ("Provincia", "0803"),
        ("Distrito", "080309"),
    ]
    (moved,) = view(form, {**ZURITE, "domicilio.nivel1": "15"}, {}, host=host)
    assert moved.address is not None
    assert [(len(each.places), each.chosen) for each in moved.address.levels] == [
        (25, "15"),
        (10, ""),
        (0, ""),
    ]


def test_what_the_case_knows_is_shown_before_the_municipality(form: Form, host: Host) -> None:
    lima = {**KNOWN, "codigo": "150101"}
    (shown,) = view(form, None, {"domicilio": lima}, host=host)
    assert shown.address is not None
    assert [each.chosen for each in shown.address.levels] == ["15", "1501", "150101"]
    assert shown.address.words["calle"] == "Jr. Comercio"


def test_without_a_list_the_place_is_a_word(form: Form) -> None:
    typed = {"domicilio.localidad": "Villa Tunari", "domicilio.calle": "Av. Central"}
    assert validate(form, typed, {}).values["domicilio"] == {
        "localidad": "Villa Tunari",
        "calle": "Av. Central",
        "numero": None,
        "referencia": None,
    }


@pytest.mark.parametrize(
    ("part", "told"),
    [
        ({**ADDRESS, "defaultValue": "Cusco"}, "La propiedad «defaultValue» no se admite"),
        ({**ADDRESS, "validate": {"maxLength": 5}}, "La regla «maxLength» no se admite"),
    ],
)
def test_an_address_that_is_used_wrongly_is_named(
    form_of: FormOf, part: dict[str, Any], told: str
) -> None:
    with pytest.raises(FormRefused, match=told):
        form_of(part)


def test_a_point_an_address_and_a_signature_can_be_observed_and_put_right(
    form_of: FormOf, host: Host
) -> None:
    asked = form_of(
        ADDRESS,
        {"type": "location", "key": "lugar", "label": "Dónde es"},
        {"type": "signature", "key": "firma", "label": "Firma"},
    )
    marking = form_of({"type": "dynamiclist", "path": "observaciones"} | _of("observes"))
    fixing = form_of({"type": "group"} | _of("corrects"))
    forms, faults = linked({"pedido": asked, "calificar": marking, "subsanar": fixing})
    assert faults == {}
    (rows,) = forms["calificar"].components
    assert rows.children[0].source is not None
    written = [option.text for option in rows.children[0].source.written]
    assert written == ["domicilio", "lugar", "firma"]
    point = {"type": "Point", "coordinates": [Decimal("-72.25"), Decimal("-13.45")]}
    known = {
        "domicilio": KNOWN,
        "lugar": point,
        "observaciones": [{"campo": "domicilio", "motivo": "No existe"}],
    }
    (group,) = view(forms["subsanar"], None, known, host=host)
    assert [(each.name, each.locked, each.note) for each in group.children] == [
        ("domicilio", False, "No existe"),
        ("lugar", True, ""),
    ]
    sent = {"domicilio": {"codigo": "150101", "calle": "Jr. Lima"}, "lugar.lat": "1"}
    done = validate(forms["subsanar"], sent, known, host=host)
    assert done.accepted
    assert set(done.values) == {"domicilio"}
    unsigned = {**known, "observaciones": [{"campo": "firma", "motivo": "No se ve"}]}
    (again,) = view(forms["subsanar"], None, unsigned, host=host)
    assert [each.name for each in again.children if not each.locked] == ["firma"]


def _of(what: str) -> dict[str, Any]:
    return {"properties": {what: "pedido"}}
