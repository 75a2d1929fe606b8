"""A form made ready to be shown: every visible part with its words, its answer and its fault.

Data only. Texts are those of the form; sentences of errors still wait for the reader's language.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from engine.feel import NO_HOST, Host, Value
from engine.forms.addresses import AddressView, address_view
from engine.forms.checking import most_files
from engine.forms.components import (
    CHOICES,
    PLACED,
    SEVERAL,
    Component,
    Form,
    Kind,
    Option,
    kind_in,
)
from engine.forms.dates import DateParts, parts_of
from engine.forms.errors import FieldError
from engine.forms.identities import IDENTITIES
from engine.forms.locations import PointView, point_view
from engine.forms.names import Tree, at, known_at
from engine.forms.observing import is_partly_open, reason_of
from engine.forms.options import options_of
from engine.forms.outline import Node, known_answers, outline, posted_answers
from engine.forms.reading import raw_text, read
from engine.forms.readings import Reading
from engine.forms.registers import keys_in, source_of
from engine.forms.rows import NOTHING, brought, open_new_rows
from engine.forms.standing import Readings, Standing, read_all, scope_at, settle
from engine.forms.tables import TableView, table_of
from engine.territory import NOWHERE, ground_of

SOURCE = "prefill_source"
"""Says in the words of the form where a prefill comes from."""
SIGNS = {
    "PEN": "S/", "USD": "US$", "BOB": "Bs", "BRL": "R$", "COP": "$", "MXN": "$", "CLP": "$",
    "PYG": "₲",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class FieldView:
    """One part of a form as it is shown now.

    `value` is the text as typed, `parts` the three of a date, `chosen` the texts of the options
    marked ("true" for a ticked box), `typed` the value when it could be read. `text` holds the
    words and values of a piece of text. `children` are the parts of a group or of a row, and the
    rows of a list. `width` is the number of characters expected, `page` the number of a page.
    `note` is what is wrong with a field that is to be corrected; `declared` the fields of another
    form that can be marked as wrong; `brought` where the answer was brought from, as long as it is
    still that. `is_key`: by its answer others are filled from a register; `taken_from` where this
    one's came from so, as long as it is still that, and `taken_mark` what keeps that known."""

    kind: Kind
    name: str
    label: str = ""
    hint: str = ""
    value: str = ""
    parts: DateParts = field(default_factory=DateParts)
    chosen: tuple[str, ...] = ()
    typed: Value = None
    error: FieldError | None = None
    required: bool = False
    locked: bool = False
    options: tuple[Option, ...] = ()
    text: tuple[str | Value, ...] = ()
    children: tuple["FieldView", ...] = ()
    is_row: bool = False
    rows_fixed: bool = False
    width: int | None = None
    format: str = ""
    currency: str = ""
    prefix: str = ""
    suffix: str = ""
    document_kind: str = ""
    accept: str = ""
    multiple: bool = False
    most_files: int = 1
    largest_mb: int | None = None
    subtype: str = ""
    address: AddressView | None = None
    point: PointView | None = None
    table: TableView | None = None
    row: str = ""
    columns: int | None = None
    page: int = 0
    note: str = ""
    brought: str = ""
    is_key: bool = False
    taken_from: str = ""
    taken_mark: str = ""
    declared: tuple["FieldView", ...] = ()
    properties: Mapping[str, str] = field(default_factory=dict)


def view(
    form: Form,
    raw: Mapping[str, Any] | None,
    context: Mapping[str, Value],
    *,
    errors: Collection[FieldError] = (),
    host: Host = NO_HOST,
    point: str = ".",
    around: Mapping[str, Value] = NOTHING,
) -> tuple[FieldView, ...]:
    """The visible parts in their order. Without `raw` (nothing typed yet) fields show the data of
    the case, what is brought from it or their defaults; with it, exactly what was typed. `around`
    is what a prefill may read besides the data."""
    if raw:
        answers = posted_answers(form, raw, context, host=host)
        open_new_rows(form.components, answers, context, around, host)
    else:
        answers = known_answers(form, context, host=host, around=around)
    nodes = outline(form, answers)
    readings = read_all(nodes, answers, context, host=host, point=point)
    standing = settle(nodes, readings, context, host=host)
    by_name = {error.key: error for error in errors}
    pages = {id(page): number for number, page in enumerate(form.pages, 1)}
    keys = keys_in(nodes, standing.hidden)
    painter = _Painter(
        answers, context, readings, standing, by_name, host, point, pages, around, keys
    )
    return painter.views(nodes, standing.scope)


@dataclass(frozen=True, slots=True)
class _Painter:
    answers: Tree
    context: Mapping[str, Value]
    readings: Readings
    standing: Standing
    errors: Mapping[str, FieldError]
    host: Host
    point: str
    pages: Mapping[int, int]
    around: Mapping[str, Value]
    keys: frozenset[str]

    def views(self, nodes: tuple[Node, ...], scope: Mapping[str, Value]) -> tuple[FieldView, ...]:
        """The nodes that are not hidden."""
        return tuple(
            self._view(node, scope) for node in nodes if node.number not in self.standing.hidden
        )

    def _view(self, node: Node, scope: Mapping[str, Value]) -> FieldView:
        part = node.component
        locked = node.number in self.standing.locked
        raw = at(self.answers, node.steps)
        if locked and not node.is_row:
            known = at(scope, node.path)
            raw = part.default if known is None else known
        return FieldView(
            part.kind,
            node.name,
            label=part.label.plain(scope, host=self.host),
            hint=part.hint.plain(scope, host=self.host),
            error=self.errors.get(node.name),
            required=part.rules.required,
            locked=locked,
            text=part.text.resolve(scope, host=self.host),
            children=self._children(node, scope),
            is_row=node.is_row,
            rows_fixed=part.rows_fixed or is_partly_open(part, scope),
            width=_width(part),
            format=part.format,
            currency=part.currency,
            prefix=part.prefix or SIGNS.get(part.currency, ""),
            suffix=part.suffix or ("%" if part.format == "percent" else ""),
            document_kind=kind_in(part, scope),
            accept=part.accept,
            multiple=part.multiple,
            most_files=most_files(part),
            largest_mb=part.rules.largest_mb,
            subtype=part.subtype,
            table=table_of(part, scope, host=self.host),
            row=part.row,
            columns=part.columns,
            page=self.pages.get(id(part), 0),
            note="" if node.is_row else reason_of(part, scope, node.row_number),
            declared=self._declared(node),
            properties=part.properties,
            is_key=node.name in self.keys,
            **self._answer(node, raw, scope, locked),
        )

    def _answer(
        self, node: Node, raw: Any, scope: Mapping[str, Value], locked: bool
    ) -> dict[str, Any]:
        part = node.component
        if part.kind is Kind.EXPRESSION:
            return {"typed": at(scope, node.path)}
        if node.number not in self.readings:
            return {}
        reading = Reading(raw) if locked else self.readings[node.number]
        shown: dict[str, Any] = {"typed": reading.value}
        if not locked and self._is_brought(node, reading, scope):
            shown["brought"] = part.properties.get(SOURCE, "") or _names(part)
        if part.taken and (source := source_of(self.answers, node.steps, reading.value)):
            shown["taken_mark"], shown["taken_from"] = source
        if part.kind in CHOICES:
            shown["options"] = options_of(part, scope, host=self.host)
            shown["chosen"] = _chosen(part, raw)
        elif part.kind is Kind.CHECKBOX:
            shown["chosen"] = ("true",) if reading.value is True else ()
        elif part.kind is Kind.ADDRESS:
            shown["address"] = address_view(raw, ground_of(self.host))
        elif part.kind is Kind.LOCATION:
            shown["point"] = point_view(raw, ground_of(self.host))
        elif part.kind is Kind.DATE and part.subtype != "time":
            shown["parts"] = parts_of(raw[0] if isinstance(raw, list) and raw else raw)
        else:
            shown["value"] = raw_text(part, raw, point=self.point)
        return shown

    def _is_brought(self, node: Node, reading: Reading, scope: Mapping[str, Value]) -> bool:
        """The field shows what its prefill gives, and the case knows nothing of it itself."""
        part = node.component
        if part.prefill is None or reading.value is None:
            return False
        if known_at(self.context, node.steps) is not None:
            return False
        row = known_at(self.context, node.row) if node.row else None
        given = brought(part, self.context, self.around, self.host, row)
        ground = ground_of(self.host) if part.kind in PLACED else NOWHERE
        options = options_of(part, scope, host=self.host)
        again = read(part, given, options=options, point=self.point, ground=ground)
        return given is not None and again.value == reading.value

    def _declared(self, node: Node) -> tuple[FieldView, ...]:
        """What was declared in another form, as the case knows it, to be read and marked."""
        form = node.component.declared
        if form is None or not node.component.observes or node.is_row:
            return ()
        return view(form, None, self.context, host=self.host, point=self.point)

    def _children(self, node: Node, scope: Mapping[str, Value]) -> tuple[FieldView, ...]:
        if not node.is_list:
            return self.views(node.children, scope)
        rows = at(scope, node.path)
        known = rows if isinstance(rows, list) else []
        return tuple(
            self._view(row, scope_at(scope, known[place] if place < len(known) else None))
            for place, row in enumerate(node.children)
        )


def _chosen(part: Component, raw: Any) -> tuple[str, ...]:
    given = raw if isinstance(raw, list | tuple) else [raw]
    texts = tuple(raw_option(item) for item in given if item not in (None, ""))
    return texts if part.kind in SEVERAL else texts[:1]


def raw_option(item: object) -> str:
    """The text of an option as it was sent or as the case holds it."""
    if isinstance(item, bool):
        return "true" if item else "false"
    return str(item).strip()


def _names(part: Component) -> str:
    """What a prefill reads, where the form has no words for it."""
    return ", ".join(sorted(part.prefill.names)) if part.prefill else ""


def _width(part: Component) -> int | None:
    asked = part.properties.get("width", "")
    if asked.isdecimal():
        return int(asked)
    return IDENTITIES[part.format].width if part.format in IDENTITIES else None
