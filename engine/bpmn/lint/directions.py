"""A gateway that says in which direction it works has the flows for it (BPMN 2.0.2, 8.3.9)."""

from engine.bpmn.lint.findings import Findings
from engine.bpmn.lint.flows import incoming_of, outgoing_of
from engine.bpmn.tree import GATEWAYS, identity

# Direction -> whether several flows come in, whether several go out.
MEANS = {"Converging": (True, False), "Diverging": (False, True), "Mixed": (True, True)}


def check_directions(found: Findings) -> None:
    """Each gateway with a direction."""
    incoming, outgoing = incoming_of(found), outgoing_of(found)
    for node in found.nodes(*sorted(GATEWAYS)):
        direction = node.get("gatewayDirection", "Unspecified")
        if direction == "Unspecified":
            continue
        drawn = tuple(len(flows.get(identity(node), [])) > 1 for flows in (incoming, outgoing))
        if direction not in MEANS:
            found.refuse("direction", node, f"«{direction}» no es una dirección de compuerta.")
        elif drawn != MEANS[direction]:
            found.refuse(
                "direction", node, f"La compuerta dice «{direction}» y sus flujos dicen otra cosa.",
                "Corrija gatewayDirection o quítelo.",
            )  # fmt: skip
