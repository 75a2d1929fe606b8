"""Links: one catch of that name in the scope, no flow into it, no flow out of a throw."""

from engine.bpmn.lint.findings import Findings
from engine.bpmn.lint.flows import incoming_of, outgoing_of
from engine.bpmn.notation.links import link_name, links
from engine.bpmn.tree import SCOPES, identity


def check_links(found: Findings) -> None:
    """Each scope."""
    incoming, outgoing = incoming_of(found), outgoing_of(found)
    for scope in found.nodes(*sorted(SCOPES)):
        throws = links(scope, "intermediateThrowEvent")
        catches = links(scope, "intermediateCatchEvent")
        names = [link_name(node) for node in catches]
        for node in throws:
            if names.count(link_name(node)) != 1:
                found.refuse(
                    "link", node, f"El enlace «{link_name(node)}» debe llegar a un solo punto."
                )
            if outgoing.get(identity(node)):
                found.refuse("link", node, "De un enlace que lanza no sale ningún flujo.")
        for node in catches:
            if link_name(node) not in [link_name(throw) for throw in throws]:
                found.refuse("link", node, f"Nadie lanza el enlace «{link_name(node)}».")
            if incoming.get(identity(node)):
                found.refuse("link", node, "A un enlace que recibe no llega ningún flujo.")
