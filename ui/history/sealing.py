"""What the history says of sealed envelopes: that they came, and what their opening found."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from gettext import NullTranslations
from typing import Any

from engine.history.kinds import EventKind as K

Pattern = Callable[[NullTranslations], str]

SEALING_PATTERNS: Mapping[K, Pattern] = {
    K.ENVELOPE_FILED: lambda w: w.gettext("Llegó el sobre sellado %(envelope)s"),
    K.ENVELOPE_REPLACED: lambda w: w.gettext(
        "Llegó el sobre sellado %(envelope)s en lugar de %(instead)s"
    ),
    K.ENVELOPE_WITHDRAWN: lambda w: w.gettext("Se retiró el sobre sellado %(envelope)s"),
    K.ENVELOPES_OPENED: lambda w: w.gettext(
        "%(who)s abrió los sobres sellados: %(opened)s%(faulty)s"
    ),
}


def sealing_facts(data: Mapping[str, Any], words: NullTranslations) -> dict[str, str]:
    """The facts of an event about envelopes; empty where it has none."""
    faults = data.get("faults") or ()
    wrong = words.ngettext(
        " y %(number)s que no es como se presentó", " y %(number)s que no son como se presentaron",
        len(faults),
    ) % {"number": len(faults)}  # fmt: skip
    return {
        "envelope": str(data.get("code") or ""),
        "instead": str(data.get("instead_of") or ""),
        "opened": str(data.get("count") or "0"),
        "faulty": wrong if faults else "",
    }
