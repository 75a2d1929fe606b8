"""What a publisher is told of a case: its steps in order, each with what the case knew by then."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from engine.definitions.loading import Definition
from engine.definitions.publication import PublishedAct
from engine.values import Value
from storage.queries.municipalities import MunicipalityRow


@dataclass(frozen=True, slots=True)
class PublicDocument:
    """One version of a document that whoever asks may read; those before it stay readable."""

    id: int
    version: int
    kind: str
    title: str
    media_type: str
    sha256: str
    filed_at: datetime
    within: str = ""
    """The instances of several in which it was filed, by their path."""

    @property
    def key(self) -> str:
        """What tells it apart."""
        return f"{self.id}-{self.version}"


@dataclass(frozen=True, slots=True)
class Published:
    """An act of a step that the process publishes, with what was sent in with it; `known` is what
    the instances of several that it lies in knew after it, beyond what the case knew."""

    act: PublishedAct
    element: str
    values: Mapping[str, Value]
    again: bool
    known: Mapping[str, Value] = field(default_factory=dict)

    @property
    def tags(self) -> tuple[str, ...]:
        """As what it is published."""
        return (self.again and self.act.again) or self.act.tags


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a case. `seq` is its last event; `variables` is what the case knew after it;
    `said` everything that people sent in until then, the latest of each name, nothing that was
    filed under seal; `terms` the last day of the legal term of each element. `undoes` is the place
    of the step that this one took back, `moved_to` the element that the case was moved to."""

    seq: int
    at: datetime
    acts: tuple[Published, ...]
    variables: Mapping[str, Value]
    said: Mapping[str, Value]
    terms: Mapping[str, date]
    documents: tuple[PublicDocument, ...]
    undoes: int | None = None
    moved_to: str = ""
    cancelled: bool = False
    inside: Mapping[str, Mapping[str, Value]] = field(default_factory=dict)
    """What each instance of several knew beyond the case, by its path."""

    @property
    def may_change_something(self) -> bool:
        """Whether anything of it may be published."""
        return bool(self.acts or self.moved_to or self.cancelled or self.undoes is not None)


@dataclass(frozen=True, slots=True)
class Related:
    """A case that stands beside another and was published: as what, and how it stands."""

    ocid: str
    title: str
    status: str


@dataclass(frozen=True, slots=True)
class CaseTold:
    """A case for its publisher; `related` are the older cases that stand beside it, `plans` the
    identifiers under which the procurement plans of the years were published, `over` whether the
    case has ended."""

    case_id: int
    number: str
    opened_at: datetime
    currency: str
    town: MunicipalityRow
    definition: Definition
    steps: tuple[Step, ...]
    related: tuple[Related, ...] = ()
    plans: Mapping[int, str] = field(default_factory=dict)
    over: bool = False
