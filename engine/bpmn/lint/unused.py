"""What is defined for all and named by nobody: left over from what was drawn before."""

from engine.bpmn.lint.findings import Findings
from engine.bpmn.lint.fixes import remove
from engine.bpmn.tree import identity, kind, title, words
from engine.sentences import N_

KINDS = frozenset({"message", "signal", "error", "escalation"})


def check_unused(found: Findings) -> None:
    """Each common element that is there only to be referred to."""
    named = _named(found)
    for root in found.trees.values():
        for node in root:
            common = kind(node) in KINDS or kind(node).endswith("EventDefinition")
            if common and node.get("id") and identity(node) not in named:
                found.warn(
                    "unused", node, N_("Nadie usa este «%(kind)s»: «%(name)s»."),
                    N_("Quítelo si sobra."), kind=kind(node), name=title(node) or identity(node),
                    fix=remove(node, N_("Quitarlo")),
                )  # fmt: skip


def _named(found: Findings) -> set[str]:
    """Whatever an attribute or a text could mean."""
    names: set[str] = set()
    for root in found.trees.values():
        for node in root.iter():
            names |= {
                str(value).rpartition(":")[2]
                for key, value in node.items()
                if key not in ("id", "name")
            }
            if not len(node) and node.text:
                names.add(words(node).rpartition(":")[2])
    return names
