"""The docs tell exactly what is registered, and the score that the outside suite gives."""

import tomllib
from pathlib import Path

import engine.dmn
from engine.dmn.supported import BEGIN, END, supported_table

README = Path(engine.dmn.__file__).parent / "README.md"
SCORES = Path(__file__).resolve().parents[2] / "conformance" / "scores.toml"


def test_the_readme_lists_everything_that_is_supported_as_it_is() -> None:
    text = README.read_text()
    listed = text[text.index(BEGIN) + len(BEGIN) : text.index(END)].strip()
    assert listed == supported_table()


def test_the_readme_tells_the_score_that_may_not_fall() -> None:
    score = tomllib.loads(SCORES.read_text())["dmn"]
    assert f"**{score['passed']} of {score['of']}**" in README.read_text()
