"""What may be completed many at once asks with a form, and the same of each task."""

from engine.bpmn.drawn import form_key
from engine.bpmn.lint.extensions import holders_of
from engine.bpmn.lint.findings import Findings
from engine.bpmn.tree import CAUCE, enclosing, extension
from engine.sentences import N_

MOST = 200
"""Tasks at a time, whatever a process says."""


def check_bulk(found: Findings) -> None:
    """Each cauce:bulk; what its form asks is looked at where the forms are known."""
    for drawn in holders_of(found, CAUCE, "bulk"):
        task = enclosing(drawn, "userTask")
        if task is None:
            continue  # the extension has no business there: told already
        if form_key(task) is None:
            found.refuse(
                "bulk", drawn, N_("Se completa de a muchas, pero no tiene formulario que llenar."),
                N_("Quite cauce:bulk: sin formulario ya se puede completar desde la lista."),
            )  # fmt: skip
        if any(extension(task, CAUCE, name) is not None for name in ("document", "sealed")):
            found.refuse(
                "bulk", drawn,
                N_("Se completa de a muchas, pero pide documentos o un sobre propios de cada una."),
                N_("Quite cauce:bulk, o pida los documentos en otro paso."),
            )  # fmt: skip
        most = (drawn.get("most") or "1").strip()
        if not most.startswith("=") and not (most.isascii() and most.isdigit() and _fits(most)):
            found.refuse(
                "bulk", drawn, N_("«most» debe ser un número de 1 a %(most)s, o una expresión."),
                most=MOST,
            )  # fmt: skip


def _fits(text: str) -> bool:
    return len(text) < 5 and 0 < int(text) <= MOST
