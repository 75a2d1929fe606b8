"""What a file of scenarios begins with, in the language of who writes it."""

from __future__ import annotations

from engine.workshop.scenarios.days import in_words
from engine.workshop.scenarios.sentences import keyword, known_language, sentence
from ui.visit import Member
from ui.workshop.scene import Scene

WORDS = {
    "es": ("Característica", "Escenario", "Lo que debe pasar"),
    "pt": ("Funcionalidade", "Cenário", "O que deve acontecer"),
    "en": ("Feature", "Scenario", "What should happen"),
}
"""What a file says for itself and for a scenario, and what a new one is called."""
OUTLINES = {
    "es": """  Esquema del escenario: El área decide la tasa
    Cuando Rosa inicia el trámite con:
      | Área | <área> |
    Entonces la tasa es de <tasa>

    Ejemplos:
      | área | tasa  |
      | 60   | 25.00 |
      | 320  | 80.00 |
""",
    "pt": """  Esquema do Cenário: A área decide a taxa
    Quando Rosa inicia o processo com:
      | Área | <área> |
    Então a taxa é de <taxa>

    Exemplos:
      | área | taxa  |
      | 60   | 25.00 |
      | 320  | 80.00 |
""",
    "en": """  Scenario Outline: The area decides the fee
    When Rosa starts the case with:
      | Area | <area> |
    Then the fee is <fee>

    Examples:
      | area | fee   |
      | 60   | 25.00 |
      | 320  | 80.00 |
""",
}
"""One scenario for each row of its examples."""


def new_in(here: Member, scene: Scene) -> str:
    """One scenario that says no more than the day."""
    language = known_language(here.localisation.language)
    feature, scenario, called = WORDS[language]
    today = sentence(language, "today", day=in_words(here.today, language))
    return (
        f"# language: {language}\n{feature}: {scene.row.title}\n\n  {scenario}: {called}\n"
        f"    {keyword(language, 'given')} {today}\n"
    )
