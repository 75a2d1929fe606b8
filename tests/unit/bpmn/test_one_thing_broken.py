"""A valid model passes; with one thing broken in it, it is refused, and the place is named."""

import pytest

from engine.bpmn import ModelRefused, Severity, compile_program
from tests.unit.bpmn.specimen import SPECIMEN, mutants

MUTANTS = {mutant.name: mutant for mutant in mutants()}


def test_the_specimen_is_valid_and_nothing_is_said_of_it():
    warnings = compile_program({"p.bpmn": SPECIMEN.encode()}).warnings
    # nothing in it has a name, and some of its definitions are there only to be broken
    assert {found.rule for found in warnings} == {"naming", "unused"}


def test_there_are_enough_ways_to_break_it():
    assert len(MUTANTS) > 500


@pytest.mark.parametrize("kind", ["retarget", "drop", "twin", "nameless", "strange", "undefine"])
def test_a_model_with_one_thing_broken_is_refused_where_it_is_broken(kind):
    astray = {}
    for name, mutant in MUTANTS.items():
        if not name.startswith(f"{kind} "):
            continue
        named = places_refused(mutant.file)
        if not named & mutant.places:
            astray[name] = named
    assert astray == {}


def places_refused(file):
    try:
        compile_program({"p.bpmn": file})
    except ModelRefused as refused:
        errors = [found for found in refused.problems if found.severity is Severity.ERROR]
        return {found.element_id for found in errors}
    return {"accepted"}
