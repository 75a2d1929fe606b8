"""The state: small, versioned, lossless, and never the library's."""

import subprocess
import sys
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.bpmn import StateUnreadable, compile_program, visited
from engine.bpmn.snapshot import Snapshot
from engine.bpmn.state import HASH, State, decode, encode

NUMBERS = st.integers(min_value=0, max_value=2**31)
SIGNED = st.integers(min_value=-(2**62), max_value=2**62)


@given(
    last=NUMBERS,
    seen=st.integers(min_value=0, max_value=2**200),
    tokens=st.lists(st.tuples(NUMBERS, st.integers(0, 2**17), NUMBERS), max_size=20),
    joins=st.lists(st.tuples(NUMBERS, NUMBERS, st.lists(NUMBERS, max_size=4)), max_size=4),
    notes=st.lists(st.tuples(NUMBERS, st.lists(SIGNED, max_size=4)), max_size=4),
    logs=st.lists(st.tuples(NUMBERS, st.lists(SIGNED, max_size=4)), max_size=4),
)
def test_every_state_comes_back_as_it_was(last, seen, tokens, joins, notes, logs):
    state = State(b"8 bytes.", last, seen, tokens, joins, notes, logs)
    assert decode(encode(state), b"8 bytes.") == state


@pytest.mark.parametrize("cut", range(1, 12))
def test_a_state_that_is_cut_off_is_refused(cut):
    whole = encode(State(b"8 bytes.", 5, 3, [(1, 2, 0)], [(0, 8, [1])], [(1, [2])]))
    with pytest.raises(StateUnreadable):
        decode(whole[:-cut], b"8 bytes.")


def test_a_state_of_an_unknown_version_is_refused(pen, play):
    case = play(pen.ends("e") + pen.user("t") + pen.flow("s", "t", "e")).start()
    other = Snapshot(b"\xff" + case.snapshot.tokens[1:], case.snapshot.scopes)
    with pytest.raises(StateUnreadable, match="version 255"):
        visited(case.program, other)


def test_a_state_of_another_definition_is_refused(pen, play):
    case = play(pen.ends("e") + pen.user("t") + pen.flow("s", "t", "e")).start()
    other = replace(case.program, hash=b"x" * HASH)
    with pytest.raises(StateUnreadable, match="another definition"):
        visited(other, case.snapshot)


def test_an_instance_of_twenty_tasks_with_timers_stays_under_a_kilobyte(pen, play):
    body = pen.ends("e")
    for k in range(20):
        body += pen.user(f"t{k}") + pen.flow("s", f"t{k}", "e")
        body += pen.boundary(f"b{k}", f"t{k}", pen.timer("timeDuration", "P1D"))
        body += pen.flow(f"b{k}", "e")
    case = play(body).start()
    assert len(case.names()) == 20
    assert len(case.snapshot.tokens) <= 1024


def test_the_state_of_a_loop_does_not_grow_with_its_passes(pen, play):
    body = (
        pen.ends("e") + '<bpmn:exclusiveGateway id="m"/><bpmn:exclusiveGateway id="x"/>'
        + pen.user("t") + pen.user("beside") + pen.flow("s", "m", "t", "x")
        + pen.flow("x", "m", condition="=again") + pen.flow("x", "e", condition="=not(again)")
        + pen.flow("s", "beside", "e")
    )  # fmt: skip
    case = play(body).start(again=True)
    early = len(case.do("t", again=True).snapshot.tokens)
    for _ in range(200):
        case.do("t", again=True)
        case.log = [change for change in case.log if type(change).__name__ == "TaskOpened"][-1:]
    assert len(case.snapshot.tokens) <= early + 2


def test_a_chain_of_a_thousand_steps_is_no_longer_than_any_other(pen, play):
    names = [f"n{k}" for k in range(1000)]
    body = pen.ends("e") + "".join(f'<bpmn:task id="{name}"/>' for name in names)
    assert play(body + pen.flow("s", *names, "e")).start().status == "completed"


def test_ids_that_the_library_keeps_for_itself_are_harmless(pen, play):
    body = (
        '<bpmn:startEvent id="Root"/>' + pen.user("Start") + pen.user("End")
        + '<bpmn:endEvent id="p.EndJoin"/>' + pen.flow("Root", "Start", "End", "p.EndJoin")
    )  # fmt: skip
    case = play(body).start()
    assert case.do("Start").names() == ["End"]
    assert case.do("End").status == "completed"


def test_the_same_bytes_give_the_same_hash_and_others_another(pen, file):
    body = pen.ends("e") + pen.user("t") + pen.flow("s", "t", "e")
    first = compile_program({"p.bpmn": file(body)})
    assert compile_program({"renamed.bpmn": file(body)}).hash == first.hash
    assert compile_program({"p.bpmn": file(body + pen.user("x") + pen.flow("s", "x"))}).hash != (
        first.hash
    )


def test_neither_the_serializer_nor_the_script_engine_of_the_library_is_used():
    code = (
        "import sys, engine.bpmn; from engine.bpmn.instance import Instance, NoScripts;"
        "bad = [name for name in sys.modules if name.startswith('SpiffWorkflow.bpmn.serializer')];"
        "print(bad)"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
