"""The sentences of scenarios: one table, three languages, and none drifts from the others."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest

from engine.workshop.scenarios.acting import ACTS
from engine.workshop.scenarios.days import day_in, in_words
from engine.workshop.scenarios.played import amount_in
from engine.workshop.scenarios.reading import Step
from engine.workshop.scenarios.seeing import LOOKS
from engine.workshop.scenarios.sentences import SENTENCES, said_in, sentence
from engine.workshop.scenarios.wordings import LANGUAGES, ROWS


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_offered_is_understood_as_itself(language: str) -> None:
    for each in SENTENCES[language]:
        said = said_in(Step(1, "", each.kind, each.shown, (), language))
        assert said is not None, each.shown
        assert said.wording is each, each.shown


def test_every_language_says_the_same_and_everything_said_is_done_or_looked_at() -> None:
    done = {*ACTS, *LOOKS, "cannot", "waiting"}
    assert {row.key for row in ROWS} == done
    for row in ROWS:
        parts = [
            [sorted(re.findall(r"\{(\w+)\}", one)) for one in getattr(row, language)]
            for language in LANGUAGES
        ]
        assert parts[0] == parts[1] == parts[2], row.key


def test_a_sentence_of_another_language_is_not_of_the_vocabulary() -> None:
    assert said_in(Step(1, "", "when", "se paga la tasa", (), "pt")) is None
    assert said_in(Step(1, "", "when", "se paga la tasa", (), "fr")) is None


def test_what_stands_in_a_sentence_is_not_taken_for_another() -> None:
    def key(text: str, language: str = "es") -> str:
        said = said_in(Step(1, "", "", text, (), language))
        return said.wording.key if said else ""

    assert key('llega el mensaje "9 de marzo de 2026"') == "message"
    assert key("la tasa es de S/ 1,250.50") == "owed"
    assert key("que el 9 de marzo de 2026 es feriado") == "holiday"
    assert key("que Rosa es del área usuaria") == "person"
    assert key('the message "x" comes', "en") == "message"
    assert key("a taxa é paga", "pt") == "pay"
    assert key("Rosa borra la base de datos") == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_day_is_written_and_read_in_each_language(language: str) -> None:
    for month in range(1, 13):
        day = date(2026, month, 6)
        assert day_in(in_words(day, language)) == day
    assert day_in(sentence(language, "until", day="martes 2 de marzo de 2026")) is None


def test_the_weekday_must_be_that_of_the_day() -> None:
    assert day_in("terça-feira, 2 de março de 2026") is None
    assert day_in("Monday 2 March 2026") == date(2026, 3, 2)
    assert day_in("2 September 2026") == date(2026, 9, 2)
    assert day_in("31/02/2026") is None


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("25", "25"), ("S/ 1,250.50", "1250.50"), ("1.250,50", "1250.50"), ("80,00", "80.00"),
        ("12,000", "12000"), ("R$ 7,5", "7.5"),
    ],
)  # fmt: skip
def test_a_number_is_read_as_people_write_it(text: str, amount: str) -> None:
    assert amount_in(text) == Decimal(amount)
    assert amount_in("nada") is None
