"""Where the manifest of a process and its diagram do not fit together. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from engine.bpmn import Program
from engine.definitions.faults import fault_of
from engine.definitions.manifest import FILE, Manifest
from engine.identity.house import APPLICANT
from engine.refusals import Fault
from engine.sentences import N_, phrase


def contradictions(manifest: Manifest, program: Program) -> Iterator[Fault]:
    """Where the manifest and the diagram do not fit together."""
    ids = {element.id for element in program.elements}
    for stage in manifest.stages:
        for element_id in stage.elements:
            if element_id not in ids:
                sentence = phrase(
                    N_("La etapa «%(stage)s» nombra «%(name)s», que no está en el diagrama."),
                    stage=stage.title, name=element_id,
                )  # fmt: skip
                yield fault_of(FILE, sentence, element_id)
    for pattern, named in (
        (
            N_("[[separate]] nombra «%(name)s», que no está en el diagrama."),
            {each for rule in manifest.separate for each in rule.elements},
        ),
        (
            N_("[[exclude]] nombra «%(name)s», que no está en el diagrama."),
            {each for rule in manifest.exclude for each in rule.elements},
        ),
        (
            N_("[[enacts]] nombra «%(name)s», que no está en el diagrama."),
            {rule.element for rule in manifest.enacts},
        ),
        (
            N_("La frase de «%(name)s» no tiene lugar: no está en el diagrama."),
            set(manifest.sentences),
        ),
        (
            N_("[publication] nombra «%(name)s», que no está en el diagrama."),
            set(manifest.publication.elements),
        ),
    ):
        for element_id in sorted(named - ids):
            yield fault_of(FILE, phrase(pattern, name=element_id), element_id)
    for element in program.elements:
        if element.role and element.role not in {APPLICANT, *manifest.role_titles}:
            sentence = phrase(
                N_("El rol «%(role)s» no tiene nombre en [role_titles]."), role=element.role
            )
            yield fault_of(FILE, sentence, element.id, element.name)
