"""A decision of a draft is tried with what is typed, as those in force are under «Decisiones».

Nothing that is typed here is stored, and nothing of the draft is put in force.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Path, Query
from starlette.responses import Response

from engine.cases.surroundings import surroundings_of
from ui.editor.models import read_model
from ui.editor.pages import asked_in, functions_of, status_of
from ui.editor.present import try_context
from ui.editor.trial import Asked, tried
from ui.errors import not_found
from ui.parts import Crumb
from ui.staff import staff_page
from ui.visit import Form, Member, SignedIn, page
from ui.workshop.decision import is_decision
from ui.workshop.present import head_context
from ui.workshop.scene import drafted

router = APIRouter(prefix="/{municipality}/processes/{key}/workshop/decision/trial")
Key = Annotated[str, Path(max_length=80)]
Name = Annotated[str, Query(max_length=300)]


@router.get("", response_model=None)
def trial_page(here: SignedIn, key: Key, file: Name, decision: Name = "") -> Response:
    """What a decision of the draft asks for; the topmost one when none is named."""
    return answer(here, key, Asked(process=key, file=file, decision=decision))


@router.post("", response_model=None)
def try_draft(here: SignedIn, key: Key, posted: Form) -> Response:
    """What it gives for what was typed: its value, the rules that held, how it came about."""
    return answer(here, key, replace(asked_in(posted), process=key, family="", text=""))


def answer(here: Member, key: str, asked: Asked) -> Response:
    """The page of a try, or only its parts for whoever is on it already."""
    town, base = here.municipality.id, ("processes", key, "workshop", "decision")
    with here.installation.database.read(town) as connection:
        scene, _draft = drafted(here, connection, key)
        if not is_decision(asked.file) or asked.file not in scene.files:
            raise not_found(here.words)
        around = surroundings_of(here.installation, connection, town, here.now)
        read = read_model(scene.files[asked.file], functions_of(around))
        trial = tried(read, asked, around.clocked_host)
        head = head_context(here, scene, "text")
        told = try_context(here, asked, trial)
        context = {
            **told,
            **head,
            "name": told["title"],
            "crumbs": [
                *head["crumbs"],
                Crumb(asked.file, here.path(*base, file=asked.file)),
                Crumb(here.words.gettext("Probar: %(name)s") % {"name": told["title"]}),
            ],
            "action": here.path(*base, "trial"),
            "editor_href": here.path(*base, file=asked.file),
        }
        status = status_of(asked, trial)
        if here.request.headers.get("hx-request"):
            return page(here, "editor/bench.html", context, status=status)
        return staff_page(
            here, connection, "workshop/decision_trial.html", context, section="processes",
            status=status,
        )  # fmt: skip
