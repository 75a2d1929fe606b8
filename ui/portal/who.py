"""«Usted»: who asks, the first page of every application, also at the counter.

What is typed here lies in the draft beside the answers of the form, under a name that no form has.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from gettext import NullTranslations
from typing import Any

from engine.citizens.people import Applicant, wrong_in
from engine.refusals import Refused
from engine.values import Value
from ui.parts import Choice, FieldError
from ui.posted import Posted

WHO = "_who"
FIELDS = ("name", "national_id", "email", "phone")
LONGEST = 200
MOST_ORIGINALS = 40
Sentence = Callable[[NullTranslations], str]

WRONG: Mapping[str, Sentence] = {
    "name": lambda w: w.gettext("Escriba el nombre completo, o el de la empresa."),
    "national_id": lambda w: w.gettext("Escriba el número del documento, sin espacios."),
    "email": lambda w: w.gettext("Escriba el correo completo, por ejemplo ana@correo.pe."),
    "phone": lambda w: w.gettext("Escriba el teléfono con el código del país: +51 984 111 222."),
    "password": lambda w: w.gettext(
        "Elija una clave de 12 signos o más, variados, sin su nombre ni su correo."
    ),
}


@dataclass(frozen=True, slots=True)
class Who:
    """What was typed; `mandate` is for whom an account asks, empty for itself; `originals` are what
    was seen at the counter."""

    typed: Mapping[str, str] = field(default_factory=dict)
    mandate: str = ""
    originals: tuple[str, ...] = ()

    @property
    def applicant(self) -> Applicant:
        return Applicant(**{name: self.typed.get(name, "") for name in FIELDS})

    @property
    def mandate_id(self) -> int | None:
        return int(self.mandate) if self.mandate.isdecimal() and len(self.mandate) < 19 else None

    @property
    def wrong(self) -> str:
        """The field to correct; empty when all is well."""
        return wrong_in(self.applicant.tidy())

    def facts(self) -> dict[str, Value]:
        """What the form may open with: nobody is asked for the same twice."""
        told = self.applicant.tidy()
        return {
            "nombre": told.name or None,
            "documento": told.national_id or None,
            "correo": told.email or None,
            "telefono": told.phone or None,
        }

    def kept(self) -> dict[str, object]:
        """As it lies in the draft."""
        return {**self.typed, "mandate": self.mandate, "originals": list(self.originals)}


def posted_who(form: Posted) -> Who:
    """What the page brought."""
    typed = {name: form.one(name)[:LONGEST].strip() for name in FIELDS}
    originals = tuple(each[:LONGEST] for each in form.fields.get("originals", ()))[:MOST_ORIGINALS]
    return Who(typed, form.one("mandate")[:20], originals)


def who_in(answers: Mapping[str, Any]) -> Who | None:
    """What the draft holds; None while it holds nothing of it."""
    found = answers.get(WHO)
    if not isinstance(found, Mapping):
        return None
    typed = {name: str(found.get(name, "")) for name in FIELDS}
    originals = found.get("originals") or ()
    return Who(typed, str(found.get("mandate", "")), tuple(str(each) for each in originals))


def without_who(answers: Mapping[str, Any]) -> dict[str, Any]:
    """The answers of the form alone."""
    return {name: value for name, value in answers.items() if name != WHO}


def who_errors(wrong: str, words: NullTranslations) -> dict[str, str]:
    """What to say beside the field."""
    return {wrong: WRONG[wrong](words)} if wrong in WRONG else {}


def errors_of_refusal(refused: Refused, words: NullTranslations) -> dict[str, str]:
    """The same of what a verb refused."""
    return who_errors(refused.details.get("field", ""), words)


def summary_of(errors: Mapping[str, str]) -> list[FieldError]:
    return [FieldError(name, message) for name, message in errors.items()]


def original_choices(titles: tuple[str, ...]) -> list[Choice]:
    """What can be ticked off at the counter."""
    return [Choice(title, title) for title in titles]
