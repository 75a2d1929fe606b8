"""The history of a case as lines: what is to come, where it is, what happened."""

from __future__ import annotations

from datetime import date

from markupsafe import Markup

from engine.history.kinds import EventKind
from storage.queries.history import TimelineRow
from ui.cases.files import version_href
from ui.cases.scene import CaseScene, is_outsider
from ui.history.sentences import BY_PEOPLE, QUIET, Teller
from ui.parts import Entry, Mark
from ui.visit import Member


def teller_of(scene: CaseScene, here: Member) -> Teller:
    """Who tells the events of this case to this reader."""
    return Teller(
        drawn=scene.eras.element,
        words=here.words,
        formats=here.formats,
        today=here.today,
        reader_id=here.actor.person_id,
        names=names_known(scene),
        opened=scene.visited.opened,
        outsider=is_outsider(scene.definition, here),
        documents=links_to_documents(scene, here),
    )


def links_to_documents(scene: CaseScene, here: Member) -> dict[str, Markup]:
    """To what a reader may open of the file, by the id of the document."""
    return {
        str(each.document.id): Markup('<a href="{}">{}</a>').format(
            version_href(here, each.document.id, each.versions[0].version), each.document.title
        )
        for each in scene.documents
        if each.versions
    }


def names_known(scene: CaseScene) -> dict[int, str]:
    """The people whom this case has met."""
    names = {task.assignee_id: task.assignee_name for task in scene.tasks if task.assignee_id}
    names |= scene.stood_for
    names |= {event.person_id: event.person_name for event in scene.events if event.person_id}
    return {key: name for key, name in names.items() if key and name}


def entries_of(scene: CaseScene, here: Member, *, most: int, future: bool = False) -> list[Entry]:
    """The newest events that say something, the first of them as the present of an open case."""
    teller = teller_of(scene, here)
    telling = [event for event in scene.events if is_told(event, scene)][:most]
    entries = [entry_of(event, teller, here) for event in telling]
    if entries and scene.stand.status == "running":
        first = entries[0]
        entries[0] = Entry(first.sentence, first.when, Mark.PRESENT)
    return (to_come(scene, here) if future else []) + entries


def is_told(event: TimelineRow, scene: CaseScene) -> bool:
    """Quiet kinds are left out, and so is a timer whose term is told as expired."""
    if event.kind in QUIET:
        return False
    return event.kind != EventKind.TIMER_FIRED or not any(
        other.kind == EventKind.DEADLINE_EXPIRED
        and (other.element, other.at) == (event.element, event.at)
        for other in scene.events
    )


def entry_of(event: TimelineRow, teller: Teller, here: Member) -> Entry:
    """One event: its sentence, then when."""
    by_person = event.person_id is not None and event.kind in BY_PEOPLE
    mark = Mark.PERSON if by_person else Mark.RULE
    return Entry(teller.sentence(event), when_of(event, here), mark)


def when_of(event: TimelineRow, here: Member) -> str:
    """«vie 27/03, 15:12», with «por ley» or «regla» where nobody acted."""
    told = here.formats.moment(event.at, here.today)
    if event.kind in (EventKind.DEADLINE_SET, EventKind.DEADLINE_EXPIRED, EventKind.TIMER_FIRED):
        return f"{told} · {here.words.gettext('por plazo')}"
    if event.kind in (EventKind.DECIDED, EventKind.COMPUTED):
        return f"{told} · {here.words.gettext('por regla')}"
    return told


def to_come(scene: CaseScene, here: Member) -> list[Entry]:
    """The next legal date, hollow: it has not happened."""
    ahead = [each for each in scene.open_deadlines if each.due_on >= here.today]
    if not ahead:
        return []
    first = min(ahead, key=lambda each: each.due_on)
    told = here.words.gettext("Vence «%(title)s»") % {"title": first.title}
    return [Entry(told, day_words(first.due_on, here), Mark.FUTURE)]


def day_words(day: date, here: Member) -> str:
    return here.formats.day_words(day, here.today)
