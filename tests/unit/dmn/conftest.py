"""A builder of decision models: the XML around what a test is about."""

from collections.abc import Callable

import pytest

NAMESPACE = "https://www.omg.org/spec/DMN/20230324/MODEL/"


def _definitions(body: str, *, namespace: str = NAMESPACE, own: str = "urn:test") -> bytes:
    opening = f'<definitions xmlns="{namespace}" id="m" name="Test" namespace="{own}">'
    return f"{opening}{body}</definitions>".encode()


def _literal(name: str, text: str, *, needs: str = "", type_ref: str = "") -> str:
    typed = f' typeRef="{type_ref}"' if type_ref else ""
    return (
        f'<decision id="d_{name}" name="{name}"><variable name="{name}"{typed}/>{needs}'
        f"<literalExpression><text><![CDATA[{text}]]></text></literalExpression></decision>"
    )


def _input(name: str, type_ref: str = "") -> str:
    typed = f' typeRef="{type_ref}"' if type_ref else ""
    return f'<inputData id="i_{name}" name="{name}"><variable name="{name}"{typed}/></inputData>'


def _needs(*ids: str, kind: str = "requiredInput") -> str:
    outer = "knowledgeRequirement" if kind == "requiredKnowledge" else "informationRequirement"
    return "".join(f'<{outer}><{kind} href="#{id_}"/></{outer}>' for id_ in ids)


def _table(
    policy: str,
    inputs: list[str],
    rules: list[tuple[list[str], list[str]]],
    *,
    outputs: str = '<output id="o"/>',
    inputs_xml: str = "",
) -> str:
    columns = inputs_xml or "".join(
        f'<input id="c{i}"><inputExpression><text>{text}</text></inputExpression></input>'
        for i, text in enumerate(inputs)
    )
    rows = "".join(_rule(number, rule) for number, rule in enumerate(rules, 1))
    return f'<decisionTable id="t" {policy}>{columns}{outputs}{rows}</decisionTable>'


def _rule(number: int, rule: tuple[list[str], list[str]]) -> str:
    cells = "".join(
        f'<inputEntry id="r{number}c{i}"><text><![CDATA[{text}]]></text></inputEntry>'
        for i, text in enumerate(rule[0])
    )
    cells += "".join(
        f"<outputEntry><text><![CDATA[{text}]]></text></outputEntry>" for text in rule[1]
    )
    return f'<rule id="r{number}">{cells}</rule>'


@pytest.fixture
def definitions() -> Callable[..., bytes]:
    """The bytes of a model around its elements."""
    return _definitions


@pytest.fixture
def literal() -> Callable[..., str]:
    """A decision with a literal expression."""
    return _literal


@pytest.fixture
def input_data() -> Callable[..., str]:
    """An input data element."""
    return _input


@pytest.fixture
def needs() -> Callable[..., str]:
    """Requirements."""
    return _needs


@pytest.fixture
def table_decision(
    definitions: Callable[..., bytes],
) -> Callable[..., bytes]:
    """A model of one table `t` in the decision `out` over the inputs x and y."""

    def build(policy: str, inputs: list[str], rules: list, types: str = "", **more: str) -> bytes:
        data = "".join(_input(name, "") for name in ("x", "y"))
        logic = _table(policy, inputs, rules, **more)
        decision = f'<decision id="d" name="out">{_needs("i_x", "i_y")}{logic}</decision>'
        return definitions(types + data + decision)

    return build
