"""Everything that can be told of a process before it is deployed: errors first, then warnings."""

from collections.abc import Collection, Mapping

from engine.bpmn import ModelRefused, compile_program
from engine.definitions.bundle import Bundle
from engine.definitions.compilation import DefinitionRefused, as_fault, compile_bundle
from engine.forms import Form
from engine.forms.registers import takes_of
from engine.refusals import Fault
from engine.registers.knowing import asked_in
from engine.registers.offering import Keyed, Registers
from engine.sentences import N_


def check_bundle(bundle: Bundle, registers: Registers | None = None) -> tuple[Fault, ...]:
    """What is wrong, or worth a look, in a folder; `registers` are those that the house offers."""
    try:
        compiled = compile_bundle(bundle)
    except DefinitionRefused as refused:
        return refused.faults
    taken = () if registers is None else check_registers(bundle, compiled.forms, registers)
    return (*taken, *compiled.warnings)


def check_registers(
    bundle: Bundle, forms: Mapping[str, Form], registers: Registers
) -> tuple[Fault, ...]:
    """The fields that take of a register that nobody offers, or what it does not give."""
    found = []
    for key, (path, _) in bundle.forms().items():
        for name, takes in takes_of(forms.get(key)).items():
            if name not in registers:
                found.append(
                    _unknown(path, N_("No hay un registro «%(name)s»"), registers, name=name)
                )
                continue
            known = registers[name]
            sentence = N_("El registro «%(name)s» no da «%(take)s»")
            unknown = sorted(takes - known.gives)
            found += [
                _unknown(path, sentence, known.gives, name=name, take=take) for take in unknown
            ]
        keyed = [each for each, register in registers.items() if isinstance(register, Keyed)]
        found += [
            _unknown(path, N_("No hay un registro «%(name)s»"), keyed, name=name)
            for name in asked_in(forms.get(key))
            if name not in keyed
        ]
    return tuple(found)


def _unknown(path: str, sentence: str, known: Collection[str], **facts: str) -> Fault:
    names = ", ".join(sorted(known)) or "—"
    hint = N_("Use uno de estos: %(names)s.")
    return Fault(path, sentence, hint=hint, facts={**facts, "names": names})


def check_diagram(name: str, content: bytes) -> tuple[Fault, ...]:
    """The same for one diagram alone: forms, decisions and roles are not looked for."""
    try:
        found = compile_program({name: content}).warnings
    except ModelRefused as refused:
        found = refused.problems
    return tuple(sorted(map(as_fault, found), key=lambda fault: not fault.is_error))
