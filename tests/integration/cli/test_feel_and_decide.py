"""`cauce feel` and `cauce decide`: values, rules and traces to read; JSON that loses nothing."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from engine.values import loads
from tests.integration.cli.conftest import Terminal

HOUSE = Path(__file__).parents[3] / "processes"
METHOD = str(HOUSE / "procurement" / "metodo.dmn")
LAW = str(HOUSE / "common" / "parameters_pe.toml")


@pytest.fixture
def inputs(tmp_path: Path) -> str:
    path = tmp_path / "datos.json"
    path.write_text(
        '{"cuantia": 180000.00, "compras_previas": 0, "excepcion_fraccionamiento": null,'
        ' "objeto": null, "fecha_convocada": null, "compras_contadas": null, "modalidad": null,'
        ' "causal": null}'
    )
    return str(path)


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("1 + 2 * 3", "7"),
        ('"Ley " + "776"', "Ley 776"),
        ("0.1 + 0.2 = 0.3", "true"),
        ('business days after(date("2026-03-27"), 5)', "2026-04-07"),
        ("[1, {a: 2}]", "[1, {a: 2}]"),
        ("null", "null"),
    ],
)
def test_an_expression_gives_its_value(terminal: Terminal, expression: str, value: str) -> None:
    answer = terminal("feel", expression)
    assert (answer.code, answer.said, answer.problem) == (0, value, "")


def test_the_context_is_read_from_a_file(terminal: Terminal, tmp_path: Path) -> None:
    path = tmp_path / "datos.json"
    path.write_text('{"cuantía total": 12.50, "desde": {"@": "2026-03-09"}}')
    answer = terminal("feel", "[cuantía total * 2, desde]", "--context", str(path), "--json")
    assert answer.said == '[25.00,{"@":"2026-03-09"}]'


def test_a_mistake_names_its_line_and_column(terminal: Terminal) -> None:
    answer = terminal("feel", "1 +")
    assert answer.code == 1
    assert answer.problem == (
        "Línea 1, columna 4: se esperaba un valor, pero el texto termina. 1 + ^"
    )


def test_what_has_no_value_says_why(terminal: Terminal) -> None:
    answer = terminal("feel", "3 / 0")
    assert answer.code == 0
    assert answer.said == "null aviso: Línea 1, columna 3: 3 / 0 no tiene resultado."
    assert terminal("feel", "monto > 1").problem == "«monto» no tiene valor: cuenta como null."


def test_an_expression_without_end_is_stopped(terminal: Terminal) -> None:
    answer = terminal("feel", "count(for a in 1..9999, b in 1..9999 return a)")
    assert answer.code == 1
    assert answer.problem == "La expresión da demasiados pasos y se detuvo."


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("{", "no es JSON."),
        ("[1]", "debe ser un objeto JSON con los datos por su nombre"),
        ('{"a": {"@": "ayer"}}', "hay un valor que no se puede leer"),
        ('{"a": NaN}', "hay un valor que no se puede leer"),
    ],
)
def test_a_context_that_cannot_be_read_is_said_so(
    terminal: Terminal, tmp_path: Path, text: str, sentence: str
) -> None:
    path = tmp_path / "datos.json"
    path.write_text(text)
    answer = terminal("feel", "1", "--context", str(path))
    assert answer.code == 1
    assert sentence in answer.problem


def test_a_decision_tells_its_value_its_rules_and_its_trace(
    terminal: Terminal, inputs: str
) -> None:
    words = ("decide", METHOD, "--decision", "metodo", "--input", inputs, "--parameters", LAW)
    answer = terminal(*words)
    assert answer.code == 0
    assert answer.said.startswith('{clave: "lpa", nombre: "Licitación pública abreviada"')
    assert "fraccionamiento: {hay: false, base: 180000.00, previas: 0} (regla 1)" in answer.said
    assert answer.said.index("limites: {") < answer.said.index("metodo: {")
    assert answer.problem == ""


def test_json_keeps_every_digit_and_the_whole_trace(terminal: Terminal, inputs: str) -> None:
    words = ("decide", METHOD, "--decision", "metodo", "--input", inputs, "--parameters", LAW)
    told = loads(terminal(*words, "--json").said)
    assert told["value"]["clave"] == "lpa"
    assert told["value"]["base"] == Decimal("180000.00")
    asked = ["limites", "previas", "fraccionamiento", "via", "metodo"]
    assert [step["name"] for step in told["trace"]] == asked
    assert told["trace"][-1]["rules"] == [
        {"table": "tabla_metodo", "rule": "regla_metodo_5", "number": 5}
    ]
    assert told["warnings"] == []


def test_the_decision_is_to_be_named_when_there_are_several(terminal: Terminal) -> None:
    answer = terminal("decide", METHOD)
    assert answer.code == 1
    assert answer.problem.startswith("Diga qué decisión con --decision. El modelo tiene: metodo,")
    other = terminal("decide", METHOD, "--decision", "otra")
    assert other.problem.startswith("El modelo no tiene la decisión «otra».")


def test_a_broken_model_is_told_in_sentences(terminal: Terminal, tmp_path: Path) -> None:
    path = tmp_path / "roto.dmn"
    path.write_text("<definitions>")
    answer = terminal("decide", str(path))
    assert answer.code == 1
    assert "el XML está mal formado en la línea 1" in answer.problem


def test_a_parameter_that_is_not_known_on_that_day_is_a_warning(
    terminal: Terminal, inputs: str
) -> None:
    answer = terminal("decide", METHOD, "--decision", "metodo", "--input", inputs, "--json")
    told = json.loads(answer.said)
    assert told["value"] is None
    assert "no hay un valor de «pe.uit» vigente el" in " ".join(told["warnings"])


def test_a_broken_file_of_parameters_is_told(terminal: Terminal, tmp_path: Path) -> None:
    path = tmp_path / "ley.toml"
    path.write_text("[[parameters]]\nkey = 3")
    answer = terminal("feel", "1", "--parameters", str(path))
    assert answer.code == 1
    assert answer.problem.startswith("ley.toml: ")
