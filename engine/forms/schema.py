"""What each kind of form-js component may carry. What is not here is refused, never ignored.

Keys that only place things for the eye (layout, showOutline, the labels of a page's buttons) are
taken and have no effect on what reaches the case.
"""

from engine.forms.components import Kind
from engine.forms.identities import IDENTITIES
from engine.sentences import N_

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

MULTIPAGE_KEYS = frozenset(
    {"type", "id", "layout", "components", "showSubmit", "disableInvalidNavigation"}
)
KEYS: dict[Kind, frozenset[str]] = {
    Kind.TEXTFIELD: _ANSWER | {"appearance"},
    Kind.TEXTAREA: _ANSWER,
    Kind.NUMBER: _ANSWER | {"appearance", "decimalDigits", "increment"},
    Kind.DATE: _ANSWER
    | {"subtype", "dateLabel", "timeLabel", "disallowPassedDates"}
    | {"use24h", "timeInterval", "timeSerializingFormat"},
    Kind.CHECKBOX: _ANSWER,
    Kind.RADIO: _CHOICE,
    Kind.SELECT: _CHOICE | {"searchable"},
    Kind.CHECKLIST: _CHOICE,
    Kind.TAGLIST: _CHOICE,
    Kind.FILEPICKER: _INPUT | {"accept", "multiple"},
    Kind.SIGNATURE: _INPUT,
    Kind.ADDRESS: _INPUT,
    Kind.LOCATION: _INPUT,
    Kind.EXPRESSION: _COMMON | {"key", "expression", "computeOn"},
    Kind.GROUP: _CONTAINER,
    Kind.PAGE: _COMMON | {"label", "components", "nextLabel", "backLabel", "submitLabel"},
    Kind.DYNAMICLIST: _CONTAINER
    | {"isRepeating", "allowAddRemove", "defaultRepetitions", "disableCollapse"}
    | {"nonCollapsedItems"},
    Kind.TEXT: _COMMON | {"text"},
    Kind.HTML: _COMMON | {"content"},
    Kind.IMAGE: _COMMON | {"source", "alt"},
    Kind.TABLE: _COMMON | {"label", "dataSource", "columns", "columnsExpression", "rowCount"},
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
    None: frozenset(
        {"required_message", "width", "prefill", "prefill_source"}
        | {"register", "register_key", "register_take"}
    ),
    Kind.TEXTFIELD: frozenset({"format", "pattern_message", "autocomplete", "known_in"}),
    Kind.TEXTAREA: frozenset({"rows"}),
    Kind.NUMBER: frozenset({"format", "currency"}),
    Kind.DATE: frozenset({"earliest", "latest"}),
    Kind.FILEPICKER: frozenset({"kind", "kind_by", "max_mb", "min_files", "max_files"}),
    Kind.SIGNATURE: frozenset({"kind", "max_mb"}),
    Kind.LOCATION: frozenset({"outside"}),
    Kind.GROUP: frozenset({"page", "corrects", "observations"}),
    Kind.DYNAMICLIST: frozenset({"min_rows", "max_rows", "observes"}),
    Kind.TEXT: frozenset({"tone"}),
    Kind.EXPRESSION: frozenset({"format", "currency", "label"}),
}

FORMATS: dict[Kind, frozenset[str]] = {
    Kind.TEXTFIELD: frozenset(IDENTITIES),
    Kind.NUMBER: frozenset({"money", "percent"}),
    Kind.EXPRESSION: frozenset({"money", "percent", "date", "number", "text"}),
}
CURRENCIES = {"PEN": 2, "USD": 2, "BOB": 2, "BRL": 2, "COP": 2, "MXN": 2, "CLP": 0, "PYG": 0}

# Components of form-js that we do not take, and what to do instead.
NOT_TAKEN = {
    "button": N_("Quítelo: la página de la tarea ya tiene su botón."),
    "iframe": N_("Quítelo: las páginas no muestran sitios ajenos."),
    "documentPreview": N_("Quítela: los documentos ya se muestran al lado de la tarea."),
    "multipage": N_("Las páginas van en el primer nivel del formulario, una sola vez."),
}
