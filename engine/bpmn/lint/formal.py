"""What the engine reads is formal: expressions marked as such, texts with a media type (8.3.6).

A plain `Expression` is natural language. What begins with «=» says itself that it is FEEL; any
other constant says it by `xsi:type="tFormalExpression"`.
"""

import re

from engine.bpmn.lint.findings import Findings
from engine.bpmn.lint.fixes import set_to, unset
from engine.bpmn.problems import Fix
from engine.bpmn.tree import BPMN, XSI, Node, kind, words
from engine.sentences import N_

# What names FEEL; a language of its own on an expression of ours would contradict the «=».
FEEL = re.compile(r"feel", re.IGNORECASE)
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+")
READ = (
    "timeDate", "timeDuration", "timeCycle", "conditionExpression", "condition", "loopCondition",
    "loopCardinality", "completionCondition", "activationCondition", "messagePath", "from", "to",
    "transformation",
)  # fmt: skip
CONSTANTS = frozenset({"timeDate", "timeDuration", "timeCycle", "loopCardinality"})
_TYPE = f"{{{XSI}}}type"
_MEDIA = re.compile(r"[\w.+-]+/[\w.+-]+(\s*;.*)?")


def check_formal(found: Findings) -> None:
    """Expressions, annotations, documentation."""
    for node in found.nodes(*READ):
        kept = str(node.get(_TYPE, "")).rpartition(":")[2]
        if kept != "tFormalExpression" and not words(node).startswith("="):
            found.refuse(
                "formal", node, N_("La expresión es texto libre y el motor no la puede leer."),
                N_('Márquela con xsi:type="tFormalExpression".'), fix=_as_formal(node),
            )  # fmt: skip
    for node in found.nodes(*READ):
        _look_at_language(found, node, node.get("language"))
    for root in found.trees.values():
        for name in ("expressionLanguage", "typeLanguage"):
            if not _is_uri(root.get(name)):
                _refuse_language(found, root, root.get(name))
    for node in found.nodes("textAnnotation", "documentation"):
        if not _MEDIA.fullmatch(node.get("textFormat", "text/plain").strip()):
            found.refuse(
                "formal", node, N_("«%(value)s» no es un formato de texto."),
                value=node.get('textFormat'),
            )  # fmt: skip


def _as_formal(node: Node) -> Fix | None:
    """A constant needs nothing but the mark; free text that stands for an expression needs more."""
    prefix = next((name for name, space in node.nsmap.items() if space == BPMN), None)
    if kind(node) not in CONSTANTS or not words(node):
        return None
    value = f"{prefix}:tFormalExpression" if prefix else "tFormalExpression"
    return set_to(node, N_("Marcarla como expresión formal"), "xsi:type", value)


def _look_at_language(found: Findings, node: Node, language: str | None) -> None:
    if language is None or FEEL.search(language):
        return
    if not _is_uri(language):
        _refuse_language(found, node, language)
    elif words(node).startswith("="):
        found.refuse(
            "formal", node, N_("La expresión dice que está en otro lenguaje (%(language)s)."),
            N_("Las expresiones son FEEL: quite el atributo «language»."), language=language,
            fix=unset(node, N_("Quitar el lenguaje"), "language"),
        )  # fmt: skip


def _is_uri(text: str | None) -> bool:
    return text is None or _URI.fullmatch(text.strip()) is not None


def _refuse_language(found: Findings, node: Node, language: str | None) -> None:
    found.refuse(
        "formal", node, N_("«%(language)s» no es la dirección (URI) de un lenguaje."),
        language=language,
    )  # fmt: skip
