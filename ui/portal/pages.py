"""What the pages for citizens share: the colour of the municipality, the choice of a language, and
how personal data is cared for."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path
from starlette.responses import RedirectResponse, Response

from ui.language import A_YEAR, COOKIE, NAMES
from ui.portal.around import citizen_page
from ui.static_files import KEPT
from ui.visit import AnyVisit

router = APIRouter(prefix="/{municipality}")
Colour = Annotated[str, Path(pattern="^[0-9a-f]{6}$")]


@router.get("/accent-{colour}.css", response_model=None)
def accent(municipality: str, colour: Colour) -> Response:  # noqa: ARG001  # a browser keeps it by its whole address
    """The colour as a style sheet: no style may stand in a page. Its address changes with it."""
    headers = {"cache-control": KEPT}
    return Response(f":root{{--accent:#{colour}}}", media_type="text/css", headers=headers)


@router.get("/language", response_model=None)
def language(here: AnyVisit, to: str = "", back: str = "") -> Response:
    """Keep the choice, and back to the same page."""
    home = f"/{here.municipality.slug}"
    inside = back == home or back.startswith((f"{home}/", f"{home}?"))
    safe = inside and "\\" not in back and back.isprintable()
    response = RedirectResponse(back if safe else home, 303)
    if to in NAMES:
        response.set_cookie(COOKIE, to, max_age=A_YEAR, samesite="lax", secure=here.secure)
    return response


@router.get("/data-protection", response_model=None)
def data_protection(here: AnyVisit) -> Response:
    """What is kept of whoever asks for something, for what, and what they may ask."""
    days = here.installation.limits.draft_keeping.days
    return citizen_page(here, "portal/data_protection.html", {"draft_days": days})
