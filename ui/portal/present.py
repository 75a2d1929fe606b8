"""From an offer of the catalogue to what the pages for citizens show of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup, escape

from engine.calendar import Calendar
from engine.catalogue import Offer, Remedy
from engine.definitions.service import Bringer, Channel, LifeEvent, Qualification, Requirement
from ui.parts import Crumb
from ui.portal.wording import (
    EVENTS,
    channels_words,
    price_words,
    prices_short,
    share_of_uit,
    span_words,
    terms_short,
)
from ui.visit import Visit

SEPARATOR = " · "


@dataclass(frozen=True, slots=True)
class ServiceLine:
    """A service in a list: what one wants to do; below, what it is called, how long, how much."""

    action: str
    below: str
    href: str
    icon: str


@dataclass(frozen=True, slots=True)
class ServiceGroup:
    """The services for one life event."""

    title: str
    id: str
    lines: tuple[ServiceLine, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of the fact sheet: a question and its answers, with a note below; `inline`: beside one
    another."""

    term: str
    values: tuple[str | Markup, ...]
    note: str = ""
    inline: bool = False


@dataclass(frozen=True, slots=True)
class Needed:
    """What has to be at hand, or is not asked for (`ours`)."""

    title: str
    hint: str
    icon: str
    ours: bool


@dataclass(frozen=True, slots=True)
class Silence:
    """What happens when nobody answers: the kind of note, its beginning, and its sentences."""

    kind: str
    title: str
    text: str


def line_of(offer: Offer, here: Visit) -> ServiceLine:
    """«Abrir un negocio: Licencia de funcionamiento · 2 u 8 días hábiles»."""
    action = offer.service.action or offer.title
    named = offer.title if offer.service.action else offer.service.line
    price = prices_short(offer, here)
    parts = (named.rstrip("."), terms_short(offer, here), price)
    return ServiceLine(
        action,
        SEPARATOR.join(part for part in parts if part),
        here.path("services", offer.key),
        offer.icon,
    )


def grouped(offers: Sequence[Offer], here: Visit) -> Iterator[ServiceGroup]:
    """Each service once, under its first life event."""
    for event in LifeEvent:
        of_event = [each for each in offers if each.service.life_events[0] is event]
        if of_event:
            lines = tuple(line_of(each, here) for each in of_event)
            yield ServiceGroup(EVENTS[event](here.words), str(event), lines)


def foremost(offers: Sequence[Offer], most: int) -> list[Offer]:
    """One of each life event, in the order of the events, then the others."""
    first: dict[LifeEvent, Offer] = {}
    for offer in offers:
        first.setdefault(offer.service.life_events[0], offer)
    chosen = [first[event] for event in LifeEvent if event in first]
    return [*chosen, *(each for each in offers if each not in chosen)][:most]


def crumbs_of(offer: Offer, here: Visit) -> list[Crumb]:
    """«Inicio › Negocios»."""
    event = offer.service.life_events[0]
    return [
        Crumb(here.words.gettext("Inicio"), f"/{here.municipality.slug}"),
        Crumb(EVENTS[event](here.words), here.path("services", event=str(event))),
    ]


def facts_of(offer: Offer, here: Visit) -> list[Fact]:
    """The fact sheet, without what nobody said."""
    _, service = here.words.gettext, offer.service
    facts = (
        Fact(_("Cuánto demora"), tuple(_terms(offer, here))),
        _cost(offer, here),
        Fact(_("Quién decide"), (service.authority,)),
        Fact(_("Si no está de acuerdo"), tuple(_remedy(each, here) for each in offer.remedies)),
        Fact(_("Base legal"), tuple(_bases(offer)), inline=True),
    )
    return [fact for fact in facts if fact.values]


def more_of(offer: Offer, here: Visit) -> list[Fact]:
    """For whom it is, what they get, and how it is asked for."""
    _, service, ways = here.words.gettext, offer.service, channels_words(offer, here)
    facts = (
        Fact(_("Para quién"), (service.whom,)),
        Fact(_("Qué recibe"), (service.output,) if service.output else (), service.validity),
        Fact(_("Cómo se pide"), (_sentence(ways).rstrip("."),) if ways else (), offer.hours),
    )
    return [fact for fact in facts if fact.values]


def _terms(offer: Offer, here: Visit) -> Iterator[str]:
    _ = here.words.gettext
    for span in offer.terms:
        told = span_words(span, here.words) or _("Pregunte en Mesa de partes")
        yield _("%(case)s: %(what)s") % {"case": span.title, "what": told} if span.title else told
    if not offer.terms and offer.service.qualification is Qualification.AUTOMATIC:
        yield _("Al momento de presentarla")


def _cost(offer: Offer, here: Visit) -> Fact:
    _ = here.words.gettext
    if offer.free:
        return Fact(_("Cuánto cuesta"), (_("Gratis"),), offer.service.free)
    values, notes = [], []
    for price in offer.prices:
        told = price_words(price, here)
        case = _("%(case)s: %(what)s") % {"case": price.title, "what": told}
        values.append(case if price.title else told)
        notes += [share_of_uit(price, here), price.note]
    return Fact(_("Cuánto cuesta"), tuple(values), ". ".join(dict.fromkeys(filter(None, notes))))


def _remedy(remedy: Remedy, here: Visit) -> str:
    """«Apelación: 15 días hábiles, ante la Gerencia Municipal»."""
    _ = here.words.gettext
    facts = {
        "what": remedy.title,
        "term": span_words(remedy.term, here.words),
        "body": remedy.body,
    }
    if not facts["term"]:
        return _("%(what)s, ante %(body)s") % facts
    return _("%(what)s: %(term)s, ante %(body)s") % facts


def _bases(offer: Offer) -> Iterator[str | Markup]:
    for basis in offer.service.legal_basis:
        linked = Markup('<a href="{}" rel="noreferrer">{}</a>').format(basis.href, basis.title)
        yield linked if basis.href else basis.title
    if offer.service.code:
        yield offer.service.code


def needs_of(offer: Offer, here: Visit) -> list[Needed]:
    """What the citizen brings first, then what is not asked for because the State has it."""
    return needed_of(offer.service.requirements, here)


def needed_of(requirements: Iterable[Requirement], here: Visit) -> list[Needed]:
    """The same of any requirements."""
    ordered = sorted(requirements, key=lambda each: each.source is not Bringer.CITIZEN)
    return [_needed(each, here) for each in ordered]


def _needed(requirement: Requirement, here: Visit) -> Needed:
    _ = here.words.gettext
    ours = {
        Bringer.HELD: _("Ya lo tenemos: no se lo pedimos."),
        Bringer.INTEROPERABLE: _("Lo consultamos nosotros."),
    }.get(requirement.source, "")
    told = " ".join(_sentence(part) for part in (requirement.when, requirement.hint, ours) if part)
    icons = {Bringer.HELD: "archive", Bringer.INTEROPERABLE: "landmark"}
    icon = requirement.icon or icons.get(requirement.source, "file-text")
    return Needed(requirement.title, told, icon, ours=bool(ours))


def _sentence(text: str) -> str:
    """With a capital and a full stop."""
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "?", ")")) else ".")


def steps_of(steps: Iterable[str]) -> list[Markup]:
    """«**Revisamos** su solicitud»: what stands between the stars is strong."""
    return [_strong(each) for each in steps]


def _strong(text: str) -> Markup:
    parts = text.split("**")
    if len(parts) % 2 == 0:
        return escape(text)
    return Markup("").join(
        Markup("<strong>{}</strong>").format(part) if place % 2 else escape(part)
        for place, part in enumerate(parts)
    )


def silence_of(offer: Offer, here: Visit, calendar: Calendar) -> Silence | None:
    """What silence means, with the days of a request that is filed on the next working day."""
    _, qualification = here.words.gettext, offer.service.qualification
    if qualification is Qualification.AUTOMATIC:
        text = _("Con su cargo ya puede empezar. Revisamos después que lo que declaró sea cierto.")
        return Silence("ok", _("Se aprueba al presentarla."), text)
    filed = here.today if calendar.is_business_day(here.today) else None
    filed = filed or calendar.next_business_day(here.today)
    days, longest = offer.silence_after(calendar, filed), offer.longest
    if days is None or longest is None:
        return None
    term = span_words(longest, here.words)
    several = len(set(offer.terms)) > 1
    if several:
        term = _("los días de su caso, hasta %(term)s") % {"term": term}
    facts = {
        "term": term,
        "more": str(offer.margin.length) if offer.margin else "",
        "filed": _day(filed, here),
        "due": _day(days[0], here),
        "silent": _day(days[1], here),
    }
    patterns = _positive(here) if qualification is Qualification.POSITIVE else _negative(here)
    told, example = patterns[bool(offer.margin)]
    if several and longest.title:
        facts["case"] = longest.title
        opening = _("Por ejemplo, en «%(case)s»:")
        example = f"{opening} {example[:1].lower()}{example[1:]}"
    return Silence("silence", _("¿Y si no le respondemos?"), f"{told} {example}" % facts)


def _positive(here: Visit) -> dict[bool, tuple[str, str]]:
    _ = here.words.gettext
    example = _(
        "Si la presenta el %(filed)s, debemos responderle hasta el %(due)s; si no lo hacemos, queda"
        " aprobada el %(silent)s."
    )
    name = _("Se llama silencio administrativo positivo.")
    return {
        True: (
            _("Si pasan %(term)s, más %(more)s para notificarle, su solicitud queda aprobada.")
            + f" {name}",
            example,
        ),
        False: (_("Si pasan %(term)s, su solicitud queda aprobada.") + f" {name}", example),
    }


def _negative(here: Visit) -> dict[bool, tuple[str, str]]:
    _ = here.words.gettext
    told = _(
        "Si pasan %(term)s sin respuesta, puede darla por denegada y apelar, o seguir esperando. Se"
        " llama silencio administrativo negativo."
    )
    example = _(
        "Si la presenta el %(filed)s, debemos responderle hasta el %(due)s; desde entonces puede"
        " apelar."
    )
    return {True: (told, example), False: (told, example)}


def _day(day: date, here: Visit) -> str:
    return here.formats.day_words(day, here.today)


def may_start(offer: Offer) -> bool:
    """It can be asked for here, now."""
    return offer.open and Channel.ONLINE in offer.service.channels
