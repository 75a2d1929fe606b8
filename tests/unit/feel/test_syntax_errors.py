"""A syntax error says where and what was expected, in English for logs and Spanish for people."""

import re
from pathlib import Path

import pytest

import engine.feel
from engine.feel import FeelSyntaxError, compile_expression
from engine.feel.spanish import EXPECTED

ROOM = Path(engine.feel.__file__).parent


@pytest.mark.parametrize(
    ("text", "english", "spanish"),
    [
        ("1 +", "Line 1, column 4: expected a value, but got the end.",
         "Línea 1, columna 4: se esperaba un valor, pero el texto termina."),
        ("sum(1, 2", "Line 1, column 9: expected ), but got the end.",
         "Línea 1, columna 9: se esperaba «)», pero el texto termina."),
        ("if x then 1", "Line 1, column 12: expected else, but got the end.",
         "Línea 1, columna 12: se esperaba «else», pero el texto termina."),
        ('x = "abc', "Line 1, column 5: expected the closing quote, but got the end.",
         "Línea 1, columna 5: se esperaba la comilla que cierra el texto, pero el texto termina."),
        ("1\n  ; 2", "Line 2, column 3: expected a value, but got ;.",
         "Línea 2, columna 3: se esperaba un valor, pero hay «;»."),
        ('@"mañana"', 'Line 1, column 2: expected a date, time or duration in quotes after @, '
         'but got "mañana".',
         "Línea 1, columna 2: se esperaba una fecha, hora o duración con comillas tras @, "
         "pero hay «\"mañana\"»."),
        ("x instance of nada", "Line 1, column 15: expected a known type, but got nada.",
         "Línea 1, columna 15: se esperaba un tipo conocido, pero hay «nada»."),
    ],
)  # fmt: skip
def test_a_syntax_error_reads_as_a_sentence(text: str, english: str, spanish: str) -> None:
    with pytest.raises(FeelSyntaxError) as caught:
        compile_expression(text)
    assert (str(caught.value), caught.value.spanish) == (english, spanish)


def test_every_phrase_of_the_parser_has_its_spanish() -> None:
    files = [*(ROOM / "grammar").glob("*.py"), ROOM / "tokens.py", ROOM / "expression.py"]
    source = "".join(file.read_text() for file in files)
    phrases = set(re.findall(r'(?:complain\(|expected=)"([^"]{3,})"', source))
    assert phrases == set(EXPECTED)
