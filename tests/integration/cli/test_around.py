"""What stands around a case, from the terminal: notes, people, other cases, letters."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from engine.cases import Facts
from engine.definitions import Bundle
from engine.definitions.manifest import FILE
from engine.notices.following import tell_people
from tests.diagrams import bundle, end, path, start, user
from tests.integration.cli.conftest import Terminal
from tests.town import Town

LETTER = b"""
[letters.carta]
title = "Carta"
number = "CARTA-{year}-{sequence:04d}"
signers = ["clerk"]
text = "Estimado:"
"""
DRAWN = bundle(start(), user("study"), end(), path("start", "study", "end"))
PROCESS = Bundle({**DRAWN.files, FILE: DRAWN.files[FILE] + LETTER})
FIRST, SECOND = "TEST-2026-0001", "TEST-2026-0002"

Ask = Callable[..., Any]


@pytest.fixture
def ask(town: Town, database_url: str, terminal: Terminal) -> Ask:
    """Ana, who works on the two cases, asks; what is told as JSON."""
    town.person("ana", "clerk")
    town.person("olga", "other")
    town.deploys(PROCESS)
    for _ in range(2):
        town.open_case("ana", "test", Facts({}))

    def ask(*words: str, who: str = "ana", code: int = 0) -> Any:
        named = ("--as", f"{who}@tamboreal.example")
        answer = terminal("case", *words, *named, "--json", database=database_url)
        assert answer.code == code, answer.problem
        return answer.problem if code else json.loads(answer.said)

    return ask


def test_a_note_is_left_and_read(ask: Ask) -> None:
    seq = ask("notes", "add", FIRST, "--text", "Llamar al vecino")["seq"]
    (note,) = ask("notes", "list", FIRST)
    assert (note["seq"], note["by"], note["note"]) == (seq, "Ana", "Llamar al vecino")
    assert "--text" in ask("notes", "add", FIRST, "--text", " ", code=1)


def test_people_come_into_a_case_and_leave_it(ask: Ask) -> None:
    named = ("--role", "applicant", "--name", "Rosa Quispe", "--contact", "984 111 222")
    party = ask("people", "add", FIRST, *named)["id"]
    (row,) = ask("people", "list", FIRST)
    assert (row["id"], row["role"], row["name"]) == (party, "applicant", "Rosa Quispe")
    assert ask("people", "list", SECOND) == []
    ask("people", "remove", SECOND, party, "--reason", "Por error", code=1)
    ask("people", "remove", FIRST, party, "--reason", "Por error")
    assert ask("people", "list", FIRST) == []


def test_somebody_agrees_to_be_told_and_takes_it_back(ask: Ask) -> None:
    party = ask("people", "add", FIRST, "--role", "applicant", "--name", "Rosa Quispe")["id"]
    (row,) = ask("people", "list", FIRST)
    assert (row["told_by"], row["notices"]) == (None, [])
    phone = ("--channel", "whatsapp", "--address", "+51 984-111-222")
    assert ask("people", "agree", FIRST, party, *phone) == {"id": party, "channel": "whatsapp"}
    (row,) = ask("people", "list", FIRST)
    told = row["told_by"]
    assert (told["channel"], told["address"]) == ("whatsapp", "+51984111222")
    assert told["agreed_at"]
    mail = ("--channel", "mail", "--address", "Rosa@Correo.PE")
    ask("people", "agree", FIRST, party, *mail)
    assert ask("people", "list", FIRST)[0]["told_by"]["address"] == "rosa@correo.pe"
    ask("people", "agree", SECOND, party, *mail, code=1)
    assert "no trabaja" in ask("people", "agree", FIRST, party, *mail, who="olga", code=1)
    wrong = ask("people", "agree", FIRST, party, "--channel", "sms", "--address", "984", code=1)
    assert wrong.startswith("Escriba un correo completo, o el teléfono con su país")
    assert wrong.endswith("(--address)")
    assert ask("people", "list", FIRST)[0]["told_by"]["channel"] == "mail"
    assert ask("people", "withdraw", FIRST, party) == {"id": party, "channel": ""}
    ask("people", "withdraw", FIRST, party)  # twice is once
    ask("people", "withdraw", SECOND, party, code=1)
    assert ask("people", "list", FIRST)[0]["told_by"] is None


def test_what_went_to_somebody_is_listed_and_people_read_it_in_words(
    town: Town, ask: Ask, database_url: str, terminal: Terminal
) -> None:
    party = ask("people", "add", FIRST, "--role", "applicant", "--name", "Rosa Quispe")["id"]
    agreed = ("--channel", "mail", "--address", "rosa@correo.pe")
    named = ("--as", "ana@tamboreal.example")
    said = terminal("case", "people", "agree", FIRST, party, *agreed, *named, database=database_url)
    assert said.said == f"Se le avisará de {FIRST}. Correo: rosa@correo.pe."
    town.clock.move(to=datetime.now(UTC) + timedelta(hours=1))  # commands go by the true clock
    [case_id, _] = town.cases_of("test")
    town.person("luis", "operador")
    town.cancel("luis", case_id, "Desistimiento")
    tell_people(town.installation)
    [notice] = ask("people", "list", FIRST)[0]["notices"]
    assert (notice["channel"], notice["state"]) == ("mail", "waiting")
    listed = terminal("case", "people", "list", FIRST, *named, database=database_url)
    assert "Correo: rosa@correo.pe" in listed.said
    ends = terminal("case", "people", "withdraw", FIRST, party, *named, database=database_url)
    assert ends.said == f"Ya no se le avisará de {FIRST}."
    shown = terminal("case", "show", FIRST, database=database_url)
    assert "Rosa Quispe" in shown.said


def test_cases_are_joined_and_separated(ask: Ask) -> None:
    joint = ask("links", "add", FIRST, SECOND, "--reason", "El mismo predio")["id"]
    (row,) = ask("links", "list", SECOND)
    assert (row["id"], row["number"], row["outward"]) == (joint, FIRST, False)
    ask("links", "add", FIRST, "TEST-2026-0009", "--reason", "x", code=1)
    ask("links", "remove", FIRST, joint, "--reason", "Por error")
    assert ask("links", "list", FIRST) == []


def test_letters_are_begun_with_the_words_of_their_kind_or_with_others(
    ask: Ask, tmp_path: Path
) -> None:
    words = tmp_path / "carta.txt"
    words.write_text("Conste.", encoding="utf-8")
    ask("letters", "add", FIRST, "--kind", "carta")
    own = ("--title", "Uso de la plaza", "--addressee", "Rosa", "--body", str(words))
    letter = ask("letters", "add", FIRST, "--kind", "carta", *own)["id"]
    titles = [each["title"] for each in ask("letters", "list", FIRST)]
    assert titles[1:] == ["Uso de la plaza"]
    assert ask("letters", "add", FIRST, "--kind", "otra", code=1)
    (last,) = [each for each in ask("letters", "list", FIRST) if each["id"] == letter]
    assert (last["state"], last["number"]) == ("draft", "")
    assert ask("letters", "discard", FIRST, letter) == {"id": letter}
    assert letter not in [each["id"] for each in ask("letters", "list", FIRST)]
    assert ask("letters", "discard", SECOND, letter, code=1)


@pytest.mark.parametrize("what", ["notes", "people", "links", "letters"])
def test_for_who_takes_no_part_nothing_stands_around_a_case(ask: Ask, what: str) -> None:
    assert "no trabaja en ese expediente" in ask(what, "list", FIRST, who="olga", code=1)
