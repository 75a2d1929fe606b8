"""The fields of a decision follow from the item definitions of its inputs."""

from collections.abc import Callable
from pathlib import Path

from engine.dmn import parse_model
from engine.dmn.fields import Field, fields_of

RISK = "processes/one_stop_shop/licencia_funcionamiento/riesgo.dmn"
TYPES = (
    '<itemDefinition name="tKind"><typeRef>string</typeRef><allowedValues>'
    '<text>"goods","works"</text></allowedValues></itemDefinition>'
    '<itemDefinition name="tPurchase"><itemComponent name="kind"><typeRef>tKind</typeRef>'
    '</itemComponent><itemComponent name="dates" isCollection="true"><typeRef>date</typeRef>'
    "</itemComponent></itemDefinition>"
)


def test_a_decision_asks_for_every_input_below_it(
    definitions: Callable[..., bytes],
    literal: Callable[..., str],
    input_data: Callable[..., str],
    needs: Callable[..., str],
) -> None:
    lower = needs("i_purchase", "i_note")
    xml = definitions(
        TYPES
        + input_data("purchase", "tPurchase")
        + input_data("note")
        + literal("a", "purchase.kind", needs=lower)
        + literal("b", "a", needs=needs("d_a", kind="requiredDecision"))
    )
    model = parse_model(xml)
    kind = Field("kind", "string", ("goods", "works"))
    dates = Field("dates", "list", items=Field("item", "date"))
    assert fields_of(model, model.decisions["b"]) == (
        Field("purchase", "context", parts=(kind, dates)),
        Field("note", "Any"),
    )


def test_an_input_without_a_type_is_asked_as_its_columns_ask() -> None:
    xml = (Path(__file__).parents[3] / RISK).read_bytes()
    model = parse_model(xml)
    asked = {
        each.name: (each.kind, each.choices) for each in fields_of(model, model.decisions["riesgo"])
    }
    assert asked["area_m2"] == ("number", ())
    assert asked["giro"][0] == "string"
    other = parse_model(
        xml.replace(b'typeRef="number"', b'typeRef="tCosa"', 1).replace(
            b"<inputData", b'<itemDefinition name="tCosa"/><inputData', 1
        )
    )
    assert "Any" in {each.kind for each in fields_of(other, other.decisions["riesgo"])}
