"""How a process stands in a municipality, and what was done, in a sentence."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from gettext import NullTranslations

from engine.network.acts import ActKind
from processes.adopting import Standing

Words = NullTranslations

MARKS: Mapping[Standing, str] = {Standing.CURRENT: "ok", Standing.NEWER: "near"}
STANDING: Mapping[Standing, Callable[[Words], str]] = {
    Standing.ABSENT: lambda w: w.gettext("Sin adoptar"),
    Standing.CURRENT: lambda w: w.gettext("Versión %(n)s, al día"),
    Standing.NEWER: lambda w: w.gettext("Versión %(n)s; hay una más nueva"),
    Standing.VARIANT: lambda w: w.gettext("Versión %(n)s, con cambios propios"),
    Standing.BEHIND: lambda w: w.gettext(
        "Versión %(n)s, con cambios propios; hay una más nueva: decide la municipalidad"
    ),
    Standing.OWN: lambda w: w.gettext("Versión %(n)s, propia de la municipalidad"),
}
ACTS: Mapping[ActKind, Callable[[Words], str]] = {
    ActKind.BEGAN: lambda w: w.gettext("%(who)s creó «%(what)s»"),
    ActKind.ADOPTED: lambda w: w.gettext("%(who)s puso en vigencia «%(what)s» en /%(town)s"),
    ActKind.PASSWORD: lambda w: w.gettext(
        "%(who)s dio una clave nueva a quien administra /%(town)s"
    ),
}


def standing_words(standing: Standing, version: int | None, words: Words) -> str:
    """«Versión 2, al día»."""
    return STANDING[standing](words) % {"n": version}
