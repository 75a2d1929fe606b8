"""A case unfolded from its history: step by step, what it knew and what anybody may know of it.

Told again from the chain, from what people sent in and from the mappings of the diagram, so that
it is the same whenever it is asked: what happened since changes nothing of what was.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from engine.bpmn import Element
from engine.bpmn.retelling import (
    collected_by,
    computed_by,
    decided_by,
    given_to,
    left_by,
    mapped_by,
)
from engine.bpmn.whereabouts import instance_at
from engine.cases.eras import Eras
from engine.definitions.publication import Happening, PublishedAct
from engine.feel import Host
from engine.history.chain import digest_of_detail
from engine.history.kinds import EventKind as K
from engine.publishing.knowing import Known, paths_to
from engine.publishing.telling import PublicDocument, Published, Step
from engine.values import Value, loads
from storage.queries.cases import SubmissionRow
from storage.queries.documents import CaseDocument
from storage.queries.history import ChainRow
from storage.tables.documents import DocumentState, Level
from storage.tables.types import instant

_FOLLOWING = frozenset(
    {
        K.TASK_OPENED, K.TASK_WITHDRAWN, K.DECIDED, K.COMPUTED, K.PASSED, K.LAW_DECIDED,
        K.DEADLINE_SET, K.DEADLINE_MET, K.DEADLINE_EXPIRED, K.DEADLINE_WITHDRAWN,
        K.CASE_COMPLETED, K.CASE_FAILED, K.INCIDENT_RAISED,
    }
)  # fmt: skip
"""What belongs to the step of the event before; everything else begins one."""
_MOVED_TERM = frozenset(
    {
        K.DEADLINE_EXTENDED, K.DEADLINE_PAUSED, K.DEADLINE_RESUMED,
        K.DEADLINE_RESTARTED, K.DEADLINE_DECREED,
    }
)  # fmt: skip
_FILED = frozenset({K.DOCUMENT_ADDED, K.DOCUMENT_REPLACED})
_DONE = frozenset({K.CASE_STARTED, K.TASK_COMPLETED, K.DECIDED, K.COMPUTED, K.PASSED})


@dataclass(frozen=True, slots=True)
class Book:
    """What is read of a case before it is unfolded; `host` is the calendar and the numbers of the
    law, its clock is put to the moment of each step."""

    eras: Eras
    events: Sequence[ChainRow]
    submissions: Sequence[SubmissionRow]
    documents: Sequence[CaseDocument]
    host: Host


class _Unfolding:
    """Goes once over the history."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.known = Known()
        self.steps: list[Step] = []
        self.before: list[Known] = []
        self.done_by: dict[int, int] = {}
        """By task, the place of the step that completed it."""
        self.lies: dict[int, str] = {}
        """By task, the instances of several that it lies in."""
        self.published: set[PublishedAct] = set()
        self.papers = {each.document.id: each for each in book.documents}

    def steps_of(self) -> tuple[Step, ...]:
        for events in _in_steps(self.book.events):
            self._unfold(events)
        return tuple(self.steps)

    def _unfold(self, events: Sequence[ChainRow]) -> None:
        self.before.append(self.known)
        first, at = events[0], instant(events[0].at)
        acts: list[Published] = []
        host = Host(self.book.host.functions.values(), clock=lambda: at)
        undoes = self._undone(events)
        if undoes is not None:
            self.known = replace(self.before[undoes], documents=self.known.documents)
        for event in events:
            element = self.book.eras.element(event.seq, event.element)
            told = loads(event.data) if event.data else {}
            path = self._path(event, told)
            self._enter(event, path, host)
            values = self._hear(event, element, told, path, host)
            acts += self._acts(event, element, told, values, path)
            if event.kind == K.TASK_COMPLETED and event.task_id is not None:
                self.done_by[event.task_id] = len(self.steps)
        self.steps.append(
            Step(
                seq=events[-1].seq,
                at=at,
                acts=tuple(acts),
                variables=self.known.whole,
                said=self.known.said,
                terms=self.known.terms,
                documents=tuple(self.known.documents.values()),
                undoes=undoes,
                moved_to=_moved_to(first),
                cancelled=any(event.kind == K.CASE_CANCELLED for event in events),
                inside=self.known.inside,
            )
        )

    def _undone(self, events: Sequence[ChainRow]) -> int | None:
        """The place of the step that these events take back."""
        for event in events:
            if event.kind == K.STEP_UNDONE and event.task_id is not None:
                return self.done_by.get(event.task_id)
        return None

    def _path(self, event: ChainRow, told: Mapping[str, Any]) -> str:
        """The instances of several in which it happened."""
        if event.kind == K.TASK_OPENED and event.task_id is not None and "within" in told:
            self.lies[event.task_id] = str(told["within"])
        if event.task_id is not None:
            return self.lies.get(event.task_id, "")
        return str(told.get("within", ""))

    def _enter(self, event: ChainRow, path: str, host: Host) -> None:
        """What the instances begin with, when they are first heard of."""
        program = self.book.eras.at(event.seq).program
        for each in paths_to(path):
            if each not in self.known.inside:
                seen = self.known.seen_from(instance_at(each).around)
                self.known = self.known.entered(each, given_to(program, each, seen, host=host))

    def _hear(
        self,
        event: ChainRow,
        element: Element | None,
        told: Mapping[str, Any],
        path: str,
        host: Host,
    ) -> Mapping[str, Value]:
        """What an event adds to what is known; what was sent in with it."""
        kind = K(event.kind)
        if kind in _FILED or kind in (K.DOCUMENT_WITHDRAWN, K.DOCUMENT_CLASSIFIED):
            self._document(kind, int(told["document"]), told, instant(event.at), path)
        if element is None:
            return self._sent_in(event) if kind is K.CASE_STARTED else {}
        if kind is K.DEADLINE_SET or kind in _MOVED_TERM:
            self._term(element.id, told)
        if kind in (K.CASE_STARTED, K.TASK_COMPLETED):
            values = self._sent_in(event)
            self._left(element, event, values, path, host)
            return values
        if kind in (K.DECIDED, K.COMPUTED):
            self._computed(element, event, told, path, host)
        return {}

    def _sent_in(self, event: ChainRow) -> Mapping[str, Value]:
        """What came with an act: the event holds its digest."""
        for row in self.book.submissions:
            if row.task_id == event.task_id and event.detail_digest == digest_of_detail(
                row.salt, row.data
            ):
                values: Mapping[str, Value] = loads(row.data)
                if not row.sealed:
                    self._know(said={**self.known.said, **values})
                return values
        return {}

    def _left(
        self,
        element: Element,
        event: ChainRow,
        values: Mapping[str, Value],
        path: str,
        host: Host,
    ) -> None:
        program, seen = self.book.eras.at(event.seq).program, self.known.seen_from(path)
        left = left_by(program, element, seen, values, host=host)
        self._leave(element, event, left, path, host)

    def _leave(
        self,
        element: Element,
        event: ChainRow,
        left: Mapping[str, Value],
        path: str,
        host: Host,
    ) -> None:
        """What an act left; one of several instances also gives its part to what they gather."""
        program, seen = self.book.eras.at(event.seq).program, self.known.seen_from(path)
        found = collected_by(program, element, {**seen, **left}, host=host)
        if found is None:
            self.known = self.known.left(path, left, mapped=mapped_by(program, element))
        else:
            self.known = self.known.gathered(path, left, *found)

    def _computed(
        self,
        element: Element,
        event: ChainRow,
        told: Mapping[str, Any],
        path: str,
        host: Host,
    ) -> None:
        program, seen = self.book.eras.at(event.seq).program, self.known.seen_from(path)
        if event.kind == K.DECIDED:
            result = decided_by(program, element, told.get("value"))
        else:
            result = computed_by(program, element, seen, host=host)
        left = left_by(program, element, seen, result, host=host)
        self._leave(element, event, left, path, host)

    def _term(self, element: str, told: Mapping[str, Any]) -> None:
        due = told.get("due")
        if isinstance(due, date):
            self._know(terms={**self.known.terms, element: due})

    def _document(
        self, kind: K, document_id: int, told: Mapping[str, Any], at: datetime, path: str
    ) -> None:
        """What is public now is told as it was then; what no longer is, is told no more."""
        held, paper = dict(self.known.documents), self.papers.get(document_id)
        public = paper is not None and _is_public(paper)
        if not public:
            held = {key: each for key, each in held.items() if each.id != document_id}
        elif kind in _FILED and paper is not None:
            new = replace(_version(paper, int(told.get("version", 1)), at), within=path)
            held[new.key] = new
        self._know(documents=held)

    def _know(self, **changed: Any) -> None:
        self.known = replace(self.known, **changed)

    def _acts(
        self,
        event: ChainRow,
        element: Element | None,
        told: Mapping[str, Any],
        values: Mapping[str, Value],
        path: str,
    ) -> Iterator[Published]:
        name = "" if element is None else element.id
        seen = self.known.seen_from(path) if path else {}
        for act in self.book.eras.at(event.seq).manifest.publication.acts:
            if not _happened(act, K(event.kind), name, told):
                continue
            known = {**self.known.said, **self.known.whole}
            if not act.holds({**known, **seen, **values}):
                continue
            yield Published(act, name, values, act in self.published, seen)
            self.published.add(act)


def unfold(book: Book) -> tuple[Step, ...]:
    """Every step of a case, oldest first."""
    return _Unfolding(book).steps_of()


def _in_steps(events: Sequence[ChainRow]) -> Iterator[list[ChainRow]]:
    step: list[ChainRow] = []
    for event in events:
        if step and (event.at != step[0].at or K(event.kind) not in _FOLLOWING):
            yield step
            step = []
        step.append(event)
    if step:
        yield step


def _happened(act: PublishedAct, kind: K, element: str, told: Mapping[str, Any]) -> bool:
    if act.on is Happening.FILED:
        return kind in _FILED and told.get("kind") == act.kind
    if act.element != element:
        return False
    return kind in (_MOVED_TERM if act.on is Happening.TERM else _DONE)


def _moved_to(event: ChainRow) -> str:
    return str(loads(event.data)["to"]) if event.kind == K.CASE_MOVED else ""


def _version(paper: CaseDocument, number: int, at: datetime) -> PublicDocument:
    row = next(each for each in paper.versions if each.version == number)
    document = paper.document
    return PublicDocument(
        document.id, number, document.kind, document.title, row.media_type, row.sha256, at
    )


def _is_public(paper: CaseDocument) -> bool:
    document = paper.document
    present = document.state == DocumentState.PRESENT
    return present and document.level == Level.PUBLIC and not document.sealed
