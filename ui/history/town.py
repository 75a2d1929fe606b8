"""From an event of the municipality's own history to its sentence: who let whom in, who gave up
what, and why."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from gettext import NullTranslations

from markupsafe import Markup

from engine.history.town import TownEventKind
from engine.notices.choosing import TemplateKey
from engine.parameters.resolving import PERCENT_OF_UIT
from storage.queries.town_history import TownEventRow
from ui.history.payments import money_of
from ui.history.sentences import facts_in, text_of
from ui.language import NAMES
from ui.notices.names import template_name
from ui.parts import Entry, Mark
from ui.phrases import phrase, plain, strong
from ui.roles import title_of_role
from ui.visit import Visit

K = TownEventKind
Pattern = Callable[[NullTranslations], str]

TOWN_PATTERNS: Mapping[TownEventKind, Pattern] = {
    K.TOWN_REGISTERED: lambda w: w.gettext("%(who)s registró la municipalidad%(why)s"),
    K.TOWN_CHANGED: lambda w: w.gettext("%(who)s cambió %(fields)s%(why)s"),
    K.PERSON_ADDED: lambda w: w.gettext("%(who)s registró a %(whom)s%(why)s"),
    K.PERSON_CORRECTED: lambda w: w.gettext("%(who)s corrigió los datos de %(whom)s%(why)s"),
    K.PERSON_DISABLED: lambda w: w.gettext("%(who)s cerró el acceso de %(whom)s%(why)s"),
    K.PERSON_RETURNED: lambda w: w.gettext("%(who)s abrió otra vez el acceso de %(whom)s%(why)s"),
    K.PASSWORD_GIVEN: lambda w: w.gettext("%(who)s dio una clave nueva a %(whom)s%(why)s"),
    K.PASSWORD_CHANGED: lambda w: w.gettext("%(who)s cambió su propia clave"),
    K.SECOND_FACTOR_SET: lambda w: w.gettext("%(who)s ingresa con clave y código desde ahora"),
    K.SECOND_FACTOR_REMOVED: lambda w: w.gettext("%(who)s quitó el código de su ingreso"),
    K.SECOND_FACTOR_RESET: lambda w: w.gettext("%(who)s quitó el código de %(whom)s%(why)s"),
    K.SECOND_FACTOR_ROLES: lambda w: w.gettext(
        "%(who)s decidió qué roles ingresan con código: %(roles)s%(why)s"
    ),
    K.RECOVERY_CODE_USED: lambda w: w.gettext("%(who)s ingresó con un código de recuperación"),
    K.ROLE_GRANTED: lambda w: w.gettext("%(who)s dio a %(whom)s el rol «%(role)s»%(days)s%(why)s"),
    K.ROLE_REVOKED: lambda w: w.gettext("%(who)s quitó a %(whom)s el rol «%(role)s»%(why)s"),
    K.HOLD_PLACED: lambda w: w.gettext("%(who)s retuvo los expedientes de una serie%(why)s"),
    K.HOLD_LIFTED: lambda w: w.gettext("%(who)s levantó la retención de una serie%(why)s"),
    K.CASES_DISPOSED: lambda w: w.gettext(
        "%(who)s eliminó expedientes de archivo con «%(act)s»%(why)s"
    ),
    K.PERSONAL_ERASED: lambda w: w.gettext(
        "%(who)s borró datos personales del expediente %(number)s por el acto «%(act)s»%(why)s"
    ),
    K.CASE_GIVEN_UP: lambda w: w.gettext(
        "%(who)s descartó un expediente de «%(process)s» que debía abrirse %(by)s%(why)s"
    ),
    K.WORDS_SAID_ANEW: lambda w: w.gettext(
        "%(who)s cambió las palabras de «%(notice)s»%(days)s%(why)s"
    ),
    K.MANDATE_RECORDED: lambda w: w.gettext(
        "%(who)s anotó que %(whom)s representa a %(title)s%(why)s"
    ),
    K.MANDATE_REVOKED: lambda w: w.gettext(
        "%(who)s anotó que %(whom)s ya no representa a %(title)s%(why)s"
    ),
    K.ACCOUNT_UNLOCKED: lambda w: w.gettext(
        "%(who)s abrió otra vez la cuenta de %(whom)s, cerrada por claves equivocadas%(why)s"
    ),
    K.ACCOUNT_RESET_SENT: lambda w: w.gettext(
        "%(who)s envió a %(whom)s un código para otra clave%(why)s"
    ),
    K.ACCOUNT_CLOSED: lambda w: w.gettext("%(who)s cerró la cuenta de %(whom)s%(why)s"),
    K.PROVIDER_PARTED: lambda w: w.gettext(
        "%(who)s separó de su cuenta a quien daba fe de su persona"
    ),
    K.QUIET_HOURS_CHANGED: lambda w: w.gettext(
        "%(who)s cambió las horas de silencio%(hours)s%(why)s"
    ),
    K.SERVICE_OPENED: lambda w: w.gettext("%(who)s abrió en la ventanilla «%(process)s»%(why)s"),
    K.SERVICE_CLOSED: lambda w: w.gettext("%(who)s cerró en la ventanilla «%(process)s»%(why)s"),
    K.SERVICE_FEE_SET: lambda w: w.gettext(
        "%(who)s fijó el costo de «%(process)s»%(value)s%(days)s%(source)s"
    ),
    K.SERVICE_HOURS_SET: lambda w: w.gettext(
        "%(who)s fijó el horario de «%(process)s»%(value)s%(days)s%(source)s"
    ),
    K.INDICATOR_BOUND_SET: lambda w: w.gettext(
        "%(who)s fijó la meta o el umbral de «%(process)s»%(value)s%(days)s%(source)s"
    ),
    K.TILL_CLOSED: lambda w: w.gettext(
        "%(who)s cerró la caja %(till)s: contó %(counted)s, el libro dice %(expected)s%(why)s"
    ),
    K.PAYMENTS_READ: lambda w: w.gettext(
        "%(who)s leyó el archivo del banco «%(title)s», de %(lines)s líneas"
    ),
    K.PAYMENT_SETTLED: lambda w: w.gettext(
        "%(who)s resolvió %(money)s que esperaban en suspenso%(why)s"
    ),
    K.SUPPLIER_ENTERED: lambda w: w.gettext("%(who)s registró al proveedor %(title)s"),
    K.SUPPLIER_CORRECTED: lambda w: w.gettext("%(who)s corrigió los datos del proveedor %(title)s"),
    K.SUPPLIER_MARKED: lambda w: w.gettext(
        "%(who)s anotó una sanción o un impedimento de %(title)s%(why)s"
    ),
    K.SUPPLIER_UNMARKED: lambda w: w.gettext(
        "%(who)s levantó una sanción o un impedimento de %(title)s%(why)s"
    ),
    K.SUPPLIER_REQUEST_GRANTED: lambda w: w.gettext(
        "%(who)s aceptó que %(whom)s actúe por %(title)s%(why)s"
    ),
    K.SUPPLIER_REQUEST_REFUSED: lambda w: w.gettext(
        "%(who)s no aceptó que %(whom)s actúe por %(title)s%(why)s"
    ),
    K.SUPPLIERS_IMPORTED: lambda w: w.gettext(
        "%(who)s importó proveedores del archivo «%(title)s», de %(lines)s líneas"
    ),
    K.ROADS_LOADED: lambda w: w.gettext("%(who)s cargó %(lines)s vías de «%(title)s»"),
    K.PARCELS_LOADED: lambda w: w.gettext("%(who)s cargó %(lines)s predios de «%(title)s»"),
    K.PARCELS_CHANGED: lambda w: w.gettext(
        "El expediente %(number)s cambió el catastro: %(from)s pasó a ser %(to)s"
    ),
    K.PARCEL_INSCRIBED: lambda w: w.gettext(
        "El expediente %(number)s inscribió en el catastro un cambio del predio %(to)s"
    ),
    K.PARCEL_REGISTERED: lambda w: w.gettext(
        "El expediente %(number)s inscribió por primera vez el predio %(to)s"
    ),
    K.ACCOUNT_VERIFIED: lambda w: w.gettext("%(who)s comprobó con su documento quién es %(whom)s"),
    K.VOTING_PASS_GIVEN: lambda w: w.gettext(
        "%(who)s dio un pase para votar en la ventanilla (%(number)s)"
    ),
    K.TAX_VALUES_LOADED: lambda w: w.gettext(
        "%(who)s cargó %(lines)s valores oficiales de «%(title)s», que rigen desde %(from)s"
    ),
    K.DRAFT_BEGUN: lambda w: w.gettext("%(who)s empezó un borrador de «%(process)s»"),
    K.DRAFT_DISCARDED: lambda w: w.gettext("%(who)s descartó el borrador de «%(process)s»%(why)s"),
    K.DRAFT_IMPORTED: lambda w: w.gettext(
        "%(who)s importó un paquete en el borrador de «%(process)s»"
    ),
    K.PUBLISHING_ASKED: lambda w: w.gettext(
        "%(who)s pidió que se apruebe el borrador de «%(process)s»%(days)s%(why)s"
    ),
    K.PUBLISHING_WITHDRAWN: lambda w: w.gettext(
        "%(who)s retiró el pedido de aprobar el borrador de «%(process)s»"
    ),
    K.PUBLISHING_REFUSED: lambda w: w.gettext(
        "%(who)s no aprobó el borrador de «%(process)s»%(why)s"
    ),
    K.PUBLISHING_APPROVED: lambda w: w.gettext(
        "%(who)s aprobó la versión %(number)s de «%(process)s»%(days)s"
    ),
    K.VERSION_IN_FORCE: lambda w: w.gettext(
        "La versión %(number)s de «%(process)s» entró en vigencia"
    ),
    K.PROCESS_ADOPTED: lambda w: w.gettext(
        "%(who)s adoptó «%(process)s» del catálogo: versión %(number)s"
    ),
    K.EXPERIENCE_ASKED: lambda w: w.gettext(
        "%(who)s pidió compartir la experiencia «%(process)s» con otras municipalidades"
    ),
    K.EXPERIENCE_SHARED: lambda w: w.gettext(
        "%(who)s aprobó que se comparta la experiencia «%(process)s»"
    ),
    K.EXPERIENCE_REFUSED: lambda w: w.gettext(
        "%(who)s no aprobó que se comparta la experiencia «%(process)s»%(why)s"
    ),
    K.EXPERIENCE_WITHDRAWN: lambda w: w.gettext(
        "%(who)s dejó de compartir la experiencia «%(process)s»%(why)s"
    ),
    K.TEAM_FORMED: lambda w: w.gettext("%(who)s formó el equipo «%(process)s»"),
    K.TEAM_MEMBER_ADDED: lambda w: w.gettext("%(who)s sumó a %(whom)s al equipo «%(process)s»"),
    K.TEAM_MEMBER_REMOVED: lambda w: w.gettext("%(who)s sacó a %(whom)s del equipo «%(process)s»"),
    K.TEAM_ADMITTED: lambda w: w.gettext("%(who)s admitió al equipo «%(process)s» de %(to)s"),
    K.TEAM_ENDED: lambda w: w.gettext("%(who)s dejó de admitir al equipo «%(process)s»%(why)s"),
    K.TEAM_GUEST_ADDED: lambda w: w.gettext(
        "%(whom)s, del equipo «%(process)s» de %(to)s, ya es persona de la municipalidad"
    ),
    K.TEAM_ENTERED: lambda w: w.gettext(
        "%(whom)s, del equipo «%(process)s» de %(to)s, ingresó con un pase"
    ),
    K.SHARED_TAKEN_IN: lambda w: w.gettext(
        "%(who)s trajo al borrador de «%(process)s» la versión nueva del proceso compartido"
    ),
    K.OPEN_DATA_DECIDED: lambda w: w.gettext(
        "%(who)s decidió qué datos abiertos se publican%(value)s%(why)s"
    ),
    K.PERSON_LOOKED_UP: lambda w: w.gettext(
        "%(who)s buscó los datos de una persona%(document)s%(place)s"
    ),
}

BEGUN_BY: Mapping[str, Pattern] = {
    "message": lambda w: w.gettext("por el mensaje «%(name)s»"),
    "signal": lambda w: w.gettext("por la señal «%(name)s»"),
}
"""What should have opened a case."""

FIELDS: Mapping[str, Pattern] = {
    "name": lambda w: w.gettext("el nombre"),
    "country": lambda w: w.gettext("el país"),
    "region": lambda w: w.gettext("la región"),
    "timezone": lambda w: w.gettext("la zona horaria"),
    "currency": lambda w: w.gettext("la moneda"),
    "locale": lambda w: w.gettext("el idioma"),
    "accent": lambda w: w.gettext("el color"),
    "bounds": lambda w: w.gettext("sus límites en el mapa"),
    "short_name": lambda w: w.gettext("su nombre corto en los códigos"),
    "ubigeo": lambda w: w.gettext("su código en la lista de lugares"),
    "address": lambda w: w.gettext("su dirección"),
    "hours": lambda w: w.gettext("su horario"),
    "telephone": lambda w: w.gettext("su teléfono"),
    "email": lambda w: w.gettext("su correo"),
    "complaints": lambda w: w.gettext("su libro de reclamaciones"),
    "sign_in": lambda w: w.gettext("con quién se ingresa"),
    "data_protection": lambda w: w.gettext("su banco de datos personales"),
}


def town_sentence(event: TownEventRow, here: Visit, titles: Mapping[str, str]) -> Markup:
    """Who did what about whom, from when until when, and why."""
    data, detail = facts_in(event.data), facts_in(event.detail)
    reason = text_of(detail.get("reason") or detail.get("failure"))
    role = text_of(data.get("role"))
    facts = {
        "who": _who(event, here),
        "whom": strong(event.subject_name or here.words.gettext("una persona")),
        "role": title_of_role(role, titles, here.words) if role else "",
        "roles": _roles(data.get("roles"), here, titles),
        "days": _days(data, here),
        "notice": _notice(data, here.words),
        "hours": _hours(data, here.words),
        "act": text_of(data.get("act")),
        "process": text_of(data.get("title")),
        "by": _by(data, here.words),
        "title": text_of(detail.get("title")),
        "fields": _fields(data.get("fields"), here.words),
        "value": _value(data, here),
        "source": _source(data),
        "document": _document(detail, here.words),
        "place": _place(data, here.words),
        "till": text_of(data.get("till")),
        "lines": text_of(data.get("lines")),
        **{name: text_of(data.get(name)) for name in ("number", "from", "to")},
        "money": money_of(data.get("amount"), None, here.formats),
        "counted": money_of(data.get("counted"), None, here.formats),
        "expected": money_of(data.get("expected"), None, here.formats),
        "why": f": {reason}" if reason else "",
    }
    return phrase(TOWN_PATTERNS[K(event.kind)](here.words), **facts)


def town_entries(
    events: tuple[TownEventRow, ...], here: Visit, titles: Mapping[str, str]
) -> list[Entry]:
    """The lines of a timeline, in the order of the events."""
    return [
        Entry(
            town_sentence(event, here, titles),
            here.formats.moment(event.at, here.today),
            Mark.RULE if event.person_id is None else Mark.PERSON,
        )
        for event in events
    ]


def _who(event: TownEventRow, here: Visit) -> Markup:
    if event.person_id is None:
        return plain(here.words.gettext("Quien opera el servidor"))
    return strong(event.person_name or here.words.gettext("Una persona"))


def _roles(roles: object, here: Visit, titles: Mapping[str, str]) -> str:
    """«Tesorería, Alcaldía»."""
    named = [str(each) for each in roles] if isinstance(roles, list | tuple) else []
    told = ", ".join(title_of_role(each, titles, here.words) for each in named)
    return told or here.words.gettext("ninguno")


def _by(data: Mapping[str, object], words: NullTranslations) -> str:
    pattern = BEGUN_BY.get(text_of(data.get("by")), BEGUN_BY["message"])
    return pattern(words) % {"name": text_of(data.get("name"))}


def _document(detail: Mapping[str, object], words: NullTranslations) -> str:
    """« (documento 43214541)»; nothing once that was erased."""
    number = text_of(detail.get("document"))
    return " " + words.gettext("(documento %(number)s)") % {"number": number} if number else ""


def _place(data: Mapping[str, object], words: NullTranslations) -> str:
    """« para un formulario de «Aviso de daño» (VIA-2026-0001)»."""
    title, number = text_of(data.get("title")), text_of(data.get("number"))
    if not title:
        return ""
    told = words.gettext("para un formulario de «%(process)s»") % {"process": title}
    return f" {told} ({number})" if number else f" {told}"


def _days(data: Mapping[str, object], here: Visit) -> str:
    """« desde el 4 de marzo hasta el 5 de marzo»."""
    told = []
    for name, pattern in (
        ("from", here.words.gettext("desde el %(day)s")),
        ("until", here.words.gettext("hasta el %(day)s")),
    ):
        day = data.get(name)
        if day is not None and hasattr(day, "isoformat"):
            told.append(pattern % {"day": here.formats.date_words(day, here.today)})  # type: ignore[arg-type]  # a date, as stored
    return f" {' '.join(told)}" if told else ""


def _value(data: Mapping[str, object], here: Visit) -> str:
    """« en S/ 142.10», « en 2.5 % de la UIT», « en «de 8:00 a 12:00»»."""
    value, unit = data.get("value"), text_of(data.get("unit"))
    if isinstance(value, Decimal) and unit == PERCENT_OF_UIT:
        figure = f"{value.normalize():f}"
        told = here.words.gettext("%(figure)s %% de la UIT") % {"figure": figure}
    elif isinstance(value, Decimal):
        told = here.formats.money(value, unit)
    else:
        told = f"«{value}»" if value else ""
    return here.words.gettext(" en %(value)s") % {"value": told} if told else ""


def _source(data: Mapping[str, object]) -> str:
    """« (Ordenanza 012-2026)»."""
    source = text_of(data.get("source"))
    return f" ({source})" if source else ""


def _notice(data: Mapping[str, object], words: NullTranslations) -> str:
    """«Correo de un aviso (Español)»."""
    key, language = text_of(data.get("key")), text_of(data.get("language"))
    if key not in TemplateKey.ALL:
        return words.gettext("un aviso")
    named = template_name(key, words)
    return f"{named} ({NAMES[language]})" if language in NAMES else named


def _hours(data: Mapping[str, object], words: NullTranslations) -> str:
    """«: de 21:00 a 06:00»."""
    begins, ends = text_of(data.get("begins")), text_of(data.get("ends"))
    if not begins or not ends:
        return ""
    return ": " + words.gettext("de %(begins)s a %(ends)s") % {"begins": begins, "ends": ends}


def _fields(fields: object, words: NullTranslations) -> str:
    names = fields if isinstance(fields, list | tuple) else ()
    return ", ".join(FIELDS[each](words) for each in names if each in FIELDS)
