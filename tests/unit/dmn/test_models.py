"""Models: requirements, types, functions, services, boxed expressions, imports, refusals."""

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from engine.dmn import DmnError, UnknownDecision, evaluate, invoke, parse_model
from engine.feel import FeelLimitError

Text = Callable[..., str]
Bytes = Callable[..., bytes]


def test_a_decision_evaluates_what_it_requires_first(
    definitions: Bytes, literal: Text, input_data: Text, needs: Text
) -> None:
    model = parse_model(
        definitions(
            input_data("net", "number")
            + literal("tax", "net * 0.18", needs=needs("i_net"))
            + literal(
                "gross", "net + tax", needs=needs("i_net") + needs("d_tax", kind="requiredDecision")
            )
        )
    )
    result = evaluate(model, "gross", {"net": 100})
    assert result.value == Decimal("118.00")
    assert [evaluated.name for evaluated in result.trace] == ["tax", "gross"]
    assert model.decisions["d_gross"].inputs == ("net",)


def test_a_value_of_the_wrong_type_is_null_with_a_warning(
    definitions: Bytes, literal: Text
) -> None:
    model = parse_model(definitions(literal("fee", '"ten"', type_ref="number")))
    result = evaluate(model, "fee", {})
    assert (result.value, len(result.warnings)) == (None, 1)


def test_an_item_definition_checks_allowed_values_and_parts(
    definitions: Bytes, literal: Text, input_data: Text, needs: Text
) -> None:
    types = (
        '<itemDefinition name="tKind"><typeRef>string</typeRef><allowedValues>'
        '<text>"goods","works"</text></allowedValues></itemDefinition>'
        '<itemDefinition name="tPurchase"><itemComponent name="kind of purchase">'
        "<typeRef>tKind</typeRef></itemComponent></itemDefinition>"
    )
    model = parse_model(
        definitions(
            types
            + input_data("purchase", "tPurchase")
            + literal("kind", "purchase.kind of purchase", needs=needs("i_purchase"))
        )
    )
    kinds = [{"kind of purchase": "goods"}, {"kind of purchase": "gods"}]
    found = [evaluate(model, "kind", {"purchase": kind}).value for kind in kinds]
    assert found == ["goods", None]


def test_a_knowledge_model_is_a_function_and_may_call_itself(
    definitions: Bytes, literal: Text, needs: Text
) -> None:
    knowledge = (
        '<businessKnowledgeModel id="k" name="factorial"><encapsulatedLogic>'
        '<formalParameter name="n" typeRef="number"/><literalExpression><text>'
        "if n &lt;= 1 then 1 else n * factorial(n - 1)</text></literalExpression>"
        "</encapsulatedLogic></businessKnowledgeModel>"
    )
    required = needs("k", kind="requiredKnowledge")
    model = parse_model(definitions(knowledge + literal("f", "factorial(5)", needs=required)))
    assert evaluate(model, "f", {}).value == 120
    assert invoke(model, "factorial", {"n": 4}).value == 24


def test_a_service_takes_its_inputs_and_hides_the_rest(
    definitions: Bytes, literal: Text, input_data: Text, needs: Text
) -> None:
    service = (
        '<decisionService id="s" name="pricing"><outputDecision href="#d_price"/>'
        '<inputDecision href="#d_rate"/><inputData href="#i_amount"/></decisionService>'
    )
    model = parse_model(
        definitions(
            input_data("amount", "number")
            + literal("rate", "2")
            + literal(
                "price",
                "amount * rate",
                needs=needs("i_amount") + needs("d_rate", kind="requiredDecision"),
            )
            + service
            + literal("call", "pricing(10, 3)", needs=needs("s", kind="requiredKnowledge"))
        )
    )
    assert evaluate(model, "pricing", {"amount": 10, "rate": 5}).value == 50
    assert evaluate(model, "call", {}).value == 30


BOXED = {
    "a context with a result": (
        "<context><contextEntry><variable name='a'/><literalExpression><text>1</text>"
        "</literalExpression></contextEntry><contextEntry><literalExpression><text>a + 1</text>"
        "</literalExpression></contextEntry></context>",
        2,
    ),
    "a list": ("<list><literalExpression><text>1</text></literalExpression></list>", [1]),
    "a relation": (
        "<relation><column name='a'/><column name='b'/><row><literalExpression><text>1</text>"
        "</literalExpression><literalExpression><text>2</text></literalExpression></row></relation>",
        [{"a": 1, "b": 2}],
    ),
    "a conditional": (
        "<conditional><if><literalExpression><text>1 = 1</text></literalExpression></if>"
        "<then><literalExpression><text>7</text></literalExpression></then>"
        "<else><literalExpression><text>8</text></literalExpression></else></conditional>",
        7,
    ),
    "a filter": (
        "<filter><in><literalExpression><text>[1,2,3]</text></literalExpression></in>"
        "<match><literalExpression><text>item > 1</text></literalExpression></match></filter>",
        [2, 3],
    ),
    "a loop": (
        "<for iteratorVariable='i'><in><literalExpression><text>1..3</text></literalExpression>"
        "</in><return><literalExpression><text>i * 2</text></literalExpression></return></for>",
        None,
    ),
    "a quantifier": (
        "<some iteratorVariable='i'><in><literalExpression><text>[1,2]</text></literalExpression>"
        "</in><satisfies><literalExpression><text>i > 1</text></literalExpression></satisfies>"
        "</some>",
        True,
    ),
}
BOXED["a loop"] = (BOXED["a loop"][0].replace("1..3", "[1,2]"), [2, 4])


@pytest.mark.parametrize(("logic", "value"), BOXED.values(), ids=BOXED.keys())
def test_a_boxed_expression_gives_its_value(definitions: Bytes, logic: str, value: object) -> None:
    model = parse_model(definitions(f'<decision id="d" name="out">{logic}</decision>'))
    assert evaluate(model, "out", {}).value == value


def test_an_import_is_reached_by_its_name(definitions: Bytes, literal: Text) -> None:
    rates = parse_model(definitions(literal("rate", "0.18"), own="urn:rates"))
    body = (
        '<import name="rates" namespace="urn:rates" importType="https://www.omg.org/spec/DMN/"/>'
        '<decision id="d" name="out"><informationRequirement>'
        '<requiredDecision href="urn:rates#d_rate"/></informationRequirement>'
        "<literalExpression><text>rates.rate * 100</text></literalExpression></decision>"
    )
    model = parse_model(definitions(body), imports={"urn:rates": rates})
    assert evaluate(model, "out", {}).value == 18


def test_imports_without_a_name_count_as_own(definitions: Bytes, literal: Text) -> None:
    rates = parse_model(definitions(literal("rate", "0.18"), own="urn:rates"))
    kinds = '<itemDefinition name="tKind"><typeRef>string</typeRef></itemDefinition>'
    base = parse_model(definitions(kinds + literal("base", "100"), own="urn:base"))
    opening = '<import name="" namespace="{}" importType="https://www.omg.org/spec/DMN/"/>'
    body = (
        opening.format("urn:rates")
        + opening.format("urn:base")
        + '<decision id="d" name="out"><variable name="out" typeRef="tKind"/>'
        '<informationRequirement><requiredDecision href="urn:rates#d_rate"/>'
        "</informationRequirement><informationRequirement>"
        '<requiredDecision href="urn:base#d_base"/></informationRequirement>'
        "<literalExpression><text>string(rate * base)</text></literalExpression></decision>"
    )
    model = parse_model(definitions(body), imports={"urn:rates": rates, "urn:base": base})
    assert evaluate(model, "out", {}).value == "18.00"


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ('<decision id="d" name="a"><literalExpression id="e"><text>1 +</text>'
         "</literalExpression></decision>",
         "e: Line 1, column 4: expected a value, but got the end. (1 +)"),
        ('<decision id="d" name="a"><variable name="a" typeRef="tNope"/></decision>',
         "d: there is no type tNope."),
        ('<decision id="d" name="a"><informationRequirement><requiredInput href="#x"/>'
         "</informationRequirement></decision>", "d: it requires x, which does not exist."),
        ('<decision id="d" name="a"><informationRequirement><requiredDecision href="#d"/>'
         "</informationRequirement></decision>", "d: the decision needs itself."),
        ('<import name="x" namespace="urn:x" importType="https://www.omg.org/spec/DMN/"/>',
         "x: the imported model urn:x is not here."),
        ('<itemDefinition id="t" name="t"><typeRef>t</typeRef></itemDefinition>',
         "t: the type t needs itself."),
    ],
)  # fmt: skip
def test_a_model_is_refused_with_its_element_and_reason(
    definitions: Bytes, body: str, problem: str
) -> None:
    with pytest.raises(DmnError) as caught:
        parse_model(definitions(body))
    assert problem in [str(found) for found in caught.value.problems]


@pytest.mark.parametrize(
    "xml",
    [
        b"no xml",
        b"<definitions/>",
        b'<!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
        b'<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/">&e;</definitions>',
    ],
)
def test_what_is_no_safe_model_is_refused(xml: bytes) -> None:
    with pytest.raises(DmnError):
        parse_model(xml)


def test_an_unknown_decision_is_named(definitions: Bytes) -> None:
    with pytest.raises(UnknownDecision, match="nope: the model has no such decision"):
        evaluate(parse_model(definitions("")), "nope", {})


def test_a_table_of_a_knowledge_model_without_parameters_takes_its_inputs(
    definitions: Bytes, literal: Text, needs: Text
) -> None:
    knowledge = (
        '<businessKnowledgeModel id="k" name="grade"><encapsulatedLogic><decisionTable>'
        '<input><inputExpression typeRef="number"><text>points</text></inputExpression></input>'
        "<output/><rule><inputEntry><text>&gt; 5</text></inputEntry><outputEntry>"
        '<text>"good"</text></outputEntry></rule></decisionTable></encapsulatedLogic>'
        "</businessKnowledgeModel>"
    )
    required = needs("k", kind="requiredKnowledge")
    model = parse_model(definitions(knowledge + literal("out", "grade(points: 7)", needs=required)))
    assert evaluate(model, "out", {}).value == "good"


def test_a_model_that_is_nested_without_end_is_refused(definitions: Bytes) -> None:
    inner = "<literalExpression><text>1</text></literalExpression>"
    for _ in range(2000):
        inner = f"<list>{inner}</list>"
    with pytest.raises(DmnError):
        parse_model(definitions(f'<decision id="d" name="out">{inner}</decision>'))


def test_a_chain_of_decisions_without_end_is_stopped(
    definitions: Bytes, literal: Text, needs: Text
) -> None:
    chain = literal("a0", "1") + "".join(
        literal(f"a{i}", f"a{i - 1} + 1", needs=needs(f"d_a{i - 1}", kind="requiredDecision"))
        for i in range(1, 450)
    )
    with pytest.raises((DmnError, FeelLimitError)):
        evaluate(parse_model(definitions(chain)), "a449", {})


@pytest.mark.parametrize(
    ("given", "counts_as"),
    [
        ({"x": ["a"], "y": ["a", "b"], "z": "abc"}, [["a"], ["a", "b"], "abc"]),
        ({"x": "b", "y": ["a", "b"], "z": "abc"}, [["b"], ["a", "b"], "abc"]),
        ({"x": ["a", "c"], "y": ["a"], "z": "ab"}, [None, None, None]),
        ({"x": [], "y": None, "z": None}, [[], None, None]),
    ],
)
def test_allowed_values_are_of_each_item_and_constraints_of_the_whole(
    definitions: Bytes, given: dict[str, object], counts_as: list[object]
) -> None:
    kinds = "".join(
        f'<itemDefinition name="{name}" {more}><typeRef>string</typeRef><{rule}><text>{text}</text>'
        f"</{rule}></itemDefinition>"
        for name, more, rule, text in (
            ("tX", 'isCollection="true"', "allowedValues", '"a", "b"'),
            ("tY", 'isCollection="true"', "typeConstraint", "count(?) &gt; 1"),
            ("tZ", "", "typeConstraint", "string length(?) = 3"),
        )
    )
    data = "".join(
        f'<inputData id="i_{name}" name="{name}">'
        f'<variable name="{name}" typeRef="t{name.upper()}"/></inputData>'
        for name in "xyz"
    )
    needs = "".join(
        f'<informationRequirement><requiredInput href="#i_{name}"/></informationRequirement>'
        for name in "xyz"
    )
    decision = (
        f'<decision id="d" name="out">{needs}<literalExpression><text>[x, y, z]</text>'
        "</literalExpression></decision>"
    )
    assert evaluate(parse_model(definitions(kinds + data + decision)), "out", given).value == (
        counts_as
    )


@pytest.mark.parametrize(
    ("type_", "text", "value"),
    [
        ("number", '"a"', None),
        ("string", '["a"]', "a"),
        ("date and time", 'date("2026-03-09")', datetime(2026, 3, 9, tzinfo=UTC)),
        ("date", '["2026-03-09"]', None),
    ],
)
def test_a_decision_gives_its_declared_type_or_null(
    definitions: Bytes, literal: Text, type_: str, text: str, value: object
) -> None:
    model = parse_model(definitions(literal("out", text, type_ref=type_)))
    assert evaluate(model, "out", {}).value == value


def test_a_decision_without_logic_is_null_and_others_may_build_on_it(
    definitions: Bytes, literal: Text, needs: Text
) -> None:
    empty = '<decision id="d_e" name="e"/>'
    other = literal("out", "e = null", needs=needs("d_e", kind="requiredDecision"))
    model = parse_model(definitions(empty + other))
    assert (evaluate(model, "e", {}).value, evaluate(model, "out", {}).value) == (None, True)
