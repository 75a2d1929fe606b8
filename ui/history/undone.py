"""How history tells that somebody took back what they had done to a task."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from gettext import NullTranslations

from engine.history.kinds import EventKind as K

Pattern = Callable[[NullTranslations], str]

UNDONE: Mapping[int, Pattern] = {
    K.TASK_CLAIMED: lambda w: w.gettext("%(who)s deshizo haber tomado «%(what)s»"),
    K.TASK_RELEASED: lambda w: w.gettext("%(who)s deshizo haber soltado «%(what)s»"),
    K.TASK_ASSIGNED: lambda w: w.gettext("%(who)s deshizo haber pasado «%(what)s» a %(to)s"),
    K.TASK_DELEGATED: lambda w: w.gettext("%(who)s deshizo haber delegado «%(what)s» en %(to)s"),
    K.TASK_RETURNED: lambda w: w.gettext("%(who)s deshizo haber devuelto «%(what)s» a %(to)s"),
    K.TASK_POSTPONED: lambda w: w.gettext("%(who)s deshizo haber pospuesto «%(what)s»"),
    K.TASK_DUE_CHANGED: lambda w: w.gettext("%(who)s deshizo haber cambiado el día de «%(what)s»"),
    K.TASK_PRIORITIZED: lambda w: w.gettext(
        "%(who)s deshizo haber cambiado la prioridad de «%(what)s»"
    ),
}

"""By the act that the event names."""
