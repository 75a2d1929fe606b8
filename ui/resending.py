"""What somebody had typed when the database was away: it comes back to them with the page that says
so, ready to be sent again. Nothing is kept here: the form travels in the page.
"""

from __future__ import annotations

from collections.abc import Mapping

from starlette.requests import Request

from ui.multipart import BodyTooLargeError, UnreadableBodyError
from ui.posted import Posted, closing, read_posted
from ui.surroundings import surroundings_of

Fields = Mapping[str, list[str]]
NOTHING: Fields = {}


def remember(request: Request, form: Posted) -> None:
    """The form of this request has been read."""
    request.state.posted = form


def remembered(request: Request) -> Posted | None:
    """The form of this request, if it has been read."""
    form = getattr(request.state, "posted", None)
    return form if isinstance(form, Posted) else None


async def typed_by(request: Request) -> Fields:
    """The fields of the form that this request brought; nothing when it brought files too, which a
    page cannot hold, or was cut off."""
    if request.method != "POST":
        return NOTHING
    form = remembered(request)
    if form is not None:
        return _whole(form)
    limit = surroundings_of(request).settings.upload_limit
    try:
        with closing(await read_posted(request, limit=limit)) as form:
            return _whole(form)
    except (BodyTooLargeError, UnreadableBodyError):
        return NOTHING


def _whole(form: Posted) -> Fields:
    return NOTHING if form.files or form.cut_at is not None else form.fields
