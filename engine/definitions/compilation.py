"""A bundle becomes something that runs, or a list of everything that keeps it from running.

All parts are looked at before anything is refused, so that a person mends a process in one round.
Compiled definitions depend on nothing but their content: they are kept by hash in the process.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from engine.bpmn import ModelRefused, Problem, Program, compile_program
from engine.calendar import Calendar
from engine.calendar.feel_functions import functions
from engine.definitions.bulk import check_bulk_forms
from engine.definitions.bundle import Bundle
from engine.definitions.contradictions import contradictions
from engine.definitions.faults import fault_of
from engine.definitions.fields import check_fields
from engine.definitions.manifest import FILE, Manifest, ManifestRefused, parse_manifest
from engine.definitions.shared import check_uses
from engine.definitions.variables import check_variables
from engine.dmn import DmnError, Model, parse_model
from engine.dmn.checks import Severity, check
from engine.feel import FeelSyntaxError, compile_expression
from engine.forms import Form, FormRefused, parse_form
from engine.forms.observing import linked
from engine.forms.templates import parse_template
from engine.memory import Bounded
from engine.refusals import Fault
from engine.sentences import N_, phrase

KEPT = 128
_HOST_FUNCTIONS = {
    function.name: len(function.parameters)
    for function in functions(Calendar(), lambda _key, _on: Decimal(0))
}


@dataclass(frozen=True, slots=True)
class Compiled:
    """A definition that runs as drawn."""

    hash: str
    manifest: Manifest
    program: Program
    forms: Mapping[str, Form]
    warnings: tuple[Fault, ...] = ()


class DefinitionRefused(Exception):
    """The bundle has faults; all of them are here."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("; ".join(f"{fault.file}: {fault.message}" for fault in faults))
        self.faults = tuple(sorted(faults, key=lambda fault: not fault.is_error))


@dataclass(slots=True)
class _Parts:
    """What has been understood so far, and what has not."""

    faults: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)
    manifest: Manifest | None = None
    forms: dict[str, Form] = field(default_factory=dict)
    decisions: dict[str, Model] = field(default_factory=dict)
    program: Program | None = None


_kept: Bounded[str, Compiled] = Bounded(KEPT)


def compile_bundle(bundle: Bundle) -> Compiled:
    """Raises DefinitionRefused with every fault."""
    found = bundle.hash
    return _kept.get(found) or _kept.keep(found, _compile(bundle, found))


def _compile(bundle: Bundle, content_hash: str) -> Compiled:
    parts = _Parts()
    _read_manifest(bundle, parts)
    _read_forms(bundle, parts)
    _link_forms(bundle, parts)
    _read_decisions(bundle, parts)
    _read_diagrams(bundle, parts)
    if parts.manifest is not None and parts.program is not None:
        parts.faults.extend(contradictions(parts.manifest, parts.program))
        parts.faults.extend(check_bulk_forms(parts.program, parts.forms))
    if (
        any(fault.is_error for fault in parts.faults)
        or parts.manifest is None
        or parts.program is None
    ):
        raise DefinitionRefused((*parts.faults, *parts.warnings))
    found = check_variables(bundle.ending(".bpmn"), parts.forms, parts.decisions)
    drawn = (as_fault(problem) for problem in (*parts.program.warnings, *found))
    paths = {key: path for key, (path, _) in bundle.forms().items()}
    shown = {element.form_key for element in parts.program.elements}
    used = {key: form for key, form in parts.forms.items() if key in shown}
    unread = check_fields(used, paths, parts.program.reads)
    warnings = (*parts.warnings, *drawn, *unread)
    return Compiled(content_hash, parts.manifest, parts.program, parts.forms, warnings)


def _read_manifest(bundle: Bundle, parts: _Parts) -> None:
    if FILE not in bundle.files:
        parts.faults.append(Fault(FILE, N_("Falta el archivo manifest.toml.")))
        return
    try:
        parts.manifest = parse_manifest(bundle.files[FILE])
    except ManifestRefused as refused:
        parts.faults.extend(refused.faults)
        return
    parts.faults.extend(check_uses(parts.manifest, bundle.files))


def _read_forms(bundle: Bundle, parts: _Parts) -> None:
    for key, (path, content) in bundle.forms().items():
        try:
            parts.forms[key] = parse_form(content)
        except FormRefused as refused:
            parts.faults.extend(
                Fault(
                    path,
                    problem.sentence,
                    problem.component,
                    hint=problem.hint,
                    facts=problem.facts,
                )
                for problem in refused.problems
            )


def _link_forms(bundle: Bundle, parts: _Parts) -> None:
    """Forms take of one another what they observe or correct."""
    parts.forms, faults = linked(parts.forms)
    paths = {key: path for key, (path, _) in bundle.forms().items()}
    for key, problems in faults.items():
        parts.faults.extend(
            Fault(paths[key], each.sentence, each.component, hint=each.hint, facts=each.facts)
            for each in problems
        )


def _read_decisions(bundle: Bundle, parts: _Parts) -> None:
    for path, content in bundle.ending(".dmn").items():
        try:
            model = parse_model(content, name=path)
        except DmnError as refused:
            parts.faults.extend(
                fault_of(path, problem.sentence, problem.element) for problem in refused.problems
            )
            continue
        _look_at(model, path, parts)
        for decision_id in {decision.id for decision in model.decisions.values()}:
            if decision_id in parts.decisions:
                sentence = phrase(
                    N_("La decisión «%(name)s» está también en otro archivo."), name=decision_id
                )
                parts.faults.append(fault_of(path, sentence, decision_id))
            parts.decisions[decision_id] = model


def _look_at(model: Model, path: str, parts: _Parts) -> None:
    """What can be told of a decision table without running it."""
    for finding in check(model, functions=_HOST_FUNCTIONS):
        said = finding.sentence
        fault = Fault(
            path, said.text, finding.element, rule="decision", severity=str(finding.severity),
            facts=said.facts,
        )  # fmt: skip
        told = parts.faults if finding.severity is Severity.ERROR else parts.warnings
        told.append(fault)


def _read_diagrams(bundle: Bundle, parts: _Parts) -> None:
    diagrams = bundle.ending(".bpmn")
    if not diagrams:
        parts.faults.append(Fault("", N_("La carpeta no tiene ningún diagrama (.bpmn).")))
        return
    manifest = parts.manifest
    try:
        parts.program = compile_program(
            diagrams,
            decisions=parts.decisions,
            roles=manifest.roles if manifest else {},
            form_keys=frozenset(bundle.forms()),
            process=manifest.process if manifest else None,
            also_reads=_also_read(parts),
        )
    except ModelRefused as refused:
        parts.faults.extend(as_fault(problem) for problem in refused.problems)


def _also_read(parts: _Parts) -> frozenset[str]:
    """What forms and the summary of a case read must be kept in the case."""
    names: set[str] = set()
    for form in parts.forms.values():
        names |= form.reads
    for glance in parts.manifest.glance if parts.manifest else ():
        try:
            names |= compile_expression(glance.expression).names
        except FeelSyntaxError as fault:
            sentence = phrase(
                N_("La expresión «%(text)s» de «%(label)s» no se entiende: %(why)s"),
                text=glance.expression, label=glance.label, why=fault.sentence,
            )  # fmt: skip
            parts.faults.append(fault_of(FILE, sentence))
    for rule in parts.manifest.exclude if parts.manifest else ():
        try:
            names |= compile_expression(rule.people).names
        except FeelSyntaxError as fault:
            sentence = phrase(
                N_("La expresión «%(text)s» de [[exclude]] no se entiende: %(why)s"),
                text=rule.people, why=fault.sentence,
            )  # fmt: skip
            parts.faults.append(fault_of(FILE, sentence))
    return frozenset(
        names | _read_by_service(parts) | _read_by_sentences(parts) | _read_by_letters(parts)
    )


def _read_by_service(parts: _Parts) -> set[str]:
    """Which requirements are asked for depends on answers: those must be kept."""
    service = parts.manifest.service if parts.manifest else None
    conditions = service.conditions if service else ()  # understood when the manifest was read
    return set().union(*(compile_expression(each).names for each in conditions))


def _read_by_letters(parts: _Parts) -> set[str]:
    """A letter is filled with what its case knows: that must be kept."""
    names: set[str] = set()
    for key, kind in parts.manifest.letters.items() if parts.manifest else ():
        for paragraph in kind.text.split("\n\n"):
            try:
                names |= parse_template(paragraph).names
            except FeelSyntaxError as fault:
                sentence = phrase(
                    N_("El texto de la carta «%(name)s» no se entiende: %(why)s"),
                    name=key, why=fault.sentence,
                )  # fmt: skip
                parts.faults.append(fault_of(FILE, sentence))
    return names


def _read_by_sentences(parts: _Parts) -> set[str]:
    names: set[str] = set()
    for element_id, text in parts.manifest.sentences.items() if parts.manifest else ():
        try:
            names |= parse_template(text).names
        except FeelSyntaxError as fault:
            sentence = phrase(
                N_("La frase de «%(name)s» no se entiende: %(why)s"),
                name=element_id, why=fault.sentence,
            )  # fmt: skip
            parts.faults.append(fault_of(FILE, sentence, element_id))
    return names


def as_fault(problem: Problem) -> Fault:
    """What the diagram's check found, as every check tells it."""
    return Fault(
        problem.file,
        problem.message,
        problem.element_id,
        problem.element_name,
        problem.rule,
        problem.advice,
        severity=str(problem.severity),
        consequence=problem.consequence,
        facts=problem.facts,
        fix=problem.fix,
    )
