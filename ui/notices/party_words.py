"""What somebody in a case who has no account is told: that something happened, in which case, and
nothing of what is in it. The words are the house's, in the language of the municipality."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from gettext import NullTranslations

from engine.history.kinds import EventKind as K
from engine.notices.kinds import Channel
from engine.notices.sending import Words
from storage.queries.municipalities import MunicipalityRow
from storage.queries.party_notices import PartyNoticeRow

Sentence = Callable[[NullTranslations], str]

PARTY_SENTENCES: Mapping[K, Sentence] = {
    K.CASE_COMPLETED: lambda w: w.gettext("Su expediente %(number)s llegó a su fin."),
    K.CASE_CANCELLED: lambda w: w.gettext("Su expediente %(number)s fue anulado."),
    K.LAW_DECIDED: lambda w: w.gettext(
        "En su expediente %(number)s venció un plazo, y la ley lo decidió."
    ),
    K.DATA_OBSERVED: lambda w: w.gettext(
        "Su expediente %(number)s tiene observaciones por corregir."
    ),
    K.CASE_SUSPENDED: lambda w: w.gettext("Su expediente %(number)s está suspendido."),
    K.CASE_RESUMED: lambda w: w.gettext("Su expediente %(number)s sigue su camino."),
    K.TASK_OPENED: lambda w: w.gettext("Su expediente %(number)s espera algo de usted."),
    K.OFFICE_WROTE: lambda w: w.gettext(
        "La municipalidad le escribió sobre su expediente %(number)s."
    ),
    K.ACT_NOTIFIED: lambda w: w.gettext(
        "En su expediente %(number)s se hizo una notificación. Este aviso no la reemplaza ni cambia"
        " sus plazos."
    ),
}


def party_words(
    town: MunicipalityRow, words: NullTranslations, notice: PartyNoticeRow, name: str
) -> Words | None:
    """A letter with its subject, or a short text; None for an event that nobody is told of."""
    pattern = PARTY_SENTENCES.get(K(notice.event))
    if pattern is None:
        return None
    sentence = pattern(words) % {"number": notice.number}
    if notice.code:
        follow = words.gettext("Sígalo en nuestra página con el código %(code)s.")
        sentence = f"{sentence} {follow % {'code': notice.code}}"
    if notice.channel != Channel.MAIL:
        return Words("", f"{town.name}: {sentence}")
    why = words.gettext(
        "Recibe este aviso porque aceptó que se lo enviemos. Si ya no lo quiere, dígalo en la"
        " municipalidad."
    )
    return Words(f"{town.name}: {notice.number}", f"{name}:\n\n{sentence}\n\n{town.name}\n{why}")
