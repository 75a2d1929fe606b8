"""The facts of a case that its process chose to show, each written as it is read."""

from __future__ import annotations

from functools import lru_cache

from engine.definitions.manifest import Glance
from engine.feel import Expression, compile_expression
from engine.values import Value
from ui.cases.scene import CaseScene
from ui.facts import written
from ui.parts import Pair
from ui.visit import Member


@lru_cache(maxsize=1024)
def compiled(expression: str) -> Expression:
    """The expression of a manifest, without the `=` that may begin it."""
    return compile_expression(expression.removeprefix("="))


def glance_pairs(scene: CaseScene, here: Member) -> list[Pair]:
    """Label and value; facts that are not known yet are left out."""
    pairs = []
    for fact in scene.definition.manifest.glance:
        value = value_of(fact, scene)
        if value is not None:
            pairs.append(Pair(fact.label, written(value, fact.format, here)))
    return pairs


def value_of(fact: Glance, scene: CaseScene) -> Value:
    """What the case holds for a fact; None when it holds nothing, or not yet."""
    host = scene.surroundings.clocked_host
    return compiled(fact.expression).evaluate(scene.data, host=host)
