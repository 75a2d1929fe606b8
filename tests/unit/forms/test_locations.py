"""A point: typed as people copy it, kept as a GeoJSON Point, inside of the municipality."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from engine.feel import Host
from engine.forms import Form, FormRefused, validate, view
from engine.forms.locations import location_words
from engine.territory import Ground
from engine.territory.bounds import Bounds

FormOf = Callable[..., Form]
LOCATION = {"type": "location", "key": "lugar", "label": "Dónde es"}
SQUARE = ((-72.3, -13.5), (-72.2, -13.5), (-72.2, -13.4), (-72.3, -13.4), (-72.3, -13.5))
POINT = {"type": "Point", "coordinates": [Decimal("-72.256000"), Decimal("-13.456000")]}


@pytest.fixture
def host() -> Host:
    """A square district."""
    return Host(ground=lambda: Ground("Zurite", bounds=Bounds((SQUARE,))))


@pytest.fixture
def form(form_of: FormOf) -> Form:
    return form_of({**LOCATION, "validate": {"required": True}})


@pytest.mark.parametrize(
    ("lat", "lon"),
    [
        ("-13.456", "-72.256"),
        (" −13,456 ", "-72,2560000"),
        ("13.456 S", "72.256° O"),
        ("13.456s", "72.256 W"),
        ("-13.456, -72.256", ""),
        ("-13.4560001", "-72.2559999"),
    ],
)
def test_a_point_is_read_as_people_copy_it(form: Form, host: Host, lat: str, lon: str) -> None:
    sent = validate(form, {"lugar.lat": lat, "lugar.lon": lon}, {}, host=host)
    assert (sent.values, sent.errors) == ({"lugar": POINT}, ())


def test_other_programs_send_the_point_itself(form: Form, host: Host) -> None:
    assert validate(form, {"lugar": POINT}, {}, host=host).values == {"lugar": POINT}
    assert location_words(POINT) == "-13.456000, -72.256000"


@pytest.mark.parametrize(
    ("lat", "lon", "told"),
    [
        ("", "", "Marque el punto de «Dónde es»"),
        ("norte", "-72.256", "la latitud en grados"),
        ("-13.456", "", "la longitud en grados"),
        ("-91", "-72.256", "la latitud en grados"),
        ("-13.456", "-181", "la longitud en grados"),
        ("-12.0464", "-77.0428", "el punto está fuera de Zurite"),
        ("-72.256", "-13.456", "la latitud y la longitud están cambiadas"),
        ("13.456", "72.256", "falta un signo menos"),
        ("1e9", "-72.256", "la latitud en grados"),
    ],
)
def test_what_is_wrong_with_a_point_is_said(
    form: Form, host: Host, lat: str, lon: str, told: str
) -> None:
    sent = validate(form, {"lugar.lat": lat, "lugar.lon": lon}, {}, host=host)
    (fault,) = sent.errors
    assert told in fault.message
    assert sent.values == {"lugar": None}


@pytest.mark.parametrize("raw", ["aquí", {"type": "Point", "coordinates": [1]}, ["x"]])
def test_what_is_no_point_is_refused(form: Form, host: Host, raw: Any) -> None:
    (fault,) = validate(form, {"lugar": raw}, {}, host=host).errors
    assert "«Dónde es»" in fault.message


def test_a_form_may_take_points_outside_and_still_says_so(form_of: FormOf, host: Host) -> None:
    form = form_of({**LOCATION, "properties": {"outside": "allowed"}})
    typed = {"lugar.lat": "-12.0464", "lugar.lon": "-77.0428"}
    assert validate(form, typed, {}, host=host).accepted
    (shown,) = view(form, typed, {}, host=host)
    assert shown.point is not None
    assert shown.point.outside
    assert shown.point.name == "Zurite"


def test_where_the_bounds_are_not_known_every_point_is_taken(form: Form) -> None:
    assert validate(form, {"lugar.lat": "48.8", "lugar.lon": "2.3"}, {}).accepted


@pytest.mark.parametrize(
    ("part", "told"),
    [
        ({**LOCATION, "defaultValue": "x"}, "La propiedad «defaultValue» no se admite"),
        ({**LOCATION, "properties": {"outside": "no"}}, "solo puede ser «allowed»"),
        ({**LOCATION, "properties": {"zoom": "3"}}, "«zoom» no se admite"),
    ],
)
def test_a_point_that_is_used_wrongly_is_named(
    form_of: FormOf, part: dict[str, Any], told: str
) -> None:
    with pytest.raises(FormRefused, match=told):
        form_of(part)
