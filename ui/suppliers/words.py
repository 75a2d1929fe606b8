"""How a call stands, in a sentence, and its facts for a page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from gettext import NullTranslations

from markupsafe import Markup

from ui.parts import Pair
from ui.phrases import phrase, plain, strong
from ui.suppliers.calls import Call, Question, Stage
from ui.visit import Visit

WORDS: dict[Stage, tuple[str, Callable[[NullTranslations], str]]] = {
    Stage.ENQUIRIES: ("ok", lambda w: w.gettext("Recibe consultas")),
    Stage.ANSWERS: ("ok", lambda w: w.gettext("Absuelve consultas")),
    Stage.OFFERS: ("ok", lambda w: w.gettext("Recibe ofertas")),
    Stage.CLOSED: ("pause", lambda w: w.gettext("Plazo cerrado")),
    Stage.EVALUATION: ("pause", lambda w: w.gettext("En evaluación")),
    Stage.AWARDED: ("ok", lambda w: w.gettext("Adjudicada")),
    Stage.FIRM: ("ok", lambda w: w.gettext("Buena pro firme")),
    Stage.UNSUCCESSFUL: ("pause", lambda w: w.gettext("Desierta")),
    Stage.CANCELLED: ("pause", lambda w: w.gettext("Cancelada")),
}
"""The colour and the word of each stage."""


def state_of(call: Call, here: Visit) -> tuple[str, str]:
    """Its colour and word."""
    colour, word = WORDS[call.stage]
    return colour, word(here.words)


def sentence_of(call: Call, here: Visit) -> Markup:
    """«Puede consultar y observar las bases hasta el jueves 12 de marzo.»"""
    _ = here.words.gettext
    day = here.formats.day_words
    enquiries = day(call.enquiries_until, here.today) if call.enquiries_until else "—"
    offers = day(call.offers_until, here.today) if call.offers_until else "—"
    n = len(call.offers)
    count = here.words.ngettext("%(n)s oferta", "%(n)s ofertas", n) % {"n": n}
    winner = ", ".join(dict.fromkeys(each.name for each in call.winners)) or "—"
    won = [each.amount for each in call.winners if each.amount is not None]
    amount = here.formats.money(sum(won, Decimal()) if won else None)
    told: dict[Stage, tuple[str, dict[str, object]]] = {
        Stage.ENQUIRIES: (
            _("Puede consultar y observar las bases hasta el %(day)s."),
            {"day": strong(enquiries)},
        ),
        Stage.ANSWERS: (
            _("La municipalidad absuelve las consultas; después recibe ofertas."),
            {},
        ),
        Stage.OFFERS: (
            _("Se reciben ofertas hasta el %(day)s. Quedan selladas hasta que se abran."),
            {"day": strong(offers)},
        ),
        Stage.CLOSED: (
            _("El plazo terminó el %(day)s. El comité abrirá las ofertas."),
            {"day": strong(offers)},
        ),
        Stage.EVALUATION: (_("El comité evalúa %(count)s."), {"count": strong(count)}),
        Stage.AWARDED: (
            _("Se otorgó la buena pro a %(who)s por %(amount)s; todavía puede apelarse."),
            {"who": strong(winner), "amount": amount},
        ),
        Stage.FIRM: (
            _("La buena pro de %(who)s, por %(amount)s, quedó firme."),
            {"who": strong(winner), "amount": amount},
        ),
        Stage.UNSUCCESSFUL: (_("Terminó sin adjudicarse a nadie."), {}),
        Stage.CANCELLED: (_("La municipalidad la canceló."), {}),
    }
    pattern, facts = told[call.stage]
    return phrase(pattern, **facts) if facts else plain(pattern)


def facts_of(call: Call, here: Visit) -> Iterator[Pair]:
    """What is wanted, how, and until when."""
    _, day = here.words.gettext, here.formats.day_words
    yield Pair(_("Número"), call.number)
    if call.method:
        yield Pair(_("Método"), call.method)
    value = here.formats.money(call.value, call.case.currency)
    yield Pair(_("Cuantía"), value if call.value is not None else _("Reservada"))
    if call.quantity is not None:
        yield Pair(_("Cantidad"), f"{here.formats.number(call.quantity)} {call.unit}".strip())
    if call.days is not None:
        told = here.words.ngettext("%(n)s día", "%(n)s días", int(call.days))
        yield Pair(_("Entrega"), told % {"n": int(call.days)})
    if call.called_on:
        yield Pair(_("Convocada"), day(call.called_on, here.today))
    if call.enquiries_until:
        yield Pair(_("Consultas"), until(call.enquiries_until, here))
    if call.offers_until:
        yield Pair(_("Ofertas"), until(call.offers_until, here))


QUESTION: dict[str, Callable[[NullTranslations], str]] = {
    "consulta": lambda w: w.gettext("Consulta"),
    "observacion": lambda w: w.gettext("Observación"),
}
RESULT: dict[str, Callable[[NullTranslations], str]] = {
    "acoge": lambda w: w.gettext("Se acoge"),
    "parcial": lambda w: w.gettext("Se acoge en parte"),
    "no": lambda w: w.gettext("No se acoge"),
    "aclara": lambda w: w.gettext("Se aclara"),
}


def heading_of(question: Question, here: Visit) -> str:
    """«Observación 2: Capítulo III, 3.1»."""
    kind = QUESTION.get(question.kind, QUESTION["consulta"])(here.words)
    return f"{kind} {question.number}: {question.section}"


def result_words(question: Question, here: Visit) -> str:
    """What became of it."""
    told = RESULT.get(question.result)
    return told(here.words) if told else ""


def until(day: object, here: Visit) -> str:
    """«hasta el jueves 12 de marzo»."""
    told = here.formats.day_words(day, here.today)  # type: ignore[arg-type]  # a day
    return here.words.gettext("hasta el %(day)s") % {"day": told}
