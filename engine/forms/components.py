"""The parts of a form after parsing: what is asked, with its rules. Nothing here is HTML.

One class serves every kind; which attributes have a meaning for a kind is said in `schema`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from engine.feel import Expression
from engine.forms.patterns import Pattern
from engine.forms.templates import NOTHING, Template

Limit = Decimal | Expression | None


class Kind(StrEnum):
    """The kinds of component, by their names in form-js. filepicker: documents of the step;
    signature: one of them, drawn by hand or written; expression: computed from the answers; page:
    one of several pages of a form; table, html, image, spacer and separator: only for the eye.

    `signature`, `address` (a place of the country's list with street, number and reference) and
    `location` (a point) are our own, as form-js lets one add components by their type."""

    TEXTFIELD = "textfield"
    TEXTAREA = "textarea"
    NUMBER = "number"
    DATE = "datetime"
    CHECKBOX = "checkbox"
    RADIO = "radio"
    SELECT = "select"
    CHECKLIST = "checklist"
    TAGLIST = "taglist"
    FILEPICKER = "filepicker"
    SIGNATURE = "signature"
    ADDRESS = "address"
    LOCATION = "location"
    EXPRESSION = "expression"
    GROUP = "group"
    DYNAMICLIST = "dynamiclist"
    PAGE = "page"
    TEXT = "text"
    HTML = "html"
    IMAGE = "image"
    TABLE = "table"
    SEPARATOR = "separator"
    SPACER = "spacer"


AROUND = frozenset({"expediente", "usuario", "solicitante"})
"""What a prefill may read besides the data: the people of the case, who fills the form in, and who
asks for a case that is not begun yet."""
CHOICES = frozenset({Kind.RADIO, Kind.SELECT, Kind.CHECKLIST, Kind.TAGLIST})
SEVERAL = frozenset({Kind.CHECKLIST, Kind.TAGLIST})
FOLDERS = frozenset({Kind.GROUP, Kind.PAGE})
"""What holds parts without repeating them."""
PLACED = frozenset({Kind.ADDRESS, Kind.LOCATION})
"""What asks where something is: read with the ground of the municipality."""
CONTAINERS = FOLDERS | {Kind.DYNAMICLIST}
SHOWN_ONLY = frozenset({Kind.TEXT, Kind.HTML, Kind.IMAGE, Kind.TABLE, Kind.SEPARATOR, Kind.SPACER})
FILES = frozenset({Kind.FILEPICKER, Kind.SIGNATURE})
"""What asks for documents: the answer is a file of the case, no value of its own."""
KIND_BY = "kind_by"
"""The property of a file field in a list: which value of its row tells its file from others."""
ANSWERED = frozenset(Kind) - CONTAINERS - SHOWN_ONLY - FILES - {Kind.EXPRESSION}


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose: the value that goes to the case, its label and what it leads to."""

    value: str | Decimal | bool
    label: str
    consequence: str = ""

    @property
    def text(self) -> str:
        """The value as the control sends it."""
        return option_text(self.value)


@dataclass(frozen=True, slots=True)
class Source:
    """Where options come from: written in the form, computed from the data of the case, or what of
    the form `declared` was answered."""

    written: tuple[Option, ...] = ()
    computed: Expression | None = None
    consequences: Mapping[str, str] = field(default_factory=dict)
    declared: "Form | None" = None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: the name of its value in a row, and its heading."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class Rows:
    """What a table shows: `data` gives its rows, `columns` are written or computed; at most
    `shown` rows at a time."""

    data: Expression | None = None
    columns: tuple[Column, ...] = ()
    computed: Expression | None = None
    shown: int = 100


@dataclass(frozen=True, slots=True)
class Taken:
    """What a field takes of a register, by the answer of another: `key` is the way to that one from
    the form, inside of a list from its row."""

    register: str
    key: tuple[str, ...]
    take: str


@dataclass(frozen=True, slots=True)
class Rules:
    """What an answer must keep. Lengths in characters, dates both included, numbers likewise."""

    required: bool = False
    min: Limit = None
    max: Limit = None
    min_length: Limit = None
    max_length: Limit = None
    pattern: Pattern | None = None
    validation: str = ""
    decimal_digits: int | None = None
    increment: Limit = None
    earliest: Expression | None = None
    latest: Expression | None = None
    no_past: bool = False
    min_rows: int = 0
    max_rows: int = 100
    min_files: int = 0
    max_files: int = 20
    largest_mb: int | None = None


@dataclass(frozen=True, slots=True)
class Component:
    """A field, a container or a piece of text.

    `subtype` of a date: "" (a day), "time" or "datetime". `row` names the line that it shares with
    others on a wide page, `columns` how much of it, in sixteenths.
    `path` is where the answer goes inside its container; empty for a container without one.
    `observes` and `corrects` name the form that was declared, which is `declared` once it is
    found; in a correction each field says in which rows (`asked_of`) and as what (`asked_as`) it is
    marked (see `observing`).
    `prefill` is what the field opens with where the case knows nothing of it yet, `taken` what it
    is filled with of a register once its key is typed.
    `locked` fields are shown and never accepted. `properties` are the custom ones, for the page."""

    kind: Kind
    path: tuple[str, ...] = ()
    label: Template = NOTHING
    hint: Template = NOTHING
    text: Template = NOTHING
    rules: Rules = field(default_factory=Rules)
    source: Source | None = None
    table: Rows | None = None
    subtype: str = ""
    row: str = ""
    columns: int | None = None
    hide: Expression | None = None
    locked: bool | Expression = False
    default: object = None
    prefill: Expression | None = None
    taken: Taken | None = None
    expression: Expression | None = None
    format: str = ""
    currency: str = ""
    prefix: str = ""
    suffix: str = ""
    document_kind: str = ""
    accept: str = ""
    multiple: bool = False
    rows_fixed: bool = False
    rows_at_first: int = 1
    children: tuple["Component", ...] = ()
    properties: Mapping[str, str] = field(default_factory=dict)
    observes: str = ""
    corrects: str = ""
    declared: "Form | None" = None
    asked_of: str = ""
    asked_as: str = ""

    @property
    def key(self) -> str:
        """The name of the answer inside its container."""
        return ".".join(self.path)


@dataclass(frozen=True, slots=True)
class Form:
    """A form as deployed: `components` as drawn, `fields` the ones that a person answers."""

    id: str
    components: tuple[Component, ...]

    @property
    def fields(self) -> tuple[Component, ...]:
        """Every component that takes an answer, lists and groups opened, in order."""
        answered = ANSWERED | FILES
        return tuple(part for part in every_part(self.components) if part.kind in answered)

    @property
    def pages(self) -> tuple[Component, ...]:
        """The pages in their order; none when all of it stands on one."""
        return tuple(part for part in self.components if part.kind is Kind.PAGE)

    @property
    def reads(self) -> frozenset[str]:
        """The names that its expressions read, of the case or of the form."""
        names = (_names_of(part) for part in every_part(self.components))
        return frozenset[str]().union(*names) - AROUND

    @property
    def writes(self) -> frozenset[str]:
        """The names under which its answers enter the case."""
        return frozenset(_written_by(self.components))


def every_part(components: tuple[Component, ...]) -> Iterator[Component]:
    """The components and, after each container, what it holds."""
    for component in components:
        yield component
        yield from every_part(component.children)


def kind_in(part: Component, scope: Mapping[str, object]) -> str:
    """Under which kind a file that a field asks for is filed; of a row, with its own value."""
    by = part.properties.get(KIND_BY)
    return f"{part.document_kind}.{scope.get(by)}" if by else part.document_kind


def option_text(value: str | Decimal | bool) -> str:
    """The value of an option as its control sends it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else format(value, "f")


def _written_by(components: tuple[Component, ...]) -> Iterator[str]:
    """The first name of each path; a container without one hands on what it holds."""
    for component in components:
        if component.path:
            yield component.path[0]
        else:
            yield from _written_by(component.children)


def _names_of(part: Component) -> frozenset[str]:
    rules = part.rules
    limits = (rules.min, rules.max, rules.min_length, rules.max_length, rules.increment)
    found: list[object] = [
        part.hide,
        part.locked,
        part.expression,
        part.prefill,
        rules.earliest,
        rules.latest,
        *limits,
    ]
    found += [*part.label.parts, *part.hint.parts, *part.text.parts]
    if part.source:
        found.append(part.source.computed)
    if part.asked_of:
        found_names = frozenset({part.asked_of.partition(".")[0], *part.path[:1]})
    elif part.observes and part.declared:
        found_names = frozenset(_written_by(part.declared.components))
    else:
        found_names = frozenset()
    if part.table:
        found += [part.table.data, part.table.computed]
    return found_names.union(*(item.names for item in found if isinstance(item, Expression)))
