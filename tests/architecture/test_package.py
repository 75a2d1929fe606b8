"""What the project ships: the four packages with their data, and nothing that names a registry."""

import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FLOORS = {"engine", "processes", "storage", "ui"}
HOSTS = re.compile(
    "|".join(["pypi" + r"\.org", "python" + r"hosted\.org", "registry" + r"\.npmjs"]), re.IGNORECASE
)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return zipfile.ZipFile(next(folder.glob("cauce-*.whl")))


def test_the_wheel_holds_exactly_the_four_floors(wheel: zipfile.ZipFile) -> None:
    tops = {name.split("/")[0] for name in wheel.namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == FLOORS


@pytest.mark.parametrize(
    "data",
    [
        "ui/static/dist/manifest.json",
        "ui/locale/pt/LC_MESSAGES/cauce.mo",
        "ui/locale/en/LC_MESSAGES/cauce.mo",
        "processes/procurement/manifest.toml",
        "processes/procurement/compra.bpmn",
        "ui/cli/bench/workload.bpmn",
    ],
)
def test_the_wheel_carries_its_data(wheel: zipfile.ZipFile, data: str) -> None:
    assert data in wheel.namelist()


def test_the_wheel_carries_every_source_file_of_the_floors(wheel: zipfile.ZipFile) -> None:
    tracked = subprocess.run(
        ["git", "ls-files", *sorted(FLOORS)],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    missing = set(tracked.stdout.split()) - set(wheel.namelist())
    assert missing == set()


def test_no_committed_file_names_a_package_registry() -> None:
    tracked = subprocess.run(
        ["git", "ls-files", "-z"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout.split("\0")
    texts = (ROOT / name for name in tracked if name and (ROOT / name).is_file())
    named = [str(path) for path in texts if HOSTS.search(path.read_text(errors="ignore"))]
    assert named == []
