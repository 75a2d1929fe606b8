"""Everything that can be told of a process before it is deployed: errors first, then warnings."""

from engine.bpmn import ModelRefused, compile_program
from engine.definitions.bundle import Bundle
from engine.definitions.compilation import DefinitionRefused, as_fault, compile_bundle
from engine.refusals import Fault


def check_bundle(bundle: Bundle) -> tuple[Fault, ...]:
    """What is wrong, or worth a look, in a folder."""
    try:
        return compile_bundle(bundle).warnings
    except DefinitionRefused as refused:
        return refused.faults


def check_diagram(name: str, content: bytes) -> tuple[Fault, ...]:
    """The same for one diagram alone: forms, decisions and roles are not looked for."""
    try:
        found = compile_program({name: content}).warnings
    except ModelRefused as refused:
        found = refused.problems
    return tuple(sorted(map(as_fault, found), key=lambda fault: not fault.is_error))
