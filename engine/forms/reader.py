"""Reads one JSON object of a form key by key, and keeps every fault with its place.

Parsing goes on after a fault, so that the author of a form sees all of them at once.
"""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from engine.feel import Expression, FeelSyntaxError, compile_expression
from engine.forms.errors import FormProblem
from engine.forms.templates import NOTHING, Template, parse_template
from engine.sentences import N_, facts_of, phrase

_PATH = re.compile(r"[^\W\d]\w*(\.[^\W\d]\w*)*")
LONGEST_TEXT = 5_000

Json = Mapping[str, Any]


class Reader:
    """One object of the form, its name for people, and the faults found so far (shared)."""

    __slots__ = ("data", "faults", "name")

    def __init__(self, data: Json, name: str, faults: list[FormProblem]) -> None:
        self.data = data
        self.name = name
        self.faults = faults

    def fault(self, sentence: str, hint: str = "", /, **facts: object) -> None:
        """Keep one fault of this component; `facts` fill the places of the sentences."""
        self.faults.append(FormProblem(self.name, sentence, hint, facts_of(facts)))

    def only(self, allowed: Iterable[str], what: str = N_("La propiedad")) -> None:
        """Refuse keys that have no meaning here."""
        for key in sorted(set(self.data) - set(allowed)):
            self.fault(
                N_("%(what)s «%(key)s» no se admite en este componente"), N_("Quítela."),
                what=phrase(what), key=key,
            )  # fmt: skip

    def inside(self, key: str) -> "Reader":
        """The object under a key; empty when there is none."""
        value = self.data.get(key)
        if value is not None and not isinstance(value, dict):
            self.fault(N_("«%(key)s» debe ser un objeto"), key=key)
        return Reader(value if isinstance(value, dict) else {}, self.name, self.faults)

    def text(self, key: str) -> str:
        """A text, empty when absent."""
        return self.long_text(key, most=LONGEST_TEXT)

    def long_text(self, key: str, *, most: int) -> str:
        """A text of that many characters at most, empty when absent."""
        value = self.data.get(key)
        if value is None:
            return ""
        if not isinstance(value, str) or len(value) > most:
            self.fault(
                N_("«%(key)s» debe ser un texto de %(most)s caracteres como máximo"), key=key,
                most=most,
            )  # fmt: skip
            return ""
        return value

    def flag(self, key: str, *, default: bool = False) -> bool:
        """A boolean."""
        value = self.data.get(key)
        if value is None:
            return default
        if not isinstance(value, bool):
            self.fault(N_("«%(key)s» debe ser true o false"), key=key)
        return value is True

    def whole(self, key: str, *, default: int, low: int, high: int) -> int:
        """A whole number between two limits; custom properties give it as text."""
        value = self.data.get(key)
        if value is None:
            return default
        if isinstance(value, str) and re.fullmatch("[0-9]{1,6}", value):
            value = Decimal(value)
        if isinstance(value, Decimal) and value == value.to_integral_value():
            number = int(value)
            if low <= number <= high:
                return number
        self.fault(
            N_("«%(key)s» debe ser un número entero entre %(low)s y %(high)s"), key=key, low=low,
            high=high,
        )  # fmt: skip
        return default

    def path(self, key: str) -> tuple[str, ...]:
        """A name such as `proveedor.ruc`, as its parts; empty when absent."""
        value = self.text(key)
        if value and not _PATH.fullmatch(value):
            self.fault(
                N_("«%(value)s» no sirve como nombre de un dato"),
                N_("Use letras, números y guion bajo, y empiece con una letra."), value=value,
            )  # fmt: skip
            return ()
        return tuple(value.split(".")) if value else ()

    def template(self, key: str) -> Template:
        """A text that may hold expressions."""
        text = self.text(key)
        if "{{#" in text or "{{/" in text:
            self.fault(
                N_("«%(key)s» usa bloques {{#…}}, que no se admiten"), N_("Use «if» en FEEL."),
                key=key,
            )  # fmt: skip
            return NOTHING
        try:
            return parse_template(text)
        except FeelSyntaxError as error:
            self._feel_fault(key, error)
            return NOTHING

    def expression(self, key: str) -> Expression | None:
        """An expression, which begins with `=`; None when absent."""
        text = self.text(key).strip()
        if not text:
            return None
        if not text.startswith("="):
            self.fault(N_("«%(key)s» debe ser una expresión FEEL y empezar con «=»"), key=key)
            return None
        try:
            return compile_expression(text[1:])
        except FeelSyntaxError as error:
            self._feel_fault(key, error)
            return None

    def flag_or_expression(self, key: str) -> bool | Expression:
        """True, false or an expression."""
        if isinstance(self.data.get(key), str):
            return self.expression(key) or False
        return self.flag(key)

    def limit(self, key: str) -> Decimal | Expression | None:
        """A number or an expression that gives one."""
        value = self.data.get(key)
        if isinstance(value, Decimal):
            return value
        if isinstance(value, str) and value.strip().startswith("="):
            return self.expression(key)
        if isinstance(value, str) and re.fullmatch(r"-?[0-9]{1,30}(\.[0-9]{1,30})?", value.strip()):
            return Decimal(value.strip())
        if value not in (None, ""):
            self.fault(
                N_("«%(key)s» debe ser un número o una expresión que empiece con «=»"), key=key
            )
        return None

    def _feel_fault(self, key: str, error: FeelSyntaxError) -> None:
        self.fault(
            N_("La expresión de «%(key)s» no se entiende: %(why)s"), N_("Corrija la expresión."),
            key=key, why=error.sentence,
        )  # fmt: skip
