"""The words of the catalogue: life events, channels, terms and prices as a citizen reads them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from gettext import NullTranslations

from engine.catalogue import Offer, Price, Span
from engine.definitions.service import Channel, LifeEvent, Qualification
from ui.deadlines.why import length_words
from ui.formats import NBSP
from ui.visit import Visit

Word = Callable[[NullTranslations], str]

EVENTS: Mapping[LifeEvent, Word] = {
    LifeEvent.BUSINESS: lambda w: w.gettext("Negocios"),
    LifeEvent.BUILDING: lambda w: w.gettext("Construir y remodelar"),
    LifeEvent.LAND: lambda w: w.gettext("Terrenos y predios"),
    LifeEvent.TAXES: lambda w: w.gettext("Impuestos y pagos"),
    LifeEvent.FAMILY: lambda w: w.gettext("Familia e identidad"),
    LifeEvent.NEIGHBOURHOOD: lambda w: w.gettext("Mi barrio"),
    LifeEvent.MOBILITY: lambda w: w.gettext("Transporte"),
    LifeEvent.SUPPORT: lambda w: w.gettext("Ayuda social"),
    LifeEvent.COMPLAINT: lambda w: w.gettext("Reclamos"),
    LifeEvent.INFORMATION: lambda w: w.gettext("Información pública"),
}
CHANNELS: Mapping[Channel, Word] = {
    Channel.ONLINE: lambda w: w.gettext("en línea"),
    Channel.COUNTER: lambda w: w.gettext("en persona"),
    Channel.PHONE: lambda w: w.gettext("por teléfono"),
    Channel.MAIL: lambda w: w.gettext("por correo electrónico"),
}


def span_words(span: Span, words: NullTranslations) -> str:
    """«8 días hábiles»; empty where nobody set it."""
    return "" if span.length is None else length_words(span.length, span.unit, words)


def terms_short(offer: Offer, here: Visit) -> str:
    """«2 u 8 días hábiles», «al momento»: the terms in one line."""
    words = here.words
    known = [span for span in offer.terms if span.length is not None]
    if not known:
        automatic = offer.service.qualification is Qualification.AUTOMATIC
        return words.gettext("al momento") if automatic else ""
    lengths = list(dict.fromkeys((span.length or 0, span.unit) for span in known))
    if len({unit for _, unit in lengths}) > 1:
        return either([length_words(length, unit, words) for length, unit in lengths], words)
    counts = [length for length, _ in lengths]
    last = length_words(max(counts), lengths[0][1], words)
    before = [str(count) for count in sorted(counts)[:-1]]
    return either([*before, last], words)


def prices_short(offer: Offer, here: Visit) -> str:
    """«gratis», «S/ 142.10 o S/ 186.30»; empty where nobody set them."""
    if offer.free:
        return here.words.gettext("gratis")
    known = [price.amount for price in offer.prices if price.amount is not None]
    amounts: list[Decimal] = sorted(set(known))
    return either([here.formats.money(each) for each in amounts], here.words) if amounts else ""


def price_words(price: Price, here: Visit) -> str:
    """«S/ 142.10», «Gratis», or whom to ask where nobody set it."""
    if price.amount is None:
        return here.words.gettext("Pregunte en Mesa de partes")
    return here.formats.money(price.amount) if price.amount else here.words.gettext("Gratis")


def share_of_uit(price: Price, here: Visit) -> str:
    """«2.5 % de la UIT»; empty where it is an amount."""
    if price.percent is None:
        return ""
    figure = here.formats.number(price.percent, _decimals(price.percent))
    return here.words.gettext("%(figure)s %% de la UIT") % {"figure": figure}


def _decimals(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def either(items: Sequence[str], words: NullTranslations) -> str:
    """«2 u 8 días», «a, b o c»: in Spanish «u» stands before the sound of an o."""
    if len(items) < 2:
        return "".join(items)
    *rest, last = items
    number = last.replace(NBSP, " ").split(" ")[0]
    if number == "11" or last.lower().startswith(("o", "ho", "8")):
        pattern = words.gettext("%(some)s u %(last)s")
    else:
        pattern = words.gettext("%(some)s o %(last)s")
    return pattern % {"some": ", ".join(rest), "last": last}


def channels_words(offer: Offer, here: Visit) -> str:
    """«en línea o en persona»."""
    channels = [each for each in offer.service.channels if offer.open or each is not Channel.ONLINE]
    return either([CHANNELS[each](here.words) for each in channels], here.words)


def asked_at(offer: Offer) -> tuple[str, ...]:
    """The page where it is asked for."""
    own = offer.service.asked_at
    return tuple(own.split("/")) if own else ("services", offer.key, "apply")
