"""The walls between the floors and the rooms, as `pyproject.toml` writes them."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_no_room_imports_what_its_wall_forbids() -> None:
    command = [Path(sys.executable).with_name("lint-imports")]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr


def test_no_module_is_called_by_a_name_that_says_nothing() -> None:
    empty_names = {"utils", "helpers", "manager", "services", "base", "misc", "common_utils"}
    floors = ("engine", "processes", "storage", "ui")
    modules = (path for floor in floors for path in (ROOT / floor).rglob("*.py"))
    assert [str(path) for path in modules if path.stem in empty_names] == []
