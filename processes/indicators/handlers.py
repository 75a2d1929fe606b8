"""What processes of indicators have the house do: enter a figure, tell of an alert.

`indicators:figure` takes `indicator`, `from`, `until`, `numerator`, `denominator` and `source`; the
document of the case is the evidence. Done twice it enters nothing twice. `indicators:alert` takes
`alert` and `role`: who holds the role is told.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from engine.indicators.following import count_months, count_registers
from engine.installation import Installation
from engine.jobs.results import Done, Handler, Incident, Result, Work
from engine.notices.kinds import NoticeKind
from engine.notices.telling import tell_role
from engine.sentences import N_, phrase
from processes.indicators.catalogue import by_key
from processes.indicators.sources import sources
from storage.database import Connection
from storage.queries.documents import documents_of_case
from storage.queries.indicators import FigureRow, figure_of_case
from storage.queries.tasks import tasks_of_case
from storage.writes.indicators import change_alert, insert_figure

EVIDENCE = "sustento"


def indicator_handlers(installation: Installation) -> dict[str, Handler]:
    """The handlers by their kind."""
    return {
        "indicators:figure": lambda work: _enter(installation, work),
        "indicators:alert": lambda work: _alert(installation, work),
    }


def _enter(installation: Installation, work: Work) -> Result:
    given, town, case_id = work.payload, work.municipality_id, work.case_id or 0
    known = by_key().get(str(given.get("indicator")))
    begins, ends = given.get("from"), given.get("until")
    numbers = given.get("numerator"), given.get("denominator")
    if known is None or not known.entered:
        return Incident(phrase(N_("Ese indicador no se ingresa: se calcula.")))
    if not isinstance(begins, date) or not isinstance(ends, date) or ends < begins:
        return Incident(phrase(N_("El último día no puede ser anterior al primero.")))
    if not all(isinstance(each, Decimal) for each in numbers) or not numbers[1]:
        return Incident(phrase(N_("El denominador debe ser un número mayor que cero.")))
    part, whole = (int(each * 100) for each in numbers if isinstance(each, Decimal))

    def verb(connection: Connection) -> int:
        before = figure_of_case(connection, town, case_id)
        if before is not None:
            return before.id
        row = FigureRow(
            installation.ids.new(), known.key, begins, ends, part, whole,
            str(given.get("source") or ""), _evidence(connection, town, case_id), case_id,
            _who(connection, town, case_id), installation.clock.now(), None,
        )  # fmt: skip
        insert_figure(connection, town, row)
        return row.id

    figure_id = installation.database.run(verb, municipality=town)
    count_registers(installation, sources(), town)
    count_months(installation, sources(), town)
    return Done({"figure": str(figure_id)})


def _alert(installation: Installation, work: Work) -> Result:
    """The alert knows its case, and who is to attend to it is told."""
    town, case_id = work.municipality_id, work.case_id or 0
    told, role = str(work.payload.get("alert") or ""), str(work.payload.get("role") or "")

    def verb(connection: Connection) -> int:
        if told.isdigit():
            change_alert(connection, town, int(told), case_id=case_id)
        return tell_role(
            installation, connection, town, case_id, role=role, kind=NoticeKind.ASSIGNED
        )

    return Done({"told": installation.database.run(verb, municipality=town)})


def _evidence(connection: Connection, town: int, case_id: int) -> str:
    """The hash of the newest document that bears it out."""
    rows = documents_of_case(connection, town, case_id)
    found = [row.versions[0] for row in rows if row.document.kind == EVIDENCE and row.versions]
    return found[-1].sha256 if found else ""


def _who(connection: Connection, town: int, case_id: int) -> int | None:
    """Who brought the evidence."""
    tasks = tasks_of_case(connection, town, case_id)
    own = (task.closed_by for task in tasks if task.element_key == "sustentar")
    return next(own, None)
