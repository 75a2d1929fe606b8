"""From an event to its sentence: the one place where history gets its words.

For the case page, for notices and for the auditor alike. People act in bold; the law and the rules
of a process act as «el sistema». Nothing personal is told that the event does not hold: what was
lawfully erased stays untold, and so is who filed what is still sealed. Elements are named as the
version of the process names them under which the event was written (`engine.cases.eras`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from gettext import NullTranslations
from typing import Any

from markupsafe import Markup

from engine.bpmn import Element
from engine.history.kinds import AMONG_COLLEAGUES, EventKind
from engine.values import loads
from storage.queries.history import TimelineRow
from ui.formats import Formats
from ui.history.land import LAND_PATTERNS, land_facts
from ui.history.payments import PAYMENT_PATTERNS, money_facts
from ui.history.sealing import SEALING_PATTERNS, sealing_facts
from ui.history.undone import UNDONE
from ui.phrases import phrase, plain, strong

K = EventKind
QUIET = frozenset(
    {K.DOCUMENT_LOCKED, K.DOCUMENT_UNLOCKED}
    | {K.TASK_OPENED, K.DEADLINE_MET, K.DEADLINE_WITHDRAWN, K.TASK_WITHDRAWN, K.COMPUTED, K.PASSED}
)
"""Told on the page of all events, left out of the first six."""

BY_PEOPLE = frozenset(
    {K.CASE_MIGRATED, K.CASE_MIGRATION_UNDONE}
    | {K.CASE_STARTED, K.CASE_CANCELLED, K.TASK_CLAIMED, K.TASK_RELEASED, K.TASK_ASSIGNED}
    | {K.TASK_POSTPONED, K.DATA_OBSERVED, K.DATA_CORRECTED}
    | {K.TASK_DUE_CHANGED, K.TASK_PRIORITIZED, K.TASK_DELEGATED}
    | {K.TASK_RETURNED, K.TASK_COMMENTED, K.STEP_UNDONE, K.ACT_UNDONE}
    | {K.DEADLINE_EXTENDED, K.DEADLINE_PAUSED, K.DEADLINE_RESUMED, K.DEADLINE_RESTARTED}
    | {K.LATE_ATTEMPT, K.TASK_COMPLETED, K.DOCUMENT_ADDED, K.DOCUMENT_REPLACED, K.INCIDENT_RESOLVED}
    | {K.INCIDENT_ASSIGNED, K.INCIDENT_RELEASED}
    | {K.DOCUMENT_LOCKED, K.DOCUMENT_UNLOCKED, K.DOCUMENT_WITHDRAWN, K.DOCUMENT_CLASSIFIED}
    | {K.ACT_NOTIFIED, K.NOTIFICATION_FAILED}
    | {K.LETTER_SIGNED, K.LETTER_VOIDED, K.NOTE_ADDED, K.CASE_LINKED, K.CASE_UNLINKED}
    | {K.PARTY_ADDED, K.PARTY_REMOVED, K.PARTY_WAY_AGREED, K.PARTY_WAY_ENDED, K.CASE_DISPOSED}
    | {K.PERSONAL_ERASED}
    | {K.APPLICATION_FILED, K.ORIGINALS_SEEN, K.APPLICANT_WROTE, K.OFFICE_WROTE}
    | {K.APPLICATION_WITHDRAWN, K.SURVEY_ANSWERED, K.PIN_GIVEN}
    | {K.ENVELOPES_OPENED, K.PARCELS_CHANGED, K.PARCEL_INSCRIBED}
    | {K.PAYMENT_RECEIVED, K.RECEIPT_VOIDED, K.PAYMENT_REFUNDED, K.PAYMENT_APPLIED}
    | {K.PAYMENT_REVERSED}
)
"""What somebody did; the rest follows from the law or from the rules of the process."""


Drawn = Callable[[int, int | None], Element | None]
"""The element of an event, given its number in the history and the number of the element."""


@dataclass(frozen=True, slots=True)
class Teller:
    """What is needed to tell the events of one case to one reader."""

    drawn: Drawn
    words: NullTranslations
    formats: Formats
    today: date
    reader_id: int | None = None
    names: Mapping[int, str] | None = None
    opened: frozenset[str] = frozenset()
    """Elements that the case has reached and that open what was filed: it is sealed no more."""
    outsider: bool = False
    """The reader takes part from outside: what colleagues tell one another is not told them."""
    documents: Mapping[str, Markup] | None = None
    """Links to the documents of the case that the reader may see, by their id as text."""

    def sentence(self, event: TimelineRow) -> Markup:
        """Who did what."""
        kind, facts = K(event.kind), facts_in(event.data)
        own = event.person_id is not None and event.person_id == self.reader_id
        if self.outsider and kind in AMONG_COLLEAGUES and not own:
            return plain(self.words.gettext("Quedó una anotación para el personal"))
        return phrase(_pattern(kind, facts)(self.words), **self._facts(event))

    def told_to_reader(self, event: TimelineRow) -> Markup:
        """The same as a notice to the reader, where it is their own hands that it is about."""
        kind = K(event.kind)
        pattern = TO_READER.get(kind) or _pattern(kind, facts_in(event.data))
        return phrase(pattern(self.words), **self._facts(event))

    def _facts(self, event: TimelineRow) -> dict[str, Any]:
        data = facts_in(event.data)
        detail = facts_in(event.detail)
        return {
            "who": self._who(event),
            "what": self._what(event, data),
            "value": self._value(data.get("value")),
            "title": self._title(event, data, detail),
            "due": self._day(data.get("due")),
            "to": self._named(data.get("to")),
            "number": text_of(data.get("number")),
            "why": self._why(data, detail),
            "from": text_of(data.get("from")),
            "version": text_of(data.get("to")),
            "form": form_word(text_of(data.get("form")), self.words),
            "channel": channel_word(text_of(data.get("channel")), self.words),
            "act": text_of(data.get("act")),
            "percent": text_of(data.get("percent")),
            "left": text_of(data.get("left")),
            "effect": effect_word(text_of(data.get("effect")), self.words),
            "comment": text_of(detail.get("comment") or ""),
            "reason": text_of(detail.get("reason") or data.get("reason") or ""),
            **money_facts(data, self.words, self.formats),
            **sealing_facts(data, self.words),
            **land_facts(data, self.words, self.formats),
        }

    def _title(self, event: TimelineRow, data: Mapping[str, Any], detail: Mapping[str, Any]) -> str:
        """What a document or a term is called; of what is sealed to the reader, only its kind."""
        if self.hides(event):
            rules = element.documents if (element := self._drawn(event)) else ()
            kinds = (rule.title for rule in rules if rule.kind == data.get("kind"))
            return next(kinds, "") or text_of(data.get("title") or self._element(event))
        return text_of(detail.get("title") or data.get("title") or self._element(event))

    def hides(self, event: TimelineRow) -> bool:
        """Somebody else filed it, and its opening has not come."""
        element = self._drawn(event)
        if element is None or event.person_id == self.reader_id:
            return False
        return self._is_closed(element)

    def keeps_silent(self, event: TimelineRow) -> bool:
        """Who did it, or what it says, is not told to this reader yet."""
        return self._under_seal(event) or self.hides(event)

    def _under_seal(self, event: TimelineRow) -> bool:
        element = self._drawn(event)
        return element is not None and self.is_sealed(element)

    def is_sealed(self, element: Element) -> bool:
        """What is filed there is closed, and who files it is not told: its opening has not come."""
        return element.shared and self._is_closed(element)

    def _is_closed(self, element: Element) -> bool:
        return element.sealed_until is not None and element.sealed_until not in self.opened

    def _drawn(self, event: TimelineRow) -> Element | None:
        return self.drawn(event.seq, event.element)

    def _who(self, event: TimelineRow) -> Markup:
        """Who did it, and in whose place."""
        absent = facts_in(event.data).get("for")
        if absent is None:
            return self._by(event)
        pattern = self.words.gettext("%(who)s, en lugar de %(absent)s,")
        return phrase(pattern, who=self._by(event), absent=self._named(absent))

    def _by(self, event: TimelineRow) -> Markup:
        if event.person_id is None:
            return plain(self.words.gettext("El sistema"))
        if event.person_id == self.reader_id:
            return strong(self.words.gettext("Usted"))
        if self._under_seal(event):
            return plain(self.words.gettext("Alguien"))
        name = event.person_name or self.words.gettext("Una persona")
        return strong(name)

    def _what(self, event: TimelineRow, data: Mapping[str, Any]) -> str:
        return event.task_name or self._element(event) or text_of(data.get("title"))

    def _element(self, event: TimelineRow) -> str:
        element = self._drawn(event)
        return "" if element is None else element.name or element.id

    def _value(self, value: Any) -> Markup:
        """The result of a rule, in bold; of a whole record, its name."""
        told = self._told(value)
        return Markup(": <strong>{}</strong>").format(told) if told else Markup("")

    def _told(self, value: Any) -> str:
        match value:
            case None | list() | tuple():
                return ""
            case bool():
                return self.words.gettext("sí") if value else self.words.gettext("no")
            case Mapping():
                return self._told(value.get("nombre") or value.get("name"))
            case Decimal():
                places = max(0, -int(value.normalize().as_tuple().exponent))
                return self.formats.number(value, places)
            case date():
                return self.formats.day_words(value, self.today)
        return str(value)

    def _why(self, data: Mapping[str, Any], detail: Mapping[str, Any]) -> Markup:
        """The reason that a person gave, and what it rests on: a norm, a document of the file."""
        told = [plain(text_of(detail.get(key))) for key in ("reason", "basis") if detail.get(key)]
        document = (self.documents or {}).get(text_of(data.get("document")))
        if document is None and data.get("file"):
            pattern = self.words.gettext("un documento del expediente %(number)s")
            document = plain(pattern % {"number": text_of(data["file"])})
        told += [document] if document is not None else []
        return Markup(": ") + Markup(" · ").join(told) if told else Markup("")

    def _day(self, value: Any) -> str:
        return self.formats.day_words(value, self.today) if isinstance(value, date) else ""

    def _named(self, person_id: Any) -> str:
        if not text_of(person_id).isdigit():
            return ""
        return (self.names or {}).get(int(text_of(person_id)), self.words.gettext("otra persona"))


def effect_word(effect: str, words: NullTranslations) -> str:
    """What the law decides when a term is over; "" for what is no decision."""
    _ = words.gettext
    return {
        "positive_silence": _("silencio positivo, queda aprobado"),
        "negative_silence": _("silencio negativo, se tiene por denegado"),
        "abandonment": _("abandono"),
        "decay": _("caducidad"),
    }.get(effect, "")


def form_word(form: str, words: NullTranslations) -> str:
    """«en persona», «segunda visita»."""
    return FORMS[form](words) if form in FORMS else ""


def channel_word(channel: str, words: NullTranslations) -> str:
    """How an application came in."""
    _ = words.gettext
    return {
        "account": _("desde su cuenta"),
        "counter": _("en mesa de partes"),
    }.get(channel, _("por internet"))


def facts_in(text: str | None) -> dict[str, Any]:
    """The facts of an event; none when there are none, or they were erased."""
    found = loads(text) if text else {}
    return dict(found) if isinstance(found, Mapping) else {}


def text_of(value: Any) -> str:
    return "" if value is None else str(value)


Pattern = Callable[[NullTranslations], str]

FORMS: Mapping[str, Pattern] = {
    "electronic": lambda w: w.gettext("casilla electrónica"),
    "acknowledged": lambda w: w.gettext("casilla electrónica, con acuse"),
    "personal": lambda w: w.gettext("en persona"),
    "second_visit": lambda w: w.gettext("segunda visita, bajo puerta"),
    "publication": lambda w: w.gettext("publicación"),
}
"""How an act was made known."""

PATTERNS: Mapping[EventKind, Pattern] = {
    K.CASE_STARTED: lambda w: w.gettext("%(who)s abrió el expediente %(number)s"),
    K.CASE_COMPLETED: lambda w: w.gettext("El expediente terminó"),
    K.CASE_CANCELLED: lambda w: w.gettext("%(who)s anuló el expediente%(why)s"),
    K.CASE_SUSPENDED: lambda w: w.gettext("%(who)s suspendió el expediente%(why)s"),
    K.CASE_RESUMED: lambda w: w.gettext("%(who)s reanudó el expediente%(why)s"),
    K.CASE_MOVED: lambda w: w.gettext("%(who)s llevó el expediente a «%(what)s»%(why)s"),
    K.CASE_FAILED: lambda w: w.gettext("El expediente se detuvo por una falla"),
    K.CASE_MIGRATED: lambda w: w.gettext(
        "%(who)s pasó el expediente de la versión %(from)s a la %(version)s del proceso%(why)s"
    ),
    K.CASE_MIGRATION_UNDONE: lambda w: w.gettext(
        "%(who)s deshizo el paso: el expediente volvió a la versión %(version)s del proceso%(why)s"
    ),
    K.TASK_OPENED: lambda w: w.gettext("Empezó «%(what)s»"),
    K.TASK_CLAIMED: lambda w: w.gettext("%(who)s tomó «%(what)s»"),
    K.TASK_RELEASED: lambda w: w.gettext("%(who)s soltó «%(what)s»"),
    K.TASK_ASSIGNED: lambda w: w.gettext("%(who)s pasó «%(what)s» a %(to)s"),
    K.TASK_COMPLETED: lambda w: w.gettext("%(who)s completó «%(what)s»"),
    K.TASK_WITHDRAWN: lambda w: w.gettext("«%(what)s» ya no hizo falta"),
    K.TASK_DUE_CHANGED: lambda w: w.gettext("%(who)s cambió el día de «%(what)s»: %(due)s"),
    K.TASK_PRIORITIZED: lambda w: w.gettext("%(who)s puso la prioridad de «%(what)s» en %(value)s"),
    K.TASK_DELEGATED: lambda w: w.gettext("%(who)s delegó «%(what)s» por un tiempo en %(to)s"),
    K.TASK_RETURNED: lambda w: w.gettext("%(who)s devolvió «%(what)s» a las manos de %(to)s"),
    K.TASK_COMMENTED: lambda w: w.gettext("%(who)s comentó «%(what)s»: %(comment)s"),
    K.STEP_UNDONE: lambda w: w.gettext("%(who)s deshizo el último paso, «%(what)s»"),
    K.ACT_UNDONE: lambda w: w.gettext("%(who)s deshizo un cambio en «%(what)s»"),
    K.TASK_POSTPONED: lambda w: w.gettext("%(who)s pospuso «%(what)s» hasta el %(due)s"),
    K.DATA_OBSERVED: lambda w: w.gettext("%(who)s observó «%(title)s»%(why)s"),
    K.DATA_CORRECTED: lambda w: w.gettext("%(who)s corrigió «%(title)s»"),
    K.LATE_ATTEMPT: lambda w: w.gettext("%(who)s intentó presentar «%(what)s» fuera de plazo"),
    K.TIMER_FIRED: lambda w: w.gettext("Se cumplió «%(what)s»"),
    K.MESSAGE_RECEIVED: lambda w: w.gettext("Llegó «%(what)s»"),
    K.SIGNAL_RECEIVED: lambda w: w.gettext("Llegó la señal «%(what)s»"),
    K.JOB_FINISHED: lambda w: w.gettext("El sistema terminó «%(what)s»"),
    K.DECIDED: lambda w: w.gettext("El sistema decidió «%(what)s»%(value)s"),
    K.COMPUTED: lambda w: w.gettext("El sistema calculó «%(what)s»%(value)s"),
    K.PASSED: lambda w: w.gettext("Se llegó a «%(what)s»"),
    K.DEADLINE_SET: lambda w: w.gettext("Empezó el plazo «%(title)s», hasta el %(due)s"),
    K.DEADLINE_MET: lambda w: w.gettext("Se cumplió dentro del plazo «%(title)s»"),
    K.DEADLINE_EXPIRED: lambda w: w.gettext("Venció el plazo «%(title)s»"),
    K.DEADLINE_WITHDRAWN: lambda w: w.gettext("Se cerró el plazo «%(title)s»"),
    K.DEADLINE_EXTENDED: lambda w: w.gettext(
        "%(who)s prorrogó el plazo «%(title)s» hasta el %(due)s"
    ),
    K.DEADLINE_PAUSED: lambda w: w.gettext("%(who)s detuvo el plazo «%(title)s»"),
    K.DEADLINE_RESUMED: lambda w: w.gettext(
        "%(who)s reanudó el plazo «%(title)s», hasta el %(due)s"
    ),
    K.DEADLINE_RESTARTED: lambda w: w.gettext(
        "%(who)s hizo contar de nuevo el plazo «%(title)s», hasta el %(due)s"
    ),
    K.DEADLINE_DECREED: lambda w: w.gettext(
        "Por el calendario, el plazo «%(title)s» vence ahora el %(due)s: %(reason)s"
    ),
    K.DEADLINE_WARNED: lambda w: w.gettext(
        "Se usó el %(percent)s %% del plazo «%(title)s», que va hasta el %(due)s"
    ),
    K.LAW_DECIDED: lambda w: w.gettext("La ley decidió por vencer «%(title)s»: %(effect)s"),
    K.DOCUMENT_ADDED: lambda w: w.gettext("%(who)s agregó %(title)s"),
    K.DOCUMENT_REPLACED: lambda w: w.gettext("%(who)s agregó otra versión de %(title)s"),
    K.DOCUMENT_LOCKED: lambda w: w.gettext("%(who)s bloqueó %(title)s para cambiarlo"),
    K.DOCUMENT_UNLOCKED: lambda w: w.gettext("%(who)s soltó %(title)s"),
    K.DOCUMENT_WITHDRAWN: lambda w: w.gettext("%(who)s retiró %(title)s%(why)s"),
    K.DOCUMENT_CLASSIFIED: lambda w: w.gettext("%(who)s cambió quién lee %(title)s%(why)s"),
    K.LETTER_SIGNED: lambda w: w.gettext("%(who)s firmó %(title)s"),
    K.LETTER_VOIDED: lambda w: w.gettext("%(who)s anuló %(title)s%(why)s"),
    K.ACT_NOTIFIED: lambda w: w.gettext(
        "%(who)s notificó «%(title)s» (%(form)s); surte efecto el %(due)s"
    ),
    K.NOTIFICATION_FAILED: lambda w: w.gettext(
        "%(who)s intentó notificar «%(title)s» (%(form)s) y no encontró a nadie"
    ),
    K.NOTE_ADDED: lambda w: w.gettext("%(who)s anotó%(why)s"),
    K.CASE_LINKED: lambda w: w.gettext("%(who)s unió el expediente con %(title)s%(why)s"),
    K.CASE_UNLINKED: lambda w: w.gettext("%(who)s separó el expediente de %(title)s%(why)s"),
    K.PARTY_ADDED: lambda w: w.gettext("%(who)s agregó a %(title)s al expediente"),
    K.PARTY_WAY_AGREED: lambda w: w.gettext("%(who)s anotó que %(title)s acepta recibir avisos"),
    K.PARTY_WAY_ENDED: lambda w: w.gettext("%(who)s anotó que %(title)s ya no recibe avisos"),
    K.PARTY_REMOVED: lambda w: w.gettext("%(who)s retiró a %(title)s del expediente%(why)s"),
    K.APPLICATION_FILED: lambda w: w.gettext(
        "Se recibió la solicitud de %(title)s, presentada %(channel)s"
    ),
    K.ORIGINALS_SEEN: lambda w: w.gettext("%(who)s vio los originales: %(title)s"),
    K.APPLICANT_WROTE: lambda w: w.gettext("%(who)s escribió a la oficina: %(comment)s"),
    K.OFFICE_WROTE: lambda w: w.gettext("%(who)s escribió a quien lo pidió: %(comment)s"),
    K.APPLICATION_WITHDRAWN: lambda w: w.gettext("%(who)s desistió de la solicitud%(why)s"),
    K.SURVEY_ANSWERED: lambda w: w.gettext(
        "Quien lo pidió dijo qué le pareció la atención; lo que dijo es reservado"
    ),
    K.PIN_GIVEN: lambda w: w.gettext("%(who)s entregó un PIN nuevo a quien lo pidió"),
    K.CASE_DISPOSED: lambda w: w.gettext("%(who)s eliminó los documentos%(why)s"),
    K.PERSONAL_ERASED: lambda w: w.gettext(
        "%(who)s borró datos personales de esta historia por el acto «%(act)s»"
    ),
    K.INCIDENT_RAISED: lambda w: w.gettext("Un paso falló en «%(what)s» y espera a una persona"),
    K.INCIDENT_ASSIGNED: lambda w: w.gettext(
        "%(who)s encargó a %(to)s corregir la falla en «%(what)s»"
    ),
    K.INCIDENT_RELEASED: lambda w: w.gettext("%(who)s dejó sin encargado la falla en «%(what)s»"),
    K.INCIDENT_RESOLVED: lambda w: w.gettext("%(who)s corrigió la falla en «%(what)s»"),
    **PAYMENT_PATTERNS,
    **SEALING_PATTERNS,
    **LAND_PATTERNS,
}

TO_READER: Mapping[EventKind, Pattern] = {
    K.TASK_OPENED: lambda w: w.gettext("Tiene una tarea nueva: «%(what)s»"),
    K.TASK_ASSIGNED: lambda w: w.gettext("%(who)s le pasó «%(what)s»%(why)s"),
    K.ACT_UNDONE: lambda w: w.gettext(
        "%(who)s deshizo el pase: «%(what)s» ya no está en sus manos"
    ),
    K.TASK_COMMENTED: lambda w: w.gettext("%(who)s le nombra en «%(what)s»: %(comment)s"),
}
"""How notices tell what is the reader's own."""


def _pattern(kind: EventKind, facts: Mapping[str, Any]) -> Pattern:
    """How an event of a kind is told, by what it holds."""
    if kind is K.ACT_UNDONE and facts.get("act", 0) in UNDONE:
        return UNDONE[facts["act"]]
    if kind is K.DEADLINE_WARNED and "left" in facts:
        return lambda w: w.gettext("Faltan %(left)s días para que venza «%(title)s», el %(due)s")
    return PATTERNS[kind]
