"""What each kind of form-js component may carry. What is not here is refused, never ignored.

Keys that only place things for the eye (layout, showOutline) are taken and have no effect on what
reaches the case.
"""

from engine.forms.components import Kind

FORM_KEYS = frozenset(
    {"type", "id", "components", "schemaVersion", "executionPlatform"}
    | {"executionPlatformVersion", "versionTag", "exporter"}
)
NEWEST_SCHEMA = 20

_COMMON = frozenset({"type", "id", "layout", "conditional", "properties"})
_INPUT = _COMMON | {"key", "label", "description", "disabled", "readonly", "validate"}
_ANSWER = _INPUT | {"defaultValue"}
_CHOICE = _ANSWER | {"values", "valuesKey", "valuesExpression"}
_CONTAINER = _COMMON | {"label", "path", "components", "showOutline", "verticalAlignment"}

KEYS: dict[Kind, frozenset[str]] = {
    Kind.TEXTFIELD: _ANSWER | {"appearance"},
    Kind.TEXTAREA: _ANSWER,
    Kind.NUMBER: _ANSWER | {"appearance", "decimalDigits", "increment"},
    Kind.DATE: (_ANSWER - {"label"}) | {"label", "subtype", "dateLabel", "disallowPassedDates"},
    Kind.CHECKBOX: _ANSWER,
    Kind.RADIO: _CHOICE,
    Kind.SELECT: _CHOICE | {"searchable"},
    Kind.CHECKLIST: _CHOICE,
    Kind.TAGLIST: _CHOICE,
    Kind.FILEPICKER: _INPUT | {"accept", "multiple"},
    Kind.EXPRESSION: _COMMON | {"key", "expression", "computeOn"},
    Kind.GROUP: _CONTAINER,
    Kind.DYNAMICLIST: _CONTAINER
    | {"isRepeating", "allowAddRemove", "defaultRepetitions", "disableCollapse"}
    | {"nonCollapsedItems"},
    Kind.TEXT: _COMMON | {"text"},
    Kind.SEPARATOR: _COMMON,
    Kind.SPACER: _COMMON | {"height"},
}

VALIDATE_KEYS: dict[Kind, frozenset[str]] = {
    Kind.TEXTFIELD: frozenset({"required", "minLength", "maxLength", "pattern", "validationType"}),
    Kind.TEXTAREA: frozenset({"required", "minLength", "maxLength"}),
    Kind.NUMBER: frozenset({"required", "min", "max"}),
}
REQUIRED_ONLY = frozenset({"required"})

# Custom properties, by kind; every kind may also have those under None.
PROPERTIES: dict[Kind | None, frozenset[str]] = {
    None: frozenset({"required_message", "width"}),
    Kind.TEXTFIELD: frozenset({"format", "pattern_message", "autocomplete"}),
    Kind.TEXTAREA: frozenset({"rows"}),
    Kind.NUMBER: frozenset({"format", "currency"}),
    Kind.DATE: frozenset({"earliest", "latest"}),
    Kind.FILEPICKER: frozenset({"kind"}),
    Kind.DYNAMICLIST: frozenset({"min_rows", "max_rows"}),
    Kind.TEXT: frozenset({"tone"}),
    Kind.EXPRESSION: frozenset({"format", "currency", "label"}),
}

FORMATS: dict[Kind, frozenset[str]] = {
    Kind.TEXTFIELD: frozenset({"ruc", "dni"}),
    Kind.NUMBER: frozenset({"money", "percent"}),
    Kind.EXPRESSION: frozenset({"money", "percent", "date", "number", "text"}),
}
CURRENCIES = {"PEN": 2, "USD": 2, "BOB": 2, "BRL": 2, "COP": 2, "MXN": 2, "CLP": 0, "PYG": 0}

# Components of form-js that we do not take, and what to do instead.
NOT_TAKEN = {
    "button": "Quítelo: la página de la tarea ya tiene su botón.",
    "html": "Use un componente de texto.",
    "image": "Quítela o adjunte el documento a la tarea.",
    "iframe": "Quítelo: las páginas no muestran sitios ajenos.",
    "table": "Use un texto o una lista; los datos del expediente ya se muestran al lado.",
    "documentPreview": "Quítela: los documentos ya se muestran al lado de la tarea.",
    "multipage": "Use grupos: cada tarea es una página.",
    "page": "Use grupos: cada tarea es una página.",
}
