"""The options of a choice: written in the form, named by a value of the case, or computed."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from engine.forms.components import Option, Source
from engine.forms.reader import Reader
from engine.sentences import N_

MOST_OPTIONS = 1_000
CONSEQUENCE = "consequence_"


def source_of(reader: Reader) -> Source:
    """Where the options of this component come from."""
    given = [key for key in ("values", "valuesKey", "valuesExpression") if reader.data.get(key)]
    if len(given) != 1:
        reader.fault(
            N_("Las opciones deben venir de un solo lugar"), N_("Escríbalas o calcúlelas.")
        )
        return Source()
    consequences = {
        key.removeprefix(CONSEQUENCE): value
        for key, value in reader.inside("properties").data.items()
        if key.startswith(CONSEQUENCE) and isinstance(value, str)
    }
    if given == ["values"]:
        written = _written(reader, consequences)
        return Source(written, consequences=consequences)
    if given == ["valuesKey"]:
        path = ".".join(reader.path("valuesKey"))
        computed = Reader({"valuesKey": f"={path}"}, reader.name, reader.faults)
        return Source((), computed.expression("valuesKey"), consequences)
    return Source((), reader.expression("valuesExpression"), consequences)


def _written(reader: Reader, consequences: Mapping[str, str]) -> tuple[Option, ...]:
    listed = reader.data["values"]
    if not isinstance(listed, list) or len(listed) > MOST_OPTIONS:
        reader.fault(
            N_("Las opciones deben ser una lista de %(most)s como máximo"), most=MOST_OPTIONS
        )
        return ()
    options = tuple(_option(item, reader, consequences) for item in listed)
    texts = Counter(option.text for option in options)
    for text, times in texts.items():
        if times > 1:
            reader.fault(
                N_("La opción «%(text)s» aparece %(times)s veces"), N_("Deje una sola."),
                text=text, times=times,
            )  # fmt: skip
    for unknown in sorted(set(consequences) - set(texts)):
        reader.fault(
            N_("«%(prefix)s%(unknown)s» no corresponde a ninguna opción"), prefix=CONSEQUENCE,
            unknown=unknown,
        )  # fmt: skip
    return options


def _option(item: object, reader: Reader, consequences: Mapping[str, str]) -> Option:
    fields = item if isinstance(item, dict) else {}
    value, label = fields.get("value"), fields.get("label")
    unknown = set(fields) - {"value", "label", "description"}
    if not isinstance(value, str | Decimal | bool) or value == "" or unknown:
        reader.fault(N_("Cada opción debe tener «value» y «label»"), N_("Revise las opciones."))
        return Option("", "")
    option = Option(value, label if isinstance(label, str) and label else str(value))
    told = fields.get("description") or consequences.get(option.text, "")
    return replace(option, consequence=told if isinstance(told, str) else "")
