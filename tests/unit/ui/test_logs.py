"""What the floors below log looks like every other line, with its facts."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from ui.logs import configure_logs
from ui.settings import Settings


@pytest.fixture(autouse=True)
def _afterwards_all_as_before() -> Iterator[None]:
    below, before = logging.getLogger("cauce"), structlog.get_config()
    handlers, level = list(below.handlers), below.level
    yield
    below.handlers, below.level = handlers, level
    structlog.configure(**before)


def test_a_line_of_the_worker_is_json_with_its_facts(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logs(Settings(log_format="json"))
    logging.getLogger("cauce.worker").error(
        "duty failed", extra={"duty": "pruner", "error": "OSError"}
    )
    logging.getLogger("cauce.worker").debug("not asked for")
    (line,) = capsys.readouterr().err.splitlines()
    told = json.loads(line)
    assert told.pop("timestamp").endswith("Z")
    assert told == {
        "event": "duty failed",
        "duty": "pruner",
        "error": "OSError",
        "level": "error",
    }


def test_other_libraries_are_not_listened_to(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logs(Settings(log_format="json"))
    logging.getLogger("urllib3.connectionpool").warning("GET /ruc?dni=41203377")
    assert "41203377" not in capsys.readouterr().err
