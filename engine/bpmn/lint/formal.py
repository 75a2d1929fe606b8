"""What the engine reads is formal: expressions marked as such, texts with a media type (8.3.6).

A plain `Expression` is natural language. What begins with «=» says itself that it is FEEL; any
other constant says it by `xsi:type="tFormalExpression"`.
"""

import re

from engine.bpmn.lint.findings import Findings
from engine.bpmn.tree import XSI, words

READ = (
    "timeDate", "timeDuration", "timeCycle", "conditionExpression", "condition", "loopCondition",
    "loopCardinality", "completionCondition", "activationCondition", "messagePath", "from", "to",
)  # fmt: skip
_TYPE = f"{{{XSI}}}type"
_MEDIA = re.compile(r"[\w.+-]+/[\w.+-]+(\s*;.*)?")


def check_formal(found: Findings) -> None:
    """Expressions, annotations, documentation."""
    for node in found.nodes(*READ):
        kept = str(node.get(_TYPE, "")).rpartition(":")[2]
        if kept != "tFormalExpression" and not words(node).startswith("="):
            found.refuse(
                "formal", node, "La expresión es texto libre y el motor no la puede leer.",
                "Márquela con xsi:type=\"tFormalExpression\".",
            )  # fmt: skip
    for node in found.nodes("textAnnotation", "documentation"):
        if not _MEDIA.fullmatch(node.get("textFormat", "text/plain").strip()):
            found.refuse("formal", node, f"«{node.get('textFormat')}» no es un formato de texto.")
