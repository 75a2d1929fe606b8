"""«Deshacer»: taking back the very things that a message of the page told of."""

from __future__ import annotations

from collections.abc import Sequence

from engine.refusals import RefusalKind, Refused
from engine.tasks import ActUndone, undo_act
from engine.tasks.undoing import StepUndone, undo_step
from storage.queries.cases import case_by_id
from storage.queries.identity import names_of
from ui.errors import not_found
from ui.inbox.acts import MOST, Result, why_not
from ui.parts import Refusal
from ui.posted import Posted
from ui.refusals import told
from ui.told import Deed, deed_in
from ui.visit import Member


def deeds_in(here: Member, form: Posted) -> list[Deed]:
    """What the form names; such a page without any is not found."""
    found = [deed_in(each) for each in form.fields.get("deed", [])[:MOST]]
    deeds = [each for each in found if each is not None]
    if not deeds:
        raise not_found(here.words)
    return deeds


def taken_back(here: Member, deed: Deed) -> str:
    """Do it, and say so, or why not."""
    answer = undo(here, deed)
    _ = here.words.gettext
    if isinstance(answer, Refused):
        return _why(here, answer)
    if isinstance(answer, ActUndone):
        saying = _("Deshecho: la tarea de %(number)s está como antes.")
    else:
        saying = _("Deshizo el paso: la tarea vuelve a esperar en %(number)s.")
    return saying % {"number": answer.number}


def all_taken_back(here: Member, deeds: Sequence[Deed]) -> Result:
    """Do each on its own; what stays done is told with its reason."""
    answers = {deed: undo(here, deed) for deed in deeds}
    refused = {deed: each for deed, each in answers.items() if isinstance(each, Refused)}
    acts = {number: why for (sort, number, _), why in refused.items() if sort == "act"}
    steps = [(number, why) for (sort, number, _), why in refused.items() if sort == "step"]
    done = len(answers) - len(refused)
    sentence = here.words.ngettext(
        "Deshecho: %(n)s tarea está como antes.", "Deshecho: %(n)s tareas están como antes.", done
    )
    stays = (*why_not(here, acts, own=True), *(_step_stays(here, *each) for each in steps))
    return Result(sentence % {"n": done}, stays)


def undo(here: Member, deed: Deed) -> StepUndone | ActUndone | Refused:
    """The verb for a deed."""
    sort, number, seq = deed
    if sort == "step":
        return undo_step(here.installation, here.actor, number, seq=seq)
    return undo_act(here.installation, here.actor, number, seq)


def _step_stays(here: Member, case_id: int, refused: Refused) -> Refusal:
    """Nothing is told of a case of which nothing was to be undone by this person."""
    town, _ = here.municipality.id, here.words.gettext
    with here.installation.database.read(town) as connection:
        case = case_by_id(connection, town, case_id)
    if case is None or refused.kind is RefusalKind.NOT_FOUND:
        return Refusal(_("Una tarea"), _why(here, refused))
    href = here.path("cases", case.number)
    return Refusal(case.number, _why(here, refused), href, _("Ver el expediente"))


def _why(here: Member, refused: Refused) -> str:
    town, person = here.municipality.id, refused.details.get("person_id", "")
    who = here.words.gettext("Otra persona")
    if person.isdigit():
        with here.installation.database.read(town) as connection:
            who = names_of(connection, town, {int(person)}).get(int(person), who)
    return told(refused, here.words, {"who": who, "role": refused.details.get("role", "")}).sentence
