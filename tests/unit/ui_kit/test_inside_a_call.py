"""The page of a case calls the diagram inside a call by the name of the call that waits."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from engine.definitions.compilation import compile_bundle
from processes.registry import family
from ui.cases.present import called_title


@pytest.mark.parametrize(
    ("process", "here", "title"),
    [
        ("evaluacion", {"evaluar", "evaluacion_decidir"}, "Evaluar la solicitud"),
        ("subsanacion", {"recibir", "recepcion_subsanar"}, "Pedir que subsane"),
        ("subsanacion", {"evaluar", "evaluacion_subsanar"}, "Pedir que subsane"),
        ("firma", set(), "Firmar la resolución"),
        ("otra_cosa", set(), "Otra cosa"),
    ],
)
def test_it_is_the_call_that_calls_it(process: str, here: set[str], title: str) -> None:
    program = compile_bundle(family("licencia_funcionamiento").bundle).program
    scene: Any = SimpleNamespace(
        definition=SimpleNamespace(program=program), visited=SimpleNamespace(here=here)
    )
    assert called_title(process, scene) == title
