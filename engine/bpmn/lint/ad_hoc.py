"""An ad-hoc subprocess has activities, and no start or end event (BPMN 2.0.2, 10.3.5)."""

from engine.bpmn.lint.findings import Findings
from engine.bpmn.tree import ACTIVITIES, children, flow_nodes, kind
from engine.sentences import N_


def check_ad_hoc(found: Findings) -> None:
    """Each of them."""
    for scope in found.nodes("adHocSubProcess"):
        if not any(kind(node) in ACTIVITIES for node in flow_nodes(scope)):
            found.refuse("ad-hoc", scope, N_("Un subproceso ad hoc lleva al menos una actividad."))
        for event in children(scope, "startEvent", "endEvent"):
            found.refuse(
                "ad-hoc", event, N_("Un subproceso ad hoc no lleva eventos de inicio ni fin.")
            )
