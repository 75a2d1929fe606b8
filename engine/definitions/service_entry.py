"""Reading [service] of manifest.toml with care: every fault becomes a sentence. Pure."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TypeVar

from engine.calendar import Unit
from engine.definitions.checks import Reader
from engine.definitions.service import (
    Appeal,
    Basis,
    Bringer,
    Channel,
    Control,
    Joint,
    Length,
    LifeEvent,
    Qualification,
    Requirement,
    Service,
    ServiceFee,
    ServiceTerm,
)
from engine.feel import FeelSyntaxError, compile_expression
from engine.sentences import N_

LONGEST_DAYS = 3_650
LONGEST_MINUTES = 480
MOST_JOINT = 8
_KEY = re.compile(r"[a-z][a-z0-9_]{0,79}")
_PLACE = re.compile(r"[a-z]+(?:/[a-z]+)*")
_Word = TypeVar("_Word", bound=StrEnum)


def read_service(reader: Reader | None, *, title: str, purpose: str) -> Service | None:
    """The entry of a process with this title and purpose, which stand where it says no others;
    faults go to the reader. None when the process is no service."""
    if reader is None:
        return None
    service = Service(
        code=reader.text("code"),
        title=reader.text("title") or title,
        action=reader.text("action"),
        line=reader.text("line") or purpose,
        whom=reader.text("whom", required=True),
        steps=reader.texts("steps", required=True),
        life_events=_each(reader, "life_events", LifeEvent, required=True),
        words=reader.texts("words"),
        legal_basis=tuple(_basis(part) for part in reader.parts("legal_basis")),
        office=reader.text("office", required=True),
        authority=reader.text("authority", required=True),
        qualification=_qualification(reader),
        terms=_terms(reader),
        margin=_length(reader, "margin"),
        fees=_fees(reader),
        free=reader.text("free"),
        minutes=reader.whole("minutes", least=1, most=LONGEST_MINUTES),
        requirements=tuple(_requirement(part) for part in reader.parts("requirements")),
        appeals=tuple(_appeal(part) for part in reader.parts("appeals")),
        channels=_each(reader, "channels", Channel) or (Channel.ONLINE, Channel.COUNTER),
        output=reader.text("output"),
        validity=reader.text("validity"),
        notes=reader.texts("notes"),
        joint=tuple(_joint(part) for part in reader.parts("joint")),
        control=_control(reader.part("control")),
        asked_at=reader.text("asked_at"),
        bound_when=_binding(reader),
    )
    reader.nothing_else()
    _check(reader, service)
    return service


def _check(reader: Reader, service: Service) -> None:
    """What each part allows and the whole does not."""
    if not service.line:
        reader.fault(N_("Falta decir para qué sirve el servicio: «service.line» o «purpose»."))
    if service.qualification is not Qualification.AUTOMATIC and not service.terms:
        reader.fault(
            N_("Un servicio que se evalúa debe decir en cuánto se responde: falta «service.term».")
        )
    if service.asked_at and not _PLACE.fullmatch(service.asked_at):
        reader.fault(
            N_("«service.asked_at» es una página de la ventanilla, como «citizen/taxes/agreement».")
        )
    if service.free and service.fees:
        reader.fault(N_("El servicio no puede ser gratuito y tener un costo: «service.free»."))
    for name, several in (("terms", service.terms), ("fees", service.fees)):
        if len(several) > 1 and not all(each.title for each in several):
            reader.fault(
                N_("Donde hay varios, cada uno dice en qué caso: falta «title» en «%(name)s»."),
                name=f"service.{name}",
            )


def _qualification(reader: Reader) -> Qualification:
    reader.text("qualification", required=True)
    known = list(Qualification)
    return Qualification(reader.choice("qualification", known, default=Qualification.POSITIVE))


def _each(
    reader: Reader, key: str, kind: type[_Word], *, required: bool = False
) -> tuple[_Word, ...]:
    return tuple(kind(word) for word in reader.choices(key, list(kind), required=required))


def _terms(reader: Reader) -> tuple[ServiceTerm, ...]:
    """One `term` with its `unit`, or several [[service.terms]]."""
    one = _length(reader, "term")
    several = tuple(_term(part) for part in reader.parts("terms"))
    if one is not None and several:
        reader.fault(N_("Diga «term» o [[service.terms]], no los dos."))
    return (ServiceTerm(one), *several) if one is not None else several


def _term(part: Reader) -> ServiceTerm:
    length = _length(part, "term", required=True) or Length()
    term = ServiceTerm(length, part.text("title"), part.text("source"))
    part.nothing_else()
    return term


def _fees(reader: Reader) -> tuple[ServiceFee, ...]:
    """One `fee`, or several [[service.fees]]."""
    one = reader.text("fee")
    several = tuple(_fee(part) for part in reader.parts("fees"))
    if one and several:
        reader.fault(N_("Diga «fee» o [[service.fees]], no los dos."))
    return (ServiceFee(one), *several) if one else several


def _fee(part: Reader) -> ServiceFee:
    fee = ServiceFee(
        part.text("fee", required=True), part.text("title"), part.text("note"), part.text("source")
    )
    part.nothing_else()
    return fee


def _length(part: Reader, key: str, *, required: bool = False) -> Length | None:
    """`key` is a parameter or days; `unit` (`<key>_unit` where a table has several lengths)."""
    value = part.whole_or_text(key, most=LONGEST_DAYS, required=required)
    name = "unit" if key == "term" else f"{key}_unit"
    unit = part.choice(name, ["", *Unit], default="")
    if value is None:
        return None
    if isinstance(value, int):
        return Length(days=value, unit=unit or Unit.BUSINESS)
    return Length(parameter=value, unit=unit)


def _control(part: Reader | None) -> Control | None:
    if part is None:
        return None
    control = Control(part.texts("automatic"), part.texts("silence"), part.text("when"))
    part.nothing_else()
    try:
        compile_expression(control.when or "true")
    except FeelSyntaxError as fault:
        part.fault(
            N_("La condición «%(text)s» del control no se entiende: %(why)s"),
            text=control.when, why=fault.sentence,
        )  # fmt: skip
    return control


def _binding(reader: Reader) -> str:
    said = reader.text("bound_when")
    try:
        compile_expression(said or "false")
    except FeelSyntaxError as fault:
        reader.fault(
            N_("La condición «%(text)s» de «service.bound_when» no se entiende: %(why)s"),
            text=said, why=fault.sentence,
        )  # fmt: skip
    return said


def _joint(part: Reader) -> Joint:
    joint = Joint(
        key=part.text("key", required=True),
        title=part.text("title", required=True),
        line=part.text("line", required=True),
        parts=part.texts("parts", required=True),
        words=part.texts("words"),
        icon=part.text("icon"),
    )
    if len(joint.parts) >= MOST_JOINT:
        part.fault(
            N_("«%(key)s» reúne demasiados servicios: %(most)s a lo más."),
            key=joint.key, most=MOST_JOINT,
        )  # fmt: skip
    if joint.key and not _KEY.fullmatch(joint.key):
        part.fault(
            N_("La clave «%(key)s» lleva letras minúsculas, cifras y guiones bajos."), key=joint.key
        )
    part.nothing_else()
    return joint


def _basis(part: Reader) -> Basis:
    basis = Basis(part.text("title", required=True), part.text("href"))
    if basis.href and not basis.href.startswith("https://"):
        part.fault(
            N_("La dirección «%(href)s» de una norma debe empezar por https://."), href=basis.href
        )
    part.nothing_else()
    return basis


def _requirement(part: Reader) -> Requirement:
    requirement = Requirement(
        title=part.text("title", required=True),
        source=Bringer(part.choice("source", list(Bringer), default=Bringer.CITIZEN)),
        document=part.text("document"),
        hint=part.text("hint"),
        basis=part.text("legal_basis"),
        when=part.text("when"),
        condition=part.text("condition"),
        icon=part.text("icon"),
    )
    part.nothing_else()
    if requirement.condition:
        _check_condition(part, requirement)
    return requirement


def _check_condition(part: Reader, requirement: Requirement) -> None:
    if not requirement.when:
        part.fault(
            N_("El requisito «%(title)s» tiene condición: diga en «when», con palabras, cuándo."),
            title=requirement.title,
        )
    try:
        compile_expression(requirement.condition)
    except FeelSyntaxError as fault:
        part.fault(
            N_("La condición «%(text)s» de «%(title)s» no se entiende: %(why)s"),
            text=requirement.condition, title=requirement.title, why=fault.sentence,
        )  # fmt: skip


def _appeal(part: Reader) -> Appeal:
    appeal = Appeal(
        title=part.text("title", required=True),
        body=part.text("body", required=True),
        term=_length(part, "term", required=True) or Length(),
        resolve=_length(part, "resolve"),
        basis=part.text("legal_basis"),
    )
    part.nothing_else()
    return appeal
