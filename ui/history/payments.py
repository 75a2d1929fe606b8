"""What the histories say of money: amounts as they are written here, and words for the rest."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from gettext import NullTranslations
from typing import Any

from engine.history.kinds import EventKind as K
from engine.payments.codes import grouped
from ui.formats import Formats

Pattern = Callable[[NullTranslations], str]

PAYMENT_PATTERNS: Mapping[K, Pattern] = {
    K.PAYMENT_ORDERED: lambda w: w.gettext(
        "Se emitió la orden de pago %(paycode)s de %(money)s por «%(title)s», hasta el %(due)s"
    ),
    K.PAYMENT_RECEIVED: lambda w: w.gettext("Se pagó %(money)s por «%(title)s» %(way)s"),
    K.PAYMENT_SET_ASIDE: lambda w: w.gettext(
        "Llegaron %(money)s para «%(title)s» que no calzan (%(outcome)s): tesorería los revisa"
    ),
    K.RECEIPT_VOIDED: lambda w: w.gettext("%(who)s anuló el recibo %(number)s de %(money)s%(why)s"),
    K.PAYMENT_REFUNDED: lambda w: w.gettext(
        "%(who)s devolvió %(money)s de lo pagado por «%(title)s»%(why)s"
    ),
    K.PAYMENT_REVERSED: lambda w: w.gettext(
        "El banco retiró %(money)s de lo pagado por «%(title)s»: se vuelve a deber%(why)s"
    ),
    K.ORDER_LAPSED: lambda w: w.gettext("Venció sin pagarse la orden %(paycode)s de %(money)s"),
    K.ORDER_CANCELLED: lambda w: w.gettext(
        "Ya no se debe pagar la orden %(paycode)s de %(money)s: el expediente terminó"
    ),
    K.PAYMENT_APPLIED: lambda w: w.gettext(
        "%(who)s asignó %(money)s a la orden %(paycode)s por «%(title)s»%(why)s"
    ),
}

WAYS: Mapping[str, Pattern] = {
    "till": lambda w: w.gettext("en caja"),
    "bank": lambda w: w.gettext("por el banco"),
    "hand": lambda w: w.gettext("a mano"),
    "trial": lambda w: w.gettext("por la pasarela de prueba"),
}
OUTCOMES: Mapping[str, Pattern] = {
    "matched": lambda w: w.gettext("calza"),
    "over": lambda w: w.gettext("de más"),
    "under": lambda w: w.gettext("de menos"),
    "duplicate": lambda w: w.gettext("pagado otra vez"),
    "closed": lambda w: w.gettext("la orden ya no vale"),
    "unknown": lambda w: w.gettext("sin orden conocida"),
    "reversed": lambda w: w.gettext("el banco lo retiró"),
}


def money_facts(
    data: Mapping[str, Any], words: NullTranslations, formats: Formats
) -> dict[str, str]:
    """The facts of an event about money; empty where it has none."""
    code = str(data.get("code") or "")
    return {
        "money": money_of(data.get("amount"), data.get("currency"), formats),
        "paycode": grouped(code),
        "way": way_word(str(data.get("way") or ""), words),
        "outcome": outcome_word(str(data.get("outcome") or ""), words),
    }


def money_of(amount: object, currency: object, formats: Formats) -> str:
    """«S/ 35.00»; a dash where there is none."""
    try:
        figure = Decimal(str(amount))
    except InvalidOperation:
        return formats.money(None)
    chosen = str(currency) if currency else None
    return formats.money(figure if figure.is_finite() else None, chosen)


def way_word(way: str, words: NullTranslations) -> str:
    """By which way money came; one that nobody names, by its own name."""
    if not way:
        return ""
    known = WAYS.get(way)
    return known(words) if known else words.gettext("por %(way)s") % {"way": way}


def outcome_word(outcome: str, words: NullTranslations) -> str:
    """What became of money."""
    known = OUTCOMES.get(outcome)
    return known(words) if known else outcome
