"""The facts of a case that its process chose to show, each written as it is read."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import lru_cache

from engine.definitions.manifest import Glance, GlanceFormat
from engine.feel import Expression, compile_expression
from engine.values import Value
from ui.cases.scene import CaseScene
from ui.formats import NBSP
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


def written(value: Value, how: GlanceFormat, here: Member) -> str:
    """A value as the manifest says it is written."""
    formats = here.formats
    if isinstance(value, Decimal):
        if how is GlanceFormat.MONEY:
            return formats.money(value)
        places = max(0, -int(value.normalize().as_tuple().exponent))
        number = formats.number(value, min(places, 4))
        return f"{number}{NBSP}%" if how is GlanceFormat.PERCENT else number
    if isinstance(value, bool):
        return here.words.gettext("Sí") if value else here.words.gettext("No")
    if isinstance(value, date):
        return formats.day_words(value, here.today)
    if isinstance(value, list):
        return ", ".join(written(each, how, here) for each in value)
    return str(value)
