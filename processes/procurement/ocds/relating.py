"""What stands beside a purchase: the procedures that came to nothing, and the plan. Pure."""

from __future__ import annotations

from processes.procurement.ocds.facts import Facts
from processes.procurement.ocds.text import Json


def failed_before(base: str, facts: Facts) -> list[Json]:
    """The procedures that came to nothing before this one, where the cases were joined; also one
    of which an item did, and which this one calls again."""
    again = facts.text("recalls")
    return [
        {
            "id": str(number),
            "relationship": ["unsuccessfulProcess"],
            "title": each.title,
            "scheme": "ocid",
            "identifier": each.ocid,
            "uri": f"{base}/ocds/{each.ocid}.json",
        }
        for number, each in enumerate(facts.case.related, start=1)
        if each.status in ("unsuccessful", "cancelled")
        or (again is not None and each.ocid.endswith(f"-{again}"))
    ]


def foreseen(base: str, facts: Facts) -> list[Json]:
    """The plan whose item the purchase runs, once it was published."""
    item = facts.plan_item
    ocid = facts.case.plans.get(item[0]) if item else None
    if item is None or ocid is None:
        return []
    return [
        {
            "id": "plan",
            "relationship": ["planning"],
            "title": f"Ítem {item[1]} del plan anual {item[0]}",
            "scheme": "ocid",
            "identifier": ocid,
            "uri": f"{base}/ocds/{ocid}.json",
        }
    ]
