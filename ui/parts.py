"""The small values that the component macros show; a page's `present.py` makes them.

Shown words arrive already in the reader's language. A macro asks for these and for plain strings,
never for rows or engine objects, so a page can be drawn (and tested) without a database.
"""

from dataclasses import dataclass
from enum import StrEnum

from markupsafe import Markup


class TermState(StrEnum):
    """Legal time as a person reads it: in time, near, late, paused, or decided by silence."""

    IN_TIME = "ok"
    NEAR = "near"
    LATE = "late"
    PAUSED = "pause"
    SILENCE = "silence"


class Mark(StrEnum):
    """What stands on the line of a history: future, present, a person's act, law or a rule."""

    FUTURE = "future"
    PRESENT = "present"
    PERSON = "person"
    RULE = "rule"


@dataclass(frozen=True, slots=True)
class Term:
    """A due date told in two lines: the word with its icon, then the distance or the reason.

    `pressing` sets the word in a filled pill (from 90 % of the term used)."""

    state: TermState
    word: str
    detail: str = ""
    pressing: bool = False


@dataclass(frozen=True, slots=True)
class NavItem:
    """A line of the navigation: where it leads, and how many things wait there (None: nothing
    ever does). G and `key` lead there from the keyboard."""

    label: str
    href: str
    icon: str
    current: bool = False
    count: int | None = None
    key: str = ""


@dataclass(frozen=True, slots=True)
class Reader:
    """Who is signed in, as the top row shows it, and where the person's menu leads."""

    name: str
    role: str
    links: tuple[tuple[str, str], ...] = ()
    sign_out_href: str = "/sign-out"
    read_only: bool = False


@dataclass(frozen=True, slots=True)
class Shell:
    """What every staff page has around it. `groups` are the navigation's groups, in order;
    `bottom` are the three things of the phone's bottom bar, before «Más»; `printed` says on paper
    who printed it, and of when what it shows is."""

    municipality: str
    home_href: str
    groups: tuple[tuple[NavItem, ...], ...]
    bottom: tuple[NavItem, ...]
    reader: Reader
    search_href: str
    today: str
    holidays: str = ""
    more_href: str = ""
    keys_href: str = ""
    start_href: str = ""
    csrf: str = ""
    accent: str = "#8C3B1E"
    notices_href: str = ""
    unread: int = 0
    printed: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """A term and its value in a glance; `state` colours the value and adds its icon."""

    term: str
    value: str | Markup
    state: TermState | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a history: a sentence (bold parts as Markup), then when, in small type."""

    sentence: str | Markup
    when: str
    mark: Mark = Mark.PERSON


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """A document, or one that is still missing (`kind` "missing", no `href`)."""

    name: str
    detail: str
    kind: str = "pdf"
    href: str = ""
    version: str = ""
    state: TermState | None = None
    state_word: str = ""
    versions_href: str = ""


@dataclass(frozen=True, slots=True)
class Tab:
    """What the list is; `late` tints the count."""

    label: str
    href: str
    count: int | None = None
    current: bool = False
    late: bool = False


@dataclass(frozen=True, slots=True)
class Filter:
    """What narrows the list. Active: its value is shown and `href` removes it."""

    label: str
    href: str
    active: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """An option of a choice, with one line of what it leads to."""

    value: str
    label: str
    consequence: str = ""


@dataclass(frozen=True, slots=True)
class FieldError:
    """A fault of one field: the id of its control and what to do about it. `href` leads to the
    page that the field is on, when it is another."""

    field: str
    message: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A table's column. `sort_href` makes its heading a link that sorts by it."""

    label: str
    numeric: bool = False
    sort_href: str = ""
    sorted: str = ""
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Crumb:
    """A step of the way back."""

    label: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Stage:
    """An element of a diagram in its list twin: name, lane, where it stands (`Water`; empty on the
    page of a process, where nothing runs)."""

    name: str
    water: str
    who: str = ""
    when: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """One thing of a batch that was not done, why, and a way on."""

    subject: str
    reason: str
    href: str = ""
    way_on: str = ""


def tile_of(media_type: str) -> str:
    """pdf, img or doc."""
    if media_type == "application/pdf":
        return "pdf"
    return "img" if media_type.startswith("image/") else "doc"
