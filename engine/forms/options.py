"""The options that a choice shows now: written in the form, or computed from the data.

What a computation gives that cannot be an option is left out; more than a thousand are not shown.
"""

from collections.abc import Mapping
from decimal import Decimal

from engine.feel import Host, Value
from engine.forms.choices import MOST_OPTIONS
from engine.forms.components import Component, Option, Source, option_text
from engine.forms.observing import labels_in
from engine.forms.templates import as_text


def options_of(
    component: Component, scope: Mapping[str, Value], *, host: Host
) -> tuple[Option, ...]:
    """The options in their order; none when a computation gives no list."""
    source = component.source or Source()
    if source.declared is not None:
        told = labels_in(source.declared, scope)
        return tuple(Option(place, label) for place, label in told.items())
    if source.computed is None:
        return source.written
    found = source.computed.evaluate(scope, host=host)
    if not isinstance(found, list):
        return ()
    options = (_option(item, source) for item in found[:MOST_OPTIONS])
    return tuple(option for option in options if option is not None)


def _option(item: Value, source: Source) -> Option | None:
    told: Value = ""
    label: Value = None
    if isinstance(item, Mapping):
        label, told = item.get("label"), item.get("description")
        item = item.get("value")
    if not isinstance(item, str | Decimal | bool) or item == "":
        return None
    consequence = told if isinstance(told, str) and told else ""
    return Option(
        item,
        as_text(item if label is None else label),
        consequence or source.consequences.get(option_text(item), ""),
    )
