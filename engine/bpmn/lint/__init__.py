"""The deployment check: a rule a file, all findings at once.

A rule is a function that looks at the trees and writes findings. Nothing that the engine cannot run
exactly as drawn passes: what may be drawn is an allow-list (engine.bpmn.lint.vocabulary).
"""

from engine.bpmn.lint.ad_hoc import check_ad_hoc
from engine.bpmn.lint.allowed import refuse_unknown
from engine.bpmn.lint.beginnings import check_beginnings
from engine.bpmn.lint.bulk import check_bulk
from engine.bpmn.lint.calls import check_calls
from engine.bpmn.lint.conditions import check_conditions
from engine.bpmn.lint.data_flow import check_data_flow
from engine.bpmn.lint.deadlines import check_deadlines
from engine.bpmn.lint.diagram import check_diagram
from engine.bpmn.lint.directions import check_directions
from engine.bpmn.lint.ends import check_ends
from engine.bpmn.lint.expressions import check_expressions
from engine.bpmn.lint.extensions import check_extensions
from engine.bpmn.lint.findings import Findings
from engine.bpmn.lint.flows import check_flows
from engine.bpmn.lint.formal import check_formal
from engine.bpmn.lint.handlers import check_handlers
from engine.bpmn.lint.identities import check_identities
from engine.bpmn.lint.io_sets import check_io_sets
from engine.bpmn.lint.items import check_items
from engine.bpmn.lint.lanes import check_lanes
from engine.bpmn.lint.links import check_links
from engine.bpmn.lint.listings import check_listings
from engine.bpmn.lint.main_process import find_main
from engine.bpmn.lint.naming import check_naming
from engine.bpmn.lint.needs import check_needs
from engine.bpmn.lint.operations import check_operations
from engine.bpmn.lint.overlaps import check_overlaps
from engine.bpmn.lint.participants import check_participants
from engine.bpmn.lint.people import check_people
from engine.bpmn.lint.pools import check_pools
from engine.bpmn.lint.positions import check_positions
from engine.bpmn.lint.quantities import check_quantities
from engine.bpmn.lint.reachability import check_reachability
from engine.bpmn.lint.references import check_references
from engine.bpmn.lint.repetition import check_repetition
from engine.bpmn.lint.required import check_required
from engine.bpmn.lint.seals import check_seals
from engine.bpmn.lint.soundness import check_soundness
from engine.bpmn.lint.undoing import check_cancel_borders, check_undoing
from engine.bpmn.lint.unused import check_unused
from engine.bpmn.lint.waiting import check_waiting
from engine.bpmn.lint.work import check_work

# In the order in which a person should read what they find.
RULES = (
    refuse_unknown,
    check_identities,
    check_required,
    check_references,
    check_flows,
    check_listings,
    check_ends,
    check_ad_hoc,
    check_directions,
    check_positions,
    check_extensions,
    check_needs,
    check_expressions,
    check_formal,
    check_conditions,
    check_repetition,
    check_quantities,
    check_links,
    check_pools,
    check_participants,
    check_lanes,
    check_waiting,
    check_beginnings,
    check_handlers,
    check_undoing,
    check_cancel_borders,
    check_data_flow,
    check_io_sets,
    check_items,
    check_operations,
    check_work,
    check_calls,
    check_deadlines,
    check_seals,
    check_bulk,
    check_people,
    check_reachability,
    check_soundness,
    check_overlaps,
    check_unused,
    check_naming,
    check_diagram,
)


def check(found: Findings, process: str | None) -> Findings:
    """Everything that is wrong, and which process a case runs."""
    for rule in RULES:
        rule(found)
    find_main(found, process)
    return found
