"""What the history of a case says of the cadastre: which parcels became which, with their areas."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from gettext import NullTranslations
from typing import Any

from engine.history.kinds import EventKind as K
from ui.cadastre.words import operations
from ui.formats import Formats

Pattern = Callable[[NullTranslations], str]

LAND_PATTERNS: Mapping[K, Pattern] = {
    K.PARCEL_INSCRIBED: lambda w: w.gettext(
        "%(who)s inscribió en el catastro (%(operation)s) el predio %(land_to)s"
    ),
    K.PARCELS_CHANGED: lambda w: w.gettext(
        "%(who)s cambió el catastro (%(operation)s): %(land_from)s%(land_to)s"
    ),
}


def land_facts(
    data: Mapping[str, Any], words: NullTranslations, formats: Formats
) -> dict[str, str]:
    """The facts of an event about parcels; empty where it has none."""
    operation = operations(words).get(str(data.get("operation")), str(data.get("operation")))
    if "parcel" in data:
        return {"operation": operation.lower(), "land_from": "", "land_to": str(data["parcel"])}
    if not isinstance(data.get("to"), list | tuple) or "operation" not in data:
        return {"operation": "", "land_from": "", "land_to": ""}
    before, after = (_parcels(data.get(key) or (), formats) for key in ("from", "to"))
    arrow = words.gettext("%(before)s pasó a ser ") % {"before": before} if before else ""
    return {"operation": operation.lower(), "land_from": arrow, "land_to": after}


def _parcels(rows: Sequence[Mapping[str, Any]], formats: Formats) -> str:
    """«01-023-003 (240.00 m²), 01-023-004 (360.00 m²)»."""
    return ", ".join(f"{row['code']} ({formats.number(row['area'], 2)} m²)" for row in rows)
