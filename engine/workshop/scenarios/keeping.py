"""What came of scenarios as a row keeps it, and back: the words of people stay open to be told in
any language. Pure.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable
from datetime import date
from typing import Any

from engine.sentences import from_kept, kept
from engine.workshop.scenarios.reading import Feature, Scenario
from engine.workshop.scenarios.running import Outcome, Ran, Stepped


def packed(found: Iterable[Ran]) -> bytes:
    """Scenarios that were run, in the order of their file."""
    told = json.dumps([_ran(each) for each in found], ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(told.encode())


def unpacked(content: bytes, feature: Feature) -> tuple[Ran, ...]:
    """And back, with the scenarios of the same file."""
    told: list[Any] = json.loads(zlib.decompress(content)) if content else []
    pairs = zip(feature.scenarios, told, strict=False)  # those that were not run yet have no result
    return tuple(_ran_of(scenario, each) for scenario, each in pairs)


def _ran(ran: Ran) -> dict[str, Any]:
    steps = [
        [each.outcome, kept(each.why) if each.why else "", sorted(each.passed), sorted(each.here)]
        for each in ran.steps
    ]
    return {"steps": steps, "day": ran.day.isoformat() if ran.day else ""}


def _ran_of(scenario: Scenario, told: Any) -> Ran:
    steps = tuple(
        Stepped(
            step,
            Outcome(outcome),
            from_kept(why) if why else None,
            frozenset(passed),
            frozenset(here),
        )
        for step, (outcome, why, passed, here) in zip(scenario.steps, told["steps"], strict=True)
    )
    return Ran(scenario, steps, date.fromisoformat(told["day"]) if told["day"] else None)
