"""The built-in handler `cauce:link`: the process relates another case to its own.

Inputs: `number` of the other case and the `reason` that both histories tell. Back comes `linked`,
whether there is such a case: whoever filed may have mistyped it, and that keeps nothing waiting.
Relating twice is relating once.
"""

from __future__ import annotations

from engine.cases.linking import Linked, link_by_process
from engine.installation import Installation
from engine.jobs.results import Done, Handler, Incident, Result, Retry, Work
from engine.refusals import RefusalKind
from engine.sentences import N_, phrase

LINK = "cauce:link"


def link_handlers(installation: Installation) -> dict[str, Handler]:
    """The handler by its kind."""

    def linking(work: Work) -> Result:
        number, reason = work.payload.get("number"), work.payload.get("reason")
        if not isinstance(number, str) or not isinstance(reason, str):
            return Incident(phrase(N_("«number» y «reason» deben ser textos.")))
        answer = link_by_process(
            installation, work.municipality_id, work.case_id or 0, number, reason
        )
        if isinstance(answer, Linked):
            return Done({"linked": True})
        if answer.kind is RefusalKind.INVALID_DATA and answer.details.get("field") == "number":
            return Done({"linked": False})
        if answer.kind is RefusalKind.CONFLICT:
            return Retry(str(answer.kind))
        said = N_("Los expedientes no se pueden unir (%(kind)s).")
        return Incident(phrase(said, kind=answer.kind))

    return {LINK: linking}
