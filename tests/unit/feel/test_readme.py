"""The docs list exactly the functions that exist."""

from pathlib import Path

import engine.feel
from engine.feel.builtins.table import BEGIN, END, function_table

README = Path(engine.feel.__file__).parent / "README.md"


def test_the_readme_lists_every_function_as_it_is() -> None:
    text = README.read_text()
    listed = text[text.index(BEGIN) + len(BEGIN) : text.index(END)].strip()
    assert listed == function_table()
