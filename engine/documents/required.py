"""What a step must leave in the file, and whether it is there."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from engine.bpmn import DocumentRule, Surroundings
from engine.refusals import RefusalKind, Refused
from engine.values import Value


def required_documents(
    rules: Collection[DocumentRule],
    known: Mapping[str, Value],
    surroundings: Surroundings,
    *,
    element_id: str,
) -> tuple[tuple[DocumentRule, bool], ...]:
    """Each document of a step and whether it must be there, given what the case knows.

    Raises StepFailed where a condition cannot be told.
    """
    return tuple((rule, is_required(rule, known, surroundings, element_id)) for rule in rules)


def missing_documents(
    rules: Collection[DocumentRule],
    present: Collection[str],
    known: Mapping[str, Value],
    surroundings: Surroundings,
    *,
    element_id: str,
) -> Refused | None:
    """A refusal with the titles of the required documents that are not there; None when all are."""
    asked = [rule for rule in rules if rule.kind not in present]
    titles = [
        rule.title or rule.kind
        for rule, required in required_documents(asked, known, surroundings, element_id=element_id)
        if required
    ]
    if not titles:
        return None
    return Refused(RefusalKind.MISSING_DOCUMENTS, {"titles": "; ".join(titles)})


def is_required(
    rule: DocumentRule, known: Mapping[str, Value], surroundings: Surroundings, element_id: str
) -> bool:
    """Whether the document must be there, given what the case knows."""
    if isinstance(rule.required, bool):
        return rule.required
    return rule.required.holds(known, host=surroundings.clocked_host, element_id=element_id)
