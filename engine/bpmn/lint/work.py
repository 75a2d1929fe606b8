"""What is drawn for the work of service tasks can be read: the rests between attempts."""

from engine.bpmn.backoff import HEADER, LONGEST, rests_of
from engine.bpmn.lint.findings import Findings
from engine.bpmn.tree import ZEEBE


def check_work(found: Findings) -> None:
    """Each header of a job that has a meaning of its own."""
    for root in found.trees.values():
        for header in root.iter(f"{{{ZEEBE}}}header"):
            if header.get("key") == HEADER and rests_of(header.get("value") or "") is None:
                found.refuse(
                    "work",
                    header,
                    f"«{header.get('value')}» no dice cuánto esperar entre intentos ({HEADER}).",
                    "Escriba duraciones ISO 8601 con comas, por ejemplo PT10S, PT1M, PT1H; "
                    f"ninguna pasa de {LONGEST.days} días.",
                )
