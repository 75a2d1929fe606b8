"""What the steps «Entonces» say of the facts of a case: data, letters, mail, what is owed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from engine.feel import compile_expression
from engine.sentences import N_, Sentence, phrase
from engine.values import Value
from engine.workshop.scenarios.days import day_in, in_words
from engine.workshop.scenarios.finding import known_in, otherwise
from engine.workshop.scenarios.played import Played, amount_in, no_number
from storage.database import Connection
from storage.queries.documents import documents_of_case
from storage.queries.letters import letters_of_case
from storage.queries.payments import OrderRow, orders_of_case
from storage.tables.payments import OrderState

_NAME = re.compile(r"[^\W\d]\w*(?:\.[^\W\d]\w*)*")
YES = {"es": "sí", "pt": "sim", "en": "yes"}
NO = {"es": "no", "pt": "não", "en": "no"}
TEXT = "text/plain"


def fact(played: Played, parts: Mapping[str, str]) -> Sentence | None:
    """What the summary of the case says under a label, or a datum by its name."""
    found, expected = _fact(played, parts["name"]), parts["value"]
    if isinstance(found, Sentence):
        return found
    if _alike(found, expected, played.language):
        return None
    return otherwise(expected, _words(found, played.language))


def fact_not(played: Played, parts: Mapping[str, str]) -> Sentence | None:
    found, expected = _fact(played, parts["name"]), parts["value"]
    if isinstance(found, Sentence):
        return found
    alike = _alike(found, expected, played.language)
    return phrase(N_("Es «%(was)s»."), was=expected) if alike else None


def empty(played: Played, parts: Mapping[str, str]) -> Sentence | None:
    found = _fact(played, parts["name"])
    if isinstance(found, Sentence):
        return found
    if found is None or found in ("", [], {}):
        return None
    return phrase(N_("Es «%(was)s»."), was=_words(found, played.language))


def over(played: Played, parts: Mapping[str, str]) -> Sentence | None:
    return _compared(played, parts, more=True)


def under(played: Played, parts: Mapping[str, str]) -> Sentence | None:
    return _compared(played, parts, more=False)


def _compared(played: Played, parts: Mapping[str, str], *, more: bool) -> Sentence | None:
    found, limit = _fact(played, parts["name"]), amount_in(parts["amount"])
    if limit is None:
        return no_number(parts["amount"])
    if isinstance(found, Sentence):
        return found
    if isinstance(found, Decimal) and (found > limit if more else found < limit):
        return None
    return phrase(N_("Es «%(was)s»."), was=_words(found, played.language))


def owed(played: Played, parts: Mapping[str, str]) -> Sentence | None:
    """What the case asks to be paid."""
    expected, found = amount_in(parts["amount"]), [each.amount for each in _orders(played)]
    if expected is None:
        return no_number(parts["amount"])
    if expected in found:
        return None
    return otherwise(parts["amount"], ", ".join(map(str, found)) or "—")


def owed_not(played: Played, parts: Mapping[str, str]) -> Sentence | None:  # noqa: ARG001
    found = [each for each in _orders(played) if each.state == OrderState.PENDING]
    if not found:
        return None
    return phrase(N_("Se debe %(amount)s."), amount=found[0].amount)


def _orders(played: Played) -> tuple[OrderRow, ...]:
    return played.at.reads(lambda c: orders_of_case(c, played.at.town, played.case_id))


def letter(played: Played, parts: Mapping[str, str]) -> Sentence | None:
    issued = _papers(played)
    if parts["letter"].casefold() in issued:
        return None
    told = ", ".join(f"«{title}»" for title, _text in issued.values()) or "—"
    sentence = N_("No se emitió «%(letter)s». Se emitió: %(issued)s.")
    return phrase(sentence, letter=parts["letter"], issued=told)


def letter_not(played: Played, parts: Mapping[str, str]) -> Sentence | None:
    if parts["letter"].casefold() not in _papers(played):
        return None
    return phrase(N_("Se emitió «%(letter)s»."), letter=parts["letter"])


def says(played: Played, parts: Mapping[str, str]) -> Sentence | None:
    wrong = letter(played, parts)
    if wrong is not None:
        return wrong
    _title, text = _papers(played)[parts["letter"].casefold()]
    return None if _plain(parts["words"]) in _plain(text) else _not_said(text)


def says_not(played: Played, parts: Mapping[str, str]) -> Sentence | None:
    wrong = letter(played, parts)
    if wrong is not None:
        return wrong
    _title, text = _papers(played)[parts["letter"].casefold()]
    return _not_said(text) if _plain(parts["words"]) in _plain(text) else None


def _papers(played: Played) -> dict[str, tuple[str, str]]:
    """Letters, and documents that the house made, by their title: title and words."""
    at = played.at

    def look_at(connection: Connection) -> dict[str, tuple[str, str]]:
        found = {}
        for each in documents_of_case(connection, at.town, played.case_id):
            version = each.versions[0] if each.versions else None
            plain = version is not None and version.media_type.startswith(TEXT)
            text = _read(played, version.sha256) if version is not None and plain else ""
            found[each.document.title.casefold()] = (each.document.title, text)
        for row in letters_of_case(connection, at.town, played.case_id):
            found[row.title.casefold()] = (row.title, f"{row.title}\n{row.addressee}\n{row.body}")
        return found

    return at.reads(look_at)


def _read(played: Played, sha256: str) -> str:
    with played.at.installation.documents.open(sha256) as chunks:
        return b"".join(chunks).decode("utf-8", errors="replace")


def mail(played: Played, parts: Mapping[str, str]) -> Sentence | None:
    told = parts["address"].casefold()
    if any(told in each.to.casefold() for each in played.at.mailed):
        return None
    went = ", ".join(each.to for each in played.at.mailed) or "—"
    return phrase(N_("No se le envió. Se envió a: %(to)s."), to=went)


def mail_says(played: Played, parts: Mapping[str, str]) -> Sentence | None:
    """Any of them does."""
    if any(_plain(parts["words"]) in _plain(each.text) for each in played.at.mailed):
        return None
    return _not_said(played.at.mailed[-1].text if played.at.mailed else "—")


def mail_not(played: Played, parts: Mapping[str, str]) -> Sentence | None:  # noqa: ARG001
    if not played.at.mailed:
        return None
    went = ", ".join(each.to for each in played.at.mailed)
    return phrase(N_("Se envió a: %(to)s."), to=went)


FACTS = {
    "fact": fact,
    "fact_not": fact_not,
    "empty": empty,
    "over": over,
    "under": under,
    "owed": owed,
    "owed_not": owed_not,
    "letter": letter,
    "letter_not": letter_not,
    "says": says,
    "says_not": says_not,
    "mail": mail,
    "mail_says": mail_says,
    "mail_not": mail_not,
}


def _not_said(text: str) -> Sentence:
    short = " ".join(text.split())
    return phrase(N_("Dice: «%(text)s»."), text=short[:400] + ("…" if len(short) > 400 else ""))


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def _fact(played: Played, name: str) -> Value | Sentence:
    known, manifest = known_in(played), played.at.definition.manifest
    told = name.casefold()
    glance = next((one for one in manifest.glance if one.label.casefold() == told), None)
    if glance is not None:
        return compile_expression(glance.expression).evaluate(known)
    if _NAME.fullmatch(name) is None:
        sentence = N_("El proceso no tiene el dato «%(name)s».")
        return phrase(sentence, name=name)
    return compile_expression(name).evaluate(known)


def _alike(value: Value, expected: str, language: str) -> bool:
    if isinstance(value, Decimal):
        return value == amount_in(expected)
    if isinstance(value, date):
        return _day_of(value) == day_in(expected)
    return _words(value, language).casefold() == expected.casefold()


def _words(value: Value, language: str) -> str:
    if value is None:
        return "—"
    if isinstance(value, bool):
        return (YES if value else NO).get(language, str(value))
    if isinstance(value, date):
        return in_words(_day_of(value), language)
    return str(value)


def _day_of(value: date) -> date:
    return value.date() if isinstance(value, datetime) else value
