"""What one component of a form says about itself, key by key."""

from dataclasses import replace

from engine.feel import Expression
from engine.forms import showing
from engine.forms.choices import CONSEQUENCE, source_of
from engine.forms.components import (
    ANSWERED,
    CHOICES,
    CONTAINERS,
    FOLDERS,
    SHOWN_ONLY,
    Component,
    Kind,
    Rules,
    Taken,
)
from engine.forms.locations import ALLOWED, OUTSIDE
from engine.forms.patterns import LONGEST, Pattern, parse_pattern
from engine.forms.reader import Reader
from engine.forms.schema import CURRENCIES, FORMATS, PROPERTIES, REQUIRED_ONLY, VALIDATE_KEYS
from engine.forms.templates import Template
from engine.sentences import N_

PICTURES = "image/png,image/jpeg"
"""What a signature may be."""
SIGNATURE_MB = 2


def common(kind: Kind, reader: Reader) -> Component:
    """What components of every kind may have."""
    properties = reader.inside("properties")
    conditional = reader.inside("conditional")
    conditional.only({"hide"}, N_("La condición"))
    layout = reader.inside("layout")
    layout.only({"row", "columns"}, N_("La disposición"))
    return Component(
        kind,
        path=_path(kind, reader),
        label=_label(reader),
        hint=reader.template("description"),
        rules=_rules(kind, reader, properties),
        hide=conditional.expression("hide"),
        locked=reader.flag_or_expression("disabled") or reader.flag_or_expression("readonly"),
        default=reader.data.get("defaultValue"),
        prefill=_prefill(kind, properties),
        taken=_taken(kind, properties),
        format=_format(kind, properties),
        row=layout.text("row"),
        columns=layout.whole("columns", default=0, low=1, high=16) or None,
        properties=_properties(kind, properties),
        observes=properties.text("observes") if kind is Kind.DYNAMICLIST else "",
        corrects=properties.text("corrects") if kind is Kind.GROUP else "",
    )


def _prefill(kind: Kind, properties: Reader) -> Expression | None:
    """What a field opens with; only what takes an answer of its own may."""
    if kind not in ANSWERED:
        for key in ("prefill", "prefill_source"):
            if properties.data.get(key):
                properties.fault(
                    N_("«%(key)s» solo vale en campos que se responden"), N_("Quítela."), key=key
                )
        return None
    found = properties.expression("prefill")
    if found is None and properties.data.get("prefill_source"):
        properties.fault(N_("«prefill_source» no vale sin «prefill»"), N_("Quítela."))
    return found


def _taken(kind: Kind, properties: Reader) -> Taken | None:
    """What it takes of a register: named by three properties, of what takes an answer."""
    given = [key for key in ("register", "register_key", "register_take") if properties.text(key)]
    if not given:
        return None
    if kind not in ANSWERED:
        properties.fault(
            N_("«%(key)s» solo vale en campos que se responden"), N_("Quítela."), key=given[0]
        )
        return None
    if len(given) < 3:
        properties.fault(
            N_("«register», «register_key» y «register_take» van juntas"),
            N_("Diga el registro, el campo con su clave y el dato que se trae."),
        )
        return None
    register, take = properties.text("register"), properties.text("register_take")
    return Taken(register, properties.path("register_key"), take)


def _label(reader: Reader) -> Template:
    """Dates and hours have labels of their own names."""
    names = ("dateLabel", "timeLabel", "label")
    return reader.template(next((name for name in names if reader.data.get(name)), "label"))


def with_its_own(component: Component, reader: Reader) -> Component:
    """The component with what only its kind has."""
    kind = component.kind
    if kind in CHOICES:
        return replace(component, source=source_of(reader))
    if kind is Kind.TEXT:
        return replace(component, text=reader.template("text"))
    if kind is Kind.EXPRESSION:
        return _computed(component, reader)
    if kind is Kind.FILEPICKER:
        return _filepicker(component, reader)
    if kind is Kind.LOCATION and component.properties.get(OUTSIDE, ALLOWED) != ALLOWED:
        reader.fault(N_("«outside» de un punto solo puede ser «allowed»"), N_("Quítela."))
    if kind is Kind.SIGNATURE:
        return _signature(component)
    if kind in (Kind.NUMBER, Kind.TEXTFIELD):
        return _adorned(component, reader)
    if kind is Kind.DATE:
        return _dated(component, reader)
    show = {Kind.HTML: showing.html, Kind.IMAGE: showing.image, Kind.TABLE: showing.table}
    return show[kind](component, reader) if kind in show else component


def _path(kind: Kind, reader: Reader) -> tuple[str, ...]:
    if kind in SHOWN_ONLY:
        return ()
    path = reader.path("path" if kind in CONTAINERS else "key")
    if not path and kind not in FOLDERS:
        reader.fault(N_("Falta el nombre del dato"), N_("Escriba la clave del componente."))
    return path


def _rules(kind: Kind, reader: Reader, properties: Reader) -> Rules:
    validate = reader.inside("validate")
    validate.only(VALIDATE_KEYS.get(kind, REQUIRED_ONLY), N_("La regla"))
    digits = None
    if reader.data.get("decimalDigits") is not None:
        digits = reader.whole("decimalDigits", default=2, low=0, high=10)
    validation = validate.text("validationType")
    if validation not in ("", "custom", "email", "phone"):
        reader.fault(
            N_("La validación «%(validation)s» no se admite"), N_("Use «email» o «phone»."),
            validation=validation,
        )  # fmt: skip
    return Rules(
        required=validate.flag("required"),
        min=validate.limit("min"),
        max=validate.limit("max"),
        min_length=validate.limit("minLength"),
        max_length=validate.limit("maxLength"),
        pattern=_pattern(validate),
        validation="" if validation == "custom" else validation,
        decimal_digits=digits,
        increment=reader.limit("increment"),
        earliest=properties.expression("earliest"),
        latest=properties.expression("latest"),
        no_past=reader.flag("disallowPassedDates"),
        min_rows=properties.whole("min_rows", default=0, low=0, high=100),
        max_rows=properties.whole("max_rows", default=100, low=1, high=100),
        min_files=properties.whole("min_files", default=0, low=0, high=20),
        max_files=properties.whole("max_files", default=20, low=1, high=20),
        largest_mb=properties.whole("max_mb", default=0, low=1, high=10_000) or None,
    )


def _pattern(validate: Reader) -> Pattern | None:
    text = validate.text("pattern")
    if not text:
        return None
    pattern = parse_pattern(text)
    if pattern is None:
        validate.fault(
            N_("El patrón no se entiende o es demasiado largo"),
            N_("Use una expresión regular sencilla, de %(most)s caracteres como máximo."),
            most=LONGEST,
        )  # fmt: skip
    return pattern


def _properties(kind: Kind, properties: Reader) -> dict[str, str]:
    known = PROPERTIES[None] | PROPERTIES.get(kind, frozenset())
    found: dict[str, str] = {}
    for key, value in properties.data.items():
        consequence = kind in CHOICES and key.startswith(CONSEQUENCE)
        if key not in known and not consequence:
            properties.fault(
                N_("La propiedad propia «%(key)s» no se admite en este componente"),
                N_("Se admiten: %(known)s."), key=key, known=', '.join(sorted(known)),
            )  # fmt: skip
        elif isinstance(value, str):
            found[key] = value
        else:
            properties.fault(N_("La propiedad propia «%(key)s» debe ser un texto"), key=key)
    return found


def _format(kind: Kind, properties: Reader) -> str:
    name = properties.text("format")
    if name and name not in FORMATS.get(kind, frozenset()):
        properties.fault(N_("El formato «%(name)s» no se admite en este componente"), name=name)
        return ""
    return name


def _currency(component: Component, reader: Reader) -> str:
    currency = component.properties.get("currency", "PEN" if component.format == "money" else "")
    if currency and currency not in CURRENCIES:
        reader.fault(
            N_("La moneda «%(currency)s» no se admite"), N_("Use %(known)s."), currency=currency,
            known=', '.join(CURRENCIES),
        )  # fmt: skip
    if currency and component.format != "money":
        reader.fault(N_("Solo un monto tiene moneda"), N_("Ponga «money» como formato."))
    return currency


def _adorned(component: Component, reader: Reader) -> Component:
    appearance = reader.inside("appearance")
    appearance.only({"prefixAdorner", "suffixAdorner"}, N_("El adorno"))
    return replace(
        component,
        currency=_currency(component, reader),
        prefix=appearance.text("prefixAdorner"),
        suffix=appearance.text("suffixAdorner"),
    )


def _computed(component: Component, reader: Reader) -> Component:
    if reader.text("computeOn") not in ("", "change", "presubmit"):
        reader.fault(N_("«computeOn» debe ser «change» o «presubmit»"))
    expression = reader.expression("expression")
    if expression is None:
        reader.fault(N_("Falta la expresión que se calcula"), N_("Escríbala y empiece con «=»."))
    return replace(component, expression=expression, currency=_currency(component, reader))


def _dated(component: Component, reader: Reader) -> Component:
    subtype = reader.text("subtype")
    if subtype not in ("", "date", "time", "datetime"):
        reader.fault(
            N_("El subtipo «%(subtype)s» no se admite"), N_("Use «date», «time» o «datetime»."),
            subtype=subtype,
        )  # fmt: skip
    reader.flag("use24h")
    reader.whole("timeInterval", default=15, low=1, high=60)
    if reader.text("timeSerializingFormat") not in ("", "no_timezone"):
        reader.fault(
            N_("Las horas se guardan como se escriben, en la hora de la municipalidad"),
            N_("Ponga «no_timezone» como formato de la hora."),
        )  # fmt: skip
    return replace(component, subtype="" if subtype == "date" else subtype)


def _filepicker(component: Component, reader: Reader) -> Component:
    return replace(
        component,
        document_kind=component.properties.get("kind", component.key),
        accept=reader.text("accept"),
        multiple=reader.flag_or_expression("multiple") is not False,
    )


def _signature(component: Component) -> Component:
    """One picture, small: what is drawn takes a few kilobytes, a photograph of paper more."""
    rules = component.rules
    return replace(
        component,
        document_kind=component.properties.get("kind", component.key),
        accept=PICTURES,
        rules=replace(rules, largest_mb=rules.largest_mb or SIGNATURE_MB),
    )
