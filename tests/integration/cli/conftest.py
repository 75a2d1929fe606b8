"""The terminal: commands as whoever types them gets them, on a town of the tests' own."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.diagrams import bundle, end, path, start, user
from tests.town import Town
from ui.cli import console
from ui.cli.app import app

LONG = bundle(
    start(),
    *(user(f"step_{n}") for n in range(1, 5)),
    end(),
    path("start", *(f"step_{n}" for n in range(1, 5)), "end"),
)


@dataclass(frozen=True, slots=True)
class Typed:
    """What a command answered: its code, its results, and its problems."""

    code: int
    said: str
    problem: str


Terminal = Callable[..., Typed]


@pytest.fixture
def terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Types a command; the address of the database comes first where there is one."""
    monkeypatch.setenv("CAUCE_DOCUMENTS", str(tmp_path / "documents"))
    monkeypatch.setenv("CAUCE_SECRET_FILE", str(tmp_path / "secret"))
    monkeypatch.setenv("COLUMNS", "200")  # of the help, and of what commands print
    monkeypatch.setattr(console.out, "_width", 200)
    monkeypatch.setenv("CAUCE_LANGUAGE", "es")

    def typed(*words: str, database: str = "") -> Typed:
        monkeypatch.setenv("CAUCE_DATABASE_URL", database or f"sqlite:///{tmp_path}/none.db")
        result = CliRunner().invoke(app, words)
        return Typed(result.exit_code, _one_space(result.stdout), _one_space(result.stderr))

    return typed


@pytest.fixture
def worked(database_url: str, tmp_path: Path) -> Iterator[Town]:
    """A town in which one case of four steps came to its end, and another was begun."""
    town = Town(database_url, tmp_path / "documents")
    town.deploys(LONG)
    town.person("ana", "clerk")
    case_id = town.open_case("ana", "test", {})
    for n in range(1, 5):
        town.does("ana", case_id, f"step_{n}", {})
    town.open_case("ana", "test", {})
    yield town
    town.close()


def _one_space(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
