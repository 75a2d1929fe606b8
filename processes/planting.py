"""What a scenario puts into the registers of its sandbox: a taxpayer, a parcel, a supplier.

Each is told by words in any language of the vocabulary, and written by the verbs of the house.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation

from engine.identity.actor import system_actor
from engine.installation import Installation
from engine.refusals import Refused
from engine.sentences import N_, Sentence, phrase
from engine.suppliers.companies import Told, enter_supplier
from processes.taxes.assessing import Benefit, Parcel
from processes.taxes.declaring import Declaration, declare
from processes.taxes.registering import Person, registered

NAMES: Mapping[str, tuple[str, ...]] = {
    "document": ("documento", "document"),
    "name": ("nombre", "nome", "name"),
    "address": ("domicilio", "dirección", "endereço", "address"),
    "code": ("código", "code"),
    "land": ("terreno", "área", "land", "area"),
    "value": ("valor", "value"),
    "number": ("RUC", "NIT", "CNPJ", "número", "number"),
}
"""What each answer may be called; the first is the word of a Spanish scenario."""
SINCE = date(2020, 1, 1)


def taxpayer(house: Installation, town: int, told: Mapping[str, str]) -> Sentence | None:
    """Somebody enters the register of taxpayers."""
    found = _answers(told, "document", "name", "address")
    if isinstance(found, Sentence):
        return found
    who = Person(found["document"], found["name"], found.get("address", "—"))
    house.database.run(lambda c: registered(house, c, town, None, who), municipality=town)
    return None


def parcel(house: Installation, town: int, told: Mapping[str, str]) -> Sentence | None:
    """A taxpayer declares a parcel: its code, its land and what that is worth."""
    found = _answers(told, "code", "document", "name", "address", "land", "value")
    if isinstance(found, Sentence):
        return found
    try:
        land, value = (Decimal(found.get(name, "1")) for name in ("land", "value"))
    except InvalidOperation:
        return phrase(N_("El terreno y el valor de un predio son números."))
    address = found.get("address", "—")
    said = Declaration(
        found["document"], found["name"], address, Benefit(), Parcel(found["code"], land, value),
        address, SINCE,
    )  # fmt: skip
    declare(house, town, None, said)
    return None


def supplier(house: Installation, town: int, told: Mapping[str, str]) -> Refused | Sentence | None:
    """A company enters the register of suppliers."""
    found = _answers(told, "number", "name", "address")
    if isinstance(found, Sentence):
        return found
    company = Told(found["number"], found["name"], address=found.get("address", ""))
    answer = enter_supplier(house, system_actor(town), company)
    return answer if isinstance(answer, Refused) else None


PLANTS = {"taxpayer": taxpayer, "parcel": parcel, "supplier": supplier}
MAY_LACK = ("address", "land", "value")


def _answers(told: Mapping[str, str], *names: str) -> dict[str, str] | Sentence:
    """The answers by the names of the house; what is not known or lacks is told."""
    meant = {word.casefold(): name for name in names for word in NAMES[name]}
    unknown = next((word for word in told if word.casefold() not in meant), None)
    if unknown is not None:
        known = ", ".join(NAMES[name][0] for name in names)
        sentence = N_("«%(word)s» no es un dato de esto. Son: %(known)s.")
        return phrase(sentence, word=unknown, known=known)
    found = {meant[word.casefold()]: answer for word, answer in told.items() if answer}
    lacking = next((name for name in names if name not in found and name not in MAY_LACK), None)
    if lacking is not None:
        return phrase(N_("Falta «%(word)s»."), word=NAMES[lacking][0])
    return found
