"""`cauce webhook`: from adding to removing, as somebody at the terminal sees it."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from engine.clock import SystemClock
from engine.outside import Caller
from engine.webhooks.delivering import webhook_handlers
from engine.webhooks.following import follow
from tests.integration.cli.conftest import Terminal
from tests.town import Town
from ui.cli.console import out

URL = "https://hooks.example/cauce"


@pytest.fixture
def allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(out, "width", 200)
    monkeypatch.setenv("CAUCE_OUTSIDE_HOSTS", "hooks.example")


def test_a_program_is_told_and_its_log_shown_until_it_is_removed(
    worked: Town, database_url: str, terminal: Terminal, allowed: None
) -> None:
    def typed(*words: str) -> str:
        answer = terminal("webhook", *words, database=database_url)
        assert (answer.code, answer.problem) == (0, "")
        return answer.said

    secret = typed("add", URL, "--kind", "cauce.case_started", "--process", "test")
    assert re.fullmatch(r"whsec_[A-Za-z0-9+/]{43}=", secret)
    listed = typed("list")
    assert f"│ {URL} │ cauce.case_started │ test │ activo │" in listed
    assert secret not in listed
    number = re.findall(r"[0-9]{15,}", listed)[0]

    worked.clock.move(to=SystemClock().now() + timedelta(minutes=1))
    case_id = worked.open_case("ana", "test", {})
    assert follow(worked.installation) == 1
    nobody = Caller()  # allows no host: the delivery fails for good
    assert worked.works(webhook_handlers(worked.installation, nobody)) == 1
    logged = typed("log", number, "--failed")
    assert f"│ cauce.case_started │ {case_id}-1 │ fallido │ 1 │" in logged
    assert "«https://hooks.example:443» no está en la lista" in logged
    delivery = re.findall(r"│ ([0-9]{15,}) │ cauce", logged)[0]
    assert typed("redeliver", delivery) == "Se enviará de nuevo."
    assert "│ en espera │" in typed("log", number)
    assert typed("resume", number) == "Se le avisa de nuevo, desde lo que no recibió."
    assert typed("remove", number) == "Ya no se le avisa."
    assert URL not in typed("list")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["add", "https://other.example/"], "«https://other.example:443» no está en la lista"),
        (["add", URL, "--kind", "cauce.nada"], "«cauce.nada» no es una clase de evento."),
        (["add", URL, "--process", "nada"], "El procedimiento «nada» no está en vigor"),
        (["remove", "7"], "No hay un aviso con ese número en esta municipalidad."),
        (["log", "7"], "No hay un aviso con ese número en esta municipalidad."),
        (["redeliver", "7"], "No hay un aviso con ese número en esta municipalidad."),
        (["resume", "7"], "No hay un aviso con ese número en esta municipalidad."),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(
    worked: Town,
    database_url: str,
    terminal: Terminal,
    allowed: None,
    words: list[str],
    sentence: str,
) -> None:
    answer = terminal("webhook", *words, database=database_url)
    assert answer.code in (1, 2)
    assert answer.problem.startswith(sentence)
    assert answer.said == ""
