"""The plan of a year as a planning process, and its rows in the register of plans. Pure.

A version that is approved is a release: tag `planning` for the first one, `planningUpdate` for each
change. The items lie in `planning.items` (our own extension), the month in which each is to be
called in `planning.milestones`; what a version took out stays, as excluded.
"""

from __future__ import annotations

import json
from calendar import monthrange
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from engine.publishing.following import Made, Publisher
from engine.publishing.telling import CaseTold, Step
from processes.procurement.ocds.facts import Facts
from processes.procurement.ocds.papers import papers
from processes.procurement.ocds.parties import parties, town_reference
from processes.procurement.ocds.plan_changes import changes_between
from processes.procurement.ocds.planning import clean, money
from processes.procurement.ocds.purchase import Purchase
from processes.procurement.ocds.releasing import Place, ocid_of, released
from processes.procurement.ocds.text import Json, dumps, loads
from storage.queries.plans import PlanItemRow, PlanVersionRow
from storage.queries.releases import RecordRow

LISTED = "plan"
"""How a plan stands among what was published: it is no purchase."""
_CATEGORIES = {"bienes": "goods", "obras": "works"}
_MAPPED = Mapping[str, Any]


def plan_publisher_of(place: Place) -> Publisher:
    """What `engine.publishing` calls for processes that say `by = "ocds_plan"`."""

    def publish(case: CaseTold, before: RecordRow | None, now: datetime) -> Made | None:
        return published_plan(place, case, before, now)

    return publish


def published_plan(
    place: Place, case: CaseTold, before: RecordRow | None, now: datetime
) -> Made | None:
    """The releases that are still to come with the record, and the rows of the register."""
    rows, record, ocid = [], before, before.ocid if before else ocid_of(place, case)
    for step in _tellings(case):
        facts = Facts(case, step, {})
        state = _state(facts, f"{place.links}/{case.town.slug}/open")
        if record is not None and (
            step.seq <= record.seq or loads(record.body)["planning"] == _as_read(state["planning"])
        ):
            continue
        tags = ("planning",) if record is None else ("planningUpdate",)
        made = released(case, step, tags, ocid, state, record, now)
        total = _total(_live(facts))
        title = facts.text("title") or case.number
        record = made.record(title=title, method="", status=LISTED, amount=total)
        rows.append(made.row)
    if record is None:
        return None
    versions = tuple(_versions(case))
    return Made(rows, record, items=_items(case, len(versions)), versions=versions)


def _tellings(case: CaseTold) -> Iterator[Step]:
    """The steps after which another version is in force."""
    for step in case.steps:
        if step.may_change_something and _list(Facts(case, step, {}), "versions"):
            yield step


def _as_read(block: Json) -> Json:
    """A block as it would be read again: numbers and texts are then the same."""
    found: Json = loads(dumps(block))
    return found


def _state(facts: Facts, base: str) -> Json:
    year, versions = facts.whole("year"), _list(facts, "versions")
    rationale = facts.text("rationale") or f"{facts.text('title')}, versión {len(versions)}"
    planning = {
        "rationale": rationale,
        "budget": clean(
            {
                "id": f"{year}",
                "description": facts.text("title"),
                "amount": money(facts, facts.amount("budget")),
                "project": facts.text("title"),
                "projectID": facts.case.number,
                "uri": f"{base}/plan/{year}",
            }
        ),
        "documents": papers(facts, "planning", base),
        "milestones": [_milestone(facts, each, year) for each in _list(facts, "items")],
        "items": [_item(facts, each) for each in _list(facts, "items")],
    }
    return clean(
        {
            "initiationType": "tender",
            "language": facts.case.town.locale[:2],
            "parties": parties(Purchase(), facts),
            "buyer": town_reference(facts),
            "planning": clean(planning),
        }
    )


def _milestone(facts: Facts, row: _MAPPED, year: int | None) -> Json:
    month = int(row["month"] or 12)
    last = date(year or 1, month, monthrange(year or 1, month)[1])
    return {
        "id": f"{row['number']}",
        "title": f"Convocar el ítem {row['number']}: {row['description']}",
        "type": "preProcurement",
        "dueDate": facts.end_of(last),
        "status": "notMet" if row["excluded"] is True else "scheduled",
    }


def _item(facts: Facts, row: _MAPPED) -> Json:
    code = str(row["code"] or "")
    scheme = "CPV" if "-" in code else "x_CUBSO" if len(code) == 16 else "UNSPSC"
    return clean(
        {
            "id": f"{row['number']}",
            "description": row["description"],
            "classification": {"scheme": scheme, "id": code} if code else None,
            "quantity": row["quantity"],
            "unit": {"name": row["unit"]} if row["unit"] else None,
            "value": money(facts, row["amount"]),
            "category": _CATEGORIES.get(str(row["object"]), "services"),
            "source": row["funds"],
            "requestedBy": row["area"],
            "procurementMethodDetails": row["method_name"],
            "status": "excluded" if row["excluded"] is True else "planned",
        }
    )


def _versions(case: CaseTold) -> Iterator[PlanVersionRow]:
    """The versions that hold, each with what it changed in the one before."""
    last = Facts(case, case.steps[-1], {})
    held = _held(case)
    before: list[_MAPPED] = []
    for told in _list(last, "versions"):
        number = int(told["number"])
        facts = held.get(number, last)
        items, live = _list(facts, "items"), _live(facts)
        yield PlanVersionRow(
            case_id=case.case_id,
            version=number,
            year=last.whole("year") or 0,
            approved_on=told["approved"],
            published_on=told["published"],
            resolution=str(told["resolution"] or ""),
            reason=str(told["reason"] or ""),
            items=len(live),
            amount=_total(live),
            currency=case.currency,
            changes=json.dumps(changes_between(before, items) if before else [], default=str),
        )
        before = items


def _held(case: CaseTold) -> dict[int, Facts]:
    """By version, what was known when it was approved; what was taken back is told anew."""
    found: dict[int, Facts] = {}
    for step in _tellings(case):
        facts = Facts(case, step, {})
        number = len(_list(facts, "versions"))
        if any(each.act.fact == "plan_approved" for each in step.acts):
            found[number] = facts
    return found


def _items(case: CaseTold, versions: int) -> tuple[PlanItemRow, ...]:
    last = Facts(case, case.steps[-1], {})
    since = _since(case, versions)
    return tuple(
        PlanItemRow(
            case_id=case.case_id,
            number=int(row["number"]),
            year=last.whole("year") or 0,
            description=str(row["description"] or ""),
            object=str(row["object"] or ""),
            code=str(row["code"] or ""),
            quantity=row["quantity"],
            unit=str(row["unit"] or ""),
            amount=row["amount"],
            month=int(row["month"] or 12),
            funds=str(row["funds"] or ""),
            area=str(row["area"] or ""),
            method=str(row["method"] or ""),
            method_name=str(row["method_name"] or ""),
            excluded=int(row["excluded"] is True),
            since=since.get(int(row["number"]), 1),
        )
        for row in _list(last, "items")
    )


def _since(case: CaseTold, versions: int) -> dict[int, int]:
    """By item, the version that changed it last."""
    held = _held(case)
    found: dict[int, int] = {}
    for number in range(2, versions + 1):
        if number in held and number - 1 in held:
            before, now = _list(held[number - 1], "items"), _list(held[number], "items")
            found |= {each["number"]: number for each in changes_between(before, now)}
    return found


def _live(facts: Facts) -> list[_MAPPED]:
    return [row for row in _list(facts, "items") if row["excluded"] is not True]


def _total(rows: list[_MAPPED]) -> Decimal:
    return sum((row["amount"] for row in rows if row["amount"] is not None), Decimal(0))


def _list(facts: Facts, name: str) -> list[_MAPPED]:
    found = facts.value(name)
    return [row for row in found if isinstance(row, Mapping)] if isinstance(found, list) else []
