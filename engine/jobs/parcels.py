"""The built-in handlers by which a case holds, draws and changes parcels.

`cauce:parcel-hold` (input `codes`: a list, or a text with commas) gives `parcels`, each with its
`code`, `area`, `use`, `address` and `holders`; it throws `predio_desconocido` (`code`) and
`predio_ocupado` (`code`, `number` of the case that has it).
`cauce:parcel-drawing` gives the `pieces` that were drawn, each with `name` and `area`, and their
`total`; it throws `sin_dibujo`.
`cauce:parcel-preview` (inputs `change` and `facts`, as in `[[enacts]]`) gives the `lines` that
would change, each with `que`, `antes` and `despues`, or none and `why` not.
`cauce:parcel-facts` (input `code`) gives the `facts` that a certificate states; it throws
`predio_desconocido`.
Into the register they come with the step that resolves (`engine.cadastre.enacting`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from engine.cadastre.certifying import facts_of
from engine.cadastre.desk import pieces_drawn
from engine.cadastre.holding import Unheld, hold
from engine.cadastre.inscribing import PLANS, preview
from engine.cadastre.parcels import parcels_told
from engine.deadlines.calendars import calendar_of
from engine.installation import Installation
from engine.jobs.results import BusinessError, Done, Handler, Incident, Result, Work
from engine.sentences import N_, Sentence, phrase

HOLD = "cauce:parcel-hold"
DRAWING = "cauce:parcel-drawing"
PREVIEW = "cauce:parcel-preview"
FACTS = "cauce:parcel-facts"
UNKNOWN, TAKEN = "predio_desconocido", "predio_ocupado"
UNDRAWN = "sin_dibujo"


def parcel_handlers(installation: Installation) -> dict[str, Handler]:
    """The handlers by their kind."""

    def holding(work: Work) -> Result:
        codes = _codes(work.payload.get("codes"))
        if codes is None:
            return Incident(phrase(N_("«codes» debe ser el código de un predio, o varios.")))
        answer = hold(installation, work.municipality_id, work.case_id or 0, codes)
        if not isinstance(answer, Unheld):
            with installation.database.read(work.municipality_id) as connection:
                told = parcels_told(connection, work.municipality_id, answer)
            return Done({"parcels": told})
        if answer.taken:
            first = answer.taken[0]
            return BusinessError(TAKEN, {"code": first.code, "number": first.number})
        return BusinessError(UNKNOWN, {"code": ", ".join(answer.unknown)})

    def drawing(work: Work) -> Result:
        with installation.database.read(work.municipality_id) as connection:
            pieces = pieces_drawn(installation, connection, work.municipality_id, work.case_id or 0)
        if not pieces:
            return BusinessError(UNDRAWN, {})
        total = sum((each["area"] for each in pieces), Decimal(0))
        return Done({"pieces": pieces, "total": total})

    def looking(work: Work) -> Result:
        change, facts = str(work.payload.get("change")), work.payload.get("facts")
        if change not in PLANS or not isinstance(facts, Mapping):
            return Incident(
                phrase(N_("«change» debe ser un cambio del catastro, y «facts» sus datos."))
            )
        town = work.municipality_id
        with installation.database.read(town) as connection:
            today = calendar_of(installation, connection, town).local_day(installation.clock.now())
            found = preview(connection, town, work.case_id or 0, change, facts, today)
        if isinstance(found, Sentence):
            return Done({"lines": [], "why": str(found)})
        return Done({"lines": [each.told() for each in found], "why": None})

    def stating(work: Work) -> Result:
        town, code = work.municipality_id, str(work.payload.get("code") or "").strip()
        with installation.database.read(town) as connection:
            facts = facts_of(connection, town, code)
        return BusinessError(UNKNOWN, {"code": code}) if facts is None else Done({"facts": facts})

    return {HOLD: holding, DRAWING: drawing, PREVIEW: looking, FACTS: stating}


def _codes(given: object) -> list[str] | None:
    if isinstance(given, str):
        given = re.split(r"[,;\s]+", given)
    if not isinstance(given, list | tuple) or not all(isinstance(each, str) for each in given):
        return None
    return [each for each in given if each] or None
