"""The inbox and acts upon many of its tasks at once; one task's acts are its own."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from ui.inbox.acts import Act, Wanted, do, marked_in
from ui.inbox.around import inbox_href
from ui.inbox.asking import asked_more, asking_page
from ui.inbox.forms import Asked
from ui.inbox.listing import inbox_page
from ui.inbox.naming import told_beforehand
from ui.inbox.together import together_href
from ui.inbox.undoing import all_taken_back, deeds_in, taken_back
from ui.inbox.views import came_from
from ui.visit import Form, SignedIn, go, page, way_back

router = APIRouter(prefix="/{municipality}/inbox")


@router.get("", response_model=None)
def inbox(here: SignedIn) -> Response:
    """The list that the address asks for."""
    return inbox_page(here, Asked.of(here.request.query_params))


@router.post("/undo", response_model=None)
def take_back(here: SignedIn, form: Form) -> Response:
    """Take back what the page told, while nobody has acted on it: of many, with a result for
    each."""
    deeds = deeds_in(here, form)
    if len(deeds) > 1:
        return inbox_page(here, came_from(here, form), result=all_taken_back(here, deeds))
    back = way_back(here, form) or here.path("inbox")
    return go(here, back, saying=taken_back(here, deeds[0]))


@router.post("/acts", response_model=None)
def act_on_many(here: SignedIn, form: Form) -> Response:
    """Do one thing to every marked task; what it still needs to know is asked first."""
    asked = came_from(here, form)
    act = next((each for each in Act if each == form.one("do")), None)
    marked = marked_in(form)
    if act is None or not marked:
        saying = here.words.gettext("Marque al menos una tarea y elija qué hacer con ella.")
        return go(here, inbox_href(here, asked), saying=saying)
    if act is Act.COMPLETE and (href := together_href(here, marked, asked)):
        return go(here, href)
    wanted = asked_more(Wanted(act, marked), form)
    if wanted is None:
        return asking_page(here, Wanted(act, marked), form)
    return inbox_page(here, asked, result=do(here, wanted))


@router.post("/acts/named", response_model=None)
def named_so_far(here: SignedIn, form: Form) -> Response:
    """Whom a comment that is being written names, and who of them would be told."""
    named = told_beforehand(here, marked_in(form), form.one("text"))
    return page(here, "inbox/named.html", {"named": named})
