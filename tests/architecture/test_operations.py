"""What the guides for who operates the house name is there: settings, commands, files."""

import configparser
import re
from pathlib import Path

import pytest
import yaml

from ui.cli.app import COMMANDS
from ui.settings import Settings, variable

HERE = Path(__file__).resolve().parents[2] / "docs" / "operations"
TEXTS = sorted(each for each in HERE.rglob("*") if each.is_file())
KNOWN = {variable(name) for name in Settings.__dataclass_fields__}
UNITS = sorted((HERE / "systemd").glob("*.service"))


@pytest.mark.parametrize("file", TEXTS, ids=lambda file: file.name)
def test_every_setting_and_command_that_is_named_is_there(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert set(re.findall(r"\bCAUCE_[A-Z0-9_]+\b", text)) <= KNOWN
    commands = re.findall(r"(?:bin/|`|\[|^|&& |-- )cauce,? ([a-z]+)\b", text, re.MULTILINE)
    assert {each for each in commands if each != "de"} <= set(COMMANDS)


@pytest.mark.parametrize("file", [e for e in TEXTS if e.suffix == ".md"], ids=lambda e: e.name)
def test_every_guide_leads_to_files_that_are_there(file: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", file.read_text(encoding="utf-8")):
        assert (file.parent / target).resolve().exists(), target


def test_the_containers_are_what_the_guide_says() -> None:
    read = yaml.safe_load((HERE / "compose.yaml").read_text(encoding="utf-8"))
    services = read["services"]
    assert {"web", "worker", "postgres", "s3", "proxy"} <= set(services)
    for name in ("web", "worker", "tables"):
        settings = services[name]["environment"]
        assert settings["CAUCE_DATABASE_URL"].startswith("postgresql://")
        assert "/var/lib/cauce" in services[name]["volumes"][0]
        assert services[name]["cap_drop"] == ["ALL"]
    for each in services.values():
        assert set(each.get("depends_on", [])) <= set(services)
        for volume in each.get("volumes", []):
            place = volume.split(":")[0]
            assert place in read["volumes"] or (HERE / place).exists(), volume
    wanted = set(re.findall(r"\$\{([A-Z0-9_]+)", (HERE / "compose.yaml").read_text()))
    given = set(re.findall(r"^([A-Z0-9_]+)=", (HERE / ".env.example").read_text(), re.MULTILINE))
    assert wanted == given


@pytest.mark.parametrize("file", UNITS, ids=lambda file: file.name)
def test_every_unit_is_shut_in(file: Path) -> None:
    unit = configparser.ConfigParser(strict=False, interpolation=None)
    unit.optionxform = str
    unit.read(file)
    service = unit["Service"]
    assert service["User"] == "cauce"
    assert service["NoNewPrivileges"] == "yes"
    assert service["ProtectSystem"] == "strict"
    assert service["EnvironmentFile"] == "/etc/cauce/cauce.env"
