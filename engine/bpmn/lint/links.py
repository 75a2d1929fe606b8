"""Links: one catch of that name in the scope, no flow into it, no flow out of a throw.

A throw may name its catch by `target`, a catch its throws by `source`: then both say the same, and
each is a link of the same scope (BPMN 2.0.2, 10.5.5).
"""

from engine.bpmn.lint.findings import Findings
from engine.bpmn.notation.links import LINK, link_name, links
from engine.bpmn.tree import SCOPES, Node, child, children, identity, words
from engine.sentences import N_


def check_links(found: Findings) -> None:
    """Each scope."""
    for scope in found.nodes(*sorted(SCOPES)):
        throws = links(scope, "intermediateThrowEvent")
        catches = links(scope, "intermediateCatchEvent")
        _look_at_names(found, throws, catches)
        for node in throws:
            if found.outgoing.get(identity(node)):
                found.refuse("link", node, N_("De un enlace que lanza no sale ningún flujo."))
            _look_at_partners(found, node, "target", catches, "source")
        for node in catches:
            if found.incoming.get(identity(node)):
                found.refuse("link", node, N_("A un enlace que recibe no llega ningún flujo."))
            _look_at_partners(found, node, "source", throws, "target")


def _look_at_names(found: Findings, throws: list[Node], catches: list[Node]) -> None:
    names = [link_name(node) for node in catches]
    for node in throws:
        if names.count(link_name(node)) != 1:
            found.refuse(
                "link", node, N_("El enlace «%(name)s» debe llegar a un solo punto."),
                name=link_name(node),
            )  # fmt: skip
    for node in catches:
        if link_name(node) not in [link_name(throw) for throw in throws]:
            found.refuse(
                "link", node, N_("Nadie lanza el enlace «%(name)s»."), name=link_name(node)
            )
    for node in [*throws, *catches]:
        if not link_name(node):
            found.refuse("link", node, N_("Al enlace le falta su nombre."))


def _look_at_partners(
    found: Findings, node: Node, name: str, others: list[Node], back: str
) -> None:
    """What an end names is the other end, and names it in turn where it names any."""
    mine = _definition(node)
    partners = {identity(_definition(other)): _definition(other) for other in others}
    for part in children(mine, name):
        partner = partners.get(_bare(part))
        named = [] if partner is None else [_bare(each) for each in children(partner, back)]
        if partner is None or (named and identity(mine) not in named):
            found.refuse(
                "link", node, N_("El enlace nombra «%(value)s», que no es su otro extremo."),
                value=_bare(part),
            )  # fmt: skip


def _definition(node: Node) -> Node:
    drawn = child(node, LINK)
    return node if drawn is None else drawn


def _bare(part: Node) -> str:
    return words(part).rpartition(":")[2]
