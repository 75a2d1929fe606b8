"""[service] in manifest.toml: the entry of a process in the catalogue of what citizens may ask for.

Names follow the TUPA of Peru and CPSV-AP's `PublicService`. No number of the law is written here:
a term or a fee is the name of a dated parameter, resolved by the day it is shown or asked for
(`engine/catalogue`); a term that no law fixes may be a number of days. Pure values.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Qualification(StrEnum):
    """What silence means. automatic: granted when it is filed; positive: evaluated, and granted
    when nobody answers in time; negative: evaluated, and whoever gets no answer may take it as a
    refusal."""

    AUTOMATIC = "automatic"
    POSITIVE = "positive"
    NEGATIVE = "negative"


class Bringer(StrEnum):
    """Who brings what is required. citizen: whoever asks; held: the municipality has it already;
    interoperable: it is looked up where another entity keeps it (TUO LPAG, art. 48)."""

    CITIZEN = "citizen"
    HELD = "held"
    INTEROPERABLE = "interoperable"


class Channel(StrEnum):
    """Where it can be asked for. online: at the citizen's window; counter: in person; phone; mail:
    by e-mail."""

    ONLINE = "online"
    COUNTER = "counter"
    PHONE = "phone"
    MAIL = "mail"


class LifeEvent(StrEnum):
    """What happens in somebody's life when they need it (`cv:Event`)."""

    BUSINESS = "business"
    BUILDING = "building"
    LAND = "land"
    TAXES = "taxes"
    FAMILY = "family"
    NEIGHBOURHOOD = "neighbourhood"
    MOBILITY = "mobility"
    SUPPORT = "support"
    COMPLAINT = "complaint"
    INFORMATION = "information"


@dataclass(frozen=True, slots=True)
class Length:
    """How long: by the name of a dated parameter, or a number of days. `unit` as
    `engine.calendar.Unit`; empty: that of the parameter."""

    parameter: str = ""
    days: int = 0
    unit: str = ""


@dataclass(frozen=True, slots=True)
class ServiceTerm:
    """Until when the municipality answers; `title` says in which case, where there are several."""

    length: Length
    title: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class ServiceFee:
    """What it costs, by the name of a dated parameter in money or in percent of the UIT; `title`
    says in which case, `note` when it is paid."""

    parameter: str
    title: str = ""
    note: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Basis:
    """A norm that the service rests upon, and where it can be read."""

    title: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Requirement:
    """What has to be there. `when` says in plain words when it is asked for, `condition` the same
    in FEEL over what was answered; both empty: always."""

    title: str
    source: Bringer = Bringer.CITIZEN
    document: str = ""
    hint: str = ""
    basis: str = ""
    when: str = ""
    condition: str = ""
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Appeal:
    """What whoever disagrees may do: before whom, in how long, and when that one answers."""

    title: str
    body: str
    term: Length
    resolve: Length | None = None
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Control:
    """Which ends of a case are subject to control after the fact: granted without evaluation
    (`automatic`; `when`, in FEEL over the data of the case, where only some were), or by
    `silence`."""

    automatic: tuple[str, ...] = ()
    silence: tuple[str, ...] = ()
    when: str = ""


@dataclass(frozen=True, slots=True)
class Joint:
    """Several services that somebody often needs at once, asked for in one application: this one
    and those of the keys `parts`. `title` is what one wants to do, verb first."""

    key: str
    title: str
    line: str
    parts: tuple[str, ...]
    words: tuple[str, ...] = ()
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Service:
    """The entry. `action` is what a citizen wants to do, verb first («Abrir un negocio»); `line`
    says in one sentence what it is for; `words` are other words that it is looked for by; `margin`
    is how long after its term silence counts, for the answer to arrive. `asked_at`: the page of the
    window where it is asked for, which knows first who asks; empty: the form of its start.
    `bound_when`: FEEL over the data of the case, when the applicant can withdraw it no more."""

    line: str
    whom: str
    office: str
    authority: str
    qualification: Qualification
    minutes: int
    life_events: tuple[LifeEvent, ...]
    steps: tuple[str, ...]
    code: str = ""
    title: str = ""
    action: str = ""
    words: tuple[str, ...] = ()
    legal_basis: tuple[Basis, ...] = ()
    terms: tuple[ServiceTerm, ...] = ()
    margin: Length | None = None
    fees: tuple[ServiceFee, ...] = ()
    free: str = ""
    requirements: tuple[Requirement, ...] = ()
    appeals: tuple[Appeal, ...] = ()
    channels: tuple[Channel, ...] = (Channel.ONLINE, Channel.COUNTER)
    output: str = ""
    validity: str = ""
    notes: tuple[str, ...] = ()
    joint: tuple[Joint, ...] = ()
    control: Control | None = None
    asked_at: str = ""
    bound_when: str = ""

    @property
    def conditions(self) -> tuple[str, ...]:
        """The FEEL expressions that decide which requirements are asked for."""
        return tuple(each.condition for each in self.requirements if each.condition)
