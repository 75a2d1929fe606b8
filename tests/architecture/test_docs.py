"""What is not told does not exist: commands, settings, processes and rooms are documented."""

import ast
import re
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ui.cli.app import COMMANDS
from ui.cli.lazy import command_at
from ui.settings import Settings, variable

ROOT = Path(__file__).resolve().parents[2]
FLOORS = ("engine", "processes", "storage", "ui")
README = ROOT / "README.md"
LONGEST_README = 120
TESTERS = {
    "CAUCE_FUZZ_EXAMPLES",
    "CAUCE_CHROMIUM",
    "CAUCE_CONFORMANCE",
    "CAUCE_LOOKS",
    "CAUCE_SCREENSHOTS",
}
"""Variables of whoever works on the house, told beside the tests that read them."""


def tracked(pattern: str) -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z", pattern], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def commands() -> Iterator[tuple[str, Any]]:
    """Every command with its full name, those of groups too."""
    for name, (module, _) in COMMANDS.items():
        command = command_at(name, module)
        yield name, command
        for inner, below in getattr(command, "commands", {}).items():
            yield f"{name} {inner}", below


@pytest.mark.parametrize(("name", "command"), list(commands()))
def test_each_command_and_each_of_its_options_has_help(name: str, command: Any) -> None:
    assert command.help, name
    silent = [each.name for each in command.params if not each.help and each.name != "help"]
    assert silent == []


@pytest.mark.parametrize("name", COMMANDS)
def test_the_list_of_commands_says_what_each_says_of_itself(name: str) -> None:
    module, line = COMMANDS[name]
    assert line == command_at(name, module).help.splitlines()[0]


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_is_in_the_readme(name: str) -> None:
    assert f"`cauce {name}" in README.read_text("utf-8")


def test_the_readme_is_short_and_names_commands_that_exist() -> None:
    text = README.read_text("utf-8")
    known = {name for name, _ in commands()}
    named = re.findall(r"cauce ([a-z]\w*(?: [a-z]\w*)?)", text)
    unknown = [each for each in named if each not in known and each.split()[0] not in known]
    assert unknown == []
    assert len(text.splitlines()) < LONGEST_README


def test_the_readme_names_targets_that_make_has() -> None:
    targets = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    named = set(re.findall(r"\bmake ([a-z]+)\b", README.read_text("utf-8")))
    assert named - set(targets) == set()


def test_each_setting_is_documented_with_its_default() -> None:
    told = (ROOT / "ui" / "README.md").read_text("utf-8")
    rows = dict(re.findall(r"^\| `?(CAUCE_\w+)`? \| `?([^|`]*?)`? \|", told, re.MULTILINE))
    defaults = {variable(name): str(value) for name, value in _defaults().items()}
    assert rows == defaults


def test_no_variable_is_read_that_nobody_documents() -> None:
    sources = [path for floor in (*FLOORS, "tests") for path in tracked(f"{floor}/**.py")]
    found = {name for path in sources for name in _variables(path)}
    assert found - {variable(name) for name in _defaults()} - TESTERS == set()


@pytest.mark.parametrize("manifest", tracked("processes/**/manifest.toml"), ids=str)
def test_each_process_has_a_title_a_purpose_and_a_readme(manifest: Path) -> None:
    told = tomllib.loads(manifest.read_text("utf-8"))
    assert all(told.get(key, "").strip() for key in ("title", "purpose"))
    assert (manifest.parent / "README.md").read_text("utf-8").startswith("# ")


@pytest.mark.parametrize("floor", FLOORS)
def test_each_module_says_what_lives_there(floor: str) -> None:
    silent = []
    for path in tracked(f"{floor}/**.py"):
        module = ast.parse(path.read_text("utf-8"))
        if module.body and not ast.get_docstring(module):
            silent.append(str(path.relative_to(ROOT)))
    assert silent == []


@pytest.mark.parametrize("page", tracked("*.md"), ids=lambda path: str(path.relative_to(ROOT)))
def test_each_link_of_a_page_leads_somewhere(page: Path) -> None:
    text = re.sub(r"```.*?```|`[^`]*`", "", page.read_text("utf-8"), flags=re.DOTALL)
    links = [target.split(" ")[0] for target in re.findall(r"\]\(([^)]+)\)", text)]
    own = [link for link in links if "://" not in link and not link.startswith("mailto:")]
    broken = [link for link in own if not _leads(page, link)]
    assert broken == []


def _leads(page: Path, link: str) -> bool:
    path, _, anchor = link.partition("#")
    target = (page.parent / path).resolve() if path else page
    if not target.exists():
        return False
    return not anchor or anchor in _anchors(target)


def _anchors(page: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", each).strip().lower().replace(" ", "-") for each in headings}


def _defaults() -> dict[str, object]:
    return {name: getattr(Settings(), name) for name in Settings.__dataclass_fields__}


def _variables(path: Path) -> set[str]:
    return set(re.findall(r"\bCAUCE_[A-Z_]*[A-Z]\b", path.read_text("utf-8")))
