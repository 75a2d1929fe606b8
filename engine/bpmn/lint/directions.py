"""A gateway merges or splits, and where it says which, it has the flows for it (8.3.9, 10.6.1)."""

from engine.bpmn.lint.findings import Findings
from engine.bpmn.lint.fixes import unset
from engine.bpmn.tree import GATEWAYS, identity
from engine.sentences import N_

# Direction -> whether several flows come in, whether several go out.
MEANS = {"Converging": (True, False), "Diverging": (False, True), "Mixed": (True, True)}


def check_directions(found: Findings) -> None:
    """Each gateway with a direction."""
    incoming, outgoing = found.incoming, found.outgoing
    for node in found.nodes(*sorted(GATEWAYS)):
        direction = node.get("gatewayDirection", "Unspecified")
        drawn = tuple(len(flows.get(identity(node), [])) > 1 for flows in (incoming, outgoing))
        if drawn == (False, False) and incoming.get(identity(node)):
            found.refuse(
                "direction", node, N_("La compuerta ni divide ni une: pasa por ella un flujo."),
                N_("Quítela y una los dos elementos, o dibuje el camino que falta."),
            )  # fmt: skip
        if direction == "Unspecified":
            continue
        if direction not in MEANS:
            found.refuse(
                "direction", node, N_("«%(direction)s» no es una dirección de compuerta."),
                direction=direction,
            )  # fmt: skip
        elif drawn != MEANS[direction]:
            found.refuse(
                "direction", node,
                N_("La compuerta dice «%(direction)s» y sus flujos dicen otra cosa."),
                N_("Corrija gatewayDirection o quítelo."), direction=direction,
                fix=unset(node, N_("Quitar la dirección"), "gatewayDirection"),
            )  # fmt: skip
